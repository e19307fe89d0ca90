"""pySHACL behind one function: N-Triples lines in, findings out.

pySHACL is given graph objects only (a string could be taken for a path or an address), with owl:imports and
JavaScript off, so that data from outside can make it read nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rdflib import Graph

from disinfograph.validation.findings import Finding
from disinfograph.validation.report import findings_in
from disinfograph.validation.shapes import direct, shapes
from disinfograph.validation.statements import Statements, statements


def check(triples: Iterable[str], shapes_graph: Graph | None = None) -> list[Finding]:
    """Return what the shapes find in a graph given as N-Triples lines without line ends, gravest first.

    `shapes_graph` takes the place of the package's own shapes; UnreadableInput where it holds none.
    """
    aimed = direct(shapes() if shapes_graph is None else shapes_graph)
    with _silent("rdflib.term"):
        return findings_in(_results(statements(triples), aimed))


def _results(data: Statements, shapes_graph: Graph) -> Graph:
    """Return the `sh:ValidationReport` that pySHACL makes of a graph."""
    from pyshacl import validate  # 240 ms that other commands need not pay

    _, results, _ = validate(
        data,
        shacl_graph=shapes_graph,
        advanced=False,
        js=False,
        do_owl_imports=False,
        inplace=True,
        meta_shacl=False,
    )
    if isinstance(results, Exception):
        raise results
    assert isinstance(results, Graph)  # noqa: S101 - text and bytes are given only to who asks for them
    return results


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Keep a logger quiet: rdflib prints a traceback for every ill-typed literal, of which a finding tells in words."""
    logger = logging.getLogger(name)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
