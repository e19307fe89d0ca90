"""The W3C's own tests of the protocol and of the service description, read from their manifests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from web_world import Said, Site, published, serving

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data"
QUERY_TESTS = (
    "query_post_form query_dataset_default_graphs_get query_dataset_default_graphs_post "
    "query_dataset_named_graphs_post query_dataset_named_graphs_get query_dataset_full query_multiple_dataset "
    "query_get query_content_type_select query_content_type_ask query_content_type_describe "
    "query_content_type_construct query_post_direct bad_query_method bad_multiple_queries "
    "bad_query_wrong_media_type bad_query_missing_form_type bad_query_missing_direct_type bad_query_non_utf8 "
    "bad_query_syntax"
).split()
# The endpoint takes no update, so of these only the refusals can be passed.
BAD_UPDATES = (
    "bad_update_get bad_multiple_updates bad_update_wrong_media_type bad_update_missing_form_type bad_update_non_utf8 "
    "bad_update_syntax bad_update_dataset_conflict"
).split()
REFUSED = (
    "update_dataset_default_graph update_dataset_default_graphs update_dataset_named_graphs update_dataset_full "
    "update_post_form update_post_direct update_base_uri"
).split()


@pytest.fixture(scope="module")
def manifest(shared: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(shared / "suites" / "protocol" / "manifest.ttl")


@pytest.fixture(scope="module")
def judged(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = shared / "suites" / "protocol"
    files = [(folder / f"data{number}.nt", f"{DATA}/data{number}.rdf") for number in (1, 2, 3)]
    store = published(tmp_path_factory.mktemp("w3c") / "w3c.db", *files)
    with serving(store) as running:
        yield running


def requests_of(manifest: rdflib.Graph, name: str) -> list[rdflib.term.Node]:
    (test,) = [each for each in manifest.subjects(rdflib.RDF.type, MF.ProtocolTest) if str(each).endswith(f"#{name}")]
    requests = manifest.value(manifest.value(test, MF.action), HT.requests)
    return list(Collection(manifest, requests))


def sent(site: Site, manifest: rdflib.Graph, request: rdflib.term.Node) -> Said:
    path = str(manifest.value(request, HT.absolutePath))
    method = str(manifest.value(request, HT.methodName))
    listed = manifest.value(request, HT.headers)
    headers = {
        str(manifest.value(each, HT.fieldName)): str(manifest.value(each, HT.fieldValue))
        for each in (Collection(manifest, listed) if listed else ())
    }
    content = manifest.value(request, HT.body)
    body = None
    if content is not None:
        coding = str(manifest.value(content, CNT.characterEncoding))
        body = str(manifest.value(content, CNT.chars)).encode(coding)
    return site.ask(method, path, body, headers)


def check(manifest: rdflib.Graph, request: rdflib.term.Node, said: Said) -> None:
    response = manifest.value(request, HT.resp)
    expected = {str(each)[-3] for each in manifest.objects(response, MF.expectedStatus)}
    assert str(said.status)[0] in expected, said.text
    truth, form = manifest.value(response, MF.expectedBoolean), manifest.value(response, MF.expectedFormat)
    if truth is not None:
        found = ox.parse_query_results(said.body, format=ox.QueryResultsFormat.from_media_type(said.kind))
        assert bool(found) is truth.toPython()
    if form is not None:
        tables, graph = ox.QueryResultsFormat.from_media_type(said.kind), ox.RdfFormat.from_media_type(said.kind)
        assert (graph is not None) is (str(form) == "RDF")
        assert (tables is not None) is (str(form) in ("boolean", "tabular"))


@pytest.mark.parametrize("name", [*QUERY_TESTS, *BAD_UPDATES])
def test_a_protocol_test_passes(judged: Site, manifest: rdflib.Graph, name: str) -> None:
    for request in requests_of(manifest, name):
        check(manifest, request, sent(judged, manifest, request))


@pytest.mark.parametrize("name", REFUSED)
def test_an_update_is_refused_by_design(judged: Site, manifest: rdflib.Graph, name: str) -> None:
    said = sent(judged, manifest, requests_of(manifest, name)[0])
    assert said.status == 403
    assert "only answers queries" in said.text


def test_every_protocol_test_is_named_here(manifest: rdflib.Graph) -> None:
    known = {str(each).rpartition("#")[2] for each in manifest.subjects(rdflib.RDF.type, MF.ProtocolTest)}
    assert known == {*QUERY_TESTS, *BAD_UPDATES, *REFUSED}


@pytest.fixture(scope="module")
def description(site: Site) -> rdflib.Graph:
    return rdflib.Graph().parse(data=site.get("/sparql", "text/turtle").text, format="turtle")


def test_get_on_the_endpoint_returns_rdf(site: Site) -> None:
    for form in ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples", "*/*", ""):
        answer = site.get("/sparql", form)
        assert answer.status == 200
        graph_format = ox.RdfFormat.from_media_type(answer.kind)
        assert graph_format is not None
        assert len(list(ox.parse(answer.body, format=graph_format))) > 10


def test_the_description_names_the_endpoint_that_was_asked(site: Site, description: rdflib.Graph) -> None:
    (service,) = description.subjects(rdflib.RDF.type, SD.Service)
    assert list(description.objects(service, SD.endpoint)) == [rdflib.URIRef(f"{site.url}/sparql")]
    assert urlsplit(site.url).port


# Of each property of the vocabulary that is used, the classes of what stands before and behind it.
SCHEMA = {
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}


def test_the_description_conforms_to_the_schema(site: Site, description: rdflib.Graph) -> None:
    used = {predicate for predicate in description.predicates() if str(predicate).startswith(str(SD))}
    assert used == set(SCHEMA)
    for predicate, (before, behind) in SCHEMA.items():
        for subject, value in description.subject_objects(predicate):
            assert (subject, rdflib.RDF.type, before) in description
            assert behind is None or (value, rdflib.RDF.type, behind) in description
    named = {str(name) for name in description.objects(predicate=SD.name)}
    rows = site.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json["results"]["bindings"]
    assert named == {row["g"]["value"] for row in rows}
    assert all(re.fullmatch(r"[0-9]+", str(n)) for n in description.objects(predicate=rdflib.VOID.triples))
