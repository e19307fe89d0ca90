"""The merge held to the shapes: in the store that holds it, or where that cannot be asked yet in one that passes."""

from __future__ import annotations

from collections.abc import Callable

from disinfograph.building.graph import Graph
from disinfograph.processes import cores
from disinfograph.stores.passing import store_of
from disinfograph.terms import Rows
from disinfograph.validation.engine import check_by
from disinfograph.validation.findings import Finding

_FITS = 1_000_000
"""Triples of a merge that are held to the shapes in memory, where each takes about 0.57 KB: on disk it takes twice the
time."""


def found(graph: Graph, select: Callable[[str], Rows] | None = None, fits: int = _FITS) -> list[Finding]:
    """Return what the shapes find in the merge of a whole graph, asked by `select` where a store holds it already.

    Else it is loaded to be asked: on disk if it has more triples than `fits`.
    """
    if select:
        return check_by("fast", select, graph.merge_lines, at_once=cores())
    where = None if graph.triples <= fits else graph.folder / f"{graph.name}.validated"
    with graph.merge_alone() as merge, store_of(merge, where) as asked:
        return check_by("fast", asked, graph.merge_lines)
