"""Two stores are told apart, and decisions are in the next graph."""

from __future__ import annotations

import json
import re

import pytest
from review_world import (
    WHO,
    WORLD,
    asked,
    decide,
    store_of,
    telling,
    told,
)

from disinfograph.errors import NotFound
from disinfograph.resolve.curation.decided import CASE, LABEL, LINK, NARRATIVE, PHRASE
from disinfograph.review import comparison
from disinfograph.review.graph import Graph
from disinfograph.stores import Store

# Comparing


def test_a_store_does_not_differ_from_itself(store: Store) -> None:
    assert comparison.compare(store, store) == []
    said = comparison.rendered([], "human").decode()
    assert said.splitlines()[0] == "cases: 0 added, 0 changed, 0 withdrawn"


def test_cases_that_came_changed_and_went_are_told(store: Store, later: Store) -> None:
    found = [change for change in comparison.compare(store, later) if change.what == "case"]
    bridge = [(c.change, c.detail, c.before, c.after) for c in found if c.case == "case:the-bridge"]
    assert bridge == [
        ("changed", "dg:date", "2021-03-04", "2021-03-05"),
        ("changed", "dg:narrativePhrase", "colour revolutions", ""),
        ("changed", "schema:datePublished", "2021-03-04", "2021-03-05"),
        ("changed", "schema:reviewBody", "A colour revolution was told of.", ""),
        ("changed", "schema:text", "", "No bridge."),
    ]
    assert {(c.change, c.case, c.after) for c in found if c.change != "changed"} == {
        ("withdrawn", "case:an-echo", ""),
        ("withdrawn", "case:the-lake-was-poisoned", ""),
        ("withdrawn", "case:the-lake-was-poisoned-by-foreign-divers", "case:the-lake"),
    }
    back = comparison.compare(later, store)
    assert ("added", "case:an-echo") in {(c.change, c.case) for c in back if c.what == "case"}


def test_narratives_and_links_that_changed_are_told_with_their_methods(store: Store, later: Store) -> None:
    found = comparison.compare(store, later)
    (gone,) = (c for c in found if c.what == "narrative" and c.detail == "narrative:baltic-failing")
    assert (gone.change, gone.before, gone.after) == ("withdrawn", "cue-match 0.6", "")
    assert gone.label.startswith("Claim: The bridge")
    surer = telling(later, *told("the-bridge", "baltic-failing", "curated", 1.0, "seen"))
    (changed,) = (c for c in comparison.compare(store, surer) if c.detail == "narrative:baltic-failing")
    assert (changed.change, changed.before, changed.after) == ("changed", "cue-match 0.6", "curated 1")
    links = {(c.case, c.detail): (c.change, c.before) for c in found if c.what == "link"}
    assert links["case:the-bridge", "Claim: Nobody ever heard of that claim"] == ("withdrawn", "leads nowhere")


def test_differences_are_told_in_three_forms_and_in_one_order(store: Store, later: Store) -> None:
    changes = comparison.compare(store, later)
    other = telling(store_of(reversed(WORLD)), *told("the-bridge", "baltic-failing", "cue-match", 0.6, "bridge; built"))
    assert changes == comparison.compare(other, later)
    words = comparison.rendered(changes, "human").decode()
    assert re.match(r"cases: 0 added, \d changed, 3 withdrawn\n", words)
    assert "  ~ case:the-bridge  dg:date [2021-03-04 → 2021-03-05]  Claim: The bridge was never built" in words
    assert json.loads(comparison.rendered(changes, "json"))[0]["what"] == "case"
    head = comparison.rendered(changes, "csv").decode("utf-8-sig").splitlines()[0]
    assert head == "what,change,case,detail,before,after,label"
    with pytest.raises(NotFound):
        comparison.rendered(changes, "xml")


# The loop


def test_what_was_decided_is_in_the_next_graph_with_who_and_when(store: Store) -> None:
    decided = [
        decide(LABEL, "countries", "Snowland", meant="place:FI"),
        decide(PHRASE, "lakes that foreigners poison by night", meant="narrative:climate-hoax"),
        decide(NARRATIVE, "the-bridge", "biolabs", meant="narrative:biolabs", holds=True),
        decide(LINK, "an-echo", "The lakes were poisoned by foreign divers, they say", meant="case:the-lake"),
        decide(CASE, "the-lake", "the-lake-was-poisoned", meant="case:the-lake-was-poisoned", holds=True),
    ]
    after = store_of(WORLD, decided)
    graph = Graph(after)
    assert {"case:the-bridge", "case:the-lake"} <= {
        case for case, places in graph.countries.items() if "place:FI" in places
    }
    assert "narrative:climate-hoax" in graph.promoted["case:the-lake"]
    assert str(graph.narrative_grounds["case:the-bridge", "narrative:biolabs"][0]) == "curated 1"
    assert ("case:an-echo", "case:the-lake") in {(link.case, link.target) for link in graph.links}
    assert "case:the-lake-was-poisoned" not in graph.claims
    signed = "SELECT ?who ?day WHERE { ?a dg:method ?way ; dcterms:creator ?who ; dcterms:date ?day }"
    assert set(graph.rows(signed)) == {WHO}
    left = {item.label for item in asked(after, decided=decided)}
    assert left.isdisjoint({"Snowland", "SNOWLAND", "lakes that foreigners poison by night"})
    assert not asked(after, "identity", decided=decided)
