"""Tables of plain text that stay readable: wide columns give way first, and where none can, rows stand upright."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

_GAP = "  "
# A column may be cut down to its longest word, but words longer than this are parted: so seven columns fit 80 cells.
_LONGEST_WORD = 13
# Names such as `narrative:nato-encirclement` and addresses have no spaces: they part after these signs.
_PIECES = re.compile(r"[^-/:_.?&=#\s]*[-/:_.?&=#]+\s*|[^-/:_.?&=#\s]+\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, one text without line ends for each row, and what they are."""

    title: str
    cells: Sequence[str]
    is_number: bool = False

    def natural(self) -> int:
        """Return the width, in cells of a terminal, at which nothing is wrapped."""
        return max(map(cell_len, [self.title, *self.cells]))

    def least(self) -> int:
        """Return the width below which words would be broken that need not be."""
        if self.is_number:
            return self.natural()
        longest = max((cell_len(piece.strip()) for text in self.cells for piece in _pieces(text)), default=0)
        return max(cell_len(self.title), min(longest, _LONGEST_WORD))

    def wrapped(self, text: str, width: int) -> list[str]:
        """Return a text as lines of at most `width` cells."""
        found = [""]
        for piece in _pieces(text):
            if cell_len(found[-1]) + cell_len(piece.rstrip()) <= width:
                found[-1] += piece
            else:
                broken = chop_cells(piece, width) if cell_len(piece.rstrip()) > width else [piece]
                found = [*found, *broken] if found[-1] else broken
        return [line.rstrip() for line in found]


def _pieces(text: str) -> Iterator[str]:
    for word in re.findall(r"\S+\s*", text):
        yield from [word] if cell_len(word.rstrip()) <= _LONGEST_WORD else _PIECES.findall(word)


def lines(columns: Sequence[Column], width: int, *, bold: bool = False) -> Iterator[str]:
    """Yield the lines of a table at most `width` cells wide; rows stand upright where that is too narrow."""
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(column.least() for column in columns) > room:
        yield from _upright(columns, width, bold)
        return
    widths = _widths(columns, room)
    head = _line([column.title for column in columns], columns, widths)
    yield f"\x1b[1m{head}\x1b[0m" if bold else head
    yield _GAP.join("─" * cells for cells in widths)
    for row in zip(*(column.cells for column in columns), strict=True):
        wrapped = [c.wrapped(text, size) for c, text, size in zip(columns, row, widths, strict=True)]
        for texts in zip_longest(*wrapped, fillvalue=""):
            yield _line(texts, columns, widths)


def _widths(columns: Sequence[Column], room: int) -> list[int]:
    """Return the widths of columns that fit the room: the widest that can give way does so, cell by cell."""
    widths = [min(column.natural(), room) for column in columns]
    least = [column.least() for column in columns]
    while sum(widths) > room:
        widest = max((i for i in range(len(widths)) if widths[i] > least[i]), key=lambda i: widths[i])
        widths[widest] -= 1
    return widths


def _line(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    padded = []
    for text, column, width in zip(texts, columns, widths, strict=True):
        space = " " * (width - cell_len(text))
        padded.append(space + text if column.is_number else text + space)
    return _GAP.join(padded).rstrip()


def _upright(columns: Sequence[Column], width: int, bold: bool) -> Iterator[str]:
    """Yield each row as lines of `column: value`, with an empty line after it."""
    for row in zip(*(column.cells for column in columns), strict=True):
        for column, text in zip(columns, row, strict=True):
            title = f"{column.title}: "
            first, *more = column.wrapped(text, max(width - cell_len(title), _LONGEST_WORD))
            yield f"\x1b[1m{title}\x1b[0m{first}".rstrip() if bold else f"{title}{first}".rstrip()
            yield from (" " * cell_len(title) + line for line in more)
        yield ""
