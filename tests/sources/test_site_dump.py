from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from disinfograph.errors import UnreadableInput
from disinfograph.records import Article, Record, Reject
from disinfograph.sources.reader import head_of
from disinfograph.sources.site_dump import READER

CASE: dict[str, Any] = {
    "url": "https://euvsdisinfo.eu/report/the-sea-is-dry/",
    "title": "The sea is dry",
    "summary": "The sea is dry.All of it is.",
    "response": "No evidence given.The sea is wet. The sea is deep The sea is salty",
    "outlet": "Left Press",
    "date_of_publication": "May 09, 2020",
    "countries": ["Ukraine", "US"],
    "tags": ["Sea", "Army & navy"],
}


def save(folder: Path, *cases: object, lines: bool = False) -> Path:
    path = folder / "dump.json"
    path.write_text("\n".join(map(json.dumps, cases)) if lines else json.dumps(list(cases), indent=1))
    return path


def one(folder: Path, **fields: Any) -> Record:
    (found,) = READER.read(save(folder, {**CASE, **fields}))
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize("lines", [False, True])
def test_a_dump_is_recognised_by_its_keys(tmp_path: Path, lines: bool) -> None:
    path = save(tmp_path, CASE, CASE, lines=lines)
    assert READER.recognises(path, head_of(path))
    assert [item.id for item in READER.read(path)] == [CASE["url"]]


@pytest.mark.parametrize(
    "case", [{"title": "x"}, {"source": "a", "position": 1, "url": None, "title": "x", "response": ""}]
)
def test_other_json_is_not_recognised(tmp_path: Path, case: object) -> None:
    path = save(tmp_path, case)
    assert not READER.recognises(path, head_of(path))


def test_a_case_has_its_fields_and_its_paragraphs(tmp_path: Path) -> None:
    record = one(tmp_path)
    assert (record.source, record.file, record.position) == ("euvsdisinfo-site-dump", "dump.json", 1)
    assert (record.id, record.url, record.title) == (CASE["url"], CASE["url"], "The sea is dry")
    assert (record.date, record.issue) == ("2020-05-09", None)
    assert (record.countries, record.keywords) == (("Ukraine", "US"), ("Sea", "Army & navy"))
    assert record.claim == "The sea is dry.\n\nAll of it is."


def test_titles_glued_to_the_end_of_a_response_stay_in_it(tmp_path: Path) -> None:
    assert (one(tmp_path).response or "").endswith("The sea is deep The sea is salty")


def test_a_title_cut_with_three_dots_is_marked(tmp_path: Path) -> None:
    assert one(tmp_path, title="The sea is dry and so...").title_truncated


@pytest.mark.parametrize(
    ("outlet", "names"),
    [
        ("left.example Archived", ("left.example",)),
        ("Left Press (archived), Right Press (archived)", ("Left Press", "Right Press")),
        ("Evening Show [from 00:40:03 to 00:40:41]", ("Evening Show [from 00:40:03 to 00:40:41]",)),
        (["Left Press", "Right Press, the"], ("Left Press", "Right Press, the")),
    ],
)
def test_one_string_may_hold_many_outlets(tmp_path: Path, outlet: object, names: tuple[str, ...]) -> None:
    assert one(tmp_path, outlet=outlet).outlets == names


def test_an_address_in_the_place_of_an_outlet_is_an_article_too(tmp_path: Path) -> None:
    record = one(tmp_path, outlet="https://video.example/watch?v=1 (archived)")
    assert record.outlets == ("https://video.example/watch?v=1",)
    assert [article.url for article in record.articles] == ["https://video.example/watch?v=1"]


def test_a_claim_that_broke_off_at_its_own_word_response_is_put_together_again(tmp_path: Path) -> None:
    record = one(tmp_path, summary="The sea dried in", response="to the heat.RESPONSE\n\nNo evidence given.")
    assert record.claim == "The sea dried in response to the heat."
    assert record.response == "No evidence given."


def test_a_response_that_is_the_menu_of_the_page_is_none(tmp_path: Path) -> None:
    record = one(tmp_path, title="A response to heat", response="to heat Skip to main contentEnglish\nPolski")
    assert record.response is None


def test_other_names_of_the_same_keys_are_read(tmp_path: Path) -> None:
    case = {
        "id": "77",
        "title": "A",
        "date": "2026-01-02",
        "disproof": "No.",
        "outlets": ["B"],
        "sources": ["https://b.example/1"],
    }
    path = save(tmp_path, {**case, "summary": "A."})
    assert READER.recognises(path, head_of(path))
    (record,) = READER.read(path)
    assert isinstance(record, Record)
    assert (record.id, record.date, record.response) == ("77", "2026-01-02", "No.")
    assert record.articles == (Article(url="https://b.example/1", outlet="B"),)


@pytest.mark.parametrize("case", [3, {**CASE, "date_of_publication": "10/03/17"}, {"tags": ["Sea"], "response": "No."}])
def test_a_broken_case_is_rejected_and_the_rest_goes_on(tmp_path: Path, case: object) -> None:
    reject, record = READER.read(save(tmp_path, case, CASE))
    assert isinstance(reject, Reject)
    assert isinstance(record, Record)
    assert (reject.position, record.position) == (1, 2)


def test_a_broken_line_is_rejected_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text('{"title": "A", "response"\n' + json.dumps(CASE) + "\n")
    assert [type(item).__name__ for item in READER.read(path)] == ["Reject", "Record"]


def test_a_line_may_hold_a_line_separator_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(json.dumps({**CASE, "summary": "One\u2028two"}, ensure_ascii=False) + "\n", "utf-8")
    (record,) = READER.read(path)
    assert isinstance(record, Record)
    assert record.claim == "One\ntwo"


def test_a_dump_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text('[{"title": "A", "response": "B", "url"')
    with pytest.raises(UnreadableInput, match="no JSON"):
        list(READER.read(path))


def test_the_real_dump_is_read_whole(shared: Path) -> None:
    cases = [
        item for item in READER.read(shared / "data" / "fulltext" / "cases_site_dump.json") if isinstance(item, Record)
    ]
    assert len(cases) == len({record.url for record in cases}) == 200
    assert all(record.date and record.claim and record.outlets for record in cases)
    assert sum(record.response is None for record in cases) == 1
    assert not [record.url for record in cases if "Skip to main content" in (record.response or "")]
    assert sum(record.title_truncated for record in cases) == 9
    assert sum("\n\n" in (record.response or "") for record in cases) > 100
