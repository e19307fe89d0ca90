"""The pages that list all places, outlets, keywords, issues and cases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from disinfograph.site.frame import Frame, Thing, count
from disinfograph.site.page import Page, Place
from disinfograph.site.subjects import by_number
from disinfograph.site.svg_map import country_map
from disinfograph.site.table import Table
from disinfograph.site.tabulating import table

PER_PAGE: Final = 50
"""Cases on one page of the list of all."""

_SORTS: Final = (
    ("Country", "Countries"), ("Region", "Regions"), ("Bloc", "Blocs"), ("FormerState", "Former states"),
    ("Place", "Other places"),
)  # fmt: skip


def places_page(place: Place) -> Page:
    """Return the list of places that cases are about, by what sort of place they are."""
    frame = Frame(place)
    known = frame.table
    things = frame.things("place", _held(known, "place"))
    countries = [thing for thing in things if known.sorts.get(thing.slug) == "Country"]
    groups = [
        (heading, found)
        for sort, heading in _SORTS
        if (found := [thing for thing in things if known.sorts.get(thing.slug, "Place") == sort])
    ]
    return frame.rendered(
        "places.html", "Places", groups=groups, count=count, total=len(things),
        map=country_map(countries, "Countries that the cases are about"),
    )  # fmt: skip


def outlets_page(place: Place) -> Page:
    """Return the list of outlets that cases name."""
    return _alphabet(place, "outlet", "Outlets")


def keywords_page(place: Place) -> Page:
    """Return the list of keywords of cases."""
    return _alphabet(place, "keyword", "Keywords")


def _alphabet(place: Place, kind: str, title: str) -> Page:
    frame = Frame(place)
    counts = _held(frame.table, kind)
    top = frame.things(kind, counts[:15])
    named = sorted(frame.things(kind, counts), key=lambda thing: (_letter(thing), thing.text.casefold(), thing.slug))
    letters = [(letter, list(found)) for letter, found in groupby(named, _letter)]
    return frame.rendered("alphabet.html", title, kind=kind, top=top, letters=letters, total=len(counts), count=count)


def _letter(thing: Thing) -> str:
    first = thing.text[:1].upper()
    return first if first.isalpha() else "#"


def issues_page(place: Place) -> Page:
    """Return the list of issues of newsletters, the newest first."""
    frame = Frame(place)
    counts = sorted(_held(frame.table, "issue"), key=lambda pair: by_number(pair[0]), reverse=True)
    rows = [(thing, frame.table.span(frame.table.of("issue", thing.slug))) for thing in frame.things("issue", counts)]
    return frame.rendered("issues.html", "Issues", rows=rows, total=len(rows), count=count)


def cases_page(place: Place) -> Page | None:
    """Return a page of the list of all cases, newest first: `cases.html` is the first, `cases/2.html` the second."""
    pages = _pages(table(place))
    number = int(place.name) if place.name.isascii() and place.name.isdecimal() else 1 if not place.kind else 0
    if not 1 <= number <= pages or (place.kind and str(number) != place.name) or (place.kind and number == 1):
        return None
    frame = Frame(place)
    latest = frame.table.latest(frame.table.all())[PER_PAGE * (number - 1) : PER_PAGE * number]
    return frame.rendered(
        "cases.html", "Cases" if number == 1 else f"Cases, page {number}", cards=frame.cards(latest), number=number,
        pages=pages, total=len(frame.table.slugs), count=count,
        before=_path(number - 1) if number > 1 else "", after=_path(number + 1) if number < pages else "",
    )  # fmt: skip


def cases_paths(place: Place) -> Iterator[str]:
    """Yield the path of every page of the list of all cases."""
    return (_path(number) for number in range(1, _pages(table(place)) + 1))


def _pages(known: Table) -> int:
    return max(1, -(-len(known.slugs) // PER_PAGE))


def _path(number: int) -> str:
    return "cases.html" if number == 1 else f"cases/{number}.html"


def _held(known: Table, kind: str) -> list[tuple[str, int]]:
    counts = ((slug, len(cases)) for slug, cases in known.held[kind].items() if cases)
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))
