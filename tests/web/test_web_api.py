from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from web_world import Said, Site, serving

from disinfograph import answer
from disinfograph.formats import write_rows
from disinfograph.queries.catalogue import catalogue
from disinfograph.stores import open_store

HEADLINE = "/api/queries/narratives/across-countries"
LINK = re.compile(r'<([^>]+)>; rel="([a-z-]+)"')


def links(said: Said) -> dict[str, str]:
    return {name: address for address, name in LINK.findall(said.headers["link"])}


def test_every_stored_query_is_listed_with_its_parameters(site: Site) -> None:
    listed = {each["name"]: each for each in site.get("/api/queries").json}
    assert list(listed) == list(catalogue())
    headline = listed["narratives/across-countries"]
    (parameter,) = headline["parameters"]
    assert (parameter["name"], parameter["type"], parameter["required"]) == ("min_countries", "integer", False)
    assert parameter["default"] == "3"
    assert "countries" in headline["columns"]
    page = site.get("/api", "text/html").text
    assert all(f'href="/api/queries/{name}"' in page for name in listed)


def test_an_answer_is_what_the_library_gives(site: Site, small_store: Path) -> None:
    rows = answer.stored(open_store(small_store), "narratives/across-countries", {"min_countries": "1"})
    assert len(rows) > 1
    for name, kind in (("json", "application/json"), ("csv", "text/csv"), ("tsv", "text/tab-separated-values")):
        said = site.get(HEADLINE, kind, min_countries="1")
        assert said.kind == kind
        assert said.text == write_rows(rows, name)
        assert site.get(HEADLINE, min_countries="1", format=name).body == said.body
    assert said.headers["x-total-count"] == str(len(rows))


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_stored_query_answers(site: Site, name: str) -> None:
    things = {"case": "SELECT ?x { ?x a <https://w3id.org/disinfograph/ontology#Case> } ORDER BY ?x LIMIT 1"}
    values = {}
    for each in catalogue()[name].parameters:
        if each.required and each.type == "iri":
            kind = {"country": "Country"}.get(each.name, (each.kind or "case").capitalize())
            query = things["case"].replace("#Case", f"#{kind}")
            values[each.name] = site.sparql(query).json["results"]["bindings"][0]["x"]["value"]
        elif each.required:
            values[each.name] = "the"
    said = site.get(f"/api/queries/{name}", **values)
    assert said.status == 200, said.text
    assert isinstance(said.json, list)


def test_pages_lead_through_the_whole_answer(small_store: Path) -> None:
    with serving(small_store, page=2) as paged:
        path, seen, count = f"{HEADLINE}?min_countries=1", [], 0
        first = paged.get(path)
        while True:
            said = paged.get(path)
            seen += said.json
            count += 1
            assert len(said.json) <= 2
            assert links(said)["first"].endswith("page=1")
            if "next" not in links(said):
                break
            path = links(said)["next"]
        assert len(seen) == int(first.headers["x-total-count"]) == len({str(row) for row in seen})
        assert count == -(-len(seen) // 2)
        assert links(first)["last"].endswith(f"page={count}")
        assert "prev" not in links(first)
        assert links(said)["prev"].endswith(f"page={count - 1}")
        beyond = paged.get(HEADLINE, page="99")
        assert (beyond.status, beyond.json) == (200, [])


def test_links_to_pages_keep_the_parameters(site: Site) -> None:
    said = site.get(HEADLINE, min_countries="1", format="json")
    assert links(said)["first"] == f"{HEADLINE}?min_countries=1&page=1"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"{HEADLINE}?min_countries=three", 400, "whole number"),
        (f"{HEADLINE}?min_countries=", 400, "whole number"),
        (f"{HEADLINE}?min_countries=1&min_countries=2", 400, "given twice"),
        (f"{HEADLINE}?min_countris=1", 400, "no parameter min_countris"),
        (f"{HEADLINE}?page=0", 400, "page"),
        (f"{HEADLINE}?page={'9' * 5000}", 400, "page"),
        (f"{HEADLINE}?page=%D9%A3", 400, "page"),
        (f"{HEADLINE}?format=pdf", 400, "format takes one of"),
        ("/api/queries/countries/similar", 400, "required"),
        ("/api/queries/countries/similar?country=place:ZZ", 404, "knows nothing of 'place:ZZ'"),
        ("/api/queries/countries/similar?country=%3Ca%3E%20b", 404, ""),
        ("/api/queries/countries/similar?country=%25", 404, "knows nothing of '%'"),
        ("/api/queries/countries/similar?format=html", 400, "required"),
        (f"/api/queries/cases/search?text={'x' * 3000}", 400, "more than 2000"),
        ("/api/queries/cases/nothing", 404, "nothing at this address"),
        ("/api/queries/%2e%2e/%2e%2e/etc/passwd", 404, ""),
    ],
)
def test_a_mistake_gets_a_problem_with_a_sentence(site: Site, path: str, status: int, words: str) -> None:
    said = site.ask("GET", path)
    assert (said.status, said.kind) == (status, "application/problem+json"), said.text
    assert said.json["status"] == status
    assert words in said.json["detail"]
    assert said.json["detail"].endswith(".")


def test_an_answer_has_a_tag_that_belongs_to_the_data_and_the_question(site: Site) -> None:
    first = site.get(HEADLINE)
    assert site.ask("GET", HEADLINE, headers={"If-None-Match": first.headers["etag"]}).status == 304
    others = [site.get(HEADLINE, "text/csv"), site.get(HEADLINE, min_countries="2"), site.get(HEADLINE, page="2")]
    assert len({first.headers["etag"], *(each.headers["etag"] for each in others)}) == 4


def test_a_page_for_people_escapes_what_they_typed(site: Site) -> None:
    hostile = '"><script>alert(1)</script>'
    page = site.get("/api/queries/cases/search", "text/html", text=hostile).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "<table>" in site.get(HEADLINE, "text/html").text
    csv_link = re.search(r'href="([^"]+format=csv)"', page)
    assert csv_link
    assert site.ask("GET", csv_link[1].replace("&amp;", "&")).kind == "text/csv"


def test_a_form_that_needs_a_value_is_shown_first(site: Site) -> None:
    page = site.get("/api/queries/cases/search", "text/html")
    assert page.status == 200
    assert 'name="text"' in page.text
    assert "<table>" not in page.text


def test_no_value_of_a_parameter_changes_the_question(site: Site) -> None:
    for value in ('") . ?s ?p ?o . FILTER("', "' } #", "\\", '"""', "\n}", "a\u0000b", "𝕏 \u202e"):
        said = site.ask("GET", f"/api/queries/cases/search?text={quote(value)}")
        assert said.status == 200, said.text
        assert said.json == [] or "\u0000" in value


def test_csv_is_read_back_by_python(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get(HEADLINE, "text/csv", min_countries="1").text)))
    assert rows
    assert all(int(row["countries"]) >= 1 for row in rows)


def test_the_description_is_openapi_made_from_the_heads(site: Site) -> None:
    description = site.get("/api/openapi.json").json
    assert description["openapi"].startswith("3.1")
    assert {f"/api/queries/{name}" for name in catalogue()} | {"/api/queries"} == set(description["paths"])
    headline = description["paths"][HEADLINE]["get"]
    parameter = next(each for each in headline["parameters"] if each["name"] == "min_countries")
    assert parameter["schema"]["type"] == "integer"
    assert parameter["schema"]["default"] == 3
    rows = headline["responses"]["200"]["content"]["application/json"]["schema"]
    assert set(rows["items"]["properties"]) == set(catalogue()["narratives/across-countries"].columns)
    identifiers = [each["get"]["operationId"] for each in description["paths"].values()]
    assert len(set(identifiers)) == len(identifiers)


def test_examples_are_executables_with_their_prefixes(site: Site) -> None:
    graph = rdflib.Graph().parse(data=site.get("/.well-known/sparql-examples").text, format="turtle")
    shacl = rdflib.SH
    examples = list(graph.subjects(rdflib.RDF.type, shacl.SPARQLExecutable))
    assert len(examples) == len(catalogue())
    for example in examples:
        texts = [text for form in (shacl.select, shacl.ask, shacl.construct) for text in graph.objects(example, form)]
        assert len(texts) == 1
        assert not str(texts[0]).startswith("#+")
        assert [comment.language for comment in graph.objects(example, rdflib.RDFS.comment)] == ["en"]
        (prefixes,) = graph.objects(example, shacl.prefixes)
        assert list(graph.objects(prefixes, shacl.declare))
    declared = {str(prefix) for prefix in graph.objects(predicate=shacl.prefix)}
    assert {"dg", "schema", "skos", "place", "case"} <= declared


def test_partitions_count_what_is_there(site: Site) -> None:
    graph = rdflib.Graph().parse(data=site.get("/.well-known/void", "text/turtle").text, format="turtle")
    (total,) = graph.objects(rdflib.URIRef("https://w3id.org/disinfograph/dataset"), rdflib.VOID.triples)
    counted = site.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"][0]["n"]["value"]
    assert str(total) == counted
    cases = rdflib.URIRef("https://w3id.org/disinfograph/ontology#Case")
    (partition,) = [
        each for each in graph.subjects(rdflib.VOID["class"], cases) if graph.value(each, rdflib.VOID.entities)
    ]
    number = site.sparql(f"SELECT (COUNT(?s) AS ?n) {{ ?s a <{cases}> }}").json["results"]["bindings"][0]["n"]["value"]
    assert str(graph.value(partition, rdflib.VOID.entities)) == number
    assert list(graph.objects(partition, rdflib.VOID.propertyPartition))
