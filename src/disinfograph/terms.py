"""RDF terms without a library: what the rooms hand each other, and their N-Triples text.

Source: RDF 1.1 N-Triples, https://www.w3.org/TR/n-triples/ (grammar and canonical form, section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = XSD + "string"

Triple = tuple[str, str, str]
"""Subject, predicate and object as N-Triples tokens."""


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An IRI."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; `value` is its label without `_:`."""

    value: str

    def __str__(self) -> str:
        return f"_:{self.value}"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal: its text, datatype IRI and, for a text in a language, the BCP 47 tag."""

    value: str
    datatype: str = XSD_STRING
    language: str = ""

    def __str__(self) -> str:
        return self.value


Term = Iri | Blank | Literal
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: column names, and rows as long as the columns (None: unbound)."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...] = field(default=())

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> Iterator[dict[str, Term | None]]:
        """Yield each row as a dict keyed by column."""
        for row in self.rows:
            yield dict(zip(self.variables, row, strict=True))


# The backslash first: the others bring new ones.
_ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"))


def _clean(text: str) -> str:
    """Return the text without what no RDF document may hold: halves of surrogate pairs, NUL."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def iri_token(value: str) -> str:
    """Return `<value>`; the caller vouches for the IRI's characters (see `iris.web_iri`)."""
    return f"<{value}>"


def text_token(value: str, language: str = "") -> str:
    """Return a string or language-tagged literal as N-Triples text."""
    text = _clean(value)
    for sign, escaped in _ESCAPES:
        if sign in text:
            text = text.replace(sign, escaped)
    return f'"{text}"@{language}' if language else f'"{text}"'


def typed_token(value: str, datatype: str) -> str:
    """Return a typed literal as N-Triples text; `datatype` is a full IRI."""
    return f"{text_token(value)}^^<{datatype}>"


def token(term: Term) -> str:
    """Return the canonical N-Triples text of a term."""
    match term:
        case Iri(value):
            return iri_token(value)
        case Blank(value):
            return f"_:{value}"
        case Literal(value, datatype, language):
            if language:
                return text_token(value, language)
            return text_token(value) if datatype == XSD_STRING else typed_token(value, datatype)


_OBJECT = r'(?:<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)'
_WITHOUT_GRAPH = re.compile(rf"\S+ \S+ {_OBJECT} \.")


def merge_of(quads: Iterable[str]) -> Iterator[str]:
    """Yield, of canonical N-Quads lines without line ends, those of the default graph: they are N-Triples too."""
    return (line for line in quads if _WITHOUT_GRAPH.fullmatch(line))
