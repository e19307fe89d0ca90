"""How a server starts, what it is told, and what it does when a build publishes something else."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from web_world import SERVE, published, serving

from disinfograph.errors import WrongUse
from disinfograph.web.settings import Settings, explained, read_settings

CASE = "https://w3id.org/disinfograph/ontology#Case"
COUNT = f"SELECT (COUNT(?s) AS ?n) {{ ?s a <{CASE}> }}"


def case(number: int) -> str:
    return f"<urn:case:{number}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CASE}> <urn:graph> .\n"


def test_a_new_build_is_served_without_a_restart(tmp_path: Path) -> None:
    store = published(tmp_path / "growing.db", more=case(1))
    with serving(store) as site:
        first = site.sparql(COUNT)
        assert first.json["results"]["bindings"][0]["n"]["value"] == "1"
        published(store, more=case(1) + case(2))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            said = site.sparql(COUNT)
            assert said.status == 200
            if said.headers["etag"] != first.headers["etag"]:
                break
            time.sleep(0.05)
        assert said.json["results"]["bindings"][0]["n"]["value"] == "2"
        # A third build removes the first snapshot, which nobody reads any more.
        published(store, more=case(3))
        deadline = time.monotonic() + 20
        while site.sparql("ASK { <urn:case:3> ?p ?o }").json["boolean"] is False and time.monotonic() < deadline:
            time.sleep(0.05)
        assert site.sparql("ASK { <urn:case:3> ?p ?o }").json["boolean"] is True
        assert len(site.children()) <= 2 * (3 + os.cpu_count() + 2)


def test_a_query_that_runs_during_the_change_ends_on_the_old_data(tmp_path: Path) -> None:
    store = published(tmp_path / "changing.db", more="".join(map(case, range(80))))
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(STR(?a), STR(?g))) > 0) }"
    with serving(store, deadline=60.0, workers=2, per_client=2) as site:
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
        connection.request("POST", "/sparql", slow, {"Content-Type": "application/sparql-query"})
        time.sleep(0.2)
        published(store, more=case(1))
        deadline = time.monotonic() + 20
        while site.sparql(COUNT).json["results"]["bindings"][0]["n"]["value"] != "1" and time.monotonic() < deadline:
            time.sleep(0.05)
        assert site.sparql(COUNT).json["results"]["bindings"][0]["n"]["value"] == "1"
        answer = connection.getresponse()
        assert answer.status == 200
        assert str(80**3).encode() in answer.read()
        connection.close()


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    store = published(tmp_path / "killed.db", more=case(1))
    with serving(store) as site:
        site.sparql("ASK {}")
        for pid in site.children():
            os.kill(pid, signal.SIGKILL)
        # A signal takes a moment to arrive.
        time.sleep(0.1)
        assert [site.sparql(f"SELECT ({number} AS ?n) {{}}").status for number in range(5)] == [200] * 5


def test_it_listens_on_loopback_and_says_where(tmp_path: Path) -> None:
    store = published(tmp_path / "here.db", more=case(1))
    with serving(store) as site:
        assert urlsplit(site.url).hostname == "127.0.0.1"
        assert not any("warning" in line for line in site.lines)
    with serving(store, host="0.0.0.0") as site:  # noqa: S104 - that is what is tested
        port = urlsplit(site.url).port
        deadline = time.monotonic() + 5
        while not any("warning" in line for line in site.lines) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert any("others can reach this server" in line for line in site.lines)
        assert port


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_in_order(tmp_path: Path, number: int) -> None:
    store = published(tmp_path / "stopped.db", more=case(1))
    with serving(store) as site:
        workers = list(site.children())
        site.process.send_signal(number)
        assert site.process.wait(10) == 0
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
        assert not any("Traceback" in line for line in site.lines)


def test_answers_on_one_connection_do_not_wait_for_acknowledgements(tmp_path: Path) -> None:
    store = published(tmp_path / "fast.db", more=case(1))
    with serving(store) as site:
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)
        times = []
        for _ in range(21):
            began = time.monotonic()
            connection.request("GET", "/api/queries/narratives/across-countries")
            connection.getresponse().read()
            times.append(time.monotonic() - began)
        connection.close()
        assert sorted(times)[10] < 0.03


def started(store: Path, settings: str, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "settings.toml"
    file.write_text(settings, "utf-8")
    command = [sys.executable, "-c", SERVE, str(store), str(file)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_what_cannot_be_served_is_told(tmp_path: Path) -> None:
    assert "no data yet" in started(tmp_path / "nothing.db", "", tmp_path).stderr
    assert "unknown key deadlin; did you mean deadline?" in started(tmp_path, "deadlin = 3", tmp_path).stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    from disinfograph.web.server import serve

    store = published(tmp_path / "taken.db", more=case(1))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(WrongUse, match=f"port {port}: .*try --port 0"):
            serve(store, Settings(port=port), "https://example.org/", print)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    return tmp_path / "settings.toml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense = 1", "unknown key nonsense; there are: host, port"),
        ("[query]\ndeadline = 1", "unknown key query"),
        ("deadline = 'soon'", "deadline takes a number"),
        ("deadline = 0", "too small"),
        ("deadline = nan", "too small"),
        ("rows = 1.5", "rows takes a whole number"),
        ("rows = true", "rows takes a whole number"),
        ("workers = 1\nreserved = 1", "leaves none"),
        ("memory_mb = 10", "600 or more"),
        ("host = 1", "host takes a text"),
        ("= 1", "are no TOML"),
    ],
)
def test_a_fault_in_the_settings_is_one_sentence(file: Path, text: str, words: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(WrongUse, match=words):
        read_settings(file)


def test_what_is_given_goes_before_the_file_and_the_file_before_the_default(file: Path) -> None:
    file.write_text("port = 1\nrows = 7\ndeadline = 3", "utf-8")
    settings = read_settings(file, port=2, host=None)
    assert (settings.port, settings.rows, settings.deadline, settings.host) == (2, 7, 3, "127.0.0.1")
    assert read_settings(None) == Settings()
    with pytest.raises(WrongUse, match="cannot read"):
        read_settings(file.with_name("absent.toml"))


def test_the_settings_explained_are_a_settings_file(file: Path) -> None:
    file.write_text(explained(), "utf-8")
    assert read_settings(file) == Settings()
