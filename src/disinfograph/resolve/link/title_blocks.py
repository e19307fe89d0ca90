"""Which titles are most like an anchor text: blocked by shared words, compared by words and letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from disinfograph.resolve.link.word_keys import Keys, keys

# Postings read for one anchor: rare words first, so that common ones never cost more than this.
_BUDGET = 4_000
_BEST = 10
# Names that share much less with the anchor than the best does are not compared.
_WORTH = 0.5
# A word of every title still tells a little.
_LEAST = 0.1
_MOST_INFORMATION = 3.0


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


class TitleBlocks:
    """The names of cases, indexed by the words in them."""

    def __init__(self, names: Sequence[tuple[str, str, bool]]) -> None:
        """Index names, given as slug of the case, text, and whether the source cut the text off."""
        read = [(slug, keys(text), cut) for slug, text, cut in names]
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, (_, name, _) in enumerate(read):
            for word in name.words:
                postings[word].append(number)
        self._postings = {word: np.array(found, dtype=np.int32) for word, found in postings.items()}
        self._total = log(max(2, len(read)))
        self._weights = {word: self._total - log(len(found)) + _LEAST for word, found in postings.items()}
        self._told: NDArray[np.float64] = np.zeros(len(read))
        self._names = [_Name(slug, name, cut, self._weight(name.words)) for slug, name, cut in read]

    def like(self, text: str) -> Iterator[tuple[str, Likeness]]:
        """Yield the names most like a text, each as its case's slug and how like it is; a case may have several."""
        wanted = keys(text)
        weight = self._weight(wanted.words)
        for number in self._block(wanted):
            yield self._names[number].slug, self._compare(wanted, weight, self._names[number])

    def _weight(self, words: Iterable[str]) -> float:
        """Return what words tell, in nats; one that no title has tells as much as one that a single title has."""
        return sum(self._weights.get(word, self._total + _LEAST) for word in words) or _LEAST

    def _block(self, wanted: Keys) -> list[int]:
        """Return the numbers of the names that share the words that tell most, at most `_BEST` of them."""
        lists: list[NDArray[np.int32]] = []
        for word in sorted(wanted.words, key=lambda word: (-self._weights.get(word, 0.0), word)):
            held = self._postings.get(word)
            if held is None or (lists and sum(map(len, lists)) + len(held) > _BUDGET):
                break
            self._told[held] += self._weights[word]
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
        told = sum(self._weights[word] for word in words if word in held.words)
        return Likeness(
            told / weight,
            told / name.weight,
            fuzz.ratio(folded, held.folded) / 100,
            fuzz.partial_ratio(folded, held.folded) / 100,
            min(_MOST_INFORMATION, told / self._total),
            float(not name.cut and not wanted.numbers <= held.numbers),
            float((wanted.refusals > 0) != (held.refusals > 0)),
        )
