"""What a store has to know of a query before an engine reads it: its form, whether it reaches out, what it names.

What a query may hold at all is for `queries.tokens.guard` to say; every store asks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from disinfograph.errors import BadQuery
from disinfograph.queries.tokens import READS, Kind, Token, guard

_PROLOGUE = ("PREFIX", "BASE", "VERSION")


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may be run: its text, its form, whether FROM chooses its graphs, and where `GRAPH ?v` stands."""

    text: str
    form: str
    chooses_graphs: bool
    graph_variables: tuple[tuple[int, str], ...]

    def without_graphs(self, prefix: str) -> str:
        """Return the text of the same query, in which no `GRAPH ?v` reaches a graph whose IRI begins so."""
        text = self.text
        # A filter holds for the whole group that it stands in, and GRAPH binds its variable there.
        for place, variable in reversed(self.graph_variables):
            text = f"{text[:place]}FILTER(!STRSTARTS(STR({variable}), '{prefix}')) {text[place:]}"
        return text


@lru_cache(maxsize=64)
def read_query(text: str, *, service: bool = False) -> Query:
    """Return what the text of a query tells; BadQuery for one that writes, nests too deeply or may reach out.

    FROM is allowed, for it chooses among the store's own graphs.
    """
    tokens = guard(text, service=service, dataset=True)
    # Oxigraph needs no space after a keyword: FROMNAMED<…> is FROM NAMED to it.
    chooses = any(token.kind is Kind.WORD and token.text.upper().startswith("FROM") for token in tokens)
    return Query(text, _form(tokens), chooses, tuple(_graph_variables(tokens)))


def _form(tokens: list[Token]) -> str:
    first = next((token for token in tokens if token.kind is Kind.WORD and not token.is_word(*_PROLOGUE)), None)
    if first is None or first.text.upper() not in READS:
        raise BadQuery(
            "query", f"a query is one of {', '.join(sorted(READS))}, after its prefixes; nothing else is run"
        )
    return first.text.upper()


def _graph_variables(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    for word, after in pairwise(tokens):
        if word.is_word("GRAPH") and after.kind is Kind.VARIABLE:
            yield word.start, after.text
