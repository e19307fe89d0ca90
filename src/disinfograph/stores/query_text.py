"""What a store has to know of a query before an engine reads it: its form, whether it reaches out, what it names.

How long or deep a query from outside may be is for `queries.tokens.guard` to say; these rules hold for every query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from disinfograph.errors import BadQuery
from disinfograph.queries.tokens import READS, Kind, Token, code

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
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


def read_query(text: str, *, service: bool = False) -> Query:
    """Return what the text of a query tells; BadQuery for an update, and for SERVICE unless it is allowed."""
    tokens = code(text)
    if not service:
        _stays_here(tokens)
        # rdflib reads \u escapes before it reads anything else, so that a text may turn into SERVICE.
        if (expanded := _ESCAPE.sub(_character, text)) != text:
            _stays_here(code(expanded))
    chooses = any(token.is_word("FROM") for token in tokens)
    return Query(text, _form(tokens), chooses, tuple(_graph_variables(tokens)))


def _stays_here(tokens: list[Token]) -> None:
    for token in tokens:
        # Oxigraph needs no space after a keyword: SERVICESILENT<…> and SERVICEex:name are SERVICE to it.
        if token.kind in (Kind.WORD, Kind.NAME) and "SERVICE" in token.text.partition(":")[0].upper():
            raise BadQuery("query", "SERVICE is not allowed: a query asks this store alone")


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


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        raise BadQuery("query", f"{escape[0]} is no character")
    return chr(number)
