"""Answers and graphs in the forms that people ask for: names, media types, and the writers of answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from disinfograph.errors import NotFound
from disinfograph.terms import XSD, Blank, Iri, Literal, Rows, Term, token

GRAPH_TYPES: Final[dict[str, str]] = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
DATASET_FORMATS: Final = frozenset({"nq", "trig", "jsonld"})

_INTEGERS = {
    XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
}
_FLOATS = {XSD + "double", XSD + "float"}


def value(term: Term | None) -> Any:
    """Return a term as a Python value: int, Decimal, float, bool, str, or None where it is unbound."""
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    text, datatype = term.value, term.datatype
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype == XSD + "decimal":
            return Decimal(text)
        if datatype in _FLOATS:
            return float(text)
    except (ValueError, ArithmeticError):
        return text
    if datatype == XSD + "boolean" and text in {"true", "false", "1", "0"}:
        return text in {"true", "1"}
    return text


def _json_value(term: Term | None) -> Any:
    plain = value(term)
    if isinstance(plain, Decimal):
        return int(plain) if plain == plain.to_integral_value() else float(plain)
    return plain


def _objects(rows: Rows) -> Iterator[dict[str, Any]]:
    return ({name: _json_value(term) for name, term in row.items()} for row in rows.dicts())


def to_json(rows: Rows) -> str:
    """Return a JSON list of objects keyed by column."""
    return json.dumps(list(_objects(rows)), ensure_ascii=False, indent=2) + "\n"


def to_jsonl(rows: Rows) -> str:
    """Return one JSON object a line, keyed by column."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in _objects(rows))


def to_csv(rows: Rows) -> str:
    """Return CSV as SPARQL 1.1 Query Results CSV Format (section 3) gives it: plain values, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.variables)
    writer.writerows(["" if term is None else str(term) for term in row] for row in rows)
    return out.getvalue()


def to_tsv(rows: Rows) -> str:
    """Return TSV as SPARQL 1.1 Query Results TSV Format (section 4) gives it: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in rows.variables)]
    lines += ["\t".join("" if t is None else _tsv_term(t) for t in row) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _tsv_term(term: Term) -> str:
    if isinstance(term, Iri | Blank):
        return token(term)
    return token(term).replace("\t", "\\t")


ROW_WRITERS: Final[dict[str, Callable[[Rows], str]]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "jsonl": to_jsonl,
}


def write_rows(rows: Rows, name: str) -> str:
    """Return an answer in a named form (csv, tsv, json, jsonl); NotFound for any other."""
    if name not in ROW_WRITERS:
        raise NotFound("format", name, sorted(ROW_WRITERS))
    return ROW_WRITERS[name](rows)
