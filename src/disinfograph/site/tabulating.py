"""The table of cases is read: once for a version of the graph, with one question for each column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from disinfograph.site.asking import asked, sparql, strings
from disinfograph.site.page import Place
from disinfograph.site.table import Table, above

COLUMNS: Final[dict[str, str]] = {
    "narrative": "dg:promotes",
    "place": "dg:discusses",
    "outlet": "dg:carriedBy",
    "language": "dg:circulatedIn",
    "keyword": "dg:keyword",
    "issue": "dg:reportedIn",
}
"""The columns of things, and the property by which a case or its claim has them."""

_OF_CASES: Final = frozenset(("keyword", "issue"))
_PLACES: Final = ("Country", "Region", "Bloc", "FormerState")

_CASES = sparql("SELECT (GROUP_CONCAT(STR(?case)) AS ?cases) WHERE { ?case a dg:Case }")
_COLUMN = "SELECT ?thing (GROUP_CONCAT(STR(?one)) AS ?ones) WHERE {{ ?one {} ?thing }} GROUP BY ?thing"
_TEXTS = {column: sparql(_COLUMN.format(name)) for column, name in COLUMNS.items()}
_DAYS = sparql(_COLUMN.format("schema:datePublished"))
_BROADER = sparql("SELECT ?narrower ?thing WHERE { ?narrower skos:broader ?thing . ?thing a dg:Narrative }")
_SORTS = sparql("SELECT ?thing ?sort WHERE { ?thing a dg:Place , ?sort }")


def table(place: Place) -> Table:
    """Return the table of a graph, read at the first call."""
    known = place.known
    if known.table is None:
        known.table = _read(place)
    return known.table


def _read(place: Place) -> Table:
    start = f"{place.base}case/"
    slugs = sorted(iri[len(start) :] for iri in _listed(place, _CASES, start))
    found = Table(slugs, numbers={slug: number for number, slug in enumerate(slugs)})
    for column, text in _TEXTS.items():
        found.held[column] = _column(place, found.numbers, text, column)
    found.broader = _broader(place)
    found.told = found.held["narrative"]
    found.held["narrative"] = _closed(found.told, found.broader)
    found.things = {column: _turned(held, len(slugs)) for column, held in found.held.items()}
    found.days = _days(place, found)
    found.sorts = _sorts(place)
    order = sorted(found.all(), key=lambda case: slugs[case])
    order.sort(key=lambda case: found.days[case], reverse=True)
    found.newest = [0] * len(slugs)
    for rank, case in enumerate(order):
        found.newest[case] = rank
    return found


def _listed(place: Place, text: str, start: str) -> Iterator[str]:
    return (iri for (iris,) in strings(asked(place, text)) for iri in iris.split(" ") if iri.startswith(start))


def _column(place: Place, numbers: dict[str, int], text: str, column: str) -> dict[str, list[int]]:
    start = f"{place.base}{column}/"
    found = {}
    for thing, ones in strings(asked(place, text)):
        if thing.startswith(start):
            found[thing[len(start) :]] = _numbered(place, numbers, ones, of_cases=column in _OF_CASES)
    return dict(sorted(found.items()))


def _numbered(place: Place, numbers: dict[str, int], ones: str, *, of_cases: bool) -> list[int]:
    # A claim has the slug of its case.
    start = f"{place.base}{'case' if of_cases else 'claim'}/"
    known = (numbers.get(iri[len(start) :]) for iri in ones.split(" ") if iri.startswith(start))
    return sorted({number for number in known if number is not None})


def _days(place: Place, found: Table) -> list[str]:
    days = [""] * len(found.slugs)
    for day, claims in sorted(strings(asked(place, _DAYS)), reverse=True):
        # The first day of several stays, because it comes last.
        for number in _numbered(place, found.numbers, claims, of_cases=False):
            days[number] = day[:10]
    return days


def _broader(place: Place) -> dict[str, list[str]]:
    start, found = f"{place.base}narrative/", dict[str, list[str]]()
    for narrower, broader in sorted(strings(asked(place, _BROADER))):
        if narrower.startswith(start) and broader.startswith(start):
            found.setdefault(narrower[len(start) :], []).append(broader[len(start) :])
    return found


def _sorts(place: Place) -> dict[str, str]:
    """Return of each place whether it is a country, a region, a bloc or a former state, "Place" where none is said."""
    start, found = f"{place.base}place/", dict[str, str]()
    for thing, sort in strings(asked(place, _SORTS)):
        name = sort.rpartition("#")[2]
        if thing.startswith(start) and (name in _PLACES or thing[len(start) :] not in found):
            found[thing[len(start) :]] = name if name in _PLACES else "Place"
    return found


def _closed(told: dict[str, list[int]], broader: dict[str, list[str]]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for slug, cases in told.items():
        for each in above(slug, broader):
            found.setdefault(each, set()).update(cases)
    return {slug: sorted(cases) for slug, cases in sorted(found.items())}


def _turned(held: dict[str, list[int]], size: int) -> list[list[str]]:
    things: list[list[str]] = [[] for _ in range(size)]
    for slug, cases in held.items():
        for case in cases:
            things[case].append(slug)
    return things
