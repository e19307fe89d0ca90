"""Foreign schemes in SKOS, in any RDF text that rdflib reads."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from json import loads
from pathlib import Path
from urllib.parse import unquote

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DC, DCTERMS
from rdflib.term import Node as Term

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.scheme.scheme_nodes import Contents, Node, Texts

_LEGAL = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]+')
_MATCHES = tuple(SKOS[name] for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))
_DOWN, _UP = (SKOS.narrower, SKOS.hasTopConcept), (SKOS.broader, SKOS.inScheme, SKOS.topConceptOf)


def read(path: Path, text: str, syntax: str, base: str) -> Contents:
    """Read SKOS; `syntax` is rdflib's name of it, `base` what relative IRIs are below. UnreadableInput if it is none.

    Concepts are the things typed so and those that only SKOS links place in a scheme. Where a concept has no label in
    SKOS, its rdfs:label stands in, else the end of its IRI.
    """
    graph = _graph(path, text, syntax, base)
    concepts = _concepts(graph)
    if not concepts:
        raise UnreadableInput(str(path), "holds no skos:Concept", "give a SKOS scheme, a JSON taxonomy or a table")
    scheme = next(iter(sorted(set(graph.subjects(RDF.type, SKOS.ConceptScheme)), key=str)), None)
    return Contents(
        nodes=tuple(_node(graph, concept, concepts, base) for concept in sorted(concepts, key=str)),
        title=_first(graph, scheme, (DCTERMS.title, DC.title, SKOS.prefLabel, RDFS.label)),
        iri=_foreign(scheme, base),
        licence=_first(graph, scheme, (DCTERMS.license, DCTERMS.rights, DC.rights)),
    )


def _graph(path: Path, text: str, syntax: str, base: str) -> Graph:
    graph = Graph()
    try:
        if syntax == "json-ld" and _fetches(loads(text)):
            raise UnreadableInput(
                str(path), "its @context lies on the web, which is not asked", "write it into the file"
            )
        with warnings.catch_warnings():
            # rdflib's own parser of JSON-LD uses a class of rdflib that rdflib warns of.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph.parse(data=text, format=syntax, publicID=base)
    except UnreadableInput:
        raise
    except Exception as error:  # rdflib's parsers let through whatever their depths raise
        reason = " ".join(str(error).split())[:160]
        raise UnreadableInput(str(path), f"cannot be read as {syntax}: {reason or type(error).__name__}") from error
    return graph


def _fetches(value: object) -> bool:
    """Tell whether JSON-LD names a context by its address, which rdflib would fetch."""
    if isinstance(value, list):
        return any(map(_fetches, value))
    if not isinstance(value, dict):
        return False
    contexts = value.get("@context")
    named = contexts if isinstance(contexts, list) else [contexts]
    return "@import" in value or any(isinstance(name, str) for name in named) or any(map(_fetches, value.values()))


def _concepts(graph: Graph) -> frozenset[Term]:
    found = set(graph.subjects(RDF.type, SKOS.Concept))
    for down in _DOWN:
        found |= set(graph.objects(None, down))
    for up in _UP:
        found |= set(graph.subjects(up, None))
    return frozenset(term for term in found - set(graph.subjects(RDF.type, SKOS.ConceptScheme)) if _is_thing(term))


def _is_thing(term: Term) -> bool:
    return not isinstance(term, Literal)


def _node(graph: Graph, concept: Term, concepts: frozenset[Term], base: str) -> Node:
    own, own_name = _foreign(concept, base), isinstance(concept, URIRef)
    broader = {*graph.objects(concept, SKOS.broader), *graph.subjects(SKOS.narrower, concept)}
    related = {*graph.objects(concept, SKOS.related), *graph.subjects(SKOS.related, concept)} - {concept}
    matches = {(str(match).rsplit("#", 1)[-1], str(o)) for match in _MATCHES for o in graph.objects(concept, match)}
    matches |= {("broadMatch", str(other)) for other in broader - concepts} | ({("exactMatch", own)} if own else set())
    return Node(
        key=str(concept),
        labels=_labels(graph, concept),
        aliases=_texts(graph, concept, (SKOS.altLabel, SKOS.hiddenLabel)),
        definitions=_texts(graph, concept, (SKOS.definition, SKOS.scopeNote)),
        notation=_first(graph, concept, (SKOS.notation,)) or (_local_name(str(concept)) if own_name else None),
        broader=frozenset(str(other) for other in broader & concepts),
        related=frozenset(str(other) for other in related & concepts),
        matches=frozenset(match for match in matches if _LEGAL.fullmatch(match[1])),
    )


def _labels(graph: Graph, concept: Term) -> Texts:
    """Return one label a language, as SKOS wants it: the first in alphabetical order."""
    said = _texts(graph, concept, (SKOS.prefLabel,)) or _texts(graph, concept, (RDFS.label,))
    by_language = dict(sorted(said, reverse=True))
    return frozenset(by_language.items()) or frozenset({("", _local_name(str(concept)))})


def _texts(graph: Graph, subject: Term, predicates: Iterable[URIRef]) -> Texts:
    return frozenset(_said(graph, subject, predicates))


def _said(graph: Graph, subject: Term, predicates: Iterable[URIRef]) -> Iterator[tuple[str, str]]:
    for predicate in predicates:
        for value in graph.objects(subject, predicate):
            if isinstance(value, Literal) and str(value).strip():
                yield value.language or "", str(value).strip()


def _first(graph: Graph, subject: Term | None, predicates: Iterable[URIRef]) -> str | None:
    """Return the first value by the order of the predicates, then the English one before others."""
    for predicate in predicates if subject is not None else ():
        values = sorted(graph.objects(subject, predicate), key=lambda o: (getattr(o, "language", "") != "en", str(o)))
        if values:
            return str(values[0])
    return None


def _foreign(term: Term | None, base: str) -> str | None:
    """Return a full IRI of the file's own; None for a blank node and for an IRI that only the base made full."""
    iri = str(term)
    return iri if isinstance(term, URIRef) and not iri.startswith(base) and _LEGAL.fullmatch(iri) else None


def _local_name(iri: str) -> str:
    return unquote(re.split(r"[#/]", iri.rstrip("#/"))[-1])
