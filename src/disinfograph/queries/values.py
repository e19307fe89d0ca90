"""The parameters that a query text declares, and the RDF terms that users' strings become by their types.

A parameter is a variable whose name begins with `_` (required) or `__` (optional) and ends in its type, as in BASIL
(https://github.com/basilapi/basil): `?_country_iri`, `?__from_xsd_date`, `?__min_countries_integer`, `?_label_en`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from disinfograph.errors import BadQuery, NotFound
from disinfograph.queries.head import Head
from disinfograph.queries.tokens import Kind, Token, code
from disinfograph.terms import XSD, Iri, Literal, Term

Resolve = Callable[[str], str]
"""Turns what a user writes for a thing (`place:UA`, `case/some-slug`, an IRI) into an IRI."""

_PARAMETER = re.compile(r"[?$](?P<marks>_{1,2})(?P<rest>[A-Za-z][A-Za-z0-9_]*)")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}\.?[0-9]{0,18}|\.[0-9]{1,18})", re.ASCII)
_DOUBLE = re.compile(r"[+-]?(?:[0-9]{1,18}\.?[0-9]{0,18}|\.[0-9]{1,18})[eE][+-]?[0-9]{1,3}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)

# What each type takes, in words for the user.
TAKES: Final = {
    "iri": "an IRI or a name such as place:UA",
    "literal": "a text",
    "string": "a text",
    "integer": "a whole number such as 3",
    "decimal": "a number such as 0.5",
    "double": "a number such as 1.5e3",
    "number": "a number such as 3 or 0.5",
    "boolean": "true or false",
    "date": "a day such as 2022-03-02",
    "dateTime": "a moment such as 2022-03-02T10:30:00Z",
    "gYear": "a year such as 2022",
    "gYearMonth": "a month such as 2022-03",
    "anyURI": "a web address",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    `type` is a key of `TAKES` or a language tag with `@` before it; `variable` is the whole name in the text, without
    `?`. `default` is what the query takes when nothing is given, `choices` the only values where it is not empty,
    `kind` the kind of thing that an IRI names.
    """

    name: str
    type: str
    required: bool
    variable: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    description: str = ""
    kind: str = ""

    @property
    def takes(self) -> str:
        """Return in words what may be given."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        if self.kind:
            return f"{'an' if self.kind[0] in 'aeiou' else 'a'} {self.kind} (an IRI, or a name such as {self.kind}:…)"
        return TAKES.get(self.type, f"a text in the language {self.type[1:]}")

    def term(self, value: str, resolve: Resolve, query: str = "query") -> Term:
        """Return the term that a user's string stands for; BadQuery when it does not fit the type."""
        if self.choices and value not in self.choices:
            raise self._refusal(value, query)
        if self.type == "iri":
            return self._iri(value, resolve, query)
        if self.type.startswith("@"):
            return Literal(value, language=self.type[1:])
        literal = _literal(value, self.type)
        if literal is None:
            raise self._refusal(value, query)
        return literal

    def _iri(self, value: str, resolve: Resolve, query: str) -> Iri:
        name = value.strip()
        if self.kind and name and not re.search(r"[:/]", name):
            name = f"{self.kind}:{name}"
        try:
            iri = resolve(name)
        except NotFound as error:
            raise self._refusal(value, query, f"; {error}") from error
        if not _IRI.fullmatch(iri):
            raise self._refusal(value, query)
        return Iri(iri)

    def _refusal(self, value: str, query: str, why: str = "") -> BadQuery:
        shown = value if len(value) <= 80 else value[:79] + "…"
        return BadQuery(query, f"the parameter {self.name} takes {self.takes}, not {shown!r}{why}")


def _literal(value: str, kind: str) -> Literal | None:
    """Return a literal of a type of `TAKES`, or None when the string is no value of it."""
    if kind in ("literal", "string"):
        return Literal(value)
    text = value.strip()
    if kind == "number":
        kind = next((each for each in ("integer", "decimal", "double") if _fits(text, each)), "integer")
    if not _fits(text, kind):
        return None
    return Literal(str(int(text)) if kind == "integer" else text, XSD + kind)


def _fits(text: str, kind: str) -> bool:
    patterns = {
        "integer": _INTEGER,
        "decimal": _DECIMAL,
        "double": _DOUBLE,
        "gYear": _YEAR,
        "gYearMonth": _MONTH,
        "anyURI": _IRI,
        "date": _DAY,
        "dateTime": _MOMENT,
    }
    if kind == "boolean":
        return text in ("true", "false")
    if kind == "double" and _DECIMAL.fullmatch(text):
        return True
    if not patterns[kind].fullmatch(text):
        return False
    return kind not in ("date", "dateTime") or _exists(text, kind)


def _exists(text: str, kind: str) -> bool:
    try:
        date.fromisoformat(text) if kind == "date" else datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def parameters_of(text: str, head: Head, query: str = "query") -> tuple[Parameter, ...]:
    """Return the parameters of a query text in the order in which they appear, with what the head says of them.

    BadQuery for a type that is not known, for one name with two types, and for a parameter where no term can stand:
    in the SELECT line, after AS, in the head of VALUES, or bare in GROUP BY or ORDER BY.
    """
    tokens = code(text, query)
    for token in _misplaced(tokens):
        raise BadQuery(query, f"the parameter {token.text} stands where a column or a sort key is named")
    found: dict[str, Parameter] = {}
    for token in tokens:
        match = _PARAMETER.fullmatch(token.text) if token.kind is Kind.VARIABLE else None
        if match:
            parameter = _parameter(match, head, query)
            if found.setdefault(parameter.name, parameter) != parameter:
                raise BadQuery(query, f"the parameter {parameter.name} is declared in two ways")
    return tuple(found.values())


def _parameter(match: re.Match[str], head: Head, query: str) -> Parameter:
    name, kind = _split(match["rest"], query)
    return Parameter(
        name=name,
        type=kind,
        required=len(match["marks"]) == 1,
        variable=match["marks"] + match["rest"],
        default=head.defaults.get(name),
        choices=head.choices.get(name, ()),
        description=head.parameters.get(name, ""),
        kind=head.kinds.get(name, "") if kind == "iri" else "",
    )


def _split(rest: str, query: str) -> tuple[str, str]:
    """Return the name and the type of a parameter: `min_countries_integer`, `from_xsd_date`, `label_en`, `text`."""
    if typed := re.fullmatch(r"(\w+?)_xsd_([A-Za-z]+)", rest):
        if typed[2] not in TAKES or typed[2] in ("iri", "literal", "number"):
            raise BadQuery(query, f"the parameter {typed[1]} has an unknown type xsd:{typed[2]}")
        return typed[1], typed[2]
    name, _, last = rest.rpartition("_")
    if name and last in TAKES:
        return name, last
    if name and re.fullmatch(r"[a-z]{2}", last):
        return name, "@" + last
    return rest, "literal"


def _misplaced(tokens: list[Token]) -> Iterator[Token]:
    clause, depth, last = "", 0, None
    for token in tokens:
        if token.is_word("SELECT", "GROUP", "ORDER", "VALUES"):
            clause, depth = token.text.upper(), 0
        elif token.is_word("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET") or token.text in ("{", "}"):
            clause = ""
        elif token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
        elif token.kind is Kind.VARIABLE and _PARAMETER.fullmatch(token.text):
            named = bool(clause) and (depth == 0 or clause == "VALUES")
            if named or (last is not None and last.is_word("AS")):
                yield token
        last = token
