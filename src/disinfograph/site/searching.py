"""The search page: cases by words and by what they have, with counts beside every choice, and the same as CSV.

The address says everything that was asked, so it is the link to share. Within a kind a case must have one of the things
that are chosen, or with `match=all` each of them. The table of cases answers; words are looked for in the search index
where one was given, else letter by letter in titles and texts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlencode

from disinfograph.site.asking import asked, sparql, strings
from disinfograph.site.frame import Card, Frame, count
from disinfograph.site.page import Page, Place, Query
from disinfograph.site.table import chosen
from disinfograph.site.tabulating import table

FACETS: Final[dict[str, str]] = {
    "narrative": "Narrative", "place": "Place", "outlet": "Outlet", "language": "Language", "keyword": "Keyword",
    "issue": "Issue", "year": "Year",
}  # fmt: skip
"""What cases can be narrowed down by: the parameter, and its heading."""

PER_PAGE: Final = 20
_SHOWN: Final = 10
_LONGEST: Final = 300
_MOST_CHOSEN: Final = 40
_FIRST_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")

_TEXTS = sparql(
    """SELECT ?case ?text WHERE { { ?case a dg:Case ; schema:name ?text } UNION { ?case schema:reviewBody ?text }
    UNION { ?case schema:itemReviewed ?said . ?said schema:text ?text } }"""
)
_EXCERPTS = sparql("SELECT ?claim ?text WHERE { ?claim schema:text ?text } VALUES ?claim { $claims }")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words, things by kind, and whether all of them must be there; `page` counts from 1."""

    words: str
    things: dict[str, tuple[str, ...]]
    every: bool
    page: int

    def pairs(self) -> list[tuple[str, str]]:
        """Return this as the parameters of an address, without the page."""
        found = [("q", self.words)] if self.words else []
        found += [(kind, slug) for kind, slugs in self.things.items() for slug in slugs]
        return [*found, ("match", "all")] if self.every else found


class Choice(NamedTuple):
    """A thing to narrow down by: its slug, its name and language, the number of cases, and whether it is chosen."""

    slug: str
    text: str
    language: str
    cases: int
    is_chosen: bool
    address: str


class Facet(NamedTuple):
    """The choices of a kind, and how many different ones there are."""

    kind: str
    heading: str
    choices: list[Choice]
    total: int


class Hit(NamedTuple):
    """A case that was found, with the beginning of what was claimed."""

    card: Card
    excerpt: str


def wanted(query: Query) -> Wanted:
    """Return what the parameters of an address ask for; what they hold too much of is left out."""
    things: dict[str, list[str]] = {}
    for name, value in query:
        kind = "place" if name == "country" else name
        slug = value.strip()
        if kind in FACETS and slug and slug not in things.get(kind, ()) and len(things.get(kind, ())) < _MOST_CHOSEN:
            things.setdefault(kind, []).append(slug)
    given = dict(reversed(query))
    page = given.get("page", "")
    return Wanted(
        " ".join(given.get("q", "").split())[:_LONGEST],
        {kind: tuple(things[kind]) for kind in FACETS if kind in things},
        given.get("match") == "all",
        min(int(page), 100_000) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,
    )


def search_page(place: Place) -> Page:
    """Return the search page; without a server it holds the form alone, and a script may fill it."""
    frame, ask = Frame(place), wanted(place.query)
    found = matching(place, ask)
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(max(1, ask.page), last)
    pairs = ask.pairs()
    here = [*pairs, ("lang", frame.language)] if frame.suffix else pairs
    return frame.rendered(
        "search.html", _title(ask, len(found)), ask=ask, count=count, total=len(found),
        hits=_hits(frame, found[PER_PAGE * (page - 1) : PER_PAGE * page]), facets=_facets(frame, ask, found, here),
        number=page, pages=last, csv=f"search.csv?{urlencode(pairs)}" if place.served else "",
        before=_address(here, page - 1) if page > 1 else "", after=_address(here, page + 1) if page < last else "",
    )  # fmt: skip


def search_csv(place: Place) -> str:
    """Return all cases that a search finds as CSV for people; no cell can be taken for a formula."""
    found, known = matching(place, wanted(place.query)), table(place)
    frame = Frame(place)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    kinds = [kind for kind in FACETS if kind != "year"]
    writer.writerow(["case", "date", "claim", *kinds])
    for case, card in zip(found, frame.cards(found), strict=True):
        slug = known.slugs[case]
        lists = ["; ".join(known.things[kind][case]) for kind in kinds]
        cells = [f"{place.base}case/{slug}", card.day, f"Claim: {card.title}", *lists]
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no table program takes for a formula: an apostrophe in front makes it a text."""
    return f"'{cell}" if cell.startswith(_FIRST_SIGNS) else cell


def matching(place: Place, ask: Wanted) -> list[int]:
    """Return the numbers of the cases that are found: best first where there are words, else newest first."""
    known = table(place)
    years = ask.things.get("year", ())
    some = {kind: slugs for kind, slugs in ask.things.items() if kind != "year"}
    found: Sequence[int] = chosen(known, some, every=ask.every)
    if years:
        found = [case for case in found if known.days[case][:4] in years]
    if not ask.words:
        return known.latest(found)
    kept = set(found)
    ranked = place.finder(ask.words) if place.finder else _letter_by_letter(place, ask.words)
    return [case for case in ranked if case in kept]


def _letter_by_letter(place: Place, words: str) -> list[int]:
    """Return the cases whose texts hold every word, newest first; the texts are read at the first search."""
    texts = _texts(place)
    sought = words.casefold().split()
    return table(place).latest(number for number, text in enumerate(texts) if all(word in text for word in sought))


def _texts(place: Place) -> list[str]:
    if place.known.texts is None:
        known, start = table(place), f"{place.base}case/"
        found: list[list[str]] = [[] for _ in known.slugs]
        for case, text in strings(asked(place, _TEXTS)):
            number = known.numbers.get(case[len(start) :])
            if number is not None:
                found[number].append(text.casefold())
        place.known.texts = ["\n".join(sorted(texts)) for texts in found]
    return place.known.texts


def _hits(frame: Frame, cases: Sequence[int]) -> list[Hit]:
    base = frame.place.base
    claims = [f"{base}claim/{frame.table.slugs[case]}" for case in cases]
    texts: dict[str, str] = {}
    if claims:
        for claim, text in sorted(strings(asked(frame.place, _EXCERPTS, claims=claims)), reverse=True):
            texts[claim] = text
    return [
        Hit(card, _excerpt(texts.get(claim, "")))
        for card, claim in zip(frame.cards(cases), claims, strict=True)
    ]  # fmt: skip


def _excerpt(text: str, most: int = 240) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0]} …"


def _facets(frame: Frame, ask: Wanted, found: Sequence[int], here: list[tuple[str, str]]) -> list[Facet]:
    return [_facet(frame, ask, found, here, kind) for kind in FACETS]


def _facet(frame: Frame, ask: Wanted, found: Sequence[int], here: list[tuple[str, str]], kind: str) -> Facet:
    counts = _years(frame, found) if kind == "year" else frame.table.counts(found, kind)
    taken = ask.things.get(kind, ())
    numbers = dict(counts)
    shown = [(slug, numbers.get(slug, 0)) for slug in taken]
    shown += [pair for pair in counts if pair[0] not in taken][: max(0, _SHOWN - len(shown))]
    if kind == "year":
        named = [(slug, slug, "", cases) for slug, cases in shown]
    else:
        named = [(thing.slug, thing.text, thing.language, thing.cases) for thing in frame.things(kind, shown)]
    choices = [
        Choice(slug, text, language, cases, slug in taken, _changed(here, kind, slug, away=slug in taken))
        for slug, text, language, cases in named
    ]
    return Facet(kind, FACETS[kind], choices, max(len(counts), len(choices)))


def _years(frame: Frame, found: Sequence[int]) -> list[tuple[str, int]]:
    by_year: dict[str, int] = {}
    for month, cases in frame.table.months(found).items():
        by_year[month[:4]] = by_year.get(month[:4], 0) + cases
    return sorted(by_year.items(), reverse=True)


def _changed(here: list[tuple[str, str]], kind: str, slug: str, *, away: bool) -> str:
    pairs = [pair for pair in here if pair != (kind, slug)] if away else [*here, (kind, slug)]
    return _address(pairs, 1)


def _address(pairs: list[tuple[str, str]], page: int) -> str:
    given = pairs if page == 1 else [*pairs, ("page", str(page))]
    return f"search.html?{urlencode(given)}" if given else "search.html"


def _title(ask: Wanted, total: int) -> str:
    return f"Search: {ask.words}" if ask.words else "Search" if not ask.things else f"Search: {count(total, 'case')}"
