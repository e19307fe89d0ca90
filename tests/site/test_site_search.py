"""The search page: words, facets with their numbers, pages, and a table for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest
from site_reading import Reading
from site_store import filled, opened

from disinfograph.namespaces import BASE
from disinfograph.search.index import Search
from disinfograph.site.searching import harmless, wanted
from disinfograph.site.site import Site
from disinfograph.stores.content import canonical
from disinfograph.stores.own import Own
from disinfograph.terms import iri_token, text_token


@pytest.fixture(scope="module")
def site() -> Site:
    return opened()


def _found(site: Site, *query: tuple[str, str]) -> Reading:
    page = site.page("search.html", query)
    assert page is not None
    return Reading(page.html)


def _total(page: Reading) -> int:
    return int(next(each for each in page.all("h2") if "data-found" in each.attributes).text.split()[0])


def _cases(page: Reading) -> list[str]:
    links = [each for each in page.all("a") if each.attributes.get("class") == "claim"]
    return [each.attributes["href"] for each in links]


def _choices(page: Reading, kind: str) -> dict[str, int]:
    labels = [each for each in page.all("label") if each.attributes.get("class") == "choice"]
    boxes = [each for each in page.all("input") if each.attributes.get("type") == "checkbox"]
    return {
        box.attributes["value"]: int(label.text.split()[-1])
        for label, box in zip(labels, boxes, strict=True)
        if box.attributes["name"] == kind
    }


def test_without_a_question_all_cases_are_there_the_newest_first(site: Site) -> None:
    page = _found(site)
    assert _total(page) == 13
    days = [each.text for each in page.all("time")]
    assert days == sorted(days, reverse=True)


def test_words_are_found_in_titles_and_texts_and_all_must_be_there(site: Site) -> None:
    assert _cases(_found(site, ("q", "LABORATORY hides"))) == ["case/c01.html"]
    assert _total(_found(site, ("q", "laboratory nowhere-to-be-found"))) == 0


def test_a_choice_narrows_down_to_as_many_cases_as_its_number_said(site: Site) -> None:
    everything = _found(site)
    for kind in ("narrative", "place", "outlet", "keyword", "year"):
        choices = _choices(everything, kind)
        assert choices, kind
        for slug, number in choices.items():
            assert _total(_found(site, (kind, slug))) == number, (kind, slug)


def test_two_things_of_a_kind_are_any_or_with_match_all_both(site: Site) -> None:
    one, other = ("place", "UA"), ("place", "GE")
    both = _total(_found(site, one, other, ("match", "all")))
    either = _total(_found(site, one, other))
    assert either == _total(_found(site, one)) + _total(_found(site, other)) - both
    assert either > both


def test_things_of_different_kinds_must_all_be_there(site: Site) -> None:
    page = _found(site, ("narrative", "west-plots"), ("place", "UA"))
    assert 0 < _total(page) < _total(_found(site, ("narrative", "west-plots")))


def test_a_broader_narrative_finds_the_cases_of_the_narrower_ones(site: Site) -> None:
    narrow = set(_cases(_found(site, ("narrative", "secret-laboratories"))))
    assert narrow < set(_cases(_found(site, ("narrative", "west-plots"))))


def test_a_chosen_thing_can_be_taken_away_again(site: Site) -> None:
    page = _found(site, ("q", "the"), ("place", "UA"))
    chips = [each.attributes["href"] for each in page.all("a") if each.attributes.get("title") == "Remove"]
    assert chips == ["search.html?q=the"]


def test_what_is_unknown_finds_nothing_and_breaks_nothing(site: Site) -> None:
    for query in ([("place", "none")], [("page", "999")], [("page", "-1")], [("page", "x")], [("match", "none")],
                  [("q", "'" * 5000)], [("year", "20")]):  # fmt: skip
        assert _total(_found(site, *query)) >= 0
    many = wanted([("place", str(number)) for number in range(5000)])
    assert len(many.things["place"]) <= 50


def test_the_csv_holds_every_case_that_is_found_and_marks_claims(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.csv([("narrative", "west-plots")]))))
    assert [row["case"] for row in rows] == [
        f"{BASE}{path.removesuffix('.html')}" for path in _cases(_found(site, ("narrative", "west-plots")))
    ]
    assert all(row["claim"].startswith("Claim: ") for row in rows)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_csv_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    title = f"{iri_token(BASE + 'keyword/' + 'x')} {iri_token('http://schema.org/name')} {text_token(cell)} ."
    for row in csv.reader(io.StringIO(opened(title).csv())):
        assert not [each for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_search_index_gives_the_order() -> None:
    store = filled()
    index = Search.in_memory(sorted(canonical(f"{quad} .") for quad in store))
    site = Site(Own(store), served=True, finder=index.numbers)
    by_index = [hit.slug for hit in index.find("laboratory viruses", limit=13).hits]
    assert by_index
    assert _cases(_found(site, ("q", "laboratory viruses"))) == [f"case/{slug}.html" for slug in by_index]
    assert index.numbers("") == list(range(13))
    assert index.numbers("nothing-of-the-kind") == []
