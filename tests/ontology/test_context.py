"""The JSON-LD context and its examples: there and back, typed as the ontology says, and valid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from rdflib import Graph
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import URIRef

from disinfograph import resources
from disinfograph.namespaces import BASE, CLASSES, DATATYPE_PROPERTIES, OBJECT_PROPERTIES, ONTOLOGY, PREFIXES, TERMS
from disinfograph.stores.serialiser import triples_in
from disinfograph.validation.engine import check
from disinfograph.validation.findings import Severity

# rdflib's own JSON-LD parser uses what rdflib itself calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

FOLDER = resources.root() / "ontology"
ADDRESS = f"{ONTOLOGY}/context.jsonld"
CONTEXT: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
EXAMPLES = sorted((FOLDER / "examples").glob("*.jsonld"))
GRAPH = Graph().parse(FOLDER / "disinfograph.ttl")
DG = PREFIXES["dg"]
# JSON has values of these types itself.
NATIVE = {XSD.boolean, XSD.string}


def expanded(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


def definition(name: str) -> dict[str, Any]:
    given = CONTEXT[name]
    return {"@id": given} if isinstance(given, str) else given


def without_context(path: Path) -> dict[str, Any]:
    example = json.loads(path.read_text("utf-8"))
    assert example.pop("@context") == ADDRESS
    return example


def graph(path: Path) -> Graph:
    """Return an example as rdflib reads it, with the context at hand instead of at its address."""
    local = {"@context": CONTEXT, **without_context(path)}
    return Graph().parse(data=json.dumps(local), format="json-ld")


def in_order(value: Any) -> Any:
    """Return JSON in which the order of a list, which says nothing in RDF, is that of its text."""
    if isinstance(value, dict):
        return {key: in_order(inner) for key, inner in value.items()}
    return sorted(map(in_order, value), key=str) if isinstance(value, list) else value


def test_the_context_has_every_term_of_the_ontology_under_its_own_name() -> None:
    terms = {name: expanded(definition(name)["@id"]) for name in TERMS}
    assert terms == {name: DG + name for name in TERMS}


def test_a_prefix_of_the_context_means_what_the_code_says() -> None:
    prefixes = {name: iri for name, iri in CONTEXT.items() if isinstance(iri, str) and iri.endswith(("#", "/"))}
    assert prefixes == {name: PREFIXES[name] for name in prefixes}


@pytest.mark.parametrize("name", sorted(OBJECT_PROPERTIES))
def test_the_value_of_an_object_property_is_read_as_an_iri(name: str) -> None:
    assert definition(name)["@type"] == "@id"


@pytest.mark.parametrize("name", sorted(DATATYPE_PROPERTIES))
def test_the_value_of_a_datatype_property_is_read_as_the_type_that_the_ontology_gives(name: str) -> None:
    (range_,) = GRAPH.objects(URIRef(DG + name), RDFS.range)
    given = definition(name).get("@type")
    assert (given is None) if range_ in NATIVE else expanded(given) == str(range_)


def test_no_term_of_the_context_is_said_twice() -> None:
    iris = [definition(name)["@id"] for name in CONTEXT if name != "@version"]
    assert len(iris) == len(set(iris))


def test_the_context_is_of_json_ld_1_1_and_stands_alone() -> None:
    assert CONTEXT["@version"] == 1.1
    assert "@import" not in CONTEXT


def test_there_is_one_example_of_each_class() -> None:
    assert len({without_context(path)["id"] for path in EXAMPLES}) == len(CLASSES)
    shown = {kind for path in EXAMPLES for kind in graph(path).objects(None, RDF.type) if str(kind).startswith(DG)}
    assert {str(kind).removeprefix(DG) for kind in shown} == CLASSES
    assert {path.stem.replace("-", "") for path in EXAMPLES} == {name.lower() for name in CLASSES}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_goes_to_rdf_and_back_to_the_same_json(path: Path) -> None:
    lines = graph(path).serialize(format="nt")
    back = jsonld.from_rdf(lines, {"format": "application/n-quads", "useNativeTypes": True})
    compact = jsonld.compact(back, {"@context": CONTEXT})
    del compact["@context"]
    assert in_order(without_context(path)) == in_order(compact)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_two_readers_of_json_ld_see_the_same_statements_in_an_example(path: Path, tmp_path: Path) -> None:
    local = tmp_path / "example.jsonld"
    local.write_text(json.dumps({"@context": CONTEXT, **without_context(path)}), "utf-8")
    assert set(Graph().parse(data="\n".join(triples_in(local)), format="nt")) == set(graph(path))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_key_of_an_example_is_a_term_of_the_context(path: Path) -> None:
    assert set(without_context(path)) <= set(CONTEXT)


def test_a_cut_title_is_a_boolean_of_json() -> None:
    case = {"@context": CONTEXT, "id": f"{BASE}case/a", "titleTruncated": True}
    (value,) = Graph().parse(data=json.dumps(case), format="json-ld").objects()
    assert value.datatype == XSD.boolean


def test_the_examples_together_with_the_lists_break_no_shape() -> None:
    lists = [line for path in sorted((FOLDER / "vocab").glob("*.ttl")) for line in triples_in(path)]
    shown = [line for path in EXAMPLES for line in graph(path).serialize(format="nt").splitlines() if line]
    grave = [finding for finding in check([*lists, *shown]) if finding.severity is not Severity.INFO]
    # The example of a place of no kind is one that no list knows: a curator is to look.
    assert [(finding.shape_name, finding.focus) for finding in grave] == [
        ("PlaceShape-unknown", f"<{BASE}place/david-icke>")
    ]
