"""What people see: tables that stay readable, messages and progress on standard error."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from disinfograph.formats import value, write_rows
from disinfograph.namespaces import BASE, shorten
from disinfograph.terms import Iri, Literal, Rows, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from rich.table import Table

# A pipe has no width: wide enough for most answers, narrow enough to read.
_PIPE_WIDTH = 160
_MINIMUM_COLUMN = 9
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}


def printable(text: str) -> str:
    """Return text from outside as one line without control characters, which could command a terminal."""
    plain = "".join(
        " " if c in "\r\n\t" else c for c in text if c in "\r\n\t" or unicodedata.category(c) not in _CONTROL
    )
    return " ".join(plain.split())


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


def show_rows(rows: Rows, name: str, base: str = BASE) -> None:
    """Print an answer: `table` for people, any other form for programs."""
    if name != "table":
        sys.stdout.write(write_rows(rows, name))
        return
    console = _console()
    if console.width >= _MINIMUM_COLUMN * len(rows.variables):
        console.print(_table(rows, base))
    else:
        _show_upright(rows, console, base)
    console.print(f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}", style="dim", highlight=False)


def _console() -> Console:
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=_PIPE_WIDTH)


def _table(rows: Rows, base: str) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for index, name in enumerate(rows.variables):
        numeric = all(_is_number(row[index]) for row in rows)
        table.add_column(Text(name), justify="right" if numeric and len(rows) else "left", overflow="fold")
    for row in rows:
        # Text, never markup: a label such as "[red]" is a label.
        table.add_row(*(Text(cell(term, base)) for term in row))
    return table


def _show_upright(rows: Rows, console: Console, base: str) -> None:
    """Print each row as lines of `column: value`, for terminals too narrow for the table."""
    from rich.text import Text

    for row in rows:
        for name, term in zip(rows.variables, row, strict=True):
            console.print(Text.assemble((f"{name}: ", "bold"), cell(term, base)))
        console.print()


def _is_number(term: Term | None) -> bool:
    return term is None or (isinstance(term, Literal) and isinstance(value(term), int | float) and str(term) != "")


def say(message: str, *, quiet: bool = False) -> None:
    """Print a message for the user on standard error."""
    if not quiet:
        print(printable_lines(message), file=sys.stderr)  # noqa: T201 - this room speaks


def printable_lines(message: str) -> str:
    """Return a message of several lines without control characters."""
    return "\n".join(printable(line) if line.strip() else "" for line in message.split("\n"))


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Give a function that says what is being done: on a terminal only, and gone at the end."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield lambda text: status.update(printable(text))
