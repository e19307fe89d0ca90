"""Rows and truth values in the syntaxes of SPARQL 1.1 results, written as a whole.

Sources: https://www.w3.org/TR/sparql11-results-json/, https://www.w3.org/TR/rdf-sparql-XMLres/,
https://www.w3.org/TR/sparql11-results-csv-tsv/. A list that was cut short says so where the syntax has room for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from disinfograph.formats import to_csv, to_json, to_tsv
from disinfograph.terms import XSD_STRING, Blank, Iri, Rows, Term

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_text = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _json(rows: Rows, *, truncated: bool) -> str:
    head = f'{{"head":{{"vars":{_text(rows.variables)}}}'
    # Before the results: Oxigraph's reader takes nothing after them.
    cut = f',"truncated":{{"rows":{len(rows)}}}' if truncated else ""
    seen: dict[Term, str] = {}
    bindings = ",\n".join("{" + ",".join(_json_bindings(rows.variables, row, seen)) + "}" for row in rows)
    return f'{head}{cut},"results":{{"bindings":[{bindings}]}}}}\n'


def _json_bindings(names: tuple[str, ...], row: tuple[Term | None, ...], seen: dict[Term, str]) -> Iterator[str]:
    for name, term in zip(names, row, strict=True):
        if term is not None:
            written = seen.get(term)
            if written is None:
                written = seen[term] = _text(_json_term(term))
            yield f"{_text(name)}:{written}"


def _json_term(term: Term) -> dict[str, Any]:
    match term:
        case Iri(value):
            return {"type": "uri", "value": value}
        case Blank(value):
            return {"type": "bnode", "value": value}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return said | {"xml:lang": term.language}
    return said if term.datatype == XSD_STRING else said | {"datatype": term.datatype}


def _xml(rows: Rows, *, truncated: bool) -> str:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in rows.variables)
    cut = f"<!-- cut short: the first {len(rows)} rows -->\n" if truncated else ""
    results = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(rows.variables, row, strict=True)
            if term is not None
        )
        + "</result>\n"
        for row in rows
    )
    return f"{_XML}<head>{variables}</head>\n{cut}<results>\n{results}</results>\n</sparql>\n"


def _xml_text(value: str) -> str:
    # XML 1.0 can hold no control characters, not even escaped.
    return escape(_NO_XML.sub("\ufffd", value), {"\r": "&#xD;"})


def _xml_term(term: Term) -> str:
    match term:
        case Iri(value):
            return f"<uri>{_xml_text(value)}</uri>"
        case Blank(value):
            return f"<bnode>{value}</bnode>"
    more = ""
    if term.language:
        more = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype != XSD_STRING:
        more = f" datatype={quoteattr(term.datatype)}"
    return f"<literal{more}>{_xml_text(term.value)}</literal>"


def _plain(write: Callable[[Rows], str]) -> Callable[..., str]:
    return lambda rows, truncated: write(rows)


WRITERS: Final[dict[str, Callable[..., str]]] = {
    "json": _json,
    "xml": _xml,
    "csv": _plain(to_csv),
    "tsv": _plain(to_tsv),
    "objects": _plain(to_json),
}
"""The syntaxes by name; `objects` is a list of JSON objects keyed by column."""


def written(rows: Rows, syntax: str, *, truncated: bool = False) -> bytes:
    """Return rows in a syntax of `WRITERS`, as UTF-8; halves of surrogate pairs become question marks."""
    return WRITERS[syntax](rows, truncated=truncated).encode("utf-8", "replace")


def written_truth(truth: bool, syntax: str) -> bytes:
    """Return the answer to an ASK query; CSV and TSV have no word for it, and get it bare."""
    word = "true" if truth else "false"
    if syntax == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'.encode()
    if syntax == "xml":
        return f"{_XML}<head/>\n<boolean>{word}</boolean>\n</sparql>\n".encode()
    return f"{word}\n".encode()
