"""pySHACL behind one function: N-Triples lines in, findings out.

pySHACL is given graph objects only (a string could be taken for a path or an address), with owl:imports and
JavaScript off, so that data from outside can make it read nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph
from rdflib.term import BNode, Node
from rdflib.term import Literal as RdfLiteral
from rdflib.term import URIRef

from disinfograph.namespaces import PREFIXES
from disinfograph.terms import Blank, Iri, Literal, Term, token
from disinfograph.validation.findings import Finding, Severity, ordered
from disinfograph.validation.shapes import shapes

_SH = PREFIXES["sh"]


def check(triples: Iterable[str], shapes_graph: Graph | None = None) -> list[Finding]:
    """Return what the shapes find in a graph given as N-Triples lines without line ends, gravest first."""
    data = Graph(bind_namespaces="none")
    data.parse(data="\n".join(triples), format="nt")
    return check_graph(data, shapes_graph)


def check_graph(data: Graph, shapes_graph: Graph | None = None) -> list[Finding]:
    """Return what the shapes (by default those of the package) find in an rdflib graph, gravest first."""
    return findings_of(report(data, shapes_graph))


def report(data: Graph, shapes_graph: Graph | None = None) -> Graph:
    """Return the `sh:ValidationReport` of a graph."""
    from pyshacl import validate  # 240 ms that other commands need not pay

    _, results, _ = validate(
        data,
        shacl_graph=shapes_graph if shapes_graph is not None else shapes(),
        advanced=False,
        js=False,
        do_owl_imports=False,
        inplace=True,
        meta_shacl=False,
    )
    assert isinstance(results, Graph)  # noqa: S101 - pySHACL gives text or bytes only for a failure it raises
    return results


def findings_of(results: Graph) -> list[Finding]:
    """Return the results of a validation report as findings, in order."""
    found = results.subjects(URIRef(PREFIXES["rdf"] + "type"), URIRef(_SH + "ValidationResult"))
    return ordered(_finding(results, node) for node in found)


def _finding(results: Graph, node: Node) -> Finding:
    said = {str(predicate).removeprefix(_SH): value for predicate, value in results.predicate_objects(node)}
    path = said.get("resultPath")
    return Finding(
        severity=Severity(str(said["resultSeverity"]).removeprefix(_SH)),
        shape=_named(said.get("sourceShape")),
        focus=_token(said["focusNode"]),
        path=_token(path) if isinstance(path, URIRef) else "",
        value=_token(said["value"]) if "value" in said else "",
        component=str(said["sourceConstraintComponent"]),
        message=str(said.get("resultMessage", "")),
    )


def _named(shape: Node | None) -> str:
    return str(shape) if isinstance(shape, URIRef) else ""


def _token(node: Node) -> str:
    return token(_term(node))


def _term(node: Node) -> Term:
    if isinstance(node, BNode):
        return Blank(str(node))
    if isinstance(node, RdfLiteral):
        return Literal(str(node), str(node.datatype or Literal("").datatype), node.language or "")
    return Iri(str(node))
