"""A timeline: one column a month, over whole years, so that the names of years stand evenly below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_MONTH: Final = 10
"""Units of the drawing from one month to the next."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the drawing needs: each bar's left edge, height of 100 and words; cases by year; and all in a sentence."""

    bars: tuple[tuple[int, float, str], ...]
    years: tuple[tuple[str, int], ...]
    months: Mapping[str, int]
    most: int
    width: int
    says: str


def timeline(months: Mapping[str, int]) -> Timeline:
    """Return the timeline of numbers by month (`2022-03`), which are in order."""
    if not months:
        return Timeline((), (), {}, 0, 0, "")
    names = list(months)
    first, last, most = int(names[0][:4]), int(names[-1][:4]), max(months.values())
    by_year = Counter[str]()
    for month, cases in months.items():
        by_year[month[:4]] += cases
    return Timeline(
        tuple((_place(month, first), round(100 * n / most, 1), _said(month, n)) for month, n in months.items()),
        tuple((f"{year:04}", by_year[f"{year:04}"]) for year in range(first, last + 1)),
        months,
        most,
        12 * _MONTH * (last - first + 1),
        _sentence(months, most),
    )  # fmt: skip


def _place(month: str, first: int) -> int:
    return _MONTH * (12 * (int(month[:4]) - first) + int(month[5:7]) - 1) + 1


def _said(month: str, cases: int) -> str:
    return f"{month}: {cases:,} {'case' if cases == 1 else 'cases'}"


def _sentence(months: Mapping[str, int], most: int) -> str:
    names = list(months)
    if len(names) == 1:
        return _said(names[0], most)
    if most == 1:
        return f"from {names[0]} to {names[-1]}, never more than one in a month"
    peak = next(month for month, cases in months.items() if cases == most)
    return f"from {names[0]} to {names[-1]}, most in {peak} ({most:,})"
