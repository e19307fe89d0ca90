"""What shapes have targets in: a graph outside of it conforms, whatever it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import URIRef

from disinfograph.namespaces import PREFIXES
from disinfograph.terms import iri_token
from disinfograph.validation.shapes import shapes

_OURS = PREFIXES["dg"]
_KINDS = " ".join(iri_token(str(word)) for word in (RDF.type, RDFS.subClassOf))


def is_spoken_of(ask: Callable[[str], bool]) -> bool:
    """Return whether the package's shapes speak of anything in the default graph that `ask` asks.

    They do where a statement uses a term of our namespace, known or not, or a class or property that a shape aims at.
    """
    return any(map(ask, _questions()))


def _questions() -> Iterator[str]:
    """Yield questions of which one has to be answered with yes, the quickest first."""
    kinds = f"VALUES ?kind {{ {_KINDS} }} ?thing ?kind ?class"
    yield f"ASK {{ VALUES ?class {{ {_targets(SH.targetClass)} }} {kinds} }}"
    properties = _targets(SH.targetSubjectsOf, SH.targetObjectsOf)
    yield f"ASK {{ VALUES ?property {{ {properties} }} ?thing ?property ?value }}"
    yield f'ASK {{ {kinds} FILTER(isIRI(?class) && STRSTARTS(STR(?class), "{_OURS}")) }}'
    yield f'ASK {{ ?thing ?property ?value FILTER(STRSTARTS(STR(?property), "{_OURS}")) }}'


def _targets(*words: URIRef) -> str:
    return " ".join(sorted({iri_token(str(target)) for word in words for target in shapes().objects(None, word)}))
