"""The passage of a hit's text that says most of what was looked for, and where the found words stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disinfograph.search.query import Sought
from disinfograph.search.words import forms, spans

WIDTH = 240
_BEFORE = 60
_MORE = "… "
_LINE_ENDS = str.maketrans("\r\n\t", "   ")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage, the field it is from, and the found words as ranges of its characters (first, one after the last)."""

    field: str = ""
    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, sign: str) -> str:
        """Return the passage with a sign on both sides of each found word."""
        text = self.text
        for start, end in reversed(self.marks):
            text = f"{text[:start]}{sign}{text[start:end]}{sign}{text[end:]}"
        return text


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    word: str


def snippet(texts: Iterable[tuple[str, str]], sought: Sought) -> Snippet:
    """Return the best passage of texts given with their fields: the first of those that hold most different words.

    Where none holds any, the beginning of the first text; an empty snippet where there is no text.
    """
    best, most = Snippet(), -1
    for field, text in texts:
        found = _found(text, sought)
        first, last, different = _densest(found)
        if different > most:
            best, most = _cut(field, text, found, slice(first, last)), different
    return best


def _found(text: str, sought: Sought) -> list[_Found]:
    found = []
    for start, end in spans(text):
        whole, roots = forms(text[start:end])
        word = next((word for word in whole if _is_sought(word, sought)), None)
        word = word or next((root for root in roots if root in sought.stems), None)
        if word:
            found.append(_Found(start, end, word))
    return found


def _is_sought(word: str, sought: Sought) -> bool:
    return word in sought.words or any(word.startswith(beginning) for beginning in sought.beginnings)


def _densest(found: list[_Found]) -> tuple[int, int, int]:
    """Return the first run of found words within a passage's width that has most different ones, and their number."""
    first, best = 0, (0, 0, 0)
    counts: dict[str, int] = {}
    for last, item in enumerate(found):
        counts[item.word] = counts.get(item.word, 0) + 1
        while item.end - found[first].start > WIDTH - _BEFORE and first < last:
            word = found[first].word
            counts[word] -= 1
            if not counts[word]:
                del counts[word]
            first += 1
        if len(counts) > best[2]:
            best = (first, last + 1, len(counts))
    return best


def _cut(field: str, text: str, found: list[_Found], best: slice) -> Snippet:
    """Return the passage around the best of the found words, cut between words."""
    first, last = (found[best][0].start, found[best][-1].end) if found[best] else (0, 0)
    start = max(0, first - _BEFORE)
    if start:
        start = text.rfind(" ", 0, start + 1) + 1 or start
    end = min(len(text), max(start + WIDTH, last))
    if end < len(text):
        gap = text.rfind(" ", max(start, last), end)
        end = gap if gap > 0 else end
    before, after = _MORE if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((item.start + shift, item.end + shift) for item in found if item.start >= start and item.end <= end)
    return Snippet(field, before + text[start:end].translate(_LINE_ENDS) + after, marks)
