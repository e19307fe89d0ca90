"""The ontology's terms: the same as the code's, each labelled, defined and shown at work."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Literal, Node, URIRef

from disinfograph import resources
from disinfograph.namespaces import (
    BASE,
    CLASSES,
    DATATYPE_PROPERTIES,
    KINDS,
    OBJECT_PROPERTIES,
    ONTOLOGY,
    PREFIXES,
    TERMS,
)

GRAPH = Graph().parse(resources.root() / "ontology" / "disinfograph.ttl")
DG = PREFIXES["dg"]
FOLDERS = {name: name.lower() for name in CLASSES} | {
    "CrossLink": "link",
    "Country": "place",
    "Region": "place",
    "Bloc": "place",
    "FormerState": "place",
}


def term(name: str) -> URIRef:
    return URIRef(DG + name)


def declared(kind: URIRef) -> set[str]:
    return {str(subject).removeprefix(DG) for subject in GRAPH.subjects(RDF.type, kind)}


def test_the_terms_of_the_code_are_those_of_the_file() -> None:
    assert declared(OWL.Class) == CLASSES
    assert declared(OWL.ObjectProperty) == OBJECT_PROPERTIES
    assert declared(OWL.DatatypeProperty) == DATATYPE_PROPERTIES
    assert len(TERMS) == len(CLASSES) + len(OBJECT_PROPERTIES) + len(DATATYPE_PROPERTIES)


def test_the_ontology_stays_small() -> None:
    assert len(CLASSES) <= 15
    assert len(OBJECT_PROPERTIES | DATATYPE_PROPERTIES) <= 40


@pytest.mark.parametrize("name", sorted(TERMS))
@pytest.mark.parametrize("said", [RDFS.label, SKOS.definition, SKOS.example], ids=["label", "definition", "example"])
def test_a_term_has_exactly_one_label_definition_and_example_in_english(name: str, said: URIRef) -> None:
    (value,) = GRAPH.objects(term(name), said)
    assert isinstance(value, Literal)
    assert value.language == "en"
    assert str(value) == value.strip()
    assert "\n" not in value


@pytest.mark.parametrize("name", sorted(TERMS))
def test_a_definition_is_one_sentence(name: str) -> None:
    (definition,) = map(str, GRAPH.objects(term(name), SKOS.definition))
    assert definition.endswith(".")
    assert definition[0].isupper()
    assert re.search(r"[.!?] [A-Z]", definition) is None, "put the rest into a scope note"


@pytest.mark.parametrize("name", sorted(TERMS))
def test_a_term_says_where_it_is_defined(name: str) -> None:
    assert list(GRAPH.objects(term(name), RDFS.isDefinedBy)) == [URIRef(ONTOLOGY)]


def test_labels_and_definitions_are_unique() -> None:
    for said in (RDFS.label, SKOS.definition):
        values = [str(value).casefold() for value in GRAPH.objects(None, said)]
        assert len(values) == len(set(values))


def test_a_class_has_a_capital_and_a_property_has_none() -> None:
    assert [name for name in CLASSES if not name[0].isupper()] == []
    assert [name for name in TERMS - CLASSES if not name[0].islower()] == []


@pytest.mark.parametrize("name", sorted(OBJECT_PROPERTIES | DATATYPE_PROPERTIES))
def test_domain_and_range_are_classes_that_exist(name: str) -> None:
    ours, datatypes = {term(c) for c in CLASSES}, {XSD.string, XSD.date, XSD.boolean, XSD.decimal}
    assert set(GRAPH.objects(term(name), RDFS.domain)) <= ours
    (range_,) = GRAPH.objects(term(name), RDFS.range)
    assert range_ in (datatypes if name in DATATYPE_PROPERTIES else ours | {SKOS.Concept})


def above(thing: Node, by: URIRef) -> set[Node]:
    return {other for near in GRAPH.objects(thing, by) for other in (near, *above(near, by))}


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_no_class_is_above_itself_nor_disjoint_with_what_is_above_it(name: str) -> None:
    higher = above(term(name), RDFS.subClassOf)
    apart = set(GRAPH.objects(term(name), OWL.disjointWith)) | set(GRAPH.subjects(OWL.disjointWith, term(name)))
    assert term(name) not in higher | apart
    assert not higher & apart


def test_the_kinds_of_place_exclude_each_other() -> None:
    kinds = [term(name) for name in ("Country", "Region", "Bloc", "FormerState")]
    apart = {frozenset(pair) for pair in GRAPH.subject_objects(OWL.disjointWith)}
    assert {frozenset((a, b)) for a in kinds for b in kinds if a != b} <= apart


def test_a_case_is_never_a_claim() -> None:
    assert (term("Claim"), OWL.disjointWith, term("Case")) in GRAPH


def test_a_deprecated_term_names_its_successor_and_says_since_when() -> None:
    for gone in GRAPH.subjects(OWL.deprecated, Literal(True)):
        assert list(GRAPH.objects(gone, URIRef(PREFIXES["dcterms"] + "isReplacedBy"))) != []
        assert list(GRAPH.objects(gone, SKOS.historyNote)) != []


def statement(name: str) -> tuple[Node, Node, Node]:
    """Return the example of a property as a statement."""
    (example,) = GRAPH.objects(term(name), SKOS.example)
    head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
    head += "".join(f"@prefix {kind}: <{BASE}{kind}/> .\n" for kind in KINDS)
    (triple,) = Graph().parse(data=head + example, format="turtle")
    return triple


@pytest.mark.parametrize("name", sorted(OBJECT_PROPERTIES | DATATYPE_PROPERTIES))
def test_the_example_of_a_property_is_a_statement_that_fits_it(name: str) -> None:
    subject, predicate, value = statement(name)
    assert predicate == term(name)
    for domain in GRAPH.objects(term(name), RDFS.domain):
        assert folder(subject) == FOLDERS[str(domain).removeprefix(DG)]
    (range_,) = GRAPH.objects(term(name), RDFS.range)
    if isinstance(value, Literal):
        assert (value.datatype or XSD.string) == range_
    elif str(range_).startswith(DG):
        assert folder(value) == FOLDERS[str(range_).removeprefix(DG)]


def folder(thing: Node) -> str:
    return str(thing).removeprefix(BASE).split("/")[0]


def test_the_ontology_says_that_a_claim_is_no_fact() -> None:
    claim = " ".join(map(str, GRAPH.objects(term("Claim"), SKOS.scopeNote)))
    assert "never a fact" in claim
