"""One shape for every case, and texts that can be written."""

from __future__ import annotations

import json

import pytest

from disinfograph.records import FIELDS, Article, Record, Reject, legible


def test_a_record_has_every_field_in_its_json_form() -> None:
    data = Record("a", "f.txt", 1).to_dict()
    assert list(FIELDS) == list(data)
    assert (None, [], True) == (data["title"], data["articles"], data["main"])


def test_the_json_form_is_the_record_again() -> None:
    record = Record("a", "f.txt", 1, title="x", articles=(Article("https://a.example/1"),), keywords=("k",))
    assert record == Record.from_dict(json.loads(json.dumps(record.to_dict())))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("torn \ud83d emoji", "torn ? emoji"),
        ("bell\x07 escape\x1b", "bell escape"),
        ("tab\tline\nend", "tab\tline\nend"),
    ],
)
def test_a_text_that_no_document_can_hold_becomes_legible(text: str, written: str) -> None:
    record = legible(Record("a", "f.txt", 1, title=text, articles=(Article(outlet=text),)))
    assert (written, written) == (record.title, record.articles[0].outlet)


def test_a_legible_record_stays_the_same_object() -> None:
    record = Record("a", "f.txt", 1, title="Ö, я, 新, 😀")
    assert legible(record) is record


def test_a_reject_says_where_what_and_what_to_do() -> None:
    assert "f.csv, record 3: no title; add one" == str(Reject("a", "f.csv", 3, "no title.", "add one"))
