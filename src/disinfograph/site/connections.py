"""Which outlets carried claims of which narratives: the network that pages draw and files hold."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from disinfograph.site.table import Table


class Tie(NamedTuple):
    """An outlet and a narrative, by their slugs, how many cases join them, and the days of the first and last or ""."""

    outlet: str
    narrative: str
    cases: int
    first: str
    last: str


def ties(table: Table) -> list[Tie]:
    """Return every tie, the strongest first; a case counts for the narratives that it tells itself, not those above."""
    found: list[Tie] = []
    for narrative, cases in table.told.items():
        counts = Counter(outlet for case in cases for outlet in table.things["outlet"][case])
        days: dict[str, list[str]] = {}
        for case in cases:
            if day := table.days[case]:
                for outlet in table.things["outlet"][case]:
                    days.setdefault(outlet, []).append(day)
        for outlet, number in counts.items():
            of = days.get(outlet, [""])
            found.append(Tie(outlet, narrative, number, min(of), max(of)))
    return sorted(found, key=lambda tie: (-tie.cases, tie.narrative, tie.outlet))
