"""The pages that people read, over the small graph: whole, linked, marked and the same each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from site_reading import Reading, is_outside, target
from site_store import filled, opened

from disinfograph.site.assets import FOLDER
from disinfograph.site.site import Site

_OWN = ("case", "cases", "issue", "keyword", "language", "narrative", "outlet", "place")
_DATA = ("ttl", "jsonld", "nt", "rdf")
_SERVED = {"api", "sparql"}


def _is_ours(path: str) -> bool:
    return "/" not in path or path.partition("/")[0] in _OWN


def _paths(site: Site) -> list[str]:
    return [path for path in site.paths() if _is_ours(path) and path not in {"ontology.html", "cube.html"}]


@pytest.fixture(scope="module")
def site() -> Site:
    return opened(served=False)


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Reading]:
    return {path: _read(site, path) for path in _paths(site)}


def _read(site: Site, path: str, **query: str) -> Reading:
    page = site.page(path, list(query.items()))
    assert page is not None, path
    return Reading(page.html)


def test_there_is_a_page_for_every_thing_of_the_graph_and_for_every_list(pages: dict[str, Reading]) -> None:
    for name in ("index", "about", "cases", "issues", "keywords", "narratives", "outlets", "places", "search"):
        assert f"{name}.html" in pages
    kinds = {path.partition("/")[0] for path in pages if "/" in path}
    assert {"case", "keyword", "narrative", "outlet", "place"} <= kinds


def test_every_page_has_one_heading_a_title_and_the_disclaimer(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        assert len(page.all("h1")) == 1, path
        assert page.all("title")[0].text.endswith("· disinfograph"), path
        footer = page.all("footer")[0].text
        assert "debunked" in footer, path
        assert "no verdict on the outlet" in footer, path
        assert page.left_open == [], path


def test_headings_never_skip_a_level(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        levels = [int(each.tag[1]) for each in page.elements if each.tag in {"h1", "h2", "h3", "h4"}]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_every_link_is_relative_and_leads_to_a_page_data_or_a_file(site: Site, pages: dict[str, Reading]) -> None:
    known = set(site.paths())
    files = {f"assets/{path.name}" for path in FOLDER.iterdir()} | {path for path, _ in site.made_files()}
    for path, page in pages.items():
        for link in page.links():
            if is_outside(link):
                continue
            assert not link.startswith("/"), (path, link)
            found = target(link, path)
            stem, _, suffix = found.rpartition(".")
            assert found in known | files or (suffix in _DATA and f"{stem}.html" in known), (path, link)


def test_every_anchor_of_a_page_is_there(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        names = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
        assert len(names) == len(set(names)), path
        used = {link[1:] for link in page.links() if link.startswith("#")}
        used |= {name for each in page.elements for name in each.attributes.get("aria-labelledby", "").split()}
        assert used <= set(names), path


def test_nothing_on_a_page_needs_a_style_or_a_script_of_its_own(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        assert not page.all("style"), path
        for element in page.elements:
            assert not [name for name in element.attributes if name == "style" or name.startswith("on")], path
        for script in page.scripts():
            json.loads("".join(script.parts))


def test_tables_have_captions_and_their_heads_a_scope(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        assert len(page.all("table")) == len(page.all("caption")), path
        assert all(head.attributes.get("scope") in {"col", "row"} for head in page.all("th")), path


def test_fields_of_forms_have_labels(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        named = {label.attributes.get("for") for label in page.all("label")}
        for field in page.all("input"):
            kind = field.attributes.get("type")
            assert kind in {"hidden", "checkbox", "radio"} or field.attributes.get("id") in named, path


def test_what_a_claim_says_is_never_outside_its_mark(pages: dict[str, Reading]) -> None:
    said = set(_claims())
    assert len(said) > 12
    for path, page in pages.items():
        plain = " ".join(" ".join(page.unmarked).split())
        for words in said:
            assert words not in plain.replace(f"claim “{words}”", ""), (path, words)
        for element in page.elements:
            if "claim" in element.attributes.get("class", "").split():
                assert element.text.startswith(("Claim:", "Disinformation")), (path, element.text)


def _claims() -> Iterator[str]:
    text = (
        "SELECT ?text { { ?case a <https://w3id.org/disinfograph/ontology#Case> ; <http://schema.org/name> ?text } "
        "UNION { ?claim a <https://w3id.org/disinfograph/ontology#Claim> ; <http://schema.org/text> ?text } }"
    )
    for row in filled().query(text):
        yield " ".join(row[0].value.split())


def test_the_name_of_a_narrative_stands_in_quotation_marks(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        for words in ("The West plots against its neighbours", "Protests are staged from abroad"):
            assert words not in " ".join(page.unmarked), path


def test_the_same_graph_gives_the_same_bytes(site: Site) -> None:
    again = opened(served=False)
    for path in reversed(_paths(again)):
        first, second = site.page(path), again.page(path)
        assert first is not None
        assert second is not None
        assert first.html == second.html, path


def test_what_the_graph_does_not_know_has_no_page(site: Site) -> None:
    for path in ("case/none.html", "narrative/none.html", "place/XX.html", "outlet/a b.html", "cases/1.html",
                 "cases/99.html", "cases/x.html", "cases/02.html", "keyword/<x>.html", "nothing.html"):  # fmt: skip
        assert site.page(path) is None, path


def test_names_come_in_the_language_that_is_asked_for_and_links_keep_it() -> None:
    site = opened()
    page = _read(site, "narratives.html", lang="uk")
    assert any(each.text == "Захід готує змови" for each in page.all("q"))
    assert next(each for each in page.all("q") if each.attributes.get("lang") == "uk")
    assert all("lang=uk" in link for link in page.links() if "narrative/" in link)
    assert not any(
        "lang=" in link for link in _read(site, "narratives.html", lang="xx").links() if "narrative/" in link
    )


def test_without_a_server_nothing_leads_to_one(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        assert not {target(link, path) for link in page.links() if not is_outside(link)} & _SERVED, path


def test_the_home_page_tells_the_headline(pages: dict[str, Reading]) -> None:
    home = pages["index.html"]
    caption = next(each for each in home.all("caption") if "told about most countries" in each.text)
    assert caption
    described = [json.loads("".join(each.parts)) for each in home.scripts()]
    assert any(each.get("@type") == "Dataset" for each in described if isinstance(each, dict))


def test_a_case_shows_the_claim_beside_its_response(pages: dict[str, Reading]) -> None:
    page = pages["case/c01.html"]
    assert page.all("h1")[0].text == "Claim: Ukraine hides a laboratory"
    assert [each.text for each in page.all("h2")][:2] == ["Disinformation What was claimed", "The response"]
    review = json.loads("".join(page.scripts()[0].parts))
    assert review["@type"] == "ClaimReview"


def test_the_page_of_a_narrative_counts_the_cases_below_it(pages: dict[str, Reading]) -> None:
    def cases(path: str) -> int:
        figures = next(each for each in pages[path].all("p") if each.attributes.get("class") == "figures")
        return int(figures.text.split()[0])

    assert cases("narrative/west-plots.html") >= cases("narrative/secret-laboratories.html") > 0


def test_the_page_of_an_outlet_is_no_verdict(pages: dict[str, Reading]) -> None:
    for path, page in pages.items():
        if path.startswith("outlet"):
            assert "A case about an outlet is no verdict on the outlet" in page.all("main")[0].text, path
