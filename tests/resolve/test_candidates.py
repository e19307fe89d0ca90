from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from disinfograph.namespaces import BASE
from disinfograph.records import Record
from disinfograph.resolve.narrative.attribution import Attribution
from disinfograph.resolve.narrative.candidates import Candidate, candidates
from disinfograph.resolve.narrative.narratives import Scheme
from disinfograph.vocabularies import Concept


def test_alike_phrases_are_one_candidate_with_all_their_cases() -> None:
    found = candidates(
        {
            "a": ["the smuggling of bees"],
            "b": ["a tax on wind"],
            "c": ["smuggling of bees"],
            "d": ["smuggling of bees by the baker"],
        },
        {},
    )
    assert found == [
        Candidate(
            "the smuggling of bees",
            ("the smuggling of bees", "smuggling of bees", "smuggling of bees by the baker"),
            ("a", "c", "d"),
        ),
        Candidate("a tax on wind", ("a tax on wind",), ("b",)),
    ]


def test_the_candidate_of_most_cases_comes_first() -> None:
    found = candidates({"a": ["a tax on wind"], "b": ["stolen bees"], "c": ["stolen bees"]}, {})
    assert [(candidate.label, len(candidate.cases)) for candidate in found] == [
        ("stolen bees", 2),
        ("a tax on wind", 1),
    ]


def test_a_title_alone_is_no_candidate_but_titles_alike_are() -> None:
    titles = {
        "a": ["Bakers steal bees at night"],
        "b": ["Bakers steal the bees at night"],
        "c": ["Wind is to be taxed"],
    }
    (found,) = candidates({}, titles)
    assert found.cases == ("a", "b")


def test_a_title_joins_the_phrase_that_it_is_like() -> None:
    (found,) = candidates({"a": ["a tax on the wind"]}, {"b": ["The tax on the wind"]})
    assert found.cases == ("a", "b")


def test_a_single_word_is_no_candidate() -> None:
    assert candidates({"a": ["bees"], "b": ["…", ""]}, {"c": ["Bees"], "d": ["Bees"]}) == []


def test_a_phrase_of_stop_words_breaks_nothing() -> None:
    assert len(candidates({"a": ["to be or not"], "b": ["and so on"]}, {})) == 2


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.lists(st.text(max_size=20), max_size=3), max_size=5))
def test_no_phrase_is_lost_or_told_twice(phrases: dict[str, list[str]]) -> None:
    found = candidates(phrases, {})
    assert found == candidates(dict(reversed(phrases.items())), {})
    told = [phrase for candidate in found for phrase in candidate.phrases]
    assert len(told) == len(set(told))
    assert set(told) <= {phrase for said in phrases.values() for phrase in said}


def test_the_phrases_that_the_scheme_knows_are_no_candidates() -> None:
    scheme = Scheme([Concept(f"{BASE}narrative/moon", labels={"en": "The moon is cheese"})])
    held = Attribution(scheme)
    held.add("a", Record("tests", "f", 1, title="One", narrative_phrases=("that the moon is cheese", "a tax on wind")))
    held.add("b", Record("tests", "f", 2, title="Two", narrative_phrases=("a tax on wind",)))
    held.settle([])
    assert [(candidate.label, candidate.cases) for candidate in held.candidates()] == [("a tax on wind", ("a", "b"))]
