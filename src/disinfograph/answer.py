"""Ask a graph: a stored query with its parameters, or any query that only reads."""

from __future__ import annotations

from collections.abc import Mapping

from disinfograph.iris import resolve_name
from disinfograph.namespaces import BASE
from disinfograph.queries.catalogue import find
from disinfograph.queries.parameters import bind
from disinfograph.queries.tokens import guard
from disinfograph.stores.protocol import Store
from disinfograph.terms import Rows, Triple

Answer = Rows | bool | list[Triple]


def stored(store: Store, name: str, values: Mapping[str, str] | None = None, base: str = BASE) -> Rows:
    """Return the answer to a stored query; parameters are given by name, as strings.

    NotFound for a name that no query has, BadQuery for a parameter that is missing, unknown or of the wrong type.
    """
    query = find(name)
    return store.select(bind(query, values or {}, resolve=lambda text: resolve_name(text, base)))


def free(store: Store, text: str, *, service: bool = False) -> Answer:
    """Return the answer to any query that only reads; BadQuery for one that writes, reaches out or nests too deeply."""
    guard(text, service=service)
    return store.run(text)


def limited(rows: Rows, limit: int | None) -> Rows:
    """Return at most `limit` rows of an answer."""
    return rows if limit is None else Rows(rows.variables, rows.rows[:limit])
