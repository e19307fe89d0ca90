"""Sentences of claims are parted by their stops and held against the cues by what their words say."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.resolve.narrative.narratives import CLAIM, Scheme, sentences
from disinfograph.resolve.narrative.remembered import Remembered

ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[a-zа-я][.!?])(?=[A-ZА-Я])|\n+|\s//\s")
"""What parts sentences, as one rule."""
TOLD = st.lists(
    st.sampled_from(
        "Ukraine nazis coup Maidan CIA biolabs Bucha staged sanctions Russia MH17 is a the not лаборатории США".split()
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(st.text("aBя.!?…\"') \n/Б\t", max_size=20))
def test_sentences_end_where_the_one_rule_says(text: str) -> None:
    assert sentences(text) == [part for part in ENDS.split(text) if part.strip()]


@settings(max_examples=30)
@given(TOLD, st.lists(st.sampled_from(["Ukraine", "MH17", "Biological weapons", "Coup"]), unique=True))
def test_a_sentence_tells_what_a_claim_of_this_sentence_tells_by_its_words(text: str, keywords: list[str]) -> None:
    scheme = Scheme.load()
    by_words = [match for match in scheme.match_cues("", text, keywords) if match.confidence >= CLAIM.words]
    assert scheme.match_sentence(text, keywords) == by_words


def test_what_lies_below_a_narrative_lies_above_it_from_there() -> None:
    scheme = Scheme.load()
    below = {(one, name) for name in scheme.slugs for one in scheme.narrower(name)}
    assert below == {(name, one) for name in scheme.slugs for one in scheme.broader(name)}
    assert below


def test_a_word_is_found_once_until_too_many_are_remembered() -> None:
    asked: list[str] = []
    lengths = Remembered(lambda word: asked.append(word) or len(word), most=2)
    assert [lengths[word] for word in ("a", "bb", "a", "ccc", "a")] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bb", "ccc", "a"]
