from __future__ import annotations

import re
from collections import defaultdict

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS

from disinfograph import resources, vocabularies
from disinfograph.namespaces import BASE, KINDS
from disinfograph.resolve.languages import Languages
from disinfograph.resolve.place.places import key

KIND_LISTS = ("methods", "outlet-kinds", "evidence-kinds", "keyword-kinds", "flags")
SCHEMES = (*KIND_LISTS, "places", "languages")
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")
SOURCES = {
    "cknabs",
    "euvsdisinfo-2015-2017",
    "euvsdisinfo-2024",
    "euvsdisinfo-api",
    "euvsdisinfo-page",
    "euvsdisinfo-site-dump",
    "mendeley",
    "sheffield",
    "table",
}


def graph(name: str) -> Graph:
    return Graph().parse(resources.vocabulary(name), format="turtle")


@pytest.mark.parametrize("name", SCHEMES)
def test_a_list_is_a_scheme_with_title_definition_licence_and_creator(name: str) -> None:
    statements = graph(name)
    scheme = URIRef(f"{BASE}scheme/{name}")
    assert list(statements.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert statements.value(scheme, DCTERMS.title)
    assert statements.value(scheme, SKOS.definition)
    assert statements.value(scheme, DCTERMS.license) == CC_BY
    assert statements.value(scheme, DCTERMS.creator) == Literal("disinfograph contributors")


@pytest.mark.parametrize("name", SCHEMES)
def test_a_concept_is_in_its_scheme_below_its_own_folder(name: str) -> None:
    statements = graph(name)
    folder = BASE + name.removesuffix("s")
    for concept in vocabularies.load(name):
        assert concept.iri == f"{folder}/{concept.slug}"
        assert URIRef(f"{BASE}scheme/{name}") in statements.objects(URIRef(concept.iri), SKOS.inScheme)
    assert folder.removeprefix(BASE) in KINDS


@pytest.mark.parametrize("name", KIND_LISTS)
def test_a_kind_has_a_label_a_definition_and_an_example(name: str) -> None:
    for concept in vocabularies.load(name):
        assert concept.labels.get("en"), concept.iri
        assert (concept.definition or "").endswith("."), concept.iri
        assert str(SKOS.example) in concept.properties, concept.iri


@pytest.mark.parametrize("name", SCHEMES)
def test_no_file_holds_a_blank_node_or_a_doubled_label(name: str) -> None:
    statements = graph(name)
    assert not any(isinstance(node, BNode) for node in statements.all_nodes())
    for subject, label in statements.subject_objects(SKOS.prefLabel):
        assert label not in statements.objects(subject, SKOS.altLabel)


def slugs(name: str) -> set[str]:
    return {concept.slug for concept in vocabularies.load(name)}


def test_the_methods_are_those_of_the_contract_and_say_what_confidence_means() -> None:
    identity = {"same-article", "same-labels", "same-title", "same-url"}
    links = {"link-url", "link-title", "link-fuzzy-title", "link-narrative"}
    narratives = {"phrase-match", "cue-match", "similarity", "propagation", "word-weights"}
    others = {"prose", "near-duplicate", "place-mention", "summary", "curated"}
    assert slugs("methods") == identity | links | narratives | others
    for concept in vocabularies.load("methods"):
        (note,) = concept.properties[str(SKOS.scopeNote)]
        assert note.startswith("Confidence says")


def test_kinds_leave_room_for_what_the_data_does_not_tell() -> None:
    assert "unknown" in slugs("outlet-kinds")
    assert "other" in slugs("evidence-kinds")
    assert slugs("keyword-kinds") == {"person", "organisation", "place", "event", "topic"}
    assert {"unresolved", "conflict"} <= slugs("flags")


def test_no_host_or_name_tells_two_kinds_of_evidence() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in vocabularies.load("evidence-kinds"):
        for _, label in concept.aliases:
            owners[label.lower()].add(concept.slug)
    assert {label for label, kinds in owners.items() if len(kinds) > 1} == set()


def test_a_hidden_label_of_an_evidence_kind_is_a_host_and_an_alternative_one_a_name() -> None:
    statements = graph("evidence-kinds")
    host = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*")
    assert all(host.fullmatch(str(label)) and "." in label for label in statements.objects(None, SKOS.hiddenLabel))
    assert all("." not in label for label in statements.objects(None, SKOS.altLabel))


def test_there_are_languages_enough_and_their_notation_is_their_tag() -> None:
    concepts = vocabularies.load("languages")
    assert len(concepts) >= 70
    for concept in concepts:
        assert concept.notations == (concept.slug,)
        assert Languages.load().tag(concept.slug) == concept.slug
        assert Languages.load().tag(concept.label) == concept.slug


def test_no_name_or_code_means_two_languages() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in vocabularies.load("languages"):
        for label in (*concept.labels.values(), *(alias for _, alias in concept.aliases)):
            owners[key(label)].add(concept.slug)
    assert {label for label, tags in owners.items() if len(tags) > 1} == set()


def test_no_name_of_a_language_is_the_english_name_of_a_place() -> None:
    places = vocabularies.load("places")
    english = {key(place.label) for place in places}
    english |= {key(alias) for place in places for language, alias in place.aliases if language == "en"}
    assert {name for name in Languages.load().by_name if name in english} == set()


def test_every_source_of_the_readers_is_a_dataset_that_says_what_it_is() -> None:
    statements = graph("sources")
    datasets = {str(node).removeprefix(f"{BASE}source/"): node for node in statements.subjects(RDF.type, DCAT.Dataset)}
    assert set(datasets) == SOURCES | {"examples"}
    for name, node in datasets.items():
        assert statements.value(node, DCTERMS.identifier) == Literal(name)
        for wanted in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher):
            assert isinstance(statements.value(node, wanted), Literal), (name, wanted)


def test_a_source_has_a_licence_or_says_that_none_is_stated() -> None:
    statements = graph("sources")
    for dataset in statements.subjects(RDF.type, DCAT.Dataset):
        licences = [node for node in statements.objects(dataset, DCTERMS.license) if isinstance(node, URIRef)]
        assert len(licences) + len(list(statements.objects(dataset, DCTERMS.rights))) == 1, dataset


def test_every_dataset_is_in_the_catalogue() -> None:
    statements = graph("sources")
    assert set(statements.objects(None, DCAT.dataset)) == set(statements.subjects(RDF.type, DCAT.Dataset))
