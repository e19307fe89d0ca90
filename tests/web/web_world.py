"""A real server over a real store, as a process of its own, and plain requests to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from disinfograph.stores import open_store

SERVE = """
import sys
from pathlib import Path
from disinfograph.cli.serving import run_serve
run_serve(sys.argv[1], "https://w3id.org/disinfograph/", Path(sys.argv[2]), port=0)
"""
_READY = re.compile(r"serving at (http://\S+)/;")
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Said:
    """An HTTP answer; `took` in seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Site:
    """A server that runs: its address, its process, and what it has written."""

    def __init__(self, url: str, process: subprocess.Popen[str], lines: list[str]) -> None:
        self.url, self.process, self.lines = url, process, lines

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
    ) -> Said:
        """Send one request from a loopback address of its own, and read the answer to its end."""
        began = time.monotonic()
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60, source_address=(source, 0))
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Said(answer.status, named, text, time.monotonic() - began)

    def get(self, path: str, accept: str = "", source: str = "127.0.0.1", **parameters: str) -> Said:
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.ask("GET", path + query, headers={"Accept": accept} if accept else {}, source=source)

    def sparql(self, query: str, accept: str = "", source: str = "127.0.0.1", **parameters: str) -> Said:
        return self.get("/sparql", accept, source, query=query, **parameters)

    def children(self) -> dict[int, str]:
        """Return the states of the processes that the server has started, by number."""
        found = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, parent = path.read_text().rpartition(") ")[2].split()[:2]
            except OSError:
                continue
            if int(parent) == self.process.pid:
                found[int(path.parent.name)] = state
        return found


def published(folder: Path, *files: tuple[Path, str | None], more: str = "") -> Path:
    """Publish RDF files, each in a graph of that name or in its own graphs, with their merge as the default graph."""
    store = ox.Store()
    for path, graph in files:
        store.load(path=str(path), to_graph=ox.NamedNode(graph) if graph else None)
    if more:
        store.load(more.encode(), ox.RdfFormat.N_QUADS)
    store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in list(store)])
    quads, ledger = folder.with_suffix(".nq"), folder.with_suffix(".jsonl")
    quads.write_text("".join(f"{line} .\n" for line in sorted(map(str, store))), "utf-8")
    ledger.write_text("")
    open_store(folder).publish(quads, ledger)
    return folder


@contextmanager
def serving(store: Path, **settings: object) -> Iterator[Site]:
    """Give a server over a store, at a free port, without a limit of requests unless it is set."""
    chosen = {"rate": 0.0, "workers": 2, "reserved": 0} | settings
    file = store.with_suffix(f".{abs(hash(str(chosen)))}.toml")
    file.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in chosen.items()), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(store), str(file)], stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        lines: list[str] = []
        yield Site(_address(process, lines), process, lines)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()


def _address(process: subprocess.Popen[str], lines: list[str]) -> str:
    def read() -> None:
        # The stream is closed under this thread when the server has ended.
        try:
            for line in process.stderr or ():
                lines.append(line.rstrip("\n"))
        except ValueError:
            return

    Thread(target=read, daemon=True).start()
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if found := next((match for line in lines if (match := _READY.search(line))), None):
            return found[1]
        time.sleep(0.02)
    raise RuntimeError("the server did not start: " + "\n".join(lines))
