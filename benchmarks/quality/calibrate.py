"""Fit the weights of the signs and the confidence of the matches to labelled cases.

    python benchmarks/quality/calibrate.py SHARED

SHARED is the folder that holds `data/`. Writes `ontology/words.csv`, `ontology/evidence.csv` and
`ontology/calibration.csv` from the tuning half of the gold set, from `labels/development.csv` and from
`labels/training.csv`; neither the reporting half nor `labels/fresh.csv` is looked at. What the words of a case weigh is
learnt from other cases only while the rest is fitted. The weights of the signs are those of a
logistic regression of "is one of the finest narratives of this case" on the signs. The confidence of a method at a
weight is the share that was right, by weights fitted without the case, drawn to what the weight says where few were
judged, and never falling while the weight rises. A narrative that a response names while nothing else speaks is as
sure as any that responses name: how often it, or a finer one, was right.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from agreement import Labels, finest, lineage
from agreement import read as read_labels
from draw import draw
from narratives import LABELS, attributed, identified
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from words import Learnt, apart, learnt

from disinfograph import resources
from disinfograph.iris import case_slug
from disinfograph.resolve.narrative.attribution import METHODS
from disinfograph.resolve.narrative.calibration import BASE
from disinfograph.resolve.narrative.case_text import CaseText
from disinfograph.resolve.narrative.signs import NAMED
from disinfograph.resolve.narrative.word_weights import WordWeights

DEVELOPMENT, TRAINING = LABELS.with_name("development.csv"), LABELS.with_name("training.csv")
FRESH, STALE = 1.0, 0.1
"""What a case counts for: one by whose misses no cue was written, and one by whose misses cues were."""
LATER = frozenset({"turkey-backs-terrorists", "international-bodies-biased", "western-leaders-unfit"})
"""Narratives that the scheme got after the development labels: of these they say nothing."""
FOLDS = 10
PRIOR = 6.0
"""How many judgements the weight itself counts for in the confidence of a step."""
SMALLEST = 0.05
"""A weight closer to nothing is left out."""


class Judgement(NamedTuple):
    """A narrative that some sign speaks for: its case, the signs, the method, if it is right, if a right one is
    as fine or finer, what it counts for.
    """

    case: int
    signs: dict[str, float]
    method: str
    right: bool
    implied: bool
    counts: float


def labelled(shared: Path) -> dict[str, tuple[frozenset[str], float]]:
    """Return the labels of each case and what it counts for, by its id."""
    gold, training = read_labels(LABELS), read_labels(TRAINING)
    stale = {case.id: gold[case.id] for case in draw(shared) if case.half == "tuning"} | read_labels(DEVELOPMENT)
    return {name: (told, FRESH) for name, told in training.items()} | {n: (told, STALE) for n, told in stale.items()}


class HeldOut(WordWeights):
    """For each text the scores by weights that were learnt without its case."""

    @classmethod
    def over(cls, texts: Mapping[str, CaseText], labels: Labels) -> HeldOut:
        """Return the scores of all labelled cases."""
        return cls({texts[name]: WordWeights(told).scores(texts[name]) for name, told in apart(texts, labels)})

    def scores(self, text: CaseText) -> dict[str, float]:
        """Return the scores of a text, none for one that is not labelled."""
        return dict(self.weights.get(text, {}))


def judgements(shared: Path) -> tuple[list[Judgement], Learnt]:
    """Return what speaks for a narrative in the labelled cases, and if it is right; and what words say."""
    named = list(identified(shared))
    attribution, above = attributed(record for _, record in named), lineage()
    slugs = {name: case_slug(record) for name, record in named if name}
    known = labelled(shared)
    labels = {name: told for name, (told, _) in sorted(known.items())}
    texts = {name: attribution.text(slugs[name]) for name in labels}
    attribution.weights = HeldOut.over(texts, labels)
    judged = [
        Judgement(
            number,
            {sign: many for sign, many in found.signs.items() if sign != NAMED},
            attribution.method(found),
            narrative in finest(gold, above),
            narrative in gold.union(*(above[name] for name in gold)),
            counts,
        )
        for number, (name, (gold, counts)) in enumerate(sorted(known.items()))
        for narrative, found in attribution.weighed(slugs[name]).items()
        if counts == FRESH or narrative not in LATER
    ]
    return judged, learnt(texts, labels)


class Fit:
    """A logistic regression on the signs of judgements."""

    def __init__(self, judged: Sequence[Judgement], signs: Sequence[str]) -> None:
        self.signs = tuple(signs)
        self._model = LogisticRegression(C=1.0, max_iter=5000)
        right, counts = [one.right for one in judged], [one.counts for one in judged]
        self._model.fit(self._matrix(judged), right, sample_weight=counts)

    def raw(self, judged: Sequence[Judgement]) -> Any:
        """Return what the signs of each judgement weigh, from 0 to 1."""
        return self._model.predict_proba(self._matrix(judged))[:, 1]

    def weights(self) -> Iterator[tuple[str, float]]:
        """Yield each sign and its weight, the heaviest first; before them the base."""
        yield BASE, float(self._model.intercept_[0])
        weighed = zip(self.signs, map(float, self._model.coef_[0]), strict=True)
        yield from sorted(weighed, key=lambda pair: -pair[1])

    def _matrix(self, judged: Sequence[Judgement]) -> Any:
        return numpy.array([[one.signs.get(sign, 0.0) for sign in self.signs] for one in judged])


def held_out(judged: Sequence[Judgement], signs: Sequence[str]) -> Any:
    """Return the weight of each judgement by a fit that knows nothing of its case."""
    raw = numpy.zeros(len(judged))
    cases = [one.case for one in judged]
    for known, asked in GroupKFold(FOLDS).split(cases, groups=cases):
        raw[asked] = Fit([judged[at] for at in known], signs).raw([judged[at] for at in asked])
    return raw


def steps(judged: Sequence[Judgement], raw: Any, method: str) -> Iterator[tuple[str, str, str, str, int, int]]:
    """Yield the rows of a method: weight from and to, confidence, how many were right of how many judged."""
    tenths = numpy.minimum((raw * 10 + 1e-9).astype(int), 9)
    right, counts, many, means = numpy.zeros(10), numpy.zeros(10), numpy.zeros((2, 10), dtype=int), numpy.zeros(10)
    for one, tenth in zip(judged, tenths, strict=True):
        if one.method == method:
            right[tenth] += one.right * one.counts
            counts[tenth] += one.counts
            many[:, tenth] += (one.right, 1)
    means = numpy.arange(10) / 10 + 0.05
    shares = (right + PRIOR * means) / (counts + PRIOR)
    rising = IsotonicRegression(y_min=0, y_max=1).fit_transform(range(10), shares, sample_weight=counts + PRIOR)
    for tenth in range(10):
        bounds = (f"{tenth / 10:.1f}", f"{(tenth + 1) / 10:.1f}")
        yield method, *bounds, f"{rising[tenth]:.2f}", int(many[0, tenth]), int(many[1, tenth])


def named(judged: Iterable[Judgement]) -> tuple[str, str, str, str, int, int]:
    """Return the row of the narratives that a response names by a label while nothing else speaks."""
    implied = [one.implied for one in judged if "phrase" in one.signs]
    return NAMED, "0.0", "1.0", f"{sum(implied) / len(implied):.2f}", sum(implied), len(implied)


def rows_of(words: Learnt) -> Iterator[tuple[str, str]]:
    """Yield each word that tells something, sorted, with `narrative:weight` for each narrative."""
    for word, told in sorted(words.told().items()):
        yield word, " ".join(f"{name}:{weight:.2f}" for name, weight in sorted(told.items()))


def write(path: Path, comment: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table whose first line says where it is from."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {comment}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write the two files."""
    parser = argparse.ArgumentParser(description="Fit weights and confidence to labelled cases.")
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    judged, words = judgements(parser.parse_args().shared)
    signs = sorted({sign for one in judged for sign in one.signs})
    folder = resources.root() / "ontology"
    cases = len({one.case for one in judged})
    origin = f"Written by benchmarks/quality/calibrate.py from {len(judged)} judgements on {cases} labelled cases."
    origin_of_words = (
        f"Written by benchmarks/quality/calibrate.py from {cases} labelled cases. Weights of a regression."
    )
    write(folder / "words.csv", origin_of_words, ("word", "narratives"), rows_of(words))
    weights = [(sign, f"{weight:.2f}") for sign, weight in Fit(judged, signs).weights() if abs(weight) >= SMALLEST]
    write(folder / "evidence.csv", f"{origin} Weights are logarithms of odds.", ("sign", "weight"), weights)
    raw = held_out(judged, signs)
    rows = [*(row for method in sorted(METHODS) for row in steps(judged, raw, method)), named(judged)]
    header = ("method", "raw_from", "raw_to", "confidence", "right", "judged")
    write(folder / "calibration.csv", f"{origin} Confidence is the share that was right.", header, rows)


if __name__ == "__main__":
    main()
