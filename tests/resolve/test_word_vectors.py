"""The words of texts weigh as scikit-learn weighs them, though what one text only has is not held."""

from __future__ import annotations

from itertools import pairwise

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from disinfograph.resolve.narrative.case_text import CaseText, TextWords, content, empty_words
from disinfograph.resolve.narrative.word_vectors import Shared, vectors

WORDS = st.lists(st.sampled_from(["moon", "cheese", "sea", "of", "rain", "mo", "2014", "ж"]), max_size=6).map(" ".join)
TEXTS = st.builds(CaseText, WORDS, WORDS, st.lists(st.sampled_from(["Moon", "Old sea"]), max_size=2).map(tuple))


def features(text: TextWords) -> list[str]:
    title, claim = content(text.title), content(text.claim)
    told = [title, title] if claim[: len(title)] == title else [title, title, claim]
    words = [one for words in told for one in (*words, *(f"{first} {second}" for first, second in pairwise(words)))]
    return words + [f"[{label}]" for label in text.keywords]


@settings(max_examples=30)
@given(st.lists(TEXTS, max_size=12))
def test_the_weights_are_those_of_scikit_learn_to_the_last_bit(texts: list[CaseText]) -> None:
    words, shared = [text.words for text in texts], Shared()
    for one in words:
        shared.add(one)
    found = vectors(words, shared)
    try:
        wanted = TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=2, dtype=numpy.float32).fit_transform(
            words
        )
    except ValueError:  # nothing is shared
        assert (found.nnz, found.shape[0]) == (0, len(texts))
        return
    assert found.shape == wanted.shape
    for name in ("data", "indices", "indptr"):
        assert numpy.array_equal(getattr(found, name), getattr(wanted, name))


def test_the_words_left_out_are_those_that_scikit_learn_leaves_out() -> None:
    assert empty_words() == ENGLISH_STOP_WORDS
