"""Records mapped to the lines of a graph, on as many cores as there are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from disinfograph.building.graph import Graph
from disinfograph.mapping.quads import Graphed, Mapping, Quad
from disinfograph.processes import Forked, Tickets, cores
from disinfograph.records import Record

# A process of its own takes some 50 ms: fewer records are mapped sooner in this one.
ALONE = 400
# Records that are drawn together: neighbours name the same things, whose lines are held once.
_AT_ONCE = 64
_LATER = 10


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
    """Add to a graph what a number of records give rise to, all of which are entered: the same, on however many cores.

    While this process settles what they say together, others map what each says by itself; in the end it helps them.
    """
    work = _Records(mapping, records, Tickets(-(-count // _AT_ONCE)))
    with ExitStack() as running:
        # None of them writes files any more when this ends before its time.
        calls = [_Part(work, graph, number) for number in range(1, cores() if count > ALONE else 1)]
        others = [running.enter_context(Forked(call)) for call in calls]
        mapping.settle()
        graph.lines.add_encoded(_lines(mapping.of_cases()))
        graph.lines.add_encoded(work.lines())
        for other in others:
            graph.lines.adopt(other.result())


@dataclass(frozen=True, slots=True)
class _Records:
    """Records to be mapped, some at a time, by whichever process draws their number."""

    mapping: Mapping
    records: Records
    numbers: Tickets

    def lines(self) -> Iterator[bytes]:
        """Yield the statements of those records that this process draws."""
        for number in self.numbers:
            some = self.records[number * _AT_ONCE : (number + 1) * _AT_ONCE]
            yield from _lines(self.mapping.of_records(some))


class _Part:
    """The work of one process: to map what it draws into files."""

    def __init__(self, work: _Records, graph: Graph, number: int) -> None:
        self._work, self._graph = work, Graph(graph.folder, f"{graph.name}-{number}")

    def __call__(self) -> list[Path]:
        # There is time for this until the rest is settled, for which others wait.
        os.nice(_LATER)
        self._graph.lines.add_encoded(self._work.lines())
        return self._graph.lines.spill()
