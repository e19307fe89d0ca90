"""From the signs that speak for a narrative to a confidence that holds what it says.

Both steps are data: `ontology/evidence.csv` weighs the signs, `ontology/calibration.csv` says how often a match of a
method was right that was weighed so much. `benchmarks/quality/calibrate.py` writes both from labelled cases.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from disinfograph import resources
from disinfograph.errors import UnreadableInput

BASE = "base"
"""The name of the weight that every narrative of a case starts from."""

Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Step:
    """The confidence of the matches of a method whose raw weight is at least `start`, up to the next step."""

    start: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the signs, as logarithms of odds, and the steps of each method, from the lowest."""

    weights: Mapping[str, float]
    steps: Mapping[str, Sequence[Step]]

    @classmethod
    def load(cls) -> Calibration:
        """Return the calibration of the package; it is read once."""
        return _load()

    @classmethod
    def read(cls, weights: Path, steps: Path) -> Calibration:
        """Return a calibration from its two files; UnreadableInput when a number is none."""
        by_method: dict[str, list[Step]] = {}
        for row in _rows(steps):
            by_method.setdefault(row["method"], []).append(
                Step(_number(row, "raw_from", steps), _number(row, "confidence", steps))
            )
        weighed = {row["sign"]: _number(row, "weight", weights) for row in _rows(weights)}
        return cls(weighed, {name: sorted(held, key=lambda step: step.start) for name, held in by_method.items()})

    def raw(self, signs: Signs) -> float:
        """Return what the signs weigh together, from 0 to 1; a sign without a weight weighs nothing."""
        odds = self.weights.get(BASE, 0.0) + sum(self.weights.get(sign, 0.0) * many for sign, many in signs.items())
        return 1 / (1 + exp(-odds))

    def least(self, confidence: float) -> float:
        """Return a raw weight below which no method reaches a confidence, rounded to hundredths."""
        reaching = (s.start for steps in self.steps.values() for s in steps if round(s.confidence, 2) >= confidence)
        return min([confidence - 0.01, *reaching])

    def confidence(self, method: str, raw: float) -> float:
        """Return how often matches of a method were right that weighed so much; without steps the weight itself."""
        reached = [step for step in self.steps.get(method, ()) if step.start <= raw]
        return reached[-1].confidence if reached else raw


@cache
def _load() -> Calibration:
    folder = resources.root() / "ontology"
    return Calibration.read(folder / "evidence.csv", folder / "calibration.csv")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table whose first lines may be comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _number(row: Mapping[str, str], column: str, path: Path) -> float:
    try:
        return float(row[column])
    except (KeyError, TypeError, ValueError):
        raise UnreadableInput(
            path.name, f"{row.get(column)!r} is no {column}", "write it anew by calibrate.py"
        ) from None
