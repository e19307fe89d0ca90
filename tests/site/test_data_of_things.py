"""What the data of a thing holds, and that every syntax says the same."""

from __future__ import annotations

import json

import pyld
import pyoxigraph as ox
import pytest
from site_store import OLD, opened, triples

from disinfograph.namespaces import BASE, PREFIXES, dg
from disinfograph.site.site import Site

FORMS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}
THINGS = (
    "case/c01", "claim/c01", "narrative/west-plots", "place/UA", "outlet/alpha-tv", "article/a1", "evidence/who-1",
    "assertion/s01", "link/c01", "source/cknabs", "issue/101", "keyword/harvest", "language/ru", "method/cue-match",
    "flag/unresolved", "graph/source/cknabs", "graph/derived/cue-match", "graph/authority", "evidence-kind/media",
    "ontology", "ontology/0.1.0", "ontology/alignments", "cube", "dataset",
)  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Site:
    return opened()


def said(site: Site, path: str) -> set[str]:
    data = site.data(f"{path}.nt")
    assert data is not None
    return triples(data, ox.RdfFormat.N_TRIPLES)


def iri(prefix: str, name: str) -> str:
    return f"<{PREFIXES[prefix]}{name}>"


@pytest.mark.parametrize("thing", THINGS)
def test_every_syntax_says_the_same_of_every_thing(site: Site, thing: str) -> None:
    found = {suffix: site.data(f"{thing}.{suffix}") for suffix in FORMS}
    assert None not in found.values()
    statements = {suffix: triples(data or b"", FORMS[suffix]) for suffix, data in found.items()}
    assert statements["nt"]
    assert all(each == statements["nt"] for each in statements.values())
    assert site.data(f"{thing}.json") == found["jsonld"]
    assert site.all_data(thing) == found


@pytest.mark.parametrize("thing", THINGS)
def test_the_same_graph_gives_the_same_bytes(site: Site, thing: str) -> None:
    again = opened("")
    assert all(site.data(f"{thing}.{suffix}") == again.data(f"{thing}.{suffix}") for suffix in FORMS)


def test_other_programs_read_the_json_ld_as_we_do(site: Site) -> None:
    data = site.data("case/c01.jsonld") or b""
    normal = pyld.jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"})
    assert triples(normal.encode(), ox.RdfFormat.N_QUADS) == said(site, "case/c01")


def test_json_ld_has_the_names_of_our_context(site: Site) -> None:
    nodes = {node["id"]: node for node in json.loads(site.data("claim/c01.jsonld") or b"")["@graph"]}
    claim = nodes[f"{BASE}claim/c01"]
    assert "Claim" in claim["type"]
    assert claim["discusses"] == [f"{BASE}place/UA"]
    assert claim["datePublished"] == "2020-01-10"
    assert nodes[f"{BASE}language/ru"]["prefLabel"]["en"] == "Russian"


def test_a_case_brings_its_claim_articles_evidence_and_cross_links(site: Site) -> None:
    found = said(site, "case/c01")
    subjects = {each.split(" ", 1)[0] for each in found}
    assert {f"<{BASE}{name}>" for name in ("case/c01", "claim/c01", "article/a1", "link/c01")} <= subjects
    assert any(each.startswith(f"<{BASE}evidence/") for each in subjects)


def test_a_derived_statement_comes_with_method_confidence_and_the_name_of_the_method() -> None:
    named = f'<{BASE}method/phrase-match> {iri("skos", "prefLabel")} "phrase match"@en .'
    found = said(opened(named), "claim/c01")
    reasons = {each.split(" ", 1)[0] for each in found if f"{iri('rdf', 'subject')} <{BASE}claim/c01>" in each}
    assert reasons
    for reason in reasons:
        told = {each.split(" ")[1] for each in found if each.startswith(f"{reason} ")}
        assert {f"<{dg('method')}>", f"<{dg('confidence')}>"} <= told
    assert any(each.endswith(f"<{dg('method')}> <{BASE}method/phrase-match>") for each in found)
    assert named.removesuffix(" .") in found


def test_what_is_pointed_to_has_its_names_in_all_languages(site: Site) -> None:
    found = said(site, "narrative/secret-laboratories")
    assert f'<{BASE}narrative/west-plots> {iri("skos", "prefLabel")} "Захід готує змови"@uk' in found
    assert (
        f'<{BASE}narrative/west-plots> {iri("skos", "prefLabel")} "The West plots against its neighbours"@en' in found
    )


def test_what_points_to_a_thing_is_told(site: Site) -> None:
    assert f"<{BASE}claim/c01> <{dg('discusses')}> <{BASE}place/UA>" in said(site, "place/UA")
    assert f"<{BASE}case/c12> <{dg('keyword')}> <{BASE}keyword/harvest>" in said(site, "keyword/harvest")


def test_of_what_points_to_a_thing_only_so_much_is_given() -> None:
    more = "".join(f"<{BASE}case/n{n}> <{dg('keyword')}> <{BASE}keyword/harvest> .\n" for n in range(400))
    found = said(opened(more), "keyword/harvest")
    assert sum(each.endswith(f"<{dg('keyword')}> <{BASE}keyword/harvest>") for each in found) == 250


def test_the_document_tells_its_licence_its_data_set_and_the_source(site: Site) -> None:
    found = said(site, "case/c01")
    document = f"<{BASE}case/c01.ttl>"
    assert f"{document} {iri('foaf', 'primaryTopic')} <{BASE}case/c01>" in found
    assert f"{document} {iri('dcterms', 'license')} <https://creativecommons.org/licenses/by/4.0/>" in found
    assert f"{document} {iri('dcterms', 'isPartOf')} <{BASE}dataset>" in found
    assert f"{document} {iri('dcterms', 'source')} <{BASE}source/cknabs>" in found
    assert any(each.startswith(f"<{BASE}source/cknabs> ") for each in found)


def test_no_description_shows_a_claim_without_saying_that_it_is_one(site: Site) -> None:
    for thing in THINGS[:20]:
        for each in said(site, thing):
            subject, name, value = each.split(" ", 2)
            if subject.startswith((f"<{BASE}case/", f"<{BASE}claim/")) and name == iri("rdfs", "label"):
                assert value.startswith('"Claim: ')
    assert any("disinformation that others debunked" in each for each in said(site, "claim/c01"))


def test_a_named_graph_is_described_though_nothing_is_said_of_it(site: Site) -> None:
    assert any("graph/derived/cue-match" in each for each in said(site, "graph/derived/cue-match"))
    assert site.data("graph/derived/nothing.ttl") is None


@pytest.mark.parametrize(
    "path", ["case/nothing.ttl", "nothing/x.ttl", "case/.ttl", "x.ttl", "ontology/9.9.9.ttl", ".ttl"]
)
def test_there_is_no_data_of_what_is_not_there(site: Site, path: str) -> None:
    assert site.data(path) is None
    assert site.page(path.replace(".ttl", ".html")) is None
    assert not site.knows(path.removesuffix(".ttl"))


def test_an_old_name_has_moved_to_the_present_one_with_its_suffix() -> None:
    site = opened(OLD)
    assert site.moved("case/an-old-name") == "case/c05"
    assert site.moved("case/an-old-name.html") == "case/c05.html"
    assert site.moved("case/an-old-name.json") == "case/c05.jsonld"
    assert site.moved("case/c05") is None


def test_a_name_that_stands_for_two_things_now_stays_and_tells_both() -> None:
    other = OLD.replace("c05", "c06")
    site = opened(f"{OLD}\n{other}")
    assert site.moved("case/an-old-name") is None
    assert f"<{BASE}case/c06>" in " ".join(said(site, "case/an-old-name"))


def test_another_base_has_its_own_things() -> None:
    base = "https://example.org/g/"
    site = opened(f'<{base}place/XX> <http://www.w3.org/2004/02/skos/core#prefLabel> "Nowhere"@en .', base=base)
    assert f'<{base}place/XX> {iri("skos", "prefLabel")} "Nowhere"@en' in said(site, "place/XX")
    assert site.data("place/UA.ttl") is None


def test_everything_that_is_listed_has_data_and_every_page_is_there(site: Site) -> None:
    things = list(site.things())
    assert things == sorted(set(things))
    assert {"case/c01", "claim/c01", "graph/derived/cue-match", "ontology/0.1.0", "dataset"} <= set(things)
    assert not [thing for thing in things if site.data(f"{thing}.nt") is None]
    pages = list(site.paths())
    assert {"case/c01.html", "index.html", "ontology.html", "ontology/0.1.0.html"} <= set(pages)
    assert "claim/c01.html" not in pages
    assert not [path for path in pages if site.page(path) is None]
