"""The index of the search in the browser, in parts of which a phone loads few: `search.js` reads it.

    search/index.json     number of cases, first word of each part, the facets by name
    search/words-N.json   some words in order: for each the cases whose title or claim holds it, and the other cases
    search/cases-N.json   some cases: slug, title and its language, day, beginning of the claim
    search/facet-X.json   the things of a facet: slug, label, its language, the cases that have it
    search/where-XX.json  where things are described that have no files of their own: the path by the thing's path

Cases go by number, the newest first; each list of numbers holds the first and then the differences.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from disinfograph.publish.pages import UNLINKED
from disinfograph.publish.words import words
from disinfograph.site.addresses import thing_path
from disinfograph.site.asking import asked, sparql, strings
from disinfograph.site.frame import Frame
from disinfograph.site.labels import titles
from disinfograph.site.page import Place
from disinfograph.site.searching import FACETS, PER_PAGE

_PART_BYTES: Final = 24_000
_CASES_AT_ONCE: Final = 25

_STRONG = sparql(
    """SELECT ?case ?text WHERE { { ?case a dg:Case ; schema:name ?text }
    UNION { ?case a dg:Case ; schema:itemReviewed ?said . ?said schema:text ?text } }"""
)
_WEAK = sparql("SELECT ?case ?text WHERE { ?case a dg:Case ; schema:reviewBody ?text }")
_CLAIMS = sparql("SELECT ?case ?text WHERE { ?case a dg:Case ; schema:itemReviewed ?said . ?said schema:text ?text }")
_PARTS: Final = {
    "article": "SELECT ?case ?one WHERE { ?case schema:itemReviewed ?said . ?said schema:appearance ?one }",
    "evidence": "SELECT ?case ?one WHERE { ?case a dg:Case ; dg:evidence ?one }",
    "link": "SELECT ?case ?one WHERE { ?case a dg:Case ; dg:crossLink ?one }",
    "assertion": "SELECT ?case ?one WHERE { ?one a dg:Assertion ; rdf:subject ?case }",
}

File = tuple[str, bytes]


def search_files(place: Place) -> Iterator[File]:
    """Yield path and content of every file of the index."""
    frame = Frame(place)
    order = frame.table.latest(frame.table.all())
    numbers = {f"{place.base}case/{frame.table.slugs[case]}": number for number, case in enumerate(order)}
    parts = list(_parts(_postings(place, numbers)))
    for number, part in enumerate(parts):
        yield f"search/words-{number}.json", _json(part)
    yield from _cases(place, frame, numbers)
    for name, things in _facets(frame, order):
        yield f"search/facet-{name}.json", _json(things)
    yield from _where(place)
    yield (
        "search/index.json",
        _json(
            {
                "cases": len(numbers),
                "page": PER_PAGE,
                "portion": _CASES_AT_ONCE,
                "words": [part[0][0] for part in parts],
                "facets": FACETS,
            }
        ),
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _steps(numbers: Sequence[int]) -> list[int]:
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


def _postings(place: Place, numbers: dict[str, int]) -> list[list[Any]]:
    strong, weak = (_holding(place, numbers, text) for text in (_STRONG, _WEAK))
    found = []
    # In the order in which the browser compares.
    for word in sorted(strong.keys() | weak.keys(), key=lambda word: word.encode("utf-16-be")):
        first = strong.get(word, set())
        found.append([word, _steps(sorted(first)), _steps(sorted(weak.get(word, set()) - first))])
    return found


def _holding(place: Place, numbers: dict[str, int], text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for case, said in strings(asked(place, text)):
        number = numbers.get(case)
        if number is not None:
            for word in set(words(said)):
                found.setdefault(word, set()).add(number)
    return found


def _parts(postings: list[list[Any]]) -> Iterator[list[list[Any]]]:
    part: list[list[Any]] = []
    size = 0
    for posting in postings:
        length = len(_json(posting))
        if part and size + length > _PART_BYTES:
            yield part
            part, size = [], 0
        part.append(posting)
        size += length
    if part:
        yield part


def _cases(place: Place, frame: Frame, numbers: dict[str, int]) -> Iterator[File]:
    told: dict[str, str] = {}
    for case, text in sorted(strings(asked(place, _CLAIMS)), reverse=True):
        told[case] = text
    iris = list(numbers)
    for start in range(0, len(iris), _CASES_AT_ONCE):
        some = iris[start : start + _CASES_AT_ONCE]
        names = titles(place, some)
        slugs = [iri[len(place.base) + len("case/") :] for iri in some]
        days = [frame.table.days[frame.table.numbers[slug]] for slug in slugs]
        rows = [
            [slug, *names[iri], day, _beginning(told.get(iri, ""))]
            for slug, iri, day in zip(slugs, some, days, strict=True)
        ]
        yield f"search/cases-{start // _CASES_AT_ONCE}.json", _json(rows)


def _beginning(text: str, most: int = 240) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0]} …"


def _facets(frame: Frame, order: list[int]) -> Iterator[tuple[str, list[list[Any]]]]:
    rank = {case: number for number, case in enumerate(order)}
    for name in FACETS:
        if name == "year":
            held: dict[str, list[int]] = {}
            for case in order:
                if year := frame.table.days[case][:4]:
                    held.setdefault(year, []).append(case)
            labels = {year: (year, "") for year in held}
        else:
            held = {slug: cases for slug, cases in frame.table.held[name].items() if cases}
            things = frame.things(name, ((slug, len(cases)) for slug, cases in held.items()))
            labels = {thing.slug: (thing.text, thing.language) for thing in things}
        rows = [[slug, *labels[slug], _steps(sorted(rank[case] for case in cases))] for slug, cases in held.items()]
        yield name, sorted(rows)


def _where(place: Place) -> Iterator[File]:
    found: dict[str, str] = {}
    for kind in sorted(UNLINKED):
        for case, one in sorted(strings(asked(place, sparql(_PARTS[kind]))), reverse=True):
            target, thing = thing_path(case, place.base), thing_path(one, place.base)
            if target and thing:
                found[thing] = target.replace("claim/", "case/", 1) if target.startswith("claim/") else target
    parts: dict[str, dict[str, str]] = {}
    for thing, target in sorted(found.items()):
        parts.setdefault(f"{sum(thing.encode()) % 256:02x}", {})[thing] = target
    for part, things in sorted(parts.items()):
        yield f"search/where-{part}.json", _json(things)
