from __future__ import annotations

import pytest

from disinfograph.sources import prose
from disinfograph.sources.prose_sentences import searched, sentences, sentences_with


def test_slashes_behind_a_blank_end_a_sentence_beside_an_address_too() -> None:
    text = "It rained // see https://example.org/a//b there"
    assert ["It rained", "see https://example.org/a//b there"] == [sentence for _, sentence in sentences(text)]


def test_only_sentences_that_hold_a_word_are_given_whatever_its_case() -> None:
    text = "The lake is dry. RAIN is sold. Nobody asked."
    assert ["RAIN is sold."] == [sentence for _, sentence in sentences_with(searched("rain", "hail"), text)]
    assert [] == sentences_with(searched("hail"), text)


def test_a_source_named_in_the_first_word_of_a_response_is_found() -> None:
    assert ["Lake Office"] == [item.text for item in prose.evidence("According to the Lake Office, it rained.")]


def test_blanks_inside_a_word_that_is_looked_for_are_folded() -> None:
    text = "It is in\u2003line  with rain. It is in lines. Nobody asked."
    assert ["It is in line with rain."] == [sentence for _, sentence in sentences_with(searched("in line with"), text)]


def test_a_word_with_a_blank_behind_it_is_not_held_by_a_sentence_that_ends_with_it() -> None:
    text = "This is what we see\nSee more rain."
    assert ["See more rain."] == [sentence for _, sentence in sentences_with(searched("see "), text)]


def test_letters_that_become_two_when_small_move_no_sentence() -> None:
    text = "Straßen und Flüsse. Große Seen. RAIN is sold. İzmir is dry."
    assert [(32, "RAIN is sold.")] == sentences_with(searched("rain"), text)


@pytest.mark.parametrize(
    "text",
    ["It was Sept. Ten of them.", "It was ('St. Mary).", "The U.S. Army.", "It was J. Doe.", "It was “e.g. Rain."],
)
def test_a_full_stop_that_abbreviates_ends_no_sentence(text: str) -> None:
    assert [text] == [sentence for _, sentence in sentences(text)]


@pytest.mark.parametrize("text", ["It was there. Ten.", "It is 5. Ten.", "It was (a film). Ten.", "At x.org/a. Ten."])
def test_a_full_stop_that_abbreviates_nothing_ends_a_sentence(text: str) -> None:
    assert 2 == len(sentences(text))
