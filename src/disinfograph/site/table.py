"""All cases as a table in memory: which case is of which narrative, place, outlet, language, keyword, issue and day.

It answers any choice and any count at once. Cases go by their number in the order of slugs, which is their number in
the search index too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

Count = tuple[str, int]
"""The slug of a thing, and a number of cases."""


@dataclass(slots=True)
class Table:
    """The cases, by number. `held` gives the cases of a thing, `things` the things of a case, both by column.

    In both a case of a narrative is one of the broader narratives too; `told` holds what is said of the case itself.
    """

    slugs: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    held: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    things: dict[str, list[list[str]]] = field(default_factory=dict)
    told: dict[str, list[int]] = field(default_factory=dict)
    broader: dict[str, list[str]] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    newest: list[int] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, column: str, slug: str) -> list[int]:
        """Return the cases of a thing, in order; none for a thing that is not known."""
        return self.held[column].get(slug, [])

    def all(self) -> range:
        """Return all cases."""
        return range(len(self.slugs))

    def counts(self, cases: Iterable[int], column: str) -> list[Count]:
        """Return the things of some cases with how many of them have it, most frequent first."""
        things = self.things[column]
        found = Counter(chain.from_iterable([things[case] for case in cases]))
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    def countries(self, cases: Iterable[int]) -> list[Count]:
        """Return the countries among the places of some cases, as `counts` does."""
        return [pair for pair in self.counts(cases, "place") if self.sorts.get(pair[0]) == "Country"]

    def months(self, cases: Iterable[int]) -> dict[str, int]:
        """Return how many of some cases fall in each month (`2022-03`), in order; those without a day in none."""
        found = Counter(self.days[case][:7] for case in cases)
        del found[""]
        return dict(sorted(found.items()))

    def span(self, cases: Iterable[int]) -> tuple[str, str]:
        """Return the first and the last day of some cases, "" where none has one."""
        days = [day for case in cases if (day := self.days[case])]
        return min(days, default=""), max(days, default="")

    def latest(self, cases: Iterable[int]) -> list[int]:
        """Return some cases, the newest first, those without a day last."""
        return sorted(cases, key=self.newest.__getitem__)

    def narrower(self, slug: str) -> list[str]:
        """Return the narratives right below another, in order."""
        return sorted(one for one, above in self.broader.items() if slug in above)


def above(slug: str, broader: dict[str, list[str]]) -> list[str]:
    """Return a narrative and all above it, the nearest first; a circle does no harm."""
    found, left = [slug], [slug]
    while left:
        for each in broader.get(left.pop(0), ()):
            if each not in found:
                found.append(each)
                left.append(each)
    return found


def chosen(table: Table, wanted: Mapping[str, Sequence[str]], *, every: bool = False) -> list[int]:
    """Return the cases that have of each column one of the wanted things, or, with `every`, all of them."""
    found: set[int] | None = None
    for column, slugs in wanted.items():
        sets = [set(table.of(column, slug)) for slug in slugs]
        if not sets:
            continue
        some = set.intersection(*sets) if every else set.union(*sets)
        found = some if found is None else found & some
    return list(table.all()) if found is None else sorted(found)
