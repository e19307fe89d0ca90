"""From the statements of a graph, in any order, to one document a case in the order of slugs.

Only the statements that the index needs are kept, in files that sort them by case: memory holds the labels of places,
narratives, outlets and keywords, and one case at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from disinfograph.namespaces import expand
from disinfograph.sorted_lines import Block, SortedLines

_CHUNK = 100_000
_CASE_CLASS = f"<{expand('dg:Case')}>".encode()
_TYPE = f"<{expand('rdf:type')}>".encode()
_BROADER = f"<{expand('skos:broader')}>".encode()
_OF_CASES: Final = {
    f"<{expand(curie)}>".encode(): name
    for curie, name in {
        "rdfs:label": b"label",
        "schema:name": b"title",
        "schema:alternateName": b"title",
        "schema:reviewBody": b"response",
        "dg:keyword": b"keyword",
        "dcterms:source": b"source",
    }.items()
}
_OF_CLAIMS: Final = {
    f"<{expand(curie)}>".encode(): name
    for curie, name in {
        "schema:text": b"claim",
        "schema:datePublished": b"date",
        "dg:discusses": b"place",
        "dg:promotes": b"narrative",
        "dg:carriedBy": b"outlet",
        "dg:circulatedIn": b"language",
    }.items()
}
_LABELS: Final = {
    f"<{expand(curie)}>".encode()
    for curie in ("skos:prefLabel", "skos:altLabel", "schema:name", "schema:alternateName")
}
_OF: Final = {b"case": _OF_CASES, b"claim": _OF_CLAIMS}
_NAMED: Final = frozenset({"narrative", "place", "outlet", "keyword", "language"})
_KINDS: Final = frozenset({*_OF, *map(str.encode, _NAMED)})
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

    def take(self, blocks: Iterable[Block]) -> None:
        """Take blocks of canonical N-Quads lines, in any order; those of named graphs say nothing new."""
        self._sorted.add_encoded(self._kept(blocks))

    def _kept(self, blocks: Iterable[Block]) -> Iterator[bytes]:
        for line in chain.from_iterable(blocks):
            subject, predicate, value = line.split(b" ", 2)
            if predicate not in _WANTED:
                continue
            kind, slug = _thing(subject)
            if kind not in _KINDS or not is_of_default_graph(value):
                continue
            fields = _OF.get(kind)
            if fields is None:
                self._note(kind.decode(), slug.decode(), predicate, value[:-2])
            elif predicate in fields:
                yield b"%b\t%b\t%b" % (slug, fields[predicate], value[:-2])
            elif predicate == _TYPE and value[:-2] == _CASE_CLASS:
                # The IRI itself, because its base is not told elsewhere.
                yield b"%b\tcase\t%b" % (slug, subject)

    def _note(self, kind: str, slug: str, predicate: bytes, value: bytes) -> None:
        if predicate in _LABELS:
            self.labels[kind].setdefault(slug, set()).add(_text(value))
        elif predicate == _BROADER and kind == "narrative":
            self.broader.setdefault(slug, set()).add(_thing(value)[1].decode())

    def cases(self) -> Iterator[Case]:
        """Yield every case, in the order of slugs."""
        parted = (line.split(b"\t", 2) for line in chain.from_iterable(self._sorted.blocks()))
        for slug, said in groupby(parted, key=itemgetter(0)):
            case = Case(slug.decode())
            for _, name, value in said:
                if name == b"case":
                    case.iri = value[1:-1].decode()
                else:
                    case.values.setdefault(name.decode(), []).append(_value(value))
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


def is_of_default_graph(value: bytes) -> bool:
    """Tell whether what follows a line's predicate is an object and its full stop."""
    return value.count(b" ", value.rfind(b'"') + 1) == 1


def _thing(token: bytes) -> tuple[bytes, bytes]:
    """Return the kind and slug of `<{base}{kind}/{slug}>`; empty words for what is no such IRI."""
    parts = token.rsplit(b"/", 2)
    return (parts[1], parts[2][:-1]) if len(parts) == 3 else (b"", b"")


def _value(token: bytes) -> str:
    return _thing(token)[1].decode() if token.startswith(b"<") else _text(token)


def _text(token: bytes) -> str:
    text = token[1 : token.rfind(b'"')].decode()
    return _ESCAPE.sub(lambda escape: _PLAIN.get(escape[1], escape[1]), text) if "\\" in text else text
