"""Validation by queries that the holder of the data runs: a store in this process, or an endpoint elsewhere.

The findings are those that pySHACL gives for the same graph. Where the two read SHACL differently the words of the
standard count: a comparison that SPARQL cannot make is a violation (pySHACL puts a date before a number), a week such
as 2020-W01-1 is no date (Python takes it for one), `$` in a pattern is the end of the text and not also the place
before a last line end, and a path of several steps is followed backwards from its end. Values are quoted as the store
gives them: Oxigraph writes numbers in canonical form and language tags in lower case, and makes an xsd:integer of its
subtypes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from rdflib.namespace import RDF, RDFS
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as RdfLiteral

from disinfograph.terms import Blank, Iri, Literal, Rows, Term, iri_token, token
from disinfograph.validation import handover
from disinfograph.validation.compiler import Compiled, below
from disinfograph.validation.findings import Finding, ordered
from disinfograph.validation.known_terms import unknown_terms
from disinfograph.validation.query import Query
from disinfograph.validation.statements import Statements

Select = Callable[[str], Rows]
Answers = Callable[[Iterable[str]], Iterator[Rows]]
"""The rows of each of some texts, in their order."""
_PROPERTIES = "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"
_CLASSES = f"SELECT DISTINCT ?c WHERE {{ ?s <{RDF.type}> ?c }}"
_TERMS = 500
_PLACE = re.compile(r"\{[?$](\w+)\}")


def check(
    select: Select, compiled: Compiled, subgraph: handover.Subgraph | None = None, at_once: int = 1
) -> list[Finding]:
    """Return what the shapes find in the default graph that `select` asks, each finding once, gravest first.

    `subgraph` gives the statements for the shapes that are handed over (`compiled.handed_over`); without it they are
    asked for. `select` is used from so many threads `at_once`. BadQuery where the engine cannot run a query: nothing
    passes because it could not be asked.
    """
    with _answers(select, at_once) as answers:
        terms: Iterable[Rows] = answers((_PROPERTIES, _CLASSES))
        suited = compiled.under(below(_pairs(select)))
        if at_once == 1:
            terms = list(terms)
            used = _tokens(terms)
        else:
            # Those are the longest questions of all: rather than wait for them, others are asked beside them.
            used = _tokens(map(select, _whether_used(suited.queries)))
        found = set(_found(answers, [query for query in suited.queries if all(map(used.intersection, query.needs))]))
        asked = _Asked(select, *terms)
    found |= handover.found(suited, subgraph or handover.asked(select))
    return ordered(found.union(unknown_terms(asked, compiled.graph)))


@contextmanager
def _answers(select: Select, at_once: int) -> Iterator[Answers]:
    if at_once == 1:
        yield partial(map, select)
        return
    with ThreadPoolExecutor(at_once) as threads:
        yield partial(threads.map, select)


def _found(answers: Answers, queries: list[Query]) -> Iterator[Finding]:
    """Yield what queries find, of which none is asked whose screen has no rows."""
    screens = list(dict.fromkeys(query.screen for query in queries if query.screen))
    rows = dict(zip(screens, map(len, answers(screens)), strict=True))
    wanted = [query for query in queries if not query.screen or rows[query.screen]]
    for query, found in zip(wanted, answers(query.text for query in wanted), strict=True):
        yield from _findings(query, found)


def _tokens(answers: Iterable[Rows]) -> set[str]:
    return {token(row[0]) for rows in answers for row in rows if row[0] is not None}


def _whether_used(queries: Iterable[Query]) -> Iterator[str]:
    """Yield queries for the classes and predicates that others need and that the graph has."""
    terms = sorted({term for query in queries for terms in query.needs for term in terms})
    used = f"EXISTS {{ ?s ?term ?o }} || EXISTS {{ ?s <{RDF.type}> ?term }}"
    for start in range(0, len(terms), _TERMS):
        some = " ".join(terms[start : start + _TERMS])
        yield f"SELECT ?term WHERE {{ VALUES ?term {{ {some} }} FILTER({used}) }}"


def _pairs(select: Select) -> Iterator[tuple[str, str]]:
    for lower, upper in select(f"SELECT DISTINCT ?lower ?upper WHERE {{ ?lower <{RDFS.subClassOf}> ?upper }}"):
        if isinstance(lower, Iri) and isinstance(upper, Iri):
            yield token(lower), token(upper)


def _findings(query: Query, rows: Rows) -> Iterator[Finding]:
    has_places = query.component.endswith("#SPARQLConstraintComponent") and _PLACE.search(query.message) is not None
    for row in rows.dicts():
        focus, path = row.get("this"), row.get("path")
        if focus is None:
            continue
        value = row.get(query.value)
        if value is None and query.value and not query.path:
            value = focus  # the value node of a node shape, where a SPARQL constraint names no other
        yield Finding(
            severity=query.severity,
            shape=query.shape,
            focus=token(focus),
            path=query.path if path is None else token(path),
            value="" if value is None else token(value),
            component=query.component,
            message=_filled(query.message, row) if has_places else query.message,
        )


def _filled(message: str, row: dict[str, Term | None]) -> str:
    """Return a message with its `{?name}` and `{$name}` replaced by what the row has (SHACL 1.0 section 5.3.2)."""

    def value(place: re.Match[str]) -> str:
        term = row.get(place[1])
        return place[0] if term is None else term.value

    return _PLACE.sub(value, message)


class _Asked(Statements):
    """The terms that a graph uses, as they were answered, and who uses them, which is asked for."""

    def __init__(self, select: Select, properties: Rows, classes: Rows) -> None:
        super().__init__()
        self._select, self._properties, self._classes = select, _column(properties), _column(classes)

    def properties(self) -> Iterable[Node]:
        """Return every predicate, each once."""
        return self._properties

    def classes(self) -> Iterable[Node]:
        """Return every class that something is typed with, each once."""
        return self._classes

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:  # noqa: A002 - rdflib's
        """Return who has a property, or this value of it."""
        value = "?o" if object is None else iri_token(str(object))
        return _column(self._select(f"SELECT DISTINCT ?s WHERE {{ ?s {iri_token(str(predicate))} {value} }}"))


def _column(rows: Rows) -> list[Node]:
    return [_node(row[0]) for row in rows if row[0] is not None]


def _node(term: Term) -> Node:
    match term:
        case Iri(value):
            return URIRef(value)
        case Blank(value):
            return BNode(value)
        case Literal(value):
            return RdfLiteral(value)
