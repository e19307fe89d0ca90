"""Pairs of cases with scores, by the million: the best of each pair, and of each case."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Ints = NDArray[np.int32]
_ROWS = 1 << 15

Side = tuple[int, float, int, int]
"""The other case of a pair, its score, and the two texts that it rests on."""


class Scored:
    """Pairs of numbered cases, each with a score and the two texts that it rests on; one pair may come several times.

    Of one pair the best counts; of equals, the last of those that came before `turn`, else the first.
    """

    def __init__(self) -> None:
        self._cases = array("i"), array("i")
        self._scores = array("d")
        self._texts = array("i"), array("i")
        self._turn = 0

    def add(self, case: int, other: int, score: float, one: int, two: int) -> None:
        """Enter a pair, the lower case first."""
        for column, value in zip((*self._cases, *self._texts), (case, other, one, two), strict=True):
            column.append(value)
        self._scores.append(score)

    def turn(self) -> None:
        """From now on the first of equals counts."""
        self._turn = len(self._scores)

    def best(self, most: int) -> Iterator[tuple[int, Iterator[Side]]]:
        """Yield each case, in order, with the best of its pairs: the lower case first where the score is the same."""
        case, other, score, one, two = self._each_once()
        case, other = np.concatenate([case, other]), np.concatenate([other, case])
        score, one, two = (np.concatenate([column, column]) for column in (score, one, two))
        order = np.lexsort((other, -score, case))
        rows = _rows(case[order], other[order], score[order], one[order], two[order])
        for number, sides in groupby(rows, key=itemgetter(0)):
            yield number, ((row[1], row[2], row[3], row[4]) for row in islice(sides, most))

    def _each_once(self) -> tuple[_Ints, _Ints, NDArray[np.float64], _Ints, _Ints]:
        case, other, one, two = (np.frombuffer(column, np.int32) for column in (*self._cases, *self._texts))
        score = np.frombuffer(self._scores, np.float64)
        came = np.arange(len(score))
        came[: self._turn] *= -1
        order = np.lexsort((came, -score, other, case))
        case, other = case[order], other[order]
        first = np.ones(len(case), dtype=bool)
        first[1:] = (case[1:] != case[:-1]) | (other[1:] != other[:-1])
        kept = order[first]
        return case[first], other[first], score[kept], one[kept], two[kept]


def _rows(*columns: NDArray[Any]) -> Iterator[tuple[int, int, float, int, int]]:
    for start in range(0, len(columns[0]), _ROWS):
        yield from zip(*(column[start : start + _ROWS].tolist() for column in columns), strict=True)
