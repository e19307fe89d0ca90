"""How often labels and lists of labels occur, as fitted to a public table of some 11,000 cases of 2015 to 2021.

Only figures were kept: the two parameters of a rank-frequency law (Zipf and Mandelbrot: frequency of rank r goes as
(r + offset) ** -exponent, fitted by likelihood), the number of different labels, how many labels a case has.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

FITTED_CASES = 10_892
"""Cases of the table to which the figures were fitted."""
HEAPS = 0.77
"""The number of different outlets grows as the number of cases to this power (1 / exponent of their law)."""


@dataclass(frozen=True, slots=True)
class Law:
    """How a field is filled: its rank-frequency law, its number of labels, and how many of them a case has.

    `missing` and `single` are the shares of cases with none and of the others with one; `mean` is over all cases.
    """

    exponent: float
    offset: float
    labels: int
    missing: float
    single: float
    mean: float


COUNTRIES = Law(exponent=2.10, offset=3, labels=109, missing=0.025, single=0.39, mean=1.92)
KEYWORDS = Law(exponent=1.95, offset=30, labels=601, missing=0.003, single=0.17, mean=3.05)
LANGUAGES = Law(exponent=1.55, offset=0, labels=32, missing=0.023, single=0.94, mean=1.05)
OUTLETS = Law(exponent=1.30, offset=20, labels=2750, missing=0.021, single=0.85, mean=1.82)
ARTICLES = Law(exponent=0, offset=0, labels=1, missing=0.0, single=0.88, mean=1.60)
"""Articles are no labels: only how many a case has."""
ARCHIVED = 0.57
"""Share of articles with an archived copy."""
YEARS = {2015: 344, 2016: 1942, 2017: 1307, 2018: 984, 2019: 2620, 2020: 3265}
"""Cases by year, as far as the table has whole years."""


class Ranked:
    """Things drawn by a rank-frequency law; the order of the things is their rank."""

    def __init__(self, size: int, exponent: float, offset: float) -> None:
        self._upto = list(accumulate((rank + offset) ** -exponent for rank in range(1, size + 1)))

    def __len__(self) -> int:
        return len(self._upto)

    def draw(self, rng: random.Random) -> int:
        """Return a rank from 0."""
        return min(bisect(self._upto, rng.random() * self._upto[-1]), len(self._upto) - 1)

    def draw_some(self, rng: random.Random, count: int) -> list[int]:
        """Return `count` different ranks, or fewer where the tries run out: the law's head is drawn again and again."""
        found: dict[int, None] = {}
        for _ in range(4 * count):
            found[self.draw(rng)] = None
            if len(found) == count:
                break
        return list(found)


def how_many(law: Law, rng: random.Random) -> int:
    """Return the number of things of a case: none, one, or two and more falling off evenly (geometric)."""
    if rng.random() < law.missing:
        return 0
    if rng.random() < law.single:
        return 1
    rest = (law.mean / (1 - law.missing) - law.single) / (1 - law.single) - 2
    go_on, count = rest / (1 + rest), 2
    while rng.random() < go_on:
        count += 1
    return count


def outlets_of(cases: int) -> int:
    """Return how many different outlets a world of so many cases draws from: the tail grows with the cases."""
    grown: float = max(1.0, cases / FITTED_CASES) ** HEAPS
    return round(OUTLETS.labels * grown)


def pick(things: Sequence[str], rng: random.Random) -> str:
    """Return any of the things, each as likely as the others."""
    return things[int(rng.random() * len(things))]
