"""Virtuoso Open Source as Debian has it: load and query of the merge of a graph.

    python benchmarks/speed/rivals/virtuoso.py graph.nt --questions questions.json --work FOLDER

Starts a server of its own on loopback with an empty database, loads by `ld_dir`, `rdf_loader_run` and `checkpoint`,
asks over HTTP, and stops it. Peak memory is the server's.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import measure
from measure import Result, Unavailable

GRAPH = "urn:benchmark"
STARTS_WITHIN = 60
"""Seconds."""
_INI = """
[Database]
DatabaseFile = {work}/virtuoso.db
ErrorLogFile = {work}/virtuoso.log
LockFile = {work}/virtuoso.lck
TransactionFile = {work}/virtuoso.trx
xa_persistent_file = {work}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {work}/virtuoso-temp.db
TransactionFile = {work}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {data}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = {limit}
DefaultGraph = {graph}
"""


def load_and_query(options: argparse.Namespace, result: Result) -> None:
    """Load the file, then ask every question."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        raise Unavailable("apt-get install virtuoso-opensource-7-bin")
    result.versions["virtuoso"] = _version()
    work = (options.work / "virtuoso").absolute()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with _server(options, work) as (sql, port, process):
        with result.phase("load"):
            place = options.input.absolute()
            _sql(sql, f"ld_dir('{place.parent}', '{place.name}', '{GRAPH}'); rdf_loader_run(); checkpoint;")
        result.counts["triples"] = _rows(port, "SELECT (COUNT(*) AS ?n) {?s ?p ?o}", options.limit)[0]["n"]["value"]
        if options.questions:
            asked = measure.questions(options)
            result.ask(asked, lambda text: _answered(port, text, options.limit), options.limit)
        result.peak = _peak(process.pid)


def _answered(port: int, text: str, limit: float) -> int:
    """Return the number of rows; what the server says where it refuses is the error."""
    try:
        return len(_rows(port, text, limit))
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode("utf-8", "replace")) from error


def _rows(port: int, text: str, limit: float) -> list[dict[str, dict[str, str]]]:
    data = urllib.parse.urlencode({"query": text, "default-graph-uri": GRAPH}).encode()
    headers = {"Accept": "application/sparql-results+json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/sparql", data, headers)
    with urllib.request.urlopen(request, timeout=limit) as answer:  # noqa: S310
        rows: list[dict[str, dict[str, str]]] = json.load(answer)["results"]["bindings"]
        return rows


@contextmanager
def _server(options: argparse.Namespace, work: Path) -> Iterator[tuple[int, int, subprocess.Popen[bytes]]]:
    """Start a server and stop it in the end; gives its SQL port, its HTTP port and the process."""
    sql, port = _free_port(), _free_port()
    data = options.input.absolute().parent
    ini = work / "virtuoso.ini"
    ini.write_text(_INI.format(work=work, data=data, sql=sql, http=port, limit=int(options.limit), graph=GRAPH))
    process = subprocess.Popen(  # noqa: S603
        ["virtuoso-t", "+foreground", "+configfile", str(ini)],  # noqa: S607
        cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield sql, port, process
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(work, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(STARTS_WITHIN * 10):
        if process.poll() is not None:
            break
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).request("GET", "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Unavailable("virtuoso-t is installed but does not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def _sql(port: int, text: str) -> None:
    command = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={text}"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def _version() -> str:
    said = subprocess.run(["virtuoso-t", "+version"], capture_output=True, text=True, check=False)  # noqa: S607
    words = (said.stdout + said.stderr).split()
    return words[words.index("Version") + 1] if "Version" in words else "7"


def _peak(pid: int) -> float:
    """Return the greatest resident memory of a running process in MB."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    measure.run({"query": load_and_query}, __doc__)
