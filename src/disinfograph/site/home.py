"""The first page: what this is, how much there is, and which narratives recur across which countries."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from disinfograph.site.dataset import schema_dataset
from disinfograph.site.frame import Frame, Thing, count
from disinfograph.site.page import Page, Place
from disinfograph.site.svg_map import country_map
from disinfograph.site.svg_timeline import timeline

_NARRATIVES: Final = 12
_CASES: Final = 8
_PLACES: Final = 10


class Recurring(NamedTuple):
    """A narrative with its numbers of countries and cases; `share` is that of the greatest number of countries."""

    thing: Thing
    countries: int
    share: float
    first: str
    last: str


def home(place: Place) -> Page:
    """Return the first page."""
    frame = Frame(place)
    known = frame.table
    everything = known.all()
    first, last = known.span(everything)
    countries = frame.things("place", known.countries(everything))
    numbers = [
        ("case", "cases", len(known.slugs), "cases.html"),
        ("narrative told", "narratives told", len(known.held["narrative"]), "narratives.html"),
        ("country", "countries", len(countries), "places.html"),
        ("outlet named", "outlets named", len(known.held["outlet"]), "outlets.html"),
        ("keyword", "keywords", len(known.held["keyword"]), "keywords.html"),
    ]
    return frame.rendered(
        "home.html", "Narratives across countries", count=count, dataset=_dataset(place), first=first, last=last,
        numbers=numbers, recurring=recurring(frame, _NARRATIVES), latest=frame.cards(known.latest(everything)[:_CASES]),
        countries=countries[:_PLACES], map=country_map(countries, "Countries that the cases are about"),
        line=timeline(known.months(everything)),
        languages_told=frame.things("language", known.counts(everything, "language")[:8]),
    )  # fmt: skip


def _dataset(place: Place) -> dict[str, Any]:
    counts, files = place.known.counts, place.known.files
    if counts is None:
        return {}
    return schema_dataset(counts, place.base, files.url, files.distributions, place.version)


def recurring(frame: Frame, most: int) -> list[Recurring]:
    """Return the narratives that are told about most countries."""
    known = frame.table
    found = []
    for slug, cases in known.held["narrative"].items():
        found.append((len(known.countries(cases)), len(cases), slug))
    found.sort(key=lambda each: (-each[0], -each[1], each[2]))
    found = [each for each in found[:most] if each[0]]
    widest = found[0][0] if found else 1
    things = frame.things("narrative", [(slug, cases) for _, cases, slug in found])
    return [
        Recurring(thing, countries, round(100 * countries / widest, 1), *known.span(known.of("narrative", slug)))
        for thing, (countries, _, slug) in zip(things, found, strict=True)
    ]
