"""The rows of the tables, read from the merge of the graph, as CSV and as a description."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from disinfograph.publish.columns import ALL, LINKS, PROMOTES, Field, Sheet
from disinfograph.site.asking import sparql
from disinfograph.site.narratives import BASES, DERIVED, STATED
from disinfograph.site.page import Store
from disinfograph.terms import Literal, Term

Row = tuple[str, ...]
"""The cells of a row as texts, "" for none."""

_THINGS: Final = "SELECT DISTINCT ?one WHERE {{ ?one a {} }}"
_VALUES: Final = "SELECT ?one ?value WHERE {{ ?one a {} ; {} ?value }}"
_SAID: Final = "SELECT ?one ?other WHERE {{ ?one {} ?other }}"
_WHY: Final = (
    "SELECT ?one ?other ?method ?confidence WHERE {{ ?it rdf:predicate {} ; rdf:subject ?one ; rdf:object ?other ; "
    "dg:method ?method ; dg:confidence ?confidence }}"
)
_DAY: Final = 10


def rows(store: Store, sheet: Sheet) -> list[Row]:
    """Return the rows of a table, sorted."""
    if sheet is PROMOTES:
        return sorted({(*pair, _basis(method), method, sure) for *pair, method, sure in _pairs(store, "dg:promotes")})
    if sheet is LINKS:
        return sorted(set(_pairs(store, "dg:linksTo")))
    things = sorted(str(row[0]) for row in store.select(sparql(_THINGS.format(sheet.of))))
    columns = [_column(store, sheet, field) for field in sheet.fields[1:]]
    return [(thing, *(column.get(thing, "") for column in columns)) for thing in things]


def _column(store: Store, sheet: Sheet, field: Field) -> dict[str, str]:
    found: dict[str, list[Term]] = {}
    for one, value in store.select(sparql(_VALUES.format(sheet.of, field.path))):
        if one is not None and value is not None:
            found.setdefault(str(one), []).append(value)
    return {thing: _cell(values, field) for thing, values in found.items()}


def _cell(values: list[Term], field: Field) -> str:
    if field.many:
        return " ".join(sorted({str(value) for value in values}))
    if field.kind == "date":
        # A year or a month is no day.
        days = sorted(day for value in values if len(day := str(value)[:_DAY]) == _DAY)
        return days[0] if days else ""
    return min((_rank(value), str(value)) for value in values)[1]


def _rank(value: Term) -> int:
    language = value.language if isinstance(value, Literal) else ""
    return 0 if language == "en" else 2 if language else 1


def _pairs(store: Store, name: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield subject, object, method and confidence of each statement of a property; "" where no method said it."""
    reasoned = set()
    for one, other, method, sure in store.select(sparql(_WHY.format(name))):
        reasoned.add((str(one), str(other)))
        yield str(one), str(other), str(method).rpartition("/")[2], str(sure)
    for one, other in store.select(sparql(_SAID.format(name))):
        if (str(one), str(other)) not in reasoned:
            yield str(one), str(other), "", ""


def _basis(method: str) -> str:
    return BASES.get(method, DERIVED) if method else STATED


def written_csv(sheet: Sheet, given: Sequence[Row]) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8, with a line of names): cells are as in the graph, nothing is guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in sheet.fields])
    writer.writerows(given)
    return out.getvalue().encode()


def readme(counts: dict[str, int], syntaxes: Sequence[str]) -> str:
    """Return what the tables and their columns hold, for people."""
    parts = [
        "# Tables\n\nThe same rows as "
        + " and as ".join({"csv": "CSV (RFC 4180, UTF-8)", "parquet": "Parquet"}[each] for each in syntaxes)
        + ". Things are given by their IRIs; a cell with several holds them with a space between.\n\n"
        "Cells are as they are in the graph. A text may begin with `=`, `+`, `-` or `@`: import the columns as text, "
        "or a spreadsheet takes it for a formula.\n\n"
        "What a claim says is disinformation that others debunked. A case about an outlet is no verdict on it.\n"
    ]
    for sheet in ALL:
        lines = "\n".join(f"| `{field.name}` | {field.kind} | {field.description} |" for field in sheet.fields)
        parts.append(
            f"\n## {sheet.name}\n\n{sheet.description} {counts[sheet.name]:,} rows.\n\n"
            f"| column | kind | what it holds |\n| --- | --- | --- |\n{lines}\n"
        )
    return "".join(parts)
