"""The merge held to the shapes: in memory where it fits, on disk where it does not."""

from __future__ import annotations

from disinfograph.building.graph import Graph
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
