"""The shapes of the package, as one graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import Graph

from disinfograph import resources
from disinfograph.errors import UnreadableInput

SHAPES = "https://w3id.org/disinfograph/shapes#"


def shape_files() -> tuple[Path, ...]:
    """Return the files of `shapes/`, sorted."""
    return tuple(sorted((resources.root() / "shapes").glob("*.ttl")))


@cache
def shapes() -> Graph:
    """Return all shapes; an empty folder is an error, because everything would conform to it."""
    graph = Graph()
    for path in shape_files():
        graph.parse(path, format="turtle")
    if not len(graph):
        raise UnreadableInput(str(resources.root() / "shapes"), "holds no shape", "install the package again")
    return graph
