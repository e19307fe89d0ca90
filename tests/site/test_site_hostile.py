"""Whatever a source says is shown as text: no name, claim, address or search becomes a part of the page."""

from __future__ import annotations

from html import unescape

import pytest
from site_reading import Reading, is_outside
from site_store import opened

from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.site.site import Site
from disinfograph.terms import iri_token, text_token

PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg onload=alert(1)>", "</script><b>",
    "{{ 7*7 }}", "</textarea></title><iframe>", "javascript:alert(1)", "\u202ereversed\u202c", "<!--", "&lt;b&gt;",
)  # fmt: skip
_TEXTS = (
    "schema:name", "schema:text", "schema:reviewBody", "schema:author", "schema:url", "schema:archivedAt",
    "schema:inLanguage", "skos:prefLabel", "skos:altLabel", "skos:definition", "skos:scopeNote", "skos:historyNote",
    "skos:example", "rdfs:label", "rdfs:comment", "dg:verdict", "dg:record", "dg:host", "dg:anchorText", "dg:alpha2",
    "dg:narrativePhrase", "dg:unresolvedLabel", "dg:claimPart", "schema:license", "skos:exactMatch", "dcterms:title",
)  # fmt: skip
_THINGS = (
    "case/c01", "claim/c01", "narrative/west-plots", "narrative/secret-laboratories", "place/UA", "outlet/alpha-tv",
    "keyword/laboratory", "article/a1", "evidence/who-1", "source/s1", "issue/1", "language/ru",
)  # fmt: skip
_PAGES = (
    "index.html", "narratives.html", "places.html", "outlets.html", "keywords.html", "cases.html", "issues.html",
    "about.html", "search.html", "case/c01.html", "narrative/west-plots.html", "place/UA.html", "outlet/alpha-tv.html",
    "keyword/laboratory.html", "issue/1.html", "language/ru.html",
)  # fmt: skip
_ALLOWED = frozenset(("script", "svg", "title", "textarea"))


def _statements(payload: str) -> str:
    graph = iri_token(f"{BASE}graph/source/s1")
    return "\n".join(
        f"{iri_token(BASE + thing)} {iri_token(_iri(name))} {text_token(payload)} {graph} ."
        for thing in _THINGS
        for name in _TEXTS
    )


def _iri(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


def _shape(site: Site, path: str) -> tuple[Reading, str]:
    page = site.page(path)
    assert page is not None, path
    return Reading(page.html), page.html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_source_becomes_markup(payload: str) -> None:
    site = opened(_statements(payload))
    shown = 0
    for path in _PAGES:
        page, html = _shape(site, path)
        _holds_nothing_foreign(page, path)
        shown += payload in unescape(html)
    assert shown >= 6


def _holds_nothing_foreign(page: Reading, path: str) -> None:
    assert page.left_open == [], path
    assert not [each for tag in ("iframe", "img", "b", "object", "embed") for each in page.all(tag) if each.attributes]
    assert len(page.scripts()) < len(page.all("script")), path
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on")], path
    for link in page.links():
        assert is_outside(link) or ":" not in link.partition("/")[0].partition("?")[0], (path, link)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_search_becomes_markup(payload: str) -> None:
    site = opened()
    for name in ("q", "narrative", "place", "outlet", "keyword", "year", "match", "page", "lang", "other"):
        page = site.page("search.html", [(name, payload)])
        assert page is not None
        _holds_nothing_foreign(Reading(page.html), "search.html")


def test_an_address_that_no_iri_can_have_is_no_page() -> None:
    site = opened()
    for name in ("a b", "<script>", 'a"b', "a{b}", "a\\b", "a\nb", "a|b", "a^b"):
        for kind in ("case", "narrative", "place", "outlet", "keyword", "issue", "language"):
            assert site.page(f"{kind}/{name}.html") is None
