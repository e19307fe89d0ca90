"""Programs that people use, unchanged, against a real server."""

from __future__ import annotations

import json
import urllib.request
import warnings
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper
from web_world import Site

CASES = "SELECT ?case WHERE { ?case a <https://w3id.org/disinfograph/ontology#Case> } ORDER BY ?case"


def wrapper(site: Site, query: str, form: str) -> SPARQLWrapper:
    made = SPARQLWrapper(f"{site.url}/sparql", returnFormat=form)
    made.setQuery(query)
    return made


def test_sparqlwrapper_reads_rows(site: Site) -> None:
    plain = site.sparql(CASES).json
    for method in ("GET", POST):
        asked = wrapper(site, CASES, JSON)
        asked.setMethod(method)
        assert asked.queryAndConvert() == plain
    asked = wrapper(site, CASES, JSON)
    asked.setMethod(POST)
    asked.setRequestMethod(POSTDIRECTLY)
    assert asked.queryAndConvert() == plain
    assert wrapper(site, CASES, CSV).queryAndConvert().decode().startswith("case\r\nhttps://")
    document = wrapper(site, CASES, XML).queryAndConvert()
    assert len(document.getElementsByTagName("result")) == len(plain["results"]["bindings"])
    assert wrapper(site, "ASK {}", JSON).queryAndConvert()["boolean"] is True


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sparqlwrapper_reads_graphs(site: Site) -> None:
    query = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } ORDER BY ?s LIMIT 7"
    for form in (TURTLE, RDFXML, JSONLD):
        found = wrapper(site, query, form).queryAndConvert()
        graph = rdflib.Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
        assert len(graph) == 7


def test_sparql_dataframe_makes_a_frame(site: Site) -> None:
    sparql_dataframe = pytest.importorskip("sparql_dataframe")
    frame = sparql_dataframe.get(f"{site.url}/sparql", CASES)
    assert list(frame.columns) == ["case"]
    assert len(frame) == len(site.sparql(CASES).json["results"]["bindings"])
    assert sparql_dataframe.get(f"{site.url}/sparql", CASES, post=True).equals(frame)


def test_pandas_reads_the_api(site: Site) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(f"{site.url}/api/queries/narratives/across-countries?min_countries=1&format=csv")
    assert frame["countries"].dtype.kind == "i"
    assert len(pandas.read_json(f"{site.url}/api/queries/narratives/across-countries?min_countries=1")) == len(frame)


def test_urllib_needs_nothing_else(site: Site) -> None:
    form = urlencode({"query": CASES}).encode()
    with urllib.request.urlopen(f"{site.url}/sparql", form) as answer:  # noqa: S310 - our own server
        assert json.load(answer)["head"]["vars"] == ["case"]


def test_rdflib_asks_it_as_a_store(site: Site) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"{site.url}/sparql", returnFormat="json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        rows = list(rdflib.Graph(store).query(CASES))
    assert len(rows) == len(site.sparql(CASES).json["results"]["bindings"])


def test_another_triple_store_joins_with_it(site: Site) -> None:
    store = ox.Store()
    case = site.sparql(CASES).json["results"]["bindings"][0]["case"]["value"]
    store.add(ox.Quad(ox.NamedNode(case), ox.NamedNode("urn:seen"), ox.Literal("yes")))
    query = f"SELECT ?case {{ ?case <urn:seen> 'yes' SERVICE <{site.url}/sparql> {{ ?case a ?type }} }}"
    assert {row["case"].value for row in store.query(query)} == {case}


EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query .
} ORDER BY ?sq"""
PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix"""
PARTITIONS = """
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype WHERE {
  ?cp void:class ?subjectClass ; void:propertyPartition ?pp . ?pp void:property ?prop .
  OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] }
    UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } }
}"""


def test_editors_find_examples_prefixes_and_partitions_through_the_endpoint(site: Site) -> None:
    examples = site.sparql(EXAMPLES).json["results"]["bindings"]
    assert len(examples) > 20
    for example in examples[::10]:
        assert (
            site.ask("POST", "/sparql", example["query"]["value"], {"Content-Type": "application/sparql-query"}).status
            == 200
        )
    prefixes = {
        row["prefix"]["value"]: row["namespace"]["value"] for row in site.sparql(PREFIXES).json["results"]["bindings"]
    }
    assert prefixes["dg"] == "https://w3id.org/disinfograph/ontology#"
    ontology = prefixes["dg"]
    found = {
        tuple(row.get(name, {}).get("value", "") for name in ("subjectClass", "prop", "objectClass", "objectDatatype"))
        for row in site.sparql(PARTITIONS).json["results"]["bindings"]
    }
    assert (f"{ontology}Claim", f"{ontology}discusses", f"{ontology}Country", "") in found
    assert any(row[:2] == (f"{ontology}Case", f"{ontology}date") and row[3].endswith("#date") for row in found)
