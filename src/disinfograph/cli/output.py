"""Answers on standard output: tables for people, other forms for programs."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from disinfograph.cli.messages import counted, harmless, printable
from disinfograph.cli.tables import Column, lines
from disinfograph.formats import value, write_rows
from disinfograph.namespaces import BASE, shorten
from disinfograph.terms import Iri, Literal, Rows, Term

# A pipe has no width: wide enough for most answers, narrow enough to read.
_PIPE_WIDTH = 160


def cell(term: Term | None, base: str = BASE) -> str:
    """Return a term as a table shows it: IRIs in short form, numbers with thousands parted, nothing for unbound."""
    if term is None:
        return ""
    if isinstance(term, Iri):
        return printable(shorten(term.value, base))
    plain = value(term)
    if isinstance(plain, int) and not isinstance(plain, bool):
        return f"{plain:,}"
    return printable(str(term))


def show_rows(rows: Rows, name: str, base: str = BASE, limit: int | None = None) -> None:
    """Print the first `limit` rows of an answer: `table` for people, any other form for programs."""
    shown = rows if limit is None else Rows(rows.variables, rows.rows[:limit])
    if name == "table":
        _show_table(shown, base)
        total = counted(len(rows), "row")
        sys.stdout.write(f"{total}\n" if len(shown) == len(rows) else f"{len(shown):,} of {total}\n")
    else:
        # The writers end lines as their formats say, so nothing may translate them.
        with out() as stream:
            stream.write(write_rows(shown, name).encode("utf-8", "replace"))


@contextmanager
def out() -> Iterator[BinaryIO]:
    """Give standard output for bytes; on a terminal without the characters that could command it."""
    sys.stdout.flush()
    if sys.stdout.isatty():
        held = io.BytesIO()
        yield held
        sys.stdout.write(harmless(held.getvalue().decode("utf-8", "replace").replace("\r\n", "\n")))
    else:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def _show_table(rows: Rows, base: str) -> None:
    columns = [_column(rows, place, base) for place in range(len(rows.variables))]
    for text in lines(columns, _width(), bold=_may_be_bold()):
        sys.stdout.write(f"{text}\n")


def _column(rows: Rows, place: int, base: str) -> Column:
    terms = [row[place] for row in rows.rows]
    bound = [term for term in terms if term is not None]
    return Column(
        rows.variables[place],
        [cell(term, base) for term in terms],
        is_number=bool(bound) and all(map(_is_number, bound)),
    )


def _width() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _PIPE_WIDTH
    except (OSError, ValueError):
        return _PIPE_WIDTH


def _may_be_bold() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _is_number(term: Term) -> bool:
    plain = value(term)
    return isinstance(term, Literal) and isinstance(plain, int | float) and not isinstance(plain, bool)
