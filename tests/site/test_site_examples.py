"""Every page of the example cases, made as `serve` and `publish` make them."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_reading import Reading

from disinfograph.site.site import Site
from disinfograph.stores import open_store

_OWN = ("case", "cases", "issue", "keyword", "language", "narrative", "outlet", "place")


@pytest.fixture(scope="module")
def site(examples_store: Path) -> Site:
    return Site(open_store(str(examples_store)), served=True)


def test_every_page_of_the_examples_is_whole(site: Site) -> None:
    kinds: dict[str, int] = {}
    for number, path in enumerate(site.paths()):
        kind = path.partition("/")[0]
        if kind not in _OWN and "/" in path:
            continue
        page = site.page(path)
        assert page is not None, path
        assert page.html.count("<h1") == page.html.count("</html>") == 1, path
        if kind == "case" or number % 20 == 0:
            assert Reading(page.html).left_open == [], path
        kinds[kind] = kinds.get(kind, 0) + 1
    assert kinds["case"] >= 100
    assert min(kinds[kind] for kind in ("narrative", "place", "outlet", "keyword", "issue")) >= 40


def test_a_search_of_the_examples_finds_words_of_a_response(site: Site) -> None:
    page = site.page("search.html", [("q", "Georgian National Centre for Disease Control")])
    assert page is not None
    assert "the-lugar-laboratory-in-georgia" in page.html
