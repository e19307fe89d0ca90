from __future__ import annotations

from disinfograph.sources import prose
from disinfograph.sources.prose_sentences import sentences, sentences_with


def test_slashes_behind_a_blank_end_a_sentence_beside_an_address_too() -> None:
    text = "It rained // see https://example.org/a//b there"
    assert ["It rained", "see https://example.org/a//b there"] == [sentence for _, sentence in sentences(text)]


def test_only_sentences_that_hold_a_word_are_given_whatever_its_case() -> None:
    text = "The lake is dry. RAIN is sold. Nobody asked."
    assert ["RAIN is sold."] == [sentence for _, sentence in sentences_with(("rain", "hail"), text)]
    assert [] == sentences_with(("hail",), text)


def test_a_source_named_in_the_first_word_of_a_response_is_found() -> None:
    assert ["Lake Office"] == [item.text for item in prose.evidence("According to the Lake Office, it rained.")]
