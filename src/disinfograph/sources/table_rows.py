"""A delimited file as rows: delimiter and encoding found, a broken row set aside with its line number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from disinfograph.errors import UnreadableInput
from disinfograph.sources.reader import head_of

DELIMITERS = (",", ";", "\t", "|")
_CELL_LIMIT = 16 * 1024 * 1024
_UNDECODED = re.compile("[\udc80-\udcff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header: its place from 1, its first line in the file, its cells, and what is wrong with it."""

    position: int
    line: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file with a header."""

    path: Path
    header: tuple[str, ...]
    delimiter: str
    encoding: str

    def rows(self) -> Iterator[Row]:
        """Yield the rows in order; a broken one with its fault, and then go on with the next that is whole."""
        with _opened(self.path, self.encoding) as stream:
            lines = _Lines(stream)
            next(csv.reader(lines, delimiter=self.delimiter))
            yield from _numbered(_rows(lines, self.delimiter, len(self.header)))

    def column(self, name: str) -> Iterator[str]:
        """Yield the cells of one column; nothing for broken rows."""
        place = self.header.index(name)
        return (row.cells[place] for row in self.rows() if not row.fault)


def table_of(path: Path, head: bytes | None = None) -> Table:
    """Return the file as a table: the delimiter is the one that gives its header the most columns."""
    head = head_of(path) if head is None else head
    encoding = "utf-16" if head.startswith(_UTF16) else "utf-8-sig"
    text = head.decode(encoding, "replace")
    headers = {delimiter: _header(text, delimiter) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda name: len(headers[name]))
    if not any(headers[delimiter]):
        raise UnreadableInput(str(path), "it has no header", "begin the table with a row of column names")
    return Table(path, headers[delimiter], delimiter, encoding)


def folded(name: str) -> str:
    """Return a column's name as names are compared: lower case, single spaces."""
    return " ".join(name.split()).casefold()


class _Lines:
    """The lines of a stream, the last of which can be put back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._back, self.number = stream, list[str](), 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._stream)
        self.number += 1
        self.taken.append(line)
        return line

    def put_back(self, count: int) -> None:
        """Put the last lines back, to be read again."""
        self._back.extend(reversed(self.taken[len(self.taken) - count :]))
        self.number -= count


def _opened(path: Path, encoding: str) -> TextIO:
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    try:
        return path.open(encoding=encoding, errors=errors, newline="")
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "cannot be opened") from error


def _header(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(" ".join(name.split()) for name in names)


def _rows(lines: _Lines, delimiter: str, width: int) -> Iterator[Row]:
    """Yield rows without their places. After a row that cannot be parsed, what follows is part of it until one fits."""
    csv.field_size_limit(_CELL_LIMIT)
    broken: Row | None = None
    while (row := _next(lines, delimiter, width)) is not None:
        if broken and row.fault:
            continue
        if broken:
            yield broken
            broken = None
        if row.fault and not row.cells:
            broken = row
        else:
            yield row
    if broken:
        yield broken


def _next(lines: _Lines, delimiter: str, width: int) -> Row | None:
    """Return the next row that is not blank; one that cannot be parsed gives back all its lines but the first."""
    while True:
        lines.taken.clear()
        start = lines.number + 1
        try:
            cells = tuple(next(csv.reader(lines, delimiter=delimiter, strict=True)))
        except StopIteration:
            return None
        except csv.Error as error:
            lines.put_back(len(lines.taken) - 1)
            return Row(0, start, (), f"line {start} cannot be parsed ({error})")
        if any(cells):
            return _checked(start, cells, width)


def _checked(line: int, cells: tuple[str, ...], width: int) -> Row:
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        return Row(0, line, cells, f"line {line} has {len(cells)} cells where the header names {width}")
    if any(map(_UNDECODED.search, cells)):
        return Row(0, line, cells, f"line {line} holds bytes that are no UTF-8 text")
    return Row(0, line, cells)


def _numbered(rows: Iterator[Row]) -> Iterator[Row]:
    for position, row in enumerate(rows, 1):
        yield Row(position, row.line, row.cells, row.fault)
