"""The plain page of anything, and the pages of the ontology."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from site_store import opened

from disinfograph.namespaces import BASE, CLASSES, DATATYPE_PROPERTIES, OBJECT_PROPERTIES, PREFIXES
from disinfograph.site.documents import statements
from disinfograph.site.site import Site

HOSTILE = (
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{ 7*7 }}", "</script>",
)  # fmt: skip


class Read(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.attributes |= set(named)
        self.links += [named[name] or "" for name in ("href", "src") if name in named]
        if named.get("id"):
            self.ids.append(named["id"] or "")


def read(site: Site, path: str) -> tuple[str, Read]:
    page = site.page(path)
    assert page is not None
    return page.html, Read(page.html)


@pytest.fixture(scope="module")
def site() -> Site:
    return opened()


@pytest.mark.parametrize("thing", ["evidence/who-1", "assertion/s01", "article/a1", "method/cue-match", "graph/meta"])
def test_what_has_no_page_of_its_own_kind_gets_a_plain_one(site: Site, thing: str) -> None:
    html, page = read(site, f"{thing}.html")
    assert f"{BASE}{thing}" in html
    assert page.tags.count("h1") == 1
    assert any(link.endswith(f"{thing}.ttl") for link in page.links)


def test_all_links_of_a_plain_page_are_relative_or_lead_away(site: Site) -> None:
    for path in ("evidence/who-1.html", "graph/derived/cue-match.html", "ontology.html", "ontology/0.1.0.html"):
        _, page = read(site, path)
        assert not [link for link in page.links if link.startswith("/")]
        assert not [link for link in page.links if re.match(r"[a-z]+:", link) and not link.startswith("http")]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_graph_becomes_markup(text: str) -> None:
    quoted = text.replace('"', '\\"')
    said = f'<{BASE}evidence/e> <http://schema.org/name> "{quoted}" .\n'
    said += f"<{BASE}evidence/e> <http://schema.org/url> <javascript:alert(1)> .\n"
    html, page = read(opened(said), "evidence/e.html")
    assert "img" not in page.tags
    assert page.tags.count("script") == 1  # the one that every page loads
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not [link for link in page.links if link.startswith("javascript")]
    assert "49" not in html


def test_a_page_tells_what_has_replaced_a_thing_that_became_two() -> None:
    replaced = "<http://purl.org/dc/terms/isReplacedBy>"
    said = "\n".join(f"<{BASE}evidence/old> {replaced} <{BASE}evidence/{name}> ." for name in ("who-1", "paper-1"))
    html, page = read(opened(said), "evidence/old.html")
    assert "replaced by" in html
    assert {"who-1.html", "paper-1.html"} <= set(page.links)


def test_every_term_of_the_ontology_has_an_anchor_a_definition_and_an_example(site: Site) -> None:
    html, page = read(site, "ontology.html")
    assert CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES <= set(page.ids)
    said = statements("ontology")
    (definition,) = said["https://w3id.org/disinfograph/ontology#Case"][
        "http://www.w3.org/2004/02/skos/core#definition"
    ]
    assert definition.split('"')[1] in html
    assert html.count("Example: ") >= len(CLASSES)
    assert "http://schema.org/ClaimReview" in page.links


def test_the_ontology_page_names_its_version_licence_and_vocabularies() -> None:
    kind = f"<{PREFIXES['rdf']}type> <{PREFIXES['skos']}ConceptScheme>"
    scheme = f"<{BASE}scheme/places> {kind} ."
    html, page = read(opened(scheme), "ontology.html")
    assert "ontology/0.1.0" in html
    assert "https://creativecommons.org/licenses/by/4.0/" in page.links
    assert "scheme/places.html" in page.links


def test_the_cube_has_a_page_with_its_dimensions_and_measures(site: Site) -> None:
    html, page = read(site, "cube.html")
    assert {"narrative", "place", "cases"} <= set(page.ids)
    assert "Dimensions" in html


def test_a_version_that_was_never_published_has_no_page(site: Site) -> None:
    assert site.page("ontology/0.1.0.html") is not None
    assert site.page("ontology/9.9.9.html") is None
