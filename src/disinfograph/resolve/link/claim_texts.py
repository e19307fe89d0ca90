"""The texts of claims on disk, with their words and cases as numbers: what a comparison of all of them needs."""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from disinfograph.resolve.link.name_keys import NameKeys
from disinfograph.resolve.link.word_keys import Keys, keys
from disinfograph.shelf import Shelf

_AT_HAND = 2048

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A text, what it is about, and the numbers of the cases that have it, in order."""

    text: str
    keys: Keys
    cases: tuple[int, ...]


class ClaimTexts:
    """Texts by number, in the order given, each with the slugs of its cases.

    `words` and `slugs` are sorted; `coded` and the cases of a text are numbers of them. `held` counts the texts that
    have each word; `names` are the words that are names. Of each text `lengths` counts the letters of its folded form,
    `refusing` tells whether it says no; texts with other `numbers`, which are hashes, have other numbers.
    """

    def __init__(self, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._shelf = Shelf()
        words, slugs, names = Numbered(), Numbered(), NameKeys()
        lengths, refusing, numbers = array("i"), array("b"), array("q")
        for text, cases in texts:
            # Each text comes once: none is to be held.
            found = keys.__wrapped__(text)
            self._shelf.put(marshal.dumps((text, found.folded, found.words, found.numbers, found.refusals)))
            words.add(found.words)
            slugs.add(cases)
            names.add(text)
            lengths.append(len(found.folded))
            refusing.append(found.refusals > 0)
            numbers.append(hash(found.numbers))
        self.words, self.coded = words.settled()
        self.slugs, self._cases = slugs.settled()
        self.held = np.bincount(self.coded.flat, minlength=len(self.words))
        self.names = names.settled()
        self.lengths, self.refusing, self.numbers = map(np.array, (lengths, refusing, numbers))
        self.at = lru_cache(maxsize=_AT_HAND)(self._at)

    def __len__(self) -> int:
        return len(self._shelf)

    def __iter__(self) -> Iterator[ClaimText]:
        return map(self._at, range(len(self)))

    def cases(self) -> Iterator[list[int]]:
        """Yield the numbers of the cases of each text, in order."""
        return (sorted(cases.tolist()) for cases in self._cases)

    def _at(self, number: int) -> ClaimText:
        """Return a text by its number."""
        text, *about = marshal.loads(self._shelf[number])  # noqa: S302 - nobody else wrote it
        return ClaimText(text, Keys(*about), tuple(sorted(self._cases[number].tolist())))


class Coded(Sequence[Numbers]):
    """Rows of numbers, one after the other: those of row n begin at `ends[n]` and end before `ends[n + 1]`."""

    def __init__(self, flat: Numbers, ends: NDArray[np.int64]) -> None:
        self.flat, self.ends = flat, ends

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, row):  # type: ignore[no-untyped-def]
        return self.flat[self.ends[row] : self.ends[row + 1]]


class Numbered:
    """Rows of names, which get numbers as they come."""

    def __init__(self) -> None:
        self._numbers = _numbers()
        self._flat, self._ends = array("i"), array("q", [0])

    def add(self, names: Iterable[str]) -> None:
        """Enter the next row."""
        self._flat.extend(map(self._numbers.__getitem__, names))
        self._ends.append(len(self._flat))

    def settled(self) -> tuple[list[str], Coded]:
        """Return the names in order, and the rows with their places in it."""
        names: list[str] = sorted(self._numbers)
        places = np.empty(len(names), dtype=np.int32)
        places[np.fromiter(map(self._numbers.__getitem__, names), np.int64, len(names))] = np.arange(len(names))
        flat = places[np.frombuffer(self._flat, np.int32)] if self._flat else np.empty(0, np.int32)
        return names, Coded(flat, np.frombuffer(self._ends, np.int64))


def _numbers() -> defaultdict[Any, int]:
    """Return numbers for things, from 0, which they get as they are asked for."""
    return defaultdict(count().__next__)
