"""Learn what single words say of a narrative, from labelled cases.

`calibrate.py` calls this and writes `ontology/words.csv`. The model is a ridge regression of "the case promotes the
narrative or a finer one" on which words the case has, each case of length 1; what the scheme says of a narrative in its
own words counts as one more case of it. Source: Hoerl and Kennard 1970, in its dual form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from agreement import Labels, lineage
from scipy.linalg import solve
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import KFold

from disinfograph.resolve.narrative.case_text import CaseText
from disinfograph.resolve.narrative.similarity import own_words
from disinfograph.resolve.narrative.word_weights import word_signs
from disinfograph.vocabularies import load

PENALTY = 0.5
FEWEST = 2
"""Cases that must have a word for it to be learnt from."""
SMALLEST = 0.1
"""A weight closer to nothing is left out of the file."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights by word and narrative: `matrix` has a row for each word, a column for each narrative."""

    words: Sequence[str]
    narratives: Sequence[str]
    matrix: Any

    def told(self, smallest: float = SMALLEST) -> dict[str, dict[str, float]]:
        """Return the weights that are not near nothing."""
        found: dict[str, dict[str, float]] = {}
        for row, column in zip(*numpy.nonzero(abs(self.matrix) >= smallest), strict=True):
            found.setdefault(self.words[row], {})[self.narratives[column]] = float(self.matrix[row, column])
        return found


def learnt(texts: Mapping[str, CaseText], labels: Labels) -> Learnt:
    """Return the weights that the labelled cases and the scheme give to words."""
    above, concepts = lineage(), load("narratives")
    narratives = [concept.slug for concept in concepts]
    documents = [word_signs(texts[name]) for name in labels]
    documents += [word_signs(CaseText(concept.label, own_words(concept), ())) for concept in concepts]
    targets = [labels[name] for name in labels] + [frozenset({slug}) for slug in narratives]
    counted = CountVectorizer(analyzer=lambda words: words, min_df=FEWEST, binary=True, dtype=numpy.float32)
    # A case's length counts all its words, those too that no other case has.
    known = counted.fit_transform(documents)
    lengths = numpy.sqrt([max(1, len(words)) for words in documents], dtype=numpy.float32)
    known = known.multiply(1 / lengths[:, None]).tocsr()
    promoted = numpy.array(
        [[slug in told.union(*(above[name] for name in told)) for slug in narratives] for told in targets], "float32"
    )
    kernel = (known @ known.T).toarray()
    kernel[numpy.diag_indices_from(kernel)] += PENALTY
    dual = solve(kernel, promoted, assume_a="pos", overwrite_a=True)
    return Learnt(counted.get_feature_names_out(), narratives, known.T @ dual)


def apart(texts: Mapping[str, CaseText], labels: Labels) -> Iterator[tuple[str, dict[str, dict[str, float]]]]:
    """Yield each case with the weights of all words as learnt from cases of other folds."""
    names = sorted(labels)
    for known, asked in KFold(FOLDS, shuffle=True, random_state=0).split(names):
        weights = learnt(texts, {names[at]: labels[names[at]] for at in known}).told()
        yield from ((names[at], weights) for at in asked)
