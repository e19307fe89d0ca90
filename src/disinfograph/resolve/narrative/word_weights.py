"""What single words say of a narrative, learnt from cases that readers labelled.

`ontology/words.csv` gives a weight to a word for a narrative. A case scores for a narrative the sum of the weights of
its words, divided by the root of how many words it has: about 1 where it promotes the narrative or a finer one, about
0 where it does not. `benchmarks/quality/words.py` writes the file: a ridge regression on words that are there or not.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from disinfograph import resources
from disinfograph.errors import UnreadableInput
from disinfograph.resolve.narrative.case_text import CaseText, content

_HALF = 0.5
"""The score at which words say as much for a narrative as against it; what lies above adds less."""
_STEM = 6
"""A longer word of a title also counts by as many letters: so that endings do not part what belongs together."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """The weights of the words, by word and narrative."""

    weights: Mapping[str, Mapping[str, float]]

    @classmethod
    def load(cls) -> WordWeights:
        """Return the weights of the package; they are read once."""
        return _load()

    @classmethod
    def read(cls, path: Path) -> WordWeights:
        """Return the weights of a file; UnreadableInput when a weight is no number."""
        weights: dict[str, dict[str, float]] = {}
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(line for line in lines if not line.startswith("#")):
                word, *told = row
                if word != "word":
                    weights[word] = dict(_weight(path, one) for one in " ".join(told).split())
        return cls(weights)

    def scores(self, text: CaseText) -> dict[str, float]:
        """Return the score of each narrative of which a word of the text tells."""
        words = word_signs(text)
        found: dict[str, float] = defaultdict(float)
        for told in filter(None, map(self.weights.get, words)):
            for narrative, weight in told.items():
                found[narrative] += weight
        scale = sqrt(len(words)) or 1.0
        return {narrative: score / scale for narrative, score in found.items()}

    def words(self, text: CaseText, narrative: str, most: int = 5) -> tuple[str, ...]:
        """Return the words of a text that speak most for a narrative."""
        told = ((self.weights.get(word, {}).get(narrative, 0.0), word) for word in word_signs(text))
        ranked = sorted((-weight, word) for weight, word in told if weight > 0)
        return tuple(word for _, word in ranked[:most])


Related = Callable[[str], frozenset[str]]


class Standing:
    """How the score of a narrative stands to those of the others of a case.

    `broader` gives all narratives that are above one, `narrower` all below it.
    """

    def __init__(self, scores: Mapping[str, float], broader: Related, narrower: Related) -> None:
        self._scores, self._broader, self._narrower = scores, broader, narrower
        self._ranked = sorted(scores, key=scores.__getitem__, reverse=True)

    def signs(self, narrative: str) -> dict[str, float]:
        """Return the score, what of it lies above a half, and the best of the finer, the broader and the unrelated."""
        scores = self._scores
        score, above, below = scores.get(narrative, 0.0), self._broader(narrative), self._narrower(narrative)
        return {
            "words": score,
            "words-high": max(0.0, score - _HALF),
            "words-finer": max((scores[name] for name in below if name in scores), default=0.0),
            "words-broader": max((scores.get(name, 0.0) for name in above), default=score),
            "words-other": self._best_other(narrative, above, below),
        }

    def _best_other(self, narrative: str, above: frozenset[str], below: frozenset[str]) -> float:
        for name in self._ranked:
            if name != narrative and name not in above and name not in below:
                return max(0.0, self._scores[name])
        return 0.0


def word_signs(text: CaseText) -> list[str]:
    """Return the words of a case, sorted: of title and claim, pairs of the title, beginnings, and [keywords]."""
    return sorted(set(_words(text)))


def _words(text: CaseText) -> Iterator[str]:
    words = text.words
    title = content(words.title)
    yield from title
    yield from content(words.claim)
    yield from (f"{first} {second}" for first, second in pairwise(title))
    yield from (f"{word[:_STEM]}*" for word in title if len(word) > _STEM)
    yield from (f"[{label}]" for label in words.keywords)


@cache
def _load() -> WordWeights:
    return WordWeights.read(resources.root() / "ontology" / "words.csv")


def _weight(path: Path, told: str) -> tuple[str, float]:
    narrative, _, weight = told.rpartition(":")
    try:
        return narrative, float(weight)
    except ValueError:
        raise UnreadableInput(path.name, f"{told!r} is no narrative:weight", "write it anew by words.py") from None
