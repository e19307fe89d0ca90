"""Measures a server over a store: cold start, first bytes, and requests a second under wrk.

Usage: python benchmarks/serving/run.py STORE [--seconds N] [--connections 8,16]. README.md tells what the figures mean.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "speed"))
from machine import machine

HERE = Path(__file__).parent
say = partial(print, flush=True)
_READY = re.compile(r"serving at (http://\S+)/;")
_CASES = "SELECT ?case WHERE {{ ?case a <https://w3id.org/disinfograph/ontology#Case> }} ORDER BY ?case LIMIT {}"
_QUERY = "/api/queries/narratives/across-countries"
_PATIENCE = 120
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGES = (
    "/", "/narratives.html", "/places.html", "/outlets.html", "/keywords.html", "/network.html", "/query.html",
    "/search.html?q=ukraine", "/place/UA.html", "/language/ru.html",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs; `ready` in seconds since its start."""

    host: str
    pid: int
    began: float
    ready: float

    def first_byte(self, path: str) -> tuple[int, float]:
        """Return the status of an answer and the milliseconds until its first byte."""
        connection = HTTPConnection(self.host, timeout=_PATIENCE)
        try:
            connection.connect()
            began = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            took = (time.perf_counter() - began) * 1000
            answer.read()
            return answer.status, took
        finally:
            connection.close()

    def processor(self) -> float:
        """Return the seconds of processor time that the process that listens has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def served(store: Path, folder: Path) -> Iterator[Server]:
    """Give a server without a limit of requests, in a process of its own."""
    settings, log = folder / "settings.toml", folder / "serve.log"
    settings.write_text("rate = 0\ndeadline = 60\n", "utf-8")
    command = [sys.executable, "-m", "disinfograph", "serve", "--port", "0", "--settings", str(settings)]
    began = time.perf_counter()
    with log.open("w", encoding="utf-8") as lines:
        process = subprocess.Popen([*command, "--store", str(store)], stderr=lines)  # noqa: S603 - our own command
    try:
        while not (found := _READY.search(log.read_text("utf-8"))):
            if process.poll() is not None:
                sys.exit(log.read_text("utf-8"))
            time.sleep(0.005)
        yield Server(urlsplit(found[1]).netloc, process.pid, began, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait()


def cold_start(store: Path, folder: Path, path: str, times: int) -> tuple[float, float]:
    """Return the median seconds from the command to its address, and to the end of a first answer."""
    ready, answered = [], []
    for _ in range(times):
        with served(store, folder) as server:
            server.first_byte(path)
            ready.append(server.ready)
            answered.append(time.perf_counter() - server.began)
    return statistics.median(ready), statistics.median(answered)


def cases(server: Server, count: int) -> list[str]:
    """Return the paths of some cases, without a suffix."""
    connection = HTTPConnection(server.host, timeout=_PATIENCE)
    connection.request("GET", "/sparql?" + urlencode({"query": _CASES.format(count), "format": "json"}))
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    if answer.status != 200:
        sys.exit(f"the store was not asked for its cases: {answer.status} {text}")
    rows = json.loads(text)["results"]["bindings"]
    return ["/case/" + row["case"]["value"].partition("/case/")[2] for row in rows]


def asked_once(server: Server, paths: list[str]) -> list[tuple[int, float]]:
    """Ask for each path once, one after the other."""
    return [server.first_byte(path) for path in paths]


def loaded(server: Server, path: str, paths: Path | None, connections: int, seconds: int) -> list[str]:
    """Let wrk ask for a path, or for those in a file in turn, and return a row of the table."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(HERE / "paths.lua")]
    before = server.processor()
    done = subprocess.run(  # noqa: S603 - the address is our own server's
        [*command, f"http://{server.host}{path}", "--", str(paths or "")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    used = server.processor() - before
    said = json.loads(done.stdout.splitlines()[-1])
    bad = said["status"] + said["connect"] + said["read"] + said["write"] + said["timeout"]
    requests = max(1, said["requests"])
    return [
        f"{connections}", f"{requests * 1e6 / said['duration']:,.0f}", f"{said['p50'] / 1000:.1f}",
        f"{said['p99'] / 1000:.1f}", f"{bad}", f"{used / requests * 1000:.3f}",
    ]  # fmt: skip


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a table in Markdown; figures, that is all but the first column, stand to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _median(found: list[tuple[int, float]]) -> list[str]:
    times = sorted(took for _, took in found)
    bad = sum(status != 200 for status, _ in found)
    return [f"{times[len(times) // 2]:.1f}", f"{times[-1 - len(times) // 100]:.1f}", f"{times[-1]:.1f}", f"{bad}"]


def measured(server: Server, folder: Path, options: argparse.Namespace) -> None:
    """Print the tables of first bytes and of load."""
    things = cases(server, options.cases)
    asks = {
        "case pages": [f"{path}.html" for path in things],
        "case data": [f"{path}.ttl" for path in things],
        "stored query": [_QUERY],
    }
    # Both workers of pages have read their tables by then.
    time.sleep(options.settle)
    rows = [[f"`{path}`", *_median(asked_once(server, [path]))] for path in _PAGES]
    rows += [[f"{len(paths):,} × {name}", *_median(asked_once(server, paths))] for name, paths in asks.items()]
    say("First bytes, each asked for once, one after the other: nothing is remembered (ms)\n")
    say(table(["asked for", "median", "p99", "worst", "not 200"], rows) + "\n")
    if not shutil.which("wrk"):
        say("wrk is not installed, so nothing is said of load: apt-get install wrk.")
        return
    lists = {}
    for name, paths in asks.items():
        lists[name] = folder / f"{name}.txt"
        lists[name].write_text("\n".join(paths) + "\n", "utf-8")
    rows = []
    for connections in map(int, options.connections.split(",")):
        for name, paths in asks.items():
            found = loaded(server, paths[0], None, connections, options.seconds)
            rows.append([f"{name}: one address", *found])
            if len(paths) > 1:
                found = loaded(server, paths[0], lists[name], connections, options.seconds)
                rows.append([f"{name}: {len(paths):,} in turn", *found])
    say(f"Under wrk, one thread, {options.seconds} s each: all were asked for once before\n")
    say(table(["asked for", "connections", "a second", "p50 ms", "p99 ms", "failed", "CPU ms of the server"], rows))


def main() -> int:
    """Measure what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, help="folder of a store")
    parser.add_argument("--seconds", type=int, default=60, help="of wrk for each row (60)")
    parser.add_argument("--connections", default="8,16", help="of wrk (8,16)")
    parser.add_argument("--cases", type=int, default=2000, help="different cases (2000)")
    parser.add_argument("--starts", type=int, default=3, help="cold starts, of which the median counts (3)")
    parser.add_argument("--settle", type=float, default=5, help="seconds between the start and the first page (5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        folder = Path(name)
        said = machine() | {each: version(each) for each in ("disinfograph", "uvicorn", "pyoxigraph")}
        say("; ".join(f"{key} {value}" for key, value in said.items()) + f"; load {os.getloadavg()[0]:.1f}\n")
        rows = []
        for path in ("/sparql?query=ASK%7B%7D", _QUERY, "/"):
            ready, answered = cold_start(options.store, folder, path, options.starts)
            rows.append([f"`{path}`", f"{ready:.2f}", f"{answered:.2f}"])
        say(f"Cold start, a new process each time, median of {options.starts} (s)\n")
        say(table(["first question", "until it listens", "until the answer has come"], rows) + "\n")
        with served(options.store, folder) as server:
            measured(server, folder, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
