"""Records mapped to the lines of a graph, on as many cores as there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from disinfograph.building.graph import Graph
from disinfograph.mapping.quads import Graphed, Mapping, Quad
from disinfograph.processes import Forked, cores
from disinfograph.records import Record

# A process of its own takes some 50 ms: fewer records are mapped sooner in this one.
_ALONE = 400


class Records(Protocol):
    """Records in an order, of which some can be gone through without the others."""

    def __getitem__(self, some: slice, /) -> Iterable[Record]:
        """Return some of the records."""


def lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield statements as N-Quads lines in UTF-8."""
    for name, (subject, predicate, value) in quads:
        yield f"{subject} {predicate} {value} <{name}> .".encode()


def _lines(graphed: Iterable[Graphed]) -> Iterator[bytes]:
    """Yield the same lines of statements that come by graphs."""
    for name, triples in graphed:
        end = f" <{name}> ."
        for subject, predicate, value in triples:
            yield f"{subject} {predicate} {value}{end}".encode()


def mapped(mapping: Mapping, records: Records, count: int, graph: Graph) -> None:
    """Add to a graph what a number of records give rise to: the same, on however many cores.

    Each process goes through the records of its part once.
    """
    parts = cores() if count > _ALONE else 1
    with ExitStack() as running:
        # None of them writes files any more when this ends before its time.
        calls = [_Part(mapping, records, graph, part, parts) for part in range(1, parts)]
        others = [running.enter_context(Forked(call)) for call in calls]
        graph.lines.add_encoded(_part(mapping, records, 0, parts))
        for other in others:
            graph.lines.adopt(other.result())


def _part(mapping: Mapping, records: Records, part: int, parts: int) -> Iterator[bytes]:
    return _lines(mapping.part(records[part::parts], part, parts))


class _Part:
    """The work of one process: to map every so manieth record into files."""

    def __init__(self, mapping: Mapping, records: Records, graph: Graph, part: int, parts: int) -> None:
        self._mapping, self._records, self._part, self._parts = mapping, records, part, parts
        self._graph = Graph(graph.folder, f"{graph.name}-{part}")

    def __call__(self) -> list[Path]:
        self._graph.lines.add_encoded(_part(self._mapping, self._records, self._part, self._parts))
        return self._graph.lines.spill()
