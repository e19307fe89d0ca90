"""What is in the default graph, counted over what was published: by class, by property, and what those lead to.

Counted when a snapshot is made, for Oxigraph looks at every triple several times to answer the same.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from disinfograph.errors import StoreUnavailable
from disinfograph.stores.folder import Snapshot
from disinfograph.terms import XSD_STRING

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


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
    def lines() -> Iterator[str]:
        with gzip.open(snapshot.quads, "rt", encoding="utf-8", newline="\n") as quads:
            for line in quads:
                yield line.removesuffix("\n")

    try:
        return counted(lines(), lines())
    except (OSError, EOFError) as fault:
        raise StoreUnavailable(str(snapshot.path), f"cannot be read: {fault}") from fault


def counted(lines: Iterable[str], again: Iterable[str]) -> Counts:
    """Return the counts of canonical N-Quads lines without line ends, which are read twice.

    Those of one subject are best told after each other: then it is looked up once.
    """
    classes, alike = _classes(lines)
    # By the classes of the subject, the property, and the classes of the object or what ends the line: there are few.
    raw: defaultdict[tuple[int, str, int | str], int] = defaultdict(int)
    untyped: set[str] = set()
    last, which = "", 0
    end: int | str
    for line in again:
        subject, name, rest = line.split(" ", 2)
        if subject != last:
            last, which = subject, alike.get(subject, 0)
        if rest[0] == '"':
            # The last quotation mark ends the literal: there can be none in an IRI.
            end = rest[rest.rindex('"') + 1 :]
        else:
            value, _, end = rest.partition(" ")
            if end == ".":
                end = alike.get(value, 0)
        raw[which, name, end] += 1
        if not which and not _graph(end):
            untyped.add(subject)
    found = Counts(subjects=len(alike) + len(untyped))
    found.classes.update(name for which in alike.values() for name in classes[which])
    _told_apart(found, raw, classes)
    return found


def _classes(lines: Iterable[str]) -> tuple[list[tuple[str, ...]], dict[str, int]]:
    """Return all combinations of classes, the first of none, and which of them each thing has."""
    types: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if _TYPE in line:
            subject, name, rest = line.split(" ", 2)
            # What ends in a graph has two IRIs here.
            if name == _TYPE and " " not in rest[:-2]:
                types[subject] = (*types.get(subject, ()), rest[1:-3])
    classes: dict[tuple[str, ...], int] = {(): 0}
    which = {subject: classes.setdefault(names, len(classes)) for subject, names in types.items()}
    return list(classes), which


def _graph(end: int | str) -> str:
    """Return the graph that ends a line after an object or within the mark of a literal; "" for the default one."""
    if isinstance(end, int):
        return ""
    mark, _, graph = end[:-2].partition(" ")
    return mark if mark[:1] == "<" else graph


def _told_apart(found: Counts, raw: Mapping[tuple[int, str, int | str], int], classes: list[tuple[str, ...]]) -> None:
    for (which, name, end), number in raw.items():
        graph = _graph(end)
        found.graphs[graph[1:-1]] += number
        if graph:
            continue
        plain = name[1:-1]
        found.properties[plain] += number
        numbers = found.values if isinstance(end, str) else found.objects
        ends = (_datatype(end[:-2]),) if isinstance(end, str) else classes[end]
        for each in classes[which]:
            found.used[each, plain] += number
            for other in ends:
                numbers[each, plain, other] += number
    found.triples = found.graphs.setdefault("", 0)


def _datatype(mark: str) -> str:
    """Return the datatype that a literal's mark means."""
    if not mark:
        return XSD_STRING
    return _LANG_STRING if mark[0] == "@" else mark[3:-1]
