"""Answers in the forms that people and programs ask for."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from disinfograph.errors import NotFound
from disinfograph.formats import ROW_WRITERS, value, write_rows
from disinfograph.terms import XSD, Iri, Literal, Rows, Term

ROWS = Rows(
    ("thing", "label", "count", "share", "last"),
    (
        (Iri("http://a.org/x"), Literal('a "b", c', language="en"), Literal("3", XSD + "integer"),
         Literal("0.5", XSD + "decimal"), Literal("2022-03-02", XSD + "date")),
        (Iri("http://a.org/y"), Literal("tab\there"), None, None, None),
    ),
)  # fmt: skip


def test_json_is_a_list_of_objects_keyed_by_column() -> None:
    first, second = json.loads(write_rows(ROWS, "json"))
    wanted = {"thing": "http://a.org/x", "label": 'a "b", c', "count": 3, "share": 0.5, "last": "2022-03-02"}
    assert wanted == first
    assert {"thing": "http://a.org/y", "label": "tab\there", "count": None, "share": None, "last": None} == second


def test_jsonl_is_one_object_a_line() -> None:
    assert json.loads(write_rows(ROWS, "json")) == [json.loads(line) for line in write_rows(ROWS, "jsonl").splitlines()]


def test_csv_has_plain_values_and_quotes_where_needed() -> None:
    assert write_rows(ROWS, "csv") == (
        'thing,label,count,share,last\r\nhttp://a.org/x,"a ""b"", c",3,0.5,2022-03-02\r\nhttp://a.org/y,tab\there,,,\r\n'
    )


def test_tsv_has_terms_as_in_turtle() -> None:
    lines = write_rows(ROWS, "tsv").split("\n")
    assert "?thing\t?label\t?count\t?share\t?last" == lines[0]
    assert lines[1].startswith('<http://a.org/x>\t"a \\"b\\", c"@en\t"3"^^<')
    assert '<http://a.org/y>\t"tab\\there"\t\t\t' == lines[2]


@pytest.mark.parametrize("name", sorted(ROW_WRITERS))
def test_an_empty_answer_has_a_form_too(name: str) -> None:
    assert isinstance(write_rows(Rows(("a",)), name), str)


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(NotFound, match="csv, json, jsonl, tsv"):
        write_rows(ROWS, "xls")


@pytest.mark.parametrize(
    ("term", "plain"),
    [
        (Literal("12", XSD + "integer"), 12),
        (Literal("0.25", XSD + "decimal"), Decimal("0.25")),
        (Literal("1e3", XSD + "double"), 1000.0),
        (Literal("true", XSD + "boolean"), True),
        (Literal("twelve", XSD + "integer"), "twelve"),
        (Iri("http://a.org/"), "http://a.org/"),
        (None, None),
    ],
)
def test_a_term_has_a_python_value(term: Term | None, plain: object) -> None:
    assert plain == value(term)
