"""Scores of a method that ranks the names of a scheme for each text, their intervals, and what chance would do."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

SEED = 20261122
DRAWS = 20
"""How often a baseline of chance is drawn; its score is the mean."""
RESAMPLES = 1000
MOST = 3


class Ranked(NamedTuple):
    """A text: the names that are right, those given by the method, the best first, and what it hangs together with.

    The first of `ranking` is the one that is given; none is where it is empty. Texts of one `group` are drawn together.
    """

    truth: frozenset[str]
    ranking: tuple[str, ...]
    group: str


def accuracy(texts: Sequence[Ranked]) -> float:
    """Return the share of texts of which the first name is right."""
    return _mean(bool(text.truth.intersection(text.ranking[:1])) for text in texts)


def micro(texts: Sequence[Ranked]) -> float:
    """Return F1 over all decisions text x name; each text is given one name at most."""
    right = sum(len(text.truth.intersection(text.ranking[:1])) for text in texts)
    return _f1(right, sum(len(text.ranking[:1]) for text in texts), sum(len(text.truth) for text in texts))


def macro(texts: Sequence[Ranked]) -> float:
    """Return the mean F1 of the names that are right of some text or given to some."""
    right, given, truth = Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        truth.update(text.truth)
        given.update(text.ranking[:1])
        right.update(text.truth.intersection(text.ranking[:1]))
    return _mean(_f1(right[name], given[name], truth[name]) for name in sorted(truth | given))


def recall(texts: Sequence[Ranked]) -> float:
    """Return the share of what is right that is among the first three names."""
    found = sum(len(text.truth.intersection(text.ranking[:MOST])) for text in texts)
    return found / max(1, sum(len(text.truth) for text in texts))


SCORES: dict[str, Callable[[Sequence[Ranked]], float]] = {
    "micro F1": micro,
    "macro F1": macro,
    "first is right": accuracy,
    "recall at 3": recall,
}


def interval(texts: Sequence[Ranked], score: Callable[[Sequence[Ranked]], float]) -> tuple[float, float]:
    """Return the bounds between which 95 % of the scores of resampled groups of texts lie."""
    groups: dict[str, list[Ranked]] = {}
    for text in texts:
        groups.setdefault(text.group, []).append(text)
    names, chance = sorted(groups), random.Random(SEED)  # noqa: S311 - a draw, no secret
    scores = sorted(
        score([text for name in chance.choices(names, k=len(names)) for text in groups[name]]) for _ in range(RESAMPLES)
    )
    return scores[int(0.025 * RESAMPLES)], scores[int(0.975 * RESAMPLES) - 1]


def baselines(texts: Sequence[Ranked], names: Iterable[str]) -> dict[str, dict[str, float]]:
    """Return what each baseline scores: names drawn as often as they are right, drawn evenly, or the most frequent.

    The frequencies are those of the texts themselves, which no method knows: it makes the baselines better.
    """
    prior = Counter(name for text in texts for name in sorted(text.truth))
    often = tuple(name for name, _ in sorted(prior.items(), key=lambda item: (-item[1], item[0])))
    ways: dict[str, Callable[[random.Random], tuple[str, ...]]] = {
        "random by prior": lambda chance: _drawn(prior, chance),
        "random": lambda chance: _drawn(dict.fromkeys(sorted(names), 1), chance),
        "majority": lambda _: often,
    }
    return {way: _chance(texts, rank) for way, rank in ways.items()}


def _chance(texts: Sequence[Ranked], rank: Callable[[random.Random], tuple[str, ...]]) -> dict[str, float]:
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    drawn = [[text._replace(ranking=rank(chance)) for text in texts] for _ in range(DRAWS)]
    return {name: _mean(score(each) for each in drawn) for name, score in SCORES.items()}


def _drawn(prior: Mapping[str, int], chance: random.Random) -> tuple[str, ...]:
    """Return three names, none twice, drawn by their frequency."""
    left, drawn = dict(prior), []
    for _ in range(min(MOST, len(left))):
        drawn += chance.choices(list(left), weights=list(left.values()))
        del left[drawn[-1]]
    return tuple(drawn)


def _f1(right: int, given: int, truth: int) -> float:
    return 2 * right / (given + truth) if given + truth else 0.0


def _mean(values: Iterable[float] | Iterator[bool]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.0
