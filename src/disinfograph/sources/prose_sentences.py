"""Sentences of a response, found without a grammar."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
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
_OPENERS = "(“\"'‘["
_INITIALS = re.compile(r"(?:\w\.)*[^\W\d_]\.")
_SENTENCE_OPENERS = frozenset(
    "the a an this that these those it its he she they we there here in on at by for from as if when while after before"
    " since but and however moreover also according see read no not both all many some his her their our".split()
)


def sentences(text: str) -> list[tuple[int, str]]:
    """Return each sentence, its blanks folded, with the offset behind the one before it.

    A line break or ` // ` ends one too. A full stop without a space behind it ("…text.Next") ends one unless it stands
    in a web address or an abbreviation.
    """
    return _sentences(text, range(len(_starts(text))))


def searched(*words: str) -> Mapping[str, str]:
    """Return words, in small letters, with that part of each to look for where blanks are not folded yet."""
    return {word: max(word.split(), key=len) for word in words}


def sentences_with(words: Mapping[str, str], text: str) -> list[tuple[int, str]]:
    """Return those sentences that hold one of the words, as `searched` gives them."""
    whole = in_small_letters(text)
    held = {word: part for word, part in words.items() if part in whole}
    if not held:
        return []
    same_places = len(whole) == len(text)
    found = _sentences(text, sorted(_holding(held.values(), whole, _starts(text)))) if same_places else sentences(text)
    return [(at, sentence) for at, sentence in found if any(map(sentence.casefold().__contains__, held))]


def _holding(parts: Iterable[str], whole: str, starts: Sequence[int]) -> set[int]:
    """Return the numbers of the sentences in which one of the parts begins."""
    found = set()
    for part in parts:
        at = whole.find(part)
        while at >= 0:
            number = bisect_right(starts, at)
            found.add(number - 1)
            at = whole.find(part, starts[number]) if number < len(starts) else -1
    return found


@lru_cache(maxsize=8)
def in_small_letters(text: str) -> str:
    """Return a text in small letters, which may stand at other places."""
    return text.casefold()


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    """Return where the text and, behind each end of a sentence, the next one begins."""
    starts = [0]
    # Most texts have slashes in addresses alone: then no blank needs to be looked at.
    ends = _END if text.count("//") == text.count("://") else _END_OR_SLASHES
    for match in ends.finditer(text):
        at = match.start()
        # A long word that a blank follows ends as no abbreviation does.
        whole = text[at] != "." or (match["gap"] and text[at - _LONGEST_SHORT - 1 : at].isalpha())
        if whole or not _inside(text, starts[-1], match):
            starts.append(match.end())
    return tuple(starts)


def _sentences(text: str, numbers: Iterable[int]) -> list[tuple[int, str]]:
    bounds = (*_starts(text), len(text))
    parts = [(bounds[at], text[bounds[at] : bounds[at + 1]].split()) for at in numbers]
    found = [(start, " ".join(words).removesuffix("//").rstrip()) for start, words in parts]
    return [(start, sentence) for start, sentence in found if sentence]


def _inside(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to an abbreviation, an initial or an address."""
    at, gap = match.start(), match["gap"]
    if gap:
        # What abbreviates is short, and ends in a letter.
        last = text[at - 1 : at]
        if not last.isalnum() or last.isdecimal():
            return False
    words = text[max(start, at - 40) : at].rsplit(None, 1)
    last = words[-1].lstrip('(“"‘[') if words else ""
    if gap == "" and ("/" in last or "@" in last or last.startswith("www.")):
        return not last.endswith("/") and not re.match(r"\.[A-Z][a-z]+\s", text[at : at + 40])
    if not _is_short(last.lstrip(_OPENERS)):
        return False
    following = text[match.end() : match.end() + 40].split(None, 1)[:1]
    return is_abbreviation(f"{last}.", *following)


def lowered(text: str) -> str:
    """Return the text in small letters at the same places: patterns that need not fold case are twice as fast."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(map(_lowered, text))


def _lowered(letter: str) -> str:
    return low if len(low := letter.lower()) == 1 else letter


def _is_short(word: str) -> bool:
    """Tell whether a word is a short form, a letter, or letters with full stops between them."""
    return len(word) < 2 or "." in word or word.casefold() in _SHORT_FORMS


def is_abbreviation(word: str, following: str = "") -> bool:
    """Tell whether a word's full stop abbreviates it ("St.", "U.S.", "J.") and ends no sentence before the next word.

    Behind initials a word that opens sentences ("Sputnik V. The …") begins another one.
    """
    word = word.lstrip(_OPENERS)
    if word[:-1].casefold() in _SHORT_FORMS and word.endswith("."):
        return True
    return _INITIALS.fullmatch(word) is not None and following.casefold().strip(",") not in _SENTENCE_OPENERS
