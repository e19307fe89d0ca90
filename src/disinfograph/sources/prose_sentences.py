"""Sentences of a response, found without a grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_STOP = (
    r"(?<=[.!?…])[\"”’»)\]]{0,3}(?P<gap>\s*)(?=[\"“‘«(\[]?[^\W\d_a-zß-öø-ÿа-я])"
    r"|(?<=[^\W_][.!?])[\"”’»)\]]{0,3}\s*$|(?<=\n)\n*"
)
# The first character is a plain set, by which the search skips the letters.
_END = re.compile(rf"[.!?…\n](?:{_STOP})")
_END_OR_SLASHES = re.compile(rf"[.!?…\s](?:{_STOP}|(?<=\s)//\s?)")
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
    # Most texts have slashes in addresses alone: then no blank needs to be looked at.
    ends = _END if text.count("//") == text.count("://") else _END_OR_SLASHES
    for match in ends.finditer(text):
        if match[0][0] == "." and _inside(text, start, match):
            continue
        if sentence := _trimmed(text[start : match.end()]):
            yield start, sentence
        start = match.end()
    if sentence := _trimmed(text[start:]):
        yield start, sentence


@lru_cache(maxsize=8)
def _folded(text: str) -> str:
    return "\n".join([sentence for _, sentence in sentences(text)]).casefold()


def sentences_with(words: Sequence[str], text: str) -> list[tuple[int, str]]:
    """Return those sentences that hold one of the words, given in small letters."""
    whole = _folded(text)
    held = [word for word in words if word in whole]
    if not held:
        return []
    lines = zip(sentences(text), whole.split("\n"), strict=True)
    return [sentence for sentence, line in lines if any(map(line.__contains__, held))]


def _inside(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to an abbreviation, an initial or an address."""
    at = match.start()
    if match["gap"]:
        # What abbreviates is short, and ends in a letter.
        last = text[at - 1 : at]
        if not last.isalnum() or last.isdecimal() or text[at - _LONGEST_SHORT - 1 : at].isalpha():
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


def _trimmed(sentence: str) -> str:
    return " ".join(sentence.split()).removesuffix("//").rstrip()
