from __future__ import annotations

from collections import Counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from disinfograph import resources, vocabularies
from disinfograph.namespaces import BASE, DATATYPE_PROPERTIES, PREFIXES
from disinfograph.resolve.cues import fold_label, parse
from disinfograph.vocabularies import Concept

SCHEME = URIRef(f"{BASE}scheme/narratives")
DG = PREFIXES["dg"]
CUE, KEYWORD, RELATED, EXAMPLE = DG + "cue", DG + "cueKeyword", str(SKOS.related), str(SKOS.example)
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


def test_the_scheme_says_its_title_definition_rules_licence_and_creator(statements: Graph) -> None:
    assert list(statements.subjects(RDF.type, SKOS.ConceptScheme)) == [SCHEME]
    for said in (DCTERMS.title, SKOS.definition, SKOS.scopeNote):
        assert statements.value(SCHEME, said)
    assert statements.value(SCHEME, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert statements.value(SCHEME, DCTERMS.creator) == Literal("disinfograph contributors")


def test_the_scheme_has_a_readable_top_and_enough_below_it(statements: Graph) -> None:
    tops = set(statements.subjects(SKOS.topConceptOf, SCHEME))
    assert tops == set(statements.objects(SCHEME, SKOS.hasTopConcept))
    assert 14 <= len(tops) <= 20
    assert len(CONCEPTS) >= 70


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=lambda concept: concept.slug)
def test_a_narrative_can_be_told_from_others_by_a_stranger(concept: Concept, statements: Graph) -> None:
    assert concept.types == {DG + "Narrative", str(SKOS.Concept)}
    assert set(concept.labels) == {"en"}
    assert (concept.definition or "").startswith(("The narrative that ", "Claims that "))
    assert (concept.definition or "").endswith(".")
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


def test_no_two_narratives_share_a_name() -> None:
    names = Counter(
        fold_label(name)
        for concept in CONCEPTS.values()
        for name in {*concept.labels.values(), *(alias for _, alias in concept.aliases)}
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
