"""disinfograph itself, by the doors that its users have: the commands, and the library.

    python benchmarks/speed/ours.py cases.jsonl build --work FOLDER
    python benchmarks/speed/ours.py cases.jsonl stated --work FOLDER
    python benchmarks/speed/ours.py FOLDER/ours.db cold --questions questions.json
    python benchmarks/speed/ours.py FOLDER/ours.db warm --questions questions.json
    python benchmarks/speed/ours.py graph.nt validate
    python benchmarks/speed/ours.py pages read
    python benchmarks/speed/ours.py examples start --work FOLDER

Commands are timed from the start of their process to its end. Peak memory is that of all their processes together for
long ones, where the system tells it, and of the greatest else.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import measure
from measure import ROOT, Result
from memory import watched

import disinfograph

HEADLINE = "narratives/across-countries"


def command(*words: str) -> tuple[float, float, str]:
    """Return the seconds, the peak memory in MB and the output of one run of the command; SystemExit when it fails."""
    line = [sys.executable, "-m", "disinfograph", *words]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(line, stdout=out, stderr=said)  # noqa: S603
        with watched(process.pid) as peak:
            _, status, usage = os.wait4(process.pid, 0)
            took = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said.seek(0)
        if process.returncode:
            sys.exit(f"disinfograph {' '.join(words)}: exit code {process.returncode}\n{said.read()[-2000:]}")
        return took, max(peak.megabytes, usage.ru_maxrss / 1024), out.read()


def noted(result: Result, phase: str, *words: str) -> str:
    """Run a command as a phase of the result, and return its output."""
    seconds, peak, text = command(*words)
    result.seconds[phase] = seconds
    result.peak = max(result.peak or 0.0, peak)
    result.versions["disinfograph"] = disinfograph.__version__
    return text


def build(options: argparse.Namespace, result: Result) -> None:
    """Build an empty store from records, validated, and ask the headline question; then the phases by the library."""
    store = str(options.work / "ours.db")
    shutil.rmtree(store, ignore_errors=True)
    noted(result, "build", "build", str(options.input), "--store", store, "--quiet", "--strict")
    rows = noted(result, "headline", "query", HEADLINE, "--store", store, "--format", "jsonl")
    result.counts["rows"] = rows.count("\n")
    result.counts["bytes in the store"] = sum(f.stat().st_size for f in Path(store).rglob("*") if f.is_file())


def stated(options: argparse.Namespace, result: Result) -> None:
    """Build with nearly every method switched off: what the records state, resolved, validated, loaded.

    The summary is made, and the narratives are found that a record names, which the table of the rivals names too.
    """
    from disinfograph.resolve.collection import METHODS

    store = str(options.work / "stated.db")
    shutil.rmtree(store, ignore_errors=True)
    off = [word for method in sorted(METHODS - {"summary", "phrase-match"}) for word in ("--without", method)]
    noted(result, "build", "build", str(options.input), "--store", store, "--quiet", "--strict", *off)
    rows = noted(result, "headline", "query", HEADLINE, "--store", store, "--format", "jsonl")
    result.counts["rows"] = rows.count("\n")
    shutil.rmtree(store)


def phases(options: argparse.Namespace, result: Result) -> None:
    """Build once more through the library, and take the time from one message of progress to the next."""
    from disinfograph import build as door
    from disinfograph.reading import Reading, read
    from disinfograph.records import Run
    from disinfograph.stores import open_store

    marks: list[tuple[str, float]] = []

    def mark(name: str) -> None:
        marks.append((name.partition(" ")[0], time.perf_counter()))

    folder, reading = options.work / "phases.db", Reading()
    shutil.rmtree(folder, ignore_errors=True)
    mark("reading")
    records = list(read([options.input], reading))
    door.build(open_store(str(folder)), records, lambda names: Run(names, tuple(reading.files), "0"), None, mark)
    mark("end")
    for (name, start), (_, end) in pairwise(marks):
        result.seconds[name] = result.seconds.get(name, 0.0) + end - start
    shutil.rmtree(folder, ignore_errors=True)


def export(options: argparse.Namespace, result: Result) -> None:
    """Write what the store holds, for the rivals: the merge as `graph.nt`, with the named graphs `graph.nq`."""
    triples, quads = options.work / "graph.nt", options.work / "graph.nq"
    noted(result, "nt", "export", "--store", str(options.input), "--format", "nt", "--output", str(triples))
    noted(result, "nq", "export", "--store", str(options.input), "--format", "nq", "--output", str(quads))
    with triples.open("rb") as lines:
        result.counts["triples"] = sum(1 for _ in lines)


def validate(options: argparse.Namespace, result: Result) -> None:
    """Hold a file to the shapes."""
    findings = json.loads(noted(result, "validate", "validate", str(options.input), "--format", "json", "--quiet"))
    result.counts |= measure.severities(f"#{finding['severity']}" for finding in findings)


def cold(options: argparse.Namespace, result: Result) -> None:
    """Ask every question by a process of its own."""
    asked = json.loads(options.questions.read_text("utf-8"))
    for name, question in asked.items():
        given = [word for key, value in question["parameters"].items() for word in ("-p", f"{key}={value}")]
        words = ("query", name, *given, "--store", str(options.input), "--format", "jsonl")
        took, peak, text = command(*words)
        result.queries[name] = took
        result.counts[f"rows {name}"] = text.count("\n")
        result.peak = max(result.peak or 0.0, peak)


def warm(options: argparse.Namespace, result: Result) -> None:
    """Ask every question through the library, in one process."""
    from disinfograph import Graph

    asked = json.loads(options.questions.read_text("utf-8"))
    with result.phase("open"):
        graph = Graph.open(options.input)
        graph.sparql("SELECT ?s { ?s ?p ?o } LIMIT 1")
    result.ask({name: name for name in asked}, lambda name: len(graph.query(name, **asked[name]["parameters"])),
               options.limit)  # fmt: skip


def read(options: argparse.Namespace, result: Result) -> None:
    """Read the pages of a folder, on one core; the files are read once before."""
    from disinfograph.sources.page_text import read_text

    texts = {path.name: path.read_text("utf-8") for path in sorted(options.input.glob("*.txt"))}
    took = [_timed(lambda: [item for name, text in texts.items() for item in read_text(text, name)]) for _ in range(3)]
    result.seconds["read"] = statistics.median(took)
    result.counts["pages"] = len(texts)


def start(options: argparse.Namespace, result: Result) -> None:
    """Start the command: its help, and the headline question of the examples."""
    store = str(options.work / "examples.db")
    if not Path(store).exists():
        command("build", str(ROOT / "examples"), "--store", store, "--quiet")
    for name, words in {"help": ("--help",), "query": ("query", HEADLINE, "--store", store)}.items():
        result.seconds[name] = statistics.median(command(*words)[0] for _ in range(5))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    STEPS = (build, stated, phases, export, validate, cold, warm, read, start)
    measure.run({step.__name__: step for step in STEPS}, __doc__)
