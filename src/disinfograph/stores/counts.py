"""What is in the default graph, counted over what was published: by class, by property, and what those lead to.

Counted when a snapshot is made, for Oxigraph looks at every triple several times to answer the same.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import IO, Any, cast

from disinfograph.errors import StoreUnavailable
from disinfograph.sorted_lines import whole_lines
from disinfograph.stores.content import has_graph
from disinfograph.stores.folder import Snapshot
from disinfograph.terms import XSD_STRING

_TYPE = b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
# Spaces of a line of the default graph: after a literal, and where none is in it.
_SPACES = (1, 3)
# Bytes that are read at a time, and lines that are told.
_PIECE, _SOME = 1 << 16, 10_000


# By the classes of the subject, the property, and the classes of the object or what ends the line: there are few.
_Raw = defaultdict[tuple[int, bytes, int | bytes], int]


@dataclass(slots=True)
class Counts:
    """Numbers of triples and of things; keys are IRIs.

    `graphs` counts the triples of each graph, the default one under "". All others are of the default graph:
    `classes` its things by class, `properties` triples by property, `used` triples by class and property, `objects` by
    class, property and class of the object, `values` by class, property and datatype.
    """

    triples: int = 0
    subjects: int = 0
    graphs: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    used: Counter[tuple[str, ...]] = field(default_factory=Counter)
    objects: Counter[tuple[str, ...]] = field(default_factory=Counter)
    values: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def to_json(self) -> str:
        """Return the counts as JSON, sorted."""
        lists = {name: [[*key, n] for key, n in sorted(getattr(self, name).items())] for name in _NESTED}
        plain = {name: dict(sorted(getattr(self, name).items())) for name in _FLAT}
        said = {"triples": self.triples, "subjects": self.subjects, **plain, **lists}
        return json.dumps(said, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Counts:
        """Return what `to_json` wrote; ValueError, KeyError or TypeError for any other text."""
        said: dict[str, Any] = json.loads(text)
        plain: dict[str, Any] = {name: Counter(said[name]) for name in _FLAT}
        lists: dict[str, Any] = {name: Counter({tuple(row[:-1]): row[-1] for row in said[name]}) for name in _NESTED}
        return cls(said["triples"], said["subjects"], **plain, **lists)


_FLAT = ("graphs", "classes", "properties")
_NESTED = ("used", "objects", "values")


def counts_of(snapshot: Snapshot) -> Counts:
    """Return the counts kept beside a snapshot, or count again where there are none; StoreUnavailable if it is gone."""
    kept = counts_kept(snapshot)
    return _recounted(snapshot) if kept is None else kept


def counts_kept(snapshot: Snapshot) -> Counts | None:
    """Return the counts kept beside a snapshot, None where there are none."""
    try:
        return Counts.from_json(snapshot.counts.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _recounted(snapshot: Snapshot) -> Counts:
    try:
        with gzip.open(snapshot.quads) as first, gzip.open(snapshot.quads) as second:
            return _counted(_pieces(cast("IO[bytes]", first)), _pieces(cast("IO[bytes]", second)))
    except (OSError, EOFError) as fault:
        raise StoreUnavailable(str(snapshot.path), f"cannot be read: {fault}") from fault


def counted_in(quads: Path, *, in_order: bool = False) -> Counts:
    """Return the counts of a file of canonical N-Quads lines, which is read twice.

    `in_order` if no line of the default graph comes after one of a named graph.
    """
    with quads.open("rb", buffering=0) as first, quads.open("rb", buffering=0) as second:
        return _counted(_pieces(first), _pieces(second), in_order=in_order)


def counted(lines: Iterable[str], again: Iterable[str]) -> Counts:
    """Return the counts of canonical N-Quads lines without line ends, which are read twice."""
    return _counted(_joined(lines), _joined(again))


def _counted(pieces: Iterable[bytes], again: Iterable[bytes], *, in_order: bool = False) -> Counts:
    """Return the counts of a text that is read twice, in pieces of whole lines.

    Lines of one subject are best told after each other: then it is looked up once.
    """
    classes, alike = _classes(_default(pieces) if in_order else pieces)
    raw: _Raw = defaultdict(int)
    graphs: Counter[bytes] = Counter()
    untyped: set[bytes] = set()
    last, which = b"", 0
    for piece in again:
        if in_order and graphs:
            graphs.update([line[line.rindex(b" ") :] for line in piece[:-3].split(b" .\n")])
            continue
        named = []
        for line in piece[:-1].split(b"\n"):
            # The last quotation mark ends the literal: there can be none in an IRI.
            quote = line.rfind(b'"')
            if line.count(b" ", quote + 1) != _SPACES[quote < 0]:
                named.append(line[line.rindex(b" ", 0, -2) : -2])
                continue
            subject, name, value = line.split(b" ", 2)
            if subject != last:
                last, which = subject, alike.get(subject, 0)
                if not which:
                    untyped.add(subject)
            raw[which, name, alike.get(value[:-2], 0) if quote < 0 else line[quote + 1 : -2]] += 1
        graphs.update(named)
    found = Counts(subjects=len(alike) + len(untyped))
    found.graphs.update({graph[2:-1].decode(): number for graph, number in graphs.items()})
    for which, number in Counter(alike.values()).items():
        found.classes.update(dict.fromkeys(classes[which], number))
    _told_apart(found, raw, classes)
    return found


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    return whole_lines(iter(lambda: file.read(_PIECE), b""))


def _default(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces up to the last that can hold a line of the default graph, where these come first."""
    for piece in pieces:
        yield piece
        if has_graph(piece[piece.rfind(b"\n", 0, -1) + 1 :]):
            return


def _joined(lines: Iterable[str]) -> Iterator[bytes]:
    taken = iter(lines)
    while some := list(islice(taken, _SOME)):
        yield "\n".join((*some, "")).encode()


def _classes(pieces: Iterable[bytes]) -> tuple[list[tuple[str, ...]], dict[bytes, int]]:
    """Return all combinations of classes, the first of none, and which of them each thing has."""
    alike: dict[bytes, int] = {}
    classes: list[tuple[str, ...]] = [()]
    # Which combination one becomes with another class.
    more: dict[tuple[int, bytes], int] = {}
    for subject, name in _types(pieces):
        both = alike.get(subject, 0), name
        if both not in more:
            more[both] = len(classes)
            classes.append((*classes[both[0]], name[1:-1].decode()))
        alike[subject] = more[both]
    return classes, alike


def _types(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each thing of the default graph with each of its classes."""
    for piece in pieces:
        # Few lines tell a class: cutting all of them there is faster than looking at each.
        for before, after in pairwise(piece.split(_TYPE)):
            subject, name = before[before.rfind(b"\n") + 1 :], after[: after.index(b"\n") - 2]
            # Within a text there is more before it, and what ends in a graph has two IRIs here.
            if b" " not in subject and b" " not in name:
                yield subject, name


def _told_apart(found: Counts, raw: _Raw, classes: list[tuple[str, ...]]) -> None:
    for (which, name, end), number in raw.items():
        plain = name[1:-1].decode()
        found.properties[plain] += number
        numbers = found.objects if isinstance(end, int) else found.values
        ends = classes[end] if isinstance(end, int) else (_datatype(end.decode()),)
        for each in classes[which]:
            found.used[each, plain] += number
            for other in ends:
                numbers[each, plain, other] += number
    found.triples = found.graphs[""] = sum(raw.values())


def _datatype(mark: str) -> str:
    """Return the datatype that a literal's mark means."""
    if not mark:
        return XSD_STRING
    return _LANG_STRING if mark[0] == "@" else mark[3:-1]
