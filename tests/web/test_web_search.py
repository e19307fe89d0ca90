"""The search as a server gives it: a page with the search index behind it, and a table."""

from __future__ import annotations

from web_world import Site


def test_the_search_page_finds_cases_by_words(site: Site) -> None:
    said = site.get("/search.html", q="laboratory")
    assert (said.status, said.kind) == (200, "text/html")
    assert "case/c02.html" in said.text
    assert "case/c06.html" not in said.text


def test_what_a_search_finds_can_be_taken_away_as_a_table(site: Site) -> None:
    said = site.get("/search.csv", q="laboratory")
    assert (said.status, said.kind) == (200, "text/csv")
    assert "attachment" in said.headers["content-disposition"]
    rows = said.text.splitlines()
    assert rows[0].startswith("case,date,claim,")
    assert len(rows) > 1
    assert all(",Claim: " in row or ',"Claim: ' in row for row in rows[1:])
