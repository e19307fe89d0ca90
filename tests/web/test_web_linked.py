"""Every IRI of the graph leads somewhere: to a page for people, to data for programs."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from web_world import Said, Site, published, serving

BASE = "https://w3id.org/disinfograph/"
SMALL = Path(__file__).resolve().parents[1] / "data" / "small.trig"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
REPLACED = "<http://purl.org/dc/terms/isReplacedBy>"
OLD = "\n".join(
    f"<{BASE}{old}> {REPLACED} <{BASE}{new}> ."
    for old, new in (
        ("case/an-old-name", "case/c05"),
        ("keyword/two", "keyword/harvest"),
        ("keyword/two", "keyword/protest"),
    )
)
TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a server over the small graph with two names that have been replaced."""
    store = published(tmp_path_factory.mktemp("linked") / "linked.db", (SMALL, None), more=OLD)
    with serving(store) as running:
        yield running


def links(said: Said) -> list[tuple[str, str]]:
    """Return the relation and target of each link."""
    return [(rel, target) for target, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', said.headers["link"])]


def test_a_browser_is_sent_to_the_page_and_a_program_to_data(linked: Site) -> None:
    for accept, suffix in [
        (BROWSER, "html"),
        *((kind, name) for name, kind in TYPES.items()),
        ("", "ttl"),
        ("*/*", "ttl"),
    ]:
        said = linked.get("/place/UA", accept)
        assert (said.status, said.headers["location"]) == (303, f"/place/UA.{suffix}")
        assert "Accept" in said.headers["vary"]


def test_what_a_client_likes_best_is_what_it_gets(linked: Site) -> None:
    wishes = {
        "text/html;q=0.5, text/turtle": "ttl",
        "text/turtle;q=0.5, text/html": "html",
        "application/rdf+xml, */*;q=0.1": "rdf",
        "image/png, application/ld+json;q=0.2": "jsonld",
        "application/json": "jsonld",
    }
    for accept, suffix in wishes.items():
        assert linked.get("/case/c01", accept).headers["location"] == f"/case/c01.{suffix}"


def test_a_suffix_goes_before_the_accept_header(linked: Site) -> None:
    assert linked.get("/place/UA.ttl", BROWSER).kind == "text/turtle"
    assert linked.get("/place/UA.html", "text/turtle").kind == "text/html"
    assert linked.get("/place/UA.json", BROWSER).kind == "application/ld+json"


def test_every_iri_that_stands_in_the_graph_can_be_followed(linked: Site) -> None:
    store = ox.Store()
    store.load(path=str(SMALL))
    names = {node.value for quad in store for node in (quad.subject, quad.graph_name) if isinstance(node, ox.NamedNode)}
    own = sorted(name for name in names if name.startswith(BASE))
    assert len(own) > 80
    for name in own:
        said = linked.get(f"/{name.removeprefix(BASE)}", "text/turtle")
        assert said.status == 303, name
        data = linked.get(said.headers["location"])
        assert (data.status, data.kind) == (200, "text/turtle"), name
        assert name in data.text or name.rpartition("/")[2] in data.text
        page = linked.get(linked.get(f"/{name.removeprefix(BASE)}", BROWSER).headers["location"].partition("#")[0])
        assert (page.status, page.kind) == (200, "text/html"), name


def test_a_claim_is_shown_on_the_page_of_its_case(linked: Site) -> None:
    assert linked.get("/claim/c01", BROWSER).headers["location"] == "/case/c01.html#claim"
    said = linked.get("/claim/c01.html")
    assert (said.status, said.headers["location"]) == (301, "/case/c01.html#claim")
    assert linked.get("/claim/c01.ttl").status == 200
    assert linked.get("/claim/nothing.html").status == 404


def test_an_old_name_leads_to_the_present_one(linked: Site) -> None:
    for suffix in ("", ".html", ".ttl", ".rdf"):
        said = linked.get(f"/case/an-old-name{suffix}", BROWSER)
        assert (said.status, said.headers["location"]) == (301, f"/case/c05{suffix}")


def test_a_name_that_became_two_tells_both(linked: Site) -> None:
    text = linked.get("/keyword/two.nt").text
    assert f"<{BASE}keyword/harvest>" in text
    assert f"<{BASE}keyword/protest>" in text


def test_data_is_given_once_and_then_known_by_its_tag(linked: Site) -> None:
    for path in ("/case/c01.ttl", "/case/c01.html", "/ontology.html", "/dataset.ttl"):
        first = linked.get(path)
        assert first.headers["etag"].startswith('W/"')
        again = linked.ask("GET", path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert linked.get(path).body == first.body
    assert linked.get("/case/c01.ttl").headers["etag"] != linked.get("/case/c01.nt").headers["etag"]


def test_head_tells_what_get_would(linked: Site) -> None:
    for path, status in (("/case/c01.ttl", 200), ("/case/c01", 303), ("/case/nothing", 404)):
        head = linked.ask("HEAD", path)
        assert (head.status, head.body) == (status, b"")
        assert head.headers.get("etag") == linked.get(path).headers.get("etag")


def test_pages_and_data_carry_signposts(linked: Site) -> None:
    page = links(linked.get("/case/c01.html"))
    assert ("cite-as", f"{BASE}case/c01") in page
    assert ("license", "https://creativecommons.org/licenses/by/4.0/") in page
    assert ("collection", f"{BASE}dataset") in page
    assert ("type", "https://schema.org/ClaimReview") in page
    assert ("type", "https://schema.org/AboutPage") in page
    assert [target for rel, target in page if rel == "describedby"] == [f"/case/c01.{name}" for name in TYPES]
    data = links(linked.get("/case/c01.ttl"))
    assert ("describes", "/case/c01.html") in data
    assert ("alternate", "/case/c01.jsonld") in data
    for _, target in page + data:
        if target.startswith("/"):
            assert linked.get(target).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/case/nothing",
        "/case/nothing.ttl",
        "/case/nothing.html",
        "/nothing/x",
        "/x.exe",
        "/case/",
        "/case",
        "//case/c01",
        "/place/UA/more",
    ],
)
def test_what_is_not_there_is_404_with_a_sentence(linked: Site, path: str) -> None:
    for accept in ("", BROWSER, "text/turtle"):
        said = linked.get(path, accept)
        assert said.status == 404
        # People get the sentence in a page: see test_web_refusals.
        assert said.kind == ("text/html" if accept == BROWSER else "text/plain")
        assert "There is nothing at this address" in said.text
    assert linked.get(path, "application/json").json["status"] == 404


def test_a_type_that_is_not_offered_is_406_with_a_sentence(linked: Site) -> None:
    said = linked.get("/place/UA", "image/png")
    assert said.status == 406
    assert "text/turtle" in said.text
    assert linked.get("/place/UA.ttl", "image/png").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/case/%3Cscript%3E",
        "/case/a%22b.ttl",
        "/case/..%2f..%2fetc%2fpasswd",
        "/case/%00",
        "/case/a%0d%0aX-Evil:1",
        "/case/" + "a" * 3000,
        "/case/%C3%A9.html",
        "/case/%FF",
    ],
)
def test_no_path_breaks_anything(linked: Site, path: str) -> None:
    said = linked.get(path)
    assert said.status == 404
    assert "x-evil" not in said.headers
    assert "<script>" not in said.text
    assert linked.get("/case/c01.ttl").status == 200


def test_a_name_is_found_by_curie_and_by_iri(linked: Site) -> None:
    for path in ("/curie/place:UA", f"/curie/{BASE}place/UA", "/?iri=place:UA", f"/?iri={BASE}place/UA"):
        said = linked.get(path)
        assert (said.status, said.headers["location"]) == (303, "/place/UA")
    assert linked.get("/curie/dg:Case").headers["location"] == "/ontology#Case"
    for path in ("/curie/nothing:x", "/curie/wd:Q1", "/?iri=http://elsewhere.example/x", "/curie/x"):
        assert linked.get(path).status == 404


def test_the_ontology_is_had_in_every_syntax_and_as_a_page(linked: Site) -> None:
    assert linked.get("/ontology", BROWSER).headers["location"] == "/ontology.html"
    for suffix, kind in TYPES.items():
        said = linked.get("/ontology", kind)
        assert (said.status, said.headers["location"]) == (303, f"/ontology.{suffix}")
        assert linked.get(said.headers["location"]).kind == kind
    graph = rdflib.Graph().parse(data=linked.get("/ontology.ttl").text, format="turtle")
    (version,) = graph.objects(rdflib.URIRef(f"{BASE}ontology"), rdflib.OWL.versionIRI)
    path = str(version).removeprefix(BASE)
    assert linked.get(f"/{path}", BROWSER).headers["location"] == f"/{path}.html"
    assert linked.get(f"/{path}.ttl").body == linked.get("/ontology.ttl").body
    assert linked.get("/ontology/9.9.9").status == 404
    assert linked.get("/ontology/context.jsonld").json["@context"]["Case"] == "dg:Case"


def test_the_cube_and_the_alignments_are_documents_too(linked: Site) -> None:
    for path in ("/cube", "/ontology/alignments"):
        assert linked.get(path, BROWSER).headers["location"] == f"{path}.html"
        assert linked.get(f"{path}.html").status == 200
        assert linked.get(f"{path}.ttl").status == 200


def test_the_data_set_is_described_and_all_descriptions_agree(linked: Site) -> None:
    assert linked.get("/dataset", BROWSER).headers["location"] == "/index.html"
    assert linked.get("/", "text/turtle").headers["location"] == "/dataset.ttl"
    dataset = rdflib.URIRef(f"{BASE}dataset")
    number = linked.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"][0]["n"]["value"]
    for path in ("/dataset.ttl", "/.well-known/void"):
        graph = rdflib.Graph().parse(data=linked.get(path, "text/turtle").text, format="turtle")
        assert [str(each) for each in graph.objects(dataset, rdflib.VOID.triples)] == [number]
    service = rdflib.Graph().parse(data=linked.get("/sparql", "text/turtle").text, format="turtle")
    description = "http://www.w3.org/ns/sparql-service-description#"
    merge = service.value(dataset, rdflib.URIRef(f"{description}defaultGraph"))
    assert str(service.value(merge, rdflib.VOID.triples)) == number


def test_pages_are_made_in_workers_that_are_replaced_when_they_die(linked: Site) -> None:
    for worker in linked.children():
        os.kill(worker, signal.SIGKILL)
    # A signal takes a moment to arrive.
    time.sleep(0.1)
    said = linked.get("/outlet/alpha-tv.html")
    assert (said.status, said.kind) == (200, "text/html")
    assert all("disinfograph.web.worker" in Path(f"/proc/{each}/cmdline").read_text() for each in linked.children())
