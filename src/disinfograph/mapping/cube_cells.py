"""The cells of the summary: how many cases, on which days, and by how many different others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, groupby

from disinfograph.mapping.cube_claims import Claim

Key = tuple[str, ...]
"""The values of a cell's dimensions, in the order of its data set."""

_Told = frozenset[str]


@dataclass(slots=True)
class Cell:
    """What is known of the cases of one cell. Days are YYYY-MM-DD, or "" for none."""

    cases: int = 0
    first: str = ""
    last: str = ""
    before: str = ""
    undated: int = 0
    narrower: int = 0
    named: int = 0
    unlisted: int = 0
    places: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    narratives: set[str] = field(default_factory=set)

    def add(self, days: list[str], cases: int = 1) -> None:
        """Count a case with its days, in order; none where it is undated."""
        self.cases += cases
        if days:
            self._span(days[0], days[-1])
        else:
            self.undated += cases

    def _span(self, first: str, last: str) -> None:
        if not self.first or first < self.first:
            self.first = first
        if last > self.last:
            self.last = last

    def join(self, other: Cell, *, narrower: bool) -> None:
        """Count the cases of another cell, none of which is counted here yet."""
        self.cases += other.cases
        self.undated += other.undated
        self.narrower += other.cases if narrower else 0
        if other.first:
            self._span(other.first, other.last)
        self.places |= other.places
        self.outlets |= other.outlets


def _cells() -> defaultdict[Key, Cell]:
    return defaultdict(Cell)


def _told_cells() -> defaultdict[tuple[_Told, str], Cell]:
    return defaultdict(Cell)


@dataclass(slots=True)
class Cells:
    """All cells of all data sets.

    While claims are counted, cells of narratives are kept by the set of narratives that a claim states: a case that
    promotes two narrower narratives counts once for the one above both, so numbers of narratives do not add up.
    """

    places: defaultdict[Key, Cell] = field(default_factory=_cells)
    pairs: defaultdict[Key, Cell] = field(default_factory=_cells)
    outlets: defaultdict[Key, Cell] = field(default_factory=_cells)
    languages: defaultdict[Key, Cell] = field(default_factory=_cells)
    language_places: defaultdict[Key, Cell] = field(default_factory=_cells)
    keywords: defaultdict[Key, Cell] = field(default_factory=_cells)
    months: defaultdict[Key, Cell] = field(default_factory=_cells)
    told: defaultdict[tuple[_Told, str], Cell] = field(default_factory=_told_cells)
    told_places: defaultdict[tuple[_Told, str], Cell] = field(default_factory=_told_cells)
    told_languages: defaultdict[tuple[_Told, str], Cell] = field(default_factory=_told_cells)
    told_months: defaultdict[tuple[_Told, str], Cell] = field(default_factory=_told_cells)

    def count(self, claim: Claim) -> None:
        """Take a claim into every cell that it belongs to."""
        claim.days.sort()
        self._count_places(claim)
        self._count_others(claim)
        if claim.narratives:
            self._count_told(claim, frozenset(claim.narratives))

    def _count_places(self, claim: Claim) -> None:
        for place in claim.places:
            cell = self.places[place,]
            cell.add(claim.days)
            cell.narratives.update(claim.narratives)
            cell.outlets.update(claim.outlets)
            for language in claim.languages:
                self.language_places[language, place].add(claim.days)
        for pair in combinations(sorted(claim.places, key=_iri), 2):
            self.pairs[pair].add(claim.days)
        for place in claim.mentions:
            self.places[place,].named += 1
            self.places[place,].unlisted += place not in claim.places

    def _count_others(self, claim: Claim) -> None:
        for cells, things in ((self.outlets, claim.outlets), (self.languages, claim.languages)):
            for thing in things:
                cell = cells[thing,]
                cell.add(claim.days)
                cell.narratives.update(claim.narratives)
                cell.places.update(claim.places)
        for keyword in claim.keywords:
            self.keywords[keyword,].add(claim.days)
        if claim.days:
            self.months[claim.days[0][:7],].add(claim.days)

    def _count_told(self, claim: Claim, told: _Told) -> None:
        cell = self.told[told, ""]
        cell.add(claim.days)
        cell.places.update(claim.places)
        cell.outlets.update(claim.outlets)
        for place in claim.places:
            cell = self.told_places[told, place]
            cell.add(claim.days)
            cell.outlets.update(claim.outlets)
        for language in claim.languages:
            self.told_languages[told, language].add(claim.days)
        for month, days in groupby(claim.days, key=_month):
            self.told_months[told, month].add(list(days), int(month == claim.days[0][:7]))


def _month(day: str) -> str:
    return day[:7]


def _iri(token: str) -> str:
    """Return an IRI without its brackets: `>` would sort before the letters of a longer IRI."""
    return token[1:-1]


def closed(
    cells: dict[tuple[_Told, str], Cell], broader: dict[str, set[str]], *, alone: bool = False
) -> dict[Key, Cell]:
    """Return cells by narrative and another value, or by narrative `alone`: each counts for all narratives above too.

    The cells given are used up.
    """
    found: defaultdict[Key, Cell] = defaultdict(Cell)
    while cells:
        (told, other), cell = cells.popitem()
        for narrative in above(told, broader):
            key = (narrative,) if alone else (narrative, other)
            found[key].join(cell, narrower=narrative not in told)
    return found


def above(told: Iterable[str], broader: dict[str, set[str]]) -> set[str]:
    """Return narratives and all those above them; a ring is gone through once."""
    found, waiting = set(told), list(told)
    while waiting:
        higher = broader.get(waiting.pop(), set()) - found
        found |= higher
        waiting += higher
    return found


def silences(cells: dict[Key, Cell]) -> None:
    """Enter into cells by narrative and month the last day on which the narrative was told before that month."""
    for _, months in groupby(sorted(cells), key=lambda key: key[0]):
        before = ""
        for key in months:
            cells[key].before, before = before, cells[key].last
