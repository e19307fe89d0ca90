"""Claims that say nearly the same: candidates by MinHash, scored by words, letters and what tells them apart.

The score of two texts is two parts of the words that both have, weighted by rarity (Dice), and one part of rapidfuzz's
likeness of their letters, word order apart. It is lowered where only one says no, where their numbers differ, and where
each has a name that the other has not: "there are troops" and "there are no troops" score 0.7 at most.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import groupby
from math import log
from operator import itemgetter

import numpy as np
from rapidfuzz import fuzz

from disinfograph.records import Record
from disinfograph.resolve.link.claim_texts import ClaimTexts
from disinfograph.resolve.link.minhash import likely_pairs, signatures
from disinfograph.resolve.link.score_bounds import OTHER_NAME, OTHER_NUMBER, REFUSED, Bounds
from disinfograph.resolve.link.scored import Scored
from disinfograph.resolve.link.word_keys import Keys, keys
from disinfograph.shelf import Handed, NamedShelf, folder_of
from disinfograph.sorted_lines import SortedLines

LEAST = 0.6
"""The lowest score of a pair that is kept."""
MOST = 10
"""Similar claims that are kept of one claim: the best, of equals those whose slug comes first."""

# Pairs whose picks agree less are hardly ever of a score worth keeping.
_LEAST_AGREEMENT = 0.2
# Lines of texts that wait in memory; and what parts a text from the slug of its case in a line.
_WAITING, _END = 10_000, "\0"
# Pairs that are looked at together, for the sake of memory.
_PAIRS = 1 << 15
_EXACT = 1.0
_WORDS_TOLD = 8
CALIBRATION = ((0.6, 0.6), (0.65, 0.65), (0.75, 0.8), (0.85, 0.95), (0.95, 0.98))
"""Scores, and the share of pairs of about that score that make the same claim.

Of 100 pairs of titles of cknabs drawn at random from each tenth, one reader (a language model) found the same claim, be
it in other words, in 99 from 0.9, 95 from 0.8, 80 from 0.7, 65 from 0.6 and 42 from 0.5, which are not kept.
"""


@dataclass(frozen=True, slots=True)
class Similar:
    """A case whose claim says nearly the same: the likeness measured, 0 to 1; how sure it is the same claim, 0 to 1;
    and the words that both share, the most telling first.
    """

    slug: str
    score: float
    confidence: float
    evidence: tuple[str, ...]


Plain = tuple[str, float, float, tuple[str, ...]]
"""A `Similar` as it is kept on disk."""


class SimilarClaims:
    """The claims of all cases, on disk; `settle` them, or `take` what `compared` returns, before asking.

    A case is compared by its title and by its claim's text, each with the like of other cases; the better counts.
    """

    def __init__(self) -> None:
        self._texts = SortedLines(folder_of(self), "claims", _WAITING)
        self._found = NamedShelf()

    def add(self, slug: str, record: Record) -> None:
        """Enter a record of a case: its claim's text, and its title; one that the source cut off counts as it is."""
        for text in (record.claim, record.title):
            if text and text.strip():
                self._texts.add([f"{' '.join(text.split())}{_END}{slug}"])

    def settle(self) -> None:
        """Compare the claims."""
        self.take(self.compared())

    def compared(self) -> Handed:
        """Compare the claims, in this process or in one that it forked; return what `take` needs.

        It takes time in proportion to their number, if few words are in most of them.
        """
        for slug, similar in _Comparison(ClaimTexts(self._read())).best():
            self._found[slug] = similar
        return self._found.handed()

    def take(self, compared: Handed) -> None:
        """Take what came of comparing the claims."""
        self._found.take(compared)

    def of(self, slug: str) -> tuple[Similar, ...]:
        """Return the cases with the most similar claims, the most similar first, at most `MOST`."""
        return tuple(Similar(*one) for one in self._found[slug]) if slug in self._found else ()

    def _read(self) -> Iterator[tuple[str, list[str]]]:
        pairs = (line.rpartition(_END)[::2] for line in self._texts.lines())
        for text, same in groupby(pairs, key=itemgetter(0)):
            yield text, [slug for _, slug in same]


class _Comparison:
    def __init__(self, texts: ClaimTexts) -> None:
        self._texts = texts
        total = log(len(texts) + 1)
        told = [total - log(held) + 0.1 for held in texts.held.tolist()]
        self._weights = dict(zip(texts.words, told, strict=True))
        self._sums = array("d", (sum(map(told.__getitem__, row.tolist())) for row in texts.coded))
        self._names = texts.names

    def best(self) -> Iterator[tuple[str, list[Plain]]]:
        """Yield the slug of each case that has similar claims, in order, and the most similar."""
        pairs = Scored()
        for number, cases in enumerate(self._texts.cases()):
            for at, case in enumerate(cases):
                for other in cases[at + 1 : at + 1 + MOST]:
                    pairs.add(case, other, _EXACT, number, number)
        pairs.turn()
        for one, two in self._candidates():
            if (score := self.score(one, two)) >= LEAST:
                for case in self._texts.at(one).cases[:MOST]:
                    for other in self._texts.at(two).cases[:MOST]:
                        if case != other:
                            pairs.add(min(case, other), max(case, other), score, one, two)
        slugs = self._texts.slugs
        for case, found in pairs.best(MOST):
            yield (
                slugs[case],
                [(slugs[other], score, confidence(score), self._evidence(*texts)) for other, score, *texts in found],
            )

    def score(self, one: int, two: int) -> float:
        """Return how alike two texts are, 0 to 1."""
        some, others = self._texts.at(one).keys, self._texts.at(two).keys
        if some.folded == others.folded:
            return _EXACT
        mine, theirs = set(some.words), set(others.words)
        shared = sum(self._weights[word] for word in some.words if word in theirs)
        words = 2 * shared / ((self._sums[one] + self._sums[two]) or 1.0)
        letters = fuzz.token_sort_ratio(some.folded.replace("-", " "), others.folded.replace("-", " ")) / 100
        return round((2 * words + letters) / 3 * self._apart(some, others, mine, theirs), 3)

    def sharing(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that share enough words for a score worth keeping if their letters were the same."""
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            shared: defaultdict[int, float] = defaultdict(float)
            for word in text.keys.words:
                for other in postings[word]:
                    shared[other] += self._weights[word]
                postings[word].append(number)
            for other, weight in shared.items():
                if 2 * weight >= (3 * LEAST - 1) / 2 * (self._sums[number] + self._sums[other]):
                    yield other, number

    def _apart(self, some: Keys, others: Keys, mine: set[str], theirs: set[str]) -> float:
        refused = REFUSED if (some.refusals > 0) != (others.refusals > 0) else 1.0
        number = OTHER_NUMBER if some.numbers != others.numbers else 1.0
        named = not self._names.isdisjoint(mine - theirs) and not self._names.isdisjoint(theirs - mine)
        return refused * number * (OTHER_NAME if named else 1.0)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        texts = self._texts
        weights = np.fromiter(self._weights.values(), np.float64, len(texts.words))
        picks = signatures(texts.coded, texts.words, weights)
        bounds = Bounds(texts, weights, np.frombuffer(self._sums))
        found = likely_pairs(picks, _LEAST_AGREEMENT, lambda pairs: bounds.highest(pairs) >= LEAST)
        for first in range(0, len(found), _PAIRS):
            yield from map(tuple, found[first : first + _PAIRS].tolist())

    def _evidence(self, one: int, two: int) -> tuple[str, ...]:
        shared = set(self._texts.at(one).keys.words).intersection(self._texts.at(two).keys.words)
        words: dict[str, str] = {}
        for word in re.findall(r"\w[\w’'-]*", self._texts.at(one).text):
            for key in keys(word).words:
                if key in shared:
                    words.setdefault(key, word)
        telling = nlargest(_WORDS_TOLD, sorted(words), key=self._weights.__getitem__)
        return tuple(words[key] for key in telling)


def all_pairs(texts: Sequence[str]) -> dict[tuple[int, int], float]:
    """Return the score of each pair of numbers of texts that is kept, found by comparing each with each.

    For measuring: it takes time in proportion to the square of their number.
    """
    compared = _Comparison(ClaimTexts((text, ()) for text in texts))
    scored = {pair: compared.score(*pair) for pair in compared.sharing()}
    return {pair: score for pair, score in scored.items() if score >= LEAST}


@lru_cache(maxsize=1024)
def confidence(score: float) -> float:
    """Return how sure it is that two claims of a score are the same claim, 0 to 1, by `CALIBRATION`."""
    scores, shares = zip(*CALIBRATION, strict=True)
    return round(float(np.interp(score, scores, shares)), 2)
