"""Queries that mean harm: every one gets a status, the server lives, and others get their answers."""

from __future__ import annotations

import asyncio
import http.client
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from web_world import Said, Site, serving

from disinfograph.stores.worker_frames import Question
from disinfograph.web.pool import Pool
from disinfograph.web.refusals import Refused
from disinfograph.web.settings import Settings

DIRECT = {"Content-Type": "application/sparql-query"}
DEADLINE = 0.8
SLACK = 5.0
"""Seconds that a busy machine may take to notice a deadline: a query that was not stopped would run for hours."""
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
RUNAWAYS = (
    f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    f"SELECT * {{ {CROSS} FILTER(CONCAT(STR(?a), STR(?l)) = 'no') }}",
    f"ASK {{ {CROSS} FILTER(CONCAT(STR(?c), STR(?l)) = 'no') }}",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|!<urn:y>)* ?b . ?b (!<urn:x>|^!<urn:y>)* ?c . ?c (!<urn:z>)* ?d }",
    f"CONSTRUCT {{ ?a ?b ?l }} WHERE {{ {CROSS} FILTER(STRLEN(CONCAT(STR(?a), STR(?l))) < 0) }}",
    "SELECT (COUNT(*) AS ?n) { " + " ".join(f"{{ ?a{i} ?b{i} ?c{i} }}" for i in range(12)) + " }",
)
BOMB = f"SELECT * {{ {CROSS} }} ORDER BY ?a ?d ?g ?j"


@pytest.fixture(scope="module")
def fort(small_store: Path) -> Iterator[Site]:
    with serving(small_store, deadline=DEADLINE, memory_mb=700, workers=3, per_client=2) as running:
        yield running


def cpu_of(pid: int) -> int:
    """Return the hundredths of a second that a process has used; 0 when it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def memory_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def most_used(site: Site) -> int:
    """Return the hundredths of a second that the busiest process of a server uses in half a second."""
    before = {pid: cpu_of(pid) for pid in site.children()}
    time.sleep(0.5)
    return max((cpu_of(pid) - before[pid] for pid in site.children() if pid in before), default=0)


CONSTRUCTS = {
    "groups": ("{", "}"),
    "optionals": ("?s ?p ?o OPTIONAL {", "}"),
    "minuses": ("?s ?p ?o MINUS {", "}"),
    "unions": ("{ ?s ?p ?o } UNION {", "}"),
    "exists": ("FILTER EXISTS {", "}"),
    "not exists": ("FILTER NOT EXISTS {", "}"),
    "sub-selects": ("{ SELECT * {", "} }"),
    "graphs": ("GRAPH ?g {", "}"),
    "brackets": ("FILTER(" + "(", ")" + ")"),
    "nots": ("FILTER(!(", "))"),
    "conditions": ("FILTER(IF(true, ", ", false))"),
    "collections": ("?s ?p (", ")"),
    "blank nodes": ("?s ?p [ ?q", "]"),
    "paths": ("?s (", ")* ?o"),
    "negations": ("?s !(", ") ?o"),
    "sums": ("FILTER(1 + (", "))"),
}


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_no_depth_of_nesting_breaks_the_server(fort: Site, construct: str) -> None:
    opening, closing = CONSTRUCTS[construct]
    for depth in (10, 100, 1_000, 10_000, 100_000, 1_000_000):
        query = f"SELECT * {{ {opening * depth} {closing * depth} }}"
        answer = fort.ask("POST", "/sparql", query, DIRECT)
        assert answer.status in ((200, 400, 504) if depth <= 100 else (400, 413)), (depth, answer.text[:200])
    assert fort.process.poll() is None


def test_long_rows_of_operators_break_nothing(fort: Site) -> None:
    for piece in (
        "OPTIONAL { ?s ?p ?o } ",
        "{} UNION ",
        "?s ?p ?o . ",
        "FILTER(1=1) ",
        "BIND(1 AS ?x) ",
        "?s ?p/?p ?o;",
    ):
        for count in (100, 1_000, 5_000):
            answer = fort.ask("POST", "/sparql", f"SELECT * {{ {piece * count} {{}} }} LIMIT 1", DIRECT)
            assert answer.status in (200, 400, 413, 504), answer.text[:200]
    assert fort.process.poll() is None


def test_every_runaway_query_is_stopped_in_time_and_its_processor_is_free(fort: Site) -> None:
    for query in RUNAWAYS:
        answer = fort.ask("POST", "/sparql", query, DIRECT)
        assert answer.status == 504, (query, answer.text[:200])
        assert DEADLINE <= answer.took < DEADLINE + SLACK
        assert "stopped after 0.8 s" in answer.text
    # A worker that has just been hired is busy for a while; one that still ran a query would be for hours.
    assert any(most_used(fort) < 10 for _ in range(40))
    assert "Z" not in fort.children().values()


def test_a_query_that_wants_all_memory_gets_a_sentence(small_store: Path) -> None:
    with serving(small_store, deadline=30.0, memory_mb=700) as narrow:
        narrow.sparql("ASK {}")
        before = memory_of(narrow.process.pid)
        for _ in range(2):
            answer = narrow.ask("POST", "/sparql", BOMB, DIRECT)
            assert answer.status == 503
            # Out of memory, the engine mostly aborts, and sometimes breaks in another way.
            assert "more memory than a query may use" in answer.text or "broke the engine" in answer.text
        assert narrow.sparql("SELECT (1 AS ?x) {}").status == 200
        assert memory_of(narrow.process.pid) - before < 50 << 20


def test_the_innocent_are_answered_beside_attackers(fort: Site) -> None:
    over = Event()

    def attack(number: int) -> list[int]:
        found = []
        while not over.is_set():
            query = (RUNAWAYS[0], BOMB, "SELECT * {" + "{" * 90 + "}" * 90 + "}")[number]
            found.append(fort.ask("POST", "/sparql", query, DIRECT, source="127.0.0.2").status)
        return found

    with ThreadPoolExecutor(3) as attackers:
        attacks = [attackers.submit(attack, number) for number in range(3)]
        innocent = [
            fort.sparql(f"SELECT ({number} AS ?n) {{ ?s ?p ?o }} LIMIT 3", source="127.0.0.3") for number in range(60)
        ]
        over.set()
    assert [answer.status for answer in innocent] == [200] * 60
    assert all(len(answer.json["results"]["bindings"]) == 3 for answer in innocent)
    assert {status for each in attacks for status in each.result()} <= {200, 503, 504}
    assert fort.process.poll() is None


def test_a_client_that_leaves_takes_its_query_along(small_store: Path) -> None:
    with serving(small_store, deadline=20.0, workers=1, per_client=1) as alone:
        leaving = http.client.HTTPConnection(urlsplit(alone.url).netloc, timeout=5)
        leaving.request("POST", "/sparql", RUNAWAYS[0], DIRECT)
        time.sleep(0.3)
        leaving.close()
        assert alone.sparql("ASK {}", source="127.0.0.9").took < 3


def test_too_many_queries_are_told_to_come_back(small_store: Path) -> None:
    with serving(small_store, deadline=1.0, workers=1, per_client=1, waiting=2, patience=0.5) as small:
        with ThreadPoolExecutor(6) as crowd:
            answers: list[Said] = list(
                crowd.map(lambda n: small.ask("POST", "/sparql", RUNAWAYS[0], DIRECT, f"127.0.0.{n + 2}"), range(6))
            )
        statuses = sorted(answer.status for answer in answers)
        assert statuses[-1] == 504
        assert statuses.count(503) >= 4
        assert all(answer.headers["retry-after"] for answer in answers if answer.status == 503)


def test_who_asks_too_often_has_to_wait(small_store: Path) -> None:
    with serving(small_store, rate=2.0, burst=5) as strict:
        statuses = [strict.get("/api/queries").status for _ in range(8)]
        assert statuses[:5] == [200] * 5
        assert 429 in statuses
        refused = strict.get("/api/queries")
        assert (refused.status, refused.headers["retry-after"]) == (429, "1")
        assert strict.get("/api/queries", source="127.0.0.7").status == 200
        # Nobody stands in front of this server, so nobody may say who it is that asks.
        assert strict.ask("GET", "/api/queries", headers={"X-Forwarded-For": "192.0.2.1"}).status == 429


class Canary(BaseHTTPRequestHandler):
    hits: list[str] = []  # noqa: RUF012 - the handler is made anew for each request

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, *arguments: object) -> None:
        return


@pytest.fixture(scope="module")
def canary() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def reaching_out(url: str) -> list[str]:
    """Return queries and updates that would make an engine ask a server for something."""
    ask = f"SERVICE <{url}> {{ ?s ?p ?o }}"
    inside = [
        ask,
        ask.replace("SERVICE", "service"),
        ask.replace("SERVICE", "SeRvIcE"),
        ask.replace("SERVICE ", "SERVICE"),
        ask.replace("SERVICE ", "SERVICE\n"),
        ask.replace("SERVICE ", "SERVICE\t"),
        ask.replace("SERVICE ", "SERVICE#comment\n"),
        ask.replace("SERVICE ", "SERVICE SILENT "),
        ask.replace("SERVICE ", "SERVICESILENT"),
        ask.replace("SERVICE ", "SERVICE#a\n#b\nSILENT#c\n"),
        ask.replace("SERVICE", "\\u0053ERVICE"),
        f"SERVICE ex:x {{ ?s ?p ?o }} #{url}",
        f"SERVICEex:x {{ ?s ?p ?o }} #{url}",
        f"BIND(<{url}> AS ?u) SERVICE ?u {{ ?s ?p ?o }}",
        f"VALUES ?u {{ <{url}> }} SERVICE SILENT ?u {{ ?s ?p ?o }}",
        f"{{ SELECT * {{ {ask} }} }}",
        f"OPTIONAL {{ {ask} }}",
        f"MINUS {{ {ask} }}",
        f"{{ ?s ?p ?o }} UNION {{ {ask} }}",
        f"FILTER EXISTS {{ {ask} }}",
        f"FILTER NOT EXISTS {{ {ask} }}",
        f"GRAPH ?g {{ {ask} }}",
        f"FILTER(1<2){ask}#>",
        f"FILTER((1<2)&&(EXISTS{{{ask}}}))",
        f"'a#' ?p ?o . {ask}",
        f"'''a\n''' ?p ?o . {ask}",
        f"<urn:a#b> ?p ?o . {ask}",
        f"?s ?p 'x'.{ask}",
        f"?s ?p 1.{ask}",
        f"?s ?p true.{ask}",
    ]
    queries = [f"PREFIX ex: <{url}> SELECT * {{ {each} }}" for each in inside]
    queries += [f"ASK {{ {ask} }}", f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {ask} }}", f"DESCRIBE ?s {{ {ask} }}"]
    queries += [
        f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",  # noqa: S608 - it is no SQL
        f"SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",  # noqa: S608
        f"DESCRIBE <{url}>",
        f"LOAD <{url}>",
        f"LOAD SILENT <{url}> INTO GRAPH <urn:g>",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ {ask} }}",
    ]
    return queries


def test_no_query_reaches_another_server(site: Site, canary: str) -> None:
    Canary.hits.clear()
    queries = reaching_out(canary)
    assert len(queries) > 35
    for query in queries:
        answer = site.ask("POST", "/sparql", query, DIRECT)
        assert answer.status in (200, 400), query
        if "SERVICE" in query.upper():
            assert answer.status == 400, query
        site.ask("POST", "/sparql", query, {"Content-Type": "application/sparql-update"})
    for name in ("default-graph-uri", "named-graph-uri"):
        assert site.sparql("SELECT * { ?s ?p ?o }", **{name: canary}).status == 200
    assert site.get("/api/queries/cases/search", text=f"SERVICE <{canary}> {{ ?s ?p ?o }}").status == 200
    assert site.get("/api/queries/countries/similar", country=f"{canary}> }} SERVICE <{canary}").status in (400, 404)
    assert Canary.hits == []


def test_a_worker_has_no_network_even_when_a_query_gets_past_the_gate(small_store: Path, canary: str) -> None:
    Canary.hits.clear()

    async def asked() -> Refused | None:
        pool = Pool(small_store, Settings(workers=1, reserved=0))
        try:
            await pool.start()
            await pool.ask(Question(f"SELECT * {{ SERVICE <{canary}> {{ ?s ?p ?o }} }}", "json", 10, 1000))
        except Refused as refused:
            return refused
        finally:
            await pool.close()
        return None

    refused = asyncio.run(asked())
    assert refused is not None
    assert refused.status == 503
    assert Canary.hits == []


def test_workers_die_with_the_server(small_store: Path) -> None:
    with serving(small_store) as doomed:
        doomed.sparql("ASK {}")
        workers = list(doomed.children())
        assert workers
        doomed.process.kill()
        doomed.process.wait()
        deadline = time.monotonic() + 5
        while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
