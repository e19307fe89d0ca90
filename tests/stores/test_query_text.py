from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from disinfograph.errors import BadQuery
from disinfograph.stores import memory_store
from disinfograph.stores.dataset import DatasetStore
from disinfograph.stores.query_text import read_query
from disinfograph.stores.snapshot import SnapshotStore

OUTSIDE = [
    "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\n<URL> { ?a ?b ?c } }",
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE#\n<URL> { ?s ?p ?o } }",
    "SELECT*{SERVICE<URL>{?s ?p ?o}}",
    "SELECT * { SERVICESILENT<URL> { ?s ?p ?o } }",
    "PREFIX ex: <URL> SELECT * { SERVICE ex: { ?s ?p ?o } }",
    "PREFIX ex: <URL> SELECT * { SERVICEex: { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE: { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { ?s ?p <http://example.org/b>SERVICE<URL> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { FILTERNOTEXISTS{SERVICESILENT<URL>{ ?s ?p ?o }} }",
    "SELECT * { { SELECT ?s { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\\u0022 . SERVICE <URL> { ?s ?p ?o } #" }',
    "SELECT * { ?s ?p '\\U00000027 SERVICE <URL> { ?s ?p ?o } #' }",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <http://example.org/g>",
]
FROM_OUTSIDE = ["SELECT * FROM <URL> { ?s ?p ?o }", "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }"]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Yield the URL of a port of this machine, and what was said to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()
        thread = threading.Thread(target=listen, args=(server, heard, done))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", heard
        done.set()
        thread.join()


def listen(server: socket.socket, heard: list[bytes], done: threading.Event) -> None:
    while not done.is_set():
        try:
            caller, _ = server.accept()
        except TimeoutError:
            continue
        with caller:
            caller.settimeout(1)
            heard.append(caller.recv(4096))


@pytest.fixture(params=["memory", "folder", "rdflib"])
def local_store(request, tmp_path, content):
    store = {"memory": memory_store, "folder": lambda: SnapshotStore(tmp_path / "s"), "rdflib": DatasetStore}[
        request.param
    ]()
    content("<http://example.org/a> <http://example.org/p> <http://example.org/b> .").into(store)
    return store


def test_no_query_reaches_out(local_store, listener):
    url, heard = listener
    for query in OUTSIDE:
        with pytest.raises(BadQuery):
            local_store.run(query.replace("URL", url))
    for query in FROM_OUTSIDE:
        assert len(local_store.run(query.replace("URL", url))) == 0
    assert heard == []


def test_a_store_reaches_out_when_it_was_opened_so(tmp_path, content, listener):
    url, heard = listener
    store = SnapshotStore(tmp_path / "s", service=True)
    content("<http://example.org/a> <http://example.org/p> <http://example.org/b> .").into(store)
    store.run(OUTSIDE[2].replace("URL", url))
    assert len(heard) == 1


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://example.org/> {}" }',
        "SELECT * { ?s ?p <http://example.org/SERVICE> } # SERVICE",
        "PREFIX ex: <http://example.org/> SELECT ?service { ?service a ex:Service }",
        'SELECT * { ?s ?p "caf\\u00e9" }',
    ],
)
def test_the_word_alone_is_harmless(query):
    assert read_query(query).form == "SELECT"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("select*{}", "SELECT"),
        ("PREFIX ask: <http://example.org/> # SELECT\nBASE <http://example.org/> DESCRIBE ask:x", "DESCRIBE"),
        ("ASK{}", "ASK"),
        ("CONSTRUCT WHERE {}", "CONSTRUCT"),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(text, form):
    assert read_query(text).form == form


@pytest.mark.parametrize("text", ["", "# ASK {}", "INSERT DATA {}", "DEFINE get:soft 'soft' SELECT * {}", "\\u0041"])
def test_anything_else_is_no_query(text):
    with pytest.raises(BadQuery):
        read_query(text)


@pytest.mark.parametrize("escape", ["\\uD800", "\\U00110000"])
def test_an_escape_of_no_character_is_a_bad_query(local_store, escape):
    with pytest.raises(BadQuery):
        local_store.run(f'SELECT * {{ ?s ?p "{escape}" }}')


def test_graphs_are_hidden_from_every_variable_and_from_no_name():
    query = read_query('SELECT * { GRAPH ?a { ?s ?p "GRAPH ?x" } OPTIONAL { GRAPH $b {} } GRAPH <http://e.org/> {} }')
    assert query.without_graphs("urn:x:") == (
        "SELECT * { FILTER(!STRSTARTS(STR(?a), 'urn:x:')) GRAPH ?a { ?s ?p \"GRAPH ?x\" } "
        "OPTIONAL { FILTER(!STRSTARTS(STR($b), 'urn:x:')) GRAPH $b {} } GRAPH <http://e.org/> {} }"
    )
