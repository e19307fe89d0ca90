"""What people type, as a query: no text is an error, and no text reaches more than the fields of words.

Words must all occur, in any field. `OR`, `NOT`, `-word`, parentheses, "a phrase" and `field:word` work as people expect
of a search box; a word or phrase that ends in `*` is a beginning. Everything else is read as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from tantivy import Occur, Query, Schema, parse_query_lenient

from disinfograph.search.schema import (
    FIELDS,
    KEYS,
    NAMES,
    TEXTS,
    THING_STEMS,
    THING_WORDS,
    key_field,
    schema,
    stem_field,
    things_schema,
)
from disinfograph.search.words import fold, stems, words

LONGEST: Final = 1_000
"""Characters of a text that are read; the parser's own time grows with the square of what is nested."""

_DEEPEST = 20
_STEM_WEIGHT = 0.5
# A case with a word in several fields is a little better than one with it in one.
_TIE_BREAKER = 0.2
_OCCURS = {None: Occur.Must, "must": Occur.Must, "should": Occur.Should, "must_not": Occur.MustNot}

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_NO_SIGNS = re.compile(r"[\[\]{}<>^/\\~`|=\x00-\x1f\x7f-\x9f]")
_NO_FIELD = re.compile(rf"((?<![^\s(+\-])(?:{'|'.join(FIELDS)}):(?=[\w\"(]))|:")
_QUOTE_BEFORE_WORD = re.compile(r"(?<!\w)'")
_LONE = re.compile(r'(?<![^\s(])[-+]+(?![\w"(])|(?<=[-+])[-+]+')
_NO_BEGINNING = re.compile(r'(?<![\w"])\*|\*(?![\s)]|$)')


@dataclass(slots=True)
class Sought:
    """What a hit's text is marked by: whole words, stems, and beginnings of words."""

    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)

    def take(self, whole: list[str], roots: list[str], *, is_beginning: bool) -> None:
        """Add a piece of what was typed."""
        self.words.update(whole)
        self.stems.update(roots)
        if is_beginning:
            self.beginnings.add(whole[-1])


Named = Callable[[Query], dict[str, Query]]
"""Makes, of a query for names of things, a query by kind for the cases that have one of these things."""


def compiled(text: str, named: Named, *, last_is_beginning: bool = False) -> tuple[Query, Sought]:
    """Return the query that a text stands for, and what to mark in its hits.

    An empty text asks for everything, one without any word for nothing. `last_is_beginning` takes the last word for
    the beginning of one, as for a person who is still typing.
    """
    compiler = _Compiler(named)
    if not text.strip():
        return Query.const_score_query(Query.all_query(), 0.0), compiler.sought
    tree, _ = parse_query_lenient(plain(text, last_is_beginning=last_is_beginning))
    return compiler.query(tree, marks=True) or Query.empty_query(), compiler.sought


def plain(text: str, *, last_is_beginning: bool = False) -> str:
    """Return a text with only the signs that mean something here, so that the parser sees no others."""
    text = fold(text[:LONGEST].translate(_QUOTES))[:LONGEST]
    text = _NO_FIELD.sub(lambda colon: colon[1] or " ", _NO_SIGNS.sub(" ", text))
    text = _NO_BEGINNING.sub(" ", _LONE.sub(" ", _QUOTE_BEFORE_WORD.sub(" ", text)))
    if text.count("(") > _DEEPEST:
        text = text.replace("(", " ").replace(")", " ")
    return f"{text}*" if last_is_beginning and text[-1:].isalnum() else text


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a piece of text, their stems where endings may differ, and whether the last is a beginning."""

    whole: list[str]
    stems: list[str]
    is_beginning: bool

    def queries(self, fields: Schema, name: str, stem_name: str) -> Iterator[tuple[Query, float]]:
        """Yield queries for the words in a field and for the stems in another, and how much each counts."""
        yield _phrase(fields, name, self.whole, is_beginning=self.is_beginning), 1.0
        if self.stems:
            yield _phrase(fields, stem_name, self.stems), _STEM_WEIGHT


@dataclass(frozen=True, slots=True)
class _Compiler:
    named: Named
    sought: Sought = field(default_factory=Sought)

    def query(self, node: dict[str, Any], *, marks: bool) -> Query | None:
        """Return a node of the parser's tree as a query, None where it holds no word.

        Ranges, sets and regular expressions cannot be typed: their signs were taken away.
        """
        match node["type"]:
            case "bool":
                return self._together(node["clauses"], marks=marks)
            case "boost":
                return self.query(node["underlying"], marks=marks)
            case "literal":
                return self._literal(node, marks=marks)
        return None

    def _together(self, clauses: list[tuple[str | None, dict[str, Any]]], *, marks: bool) -> Query | None:
        parts = []
        for word, node in clauses:
            occur = _OCCURS[word]
            part = self.query(node, marks=marks and occur != Occur.MustNot)
            if part is not None:
                parts.append((occur, part))
        others = [(occur, part) for occur, part in parts if occur == Occur.Should]
        if 0 < len(others) < len(parts):
            # Beside words that must occur, the engine would take these for a matter of rank alone.
            parts = [one for one in parts if one[0] != Occur.Should] + [(Occur.Must, Query.boolean_query(others))]
        if parts and all(occur == Occur.MustNot for occur, _ in parts):
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        return Query.boolean_query(parts) if parts else None

    def _literal(self, node: dict[str, Any], *, marks: bool) -> Query | None:
        text, is_quoted, name = str(node["phrase"]), node["delimiter"] != "none", node["field_name"]
        is_beginning = bool(node["prefix"]) or (not is_quoted and text.endswith("*"))
        # What is quoted is meant as it stands.
        found = _Words(words(text), [] if is_quoted else stems(text), is_beginning)
        if not found.whole:
            return None
        if marks:
            self.sought.take(found.whole, found.stems, is_beginning=is_beginning)
        fields = (name,) if name in FIELDS else (*TEXTS, *NAMES)
        parts = [part for one in fields if one in TEXTS for part in _in_text(one, found)]
        parts += self._by_name({one for one in fields if one in KEYS}, found)
        if name in KEYS:
            parts.append(_with_key(name, text.strip(" *")))
        return Query.disjunction_max_query(parts, _TIE_BREAKER)

    def _by_name(self, kinds: set[str], found: _Words) -> Iterator[Query]:
        if not kinds:
            return
        parts = [part for part, _ in found.queries(things_schema(), THING_WORDS, THING_STEMS)]
        for kind, query in self.named(Query.disjunction_max_query(parts)).items():
            if kind in kinds:
                yield Query.boost_query(query, NAMES.get(kind, 1.0))


def _in_text(name: str, found: _Words) -> Iterator[Query]:
    for part, weight in found.queries(schema(), name, stem_field(name)):
        yield Query.boost_query(part, TEXTS[name] * weight)


def _phrase(fields: Schema, name: str, sequence: list[str], *, is_beginning: bool = False) -> Query:
    if is_beginning:
        return Query.phrase_prefix_query(fields, name, list(sequence))
    if len(sequence) == 1:
        return Query.term_query(fields, name, sequence[0])
    return Query.phrase_query(fields, name, list(sequence))


def _with_key(kind: str, value: str) -> Query:
    """Return a query for a slug or tag in any letter case: those of countries are capital letters."""
    spellings = sorted({value, value.lower(), value.upper()})
    return Query.term_set_query(schema(), key_field(kind), spellings)
