"""The predicates and classes that the mapping writes, as ready N-Triples tokens."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from disinfograph.namespaces import expand
from disinfograph.terms import XSD, Triple, iri_token, typed_token

Triples = Iterable[Triple]


@cache
def word(curie: str) -> str:
    """Return the token of a term given as CURIE; a term of ours that the ontology lacks is NotFound."""
    return iri_token(expand(curie))


def day(value: str) -> str:
    """Return an ISO 8601 day as xsd:date."""
    return typed_token(value, XSD + "date")


def integer(value: int) -> str:
    """Return a whole number as xsd:integer."""
    return typed_token(str(value), XSD + "integer")


def decimal(value: float) -> str:
    """Return a number as xsd:decimal of at most three digits, in the canonical form of XSD 1.1 ("0.9", "1")."""
    return typed_token(f"{value:.3f}".rstrip("0").rstrip("."), XSD + "decimal")


def any_uri(value: str) -> str:
    """Return an address that is no legal IRI as xsd:anyURI, so that it is kept and can be found."""
    return typed_token(value, XSD + "anyURI")


A: Final = word("rdf:type")
TRUE: Final = typed_token("true", XSD + "boolean")
