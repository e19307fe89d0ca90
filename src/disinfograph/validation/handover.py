"""What is not made into queries, given to pySHACL: the shapes concerned, and the statements that they can see."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rdflib import Graph
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import BNode, Node, URIRef

from disinfograph.terms import Rows, iri_token, token
from disinfograph.validation.compiler import Compiled, HandedOver
from disinfograph.validation.findings import Finding
from disinfograph.validation.results import finding
from disinfograph.validation.shape_reader import Reader
from disinfograph.validation.shapes import TARGETS
from disinfograph.validation.statements import Statements, statements

Subgraph = Callable[[frozenset[str] | None], Iterable[str]]
"""The statements with any of these predicates (tokens), all for None, as N-Triples lines without line ends."""

_ALWAYS = (RDF.type, RDFS.subClassOf)
# What these look at is not told by the words of the shape.
_BOUNDLESS = (SH.sparql, SH.closed, SH.qualifiedValueShapesDisjoint, SH.js, SH.expression)


def found(compiled: Compiled, subgraph: Subgraph) -> set[Finding]:
    """Return what pySHACL finds for the shapes that are handed over, and for no others."""
    if not compiled.handed_over:
        return set()
    from disinfograph.validation.collector import results

    aimed = _aimed_at_these(compiled)
    data = statements(subgraph(seen(compiled.graph, compiled.handed_over)))
    return {finding(result, aimed) for result in results(data, aimed)}


def _aimed_at_these(compiled: Compiled) -> Statements:
    """Return the shapes with no targets but those of what is handed over."""
    classes = {(node, RDF.type) for node in Reader(compiled.graph).classes()}
    graph = Statements()
    for shape, predicate, value in compiled.graph:
        keeps_its_type = (shape, predicate) not in classes or value in (SH.NodeShape, SH.PropertyShape)
        if predicate not in TARGETS and keeps_its_type:
            graph.put(shape, predicate, value)
    for node, target, thing in {(one.node, *aim) for one in compiled.handed_over for aim in one.aims}:
        graph.put(node, target, thing)
    return graph


def seen(graph: Graph, handed_over: Iterable[HandedOver]) -> frozenset[str] | None:
    """Return the predicates on which the findings of these shapes can depend, as tokens; None: on any."""
    nodes: set[Node] = {one.node for one in handed_over}
    aims = {thing for one in handed_over for _, thing in one.aims}
    left, known = list(nodes), set(nodes)
    while left:
        for predicate, value in graph.predicate_objects(left.pop()):
            if predicate in _BOUNDLESS or not str(predicate).startswith((str(SH), str(RDF), str(RDFS))):
                return None
            if isinstance(value, URIRef | BNode) and value not in known:
                known.add(value)
                left.append(value)
    return frozenset(iri_token(str(term)) for term in {*known, *aims, *_ALWAYS} if isinstance(term, URIRef))


def asked(select: Callable[[str], Rows]) -> Subgraph:
    """Return the way to statements that asks for them."""

    def subgraph(predicates: frozenset[str] | None) -> Iterable[str]:
        pattern = "?s ?p ?o ."
        if predicates is not None:
            # In one query, so that a blank node has the same label throughout.
            parts = (f"{{ ?s {name} ?o . BIND({name} AS ?p) }}" for name in sorted(predicates))
            pattern = " UNION ".join(parts)
        for row in select(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}"):
            yield " ".join(token(term) for term in row if term is not None) + " ."

    return subgraph


def among(triples: Callable[[], Iterable[str]]) -> Subgraph:
    """Return the way to statements that looks through all of them, read anew each time."""

    def subgraph(predicates: frozenset[str] | None) -> Iterable[str]:
        for line in triples():
            if predicates is None or line.split(" ", 2)[1] in predicates:
                yield line

    return subgraph
