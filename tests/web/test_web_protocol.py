from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib
from web_world import Site

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/disinfograph/ontology#Case> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 5"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}

ROW_TYPES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_TYPES = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
)


def test_the_three_forms_of_a_query_give_the_same_answer(site: Site) -> None:
    answers = [
        site.sparql(SELECT),
        site.ask("POST", "/sparql", urlencode({"query": SELECT}), FORM),
        site.ask("POST", "/sparql", SELECT, DIRECT),
        site.ask("POST", "/sparql/", SELECT, {"Content-Type": "application/sparql-query; charset=UTF-8"}),
    ]
    assert [answer.status for answer in answers] == [200] * 4
    assert len({answer.body for answer in answers}) == 1
    assert len(answers[0].json["results"]["bindings"]) > 2


@pytest.mark.parametrize("kind", ROW_TYPES)
def test_rows_come_in_the_syntax_asked_for(site: Site, kind: str) -> None:
    query = 'SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { (<urn:a> "x,\\"y\\"\\n<&>"@en 1 UNDEF) } }'
    answer = site.sparql(query, kind)
    assert answer.kind == kind
    if kind == "text/csv":
        assert answer.text == 'a,b,c,d\r\nurn:a,"x,""y""\n<&>",1,\r\n'
        return
    (row,) = ox.parse_query_results(answer.body, format=ROW_TYPES[kind])
    assert [row["a"], row["b"], row["c"], row["d"]] == [
        ox.NamedNode("urn:a"),
        ox.Literal('x,"y"\n<&>', language="en"),
        ox.Literal(1),
        None,
    ]


@pytest.mark.parametrize("kind", [kind for kind in ROW_TYPES if "sparql-results" in kind])
def test_truth_values_come_in_the_syntax_asked_for(site: Site, kind: str) -> None:
    for query, truth in (("ASK {}", True), ("ASK { FILTER(false) }", False)):
        answer = site.sparql(query, kind)
        found = ox.parse_query_results(answer.body, format=ROW_TYPES[kind])
        assert isinstance(found, ox.QueryBoolean)
        assert bool(found) is truth


@pytest.mark.parametrize("kind", GRAPH_TYPES)
def test_graphs_come_in_the_syntax_asked_for(site: Site, kind: str) -> None:
    answer = site.sparql(CONSTRUCT, kind)
    assert answer.kind == kind
    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    assert len(set(ox.parse(answer.body, format=form))) == 5


def test_a_character_that_xml_cannot_hold_does_not_break_the_xml(site: Site) -> None:
    answer = site.sparql('SELECT ("a\u0001b\\rc" AS ?x) {}', "application/sparql-results+xml")
    (row,) = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.XML)
    assert row["x"].value == "a\ufffdb\rc"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/json", "application/sparql-results+json"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
        ("text/csv;q=0, */*", "application/sparql-results+json"),
        ("text/turtle, */*;q=0.1, garbage;;=", "application/sparql-results+json"),
    ],
)
def test_the_accept_header_decides(site: Site, accept: str, kind: str) -> None:
    answer = site.sparql("SELECT * {}", accept)
    assert (answer.status, answer.kind) == (200, kind)
    assert "accept" in answer.headers["vary"].lower()


def test_parameters_of_a_media_type_do_not_hide_it(site: Site) -> None:
    accept = 'application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"; q=0.9'
    assert site.sparql(CONSTRUCT, accept).kind == "application/ld+json"


def test_nothing_that_is_wanted_is_offered(site: Site) -> None:
    assert site.sparql("ASK {}", f"text/csv;q={'9' * 5000}").status == 406
    answer = site.sparql("ASK {}", "image/png")
    assert answer.status == 406
    assert "application/sparql-results+json" in answer.text


def test_the_parameter_format_goes_before_the_header(site: Site) -> None:
    assert site.sparql("SELECT * {}", "application/json", format="csv").kind == "text/csv"
    assert site.sparql("SELECT * {}", "text/csv", format="nonsense").kind == "text/csv"
    assert site.sparql(CONSTRUCT, format="application/n-triples").kind == "application/n-triples"


def test_an_answer_that_is_cut_says_so(site: Site) -> None:
    query = "SELECT ?p WHERE { ?s ?p ?o }"
    cut = site.sparql(query)
    assert cut.headers["result-truncated"] == "first=500"
    assert cut.json["truncated"] == {"rows": 500}
    assert len(cut.json["results"]["bindings"]) == 500
    assert len(list(ox.parse_query_results(cut.body, format=ox.QueryResultsFormat.JSON))) == 500
    assert "result-truncated" in site.sparql("CONSTRUCT WHERE { ?s ?p ?o }").headers
    whole = site.sparql(f"{query} LIMIT 500")
    assert "result-truncated" not in whole.headers
    assert "truncated" not in whole.json


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (403, "update=CLEAR+ALL", FORM),
        (403, "CLEAR ALL", {"Content-Type": "application/sparql-update"}),
        (400, "INSERT DATA { <urn:a> <urn:b> <urn:c> }", DIRECT),
        (400, "query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM),
        (400, "ASK {", DIRECT),
        (400, b"ASK { <urn:\xff> ?p ?o }", DIRECT),
        (400, "query=%FF", FORM),
        (400, "other=1", FORM),
        (400, "", DIRECT),
        (415, "ASK {}", {"Content-Type": "text/plain"}),
        (415, "ASK {}", {}),
        (415, "ASK {}".encode("utf-16"), {"Content-Type": "application/sparql-query; charset=UTF-16"}),
        (413, "ASK {}" + " " * 70_000, DIRECT),
        (413, "ASK {}" + " " * 1_000_000, DIRECT),
    ],
)
def test_what_is_no_query_gets_a_sentence(site: Site, status: int, body: str | bytes, headers: dict[str, str]) -> None:
    answer = site.ask("POST", "/sparql", body, headers)
    assert answer.status == status
    assert answer.text.endswith(".\n")
    assert len(answer.text) > 20
    assert answer.headers["access-control-allow-origin"] == "*"


def test_other_methods_are_not_taken(site: Site) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        answer = site.ask(method, f"/sparql?query={quote('ASK {}')}")
        assert answer.status == 405
        assert "GET" in answer.headers["allow"]


def test_a_dataset_is_chosen_by_parameters(site: Site) -> None:
    rows = site.sparql("SELECT DISTINCT ?g { GRAPH ?g {} } ORDER BY ?g").json["results"]["bindings"]
    graphs = [row["g"]["value"] for row in rows]
    assert len(graphs) > 1
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    inside = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graphs[0]}> {{ ?s ?p ?o }} }}"
    assert site.sparql(count, **{"default-graph-uri": graphs[0]}).json["results"] == site.sparql(inside).json["results"]
    named = site.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": graphs[1]})
    assert [row["g"]["value"] for row in named.json["results"]["bindings"]] == [graphs[1]]
    only_named = site.sparql(count, **{"named-graph-uri": graphs[1]})
    assert only_named.json["results"]["bindings"][0]["n"]["value"] == "0"
    assert site.sparql(count, **{"default-graph-uri": "no iri"}).status == 400


def test_a_browser_elsewhere_may_ask(site: Site) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    allowed = site.ask("OPTIONS", "/sparql", headers=headers)
    assert allowed.status == 204
    assert "POST" in allowed.headers["access-control-allow-methods"]
    assert "Content-Type" in allowed.headers["access-control-allow-headers"]
    assert site.sparql("ASK {}").headers["access-control-allow-origin"] == "*"


def test_an_answer_that_the_client_has_is_not_sent_again(site: Site) -> None:
    path = f"/sparql?query={quote(SELECT)}"
    first = site.ask("GET", path)
    again = site.ask("GET", path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert site.ask("GET", path, headers={"If-None-Match": first.headers["etag"], "Accept": "text/csv"}).status == 200


def test_head_has_no_body(site: Site) -> None:
    path = f"/sparql?query={quote(SELECT)}"
    head, whole = site.ask("HEAD", path), site.ask("GET", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))


def test_the_log_has_a_line_for_each_request_and_no_word_of_the_query(site: Site) -> None:
    site.sparql('SELECT ("very-private-word" AS ?x) {}')
    site.ask("POST", "/sparql", 'ASK { FILTER("very-private-word" = "a") }', DIRECT)
    site.get("/nowhere/%0aforged%20line")
    text = "\n".join(site.lines)
    assert "GET /sparql 200" in text
    assert "POST /sparql 200" in text
    assert "very-private-word" not in text
    assert "\nforged line" not in text


def test_the_description_is_a_page_for_browsers_and_a_graph_for_programs(site: Site) -> None:
    page = site.get("/sparql", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert page.kind == "text/html"
    assert "<textarea" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert rdflib.Graph().parse(data=site.get("/sparql").text, format="turtle")


def test_a_forged_host_gets_into_no_iri(site: Site) -> None:
    answer = site.ask("GET", "/sparql", headers={"Host": 'evil"><script>', "Accept": "application/n-triples"})
    assert b"evil" not in answer.body


def test_errors_are_problems_for_who_reads_json(site: Site) -> None:
    answer = site.sparql("SELECT", "application/sparql-results+json")
    assert (answer.status, answer.kind) == (400, "application/problem+json")
    assert json.loads(answer.body)["detail"].startswith("The query cannot be run")
