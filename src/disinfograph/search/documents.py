"""From the statements of a graph, in any order, to one document a case in the order of slugs.

Only the statements that the index needs are kept, in files that sort them by case: memory holds the labels of places,
narratives, outlets and keywords, and one case at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from disinfograph.namespaces import expand
from disinfograph.sorted_lines import SortedLines

_CHUNK = 100_000
_CASE_CLASS = f"<{expand('dg:Case')}>"
_TYPE = f"<{expand('rdf:type')}>"
_BROADER = f"<{expand('skos:broader')}>"
_OF_CASES: Final = {
    f"<{expand(curie)}>": name
    for curie, name in {
        "rdfs:label": "label",
        "schema:name": "title",
        "schema:alternateName": "title",
        "schema:reviewBody": "response",
        "dg:keyword": "keyword",
        "dcterms:source": "source",
    }.items()
}
_OF_CLAIMS: Final = {
    f"<{expand(curie)}>": name
    for curie, name in {
        "schema:text": "claim",
        "schema:datePublished": "date",
        "dg:discusses": "place",
        "dg:promotes": "narrative",
        "dg:carriedBy": "outlet",
        "dg:circulatedIn": "language",
    }.items()
}
_LABELS: Final = {
    f"<{expand(curie)}>" for curie in ("skos:prefLabel", "skos:altLabel", "schema:name", "schema:alternateName")
}
_OF: Final = {"case": _OF_CASES, "claim": _OF_CLAIMS}
_NAMED: Final = frozenset({"narrative", "place", "outlet", "keyword", "language"})
# Most statements of a graph have none of these: they are told apart first.
_WANTED: Final = {_TYPE, _BROADER, *_OF_CASES, *_OF_CLAIMS, *_LABELS}
_ESCAPE = re.compile(r'\\(["\\nr])')
_PLAIN = {"n": "\n", "r": "\r"}

Labels = dict[str, dict[str, set[str]]]
"""For each kind of thing, the labels by slug."""


@dataclass(slots=True)
class Case:
    """What the graph says of one case: by field, values in order, each once; `iri` is the case's own."""

    slug: str
    iri: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)

    def of(self, name: str) -> list[str]:
        """Return the values of a field; none where the graph says nothing."""
        return self.values.get(name, [])


@dataclass(slots=True)
class Statements:
    """The statements that matter, sorted by case; `folder` is for files that may go when the cases were read."""

    folder: Path
    labels: Labels = field(default_factory=lambda: {kind: {} for kind in sorted(_NAMED)})
    broader: dict[str, set[str]] = field(default_factory=dict)
    _sorted: SortedLines = field(init=False)

    def __post_init__(self) -> None:
        self._sorted = SortedLines(self.folder, "cases", _CHUNK)

    def take(self, lines: Iterable[str]) -> None:
        """Take canonical N-Quads lines without line ends, in any order; those of named graphs say nothing new."""
        self._sorted.add(self._kept(lines))

    def _kept(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            if predicate not in _WANTED or not _is_of_default_graph(value):
                continue
            kind, slug = _thing(subject)
            fields = _OF.get(kind)
            if fields is None:
                self._note(kind, slug, predicate, value)
            elif predicate in fields:
                yield f"{slug}\t{fields[predicate]}\t{value[:-2]}"
            elif predicate == _TYPE and value[:-2] == _CASE_CLASS:
                # The IRI itself, because its base is not told elsewhere.
                yield f"{slug}\tcase\t{subject}"

    def _note(self, kind: str, slug: str, predicate: str, value: str) -> None:
        if kind not in _NAMED:
            return
        if predicate in _LABELS:
            self.labels[kind].setdefault(slug, set()).add(_text(value))
        elif predicate == _BROADER and kind == "narrative":
            self.broader.setdefault(slug, set()).add(_thing(value[:-2])[1])

    def cases(self) -> Iterator[Case]:
        """Yield every case, in the order of slugs."""
        parted = (line.split("\t", 2) for line in self._sorted.lines())
        for slug, said in groupby(parted, key=lambda parts: parts[0]):
            case = Case(slug)
            for _, name, value in said:
                if name == "case":
                    case.iri = value[1:-1]
                else:
                    case.values.setdefault(name, []).append(_value(value))
            if case.iri:
                yield case

    def with_broader(self, narratives: Iterable[str]) -> list[str]:
        """Return narratives and all those above them: a claim that promotes a narrower one promotes these too."""
        found: set[str] = set()
        left = list(narratives)
        while left:
            slug = left.pop()
            if slug not in found:
                found.add(slug)
                left.extend(self.broader.get(slug, ()))
        return sorted(found)


def _thing(token: str) -> tuple[str, str]:
    """Return the kind and slug of `<{base}{kind}/{slug}>`; empty words for what is no such IRI."""
    parts = token.rsplit("/", 2)
    return (parts[1], parts[2][:-1]) if len(parts) == 3 else ("", "")


def _is_of_default_graph(value: str) -> bool:
    """Tell whether a line's object is followed by its full stop at once."""
    return value.count(" ", value.rfind('"') + 1) == 1


def _value(token: str) -> str:
    return _thing(token)[1] if token.startswith("<") else _text(token)


def _text(token: str) -> str:
    text = token[1 : token.rfind('"')]
    return _ESCAPE.sub(lambda escape: _PLAIN.get(escape[1], escape[1]), text) if "\\" in text else text
