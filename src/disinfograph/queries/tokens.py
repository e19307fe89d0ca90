"""A linear scanner of SPARQL text, and what a query from outside may be.

Source: SPARQL 1.1 Query Language, section 19.8, https://www.w3.org/TR/sparql11-query/#sparqlGrammar (terminals).
The scanner knows words, not sentences: whether a text is a query at all is for an engine to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from disinfograph.errors import BadQuery

LARGEST: Final = 100_000
"""Bytes of UTF-8 that a query may have."""

DEEPEST: Final = 100
"""Brackets that may stand in each other: Oxigraph 0.5 overflows its stack at about 800 EXISTS in each other."""

MOST_OPERATORS: Final = 500
"""Operators and keywords that a query may have: Oxigraph 0.5 overflows its stack at about 2,600 OPTIONALs in a row."""

MOST_PATTERNS: Final = 150
"""Triple patterns, path steps and VALUES that a query may have: Oxigraph 0.5 plans 100 in 1 s, 200 in 18 s."""

READS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
WRITES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"})


class Kind(StrEnum):
    """What a token is. WORD covers keywords, the names of functions, `a`, `true` and `false`."""

    IRI = "iri"
    NAME = "prefixed name"
    BLANK = "blank node"
    STRING = "string"
    LANGUAGE = "language tag"
    NUMBER = "number"
    VARIABLE = "variable"
    WORD = "word"
    SIGN = "sign"
    COMMENT = "comment"


_KINDS: Final = Kind.__members__


class Token(NamedTuple):
    """A piece of the text from `start` to `end`, counted in characters."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return where the next token may begin."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Say whether the token is one of these keywords, given in upper case."""
        return self.kind is Kind.WORD and self.text.upper() in words


# The letters and the other signs of names that are not ASCII.
_LETTERS: Final = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS: Final = "\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"


@cache
def _tokens(*, ascii_only: bool) -> re.Pattern[str]:
    """Return the terminals; what they say of letters outside ASCII takes 25 ms to compile, and few queries have any."""
    base, marks = ("A-Za-z", "") if ascii_only else (f"A-Za-z{_LETTERS}", _MARKS)
    chars = rf"{base}_\-0-9{marks}"
    # Possessive throughout, and prefixes of bounded length: no text makes the scanner go back over what it has read.
    return re.compile(
        rf"""
          (?P<SPACE>[ \t\r\n]++)
        | (?P<COMMENT>\#[^\r\n]*+)
        | (?P<IRI><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*+>)
        | (?P<STRING>\"{{3}}(?:[^"\\]|\\.|"(?!""))*+\"{{3}}|'{{3}}(?:[^'\\]|\\.|'(?!''))*+'{{3}}
            |"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*+"|'(?!'')(?:[^'\\\r\n]|\\[^\r\n])*+')
        | (?P<VARIABLE>[?$][{base}_0-9][{base}_0-9{marks}]*+)
        | (?P<LANGUAGE>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
        | (?P<BLANK>_:[{base}_0-9][{chars}]*+(?:\.++[{chars}]++)*+)
        | (?P<NAME>(?:[{base}][{chars}.]{{0,100}}+(?<!\.))?+:
            (?:(?:\.*+(?:[{chars}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%]))++)?+)
        | (?P<NUMBER>(?:[0-9]++(?:\.[0-9]*+(?=[eE]))?+|\.[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
        | (?P<WORD>[A-Za-z][A-Za-z0-9_]*+)
        | (?P<SIGN>\^\^|&&|\|\||!=|<=|>=|[{{}}()\[\].,;|/^*?+!=<>&~-])
        """,
        re.VERBOSE | re.DOTALL,
    )


_PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
_QUIET_WORDS: Final = _PROLOGUE | {"A", "TRUE", "FALSE", "UNDEF"}
_ITEMS: Final = frozenset({Kind.IRI, Kind.NAME, Kind.BLANK, Kind.STRING, Kind.LANGUAGE, Kind.NUMBER, Kind.VARIABLE})
_CODE_POINT: Final = re.compile(r"\\[uU]([0-9A-Fa-f]{4,8})")
# `x://` and a bare `x:y` can be no right-hand side of a comparison that hides more than itself.
_PLAIN_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:(?://.*|[\w:.-]*)>")


def scan(text: str, name: str = "query") -> list[Token]:
    """Return the tokens of a SPARQL text in order, comments included, in time linear in its length.

    BadQuery at the first character that begins no token, such as the quote of a string that does not end.
    """
    return list(read(text, name))


def read(text: str, name: str = "query") -> Iterator[Token]:
    """Yield the tokens of `scan` one by one."""
    at, tokens = 0, _tokens(ascii_only=text.isascii())
    while at < len(text):
        match = tokens.match(text, at)
        if match is None or match.lastgroup is None:
            line = text.count("\n", 0, at) + 1
            what = "a string that does not end" if text[at] in "\"'" else f"{text[at]!r}"
            raise BadQuery(name, f"line {line} holds {what}, which SPARQL does not allow there")
        if match.lastgroup != "SPACE":
            yield Token(_KINDS[match.lastgroup], match[0], at)
        at = match.end()


def code(text: str, name: str = "query") -> list[Token]:
    """Return the tokens of a SPARQL text without the comments."""
    return [token for token in scan(text, name) if token.kind is not Kind.COMMENT]


def skeleton(text: str) -> tuple[str, ...]:
    """Return the form of a query: the words and signs as they are, of every other token only its kind."""
    shown = (Kind.WORD, Kind.SIGN)
    return tuple(token.text.upper() if token.kind in shown else token.kind.value for token in code(text))


def guard(text: str, *, service: bool = False, dataset: bool = False, name: str = "query") -> list[Token]:
    """Let a query pass that only reads, stays here and is of bounded depth and length; else BadQuery.

    `service` allows SERVICE, `dataset` allows FROM and FROM NAMED. Takes time linear in the text. Returns what `code`
    does.
    """
    _check_characters(text, name)
    gate, passed = _Gate(name, _refusals(service=service, dataset=dataset)), []
    for token in read(text, name):
        if token.kind is not Kind.COMMENT:
            gate.check(token)
            passed.append(token)
    if not gate.form:
        raise BadQuery(name, "the text holds no query")
    return passed


def _check_characters(text: str, name: str) -> None:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise BadQuery(name, "the text holds half of a surrogate pair, which is no character") from None
    if size > LARGEST:
        raise BadQuery(name, f"the text has {size:,} bytes, more than the {LARGEST:,} allowed")
    # Engines disagree on both: some end a comment at a lone CR, some undo \u escapes before they read the text.
    if re.search(r"\r(?!\n)", text):
        raise BadQuery(name, "lines must end in LF or CR LF")
    if any(_writes_ascii(match) for match in _CODE_POINT.finditer(text)):
        raise BadQuery(name, "an ASCII character may not be written as a \\u escape; write the character")
    if any(_writes_surrogate(match) for match in _CODE_POINT.finditer(text)):
        raise BadQuery(name, "a \\u escape may not write half of a surrogate pair, which is no character")


def _writes_ascii(escape: re.Match[str]) -> bool:
    digits = escape[1]
    return int(digits[:4], 16) < 0x80 or (len(digits) == 8 and int(digits, 16) < 0x80)


def _writes_surrogate(escape: re.Match[str]) -> bool:
    return 0xD800 <= int(escape[1], 16) < 0xE000


def _refusals(*, service: bool, dataset: bool) -> dict[str, str]:
    refused = dict.fromkeys(WRITES, "only queries that read are answered")
    if not service:
        refused["SERVICE"] = "a query may not reach other endpoints"
    if not dataset:
        refused["FROM"] = "a query reads the whole graph; GRAPH names a part of it"
    return refused


def _ends_value(token: Token | None) -> bool:
    if token is None:
        return False
    closes = token.kind is Kind.SIGN and token.text in (")", "}")
    return closes or token.kind in _ITEMS or token.is_word("TRUE", "FALSE")


@dataclass(slots=True)
class _Gate:
    """Takes the tokens of a query in turn and stops at the first that it may not have."""

    name: str
    refused: dict[str, str]
    form: str = ""
    opened: list[str] = field(default_factory=list)
    operators: int = 0
    patterns: int = 0
    last: Token | None = None

    def check(self, token: Token) -> None:
        if token.kind is Kind.WORD:
            self._check_word(token.text.upper())
        elif token.kind is Kind.SIGN:
            self._check_sign(token.text)
        elif self.form == "DESCRIBE" and not self.opened:
            self._count(patterns=True)
        if token.kind is Kind.NAME:
            prefix = token.text.partition(":")[0].upper()
            # Inside brackets no FROM can stand, so there `from:` is a prefix like any other.
            self._refuse(prefix if self.form and ("SERVICE" in prefix or not self.opened) else "")
        if token.kind is Kind.IRI:
            self._check_iri(token)
        self.last = token

    def _check_word(self, word: str) -> None:
        if not self.form and word not in _PROLOGUE:
            if word not in READS:
                reason = "only queries that read are answered" if word in WRITES else "nothing else is a query"
                raise BadQuery(
                    self.name, f"it begins with {word}, not with SELECT, ASK, CONSTRUCT or DESCRIBE: {reason}"
                )
            self.form = word
        self._refuse(word)
        self._count(operators=word not in _QUIET_WORDS, patterns=word == "VALUES")

    def _refuse(self, word: str) -> None:
        # Oxigraph needs no space after a keyword: SERVICESILENT<…>, FROMNAMED<…> and SERVICEex:a are what they say.
        for keyword, reason in self.refused.items():
            glued = keyword in word if keyword == "SERVICE" else keyword == "FROM" and word.startswith(keyword)
            if word == keyword or glued:
                raise BadQuery(self.name, f"{keyword} is not allowed: {reason}")

    def _check_sign(self, sign: str) -> None:
        if sign in ("{", "(", "["):
            self.opened.append(sign)
            if len(self.opened) > DEEPEST:
                raise BadQuery(self.name, f"more than {DEEPEST} brackets stand in each other")
        elif sign in ("}", ")", "]"):
            del self.opened[-1:]
        elif sign in (".", ";", "/") or (sign == "," and not self._in_round_brackets):
            self._count(patterns=True)
        elif sign not in (",", "^^"):
            self._count(operators=True)

    def _check_iri(self, token: Token) -> None:
        # An engine that expects an operator reads `<` as one: `(1<2)SERVICE#>` then hides a SERVICE in an IRI.
        if self._in_round_brackets and _ends_value(self.last) and not _PLAIN_IRI.fullmatch(token.text):
            raise BadQuery(self.name, f"{token.text} can be an IRI or a comparison; write the IRI in full, or spaces")

    def _count(self, *, operators: bool = False, patterns: bool = False) -> None:
        self.operators += operators
        self.patterns += patterns
        if self.operators > MOST_OPERATORS:
            raise BadQuery(self.name, f"more than {MOST_OPERATORS} operators and keywords")
        if self.patterns > MOST_PATTERNS:
            raise BadQuery(self.name, f"more than {MOST_PATTERNS} triple patterns and path steps")

    @property
    def _in_round_brackets(self) -> bool:
        return bool(self.opened) and self.opened[-1] == "("
