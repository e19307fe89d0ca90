from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.errors import UnreadableInput
from disinfograph.iris import web_iri
from disinfograph.records import Article, CrossLink, Evidence, Record, Reject, Unresolved
from disinfograph.sources.reader import head_of
from disinfograph.sources.record_lines import READER, record_of
from disinfograph.sources.texts import cut

RECORD = Record(
    source="euvsdisinfo-page",
    file="page.txt",
    position=2,
    main=False,
    id="7",
    url="https://euvsdisinfo.eu/report/the-sea-is-dry/",
    title="The sea is dry",
    title_truncated=True,
    claim="It is.",
    response="It is not.",
    date="2022-03-02",
    issue=274,
    languages=("ru",),
    countries=("Ukraine",),
    keywords=("Sea",),
    outlets=("Left Press",),
    articles=(Article("https://left.example/1", None, "Left Press", "ru", True, "Text"),),
    narrative_phrases=("a dry sea",),
    cross_links=(CrossLink("see here"), CrossLink("and here", "https://euvsdisinfo.eu/report/x/")),
    evidence=(Evidence("a map", None), Evidence(None, "https://map.example/")),
    reviewer="A",
    verdict="false",
    license="CC BY 4.0",
    unresolved=(Unresolved("languages", "Sea"),),
)
SMALL: dict[str, Any] = {"source": "table", "file": "a.csv", "position": 1, "title": "The sea is dry"}


def save(folder: Path, *lines: object) -> Path:
    path = folder / "records.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def reject(folder: Path, line: object) -> Reject:
    (found,) = READER.read(save(folder, line))
    assert isinstance(found, Reject)
    return found


def test_a_record_survives_being_written_and_read(tmp_path: Path) -> None:
    path = save(tmp_path, RECORD.to_dict(), SMALL)
    assert READER.recognises(path, head_of(path))
    assert list(READER.read(path)) == [RECORD, Record(**SMALL)]


def test_a_list_of_records_is_read_as_lines_are(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([RECORD.to_dict(), SMALL], indent=2))
    assert READER.recognises(path, head_of(path))
    assert list(READER.read(path)) == [RECORD, Record(**SMALL)]


def test_a_list_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([SMALL])[:-3])
    with pytest.raises(UnreadableInput, match="no JSON"):
        list(READER.read(path))


def test_a_field_that_is_not_there_is_null_or_empty(tmp_path: Path) -> None:
    (record,) = READER.read(save(tmp_path, {**SMALL, "url": None, "countries": None, "main": None, "articles": []}))
    assert record == Record(**SMALL)


def test_a_line_without_file_and_position_stands_where_it_is_read(tmp_path: Path) -> None:
    _, second = READER.read(save(tmp_path, SMALL, "", {"source": "table", "title": "The sky is green"}))
    assert isinstance(second, Record)
    assert (second.file, second.position) == ("records.jsonl", 2)


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    found = reject(tmp_path, {**SMALL, "colour": "red"})
    assert found.reason == "line 1: it has the unknown field 'colour'"
    assert (found.source, found.position) == ("table", 1)
    assert found.record == {**SMALL, "colour": "red"}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", 7, "'title' is not text: 7"),
        ("source", "", "'source' is missing"),
        ("source", ["a"], "'source' is not text"),
        ("position", "1", "'position' is no whole number"),
        ("position", 0, "'position' is no whole number"),
        ("issue", 2.5, "'issue' is no whole number: 2.5"),
        ("issue", True, "'issue' is no whole number"),
        ("main", "yes", "'main' is not true or false"),
        ("date", "02/03/22", "'date' is no day as YYYY-MM-DD: the date '02/03/22' is ambiguous"),
        ("date", "20220302", "'date' is no day as YYYY-MM-DD"),
        ("date", "2022-02-30", "'date' is no day"),
        ("countries", "Ukraine", "'countries' is not a list"),
        ("countries", ["Ukraine", 3], "'countries[1]' is not text: 3"),
        ("articles", ["https://a.example/"], "'articles[0]' is no object"),
        ("articles", [{"link": "x"}], "'articles[0]' has the unknown field 'link'"),
        ("articles", [{"url": 3}], "'articles[0].url' is not text"),
        ("articles", [{"first": 1}], "'articles[0].first' is not true or false"),
        ("cross_links", [{"url": "https://a.example/"}], "'cross_links[0]' lacks 'text'"),
        ("unresolved", [{"field": "languages"}], "'unresolved[0]' lacks 'label'"),
    ],
)
def test_a_wrong_value_is_rejected_with_its_field(tmp_path: Path, field: str, value: object, words: str) -> None:
    found = reject(tmp_path, {**SMALL, field: value})
    assert words in found.reason
    assert found.advice


@pytest.mark.parametrize("line", ['{"source": "table"', "7", "[1]", "null", '{"title": "no source"}'])
def test_a_line_that_is_no_record_is_rejected_with_its_number_and_the_rest_goes_on(tmp_path: Path, line: str) -> None:
    first, found, last = READER.read(save(tmp_path, SMALL, line, SMALL))
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(found, Reject)
    assert found.reason.startswith("line 2")
    assert (found.position, last.position) == (2, 1)


def test_bytes_that_are_no_text_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"source": "a", "title": "caf\xe9"}\n' + json.dumps(SMALL).encode())
    found, record = READER.read(path)
    assert "no UTF-8" in str(found)
    assert isinstance(record, Record)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(SMALL), "utf-8-sig")
    assert READER.recognises(path, head_of(path))
    assert list(READER.read(path)) == [Record(**SMALL)]


@pytest.mark.parametrize("text", ["", "title,url", "<html>", '{"title": "A", "response": "B"}', "[1, 2]", '[{"a": 1}]'])
def test_other_files_are_not_recognised(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)
    assert not READER.recognises(path, head_of(path))


def test_records_are_recognised_after_a_broken_first_line(tmp_path: Path) -> None:
    path = save(tmp_path, '{"source": "table", "file', SMALL)
    assert READER.recognises(path, head_of(path))


@pytest.mark.parametrize(
    ("others", "date", "day"),
    [
        ([], "02/03/2022", "2022-03-02"),
        ([], "02.03.2022", "2022-03-02"),
        (["2022-01-31"], "2/3/2022", "2022-03-02"),
        (["31/01/22"], "02/03/22", "2022-03-02"),
        (["01/31/22"], "02/03/2022", "2022-02-03"),
        (["01/31/2022"], "02/03/22", "2022-02-03"),
    ],
)
@pytest.mark.parametrize("form", ["lines", "list", "escaped"])
def test_a_date_in_figures_is_day_first_unless_other_records_say_not(
    tmp_path: Path, others: list[str], date: str, day: str, form: str
) -> None:
    data = [{**SMALL, "date": each} for each in [date, *others]]
    lines = [json.dumps(each) for each in data]
    path = save(tmp_path, json.dumps(data)) if form == "list" else save(tmp_path, *lines)
    if form == "escaped":
        path.write_text(path.read_text().replace("/", "\\/"))
    first, *_ = READER.read(path)
    assert isinstance(first, Record)
    assert first.date == day


def test_records_that_disagree_on_the_order_decide_nothing(tmp_path: Path) -> None:
    dates = ["02/03/2022", "31/01/2022", "01/31/2022"]
    found = list(READER.read(save(tmp_path, *({**SMALL, "date": date} for date in dates))))
    assert [type(item).__name__ for item in found] == ["Reject", "Record", "Record"]


@pytest.mark.parametrize(
    "fields", [{}, {"title": " "}, {"response": "No.", "date": "2022-03-02"}, {"url": "javascript:alert(1)"}]
)
def test_a_record_that_names_no_case_is_rejected(tmp_path: Path, fields: dict[str, str]) -> None:
    found = reject(tmp_path, {"source": "table", **fields})
    assert found.reason == "line 1: it names no case"
    assert found.advice == "give the record an id, a URL, a title or a claim"


@pytest.mark.parametrize("name", ["id", "url", "title", "claim"])
def test_a_record_with_one_name_is_a_case(tmp_path: Path, name: str) -> None:
    (record,) = READER.read(save(tmp_path, {"source": "table", name: "https://a.example/1"}))
    assert isinstance(record, Record)


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "not an address"])
def test_what_is_no_web_address_is_kept_for_a_curator(tmp_path: Path, bad: str) -> None:
    parts = {
        "url": bad,
        "articles": [{"url": bad}, {"url": bad, "outlet": "Left Press"}, {"url": "https://a.example/1"}],
        "evidence": [{"url": bad}, {"url": bad, "text": "a map"}, {"url": "https://b.example/1"}],
        "cross_links": [{"text": "see here", "url": bad}, {"text": "", "url": bad}],
    }
    (record,) = READER.read(save(tmp_path, {**SMALL, **parts}))
    assert record == Record(
        **SMALL,
        articles=(Article(outlet="Left Press"), Article("https://a.example/1")),
        evidence=(Evidence(bad), Evidence("a map"), Evidence(url="https://b.example/1")),
        cross_links=(CrossLink("see here"), CrossLink(bad)),
        unresolved=(Unresolved("address", bad),),
    )


@pytest.mark.parametrize(
    ("fields", "title", "truncated"),
    [
        ({"title": "The sea is ..."}, "The sea is…", True),
        ({"title": "The sea is…"}, "The sea is…", True),
        ({"title": "The sea is...", "title_truncated": True}, "The sea is…", True),
        ({"title": "And then...", "title_truncated": False}, "And then...", False),
        ({"title": "The sea... is dry."}, "The sea... is dry.", False),
    ],
)
def test_a_cut_title_ends_in_one_sign(tmp_path: Path, fields: dict[str, Any], title: str, truncated: bool) -> None:
    (record,) = READER.read(save(tmp_path, {**SMALL, **fields}))
    assert isinstance(record, Record)
    assert (record.title, record.title_truncated) == (title, truncated)


_words = st.text(max_size=12)
_maybe = st.none() | _words
_address = st.none() | _words.map("https://a.example/{}".format).filter(web_iri)
_several = st.lists(_words, max_size=3).map(tuple)
_records = st.builds(
    Record,
    source=st.text(min_size=1, max_size=12),
    file=_words,
    position=st.integers(1, 10**6),
    main=st.booleans(),
    id=_maybe,
    url=_address,
    title=_maybe.map(lambda title: title and cut(title)),
    title_truncated=st.booleans(),
    claim=_maybe,
    response=_maybe,
    date=st.none() | st.dates().map(lambda day: day.isoformat()),
    issue=st.none() | st.integers(0, 999),
    languages=_several,
    countries=_several,
    articles=st.lists(st.builds(Article, _address, _address, _maybe, _maybe, st.booleans(), _maybe), max_size=2).map(
        tuple
    ),
    cross_links=st.lists(st.builds(CrossLink, _words, _address), max_size=2).map(tuple),
    evidence=st.lists(st.builds(Evidence, _maybe, _address), max_size=2).map(tuple),
    unresolved=st.lists(st.builds(Unresolved, _words, _words), max_size=2).map(tuple),
)


@given(_records)
def test_every_record_survives_its_json_form(record: Record) -> None:
    assert record_of(json.loads(json.dumps(record.to_dict())), "other", 9) == record
