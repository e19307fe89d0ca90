"""What every script of the benchmark shares: a small command line, phases by the clock, one line of JSON."""

from __future__ import annotations

import argparse
import json
import re
import resource
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHAPES = tuple(sorted((ROOT / "shapes").glob("*.ttl")))
VOCABULARIES = tuple(sorted((ROOT / "ontology" / "vocab").glob("*.ttl")))
WARM = 3
"""Times that a warm query is asked; the median counts."""


class TooSlow(Exception):
    """A step was cut off at its limit."""


class Unavailable(Exception):
    """A rival that is not installed here; the text says how to install it."""


@dataclass
class Result:
    """What a script measured: seconds of each phase and query, counts to compare the work by, versions.

    `peak` is the greatest resident memory of one process in MB; None where the work is done by another process.
    A query that was cut off has no seconds.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    queries: dict[str, float | None] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    peak: float | None = None
    skipped: str = ""

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Take the time of what is done inside."""
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def ask(self, questions: dict[str, str], answer: Callable[[str], int], limit: float, mark: str = "") -> None:
        """Put each question, `WARM` times after a first one, and note median seconds and rows.

        A question that took more than a second is asked once; one that takes more than `limit` seconds is cut off,
        as far as the engine lets itself be.
        """
        self.counts["limit"] = limit
        for name, text in questions.items():
            try:
                with cut_off(limit):
                    took, rows = timed(answer, text)
            except TooSlow:
                self.queries[mark + name] = None
                continue
            except Exception as error:
                self.queries[mark + name] = None
                self.counts.setdefault("failed", {})[name] = str(error).strip().partition("\n")[0][:120]
                continue
            again = [timed(answer, text)[0] for _ in range(WARM if took < 1 else 0)]
            self.queries[mark + name] = statistics.median(again) if again else took
            self.counts[f"rows {name}"] = rows

    def print(self) -> None:
        """Write the result as one line of JSON, with the memory of this process where none was set."""
        if self.peak is None and not self.skipped:
            self.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(json.dumps(vars(self), ensure_ascii=False) + "\n")


def timed(answer: Callable[[str], int], text: str) -> tuple[float, int]:
    """Return the seconds that an answer took, and its rows."""
    start = time.perf_counter()
    rows = answer(text)
    return time.perf_counter() - start, rows


@contextmanager
def cut_off(limit: float) -> Iterator[None]:
    """Raise TooSlow in what is done inside once it takes more than `limit` seconds."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run(steps: dict[str, Callable[[argparse.Namespace, Result], None]], about: str | None) -> None:
    """Read the command line `INPUT [STEP]`, take the step and print what it measured."""
    parser = argparse.ArgumentParser(description=(about or "").strip().partition("\n")[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("step", choices=tuple(steps), nargs="?", default=next(iter(steps)))
    parser.add_argument("--work", type=Path, default=Path(), help="a folder for what the step writes")
    parser.add_argument("--questions", type=Path, help="a JSON file of query texts by name")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds after which a query is cut off")
    options, result = parser.parse_args(), Result()
    try:
        steps[options.step](options, result)
    except Unavailable as error:
        result.skipped = str(error)
    result.print()


def questions(options: argparse.Namespace) -> dict[str, str]:
    """Return the texts of the queries by name."""
    asked: dict[str, Any] = json.loads(options.questions.read_text("utf-8"))
    return {name: question["text"] for name, question in asked.items()}


NAMED_GRAPHS = re.compile(r"^[^#\n]*\bGRAPH\b", re.MULTILINE)
"""What the text of a query holds that asks more than the merge."""

SEVERITY = "http://www.w3.org/ns/shacl#resultSeverity"


def severities(values: Iterable[str]) -> dict[str, int]:
    """Return how many results there are of each severity (`Violation`, `Warning`, `Info`), given as IRIs."""
    counted = Counter(value.rpartition("#")[2] for value in values)
    return {f"{name} results": counted[name] for name in ("Violation", "Warning", "Info")}
