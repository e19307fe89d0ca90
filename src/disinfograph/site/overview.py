"""What some cases have in common: the part that the pages of narratives, places, outlets, keywords and issues share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from disinfograph.site.frame import Card, Frame, Thing
from disinfograph.site.svg_map import Map, country_map
from disinfograph.site.svg_timeline import Timeline, timeline

LISTED: Final = 12
"""Things shown of a column."""

CASES: Final = 20
"""Cases shown; the search shows all."""


@dataclass(frozen=True, slots=True)
class Column:
    """The most frequent things of a column, and how many different ones there are."""

    things: list[Thing]
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over some cases, their days, and the newest of them; `all` leads to a search for all of them."""

    cases: int
    first: str
    last: str
    narratives: Column
    places: Column
    outlets: Column
    languages: Column
    keywords: Column
    countries: Column
    map: Map
    line: Timeline
    cards: list[Card]
    all: str


def overview(frame: Frame, cases: Sequence[int], column: str, slug: str) -> Overview:
    """Return the overview of the cases of a thing, which is left out of its own column."""
    known = frame.table
    first, last = known.span(cases)
    countries = [pair for pair in known.countries(cases) if (column, slug) != ("place", pair[0])]
    drawn = frame.things("place", countries)
    found = {each: _column(frame, cases, each, "" if each != column else slug) for each in _SHOWN}
    return Overview(
        len(cases), first, last, found["narrative"], found["place"], found["outlet"], found["language"],
        found["keyword"], Column(drawn, len(drawn)), country_map(drawn, "Countries that the cases are about"),
        timeline(known.months(cases)), frame.cards(known.latest(cases)[:CASES]), frame.search(**{column: slug}),
    )  # fmt: skip


_SHOWN: Final = ("narrative", "place", "outlet", "language", "keyword")


def _column(frame: Frame, cases: Sequence[int], column: str, without: str) -> Column:
    counts = [pair for pair in frame.table.counts(cases, column) if pair[0] != without]
    return Column(frame.things(column, counts[:LISTED]), len(counts))
