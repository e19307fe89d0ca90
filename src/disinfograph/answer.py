"""Ask a graph: a stored query with its parameters, or any query that only reads."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from disinfograph.errors import NotFound
from disinfograph.iris import Minter, resolve_name
from disinfograph.namespaces import BASE, KINDS, PREFIXES, shorten
from disinfograph.queries.catalogue import find
from disinfograph.queries.fast import HOLDS_SUMMARY, fast, joined
from disinfograph.queries.finish import finished, taken_apart
from disinfograph.queries.parameters import bind
from disinfograph.queries.tokens import Kind, code, guard
from disinfograph.queries.words import MOST, narrowed, sought
from disinfograph.stores.protocol import Store
from disinfograph.terms import Rows, Term, Triple, text_token, token

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
            value = given[parameter.name]
            _check_known(store, parameter.term(value, resolve, name), value, parameter.kind or "thing")
    words = sought(query, given)
    # Where the index names the few cases that can hold a text, the stored query looks at those alone.
    if words and (about := narrowed(text, _holding(store, words))) != text:
        return _select(store, about)
    if (quick := fast(query)) and store.ask(HOLDS_SUMMARY):
        return _select(store, bind(quick, given, resolve))
    return _select(store, bind(joined(query), given, resolve) if _is_oxigraph(store) else text)


def _is_oxigraph(store: Store) -> bool:
    # Engines are loaded where they are needed: most commands need neither.
    from disinfograph.stores.memory import MemoryStore
    from disinfograph.stores.snapshot import SnapshotStore

    return isinstance(store, MemoryStore | SnapshotStore)


def _select(store: Store, text: str) -> Rows:
    """Return the rows of a stored query; what Oxigraph does slowly upon its disk is done upon the rows."""
    from disinfograph.stores.snapshot import SnapshotStore

    if not isinstance(store, SnapshotStore):
        return store.select(text)
    finish = taken_apart(text)
    rows = finished(store.select(finish.text), finish)
    return store.select(text) if rows is None else rows


def _holding(store: Store, words: str) -> list[str] | None:
    """Return the cases that may hold a text, as the search index beside a store tells; None where there is none."""
    from disinfograph.stores.snapshot import SnapshotStore

    return cases_holding(store.published().parent, words) if isinstance(store, SnapshotStore) else None


def cases_holding(snapshot: Path, words: str) -> list[str] | None:
    """Return the cases that may hold a text, as the search index of a snapshot's folder tells; None where none does."""
    from disinfograph.search.index import Search

    try:
        index = Search.open(snapshot.parent.parent / "search" / snapshot.name)
        return None if index is None else index.holding(words, MOST)
    except (OSError, ValueError):
        # A damaged index is no reason to refuse an answer that needs none.
        return None


_LABELLED = """
SELECT DISTINCT ?thing {{
  VALUES ?p {{ <http://www.w3.org/2004/02/skos/core#prefLabel> <http://www.w3.org/2004/02/skos/core#altLabel> }}
  ?thing ?p ?label
  FILTER(STRSTARTS(STR(?thing), {place}) && LCASE(STR(?label)) = {wanted})
}} ORDER BY ?thing LIMIT 5
"""


def _check_known(store: Store, thing: Term, given: str, kind: str) -> None:
    """Raise NotFound for a thing of which the graph says nothing: a slip of the pen would answer with no rows.

    Where the user gave a label instead ("Ukraine"), the things of that label are named.
    """
    if store.ask(f"ASK {{ {token(thing)} ?p ?o }}"):
        return
    parent = str(thing).removesuffix(str(thing).rsplit("/", 1)[-1])
    wanted = text_token(given.rpartition(":")[2].strip().lower())
    rows = store.select(_LABELLED.format(place=text_token(parent), wanted=wanted))
    meant = [shorten(str(row[0]), parent.rsplit("/", 2)[0] + "/") for row in rows]
    raise NotFound(f"{kind} in the graph", given, meant)


def with_prefixes(text: str, base: str = BASE) -> str:
    """Return a query with a declaration, on its first line, of each known prefix that it uses without declaring it."""
    known = PREFIXES | {kind: Minter(base).thing(kind, "") for kind in KINDS}
    tokens = code(text)
    names = [token.text.partition(":")[0] for token in tokens if token.kind is Kind.NAME]
    declared = {name.text.partition(":")[0] for word, name in pairwise(tokens) if word.is_word("PREFIX")}
    missing = sorted((set(names) & known.keys()) - declared)
    return "".join(f"PREFIX {name}: <{known[name]}> " for name in missing) + text


def free(store: Store, text: str, *, base: str = BASE, service: bool = False) -> Answer:
    """Return the answer to any query that only reads; BadQuery for one that writes, reaches out or nests too deeply.

    The prefixes of `namespaces.PREFIXES`, and `place:`, `case:` and the other kinds of things, need no declaration.
    """
    guard(text, service=service)
    return store.run(with_prefixes(text, base))


def limited(rows: Rows, limit: int | None) -> Rows:
    """Return at most `limit` rows of an answer."""
    return rows if limit is None else Rows(rows.variables, rows.rows[:limit])
