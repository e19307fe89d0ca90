"""The texts of claims on disk, with their words and cases as numbers: what a comparison of all of them needs."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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
    have each word.
    """

    def __init__(self, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._shelf = Shelf()
        words, slugs = _Numbered(), _Numbered()
        for text, cases in texts:
            found = keys(text)
            self._shelf.put(marshal.dumps((text, found.folded, found.words, found.numbers, found.refusals)))
            words.add(found.words)
            slugs.add(cases)
        self.words, self.coded = words.settled()
        self.slugs, self._cases = slugs.settled()
        self.held = np.bincount(self.coded.flat, minlength=len(self.words))
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


class _Numbered:
    """Rows of names, which get numbers as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._flat, self._ends = array("i"), array("q", [0])

    def add(self, names: Iterable[str]) -> None:
        self._flat.extend(self._numbers.setdefault(name, len(self._numbers)) for name in names)
        self._ends.append(len(self._flat))

    def settled(self) -> tuple[list[str], Coded]:
        """Return the names in order, and the rows with their places in it."""
        names = sorted(self._numbers)
        places = np.empty(len(names), dtype=np.int32)
        places[np.fromiter(map(self._numbers.__getitem__, names), np.int64, len(names))] = np.arange(len(names))
        flat = places[np.frombuffer(self._flat, np.int32)] if self._flat else np.empty(0, np.int32)
        return names, Coded(flat, np.frombuffer(self._ends, np.int64))
