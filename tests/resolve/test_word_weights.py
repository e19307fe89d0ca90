"""Single words weigh for a narrative as labelled cases taught."""

from __future__ import annotations

from pathlib import Path

import pytest

from disinfograph.errors import UnreadableInput
from disinfograph.records import Record
from disinfograph.resolve.narrative.attribution import WORDS, Attribution
from disinfograph.resolve.narrative.calibration import Calibration
from disinfograph.resolve.narrative.case_text import CaseText
from disinfograph.resolve.narrative.narratives import Scheme
from disinfograph.resolve.narrative.word_weights import Standing, WordWeights, word_signs
from disinfograph.vocabularies import load

WEIGHTS = WordWeights({"moon": {"moon": 2.0, "sky": 1.0}, "cheese": {"moon": 1.0}, "soup": {"sea": 3.0}})


def text(title: str, claim: str = "", *keywords: str) -> CaseText:
    return CaseText(title, claim, keywords)


def above(narrative: str) -> frozenset[str]:
    return frozenset({"sky"}) if narrative == "moon" else frozenset()


def below(narrative: str) -> frozenset[str]:
    return frozenset({"moon"}) if narrative == "sky" else frozenset()


def test_a_case_has_the_words_of_its_texts_pairs_of_its_title_beginnings_and_keywords() -> None:
    signs = word_signs(text("The lunatic moon", "It is cheese", "Old moons"))
    assert signs == ["[old moons]", "cheese", "lunati*", "lunatic", "lunatic moon", "moon"]


def test_a_score_is_the_sum_of_the_weights_over_the_root_of_how_many_words_there_are() -> None:
    assert WEIGHTS.scores(text("moon cheese")) == pytest.approx({"moon": 3 / 3**0.5, "sky": 1 / 3**0.5})
    assert WEIGHTS.scores(text("")) == {}


def test_a_word_said_twice_weighs_once() -> None:
    assert WEIGHTS.scores(text("moon", "moon moon")) == WEIGHTS.scores(text("moon"))


def test_the_words_that_decide_come_first_and_others_not_at_all() -> None:
    assert WEIGHTS.words(text("cheese moon soup"), "moon") == ("moon", "cheese")
    assert WEIGHTS.words(text("cheese moon soup"), "moon", most=1) == ("moon",)


def test_a_score_stands_beside_the_best_of_the_finer_the_broader_and_the_unrelated() -> None:
    standing = Standing({"moon": 0.7, "sky": 0.4, "sea": 0.2}, above, below)
    moon = {"words": 0.7, "words-finer": 0.0, "words-broader": 0.4, "words-other": 0.2}
    assert standing.signs("moon") == pytest.approx(moon | {"words-high": 0.2})
    sky = {"words": 0.4, "words-high": 0.0, "words-finer": 0.7, "words-broader": 0.4, "words-other": 0.2}
    assert standing.signs("sky") == pytest.approx(sky)
    assert standing.signs("sea")["words-other"] == pytest.approx(0.7)
    assert standing.signs("rain")["words"] == 0


def test_a_file_is_read_with_its_comment_and_a_weight_that_is_no_number_is_told(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("# Written by hand.\nword,narratives\nmoon,moon:2.00 sky:-0.50\n", "utf-8")
    assert WordWeights.read(path).weights == {"moon": {"moon": 2.0, "sky": -0.5}}
    path.write_text("word,narratives\nmoon,moon:much\n", "utf-8")
    with pytest.raises(UnreadableInput, match=r"words\.csv.*moon:much.*write it anew"):
        WordWeights.read(path)


def test_the_weights_of_the_package_are_about_narratives_of_the_scheme_and_sorted() -> None:
    known, weights = {concept.slug for concept in load("narratives")}, WordWeights.load().weights
    assert {name for told in weights.values() for name in told} <= known
    assert list(weights) == sorted(weights)
    assert weights["vassal"]["europe-us-vassal"] > 0.5


def test_a_case_without_a_cue_is_known_by_its_words_and_says_by_which() -> None:
    case = Record("a", "a.csv", 1, title="Vassal states of Europe take orders, vassal elites obey Washington")
    held = Attribution(Scheme.load(), frozenset({WORDS}))
    held.add("a", case)
    held.settle([])
    (match,) = held.of("a")
    assert (match.narrative, match.method) == ("europe-us-vassal", WORDS)
    assert "vassal" in match.evidence
    assert 0.45 <= match.confidence < 1


def test_words_tell_of_no_narrative_that_the_scheme_lacks() -> None:
    concepts = [concept for concept in load("narratives") if concept.slug == "mh17"]
    held = Attribution(Scheme(concepts), frozenset({WORDS}), Calibration.load())
    held.add("a", Record("a", "a.csv", 1, title="Vassal states of Europe"))
    assert held.scores("a").keys() <= {"mh17"}
