"""What a stored query does last, taken out of its text and done upon its rows: least values of groups, and order.

Oxigraph reads a term from its disk anew whenever it compares it, puts it into an aggregate, or gives it out: to order
10,000 rows takes it some 260,000 readings, and the least of the one label that a case has takes three. All rows are
wanted here anyway, and here their terms are at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any, Final, NamedTuple

from disinfograph.terms import XSD, XSD_STRING, Blank, Iri, Literal, Row, Rows, Term

_KEY: Final = r"(?:\?\w+|(?:ASC|DESC)\(\?\w+\))"
_ORDER: Final = re.compile(rf"\nORDER BY((?: {_KEY})+)\s*\Z")
_LEAST: Final = r"\(MIN\((?:\?\w+|STR\(\?\w+\))\) AS \?\w+\)"
_SELECT: Final = re.compile(rf"^SELECT((?:\s+(?:\?\w+|{_LEAST}))+)\nWHERE \{{$", re.MULTILINE)
_COLUMN: Final = re.compile(rf"{_LEAST}|\?\w+")
_GROUPS: Final = re.compile(r"\n\}\nGROUP BY((?: \?\w+)+)\Z")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Key(NamedTuple):
    """A column to order by, and whether its greatest value comes first."""

    column: str
    falling: bool


class Column(NamedTuple):
    """A column, the variable that it shows, and whether it is the least one of a group, as it is or as a string."""

    name: str
    shown: str
    least: bool = False
    text: bool = False


class Finish(NamedTuple):
    """What is left of a query for an engine, and what is then to be done; `columns` is empty where nothing is grouped.

    The lines `SELECT`, `WHERE {`, `GROUP BY` and `ORDER BY` of the outermost query begin at the margin, and no others.
    """

    text: str
    columns: tuple[Column, ...] = ()
    order: tuple[Key, ...] = ()


def taken_apart(text: str) -> Finish:
    """Return the text of a stored query in two; the whole is left to the engine where it does anything else at last."""
    found = _ORDER.search(text)
    if found is None:
        return Finish(text)
    keys = (Key(key.partition("?")[2].rstrip(")"), key.startswith("DESC")) for key in found[1].split())
    order, text = tuple(keys), text[: found.start()]
    groups, select = _GROUPS.search(text), _SELECT.search(text)
    if groups is None or select is None:
        return Finish(text, (), order)
    columns = tuple(_column(each) for each in _COLUMN.findall(select[1]))
    shown = dict.fromkeys(f"?{column.shown}" for column in columns)
    keys_of_groups = {f"?{column.name}" for column in columns if not column.least}
    if keys_of_groups != set(groups[1].split()) or len(shown) < len(columns):
        return Finish(text, (), order)
    asks = text[: select.start()] + f"SELECT DISTINCT {' '.join(shown)}\nWHERE {{"
    return Finish(f"{asks}{text[select.end() : groups.start()]}\n}}", columns, order)


def _column(text: str) -> Column:
    names = re.findall(r"\?(\w+)", text)
    return Column(names[-1], names[0], text.startswith("("), "STR(" in text)


def finished(rows: Rows, finish: Finish) -> Rows | None:
    """Return what the whole query answers, from the rows of what was left to the engine.

    None where only the engine can tell: a column holds days beside texts, a group bound beside unbound values.
    """
    try:
        return _ordered(_grouped(rows, finish.columns) if finish.columns else rows, finish.order)
    except _Incomparable:
        return None


class _Incomparable(Exception):
    """Values of which this room does not know which is less."""


def _grouped(rows: Rows, columns: tuple[Column, ...]) -> Rows:
    keys = [at for at, column in enumerate(columns) if not column.least]
    texts = {at for at, column in enumerate(columns) if column.text}
    groups: dict[Row, Row] = {}
    for row in rows:
        key = tuple([row[at] for at in keys])
        values = tuple([_text(term) if at in texts else term for at, term in enumerate(row)])
        kept = groups.setdefault(key, values)
        if kept is not values:
            groups[key] = tuple(map(_lesser, kept, values))
    return Rows(tuple(column.name for column in columns), tuple(groups.values()))


def _text(term: Term | None) -> Term | None:
    """Return the string that STR makes of a term."""
    if isinstance(term, Blank):
        raise _Incomparable
    return term if term is None or _kind(term) == XSD_STRING else Literal(term.value)


def _lesser(one: Term | None, other: Term | None) -> Term | None:
    if one == other:
        return one
    if one is None or other is None:
        raise _Incomparable
    return min(one, other, key=_compared((one, other)))


def _ordered(rows: Rows, order: tuple[Key, ...]) -> Rows:
    """Return rows in the order that SPARQL 1.1 (section 15.1) gives them."""
    found = list(rows.rows)
    for key in reversed(order):
        at = rows.variables.index(key.column)
        bound = [row for row in found if row[at] is not None]
        compared = _compared([row[at] for row in bound])  # type: ignore[misc]
        bound.sort(key=lambda row, at=at, compared=compared: compared(row[at]), reverse=key.falling)  # type: ignore[misc]
        unbound = [row for row in found if row[at] is None]
        found = [*bound, *unbound] if key.falling else [*unbound, *bound]
    return Rows(rows.variables, tuple(found))


def _kind(term: Term) -> str:
    if isinstance(term, Literal):
        return f"@{term.language}" if term.language else term.datatype
    return type(term).__name__


def _compared(values: Collection[Term]) -> Callable[[Any], Any]:
    """Return what values are compared by: the text of IRIs, strings and days, the value of numbers."""
    kinds = {_kind(value) for value in values}
    if kinds <= {XSD + "integer", XSD + "decimal"}:
        return lambda value: Decimal(value.value)
    # Days of four-digit years without a time zone are in the order of their texts.
    is_days = kinds == {XSD + "date"} and all(_DAY.fullmatch(str(value)) for value in values)
    if is_days or kinds in ({Iri.__name__}, {XSD_STRING}):
        return lambda value: value.value
    raise _Incomparable
