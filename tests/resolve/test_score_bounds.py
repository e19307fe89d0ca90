"""Pairs of claims that cannot score enough are left out before they are scored, and no other pair is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.resolve.link.claim_texts import ClaimTexts
from disinfograph.resolve.link.name_keys import NameKeys
from disinfograph.resolve.link.score_bounds import Bounds
from disinfograph.resolve.link.similar_claims import all_pairs

WORDS = "rain snow clouds Arcadia Lemuria Utopia not no 1999 2014 farmers planes stolen sold".split()
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=2, max_size=8)


def bounds(given_texts: list[str]) -> tuple[list[tuple[int, int]], list[float]]:
    texts = ClaimTexts((text, ()) for text in given_texts)
    weights = np.log(len(texts) + 1) - np.log(texts.held) + 0.1
    sums = np.array([weights[row].sum() for row in texts.coded])
    pairs = list(combinations(range(len(texts)), 2))
    return pairs, Bounds(texts, weights, sums).highest(np.array(pairs)).tolist()


@settings(deadline=None)
@given(TEXTS)
def test_no_pair_scores_more_than_its_bound(texts: list[str]) -> None:
    pairs, highest = bounds(texts)
    scores = all_pairs(texts)
    assert all(scores.get(pair, 0.0) <= bound for pair, bound in zip(pairs, highest, strict=True))


def test_what_tells_two_claims_apart_lowers_the_bound() -> None:
    _, (same,) = bounds(["clouds bring rain", "rain bring clouds"])
    _, (refused,) = bounds(["clouds bring rain", "rain not bring clouds"])
    _, (year,) = bounds(["clouds bring rain in 1999", "clouds bring rain in 2014"])
    assert same >= 1.0
    assert refused < 0.75
    assert year < 0.8


def test_a_name_is_a_word_that_most_texts_write_with_a_capital_within_sentences() -> None:
    names = NameKeys()
    names.add("They say that Utopia hides rain from the farmers of Arcadia")
    names.add("Rain falls on utopia and on the many farmers there")
    names.add("It is known that Utopia and the farmers have quarrelled")
    names.add("Farmers Of Lemuria Have Stolen The Clouds")
    assert names.settled() == {"utopia", "arcadi"}
