"""SHACL behind one function: N-Triples lines in, findings out."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rdflib import Graph

from disinfograph.validation.findings import Finding, ordered
from disinfograph.validation.known_terms import unknown_terms
from disinfograph.validation.results import finding
from disinfograph.validation.shapes import direct, shapes
from disinfograph.validation.statements import statements


def check(triples: Iterable[str], shapes_graph: Graph | None = None) -> list[Finding]:
    """Return what the shapes find in a graph given as N-Triples lines without line ends, each once, gravest first.

    `shapes_graph` takes the place of the package's own shapes; UnreadableInput where it holds none. Beside the shapes
    stands the check for terms that our ontology lacks (`known_terms`).
    """
    from disinfograph.validation.collector import results  # pySHACL: 240 ms that other commands need not pay

    aimed = direct(shapes() if shapes_graph is None else shapes_graph)
    with _silent():
        data = statements(triples)
        found = {finding(result, aimed) for result in results(data, aimed)}
        return ordered(found.union(unknown_terms(data, aimed)))


@contextmanager
def _silent() -> Iterator[None]:
    """Keep rdflib quiet: it prints a traceback for every ill-typed literal, of which a finding tells in words."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="rdflib")
            yield
    finally:
        logger.disabled = before
