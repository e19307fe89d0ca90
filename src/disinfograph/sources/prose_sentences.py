"""Sentences of a response, found without a grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_END = re.compile(
    r"(?:[.!?…][\"”’»)\]]{0,3}(?P<gap>\s*)(?=[\"“‘«(\[]?[^\W\d_a-zß-öø-ÿа-я])|(?<=[^\W_])[.!?][\"”’»)\]]{0,3}\s*$|\n+|\s//\s?)"
)
_SHORT_FORMS = frozenset(
    "mr mrs ms dr prof st gen col lt no nr art vs e.g i.e cf jan feb mar apr aug sept oct nov dec".split()
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
    word = text[max(start, at - 40) : at].rsplit(None, 1)[-1:]
    last = word[0].lstrip('(“"‘[') if word else ""
    if match["gap"] == "" and ("/" in last or "@" in last or last.startswith("www.")):
        return not last.endswith("/") and not re.match(r"\.[A-Z][a-z]+\s", text[at : at + 40])
    return last.casefold() in _SHORT_FORMS or re.fullmatch(r"(?:\w\.)*[A-Z]", last) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    if sentence := " ".join(text[start:end].split()).removesuffix("//").rstrip():
        yield start, sentence
