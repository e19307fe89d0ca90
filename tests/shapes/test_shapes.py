"""The shapes: what each finds, that each can be broken, and that they say only what SHACL knows."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SDO, SH, SKOS
from rdflib.term import BNode, Literal, Node, URIRef

from disinfograph import resources
from disinfograph.namespaces import PREFIXES, TERMS
from disinfograph.stores.serialiser import triples_in
from disinfograph.validation.engine import check
from disinfograph.validation.findings import Finding, Severity
from disinfograph.validation.known_terms import KNOWN_TERMS
from disinfograph.validation.shapes import SHAPES, TARGETS, shapes

HERE = Path(__file__).resolve().parent
BACKGROUND = HERE / "background.ttl"
FIXTURES = sorted(HERE.glob("*Shape/*.ttl"))
EXPECT = re.compile(r"^# expect: (\w+) (\S+) (.+)$", re.MULTILINE)
KINDS = {"valid": None, "invalid": Severity.VIOLATION, "warning": Severity.WARNING, "info": Severity.INFO}
OUR_TARGETS = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
DESCRIPTION = {RDF.type, RDFS.label, SH.path, SH.severity, SH.message, SH.property, SH.flags, *OUR_TARGETS}
VOCABULARIES = {str(namespace): namespace for namespace in (DCAT, DCTERMS, PROV, RDF, RDFS, SKOS, SDO)} | {
    PREFIXES["schema"]: SDO
}
PARAMETERS = set(ALL_CONSTRAINT_PARAMETERS) - {SH.property}


def expected(path: Path) -> list[tuple[str, str, str]]:
    return sorted(EXPECT.findall(path.read_text("utf-8")))


@cache
def found(path: Path) -> tuple[Finding, ...]:
    return tuple(check([*triples_in(BACKGROUND), *triples_in(path)]))


def named_shapes() -> set[URIRef]:
    """Return the named shapes that state a constraint of their own."""
    return {shape for shape, said in shapes().subject_predicates() if said in PARAMETERS and isinstance(shape, URIRef)}


def local(iri: Node) -> str:
    return str(iri).rsplit("#", 1)[-1]


def components(shape: URIRef) -> set[str]:
    """Return the constraint components that a shape uses, by the rule of SHACL's own names."""
    names = {local(parameter) for parameter in shapes().predicates(shape) if parameter in PARAMETERS}
    return {f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent" for name in names}


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_fixture_gives_just_the_findings_it_names(path: Path) -> None:
    given = ((str(f.severity), f.shape_name, f.focus.strip("<>")) for f in found(path))
    assert expected(path) == sorted(given)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_fixture_is_called_after_the_gravest_finding_it_names(path: Path) -> None:
    gravest = next((severity for severity in Severity if severity in {e[0] for e in expected(path)}), None)
    assert KINDS[path.name.split(".")[0]] == gravest


def test_the_background_breaks_nothing() -> None:
    assert check(triples_in(BACKGROUND)) == []


def test_every_constraint_of_every_shape_is_broken_by_some_fixture() -> None:
    wanted = {(str(shape), component) for shape in named_shapes() for component in components(shape)}
    wanted.add((str(KNOWN_TERMS), str(SH.ClosedConstraintComponent)))
    assert wanted == {(finding.shape, finding.component) for path in FIXTURES for finding in found(path)}


def test_every_shape_with_a_target_has_a_folder_with_a_valid_fixture() -> None:
    aimed = {local(shape) for target in TARGETS for shape in shapes().subjects(target)}
    assert aimed | {local(KNOWN_TERMS)} == {path.parent.name for path in FIXTURES if path.name.startswith("valid.")}


def test_every_class_of_ours_stands_in_a_valid_graph() -> None:
    graph = Graph().parse(BACKGROUND)
    types = {str(kind) for kind in graph.objects(None, RDF.type)}
    classes = Graph().parse(resources.root() / "ontology" / "disinfograph.ttl").subjects(RDF.type, OWL.Class)
    assert {str(kind) for kind in classes} <= types


def test_shapes_use_only_shacl_words_that_exist() -> None:
    words = {node for triple in shapes() for node in triple if isinstance(node, URIRef) and node.startswith(str(SH))}
    unknown = {word for word in words if word.removeprefix(str(SH)) not in SH}
    assert unknown == set()


def test_a_misspelt_word_would_be_seen() -> None:
    assert "dataType" not in SH


def test_shapes_say_nothing_that_this_test_does_not_know() -> None:
    said = {predicate for shape in named_or_aimed() for predicate in shapes().predicates(shape)}
    assert said <= DESCRIPTION | PARAMETERS


def named_or_aimed() -> set[Node]:
    return set(named_shapes()) | {shape for target in TARGETS for shape in shapes().subjects(target)}


@pytest.mark.parametrize("shape", sorted(named_shapes() | {KNOWN_TERMS}), ids=local)
def test_a_constraint_has_an_iri_of_ours_a_message_and_a_severity(shape: URIRef) -> None:
    graph = shapes()
    assert shape.startswith(SHAPES)
    (message,) = graph.objects(shape, SH.message)
    assert isinstance(message, Literal)
    assert message.language == "en"
    assert str(message) == message.strip()
    assert message.endswith(".")
    (severity,) = graph.objects(shape, SH.severity)
    assert severity in {SH.Violation, SH.Warning, SH.Info}


@pytest.mark.parametrize("shape", sorted(named_shapes()), ids=local)
def test_a_shape_is_aimed_at_something_by_itself_or_by_its_node_shape(shape: URIRef) -> None:
    graph = shapes()
    owners = [shape, *graph.subjects(SH.property, shape)]
    assert any((owner, target, None) in graph for owner in owners for target in TARGETS)


def test_a_property_shape_is_named_after_the_one_node_shape_that_lists_it() -> None:
    graph = shapes()
    listed = list(graph.subject_objects(SH.property))
    assert max(Counter(shape for _, shape in listed).values()) == 1
    assert [shape for owner, shape in listed if not shape.startswith(f"{owner}-")] == []


def test_every_listed_property_shape_is_there_and_typed() -> None:
    graph = shapes()
    assert [s for s in graph.objects(None, SH.property) if (s, RDF.type, SH.PropertyShape) not in graph] == []
    with_path = {shape for shape in graph.subjects(SH.path) if isinstance(shape, URIRef)}
    assert with_path == set(graph.subjects(RDF.type, SH.PropertyShape))


def test_every_class_and_property_that_a_shape_names_exists() -> None:
    graph = shapes()
    words = (SH["class"], SH.hasValue, SH.equals, SH.disjoint, *OUR_TARGETS)
    named = {node for word in words for node in graph.objects(None, word)} | steps(graph)
    assert [str(node) for node in named if not is_known(str(node))] == []


def is_known(iri: str) -> bool:
    """Return whether a vocabulary has the term; https is what the guards of schema.org look for."""
    if iri.startswith(PREFIXES["dg"]):
        return iri.removeprefix(PREFIXES["dg"]) in TERMS
    home = max((namespace for namespace in VOCABULARIES if iri.startswith(namespace)), key=len, default="")
    return bool(home) and iri.removeprefix(home) in VOCABULARIES[home]


def steps(graph: Graph) -> set[Node]:
    """Return every predicate that a path takes."""
    taken, left = set(), list(graph.objects(None, SH.path))
    while left:
        step = left.pop()
        if isinstance(step, BNode):
            left += [node for predicate, node in graph.predicate_objects(step) if node != RDF.nil]
        else:
            taken.add(step)
    return taken


def test_patterns_use_only_what_every_engine_of_sparql_has() -> None:
    patterns = [str(pattern) for pattern in shapes().objects(None, SH.pattern)]
    assert [pattern for pattern in patterns if re.search(r"\(\?|\\[bBAZzdDwWGK1-9]|[+*?}][+?]", pattern)] == []
    assert [pattern for pattern in patterns if not re.compile(pattern)] == []


def test_patterns_take_no_longer_for_hostile_strings() -> None:
    hostile = [
        "a" * 50_000 + "!",
        "a-" * 25_000 + "!",
        "a." * 25_000 + "!",
        " " * 50_000,
        "show more" + "." * 50_000 + "!",
    ]
    lines = [f'<https://e/{n}> <{PREFIXES["schema"]}name> "{text}" .' for n, text in enumerate(hostile)]
    lines += [f'<https://e/{n}> <{PREFIXES["dg"]}host> "{text}" .' for n, text in enumerate(hostile)]
    lines += [f'<https://e/{n}> <{PREFIXES["schema"]}inLanguage> "{text}" .' for n, text in enumerate(hostile)]
    lines += [
        f"<https://e/{n}> <{RDF.type}> <{PREFIXES['dg']}{kind}> ." for n in range(5) for kind in ("Outlet", "Article")
    ]
    assert {f.shape_name for f in check(lines)} >= {"OutletShape-host", "ArticleShape-language"}


def test_every_schema_property_of_a_shape_has_its_guard_against_https() -> None:
    graph = shapes()
    http = {step.removeprefix(PREFIXES["schema"]) for step in steps(graph) if step.startswith(PREFIXES["schema"])}
    https = {step.removeprefix("https://schema.org/") for step in steps(graph) if step.startswith("https://")}
    assert http <= https


def test_every_schema_type_of_a_shape_has_its_guard_against_https() -> None:
    graph = shapes()
    values = map(str, graph.objects(None, SH.hasValue))
    aims = {str(node) for node in graph.objects(None, SH.targetClass)}
    assert {v.replace("http:", "https:") for v in values if v.startswith(PREFIXES["schema"])} <= aims


def test_the_curated_lists_break_no_shape() -> None:
    folder = resources.root() / "ontology" / "vocab"
    lines = [line for path in sorted(folder.glob("*.ttl")) for line in triples_in(path)]
    assert [finding for finding in check(lines) if finding.severity is not Severity.INFO] == []
