"""The page for questions: the stored queries with their answers or a way to them, and a field for any other query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from disinfograph.errors import DisinfographError
from disinfograph.iris import resolve_name
from disinfograph.namespaces import PREFIXES
from disinfograph.queries.catalogue import Query, catalogue
from disinfograph.queries.fast import HOLDS_SUMMARY, fast
from disinfograph.queries.parameters import bind
from disinfograph.site.addresses import page_path
from disinfograph.site.frame import Frame, count
from disinfograph.site.page import Page, Place
from disinfograph.site.templates import link
from disinfograph.site.told import may_be_told
from disinfograph.terms import Iri, Literal, Term

_SHOWN: Final = 10
_FEW: Final = 500
"""Cases up to which every query is answered in published files; of more, those that the summary answers at once."""

_HEAD = re.compile(r"^#\+.*\n?", re.MULTILINE)

FIRST: Final = f"""PREFIX dg: <{PREFIXES["dg"]}>
PREFIX skos: <{PREFIXES["skos"]}>

SELECT ?narrative ?label (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
  ?claim dg:promotes ?narrative .
  ?narrative skos:prefLabel ?label FILTER(LANG(?label) = "en")
}} GROUP BY ?narrative ?label ORDER BY DESC(?claims) LIMIT 20
"""


class Cell(NamedTuple):
    """A value in an answer: its words, where it leads or "", its language or "", and whether they are what was told."""

    text: str
    address: str = ""
    language: str = ""
    is_told: bool = False


class Answer(NamedTuple):
    """The first rows of an answer."""

    columns: Sequence[str]
    rows: list[list[Cell]]
    total: int


class Asked(NamedTuple):
    """A stored query as the page shows it; `answer` is None where it needs a value, or where a server answers."""

    query: Query
    text: str
    needs: list[str]
    answer: Answer | None


def questions_page(place: Place) -> Page:
    """Return the page for questions."""
    frame = Frame(place)
    quick = not place.served and place.store.ask(HOLDS_SUMMARY)
    few = len(frame.table.slugs) <= _FEW
    found = [
        _asked(place, query, quick=quick, few=few) for query in sorted(catalogue().values(), key=lambda one: one.name)
    ]
    groups = [(subject, list(some)) for subject, some in groupby(found, key=lambda one: one.query.subject)]
    return frame.rendered(
        "questions.html", "Questions", count=count, groups=groups, first=FIRST, shown=_SHOWN,
        live=_live(place) if place.served else None,
    )  # fmt: skip


def _asked(place: Place, query: Query, *, quick: bool, few: bool) -> Asked:
    needs = [each.name for each in query.parameters if each.required]
    asked = (fast(query) if quick else None) or (query if few else None)
    text = _HEAD.sub("", query.text).strip()
    return Asked(query, text, needs, _answer(place, asked) if asked and not needs and not place.served else None)


def _answer(place: Place, query: Query) -> Answer | None:
    try:
        rows = place.store.select(bind(query, {}, lambda name: resolve_name(name, place.base)))
    except DisinfographError:
        # One that the store cannot answer is still there to be read.
        return None
    shown = [
        [_cell(place, term, is_told=_is_told(place, rows.variables, row, at)) for at, term in enumerate(row)]
        for row in rows.rows[:_SHOWN]
    ]
    return Answer(rows.variables, shown, len(rows.rows))


def _is_told(place: Place, names: Sequence[str], row: Sequence[Term | None], at: int) -> bool:
    things = {name: term.value for name, term in zip(names, row, strict=True) if isinstance(term, Iri)}
    term = row[at]
    if not isinstance(term, Literal):
        return False
    return may_be_told(names[at], term.value, "" if term.language else term.datatype, things, place.base)


def _cell(place: Place, term: Term | None, *, is_told: bool) -> Cell:
    if isinstance(term, Iri):
        path = page_path(term.value, place.base)
        is_held = path is None or path.partition("/")[0] not in place.known.files.unlinked
        there = link(term.value) if path is None else "../" * place.path.count("/") + path if is_held else ""
        return Cell(term.value.removeprefix(place.base), there)
    if isinstance(term, Literal):
        return Cell(term.value, "", term.language, is_told)
    return Cell(str(term or ""))


def _live(place: Place) -> dict[str, Any]:
    """Return what the editor offers: prefixes, and the terms that are in use, the most frequent first."""
    counts = place.known.counts
    return {
        "prefixes": dict(sorted(PREFIXES.items())),
        "base": place.base,
        "classes": list(_common(counts.classes.items())) if counts else [],
        "properties": list(_common(counts.properties.items())) if counts else [],
    }


def _common(numbers: Any) -> Iterator[str]:
    return (iri for iri, _ in sorted(numbers, key=lambda pair: (-pair[1], pair[0])))
