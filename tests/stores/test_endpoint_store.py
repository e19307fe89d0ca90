from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from servers import free_port, graphs_of, has_virtuoso, oxigraph_server, sent, virtuoso_server

from disinfograph.errors import BadQuery, StoreUnavailable, UnreadableInput
from disinfograph.stores.client import Client, address
from disinfograph.stores.endpoint import EndpointStore
from disinfograph.stores.upload import Upload

P = "<http://example.org/p>"
G = "<https://w3id.org/disinfograph/graph/meta>"
ONE = (f"{P} {P} {P} .", f"{P} {P} {P} {G} .")
TWO = (f'{P} {P} "two" .',)


@contextmanager
def answering(
    status: int, body: bytes = b"", kind: str = "text/plain", wait: float = 0, busy: tuple[tuple[int, str], ...] = ()
) -> Iterator[str]:
    """Run an HTTP server that gives one answer to everything, and yield its URL.

    At first it is `busy`: each of these answers has a status and says when to ask again.
    """
    refusals = iter(busy)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(wait)
            code, later = next(refusals, (status, ""))
            self.send_response(code)
            if later:
                self.send_header("Retry-After", later)
            self.send_header("Content-Type", kind)
            with suppress(BrokenPipeError):
                self.end_headers()
            with suppress(BrokenPipeError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/query"
        finally:
            server.shutdown()
            thread.join()


def test_a_port_where_nobody_listens_is_a_store_unavailable():
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        EndpointStore(f"http://127.0.0.1:{free_port()}/query").ask("ASK {}")


@pytest.mark.parametrize("status", [401, 403, 404, 500, 502, 503])
def test_a_server_that_refuses_or_fails_is_a_store_unavailable(status):
    with answering(status, b"Sorry") as url, pytest.raises(StoreUnavailable) as caught:
        EndpointStore(url).ask("ASK {}")
    assert url in str(caught.value)


@pytest.mark.parametrize(
    ("status", "body"), [(400, b"Syntax \xc3\xa9rror at line 1"), (500, b"Virtuoso 22023 Error: transitive start\n")]
)
def test_a_server_that_finds_fault_with_the_query_is_a_bad_query(status, body):
    with answering(status, body) as url, pytest.raises(BadQuery) as caught:
        EndpointStore(url).ask("ASK {}")
    assert caught.value.reason == body.decode().strip()


def test_a_server_that_is_too_slow_is_a_store_unavailable():
    with answering(200, wait=2) as url, pytest.raises(StoreUnavailable, match=r"within 1 s|timed out"):
        EndpointStore(url, timeout=1).ask("ASK {}")


YES = (200, b'{"head": {}, "boolean": true}', "application/sparql-results+json")


def test_an_endpoint_that_says_when_to_ask_again_is_asked_again():
    with answering(*YES, busy=((429, "1"), (503, "1"))) as url:
        start = time.monotonic()
        assert Client(address(url)).ask("ASK {}", "ASK") is True
        assert time.monotonic() - start >= 2


@pytest.mark.parametrize("later", ["60", "0", "-1", "soon", "²", "Fri, 31 Dec 1999 23:59:59 GMT"])
def test_an_endpoint_that_wants_too_long_or_says_no_number_of_seconds_is_a_store_unavailable(later):
    # http.server writes headers in Latin-1, in which a raised two is no ASCII digit.
    with answering(*YES, busy=((429, later),)) as url, pytest.raises(StoreUnavailable, match="HTTP 429"):
        Client(address(url), timeout=2).ask("ASK {}", "ASK")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome</html>",
        b'{"head": {"vars": ["p", "o"]}, "results": {"bindings": [{"p": {"type": "uri", "value": "http://e.org/"}},',
        b'{"head": {}, "boolean": "perhaps"}',
    ],
)
def test_an_answer_that_is_cut_off_or_no_answer_is_a_store_unavailable(body):
    with answering(200, body, "application/sparql-results+json") as url, pytest.raises(StoreUnavailable):
        EndpointStore(url).ask("ASK {}")


def test_triples_that_are_cut_off_are_a_store_unavailable():
    body = b'<http://e.org/a> <http://e.org/b> "c'
    with answering(200, body, "application/n-triples") as url, pytest.raises(StoreUnavailable):
        EndpointStore(url).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_data_that_was_not_built_here_is_left_alone(empty_oxigraph, content):
    mine = "INSERT DATA { <urn:mine> <urn:is> <urn:mine> }"
    sent(empty_oxigraph.replace("/query", "/update"), update=mine)
    store = EndpointStore(empty_oxigraph)
    with pytest.raises(StoreUnavailable, match="not built here"):
        content(*ONE).into(store)
    assert list(store.quads()) == ["<urn:mine> <urn:is> <urn:mine> ."]
    assert graphs_of(empty_oxigraph) == []


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_named_graphs_of_others_are_left_alone(request, content, server):
    url = request.getfixturevalue(f"empty_{server}")
    update = {"oxigraph": {"update": ""}, "virtuoso": {"query": ""}}[server]
    text = "INSERT DATA { GRAPH <urn:mine> { <urn:mine> <urn:is> <urn:mine> } }"
    sent(url.replace("/query", "/update"), **dict.fromkeys(update, text))
    store = EndpointStore(url)
    content(*ONE).into(store)
    content(*TWO).into(store)
    assert list(store.quads()) == list(TWO)
    assert "urn:mine" in graphs_of(url)


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_what_a_broken_publish_left_is_not_seen_and_goes_with_the_next(request, content, server):
    url = request.getfixturevalue(f"empty_{server}")
    store = EndpointStore(url)
    content(*ONE).into(store)
    text = f"INSERT DATA {{ GRAPH <urn:disinfograph:new:{G[1:-1]}> {{ {P} {P} 'half' }} }}"
    sent(url.replace("/query", "/update"), **{"update" if server == "oxigraph" else "query": text})
    assert list(store.quads()) == sorted(ONE)
    assert [str(g) for (g,) in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")] == [G[1:-1]]
    content(*TWO, f"{P} {P} {P} {G} .").into(store)
    assert list(store.quads()) == sorted((*TWO, f"{P} {P} {P} {G} ."))
    assert not any("new:" in graph for graph in graphs_of(url))


def test_a_switch_that_was_broken_off_is_published_again(empty_virtuoso, content):
    store = EndpointStore(empty_virtuoso)
    files = content(*ONE)
    files.into(store)
    gone = "DELETE WHERE { GRAPH <urn:disinfograph:ledger> { ?s <urn:disinfograph:digest> ?o } }"
    sent(empty_virtuoso, query=gone)
    assert store.version() == ""
    assert files.into(store) is True
    assert list(store.quads()) == sorted(ONE)


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_a_first_publish_that_was_broken_off_is_replaced_by_the_next(request, content, server):
    url = request.getfixturevalue(f"empty_{server}")
    upload = Upload(Client(address(url)), "" if server == "oxigraph" else f"{G[1:-5]}merge", beside=False)
    half = content(*ONE, f"{P} {P} {P} <urn:half> .")
    upload.load(half.quads, half.ledger, "0" * 16)
    store = EndpointStore(url)
    assert store.version() == ""
    content(*TWO).into(store)
    assert list(store.quads()) == list(TWO)
    assert "urn:half" not in graphs_of(url)


def test_a_first_file_that_is_not_n_quads_leaves_nothing_behind(empty_oxigraph, content):
    with pytest.raises(UnreadableInput):
        content(*ONE, "nonsense").into(EndpointStore(empty_oxigraph))
    assert graphs_of(empty_oxigraph) == []
    assert EndpointStore(empty_oxigraph).ask("ASK { ?s ?p ?o }") is False


def test_one_reader_sees_what_another_published(empty_virtuoso, content):
    reader, writer = EndpointStore(empty_virtuoso), EndpointStore(empty_virtuoso)
    assert reader.version() == ""
    content(*ONE).into(writer)
    assert [str(n) for (n,) in reader.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == ["1"]
    assert reader.version() == writer.version()


def test_where_the_default_graph_is_the_union_the_merge_has_a_graph_of_its_own(tmp_path, content):
    with oxigraph_server(tmp_path, "--union-default-graph") as url:
        store = EndpointStore(url, base="https://example.org/")
        content(*ONE).into(store)
        assert [str(n) for (n,) in store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == ["1"]
        assert list(store.quads()) == sorted(ONE)
        assert "https://example.org/graph/merge" in graphs_of(url)


def test_an_endpoint_that_takes_no_updates_is_a_store_unavailable(empty_oxigraph, content):
    store = EndpointStore(empty_oxigraph, update=empty_oxigraph)
    with pytest.raises(StoreUnavailable):
        content(*ONE).into(store)
    assert list(store.quads()) == []


def test_an_update_url_of_another_store_is_noticed(empty_oxigraph, tmp_path, content):
    with oxigraph_server(tmp_path) as other:
        store = EndpointStore(empty_oxigraph, update=other.replace("/query", "/update"))
        with pytest.raises(StoreUnavailable, match="does the update URL belong to it"):
            content(*ONE).into(store)


@pytest.mark.skipif(not has_virtuoso(), reason="virtuoso-t is not installed")
def test_virtuoso_takes_a_login_and_gives_a_few_rows_at_a_time(tmp_path, content):
    lines = [f'<http://example.org/{n}> {P} "{n}" .' for n in range(250)]
    with virtuoso_server(tmp_path, rows=100) as url:
        login = url.replace("://", "://dba:dba@") + "-auth"
        store = EndpointStore(login)
        content(*lines, ledger=tuple(map(str, range(250)))).into(store)
        assert list(store.quads()) == sorted(lines)
        assert list(store.ledger()) == [str(n) for n in range(250)]
        with pytest.raises(StoreUnavailable) as caught:
            EndpointStore(login.replace(":dba@", ":wrong@")).ask("ASK {}")
        assert "wrong" not in str(caught.value)


def test_the_ledger_and_the_state_lie_in_one_graph(empty_oxigraph, content):
    content(*ONE, ledger=("a line",)).into(EndpointStore(empty_oxigraph))
    kept = sent(empty_oxigraph, query="SELECT ?o { GRAPH <urn:disinfograph:ledger> { ?s ?p ?o } }")
    values = {row["o"]["value"] for row in json.loads(kept)["results"]["bindings"]}
    assert {"a line", G[1:-1]} < values
