"""Sentences of a response, found without a grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# The first character is a plain set, by which the search skips the letters.
_END = re.compile(
    r"[.!?…\s](?:(?<=[.!?…])[\"”’»)\]]{0,3}(?P<gap>\s*)(?=[\"“‘«(\[]?[^\W\d_a-zß-öø-ÿа-я])"
    r"|(?<=[^\W_][.!?])[\"”’»)\]]{0,3}\s*$|(?<=\n)\n*|(?<=\s)//\s?)"
)
_SHORT_FORMS = frozenset(
    "mr mrs ms dr prof st gen col lt no nr art vs e.g i.e cf jan feb mar apr aug sept oct nov dec".split()
)

_LONGEST_SHORT = max(map(len, _SHORT_FORMS))
_INITIALS = re.compile(r"(?:\w\.)*[^\W\d_]\.")
_SENTENCE_OPENERS = frozenset(
    "the a an this that these those it its he she they we there here in on at by for from as if when while after before"
    " since but and however moreover also according see read no not both all many some his her their our".split()
)


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Return each sentence, its blanks folded, with the offset behind the one before it.

    A line break or ` // ` ends one too. A full stop without a space behind it ("…text.Next") ends one unless it stands
    in a web address or an abbreviation.
    """
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _END.finditer(text):
        if _inside(text, start, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _inside(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the stop belongs to an abbreviation, an initial or an address."""
    if not match[0].startswith("."):
        return False
    at = match.start()
    if match["gap"] and text[at - _LONGEST_SHORT - 1 : at].isalpha():
        return False
    word = text[max(start, at - 40) : at].rsplit(None, 1)[-1:]
    last = word[0].lstrip('(“"‘[') if word else ""
    if match["gap"] == "" and ("/" in last or "@" in last or last.startswith("www.")):
        return not last.endswith("/") and not re.match(r"\.[A-Z][a-z]+\s", text[at : at + 40])
    following = text[match.end() : match.end() + 40].split(None, 1)[:1]
    return is_abbreviation(f"{last}.", *following)


def is_abbreviation(word: str, following: str = "") -> bool:
    """Tell whether a word's full stop abbreviates it ("St.", "U.S.", "J.") and ends no sentence before the next word.

    Behind initials a word that opens sentences ("Sputnik V. The …") begins another one.
    """
    word = word.lstrip("(“\"'‘[")
    if word[:-1].casefold() in _SHORT_FORMS and word.endswith("."):
        return True
    return _INITIALS.fullmatch(word) is not None and following.casefold().strip(",") not in _SENTENCE_OPENERS


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    if sentence := " ".join(text[start:end].split()).removesuffix("//").rstrip():
        yield start, sentence
