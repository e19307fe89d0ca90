from __future__ import annotations

import pytest

from disinfograph.namespaces import BASE, KINDS, ONTOLOGY
from disinfograph.site.addresses import Address, data_paths, iri_of, page_path, read_address, relative, thing_path


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_of_every_kind_has_a_page_and_data(kind: str) -> None:
    iri = f"{BASE}{kind}/a-name"
    assert thing_path(iri) == f"{kind}/a-name"
    assert iri_of(Address(f"{kind}/a-name")) == iri
    assert page_path(iri) == ("case/a-name.html#claim" if kind == "claim" else f"{kind}/a-name.html")
    assert data_paths(iri)["ttl"] == f"{kind}/a-name.ttl"


@pytest.mark.parametrize(
    ("path", "thing", "syntax"),
    [
        ("/case/x.html", "case/x", "html"),
        ("case/x.json", "case/x", "jsonld"),
        ("graph/source/cknabs.nt", "graph/source/cknabs", "nt"),
        ("ontology/0.1.0", "ontology/0.1.0", ""),
        ("ontology/0.1.0.rdf", "ontology/0.1.0", "rdf"),
        ("case/x.exe", "case/x.exe", ""),
        ("case/.ttl", "case/.ttl", ""),
    ],
)
def test_a_suffix_that_is_known_names_the_syntax(path: str, thing: str, syntax: str) -> None:
    assert read_address(path) == Address(thing, syntax)


def test_terms_and_versions_of_the_ontology_are_in_its_document() -> None:
    assert page_path(f"{ONTOLOGY}#Case") == "ontology.html#Case"
    assert page_path(f"{ONTOLOGY}/0.1.0") == "ontology/0.1.0.html"
    assert thing_path("https://w3id.org/disinfograph/cube#place") == "cube"
    assert page_path(f"{BASE}dataset") == "index.html"


@pytest.mark.parametrize(
    "iri",
    ["http://schema.org/Claim", f"{BASE}nothing/x", f"{BASE}case/", f"{BASE}case//x", BASE, "javascript:alert(1)"],
)
def test_what_is_not_ours_has_no_page(iri: str) -> None:
    assert page_path(iri) is None
    assert data_paths(iri) == {}


def test_an_iri_of_another_base_is_found_below_it() -> None:
    assert thing_path("https://example.org/g/place/UA", "https://example.org/g/") == "place/UA"
    assert thing_path(f"{BASE}place/UA", "https://example.org/g/") is None
    assert thing_path(f"{ONTOLOGY}#Case", "https://example.org/g/") == "ontology"


@pytest.mark.parametrize("hostile", ['case/"><script>', "case/a b", "case/x{y}", "case/é", "case/a\nb", "case/%3Cx"])
def test_no_character_breaks_out_of_an_iri(hostile: str) -> None:
    iri = iri_of(Address(hostile)) or ""
    assert not set(iri) & set('<>"{}|\\^` \n')
    assert thing_path(iri) == hostile


@pytest.mark.parametrize(
    ("target", "path", "expected"),
    [
        ("place/UA.html", "case/x.html", "../place/UA.html"),
        ("case/y.html#claim", "case/x.html", "y.html#claim"),
        ("index.html", "index.html", "index.html"),
        ("search.html?q=a/b", "case/x.html", "../search.html?q=a/b"),
        ("case/x.html", "graph/source/s.html", "../../case/x.html"),
        ("a:b.html", "index.html", "./a:b.html"),
    ],
)
def test_links_are_relative_to_the_page_that_they_stand_on(target: str, path: str, expected: str) -> None:
    assert relative(target, path) == expected
