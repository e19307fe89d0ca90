from __future__ import annotations

import subprocess
import sys

import pytest

from disinfograph.errors import WrongUse
from disinfograph.stores import open_store
from disinfograph.stores.client import Address, address
from disinfograph.stores.endpoint import EndpointStore
from disinfograph.stores.snapshot import SnapshotStore


@pytest.mark.parametrize("url", ["http://127.0.0.1:7878/query", "https://example.org/sparql", "HTTP://example.org/q"])
def test_a_url_is_an_endpoint(url):
    assert isinstance(open_store(url), EndpointStore)


@pytest.mark.parametrize("where", ["disinfograph.db", "/tmp/x", "http.db"])  # noqa: S108
def test_anything_else_is_a_folder(where):
    assert isinstance(open_store(where), SnapshotStore)


def test_the_room_is_entered_without_an_engine():
    engines = "{'pyoxigraph', 'rdflib', 'SPARQLWrapper'}"
    code = f"import sys, disinfograph.stores; sys.exit(len({engines} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ("http://h:1/query", "http://h:1/update"),
        ("http://h/ds/query", "http://h/ds/update"),
        ("http://h/sparql", "http://h/sparql"),
        ("http://h/repositories/r", "http://h/repositories/r/statements"),
        ("http://h/query?x=1", "http://h/update?x=1"),
    ],
)
def test_the_update_url_follows_from_the_query_url(query, update):
    assert address(query) == Address(query, update)


def test_the_update_url_can_be_named():
    assert address("http://h/query", "http://other/u").update == "http://other/u"


def test_a_password_in_the_url_is_used_and_not_shown():
    assert address("http://me:p%40ss@h:1/query") == Address("http://h:1/query", "http://h:1/update", "me", "p@ss")
    assert open_store("http://me:secret@h:1/query").where == "http://h:1/query"


def test_digest_is_what_virtuoso_wants_where_it_asks_for_a_login():
    assert address("http://h/sparql-auth").auth == "digest"
    assert address("http://h/sparql-auth", auth="basic").auth == "basic"


@pytest.mark.parametrize("url", ["http://", "http:///query", "https://:80/"])
def test_a_url_without_a_host_is_wrong_use(url):
    with pytest.raises(WrongUse):
        address(url)
