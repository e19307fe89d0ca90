"""The merge held to the shapes: in memory where it fits, on disk where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from disinfograph.building.graph import Graph
from disinfograph.processes import Forked, cores
from disinfograph.stores.passing import store_of
from disinfograph.validation.engine import check_by
from disinfograph.validation.findings import Finding

_FITS = 2_000_000
"""Triples of a merge that are held to the shapes in memory, where each takes about 0.57 KB: on disk it takes twice the
time."""


def found(graph: Graph, fits: int = _FITS) -> list[Finding]:
    """Return what the shapes find in the merge of a written graph; on disk if it has more triples than `fits`."""
    where = None if graph.triples <= fits else graph.folder / f"{graph.name}.validated"
    with store_of(graph.merge, where) as select:
        return check_by("fast", select, graph.merge_lines)


@contextmanager
def judging(graph: Graph) -> Iterator[Callable[[], list[Finding]]]:
    """Begin to look for what `found` returns; what the block is given waits for it.

    In memory it is done by a process of its own: the system gets that memory back, and nobody waits for the engine who
    has pressed Ctrl-C. The engine on disk has threads, which a forked process would miss.
    """
    if cores() > 1 and graph.triples <= _FITS:
        with Forked(partial(found, graph)) as process:
            yield process.result
    else:
        with ThreadPoolExecutor(1) as thread:
            yield thread.submit(found, graph).result
