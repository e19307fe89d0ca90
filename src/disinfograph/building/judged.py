"""The merge held to the shapes: in memory where it fits, on disk where it does not."""

from __future__ import annotations

from disinfograph.building.graph import Graph
from disinfograph.stores.passing import store_of
from disinfograph.validation.engine import check_by
from disinfograph.validation.findings import Finding

_FITS = 3_000_000
"""Triples of a merge that are held to the shapes in memory, where each takes about 0.5 KB."""


def found(graph: Graph) -> list[Finding]:
    """Return what the shapes find in the merge of a written graph."""
    where = None if graph.triples <= _FITS else graph.folder / f"{graph.name}.validated"
    with store_of(graph.merge, where) as select:
        return check_by("fast", select, graph.merge_lines)
