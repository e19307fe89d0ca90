"""The index of the search in the browser, in parts of which a phone loads few: `search.js` reads it.

    search/index.json     number of cases, first word of each part, the facets by name
    search/words-N.json   some words in order: for each the cases whose title or claim holds it, and the other cases
    search/spots-N.json     for each of these words where it stands: for each of its cases, parted by commas, the places
                            in the row of all words as differences to base 36, which only searches for phrases load
    search/cases-N.json   some cases: slug, title and its language, day, beginning of the claim
    search/facet-X.json   the things of a facet: slug, label, its language, the cases that have it
    search/where-XX.json  where things are described that have no files of their own: the path by the thing's path

Cases go by number, the newest first; each list of numbers holds the first and then the differences.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
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
_DIGITS: Final = b"0123456789abcdefghijklmnopqrstuvwxyz"

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
    first = []
    for number, (part, spots) in enumerate(_parts(_postings(place, numbers))):
        first.append(part[0][0])
        yield f"search/words-{number}.json", _json(part)
        yield f"search/spots-{number}.json", _json(spots)
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
                "words": first,
                "facets": FACETS,
            }
        ),
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _steps(numbers: Sequence[int]) -> list[int]:
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


class _Posting:
    """Where a word stands: the cases that have it in title or claim, the other cases, and the places in each."""

    __slots__ = ("spots", "strong", "weak")

    def __init__(self) -> None:
        self.strong, self.weak, self.spots = array("I"), array("I"), (bytearray(), bytearray())

    def take(self, number: int, places: list[int], *, is_strong: bool) -> None:
        """Add a case."""
        (self.strong if is_strong else self.weak).append(number)
        told = self.spots[0 if is_strong else 1]
        told += b" ".join(map(_to_base_36, _steps(places))) + b","

    def row(self, word: str) -> tuple[list[Any], str]:
        """Return the row of the word, and its places."""
        spots = b"".join(self.spots).removesuffix(b",").decode()
        return [word, _steps(self.strong), _steps(self.weak)], spots


@cache
def _to_base_36(number: int) -> bytes:
    rest, digit = divmod(number, 36)
    return (_to_base_36(rest) if rest else b"") + _DIGITS[digit : digit + 1]


def _postings(place: Place, numbers: dict[str, int]) -> Iterator[tuple[list[Any], str]]:
    """Yield the row of each word with its places."""
    strong, weak = (_texts(place, numbers, text) for text in (_STRONG, _WEAK))
    found: defaultdict[str, _Posting] = defaultdict(_Posting)
    for number in range(len(numbers)):
        held: defaultdict[str, list[int]] = defaultdict(list)
        spot = 0
        for text in strong.get(number, ()):
            spot = _put(held, text, spot)
        first = frozenset(held)
        for text in weak.get(number, ()):
            spot = _put(held, text, spot)
        for word, places in held.items():
            found[word].take(number, places, is_strong=word in first)
    # In the order in which the browser compares.
    for word in sorted(found, key=lambda word: word.encode("utf-16-be")):
        yield found[word].row(word)


def _put(held: dict[str, list[int]], text: str, spot: int) -> int:
    """Add the places of the words of a text; return where the next text begins: no phrase reaches into it."""
    for word in words(text):
        held[word].append(spot)
        spot += 1
    return spot + 1


def _texts(place: Place, numbers: dict[str, int], text: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for case, said in sorted(set(strings(asked(place, text)))):
        number = numbers.get(case)
        if number is not None:
            found.setdefault(number, []).append(said)
    return found


def _parts(postings: Iterable[tuple[list[Any], str]]) -> Iterator[tuple[list[list[Any]], list[str]]]:
    """Yield rows of words, as many as a small file holds, and their places."""
    part: list[list[Any]] = []
    spots: list[str] = []
    size = 0
    for posting, places in postings:
        length = len(_json(posting))
        if part and size + length > _PART_BYTES:
            yield part, spots
            part, spots, size = [], [], 0
        part.append(posting)
        spots.append(places)
        size += length
    if part:
        yield part, spots


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
