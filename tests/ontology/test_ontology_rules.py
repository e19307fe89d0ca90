"""What FOOPS! and the ROBOT report ask of an ontology, and that nobody uses a term of ours that it lacks.

Sources: the checks of FOOPS! (PURL, VER, RDF, VOC, OM) and the queries of `robot report`, restated for this ontology.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD
from rdflib.term import BNode, Literal, URIRef

from disinfograph import resources
from disinfograph.namespaces import ONTOLOGY, PREFIXES, TERMS

ROOT = resources.root()
FILE = ROOT / "ontology" / "disinfograph.ttl"
GRAPH = Graph().parse(FILE)
SELF = URIRef(ONTOLOGY)
DG = PREFIXES["dg"]
TURTLE = sorted([*(ROOT / "ontology").rglob("*.ttl"), *(ROOT / "shapes").glob("*.ttl")])
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
CREATOR = Literal("disinfograph contributors")


def only(predicate: URIRef) -> str:
    (value,) = GRAPH.objects(SELF, predicate)
    return str(value)


def test_there_is_one_ontology_and_its_iri_lies_below_the_persistent_prefix() -> None:
    assert list(GRAPH.subjects(RDF.type, OWL.Ontology)) == [SELF]
    assert ONTOLOGY.startswith("https://w3id.org/disinfograph/")
    assert DG == f"{ONTOLOGY}#"


def test_the_version_is_told_and_is_part_of_the_version_iri() -> None:
    version = only(OWL.versionInfo)
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert only(OWL.versionIRI) == f"{ONTOLOGY}/{version}"
    assert version in only(DCTERMS.bibliographicCitation)


def test_the_prefix_and_namespace_are_recommended() -> None:
    assert only(VANN.preferredNamespacePrefix) == "dg"
    assert only(VANN.preferredNamespaceUri) == DG


def test_the_licence_is_an_address_and_the_creator_is_no_person() -> None:
    assert only(DCTERMS.license) == "https://creativecommons.org/licenses/by/4.0/"
    for said in (DCTERMS.creator, DCTERMS.publisher):
        assert list(GRAPH.objects(SELF, said)) == [CREATOR]


@pytest.mark.parametrize("said", [DCTERMS.title, DCTERMS.description, DCTERMS.abstract, RDFS.label])
def test_title_description_and_abstract_are_given_in_english(said: URIRef) -> None:
    (value,) = GRAPH.objects(SELF, said)
    assert isinstance(value, Literal)
    assert value.language == "en"


@pytest.mark.parametrize("said", [DCTERMS.created, DCTERMS.issued])
def test_its_days_are_days(said: URIRef) -> None:
    (value,) = GRAPH.objects(SELF, said)
    assert isinstance(value, Literal)
    assert value.datatype == XSD.date
    assert not value.ill_typed


def test_known_vocabularies_are_reused() -> None:
    used = {str(node) for triple in GRAPH for node in triple if isinstance(node, URIRef)}
    for prefix in ("dcterms", "skos", "vann", "rdfs", "owl"):
        assert any(iri.startswith(PREFIXES[prefix]) for iri in used)


def test_the_ontology_has_no_blank_node_and_no_text_with_stray_space() -> None:
    assert [node for triple in GRAPH for node in triple if isinstance(node, BNode)] == []
    texts = [str(node) for triple in GRAPH for node in triple if isinstance(node, Literal)]
    assert [text for text in texts if text != text.strip() or "  " in text] == []


def test_nothing_has_two_labels_or_a_label_and_definition_alike() -> None:
    for subject in set(GRAPH.subjects()):
        assert len(list(GRAPH.objects(subject, RDFS.label))) == 1
        labels = set(map(str, GRAPH.objects(subject, RDFS.label)))
        assert not labels & set(map(str, GRAPH.objects(subject, SKOS.definition)))


def test_no_term_has_two_kinds_of_declaration() -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    for name in TERMS:
        assert len([kind for kind in kinds if (URIRef(DG + name), RDF.type, kind) in GRAPH]) == 1


def test_every_statement_is_about_the_ontology_or_a_term_of_it() -> None:
    assert {str(subject) for subject in GRAPH.subjects()} == {ONTOLOGY} | {DG + name for name in TERMS}


def test_no_term_is_said_to_be_the_same_as_another() -> None:
    assert {OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty} & set(GRAPH.predicates()) == set()


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_turtle_uses_only_terms_that_the_ontology_has(path: Path) -> None:
    used = {str(node) for triple in Graph().parse(path) for node in triple if isinstance(node, URIRef)}
    assert {iri.removeprefix(DG) for iri in used if iri.startswith(DG)} <= TERMS


def comments_away(query: str) -> str:
    return re.sub(r"(?m)^\s*#.*$", "", query)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.relative_to(ROOT)))
def test_queries_use_only_terms_that_the_ontology_has(path: Path) -> None:
    text = path.read_text("utf-8")
    prefixes = dict(re.findall(r"(?i)PREFIX\s+([\w-]*):\s*<([^>]*)>", text))
    ours = [prefix for prefix, iri in prefixes.items() if iri == DG]
    used = {name for prefix in ours for name in re.findall(rf"(?<![\w-]){prefix}:(\w+)", comments_away(text))}
    used |= set(re.findall(rf"<{re.escape(DG)}(\w+)>", comments_away(text)))
    assert used <= TERMS


def prefixes_in(text: str) -> list[tuple[str, str]]:
    return re.findall(r"(?i)(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", text)


@pytest.mark.parametrize("path", [*TURTLE, *QUERIES], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_known_prefix_means_everywhere_what_the_code_says(path: Path) -> None:
    found = prefixes_in(path.read_text("utf-8"))
    assert [pair for pair in found if pair[0] in PREFIXES and PREFIXES[pair[0]] != pair[1]] == []


def test_every_concept_of_a_list_has_one_label_in_english_and_none_with_stray_space() -> None:
    for path in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        graph = Graph().parse(path)
        for concept in graph.subjects(RDF.type, SKOS.Concept):
            english = [v for v in graph.objects(concept, SKOS.prefLabel) if getattr(v, "language", "") == "en"]
            assert len(english) == 1, concept
        labels = [v for said in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel) for v in graph.objects(None, said)]
        assert [label for label in labels if str(label) != str(label).strip()] == []


def test_the_definitions_of_the_lists_end_with_a_full_stop() -> None:
    for path in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        definitions = Graph().parse(path).objects(None, SKOS.definition)
        assert [text for text in definitions if not str(text).endswith(".")] == [], path.name
