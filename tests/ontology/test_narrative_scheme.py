from __future__ import annotations

import re
from collections import Counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from vocabulary_graph import vocabulary_graph

from disinfograph import resources, vocabularies
from disinfograph.namespaces import BASE, DATATYPE_PROPERTIES, PREFIXES
from disinfograph.resolve.narrative.cues import fold_label, parse
from disinfograph.vocabularies import Concept

SCHEME = URIRef(f"{BASE}scheme/narratives")
DG = PREFIXES["dg"]
CUE, KEYWORD, RELATED, EXAMPLE = DG + "cue", DG + "cueKeyword", str(SKOS.related), str(SKOS.example)
SCOPE, HISTORY, REPLACED = str(SKOS.scopeNote), str(SKOS.historyNote), str(DCTERMS.isReplacedBy)
STATUS = "http://www.w3.org/ns/adms#status"
CURRENT, RETIRED = f"{BASE}status/current", f"{BASE}status/retired"
LANGUAGES = {"ru", "uk", "de", "fr", "es", "pl", "cs", "ro", "ar", "ka"}
COMPANION = resources.vocabulary("narratives").with_name("narratives.labels.ttl")
CONCEPTS = {concept.iri: concept for concept in vocabularies.load("narratives")}


@pytest.fixture(scope="module")
def statements() -> Graph:
    return Graph().parse(resources.vocabulary("narratives"), format="turtle")


def all_broader(concept: Concept) -> set[str]:
    seen: set[str] = set()
    waiting = list(concept.broader)
    while waiting:
        iri = waiting.pop()
        if iri not in seen:
            seen.add(iri)
            waiting += CONCEPTS[iri].broader
    return seen


def depth(concept: Concept) -> int:
    """Return on which level a narrative stands, by its longest way up; a top narrative on the first."""
    return 1 + max((depth(CONCEPTS[iri]) for iri in concept.broader), default=0)


def named_in_scope(concept: Concept) -> set[str]:
    """Return the labels that the scope note of a narrative quotes."""
    return {label for note in concept.properties[SCOPE] for label in re.findall("“([^”]+)”", note)}


def test_the_scheme_says_its_title_definition_rules_licence_and_creator(statements: Graph) -> None:
    assert list(statements.subjects(RDF.type, SKOS.ConceptScheme)) == [SCHEME]
    for said in (DCTERMS.title, SKOS.definition, SKOS.scopeNote):
        assert statements.value(SCHEME, said)
    assert statements.value(SCHEME, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert statements.value(SCHEME, DCTERMS.creator) == Literal("disinfograph contributors")


def test_the_scheme_has_a_readable_top_and_enough_below_it(statements: Graph) -> None:
    tops = set(statements.subjects(SKOS.topConceptOf, SCHEME))
    assert tops == set(statements.objects(SCHEME, SKOS.hasTopConcept))
    assert 12 <= len(tops) <= 20
    assert 90 <= len(CONCEPTS) <= 150
    assert max(map(depth, CONCEPTS.values())) <= 3


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=lambda concept: concept.slug)
def test_a_narrative_can_be_told_from_others_by_a_stranger(concept: Concept, statements: Graph) -> None:
    assert concept.types == {DG + "Narrative", str(SKOS.Concept)}
    assert "en" in concept.labels
    assert (concept.definition or "").startswith(("The narrative that ", "Claims that "))
    assert (concept.definition or "").endswith(".")
    assert concept.properties[EXAMPLE]
    assert all(example.startswith("Claim: ") for example in concept.properties[EXAMPLE])
    assert concept.aliases or concept.properties.get(CUE) or concept.properties.get(KEYWORD)
    assert (URIRef(concept.iri), SKOS.inScheme, SCHEME) in statements


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=lambda concept: concept.slug)
def test_a_narrative_is_at_the_top_or_has_a_place_below_it(concept: Concept, statements: Graph) -> None:
    top = (URIRef(concept.iri), SKOS.topConceptOf, SCHEME) in statements
    assert top is not bool(concept.broader)
    assert set(concept.broader) <= set(CONCEPTS)
    assert concept.iri not in all_broader(concept)
    assert top or any((URIRef(iri), SKOS.topConceptOf, SCHEME) in statements for iri in all_broader(concept))


def test_related_is_said_on_both_sides_and_never_of_what_is_broader() -> None:
    for concept in CONCEPTS.values():
        for iri in concept.properties.get(RELATED, ()):
            assert concept.iri in CONCEPTS[iri].properties[RELATED]
            assert iri != concept.iri
            assert iri not in all_broader(concept)


def test_a_scope_note_tells_apart_what_is_easily_confused() -> None:
    for concept in CONCEPTS.values():
        assert concept.properties[SCOPE], concept.slug
        for iri in concept.properties.get(RELATED, ()):
            other = CONCEPTS[iri]
            assert other.label in named_in_scope(concept) or concept.label in named_in_scope(other), (concept.slug, iri)


def test_a_scope_note_quotes_narratives_by_their_present_labels() -> None:
    labels = {concept.label for concept in CONCEPTS.values()}
    for concept in CONCEPTS.values():
        assert named_in_scope(concept) <= labels - {concept.label}, concept.slug


def test_a_history_note_is_one_sentence_with_a_year() -> None:
    for concept in CONCEPTS.values():
        for note in concept.properties.get(HISTORY, ()):
            assert re.search(r"\b(19|20)\d\d\b", note), concept.slug
            assert note.endswith("."), concept.slug
            assert ". " not in note, concept.slug


def test_every_narrative_has_one_status_that_the_list_of_statuses_has() -> None:
    assert {concept.iri for concept in vocabularies.load("statuses")} == {CURRENT, RETIRED}
    for concept in CONCEPTS.values():
        assert concept.properties[STATUS] in {(CURRENT,), (RETIRED,)}, concept.slug


def faults_of_status(concept: Concept) -> list[str]:
    """Return what the status of a narrative forbids or lacks."""
    said, replaced = concept.properties, concept.properties.get(REPLACED, ())
    if said[STATUS] == (CURRENT,):
        return ["a current narrative is replaced by nothing"] if replaced else []
    faults = {
        "a retired narrative says since when and why": not said.get(HISTORY),
        "a retired narrative is given to no new case": bool(said.get(CUE) or said.get(KEYWORD)),
        "what replaces a narrative is a current narrative": any(
            iri not in CONCEPTS or CONCEPTS[iri].properties[STATUS] != (CURRENT,) for iri in replaced
        ),
    }
    return [fault for fault, present in faults.items() if present]


def test_a_retired_narrative_says_why_has_no_cues_and_is_replaced_by_a_current_one() -> None:
    assert [(concept.slug, fault) for concept in CONCEPTS.values() for fault in faults_of_status(concept)] == []


def test_the_rule_on_retired_narratives_finds_what_breaks_it() -> None:
    well = {STATUS: (RETIRED,), HISTORY: ("Split in 2025.",), REPLACED: (f"{BASE}narrative/mh17",)}
    assert faults_of_status(Concept(f"{BASE}narrative/old", properties=well)) == []
    badly = {STATUS: (RETIRED,), CUE: ("old & story",), REPLACED: (f"{BASE}narrative/none",)}
    assert len(faults_of_status(Concept(f"{BASE}narrative/old", properties=badly))) == 3
    assert faults_of_status(Concept(f"{BASE}narrative/old", properties={**well, STATUS: (CURRENT,)}))


def test_the_statuses_are_a_scheme_and_match_those_of_the_european_union() -> None:
    said = vocabulary_graph("statuses")
    assert list(said.subjects(RDF.type, SKOS.ConceptScheme)) == [URIRef(f"{BASE}scheme/statuses")]
    for concept in vocabularies.load("statuses"):
        (match,) = concept.properties[str(SKOS.exactMatch)]
        assert match == f"http://publications.europa.eu/resource/authority/concept-status/{concept.slug.upper()}"
        assert (concept.definition or "").endswith(".")
        assert concept.properties[EXAMPLE]


@pytest.mark.skipif(not COMPANION.is_file(), reason="the labels in other languages are not there")
def test_every_narrative_has_a_label_in_ten_more_languages() -> None:
    lacking = {concept.slug: LANGUAGES - set(concept.labels) for concept in CONCEPTS.values()}
    assert {slug: languages for slug, languages in lacking.items() if languages} == {}


@pytest.mark.skipif(not COMPANION.is_file(), reason="the labels in other languages are not there")
def test_the_companion_file_holds_labels_of_known_narratives_and_nothing_else() -> None:
    said = Graph().parse(COMPANION, format="turtle")
    assert {str(subject) for subject in said.subjects()} <= set(CONCEPTS)
    assert set(said.predicates()) <= {SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel}
    languages = {label.language for label in said.objects() if isinstance(label, Literal)}
    assert languages >= LANGUAGES
    assert "en" not in languages


def test_no_two_narratives_share_a_name() -> None:
    names = Counter(
        name
        for concept in CONCEPTS.values()
        for name in {fold_label(name) for name in (*concept.labels.values(), *(alias for _, alias in concept.aliases))}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_a_keyword_suggests_one_narrative() -> None:
    labels = Counter(
        fold_label(label) for concept in CONCEPTS.values() for label in concept.properties.get(KEYWORD, ())
    )
    assert [label for label, times in labels.items() if times > 1] == []


def test_every_cue_can_be_parsed_and_is_written_in_lower_case() -> None:
    for concept in CONCEPTS.values():
        for cue in concept.properties.get(CUE, ()):
            assert parse(cue)
            assert cue == cue.lower()


def test_the_scheme_uses_only_our_own_terms_that_exist(statements: Graph) -> None:
    ours = {str(p).removeprefix(DG) for p in statements.predicates() if str(p).startswith(DG)}
    assert ours == {"cue", "cueKeyword"}
    assert ours <= DATATYPE_PROPERTIES
