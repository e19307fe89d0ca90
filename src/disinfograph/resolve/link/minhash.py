"""Pairs of texts that share much, found without comparing each with each: MinHash over weighted words, in bands.

Each of 64 permutations picks one word of a text, a heavy word more likely than a light one (P-MinHash: Moulton and
Jiang, Maximally Consistent Sampling and the Jaccard Index of Probability Distributions, 2018), so that two texts pick
the same word about as often as their words, by weight, are the same. Texts that agree on all picks of a band are a
pair. Of bands of 4, 3 and 2 picks, those of 2 found the most of the pairs worth keeping (100 %, against 92 % and 66 %),
and the weeding by all picks that follows costs less than the pairs lost would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from disinfograph.resolve.link.claim_texts import Coded, Numbers

PERMUTATIONS = 64
# The two picks of a band, of four bytes each, are compared as one number.
ROWS = 2
BANDS = PERMUTATIONS // ROWS
# In a block of more texts, which agree on words that many have, each is paired with so many that follow.
_NEIGHBOURS = 60
# Pairs, texts and words that are worked on at a time: what is needed for them fits into the caches of processors.
_CHUNK, _TEXTS, _WORDS = 1 << 13, 1 << 8, 1 << 12
_EACH_BYTE = np.uint64(0x0101010101010101)

Picks = NDArray[np.int32]
"""Shape (texts, 64): the number of the word that each permutation picks; -1 where a text has no words."""
Pairs = NDArray[np.int64]
"""Shape (pairs, 2): numbers of texts, the lower first."""


def signatures(texts: Coded, words: Sequence[str], weights: NDArray[np.float64]) -> Picks:
    """Return what each permutation picks of each text, given as numbers of words; each word has a weight above 0."""
    races = np.empty((len(words), PERMUTATIONS), dtype=np.float32)
    for first in range(0, len(words), _WORDS):
        some = slice(first, first + _WORDS)
        races[some] = _races(words[some]) / weights[some, None]
    picks = np.full((len(texts), PERMUTATIONS), -1, dtype=np.int32)
    for first in range(0, len(texts), _TEXTS):
        chunk = [number for number in range(first, min(len(texts), first + _TEXTS)) if len(texts[number])]
        if chunk:
            picks[chunk] = _winners([texts[number] for number in chunk], races)
    return picks


def _winners(texts: Sequence[Numbers], races: NDArray[np.float32]) -> Picks:
    flat = np.concatenate(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    run = races[flat]
    lowest = np.minimum.reduceat(run, starts, axis=0)
    won = run == np.repeat(lowest, lengths, axis=0)
    return np.maximum.reduceat(np.where(won, flat[:, None], -1), starts, axis=0).astype(np.int32)


def _races(words: Sequence[str]) -> NDArray[np.float32]:
    """Return, for each word and permutation, a number drawn from the exponential distribution by hashing."""
    hashes = np.fromiter((int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) for word in words), np.uint64)
    steps = np.arange(1, PERMUTATIONS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = hashes[:, None] + steps
    # SplitMix64: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014.
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    uniform = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2.0**53
    races: NDArray[np.float32] = -np.log1p(-uniform).astype(np.float32)
    return races


def agreement(picks: NDArray[np.integer[Any]], pairs: Pairs) -> NDArray[np.uint8]:
    """Return in how many permutations the texts of each pair pick the same word."""
    shares = np.empty(len(pairs), dtype=np.uint8)
    for first in range(0, len(pairs), _CHUNK):
        some = pairs[first : first + _CHUNK]
        same = picks.take(some[:, 0], axis=0) == picks.take(some[:, 1], axis=0)
        # Eight truths at a time, as bytes of a number; what they add up to comes to stand in its highest byte.
        eights = same.view(np.uint64)
        sums = sum(eights.T[1:], start=eights[:, 0])
        shares[first : first + _CHUNK] = (sums * _EACH_BYTE) >> np.uint64(56)
    return shares


class _Agreeing:
    """Weeds out pairs that agree in too few permutations, most of them by one byte of each pick, which is faster."""

    def __init__(self, picks: Picks, least: float) -> None:
        self._picks, self._least = picks, least * PERMUTATIONS
        self._bytes = picks.astype(np.uint8)

    def __call__(self, pairs: Pairs) -> Pairs:
        for picks in (self._bytes, self._picks):
            pairs = pairs[agreement(picks, pairs) >= self._least]
        return pairs


def likely_pairs(picks: Picks, least: float, worth: Callable[[Pairs], NDArray[np.bool_]] | None = None) -> Pairs:
    """Return the pairs that agree in a band and in at least a share of all permutations, each once, in order.

    Of these only such as are `worth` keeping, which spares the memory for the others.
    """
    agreeing, held = _Agreeing(picks, least), np.flatnonzero(picks[:, 0] >= 0)
    found = np.empty(0, dtype=np.int64)
    for band in range(BANDS):
        fresh = [np.empty(0, dtype=np.int64)]
        for pairs in _together(picks[held, band * ROWS : (band + 1) * ROWS], held):
            pairs = agreeing(pairs)
            if worth is not None:
                pairs = pairs[worth(pairs)]
            fresh.append(pairs[:, 0] * len(picks) + pairs[:, 1])
        found = _united(found, np.concatenate(fresh))
    return np.stack([found // len(picks), found % len(picks)], axis=1)


def _united(found: NDArray[np.int64], fresh: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return numbers of two arrays, of which the first is in order, in order and each once: sorting beats hashing."""
    both = np.concatenate([found, fresh])
    both.sort(kind="stable")
    return both[np.flatnonzero(np.diff(both, prepend=-1))]


def _together(columns: Picks, numbers: NDArray[np.int64]) -> Iterator[Pairs]:
    """Yield the pairs of texts whose columns are the same, by how far apart they stand in their block."""
    band = np.ascontiguousarray(columns).view(np.int64).ravel()
    order = np.argsort(band, kind="stable")
    band, numbers = band[order], numbers[order]
    # Within a block the numbers rise. Who has none so far below in its block has none further.
    same = np.arange(len(numbers))
    for step in range(1, _NEIGHBOURS + 1):
        same = same[: np.searchsorted(same, len(numbers) - step)]
        same = same[band[same + step] == band[same]]
        if not len(same):
            return
        yield np.stack([numbers[same], numbers[same + step]], axis=1)
