"""VoID, DCAT, schema.org, Croissant and the service description say the same of the data set."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pyld
import pytest
import rdflib
from site_store import counts, filled, opened

from disinfograph.describe import lines
from disinfograph.namespaces import BASE, dg
from disinfograph.site.dataset import (
    Column,
    Distribution,
    Table,
    croissant,
    dataset_statements,
    schema_dataset,
    service_statements,
)

SITE = "https://example.org/graph/"
DATASET = rdflib.URIRef(f"{BASE}dataset")
DUMP = Distribution("dumps/graph.nq.gz", "application/n-quads", "The whole graph", 1234, "0" * 64)


def graph_of(statements: list[str]) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(statements), format="nt")


def test_every_description_gives_the_same_number_of_triples() -> None:
    found = counts(filled())
    said = graph_of(lines(dataset_statements(found, BASE, SITE, [DUMP], "1")))
    service = graph_of(lines(service_statements(found, BASE, f"{SITE}sparql")))
    (row,) = filled().query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    number = row["n"].value
    assert str(said.value(DATASET, rdflib.VOID.triples)) == number
    merge = rdflib.URIRef(f"{SITE}sparql#default")
    assert str(service.value(merge, rdflib.VOID.triples)) == number
    for text in (schema_dataset(found)["size"], croissant(found, [])["description"].replace(",", "")):
        assert f" {number} " in f" {text} "
    assert str(said.value(DATASET, rdflib.DCTERMS.description)) == schema_dataset(found)["description"]


def test_every_description_gives_the_same_number_of_cases() -> None:
    found = counts(filled())
    number = found.classes[dg("Case")]
    said = graph_of(lines(dataset_statements(found, BASE, SITE)))
    (part,) = [
        each
        for each in said.subjects(rdflib.VOID["class"], rdflib.URIRef(dg("Case")))
        if (each, rdflib.VOID.entities, None) in said
    ]
    assert int(str(said.value(part, rdflib.VOID.entities))) == number
    measured = {each["name"]: each["value"] for each in schema_dataset(found)["variableMeasured"]}
    assert measured["cases"] == number
    assert f" {number:,} cases" in croissant(found, [])["description"]


def test_the_named_graphs_of_the_service_are_those_of_the_store() -> None:
    service = graph_of(lines(service_statements(counts(filled()), BASE, f"{SITE}sparql")))
    names = {
        str(each)
        for each in service.objects(None, rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#name"))
    }
    assert names == {row[0].value for row in filled().query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}


def test_dcat_tells_title_licence_keywords_and_files() -> None:
    said = graph_of(lines(dataset_statements(counts(filled()), BASE, SITE, [DUMP], "1")))
    assert (DATASET, rdflib.RDF.type, rdflib.DCAT.Dataset) in said
    assert str(said.value(DATASET, rdflib.DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert len(list(said.objects(DATASET, rdflib.DCAT.keyword))) > 3
    (file,) = said.objects(DATASET, rdflib.DCAT.distribution)
    assert str(said.value(file, rdflib.DCAT.downloadURL)) == f"{SITE}dumps/graph.nq.gz"
    assert str(said.value(DATASET, rdflib.VOID.dataDump)) == f"{SITE}dumps/graph.nq.gz"


def test_the_json_ld_of_the_home_page_is_legal_and_says_that_claims_are_no_facts() -> None:
    said = schema_dataset(counts(filled()), BASE, SITE, [DUMP], "1")
    assert "none is stated as a fact" in said["description"]
    assert 50 <= len(said["description"]) <= 5000
    plain = said | {"@context": {"@vocab": "https://schema.org/"}}
    nodes = pyld.jsonld.expand(plain)
    assert nodes[0]["@type"] == ["https://schema.org/Dataset"]
    assert said["distribution"][0]["contentUrl"] == f"{SITE}dumps/graph.nq.gz"


def test_the_site_gives_the_description_of_its_own_data_set() -> None:
    said = rdflib.Graph().parse(data=opened().data("dataset.ttl") or b"", format="turtle")
    assert (DATASET, rdflib.RDF.type, rdflib.VOID.Dataset) in said


# rdflib's reader of JSON-LD, which the validator uses, warns of itself.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_croissant_is_what_its_own_validator_accepts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    rows = b"case,day\nhttps://w3id.org/disinfograph/case/x,2020-01-01\n"
    (tmp_path / "cases.csv").write_bytes(rows)
    columns = [Column("case", "The IRI of the case", "url"), Column("day", "The day of the claim", "date")]
    file = Distribution("cases.csv", "text/csv", "Cases as a table", len(rows), sha256(rows).hexdigest())
    said = croissant(counts(filled()), [Table("cases", "One row for each case", columns, file)], version="0.1.0")
    (tmp_path / "croissant.json").write_text(json.dumps(said))
    monkeypatch.chdir(tmp_path)
    dataset = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"))
    assert not dataset.metadata.issues.errors
    assert [record["cases/case"] for record in dataset.records("cases")] == [b"https://w3id.org/disinfograph/case/x"]
