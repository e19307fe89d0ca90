"""What a search answers: filters, the order of hits, counts over all hits, and passages with the found words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import search_world
from hypothesis import given
from hypothesis import strategies as st
from search_world import CASES, slugs

from disinfograph.errors import NotFound, WrongUse
from disinfograph.namespaces import BASE
from disinfograph.search.finding import Filters
from disinfograph.search.index import Search
from disinfograph.search.query import Sought
from disinfograph.search.snippets import WIDTH, snippet


@pytest.fixture(scope="module")
def index() -> Search:
    return search_world.search()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(place=("GE",)), ["bridge", "mountain"]),
        (Filters(place=("PL", "UA")), ["bridge", "lake"]),
        (Filters(place=("GE",), source=("beta",)), ["mountain"]),
        (Filters(narrative=("colour-revolutions",)), ["bridge"]),
        (Filters(outlet=("sputnik",)), ["bridge"]),
        (Filters(language=("ru",)), ["bridge", "lake"]),
        (Filters(keyword=("euromaidan",)), ["bridge"]),
        (Filters(since="2021-05-06"), ["lake", "mountain"]),
        (Filters(until="2021-05-06"), ["bridge", "lake"]),
        (Filters(since="2021-03-05", until="2021-12-31"), ["lake"]),
        (Filters(place=("XX",)), []),
    ],
)
def test_a_filter_leaves_the_cases_that_have_what_it_names(
    index: Search, filters: Filters, expected: list[str]
) -> None:
    assert slugs(index, "", filters=filters) == expected


def test_a_broader_narrative_counts_for_a_narrower_one(index: Search) -> None:
    assert slugs(index, "", filters=Filters(narrative=("west-is-behind-it",))) == ["bridge"]


def test_a_filter_changes_no_score(index: Search) -> None:
    free, narrow = (index.find("bridge", filters=filters).hits[0] for filters in (None, Filters(place=("GE",))))
    assert free == narrow


@pytest.mark.parametrize("day", ["2021-02-30", "yesterday", "2021"])
def test_a_day_that_is_none_is_wrong_use(index: Search, day: str) -> None:
    with pytest.raises(WrongUse, match="is no day"):
        index.find("bridge", filters=Filters(since=day))


@pytest.mark.parametrize(
    "name", ["UA", "ua", "place:UA", "place/UA", f"{BASE}place/UA", "Ukraine", "україна", "Украина"]
)
def test_a_thing_is_known_by_slug_curie_iri_and_label(index: Search, name: str) -> None:
    assert index.key("place", name) == "UA"


def test_a_thing_that_no_case_has_is_not_found_with_those_that_are(index: Search) -> None:
    with pytest.raises(NotFound) as caught:
        index.key("place", "Atlantis")
    assert caught.value.known == ("GE", "PL", "UA")
    assert index.labels("place", "UA") == ["Ukraine", "Украина", "Україна"]
    assert index.labels("place", "XX") == []


def test_hits_of_equal_score_come_by_slug(index: Search) -> None:
    assert slugs(index, "twin story") == ["twin-a", "twin-b"]
    assert len({hit.score for hit in index.find("twin story").hits}) == 1


def test_pages_put_together_are_the_whole_answer(index: Search) -> None:
    many = {f"case-{number:03}": {"title": "The same words"} for number in range(150)}
    same = search_world.search(many)
    pages = [slug for offset in range(0, 150, 7) for slug in slugs(same, "same words", limit=7, offset=offset)]
    assert pages == sorted(many)
    assert same.find("same", limit=0).total == 150
    assert same.find("same", limit=0).hits == ()
    assert slugs(index, "", limit=2, offset=1) == sorted(CASES)[1:3]


def test_a_word_in_the_title_counts_more_than_one_in_the_response() -> None:
    index = search_world.search({"a": {"title": "x", "response": "the harbour"}, "b": {"title": "the harbour"}})
    assert slugs(index, "harbour") == ["b", "a"]


def test_facets_count_all_hits_and_not_the_page_alone(index: Search) -> None:
    facets = index.find("", limit=1).facets
    assert facets["place"] == (("GE", 2), ("PL", 1), ("UA", 1))
    assert facets["year"] == (("2021", 2), ("2022", 1))
    assert facets["narrative"] == (("colour-revolutions", 1), ("west-is-behind-it", 1))
    assert facets["language"] == (("ru", 2), ("de", 1))
    assert (facets["outlet"], facets["keyword"]) == ((("sputnik", 1),), (("euromaidan", 1),))
    assert index.find("mountain").facets["place"] == (("GE", 1),)
    assert index.find("", facets=("year",)).facets.keys() == {"year"}


def test_choosing_a_facet_gives_as_many_hits_as_it_counts(index: Search) -> None:
    for kind, counts in index.find("").facets.items():
        for key, count in counts:
            days = {"since": f"{key}-01-01", "until": f"{key}-12-31"}
            filters = Filters(**days) if kind == "year" else Filters(**{kind: (key,)})
            assert index.find("", filters=filters).total == count


def test_a_hit_is_shown_as_a_claim_with_its_day_and_iri(index: Search) -> None:
    hit = index.find("bridge").hits[0]
    assert hit.label == "Claim: The bridge was never built"
    assert (hit.date, hit.iri) == ("2021-03-04", f"{BASE}case/bridge")
    assert index.find("naive").hits[0].date == ""


def test_the_passage_marks_the_words_that_were_found(index: Search) -> None:
    def marked(text: str) -> tuple[str, str]:
        passage = index.find(text).hits[0].snippet
        return passage.field, passage.marked("*")

    assert marked("strait bridge") == ("claim", "There is no *bridge* over the *strait*.")
    field, text = marked("engineering measure")
    assert (field, text[-39:]) == ("response", "*Engineers* have *measured* them twice.")
    assert marked("ОЗЕРО")[1].startswith("Отравленное *озеро* молчит.")
    assert marked("naive") == ("title", "A *naïve* café in Łódź sold the état-major")
    assert marked("poi*")[1] == "Foreign divers *poisoned* the lake"
    assert "*" not in marked("georgia -lake")[1]


@given(st.lists(st.sampled_from(["sand ", "harbour ", "\n", "Ünïcode, ", "x" * 50, "harbour’s "]), max_size=60))
def test_a_passage_is_short_and_its_ranges_are_words_of_it(parts: list[str]) -> None:
    text = "".join(parts)
    passage = snippet([("claim", text)], Sought(words={"harbour"}))
    assert len(passage.text) <= WIDTH + 3
    assert "\n" not in passage.text
    assert {passage.text[start:end] for start, end in passage.marks} <= {"harbour"}
    assert bool(passage.marks) == ("harbour" in text.replace("xharbour", "").replace("harbourx", ""))


def test_the_order_of_the_statements_changes_nothing() -> None:
    lines = list(search_world.lines())
    mixed = sorted(lines, key=lambda line: line[::-1])
    shuffled, straight = Search.in_memory(mixed), search_world.search()
    for text in ("", "bridge", "georgia OR lake"):
        assert shuffled.find(text) == straight.find(text)


def test_an_index_on_disk_answers_as_one_in_memory(index: Search, tmp_path: Path) -> None:
    Search.write(tmp_path, search_world.lines())
    opened = Search.open(tmp_path)
    assert opened is not None
    assert len(opened) == len(CASES)
    for text in ("", "bridge", "украина", "twin"):
        assert opened.find(text) == index.find(text)


def test_an_index_that_is_missing_damaged_or_of_another_format_is_none(tmp_path: Path) -> None:
    assert Search.open(tmp_path / "missing") is None
    Search.write(tmp_path, search_world.lines())
    (tmp_path / "cases" / "meta.json").write_text("{", "utf-8")
    assert Search.open(tmp_path) is None
    (tmp_path / "format").write_text("0\n", "ascii")
    assert Search.open(tmp_path) is None


def test_a_graph_without_cases_has_an_index_that_finds_nothing() -> None:
    empty = search_world.search({})
    assert empty.find("bridge").hits == empty.find("").hits == ()


def test_a_case_told_by_two_sources_is_one_with_the_words_of_both() -> None:
    index = search_world.search(
        {"a": {"claim": ["First wording", "Second telling"], "date": ["2021-02-03", "2021-02-01"]}}
    )
    assert slugs(index, "wording telling") == ["a"]
    assert index.find("").hits[0].date == "2021-02-01"


def test_while_an_index_is_made_everything_lies_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere, index = tmp_path / "elsewhere", tmp_path / "index"
    elsewhere.mkdir()
    index.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    seen: list[int] = []

    def lines() -> Iterator[str]:
        for line in search_world.lines():
            seen.append(len(list(elsewhere.iterdir())))
            yield line

    Search.write(index, lines())
    assert seen
    assert set(seen) == {0}
    assert sorted(path.name for path in index.iterdir()) == ["cases", "format", "things"]
