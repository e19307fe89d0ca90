"""Stored queries that look for a text, and how an index that knows where it may stand makes them quick.

Such a query holds a comment that says of which variable what must hold the text of which parameter:

    # words: ?case holds text

An index names cases among which are all that hold the text; the comment makes room for them. The query still decides,
letter by letter, and is asked as it stands where there is no index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from disinfograph.queries.catalogue import Query
from disinfograph.terms import Iri, token

MOST: Final = 500
"""Things that an index may name: more take the engine longer to look up than texts to read."""

_LONGEST: Final = 60_000
_ROOM: Final = re.compile(r"^ *# words: (?P<variable>\?[A-Za-z]+) holds (?P<parameter>[a-z]+)$", re.MULTILINE)


def sought(query: Query, values: Mapping[str, str]) -> str:
    """Return the text that a query with these values looks for, "" where it looks for none."""
    room = _ROOM.search(query.text)
    return values.get(room["parameter"], "") if room else ""


def looks_for_words(query: Query) -> bool:
    """Say whether a query looks for a text, and so may be narrowed."""
    return _ROOM.search(query.text) is not None


def narrowed(text: str, things: Iterable[str] | None) -> str:
    """Return a bound query that looks only at some things, by their IRIs; as it stands for None, or for too many.

    No value can stand where the comment does: a term has no line of its own.
    """
    if things is None:
        return text
    named = " ".join(token(Iri(thing)) for thing in things)
    if len(named.encode()) > _LONGEST:
        return text
    return _ROOM.sub(lambda room: f"VALUES {room['variable']} {{ {named} }}", text, count=1)
