"""How text becomes words: the same for what is indexed and for what is looked for.

Accents and vowel points fall away, variants of one Arabic or Greek letter become one, and words are runs of letters and
digits in lower case. English has its endings cut as well, in fields of its own beside the whole words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

PLAIN: Final = "plain"
ENGLISH: Final = "english"

LONGEST: Final = 100
"""Bytes of a word that is left out, as are longer ones."""

# Latin, Cyrillic, Hebrew and Arabic signs on top of letters; a stretched Arabic line; what nobody sees.
_SIGNS = (
    "\u0300-\u0305\u0307-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0640\u00ad\u200b-\u200f\u2060\ufeff"
)
# й is a letter of its own, not an accented и. What begins with a set of letters is looked for many times faster.
_SIGN = re.compile(rf"[{_SIGNS}\u0306](?<![иИ]\u0306)")
_LETTERS = str.maketrans("ςىیکةʼ’‘ʻ", "σييكه''''")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_SIGNS}\u0306])*")


def fold(text: str) -> str:
    """Return text without accents and with one form for each letter; small and capital letters stay."""
    if text.isascii():
        return text
    bare = _SIGN.sub("", unicodedata.normalize("NFKD", _legible(text)))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def loose(text: str) -> str:
    """Return text by which names are the same whatever their letter case, accents and spaces."""
    return " ".join(fold(text).casefold().split())


def _legible(text: str) -> str:
    """Return text without halves of surrogate pairs, which no other language's strings can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def analyser(name: str) -> TextAnalyzer:
    """Return the analyser of folded text: PLAIN for whole words, ENGLISH for words without their English endings."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("english")) if name == ENGLISH else builder).build()


def words(text: str) -> list[str]:
    """Return the words of a text as the index holds them."""
    return analyser(PLAIN).analyze(fold(text))


def stems(text: str) -> list[str]:
    """Return the words of a text without their English endings, as the index holds them."""
    return analyser(ENGLISH).analyze(fold(text))


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the whole forms and the stems of one word of a text."""
    return tuple(words(word)), tuple(stems(word))


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand: first character and the one after the last."""
    return [match.span() for match in _WORD.finditer(text)]
