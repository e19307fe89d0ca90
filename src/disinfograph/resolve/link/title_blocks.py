"""Which titles are most like an anchor text: blocked by shared words, compared by words and letters."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from disinfograph.resolve.link.claim_texts import Coded, Numbered, Numbers
from disinfograph.resolve.link.word_keys import Keys, keys
from disinfograph.shelf import Shelf, folder_of
from disinfograph.sorted_lines import SortedLines

# Postings read for one anchor: rare words first, so that common ones never cost more than this.
_BUDGET = 4_000
_BEST = 10
# Names that share much less with the anchor than the best does are not compared.
_WORTH = 0.5
# A word of every title still tells a little.
_LEAST = 0.1
_MOST_INFORMATION = 3.0
# Names that wait in memory before they are written down, and that are held once they were read.
_WAITING, _AT_HAND = 10_000, 2048
# What parts the texts of a name in its line.
_END = "\0"


class Likeness(NamedTuple):
    """How like an anchor is to a name of a case; the first four go from 0 to 1.

    `anchor` and `name` are the shares of their words, weighted by rarity, that the other has too; `letters` likens the
    whole texts, `part` the shorter with its place in the longer. `information` is what the shared words tell, over
    what it takes to tell one title of all, at most 3. `numbers` is 1 where the anchor has a number that the name has
    not, `refusals` where one says no and the other does not.
    """

    anchor: float
    name: float
    letters: float
    part: float
    information: float
    numbers: float
    refusals: float


@dataclass(frozen=True, slots=True)
class _Name:
    slug: str
    keys: Keys
    cut: bool
    weight: float


class Names:
    """Names of cases on disk, each once: the slug of the case, a text, and whether the source cut the text off."""

    def __init__(self) -> None:
        self._lines = SortedLines(folder_of(self), "names", _WAITING)

    def add(self, slug: str, text: str, *, cut: bool) -> None:
        """Enter a name."""
        self._lines.add([f"{slug}{_END}{' '.join(text.split())}{_END}{cut:d}"])

    def __iter__(self) -> Iterator[tuple[str, str, bool]]:
        """Yield slug, text and whether it is cut, sorted."""
        for line in self._lines.lines():
            slug, _, rest = line.partition(_END)
            text, _, cut = rest.rpartition(_END)
            yield slug, text, cut == "1"


class TitleBlocks:
    """The names of cases on disk, indexed by the words in them."""

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        """Index names, given as slug of the case, text, and whether the source cut the text off."""
        self._shelf, words = Shelf(), Numbered()
        for slug, text, cut in names:
            # Each text comes once: none is to be held.
            found = keys.__wrapped__(text)
            words.add(found.words)
            plain = (slug, cut, found.folded, found.words, found.numbers, found.refusals)
            self._shelf.put(marshal.dumps(plain))
        listed, coded = words.settled()
        self._numbers = {word: number for number, word in enumerate(listed)}
        self._postings = _postings(coded, len(listed))
        self._total = log(max(2, len(coded)))
        self._weights = array("d", (self._total - log(held) + _LEAST for held in np.diff(self._postings.ends).tolist()))
        self._told: NDArray[np.float64] = np.zeros(len(coded))
        self._sums = array("d", (sum(map(self._weights.__getitem__, row.tolist())) or _LEAST for row in coded))
        self._at = lru_cache(maxsize=_AT_HAND)(self._read)

    def like(self, text: str) -> Iterator[tuple[str, Likeness]]:
        """Yield the names most like a text, each as its case's slug and how like it is; a case may have several."""
        wanted = keys(text)
        weight = self._weight(wanted.words)
        for number in self._block(wanted):
            name = self._at(number)
            yield name.slug, self._compare(wanted, weight, name)

    def _read(self, number: int) -> _Name:
        slug, cut, *about = marshal.loads(self._shelf[number])  # noqa: S302 - nobody else wrote it
        return _Name(slug, Keys(*about), cut, self._sums[number])

    def _weight(self, words: Iterable[str]) -> float:
        """Return what words tell, in nats; one that no title has tells as much as one that a single title has."""
        return sum(self._weight_of(word, self._total + _LEAST) for word in words) or _LEAST

    def _weight_of(self, word: str, unknown: float = 0.0) -> float:
        number = self._numbers.get(word)
        return unknown if number is None else self._weights[number]

    def _block(self, wanted: Keys) -> list[int]:
        """Return the numbers of the names that share the words that tell most, at most `_BEST` of them."""
        lists: list[Numbers] = []
        for word in sorted(wanted.words, key=lambda word: (-self._weight_of(word), word)):
            number = self._numbers.get(word)
            held = None if number is None else self._postings[number]
            if held is None or (lists and sum(map(len, lists)) + len(held) > _BUDGET):
                break
            self._told[held] += self._weight_of(word)
            lists.append(held)
        if not lists:
            return []
        found = np.concatenate(lists)
        # Each of the best stands in no more than all the lists.
        rank = _BEST * len(lists)
        if len(found) > rank:
            told = self._told[found]
            likely = found[told >= np.partition(told, -rank)[-rank]]
        else:
            likely = found
        ranked = sorted((-float(self._told[number]), int(number)) for number in set(likely.tolist()))[:_BEST]
        self._told[found] = 0.0
        return [number for told, number in ranked if told <= ranked[0][0] * _WORTH]

    def _compare(self, wanted: Keys, weight: float, name: _Name) -> Likeness:
        held, words, folded = name.keys, wanted.words, wanted.folded
        if name.cut and len(folded) > len(held.folded):
            # What the source cut off the title cannot be missed in it.
            folded = folded[: len(held.folded)]
            words = keys(folded).words
            weight = self._weight(words)
        told = sum(self._weight_of(word) for word in words if word in held.words)
        return Likeness(
            told / weight,
            told / name.weight,
            fuzz.ratio(folded, held.folded) / 100,
            fuzz.partial_ratio(folded, held.folded) / 100,
            min(_MOST_INFORMATION, told / self._total),
            float(not name.cut and not wanted.numbers <= held.numbers),
            float((wanted.refusals > 0) != (held.refusals > 0)),
        )


def _postings(coded: Coded, words: int) -> Coded:
    """Return the numbers of the rows that have each word, in order."""
    rows = np.repeat(np.arange(len(coded), dtype=np.int32), np.diff(coded.ends))
    held = np.bincount(coded.flat, minlength=words)
    return Coded(rows[np.argsort(coded.flat, kind="stable")], np.concatenate([[0], np.cumsum(held)]))
