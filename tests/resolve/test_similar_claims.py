from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.records import Record
from disinfograph.resolve.link.minhash import PERMUTATIONS, ROWS, Picks, likely_pairs
from disinfograph.resolve.link.similar_claims import LEAST, MOST, Similar, SimilarClaims, all_pairs

FILLERS = (
    "Snow in Arcadia is dyed by planes from the south",
    "Hail is a weapon of the Weather Office against farmers",
    "The fog over the capital was made by a secret laboratory",
    "Fishermen of Lemuria were told to sell their boats to foreign banks",
    "Every lighthouse on the coast was switched off by order of the harbour master",
    "The mayor rented the moon to a foreign power for thirty years",
    "Pilgrims were turned away at the old bridge out of hatred",
    "Utopia hides the true height of its mountains from tourists",
    "The merchants of Atlantis poisoned the wells with sea salt",
    "Schools in Arcadia forbid children to look at clouds",
    "They say that Atlantis, Arcadia, Lemuria and Utopia quarrel about Arcadia and Atlantis",
)


def settled(*texts: str, fillers: tuple[str, ...] = FILLERS) -> SimilarClaims:
    claims = SimilarClaims()
    for position, text in enumerate((*texts, *fillers)):
        claims.add(f"case-{position}", Record("s", "f", position + 1, title=text))
    claims.settle()
    return claims


def likeness(one: str, two: str) -> float:
    found = {similar.slug: similar.score for similar in settled(one, two).of("case-0")}
    return found.get("case-1", 0.0)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Foreign clouds steal the rain of Utopia", "Foreign clouds stole the rain of Utopia"),
        ("Foreign clouds steal the rain of Utopia", "The rain of Utopia is stolen by foreign clouds"),
        ("The Second World War was started by wind merchants", "Wind merchants started WWII"),
        ("The old well in the north was closed by a decree", "An old well in the north was closed by decree"),
    ],
)
def test_the_same_claim_in_other_words_is_similar(one: str, two: str) -> None:
    assert likeness(one, two) >= LEAST


@pytest.mark.parametrize(
    ("one", "two", "most"),
    [
        ("Foreign troops are in the north of Utopia", "No foreign troops are in the north of Utopia", 0.7),
        ("Foreign clouds stole the rain in 2019", "Foreign clouds stole the rain in 2020", 0.8),
        (
            "We all know that the fleet of Arcadia sank a ferry",
            "We all know that the fleet of Lemuria sank a ferry",
            0.8,
        ),
        ("Rain is sold to banks", "Dancing bears are banned from trains", 0.0),
    ],
)
def test_a_no_another_number_or_another_name_keeps_claims_apart(one: str, two: str, most: float) -> None:
    assert likeness(one, two) <= most


def test_the_same_words_score_one_whatever_their_letters_and_marks() -> None:
    found = settled("Foreign clouds steal the rain!", "foreign clouds steal the rain").of("case-0")
    assert [(similar.slug, similar.score) for similar in found] == [("case-1", 1.0)]


def test_equal_texts_of_two_cases_are_similar_and_a_case_is_never_similar_to_itself() -> None:
    claims = SimilarClaims()
    for slug in ("a", "a", "b"):
        claims.add(slug, Record("s", "f", 1, title="Rain is sold to banks", claim="Rain is sold to banks."))
    claims.settle()
    assert [similar.slug for similar in claims.of("a")] == ["b"]
    assert [similar.slug for similar in claims.of("b")] == ["a"]


def test_claims_are_compared_by_their_text_where_the_titles_differ() -> None:
    claims = SimilarClaims()
    text = (
        "The harbour master ordered the tide to come in at noon, and the fleet of Arcadia was left behind on the sand."
    )
    claims.add("a", Record("s", "f", 1, title="Tide made to order", claim=text))
    claims.add(
        "b", Record("t", "g", 1, title="How a fleet was lost", claim=text.replace("at noon, and", "at noon while"))
    )
    claims.settle()
    assert [similar.slug for similar in claims.of("a")] == ["b"]


def test_the_words_that_both_share_are_the_evidence() -> None:
    found = settled("Foreign clouds steal the rain of Utopia", "Foreign clouds stole Utopia's rain").of("case-0")
    assert set(found[0].evidence) == {"Foreign", "clouds", "rain", "Utopia"}


def test_likeness_is_the_same_from_both_sides() -> None:
    claims = settled("Foreign clouds steal the rain of Utopia", "Foreign clouds stole the rain of Utopia")
    (one,), (two,) = claims.of("case-0"), claims.of("case-1")
    assert (one.score, one.confidence) == (two.score, two.confidence)


def test_confidence_rises_with_the_score_and_is_never_certain() -> None:
    claims = settled("Clouds steal rain", "Clouds steal rain", "Clouds steal the rain of us all", "Clouds stole rain")
    found = claims.of("case-0")
    scores = [similar.score for similar in found]
    sure = [similar.confidence for similar in found]
    assert scores == sorted(scores, reverse=True)
    assert sure == sorted(sure, reverse=True)
    assert 0.5 <= min(sure) <= max(sure) < 1


def test_of_very_many_equal_claims_only_so_many_are_kept() -> None:
    claims = settled(*["Rain is sold to foreign banks"] * 40)
    assert len(claims.of("case-0")) == MOST


def test_an_unknown_case_has_no_similar_claims() -> None:
    assert settled().of("nothing") == ()
    assert SimilarClaims().of("nothing") == ()


def test_the_order_in_which_claims_come_changes_nothing() -> None:
    texts = ["Foreign clouds steal the rain", "Foreign clouds stole the rain", "Clouds from abroad steal our rain"]
    there, back = SimilarClaims(), SimilarClaims()
    entered = [(f"case-{number}", Record("s", "f", 1, title=text)) for number, text in enumerate([*texts, *FILLERS])]
    for slug, record in entered:
        there.add(slug, record)
    for slug, record in reversed(entered):
        back.add(slug, record)
    there.settle()
    back.settle()
    assert [there.of(slug) for slug, _ in entered] == [back.of(slug) for slug, _ in entered]


def test_the_pairs_found_are_those_that_comparing_each_with_each_finds() -> None:
    texts = [f"{one} {two} of the rain in the {place}" for one in ("clouds", "thieves") for two in ("theft", "sale")
             for place in ("north", "south", "harbour")]  # fmt: skip
    exact = all_pairs([*texts, *FILLERS])
    claims = settled(*texts)
    for (one, two), score in exact.items():
        best = [similar.score for similar in claims.of(f"case-{one}")]
        assert f"case-{two}" in [similar.slug for similar in claims.of(f"case-{one}")] or min(best) >= score


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_texts_are_survived(texts: list[str]) -> None:
    claims = settled(*texts, fillers=())
    for number in range(len(texts)):
        for similar in claims.of(f"case-{number}"):
            assert isinstance(similar, Similar)
            assert LEAST <= similar.score <= 1
            assert similar.slug != f"case-{number}"


@st.composite
def picks(draw: st.DrawFn) -> Picks:
    """Picks of some texts, many of them the same, and many the same but for what is above their lowest byte."""
    texts = draw(st.integers(0, 12))
    words = st.lists(st.sampled_from((-1, 3, 259, 65539, 7)), min_size=PERMUTATIONS, max_size=PERMUTATIONS)
    rows = draw(st.lists(words, min_size=texts, max_size=texts))
    held = [[3 if pick < 0 else pick for pick in row] if row[0] >= 0 else [-1] * PERMUTATIONS for row in rows]
    return np.array(held, dtype=np.int32).reshape(texts, PERMUTATIONS)


@given(picks(), st.sampled_from((0.0, 0.2, 0.3, 0.5, 1.0)))
def test_likely_pairs_are_those_that_agree_in_a_band_and_in_the_least_share_of_all(found: Picks, least: float) -> None:
    expected = []
    for one, two in combinations(range(len(found)), 2):
        same = found[one] == found[two]
        bands = same.reshape(-1, ROWS).all(axis=1)
        if found[one][0] >= 0 <= found[two][0] and bands.any() and same.sum() >= least * PERMUTATIONS:
            expected.append([one, two])
    assert likely_pairs(found, least).tolist() == expected
