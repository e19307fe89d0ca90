"""Days as sources write them, to ISO 8601. In figures the day comes first unless other dates say not.

A year of two figures is read only where other dates of the file show which of its neighbours is the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

Order = Literal["dmy", "mdy"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = (
    r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?)?"
    r"(?: ?(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2}))?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?"
_EMPTY = frozenset(("", "na", "n/a", "nan", "nat", "null", "none", "-", "–"))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_WEEKDAY + pattern + _TIME, re.IGNORECASE)


_ISO = _compiled(r"(?P<year>\d{4})(?P<gap>[-/.])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})")
_WORDS = (
    _compiled(rf"{_DAY}[ -]+(?:of )?{_MONTH},?[ -]+{_YEAR}"),
    _compiled(rf"{_MONTH}[ -]+{_DAY},?[ -]+{_YEAR}"),
    _compiled(rf"{_YEAR}[ -]+{_MONTH}[ -]+{_DAY}"),
)
_FIGURES = _compiled(r"(?P<first>\d{1,2})(?P<gap>[-/.])(?P<second>\d{1,2})(?P=gap)(?P<year>\d{4}|\d{2})")


@lru_cache(maxsize=1 << 12)
def parse_date(text: str | None, order: Order | None = None, usual: Order | None = "dmy") -> str | None:
    """Return the day that `text` names as `YYYY-MM-DD`, or None where it is empty or says NA.

    A date-time gives the calendar day as written, whatever its time zone. `order` says whether the day or the month
    comes first where both are figures. Without it, beside a year of four figures, dots mean day first, figures that
    can be read one way are, and others follow `usual`: None where the file's own dates disagree. A year of two figures
    needs `order`.
    Raises ValueError, with one sentence for the user, for what names no day, an impossible one, or several.
    """
    text = " ".join((text or "").split())
    if text.casefold() in _EMPTY:
        return None
    if found := _ISO.fullmatch(text):
        return _day(text, found["year"], int(found["month"]), found["day"])
    for pattern in _WORDS:
        if found := pattern.fullmatch(text):
            return _day(text, found["year"], _MONTHS.index(found["month"][:3].casefold()) + 1, found["day"])
    if found := _FIGURES.fullmatch(text):
        return _from_figures(text, found, order, usual)
    raise ValueError(f"the date {text!r} names no day")


def orders_of(values: Iterable[str | None]) -> frozenset[Order]:
    """Return which comes first, day or month, in those dates of a column that can be read one way only."""
    return frozenset(order for value in values if (order := _own_order(value or "")) is not None)


def _own_order(text: str) -> Order | None:
    found = _FIGURES.fullmatch(" ".join(text.split()))
    if not found:
        return None
    first, second = int(found["first"]), int(found["second"])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def _from_figures(text: str, found: re.Match[str], order: Order | None, usual: Order | None) -> str:
    first, second, year = found["first"], found["second"], found["year"]
    if order is None and len(year) == 4:
        order = ("dmy" if found["gap"] == "." or int(first) == int(second) else _own_order(text)) or usual
    if order is None:
        raise ValueError(f"the date {text!r} is ambiguous: nothing says which of its figures is the day")
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(text, year if len(year) == 4 else _century(year), int(month), day)


def _century(year: str) -> str:
    """Return a year of two figures in full, by the rule of POSIX: 69 to 99 are 19xx."""
    return f"{'20' if int(year) < 69 else '19'}{year}"


def _day(text: str, year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        raise ValueError(f"the date {text!r} is no day of the calendar") from None
