from __future__ import annotations

from collections import defaultdict

from disinfograph import resources, vocabularies
from disinfograph.iris import fold
from disinfograph.namespaces import PREFIXES, dg
from disinfograph.resolve.keywords import key, names

KEYWORDS = vocabularies.load("keywords")
REPLACED_BY = PREFIXES["dcterms"] + "isReplacedBy"
BY_IRI = {concept.iri: concept for concept in KEYWORDS}


def test_a_keyword_has_an_english_label_a_slug_made_from_it_and_one_listed_kind():
    kinds = {kind.iri for kind in vocabularies.load("keyword-kinds")}
    for concept in KEYWORDS:
        assert {dg("Keyword"), PREFIXES["skos"] + "Concept"} <= concept.types
        assert concept.slug == fold(concept.labels["en"])
        assert len(concept.properties[dg("kind")]) == 1
        assert set(concept.properties[dg("kind")]) <= kinds


def test_no_label_means_two_keywords():
    bearers = defaultdict(set)
    for concept in KEYWORDS:
        for name in names(concept):
            bearers[key(name)].add(concept.slug)
    assert [slugs for slugs in bearers.values() if len(slugs) > 1] == []


def test_no_keyword_lists_one_alias_twice():
    for concept in KEYWORDS:
        spellings = [key(alias) for _, alias in concept.aliases] + [key(concept.labels["en"])]
        assert len(set(spellings)) == len(spellings), concept.slug


def test_no_two_labels_differ_by_the_article_alone():
    labels = {key(name) for concept in KEYWORDS for name in names(concept)}
    owners = {key(name): concept.slug for concept in KEYWORDS for name in names(concept)}
    pairs = [(label, label.removeprefix("the-")) for label in labels if label.startswith("the-")]
    assert [pair for pair in pairs if owners.get(pair[1], owners[pair[0]]) != owners[pair[0]]] == []


def ancestors(iri: str) -> list[str]:
    found: list[str] = []
    waiting = list(BY_IRI[iri].broader)
    while waiting:
        above = waiting.pop()
        if above not in found:
            found.append(above)
            waiting += BY_IRI[above].broader
    return found


def test_broader_keywords_exist_and_no_keyword_is_its_own_ancestor():
    for concept in KEYWORDS:
        assert set(concept.broader) <= set(BY_IRI), concept.slug
        assert concept.iri not in ancestors(concept.iri)


def test_a_keyword_tops_the_scheme_just_when_it_has_no_broader_one():
    for concept in KEYWORDS:
        assert (PREFIXES["skos"] + "topConceptOf" in concept.properties) is not bool(concept.broader)


def test_a_renamed_keyword_is_replaced_by_one_that_is_not():
    replaced = {
        concept.slug: concept.properties[REPLACED_BY] for concept in KEYWORDS if REPLACED_BY in concept.properties
    }
    assert "russian-expansionism" in replaced
    for (successor,) in replaced.values():
        assert REPLACED_BY not in BY_IRI[successor].properties


def test_persons_organisations_places_events_and_topics_all_occur():
    kinds = {kind.rsplit("/", 1)[-1] for concept in KEYWORDS for kind in concept.properties[dg("kind")]}
    assert kinds == {"person", "organisation", "place", "event", "topic"}


def test_the_scheme_names_its_licence_and_creator():
    text = resources.vocabulary("keywords").read_text("utf-8")
    assert "creativecommons.org/licenses/by/4.0/" in text
    assert '"disinfograph contributors"' in text
