"""Answers that are given again: what they depend on, how they are sent, and what is never kept."""

from __future__ import annotations

import asyncio
import gzip
import time
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from web_world import Said, Site, published, serving

from disinfograph.web.negotiation import ROWS, takes_gzip
from disinfograph.web.recent import Recent
from disinfograph.web.remembered import Remembered

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
HEADLINE = "/api/queries/narratives/across-countries"
PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def headers_of(said: Said, *without: str) -> dict[str, str]:
    return {name: value for name, value in said.headers.items() if name not in {"date", *without}}


@pytest.mark.parametrize("path", ["/", "/place/UA.html", "/place/UA.ttl", HEADLINE, "/query.html"])
def test_an_answer_given_again_is_the_answer_given_first(site: Site, path: str) -> None:
    first, again = (site.get(path, "text/html" if path == "/" else "") for _ in range(2))
    assert (first.status, first.body) == (again.status, again.body) == (200, again.body)
    assert headers_of(first) == headers_of(again)
    for name in ("etag", "content-security-policy", "access-control-allow-origin", "content-length"):
        assert again.headers[name]
    assert {each.strip() for each in again.headers["vary"].split(",")} == {"Accept", "Accept-Encoding"}


@pytest.mark.parametrize("path", ["/narratives.html", "/place/PL.jsonld", f"{HEADLINE}?min_countries=1"])
def test_who_takes_gzip_gets_the_same_answer_smaller(site: Site, path: str) -> None:
    packed, plain, again = (site.ask("GET", path, headers=given) for given in (PACKED, {}, PACKED))
    assert "content-encoding" not in plain.headers
    for each in (packed, again):
        assert each.headers["content-encoding"] == "gzip"
        assert len(each.body) == int(each.headers["content-length"]) < len(plain.body)
        assert gzip.decompress(each.body) == plain.body
        different = ("content-encoding", "content-length")
        assert headers_of(each, *different) == headers_of(plain, *different)


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("", False), ("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("identity", False), ("gzip;q=0", False),
        ("*;q=0", False), ("gzip;q=0, *", False), ("gzip;q=nonsense", False), (",;,=", False),
    ],
)  # fmt: skip
def test_gzip_is_for_who_names_it(header: str, takes: bool) -> None:
    assert takes_gzip(header.encode()) is takes


def test_an_unchanged_answer_is_304_also_from_memory(site: Site) -> None:
    first = site.get("/place/UA.html")
    for given in (first.headers["etag"], f'"other", {first.headers["etag"]}', "*"):
        said = site.ask("GET", "/place/UA.html", headers={"If-None-Match": given} | PACKED)
        assert (said.status, said.body) == (304, b"")
        for name in ("etag", "vary", "cache-control"):
            assert said.headers[name] == first.headers[name]
    assert site.ask("GET", "/place/UA.html", headers={"If-None-Match": '"other"'}).status == 200


def test_head_has_the_headers_and_no_body(site: Site) -> None:
    for given in ({}, PACKED):
        first, head = (site.ask(method, "/outlet/alpha-tv.html", headers=given) for method in ("GET", "HEAD"))
        assert (head.status, head.body) == (200, b"")
        assert headers_of(head) == headers_of(first)


def test_each_client_gets_its_own_syntax_in_whatever_order(site: Site) -> None:
    wanted = {
        BROWSER: "text/html",
        "text/csv": "text/csv",
        "application/sparql-results+xml, text/csv;q=0.1": "application/sparql-results+xml",
        "text/csv;q=0.1, application/sparql-results+xml;q=0.3": "application/sparql-results+xml",
        "*/*": "application/json",
        "": "application/json",
    }
    for _ in range(2):
        for accept, kind in wanted.items():
            assert site.get(HEADLINE, accept).kind == kind
        assert site.get(HEADLINE, "image/png").status == 406
        assert site.get("/", BROWSER).kind == "text/html"
        assert site.ask("GET", "/", headers={"Accept": "text/turtle"}).status == 303
        for host in ("one.example", "two.example"):
            said = site.ask("GET", "/.well-known/void", headers={"Host": host, "Accept": "text/turtle"})
            assert f"http://{host}/" in said.text


def test_answers_are_forgotten_when_a_build_publishes_others(tmp_path: Path) -> None:
    name = "<https://w3id.org/disinfograph/place/XA> <http://www.w3.org/2000/01/rdf-schema#label>"
    store = published(tmp_path / "renewed.db", more=f'{name} "before" <urn:graph> .\n')
    with serving(store) as site:
        assert all("before" in site.get("/place/XA.ttl").text for _ in range(2))
        published(store, more=f'{name} "after" <urn:graph> .\n')
        deadline = time.monotonic() + 20
        while "before" in site.get("/place/XA.ttl").text and time.monotonic() < deadline:
            time.sleep(0.05)
        assert "after" in site.get("/place/XA.ttl").text


class Counting:
    """An application whose answers are of one version, and count how often they were made."""

    def __init__(self, status: int = 200, size: int = 3000, more: list[tuple[bytes, bytes]] | None = None) -> None:
        self.made, self.version = 0, "v1"
        self._status, self._size, self._more = status, size, more or []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.made += 1
        headers = [(b"etag", f'W/"{self.version}-{self.made}"'.encode()), (b"vary", b"Accept"), *self._more]
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": bytes(str(self.made), "ascii").ljust(self._size, b".")})


def asked(memory: Remembered, path: str = "/a.html", query: str = "", **headers: str) -> tuple[int, bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": named}
    asyncio.run(memory(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def memory_of(app: Counting, size: int = 1 << 20) -> Remembered:
    return Remembered(app, lambda: app.version, size, [ROWS])


@pytest.mark.parametrize(
    "app",
    [
        Counting(404), Counting(503), Counting(206),
        Counting(more=[(b"result-truncated", b"first=10")]), Counting(more=[(b"content-encoding", b"br")]),
    ],
)  # fmt: skip
def test_refusals_and_answers_that_were_cut_are_made_each_time(app: Counting) -> None:
    memory = memory_of(app)
    answers = [asked(memory) for _ in range(3)]
    assert app.made == 3
    assert len(set(answers)) == 3


def test_the_accept_header_counts_by_what_it_likes_best() -> None:
    app = Counting()
    memory = memory_of(app)
    for number in range(100):
        asked(memory, "/sparql", accept=f"text/csv;q=0.{number + 1:03}", host="here")
    assert app.made == 1
    asked(memory, "/sparql", accept="application/xml", host="here")
    asked(memory, "/sparql", accept="text/csv", host="there")
    assert app.made == 3
    # An address with a suffix names its syntax itself.
    for accept in ("text/csv", "application/xml", "image/png"):
        asked(memory, "/a.html", accept=accept)
    assert app.made == 4
    asked(memory, "/b.html", accept="x" * 10_000)
    asked(memory, "/b.html", accept="x" * 10_000)
    assert app.made == 6


def test_a_flood_of_queries_does_not_drive_out_pages() -> None:
    app = Counting(size=4000)
    memory = memory_of(app, 1 << 19)
    for number in range(20):
        asked(memory, f"/{number}.html")
    for number in range(3000):
        asked(memory, "/a.html", f"x={number}")
    made = app.made
    for number in range(20):
        asked(memory, f"/{number}.html")
    assert app.made == made
    assert sum(recent.used for recent in (memory._pages, memory._asked, memory._plain)) <= 1 << 19


def test_an_answer_of_another_version_is_not_kept() -> None:
    app = Counting()
    memory = memory_of(app)
    first = asked(memory)
    assert asked(memory) == first
    app.version = "v2"
    second = asked(memory)
    assert second != first
    assert asked(memory) == second
    app.version = "v1"
    assert asked(memory) not in (first, second)


def test_a_large_answer_is_sent_and_kept_whole() -> None:
    app = Counting(size=1 << 20)
    memory = memory_of(app, 1 << 24)
    plain = asked(memory)
    packed = asked(memory, accept_encoding="gzip")
    assert app.made == 1
    assert gzip.decompress(packed[1]) == plain[1]
    assert len(plain[1]) == 1 << 20


def test_a_shelf_lets_go_what_was_asked_for_longest_ago() -> None:
    recent = Recent[str, int](100, 2)
    for number, name in enumerate("abcd"):
        recent.put(name, number, 25)
    assert recent.get("a") == 0
    recent.put("e", 4, 25)
    assert [recent.get(name) for name in "abcde"] == [0, None, 2, 3, 4]
    recent.put("heavy", 5, 51)
    assert recent.get("heavy") is None
    assert (len(recent), recent.used) == (4, 100)
    recent.clear()
    assert (len(recent), recent.used) == (0, 0)
