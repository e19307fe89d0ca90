"""The runs of a benchmark: every script a process of its own, ours and the rivals in turns, medians of the turns."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LONG = 120.0
"""Seconds above which a run is not repeated."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Script:
    """A script of the benchmark and one of its steps; beyond `largest` cases it is not run."""

    name: str
    path: str
    step: str
    largest: int = 10**9
    needs_questions: bool = False


@dataclass
class Measured:
    """What some runs of a script gave at one size: medians of the seconds, the greatest peak, the last counts.

    `why` says why there is nothing, or why there is one run only.
    """

    runs: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    queries: dict[str, float | None] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    peak: float | None = None
    why: str = ""

    @property
    def total(self) -> float | None:
        """Return the sum of the phases; None where nothing was measured."""
        return sum(self.seconds.values()) if self.seconds else None


@dataclass
class Turns:
    """Runs scripts at one size and keeps what each gave."""

    cases: int
    work: Path
    limit: float
    query_limit: float
    repeats: int
    morph_python: str
    tell: Tell
    before: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Size and seconds of each script at the size before, from which it is told what would take too long."""
    results: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    whys: dict[str, str] = field(default_factory=dict)

    def take(self, inputs: Iterable[tuple[Script, Path]]) -> None:
        """Run each script on its input, in turns; slow ones once."""
        listed = list(inputs)
        for turn in range(self.repeats):
            for script, path in listed:
                # A script that had to run before the others has had its first turn.
                if (turn == 0 and script.name not in self.results) or (turn and self._again(script)):
                    self.once(script, path)

    def once(self, script: Script, path: Path) -> None:
        """Run a script once, unless it is known to take too long."""
        if why := self._spared(script):
            self.whys[script.name] = why
            return
        self.tell(f"{self.cases:,} cases: {script.name}")
        start = time.perf_counter()
        try:
            result = self._run(script, path)
        except subprocess.TimeoutExpired:
            self.whys[script.name] = f"stopped after {self.limit:,.0f} s"
            return
        if result["skipped"]:
            self.whys[script.name] = f"not measured: {result['skipped']}"
            return
        self.results.setdefault(script.name, []).append(result | {"wall": time.perf_counter() - start})

    def measured(self) -> dict[str, Measured]:
        """Return what each script gave, by its name."""
        names = dict.fromkeys([*self.results, *self.whys])
        return {name: _measured(self.results.get(name, []), self.whys.get(name, "")) for name in names}

    def walls(self) -> dict[str, tuple[int, float]]:
        """Return size and seconds of each script, for the next size."""
        return {name: (self.cases, runs[0]["wall"]) for name, runs in self.results.items()}

    def _again(self, script: Script) -> bool:
        runs = self.results.get(script.name, [])
        if runs and runs[0]["wall"] > LONG:
            self.whys[script.name] = "one run"
        return bool(runs) and runs[0]["wall"] <= LONG

    def _spared(self, script: Script) -> str:
        if self.cases > script.largest:
            return f"not run above {script.largest:,} cases"
        cases, seconds = self.before.get(script.name, (0, 0.0))
        foreseen = seconds * self.cases / cases if cases else 0.0
        return f"not run: {foreseen:,.0f} s or more, by the size before" if foreseen > self.limit else ""

    def _run(self, script: Script, path: Path) -> dict[str, Any]:
        python = self.morph_python if "morph" in script.path else sys.executable
        line = [python, str(HERE / script.path), str(path), script.step, "--work", str(self.work)]
        line += ["--limit", str(self.query_limit)]
        if script.needs_questions:
            line += ["--questions", str(self.work / "questions.json")]
        done = subprocess.run(line, capture_output=True, text=True, timeout=self.limit, check=False)  # noqa: S603
        if done.returncode:
            return {"skipped": f"it failed: {(done.stderr.strip() or 'no message').splitlines()[-1][:160]}"}
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return result


def _measured(runs: list[dict[str, Any]], why: str) -> Measured:
    if not runs:
        return Measured(why=why)
    last = runs[-1]
    return Measured(
        runs=len(runs),
        seconds={name: statistics.median(run["seconds"][name] for run in runs) for name in last["seconds"]},
        queries={name: _median([run["queries"].get(name) for run in runs]) for name in last["queries"]},
        counts=last["counts"],
        versions=last["versions"],
        peak=max((run["peak"] for run in runs if run["peak"]), default=None),
        why=why,
    )


def _median(values: list[float | None]) -> float | None:
    answered = [value for value in values if value is not None]
    return statistics.median(answered) if len(answered) == len(values) else None
