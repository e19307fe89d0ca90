"""Which cases can hold a text letter by letter, as SPARQL's CONTAINS of LCASE finds it: never too few.

The index knows words, so a text is cut into runs of letters. A run between two signs is a whole word of the index, one
at an edge of the text is part of one. Only letters of which the index keeps the same form wherever they stand are read:
Latin, Greek and Cyrillic ones and digits; of a text without such a run of some length the index cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from tantivy import Occur, Query

from disinfograph.search.schema import LONG, TEXTS, schema
from disinfograph.search.words import LONGEST, words

_SHORTEST: Final = 3
_MOST_RUNS: Final = 6
_LETTERS: Final = re.compile("[0-9a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]+")
_GAP: Final = re.compile("[\x00-/:-@\\[-`{-\x7f]")
# An accent on и may be kept or lost, by what else stands on the letter.
_SHORT_I: Final = re.compile("[ий]")


def can_hold(text: str) -> Query | None:
    """Return a query for all cases that hold a text, and others; None where the index cannot tell."""
    runs = sorted(set(_patterns(text.lower())), key=lambda run: (-len(run), run))[:_MOST_RUNS]
    if not runs:
        return None
    parts = [
        Query.boolean_query([(Occur.Must, Query.regex_query(schema(), field, run)) for run in runs]) for field in TEXTS
    ]
    parts.append(Query.term_query(schema(), LONG, "yes"))
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _patterns(text: str) -> Iterator[str]:
    """Yield what words of the index match if a text stands in what they were made of, as regular expressions."""
    for start, end in _runs(text):
        run = words(text[start:end])
        if len(run) != 1:
            continue
        is_word = start > 0 and end < len(text) and bool(_GAP.match(text[start - 1]) and _GAP.match(text[end]))
        if not is_word and len(run[0]) < _SHORTEST:
            continue
        before = "" if start > 0 and _GAP.match(text[start - 1]) else ".*"
        after = "" if end < len(text) and _GAP.match(text[end]) else ".*"
        yield before + _SHORT_I.sub("[ий]", run[0]) + after


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where runs of letters that keep their form begin and end."""
    for match in _LETTERS.finditer(text):
        start = match.start()
        for at in range(match.start(), match.end() + 1):
            if at == match.end() or not keeps_its_form(text[at]):
                if start < at:
                    yield start, at
                start = at + 1


def has_long_word(texts: Iterable[str]) -> bool:
    """Return whether folded texts hold a word that the index leaves out as too long; also where they only might."""
    # No letter has more than four bytes, and most texts have nothing of that length between two spaces.
    parts = (part for text in texts for part in text.split(" ") if len(part) >= LONGEST / 4)
    return any(len(piece.encode()) >= LONGEST for part in parts for piece in _GAP.split(part))


@cache
def keeps_its_form(letter: str) -> bool:
    """Return whether the index has one form of a letter, within a word and without breaking it."""
    inside = words(f"x{letter}x")
    return len(inside) == 1 and len(inside[0]) > 2 and inside[0][0] == inside[0][-1] == "x"
