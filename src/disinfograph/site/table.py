"""All cases as a table in memory: which case is of which narrative, place, outlet, language, keyword, issue and day.

It is read once for a version of the graph, with one question for each column, and then answers any choice and any
count at once. Cases go by their number in the order of slugs, which is their number in the search index too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from disinfograph.site.asking import asked, sparql, strings
from disinfograph.site.page import Place

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
    for narrower, above in sorted(strings(asked(place, _BROADER))):
        if narrower.startswith(start) and above.startswith(start):
            found.setdefault(narrower[len(start) :], []).append(above[len(start) :])
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


def above(slug: str, broader: dict[str, list[str]]) -> list[str]:
    """Return a narrative and all above it, the nearest first; a circle does no harm."""
    found, left = [slug], [slug]
    while left:
        for each in broader.get(left.pop(0), ()):
            if each not in found:
                found.append(each)
                left.append(each)
    return found


def _turned(held: dict[str, list[int]], size: int) -> list[list[str]]:
    things: list[list[str]] = [[] for _ in range(size)]
    for slug, cases in held.items():
        for case in cases:
            things[case].append(slug)
    return things


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
