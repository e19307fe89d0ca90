"""A large file of N-Triples into a store: whether its IRIs are legal is seen to beside the engine's loader.

To look at IRIs and language tags takes the engine a third of its time (`lenient` leaves it out). Most lines are of so
plain a form that an expression tells that they are legal; the others are given to the engine's parser, which looks. It
takes one line after the other (RDF 1.1 N-Triples, section 2), so that a file is legal where each of its lines is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pyoxigraph as ox

N_TRIPLES = ox.RdfFormat.N_TRIPLES
_BLOCK = 4 << 20

# Sources: RFC 3987 section 2.2, of which this is a part, and for tags BCP 47 section 2.1.
_SIGNS = r"[A-Za-z0-9._~!$&'()*+,;=:@/?\-]*+"
_REST = rf"{_SIGNS}(?:%[0-9A-Fa-f]{{2}}{_SIGNS})*"
_IRI = rf"<https?://[A-Za-z0-9.\-]++(?::[0-9]++)?(?:[/?]{_REST})?(?:\#{_REST})?>"
_BLANK = "_:[A-Za-z0-9]++"
_TEXT = r'"[^"\\\r\n]*+(?:\\[tbnrf"\'\\][^"\\\r\n]*+)*"'
_LITERAL = rf"{_TEXT}(?:@[a-z]{{2,3}}|\^\^{_IRI})?"
_LINES = rf"(?:(?:{_IRI}|{_BLANK}) {_IRI} (?:{_IRI}|{_LITERAL}|{_BLANK}) \.\n)++"


def load_plain(store: ox.Store, path: Path, block: int = _BLOCK) -> bool:
    """Load a file of N-Triples into a store, and return whether it is legal; of one that is not anything is loaded.

    The file is read twice at the same time: it must be no pipe.
    """
    with ThreadPoolExecutor(1) as thread:
        legal = thread.submit(_is_legal, path, block)
        try:
            store.bulk_load(path=str(path), format=N_TRIPLES, lenient=True)
        except SyntaxError:
            return False
        return legal.result()


def _is_legal(path: Path, block: int) -> bool:
    with path.open("rb") as file:
        while lines := file.read(block) + file.readline():
            try:
                for _ in ox.parse(b"".join(_not_plain(lines)), format=N_TRIPLES):
                    pass
            except SyntaxError:
                return False
    return True


def _not_plain(lines: bytes) -> Iterator[bytes]:
    """Yield the lines of which the expression does not tell that they are legal."""
    place, end, plain = 0, len(lines), _expression()
    while place < end:
        if match := plain.match(lines, place):
            place = match.end()
        if place < end:
            after = lines.find(b"\n", place) + 1 or end
            yield lines[place:after]
            place = after


@cache
def _expression() -> re.Pattern[bytes]:
    return re.compile(_LINES.encode())
