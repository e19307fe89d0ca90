"""Results of a validation as findings: what SHACL 1.0 section 3.6.2 says of each, whoever found it."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import BNode, Literal, Node, URIRef

from disinfograph import terms
from disinfograph.validation.findings import Finding, Severity
from disinfograph.validation.paths import path_text


def finding(said: Iterable[tuple[Node, Node]], paths: Graph) -> Finding:
    """Return a `sh:ValidationResult` as a finding, from its predicates and values; `paths` describes its path."""
    known = dict(said)
    shape, path, value = known.get(SH.sourceShape), known.get(SH.resultPath), known.get(SH.value)
    return Finding(
        severity=Severity(str(known[SH.resultSeverity]).removeprefix(str(SH))),
        shape=str(shape) if isinstance(shape, URIRef) else "",
        focus=node_token(known[SH.focusNode]),
        path="" if path is None else path_text(paths, path),
        value="" if value is None else node_token(value),
        component=str(known[SH.sourceConstraintComponent]),
        message=str(known.get(SH.resultMessage, "")),
    )


def node_token(node: Node) -> str:
    """Return a node as an N-Triples token."""
    if isinstance(node, BNode):
        return terms.token(terms.Blank(str(node)))
    if isinstance(node, Literal):
        datatype = str(node.datatype) if node.datatype else terms.XSD_STRING
        return terms.token(terms.Literal(str(node), datatype, node.language or ""))
    return terms.token(terms.Iri(str(node)))
