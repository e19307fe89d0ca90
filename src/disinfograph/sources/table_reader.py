"""Case tables as delimited text (CSV, TSV): the known layouts, and any other by the user's mapping of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from disinfograph.errors import UnreadableInput
from disinfograph.records import Record, Reject
from disinfograph.sources.reader import Reader
from disinfograph.sources.table_articles import grouped
from disinfograph.sources.table_layouts import Layout, layout_of, mapped, refusal
from disinfograph.sources.table_records import records, sheet_of
from disinfograph.sources.table_rows import Table, folded, table_of


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield the records of a table of a known layout; UnreadableInput names the columns of any other."""
    table = table_of(path)
    layout = layout_of(table.header)
    if layout is None:
        raise UnreadableInput(str(path), *refusal(table.header))
    yield from _read(table, layout)


def read_table(path: Path, columns: Mapping[str, str]) -> Iterator[Record | Reject]:
    """Yield the records of a table whose columns the user maps as `{field: column}`, such as `{"title": "Headline"}`.

    Fields are those of `table_layouts.FIELDS`. Raises WrongUse for an unknown field or a mapping that could not name a
    case, and UnreadableInput for a column that the table lacks.
    """
    table = table_of(path)
    yield from _read(table, mapped(columns, table.header, str(path)))


def why_not(path: Path, head: bytes) -> str:
    """Return why a file that looks like a table is not read: the columns found, and those of the known tables."""
    return "; ".join(refusal(table_of(path, head).header))


def looks_like_a_table(path: Path, head: bytes) -> bool:
    """Tell whether a file is meant as a table: by its name, or by a known header."""
    return path.suffix.casefold() in (".csv", ".tsv", ".tab") or _recognises(path, head)


def notes(path: Path) -> tuple[str, ...]:
    """Return the columns that are not read."""
    table = table_of(path)
    layout = layout_of(table.header)
    if layout is None:
        return ()
    read_ones = {folded(name) for name in layout.columns.values()}
    unread = [name for name in table.header if name and folded(name) not in read_ones]
    return (f"{path.name}: columns that no record has a place for: {', '.join(unread)}",) if unread else ()


def _read(table: Table, layout: Layout) -> Iterator[Record | Reject]:
    sheet = sheet_of(table, layout)
    yield from grouped(sheet) if layout.by_article else records(sheet)


def _recognises(path: Path, head: bytes) -> bool:
    try:
        return layout_of(table_of(path, head).header) is not None
    except UnreadableInput:
        return False


READER = Reader("table", _recognises, read, notes)
