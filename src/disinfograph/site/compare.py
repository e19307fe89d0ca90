"""Two countries side by side: the narratives that are told about both, and about one only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from disinfograph.site.frame import Frame, Thing, count
from disinfograph.site.page import Page, Place
from disinfograph.site.svg_timeline import Timeline, timeline
from disinfograph.site.table import Table

_LISTED: Final = 15


class Shared(NamedTuple):
    """A narrative with the numbers of cases about the first and about the second country."""

    narrative: Thing
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What two countries have in common; `alone` are the narratives of only the first and of only the second."""

    countries: tuple[Thing, Thing]
    shared: list[Shared]
    alone: tuple[list[Thing], list[Thing]]
    numbers: tuple[int, int, int]
    similarity: float
    lines: tuple[Timeline, Timeline]


def compare_page(place: Place) -> Page:
    """Return the page that compares the countries `a` and `b`, or else the two that most cases are about."""
    frame = Frame(place)
    known = frame.table
    counts = known.countries(known.all())
    choices = sorted(frame.things("place", counts), key=lambda thing: (thing.text, thing.slug))
    slugs = [slug for slug, _ in counts]
    first = _chosen(place, "a", slugs, slugs[:1])
    second = _chosen(place, "b", slugs, [slug for slug in slugs if slug != first][:1])
    told = {slug: _told(known, slug) for slug in slugs} if not place.served else {}
    seen = _compared(frame, first, second) if first and second else None
    names = " and ".join(thing.text for thing in seen.countries) if seen else "two countries"
    return frame.rendered(
        "compare.html", f"Compare {names}", count=count, choices=choices, seen=seen, first=first, second=second,
        listed=_LISTED, unknown=[value for name in "ab" if (value := place.asked(name)) and value not in slugs],
        live=_live(frame, choices, told) if told else None,
    )  # fmt: skip


def _chosen(place: Place, name: str, slugs: Sequence[str], otherwise: Sequence[str]) -> str:
    wanted = place.asked(name)
    return wanted if wanted in slugs else next(iter(otherwise), "")


def _told(table: Table, country: str) -> Counter[str]:
    """Return how many cases about a country tell each narrative themselves: not those above it."""
    cases = set(table.of("place", country))
    found = {slug: len(cases.intersection(told)) for slug, told in table.told.items()}
    return Counter({slug: number for slug, number in found.items() if number})


def _compared(frame: Frame, first: str, second: str) -> Compared:
    one, two = _told(frame.table, first), _told(frame.table, second)
    both = sorted(one.keys() & two.keys(), key=lambda slug: (-min(one[slug], two[slug]), slug))
    things = frame.things("narrative", [(slug, one[slug]) for slug in both])
    either = len(one.keys() | two.keys())
    pair = frame.things("place", [(slug, len(frame.table.of("place", slug))) for slug in (first, second)])
    return Compared(
        (pair[0], pair[1]),
        [Shared(thing, one[thing.slug], two[thing.slug]) for thing in things],
        (_alone(frame, one, two), _alone(frame, two, one)),
        (len(one), len(two), either),
        round(len(both) / either, 2) if either else 0.0,
        _lines(frame.table, first, second),
    )


def _alone(frame: Frame, mine: Mapping[str, int], other: Mapping[str, int]) -> list[Thing]:
    only = [(slug, number) for slug, number in mine.items() if slug not in other]
    return frame.things("narrative", sorted(only, key=lambda pair: (-pair[1], pair[0])))


def _lines(table: Table, first: str, second: str) -> tuple[Timeline, Timeline]:
    """Return both timelines over the same years and with the same scale."""
    one, two = (table.months(table.of("place", slug)) for slug in (first, second))
    if not one or not two:
        return timeline(one), timeline(two)
    ends = {min(*one, *two): 0, max(*one, *two): 0}
    most = max(*one.values(), *two.values())
    return _scaled(ends | one, one, most), _scaled(ends | two, two, most)


def _scaled(months: Mapping[str, int], own: Mapping[str, int], most: int) -> Timeline:
    drawn, said = timeline(dict(sorted(months.items()))), timeline(own)
    bars = tuple((x, round(height * drawn.most / most, 1), says) for x, height, says in drawn.bars if height)
    return replace(drawn, bars=bars, most=most, months=own, says=said.says)


def _live(frame: Frame, choices: Sequence[Thing], told: Mapping[str, Counter[str]]) -> dict[str, Any]:
    """Return what a script compares where no server does: names of narratives, and of each country what is told."""
    order = sorted({slug for counts in told.values() for slug in counts})
    at = {slug: number for number, slug in enumerate(order)}
    table = frame.table
    return {
        "narratives": [
            [thing.text, thing.address] for thing in frame.things("narrative", [(slug, 0) for slug in order])
        ],
        "countries": {
            thing.slug: [
                thing.text,
                thing.address,
                thing.cases,
                sorted([at[slug], number] for slug, number in told[thing.slug].items()),
                table.months(table.of("place", thing.slug)),
            ]
            for thing in choices
        },
    }
