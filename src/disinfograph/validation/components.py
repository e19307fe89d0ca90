"""Constraints on one value, as SPARQL tests that are true where the value breaks them (SHACL 1.0 section 4).

A comparison that cannot be made, or a function that fails, breaks the constraint: a test never ends in an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from rdflib.namespace import RDFS, SH

from disinfograph.terms import text_token
from disinfograph.validation.lexical import is_legal
from disinfograph.validation.shape_model import Constraint, NotCovered, Pattern

_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_SIGNS = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
# Python, Rust and XPath read these differently, or one of them not at all.
_ODD = re.compile(r"\(\?|\\[^.\\?*+(){}\[\]|^$dswDSW/-]|[+*?}][+?]|\{[0-9,]*[0-9]{4}|&&|\[\[|\[:|~~|--")


def one_value(constraint: Constraint, variable: str) -> str:
    """Return the test that a value breaks a constraint; NotCovered where this depends on more than the value."""
    if make := _TESTS.get(constraint.name):
        return make(constraint, variable)
    raise NotCovered(f"sh:{constraint.name} on a single value")


def is_of_one_value(constraint: Constraint) -> bool:
    """Return whether a constraint looks at each value by itself, and at nothing else of the graph."""
    return constraint.name in _TESTS


def _datatype(constraint: Constraint, variable: str) -> str:
    token = str(constraint.argument)
    if token == f"<{RDFS.Literal}>":
        return f"!isLiteral({variable})"
    if token == f"<{RDFS.Datatype}>":
        raise NotCovered("sh:datatype rdfs:Datatype")
    legal = is_legal(variable, token[1:-1])
    tests = [f"isLiteral({variable})", f"DATATYPE({variable}) = {token}", *([legal] if legal else [])]
    return f"!COALESCE({' && '.join(tests)}, false)"


def _node_kind(constraint: Constraint, variable: str) -> str:
    kind = str(constraint.argument)[1:-1].removeprefix(str(SH))
    if kind not in _KINDS:
        raise NotCovered("a node kind that is none")
    return f"!({_KINDS[kind].format(variable)})"


def _in_range(constraint: Constraint, variable: str) -> str:
    return f"!COALESCE({variable} {_SIGNS[constraint.name]} {constraint.argument}, false)"


def _length(constraint: Constraint, variable: str) -> str:
    sign = "<" if constraint.name == "minLength" else ">"
    return f"(isBlank({variable}) || STRLEN(STR({variable})) {sign} {constraint.argument})"


def _pattern(constraint: Constraint, variable: str) -> str:
    pattern = cast("Pattern", constraint.argument)
    if _ODD.search(pattern.text) or set(pattern.flags) - set("im"):
        raise NotCovered("a pattern that regular expressions read in different ways")
    flags = f", {text_token(pattern.flags)}" if pattern.flags else ""
    return f"(isBlank({variable}) || !COALESCE(REGEX(STR({variable}), {text_token(pattern.text)}{flags}), false))"


def _language(constraint: Constraint, variable: str) -> str:
    tags = cast("tuple[str, ...]", constraint.argument)
    ranges = (f"LANGMATCHES(LANG({variable}), {text_token(tag)})" for tag in tags)
    return f"!COALESCE(isLiteral({variable}) && ({' || '.join(ranges) or 'false'}), false)"


def _in(constraint: Constraint, variable: str) -> str:
    # IN compares values, of which 1 and 1.0 are one, not terms; IRIs are equal only to themselves.
    tokens = cast("tuple[str, ...]", constraint.argument)
    iris = [token for token in tokens if token.startswith("<")]
    listed = [f"(isIRI({variable}) && {variable} IN ({', '.join(iris)}))"] if iris else []
    same = [f"sameTerm({variable}, {token})" for token in tokens if token not in iris]
    return f"!({' || '.join([*listed, *same]) or 'false'})"


_TESTS: dict[str, Callable[[Constraint, str], str]] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    **dict.fromkeys(_SIGNS, _in_range),
    "minLength": _length,
    "maxLength": _length,
    "pattern": _pattern,
    "languageIn": _language,
    "in": _in,
}
