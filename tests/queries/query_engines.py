"""How the tests of the stored queries ask two engines, and what they read in a query's text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import rdflib

from disinfograph.queries.catalogue import Query
from disinfograph.queries.tokens import Kind, code
from disinfograph.terms import Blank, Iri, Literal, Row, Rows, Term

Ask = Callable[[str], Rows]


def merged(path: Path) -> ox.Store:
    """Return the named graphs of a TriG file, and their union in the default graph, as a build writes it."""
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TRIG)
    store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store])
    return store


def oxigraph_rows(store: ox.Store, query: str) -> Rows:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    return Rows(names, tuple(tuple(_from_oxigraph(term) for term in solution) for solution in found))


def rdflib_rows(dataset: rdflib.Dataset, query: str) -> Rows:
    found = dataset.query(query)
    names = tuple(str(variable) for variable in found.vars or ())
    rows: list[Row] = [tuple(_from_rdflib(row[name]) for name in names) for row in found]  # type: ignore[index]
    return Rows(names, tuple(rows))


def _from_oxigraph(term: object) -> Term | None:
    match term:
        case None:
            return None
        case ox.NamedNode():
            return Iri(term.value)
        case ox.Literal():
            return Literal(term.value, term.datatype.value, term.language or "")
    return Blank(str(term))


def _from_rdflib(term: object) -> Term | None:
    match term:
        case None:
            return None
        case rdflib.URIRef():
            return Iri(str(term))
        case rdflib.Literal():
            return Literal(str(term), str(term.datatype or ""), term.language or "")
    return Blank(str(term))


def sort_keys(query: Query) -> list[str]:
    """Return the variables of the last ORDER BY."""
    tokens = code(query.text)
    start = max(i for i, token in enumerate(tokens) if token.is_word("ORDER"))
    return [token.text[1:] for token in tokens[start:] if token.kind is Kind.VARIABLE]
