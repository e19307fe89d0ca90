"""Files of statements and lines: their digest, their canonical text, their order."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from disinfograph.sorted_lines import SortedLines
from disinfograph.terms import Literal, token

DIGEST_LENGTH = 16

_ESCAPE = re.compile(r"\\(?:([\\\"nr])|([tbf'])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_CONTROL = {"t": "\t", "b": "\b", "f": "\f", "'": "'"}


def digest(quads: Path, ledger: Path) -> str:
    """Return 16 hexadecimal digits that stand for the bytes of the two files."""
    both = hashlib.sha256()
    for path in (quads, ledger):
        with path.open("rb") as file:
            both.update(hashlib.file_digest(file, "sha256").digest())
    return both.hexdigest()[:DIGEST_LENGTH]


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file, ended by LF alone: other line separators belong to the text."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")


def canonical(line: str) -> str:
    """Return an N-Quads line with only the escapes that `terms.token` writes: quote, backslash, CR and LF."""
    return _ESCAPE.sub(_unescaped, line) if "\\" in line else line


def _unescaped(escape: re.Match[str]) -> str:
    kept, control, short, long = escape.groups()
    if kept:
        return escape[0]
    return _CONTROL[control] if control else token(Literal(chr(int(short or long, 16))))[1:-1]


def ordered(texts: Iterable[str]) -> Iterator[str]:
    """Yield lines in the order of their code points, each once, in memory that does not grow with their number."""
    with tempfile.TemporaryDirectory(prefix="disinfograph-") as folder:
        lines_in_order = SortedLines(Path(folder), "quads")
        lines_in_order.add(texts)
        yield from lines_in_order.lines()


def has_graph(line: bytes) -> bool:
    """Return whether a canonical N-Quads line, in UTF-8 with its full stop, is in a named graph."""
    value = line.split(b" ", 2)[2]
    # The last quotation mark ends a literal: there can be none in an IRI.
    return b" <" in value[value.rindex(b'"') :] if value.startswith(b'"') else value.count(b" ") > 1
