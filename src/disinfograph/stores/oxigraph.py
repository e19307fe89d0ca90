"""Oxigraph's terms and answers as ours, and its faults as ours (pyoxigraph 0.5).

Its literals are kept by value: numbers, truth values and date-times come back in canonical form, language tags in lower
case. `str` of its terms escapes more characters than canonical N-Triples does, so tokens are made here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import pyoxigraph as ox

from disinfograph.errors import BadQuery, StoreUnavailable, UnreadableInput
from disinfograph.stores.content import canonical
from disinfograph.stores.protocol import Answer
from disinfograph.stores.query_text import Query
from disinfograph.terms import Blank, Iri, Literal, Rows, Term, Triple, token

N_QUADS = ox.RdfFormat.N_QUADS

_LONGEST_LIST = 120


def term_of(node: Any) -> Term:
    """Return a pyoxigraph term as ours; BadQuery for a triple term, which RDF 1.1 lacks."""
    match node:
        case ox.NamedNode():
            return Iri(node.value)
        case ox.Literal():
            return Literal(node.value, node.datatype.value, node.language or "")
        case ox.BlankNode():
            return Blank(node.value)
    raise BadQuery("query", "triple terms (RDF 1.2) are not supported")


class _Terms(dict[Any, "Term | None"]):
    """Terms as ours, by pyoxigraph's: each is made once, for answers say the same again and again."""

    def __missing__(self, node: Any) -> Term:
        self[node] = term = term_of(node)
        return term


def rows_of(solutions: ox.QuerySolutions) -> Rows:
    """Return all solutions as rows."""
    variables, terms = tuple(variable.value for variable in solutions.variables), _Terms({None: None})
    return Rows(variables, tuple(tuple([terms[node] for node in solution]) for solution in solutions))


def triple_of(triple: ox.Triple | ox.Quad) -> Triple:
    """Return the tokens of a triple, or of the triple of a quad."""
    return _token_of(triple.subject), _token_of(triple.predicate), _token_of(triple.object)


def _token_of(node: Any) -> str:
    # Most nodes are IRIs.
    return f"<{node.value}>" if type(node) is ox.NamedNode else token(term_of(node))


def answer(store: ox.Store, where: str, query: Query) -> Answer:
    """Ask an Oxigraph store; a query that it cannot run is BadQuery, any other trouble StoreUnavailable."""
    with faults(where):
        found = store.query(query.text)
        if isinstance(found, ox.QuerySolutions):
            return rows_of(found)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return list(dict.fromkeys(triple_of(triple) for triple in found))


def dumped(store: ox.Store, where: str) -> Iterator[str]:
    """Yield every quad as a canonical N-Quads line, unordered."""
    with faults(where):
        for quad in store:
            yield canonical(f"{quad} .")


def load(store: ox.Store, quads: IO[bytes], name: str) -> None:
    """Load N-Quads all at once; UnreadableInput, with its `name`, for a file that is not N-Quads."""
    try:
        store.bulk_load(quads, N_QUADS)
    except SyntaxError as fault:
        raise UnreadableInput(name, not_n_quads(fault)) from fault


def not_n_quads(fault: SyntaxError) -> str:
    """Return what is wrong with a file that the parser refused."""
    return f"not N-Quads: {_sentence(fault)}"


@contextmanager
def faults(where: str) -> Iterator[None]:
    """Turn what pyoxigraph raises into BadQuery and StoreUnavailable."""
    try:
        yield
    except (SyntaxError, ValueError) as fault:
        raise BadQuery("query", _sentence(fault)) from fault
    except (OSError, RuntimeError) as fault:
        raise StoreUnavailable(where, _sentence(fault)) from fault


def _sentence(fault: BaseException) -> str:
    text = " ".join(str(fault.args[0] if fault.args else fault).split())
    where, expected, wanted = text.partition(": expected ")
    if "Prefix not found" in wanted:
        return f"{where}: the query does not declare this prefix"
    # The parser lists every character that would do; the first few words tell enough.
    return text if len(wanted) <= _LONGEST_LIST else f"{where}{expected}{wanted[:_LONGEST_LIST]}…"
