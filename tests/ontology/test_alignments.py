"""The alignments: our terms to terms that others have, in words that commit nobody."""

from __future__ import annotations

import json
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS
from rdflib.term import Literal, Node, URIRef

from disinfograph import resources
from disinfograph.namespaces import CLASSES, ONTOLOGY, PREFIXES, TERMS

GRAPH = Graph().parse(resources.root() / "ontology" / "alignments.ttl")
SELF = URIRef(f"{ONTOLOGY}/alignments")
DG = PREFIXES["dg"]
RELATIONS = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch}
CIMPLE = ("http://data.cimple.eu/ontology#", "http://data.cimple.eu/ontology/")
DISARM = "https://github.com/DISARMFoundation/DISARMframeworks/blob/main/generated_pages/techniques/"
ALIGNED = [(s, p, o) for s, p, o in GRAPH if s != SELF]


def others(namespace: str) -> set[str]:
    return {str(value).removeprefix(namespace) for _, _, value in ALIGNED if str(value).startswith(namespace)}


def test_each_alignment_leads_from_a_term_of_ours_by_a_known_relation() -> None:
    assert {str(subject).removeprefix(DG) for subject, _, _ in ALIGNED} <= TERMS
    assert {predicate for _, predicate, _ in ALIGNED} <= RELATIONS


def test_nothing_is_said_to_be_the_same_or_equivalent() -> None:
    strong = {OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, SKOS.exactMatch}
    assert strong & set(GRAPH.predicates()) == set()


def test_each_alignment_leads_to_a_vocabulary_that_the_file_names() -> None:
    known = (PREFIXES["schema"], PREFIXES["skos"], PREFIXES["prov"], PREFIXES["dcat"], *CIMPLE, DISARM)
    assert [value for _, _, value in ALIGNED if not str(value).startswith(known)] == []
    for namespace in known:
        assert others(namespace), namespace


def test_the_terms_of_others_exist() -> None:
    for namespace, prefix in ((SDO, "schema"), (SKOS, "skos"), (PROV, "prov"), (DCAT, "dcat")):
        assert [name for name in others(PREFIXES[prefix]) if name not in namespace] == []


def test_a_class_goes_with_a_class_and_a_property_with_a_property() -> None:
    for subject, predicate, value in ALIGNED:
        is_class = str(subject).removeprefix(DG) in CLASSES
        assert predicate != (RDFS.subPropertyOf if is_class else RDFS.subClassOf)
        if not str(value).startswith(DISARM):
            assert is_class == local(value)[0].isupper(), (subject, value)


def local(iri: Node) -> str:
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def test_the_file_says_what_it_is_under_which_licence_and_by_whom() -> None:
    assert (SELF, RDF.type, OWL.Ontology) in GRAPH
    assert list(GRAPH.objects(SELF, DCTERMS.creator)) == [Literal("disinfograph contributors")]
    assert list(GRAPH.objects(SELF, DCTERMS.license)) == [URIRef("https://creativecommons.org/licenses/by/4.0/")]
    assert list(GRAPH.objects(SELF, RDFS.seeAlso)) == [URIRef(ONTOLOGY)]


def test_the_ontology_itself_holds_no_alignment() -> None:
    ontology = Graph().parse(resources.root() / "ontology" / "disinfograph.ttl")
    assert set(ALIGNED) & set(ontology) == set()
    assert (RELATIONS - {RDFS.subClassOf}) & set(ontology.predicates()) == set()


def test_the_terms_of_cimplekg_are_those_that_it_declares(shared: Path) -> None:
    declared = {str(s) for s in Graph().parse(shared / "data" / "cimple" / "cimple-ontology.ttl").subjects(RDF.type)}
    assert {CIMPLE[1] + name for name in others(CIMPLE[1])} <= declared
    assert others(CIMPLE[0]) == others(CIMPLE[1])


def test_the_techniques_of_disarm_are_those_of_its_stix_bundle(shared: Path) -> None:
    bundle = json.loads((shared / "data" / "disarm" / "DISARM.json").read_text("utf-8"))
    given = {ref.get("url") for thing in bundle["objects"] for ref in thing.get("external_references", ())}
    assert {DISARM + name for name in others(DISARM)} <= given
