"""How high two texts can score at most, by what is told of a million pairs faster than the score of one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from disinfograph.resolve.link.claim_texts import ClaimTexts
from disinfograph.resolve.link.minhash import Pairs

# What tells two claims apart though their words are much the same: the score is multiplied by it.
REFUSED, OTHER_NUMBER, OTHER_NAME = 0.7, 0.8, 0.8
# For what rounding adds to a score, and for sums that are made in another order.
_ROUNDING = 0.002
_TINY = 1e-9
# Pairs that are looked at together, for the sake of memory.
_PAIRS = 1 << 14


class Bounds:
    """The highest scores that pairs of texts can have: by their words, and by letters as like as their numbers allow.

    `weights` are those of the words, `sums` of all words of each text.
    """

    def __init__(self, texts: ClaimTexts, weights: NDArray[np.float64], sums: NDArray[np.float64]) -> None:
        self._texts, self._weights, self._sums = texts, weights, sums
        self._is_name = np.fromiter((word in texts.names for word in texts.words), np.bool_, len(texts.words))
        names = (np.count_nonzero(self._is_name[row]) for row in texts.coded)
        self._names = np.fromiter(names, np.int32, len(texts))
        ones = np.ones(len(texts.coded.flat), dtype=np.int8)
        self._held = sparse.csr_array((ones, texts.coded.flat, texts.coded.ends), (len(texts), len(weights)))

    def highest(self, pairs: Pairs) -> NDArray[np.float64]:
        """Return a score for each pair that its own does not exceed."""
        found = np.empty(len(pairs))
        for first in range(0, len(pairs), _PAIRS):
            some = pairs[first : first + _PAIRS]
            found[first : first + _PAIRS] = self._highest(some[:, 0], some[:, 1])
        return found

    def _highest(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        texts = self._texts
        shared = self._held[ones].multiply(self._held[others]).tocsr()
        rows = np.repeat(np.arange(len(ones)), np.diff(shared.indptr))
        told = np.bincount(rows, self._weights[shared.indices], len(ones))
        words = 2 * told / np.maximum(self._sums[ones] + self._sums[others], _TINY)
        mine, theirs = texts.lengths[ones], texts.lengths[others]
        letters = 2 * np.minimum(mine, theirs) / np.maximum(mine + theirs, 1)
        names = np.bincount(rows, self._is_name[shared.indices], len(ones))
        named = (self._names[ones] > names) & (self._names[others] > names)
        apart = np.where(named, OTHER_NAME, 1.0)
        apart *= np.where(texts.refusing[ones] != texts.refusing[others], REFUSED, 1.0)
        apart *= np.where(texts.numbers[ones] != texts.numbers[others], OTHER_NUMBER, 1.0)
        return np.asarray((2 * words + letters) / 3 * apart + _ROUNDING)
