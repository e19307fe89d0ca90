"""SHACL behind one function: a graph in, findings out, by pySHACL or by queries."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rdflib import Graph

from disinfograph.errors import NotFound
from disinfograph.terms import Rows
from disinfograph.validation import ENGINES
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


def check_by(
    engine: str,
    select: Callable[[str], Rows],
    triples: Callable[[], Iterable[str]],
    shapes_graph: Graph | None = None,
    at_once: int = 1,
) -> list[Finding]:
    """Return what the shapes find in a graph that can be asked and read, by one of ENGINES; NotFound for another.

    `select` asks the graph's default graph, `at_once` from so many threads; `triples` gives it as N-Triples lines, and
    is read only where it has to be.
    """
    if engine == "pyshacl":
        return check(triples(), shapes_graph)
    if engine != "fast":
        raise NotFound("engine", engine, ENGINES)
    from disinfograph.validation.compiler import compiled
    from disinfograph.validation.handover import among
    from disinfograph.validation.setwise import check as ask

    with _silent():
        return ask(select, compiled(shapes_graph), among(triples), at_once)


def prepare(engine: str) -> None:
    """Make ready what `check_by` needs of the package's own shapes, whatever the graph: it can be done before."""
    if engine == "fast":
        from disinfograph.validation.compiler import compiled

        compiled()


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
