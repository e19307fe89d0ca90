"""The check that stands beside the shapes: our terms are a closed set, so a term that the ontology lacks is a mistake.

SHACL Core closes a shape (`sh:closed`), not a namespace. What the findings are called, how grave they are and what
they advise is data all the same: the shape `KnownTermsShape`, which has no target.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node, URIRef

from disinfograph.namespaces import CLASSES, DATATYPE_PROPERTIES, OBJECT_PROPERTIES, PREFIXES, TERMS
from disinfograph.terms import iri_token
from disinfograph.validation.findings import Finding, Severity
from disinfograph.validation.results import node_token
from disinfograph.validation.shapes import SHAPES
from disinfograph.validation.statements import Statements

KNOWN_TERMS = URIRef(SHAPES + "KnownTermsShape")
_PROPERTIES = OBJECT_PROPERTIES | DATATYPE_PROPERTIES
_DG = PREFIXES["dg"]
_LIKE, _NEAR = 0.8, 0.6


def unknown_terms(data: Statements, shapes: Graph) -> Iterator[Finding]:
    """Yield one finding for each property and each class of our namespace that is used and that the ontology lacks.

    Its focus is the first of the subjects that use the term, its value the term. Shapes without `KnownTermsShape` ask
    for nothing.
    """
    severity, advice = shapes.value(KNOWN_TERMS, SH.severity), shapes.value(KNOWN_TERMS, SH.message)
    if severity is None:
        return
    for kind, path, term, users in _used(data):
        yield Finding(
            severity=Severity(str(severity).removeprefix(str(SH))),
            shape=str(KNOWN_TERMS),
            focus=min(map(node_token, users)),
            path=iri_token(path),
            value=iri_token(term),
            component=str(SH.ClosedConstraintComponent),
            message=f"dg:{term.removeprefix(_DG)} is no {kind} of ours{_nearest(term, kind)}. {advice}",
        )


def _used(data: Statements) -> Iterator[tuple[str, str, str, Iterator[Node]]]:
    """Yield each unknown term with its kind, the property that brings it in, and the subjects that use it."""
    for term in data.properties():
        if _is_unknown(term, _PROPERTIES):
            yield "property", str(term), str(term), data.subjects(term)
    for term in data.classes():
        if _is_unknown(term, CLASSES):
            yield "class", str(RDF.type), str(term), data.subjects(RDF.type, term)


def _is_unknown(term: Node, known: frozenset[str]) -> bool:
    return isinstance(term, URIRef) and term.startswith(_DG) and term.removeprefix(_DG) not in known


def _nearest(term: str, kind: str) -> str:
    """Return a hint at the nearest term, rather one of the same kind; nothing where none is near."""
    name, same = term.removeprefix(_DG).lower(), CLASSES if kind == "class" else _PROPERTIES
    for terms, closeness in ((same, _LIKE), (TERMS, _LIKE), (same, _NEAR)):
        spelt = {known.lower(): known for known in sorted(terms, key=lambda known: (known in same, known))}
        if near := get_close_matches(name, spelt, 1, closeness):
            found = spelt[near[0]]
            other = "" if found in same else "class " if found in CLASSES else "property "
            return f"; the nearest is {f'the {other}' if other else ''}dg:{found}"
    return ""
