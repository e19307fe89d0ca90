"""What needs a person is asked with its weight."""

from __future__ import annotations

import pytest
from review_world import (
    CASES,
    asked,
    by_label,
    decide,
)

from disinfograph import vocabularies
from disinfograph.errors import NotFound
from disinfograph.resolve.curation import suggestions
from disinfograph.resolve.curation.decided import CASE, LABEL, LINK, NARRATIVE, PHRASE
from disinfograph.resolve.identity.identities import Conflict
from disinfograph.resolve.narrative.candidates import Candidate
from disinfograph.review import questions
from disinfograph.review.graph import Graph
from disinfograph.review.items import KINDS
from disinfograph.stores import Store

# Asking


def test_a_label_that_names_nothing_is_asked_about_with_the_cases_that_bear_it(store: Store) -> None:
    labels = by_label(asked(store, "label"))
    assert {"Snowish": "languages", "Polar Bear Radio": "outlets", "=SUM of bridges": "keywords"}.items() <= {
        label: item.about for label, item in labels.items()
    }.items()
    (snowland,) = (item for item in labels.values() if item.about == "countries")
    assert snowland.label in {"Snowland", "SNOWLAND"}
    assert snowland.context.startswith(f"{len(CASES)} cases, such as Claim: ")


def test_a_label_weighs_as_much_as_the_narratives_that_a_place_would_add(store: Store) -> None:
    graph = Graph(store)
    (snowland,) = (item for item in asked(store, "label") if item.about == "countries")
    assert graph.told("case:the-bridge")
    assert snowland.impact == len(CASES) + sum(len(graph.told(case)) for case in CASES)


def test_the_nearest_names_are_suggested_of_other_kinds_only_the_same_name() -> None:
    assert suggestions.for_label("Ukrayne", "place")[0].curie == "place:UA"
    assert ("place:UA", 1.0) in {(near.curie, near.likeness) for near in suggestions.for_label("Ukraine", "language")}
    assert suggestions.for_label("…", "place") == []
    assert suggestions.for_label("Qwrtz Plmpf", "place") == []


def test_a_phrase_is_near_the_narrative_whose_words_it_has() -> None:
    concept = vocabularies.load("narratives")[0]
    near = suggestions.for_phrase(f"the old story that {concept.label}")
    assert (f"narrative:{concept.slug}", 1.0) in {(one.curie, one.likeness) for one in near}


def test_what_stands_in_a_field_where_it_cannot_be_is_shown(store: Store) -> None:
    (value,) = asked(store, "value")
    assert (value.about, value.label) == ("case:the-bridge", "date: a Tuesday")


def test_a_doubtful_narrative_is_asked_about_with_the_words_that_decided(store: Store) -> None:
    graph = Graph(store)
    found = asked(store, "narrative")
    assert {(item.about, item.object) for item in found} == {
        (case, narrative) for case, narratives in graph.promoted.items() for narrative in narratives
    }
    (item,) = (item for item in found if item.object == "narrative:baltic-failing")
    assert item.about == "case:the-bridge"
    assert item.label == graph.names["narrative:baltic-failing"]
    assert item.context.startswith("Claim: The bridge was never built")
    assert item.context.endswith("cue-match 0.6: bridge; built")
    assert item.proposed == "accept"
    other = {each for n in graph.promoted[item.about] - {item.object} for each in graph.with_broader(n)}
    cells = 2 * len(graph.with_broader(item.object) - other)
    assert item.impact == pytest.approx((1 + cells) * 0.4, abs=0.001)


def test_what_is_sure_enough_is_not_asked_about(store: Store) -> None:
    assert asked(store, "narrative", below=0.0) == []


def test_a_link_that_leads_nowhere_is_asked_about_where_a_title_is_like_it(store: Store) -> None:
    found = by_label(asked(store, "link"))
    item = found["Claim: The lakes were poisoned by foreign divers, they say"]
    assert (item.about, item.object, item.proposed) == ("case:an-echo", "", "case:the-lake")
    assert "leads nowhere | case:the-lake (Claim: The lake was poisoned by foreign divers, " in item.context
    assert "Claim: Nobody ever heard of that claim" not in found


def test_a_doubtful_link_is_asked_about_with_where_it_leads(store: Store) -> None:
    link = "Claim: The bridge was never built by anyone at all in the whole country"
    item = by_label(asked(store, "link"))[link]
    assert (item.about, item.object) == ("case:the-sea", "case:the-bridge")
    assert "leads to Claim: The bridge was never built by anyone in the whole country | link-" in item.context


def test_phrases_that_match_nothing_are_asked_about_together(store: Store) -> None:
    asking_phrases = questions.Questions(Graph(store))
    phrases = ("lakes that foreigners poison by night", "lakes which foreigners poison at night")
    cluster = Candidate(phrases[0], phrases, ("the-lake", "the-sea"))
    found = [item for item in asking_phrases.candidates([cluster]) if item.about == phrases[0]]
    one, other = sorted(found, key=lambda item: item.label)
    assert (one.label, other.label) == phrases
    assert one.impact == other.impact == 4
    assert f"also worded: {phrases[1]}" in one.context


def test_every_phrase_without_a_narrative_is_asked_about(store: Store) -> None:
    labels = {item.label for item in asked(store, "candidate")}
    assert {"lakes that foreigners poison by night", "lakes which foreigners poison at night"} <= labels
    assert "colour revolutions" not in labels


def test_cases_that_may_be_one_are_asked_about_pair_by_pair(store: Store) -> None:
    pairs = {(item.about, item.object): item for item in asked(store, "identity")}
    page = "case:the-lake-was-poisoned-by-foreign-divers"
    assert set(pairs) == {
        ("case:the-lake", "case:the-lake-was-poisoned"),
        ("case:the-lake", page),
        (f"{page[:26]}", page),
    }
    item = pairs["case:the-lake", page]
    assert (item.label, item.proposed) == ("several cases may be this one", "same")
    assert "the same title" in item.context


def test_nothing_is_proposed_for_cases_without_titles(store: Store) -> None:
    conflict = Conflict("ambiguous", ("the-bridge", "without-a-title"), ("the same article",))
    (item,) = questions.Questions(Graph(store)).identities([conflict])
    assert (item.about, item.object, item.proposed) == ("case:the-bridge", "case:without-a-title", "")


def test_what_was_decided_is_not_asked_again(store: Store) -> None:
    decided = [
        decide(LABEL, "countries", "SNOWLAND"),
        decide(LABEL, "outlets", "Polar Bear Radio", meant="outlet:sputnik"),
        decide(PHRASE, "Lakes that foreigners poison by night"),
        decide(LINK, "the-sea", "The bridge was never built by anyone at all in the whole country"),
        decide(CASE, "the-lake", "the-lake-was-poisoned", holds=False),
        *(
            decide(NARRATIVE, "the-bridge", narrative.partition(":")[2], meant=narrative, holds=True)
            for narrative in Graph(store).promoted["case:the-bridge"]
        ),
    ]
    left = asked(store, decided=decided)
    labels = {item.label for item in left}
    assert labels.isdisjoint({"Snowland", "SNOWLAND", "Polar Bear Radio", "lakes that foreigners poison by night"})
    assert "Claim: The bridge was never built by anyone at all in the whole country" not in labels
    assert not [item for item in left if item.kind == "narrative" and item.about == "case:the-bridge"]
    assert len([item for item in left if item.kind == "identity"]) == 2


def test_questions_come_by_impact_and_always_in_the_same_order(store: Store) -> None:
    found = asked(store)
    assert {item.kind for item in found} == set(KINDS)
    assert [item.impact for item in found] == sorted((item.impact for item in found), reverse=True)
    assert asked(store) == found


def test_an_unknown_kind_of_question_is_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="identity"):
        asked(store, "everything")
