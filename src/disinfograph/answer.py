"""Ask a graph: a stored query with its parameters, or any query that only reads."""

from __future__ import annotations

from collections.abc import Mapping

from disinfograph.errors import NotFound
from disinfograph.iris import resolve_name
from disinfograph.namespaces import BASE
from disinfograph.queries.catalogue import find
from disinfograph.queries.parameters import bind
from disinfograph.queries.tokens import guard
from disinfograph.stores.protocol import Store
from disinfograph.terms import Rows, Term, Triple, token

Answer = Rows | bool | list[Triple]


def stored(store: Store, name: str, values: Mapping[str, str] | None = None, base: str = BASE) -> Rows:
    """Return the answer to a stored query; parameters are given by name, as strings.

    NotFound for a name that no query has or a thing that the graph lacks, BadQuery for a parameter that is missing,
    unknown or of the wrong type.
    """
    query, given = find(name), values or {}

    def resolve(text: str) -> str:
        return resolve_name(text, base)

    text = bind(query, given, resolve)
    for parameter in query.parameters:
        if parameter.type == "iri" and parameter.name in given:
            _check_known(store, parameter.term(given[parameter.name], resolve, name), parameter.kind or "thing")
    return store.select(text)


def _check_known(store: Store, thing: Term, kind: str) -> None:
    """Raise NotFound for a thing of which the graph says nothing: a slip of the pen would answer with no rows."""
    if not store.ask(f"ASK {{ {token(thing)} ?p ?o }}"):
        raise NotFound(f"{kind} in the graph", str(thing))


def free(store: Store, text: str, *, service: bool = False) -> Answer:
    """Return the answer to any query that only reads; BadQuery for one that writes, reaches out or nests too deeply."""
    guard(text, service=service)
    return store.run(text)


def limited(rows: Rows, limit: int | None) -> Rows:
    """Return at most `limit` rows of an answer."""
    return rows if limit is None else Rows(rows.variables, rows.rows[:limit])
