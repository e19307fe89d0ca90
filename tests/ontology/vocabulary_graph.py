"""A vocabulary as an rdflib graph, to be asked in tests."""

from __future__ import annotations

from functools import cache

from rdflib import Graph

from disinfograph import resources


@cache
def vocabulary_graph(name: str) -> Graph:
    """Return all that the files of a vocabulary say."""
    graph = Graph()
    for path in resources.vocabulary_files(name):
        graph.parse(path, format="turtle")
    return graph
