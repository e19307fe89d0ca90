"""A refusal is a page for people, and for programmes what it always was."""

from __future__ import annotations

import pytest
from web_world import Site

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
NOWHERE = "There is nothing at this address"
REFUSALS = [
    ("/place/XYZ.html", 404, NOWHERE),
    ("/nowhere/at/all", 404, NOWHERE),
    ("/assets/absent.css", 404, NOWHERE),
    ("/sparql?query=SELEC", 400, "cannot be"),
    ("/sparql?update=CLEAR+ALL", 403, "only answers queries"),
    ("/api/queries/narratives/across-countries?page=0", 400, "The parameter page takes one number"),
    ("/api/queries/narratives/no-such-query", 404, NOWHERE),
]


@pytest.mark.parametrize(("path", "status", "words"), REFUSALS)
def test_a_browser_gets_a_page_with_the_status_the_sentence_and_a_search(
    site: Site, path: str, status: int, words: str
) -> None:
    said = site.get(path, BROWSER)
    assert (said.status, said.kind) == (status, "text/html")
    assert words in said.text
    assert '<main id="main"' in said.text
    assert 'action="/search.html"' in said.text.partition("<main")[2]
    assert said.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in said.headers["content-security-policy"]


@pytest.mark.parametrize(("path", "status", "words"), REFUSALS)
def test_a_programme_gets_a_line_or_a_problem(site: Site, path: str, status: int, words: str) -> None:
    for accept in ("", "*/*", "application/json", "application/json, text/html;q=0.5", "text/plain, text/html"):
        said = site.get(path, accept)
        assert said.status == status
        problem = path.startswith("/api") or "json" in accept
        assert said.kind == ("application/problem+json" if problem else "text/plain")
        sentence = said.json["detail"] if problem else said.text
        assert words in sentence
        assert "<" not in sentence


def test_what_a_request_says_is_text_in_the_page(site: Site) -> None:
    hostile = "<script>alert(1)</script>"
    path = "/api/queries/narratives/across-countries"
    for said in (site.get(path, BROWSER, **{hostile: "1"}), site.get(f"/curie/{hostile.replace('/', '%2F')}", BROWSER)):
        assert (said.status, said.kind) in {(400, "text/html"), (404, "text/html")}
        assert "<script>" not in said.text
        assert "&lt;script&gt;" in said.text


def test_a_refusal_is_never_given_in_place_of_another(site: Site) -> None:
    pages = [site.get("/sparql", BROWSER, query=query).text for query in ("SELEC", "ASK { ?a ?b ?c ")]
    assert pages[0] != pages[1]
    assert site.get("/place/XYZ.html", "text/csv").kind == "text/plain"
