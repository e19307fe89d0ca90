"""Which texts of an answer may be what claims say: they stand in quotation marks wherever the answer is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disinfograph.terms import XSD_STRING

_KINDS = ("case", "claim", "narrative")


def may_be_told(name: str, text: str, datatype: str, things: Mapping[str, str], base: str) -> bool:
    """Say whether a text may be what claims say: beside a case, a claim or a narrative, naming nothing else.

    `name` is its column, `datatype` "" for a plain text or one in a language, `things` the IRIs of the row by column: a
    column such as `place_label` names the thing of `place`. What begins with "Claim:" is marked already.
    """
    start = tuple(f"{base}{kind}/" for kind in _KINDS)
    if datatype not in ("", XSD_STRING) or not any(iri.startswith(start) for iri in things.values()):
        return False
    named = next((iri for column, iri in things.items() if name.startswith(f"{column}_")), "")
    return not text.startswith("Claim:") and (not named or named.startswith(start))


def told_in(row: Mapping[str, Mapping[str, Any]], name: str, base: str) -> bool:
    """Say the same of a cell of a row of SPARQL 1.1 Query Results JSON."""
    term = row[name]
    if term["type"] != "literal" and term["type"] != "typed-literal":
        return False
    things = {column: str(each["value"]) for column, each in row.items() if each["type"] == "uri"}
    return may_be_told(name, str(term["value"]), str(term.get("datatype", "")), things, base)
