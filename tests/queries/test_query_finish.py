"""What is done upon rows instead of by Oxigraph: least values of groups, and the order."""

from __future__ import annotations

from pathlib import Path

import pytest

from disinfograph import answer
from disinfograph.build import build
from disinfograph.queries.catalogue import catalogue
from disinfograph.queries.fast import joined
from disinfograph.queries.finish import Column, Key, finished, taken_apart
from disinfograph.records import Evidence, Record, Run
from disinfograph.stores import memory_store
from disinfograph.stores.snapshot import SnapshotStore
from disinfograph.terms import XSD, Blank, Iri, Literal, Rows, Term

TEXT = """SELECT ?case (MIN(STR(?marked)) AS ?claim) (MIN(?day) AS ?date)
WHERE {
  ?case rdfs:label ?marked OPTIONAL { ?case dg:date ?day }
}
GROUP BY ?case
ORDER BY DESC(?date) ?case
"""
LEFT = """SELECT DISTINCT ?case ?marked ?day
WHERE {
  ?case rdfs:label ?marked OPTIONAL { ?case dg:date ?day }
}"""


def day(text: str) -> Literal:
    return Literal(text, XSD + "date")


def rows(*found: tuple[Term | None, ...]) -> Rows:
    return Rows(("case", "marked", "day"), found)


def answered(*found: tuple[Term | None, ...]) -> list[tuple[str, ...]] | None:
    done = finished(rows(*found), taken_apart(TEXT))
    return None if done is None else [tuple(str(term or "") for term in row) for row in done]


def test_least_values_and_the_order_are_taken_out_of_a_query() -> None:
    finish = taken_apart(TEXT)
    assert finish.text == LEFT
    assert finish.order == (Key("date", falling=True), Key("case", falling=False))
    assert finish.columns == (
        Column("case", "case"), Column("claim", "marked", least=True, text=True), Column("date", "day", least=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(MIN(?day) AS ?date)", "(COUNT(?day) AS ?date)"),
        ("GROUP BY ?case", "GROUP BY ?case ?marked"),
        ("GROUP BY ?case", "GROUP BY ?case\nHAVING (COUNT(*) > 1)"),
    ],
)
def test_other_groups_are_left_to_the_engine(before: str, after: str) -> None:
    finish = taken_apart(TEXT.replace(before, after))
    assert finish.columns == ()
    assert len(finish.order) == 2
    assert finish.text == TEXT.replace(before, after).partition("\nORDER BY")[0]


@pytest.mark.parametrize(
    "end", ["ORDER BY STR(?case)", "ORDER BY ?case LIMIT 3", "ORDER BY ?case\nVALUES ?x { 1 }", ""]
)
def test_any_other_end_is_left_to_the_engine(end: str) -> None:
    text = TEXT.replace("ORDER BY DESC(?date) ?case\n", end)
    assert taken_apart(text).text == text
    assert taken_apart(text).order == ()


def test_of_several_values_of_a_group_the_least_is_shown_and_what_is_unbound_comes_first() -> None:
    b = Literal("b", language="en")
    found = answered(
        (Iri("x:1"), b, day("2020-01-02")),
        (Iri("x:1"), Literal("a"), day("2020-01-02")),
        (Iri("x:3"), Literal("c"), None),
        (Iri("x:2"), Literal("c"), day("2021-01-01")),
        (Iri("x:1"), b, day("2019-01-02")),
    )
    assert found == [("x:2", "c", "2021-01-01"), ("x:1", "a", "2019-01-02"), ("x:3", "c", "")]


def test_a_text_in_a_language_is_shown_as_the_string_that_it_is() -> None:
    found = finished(rows((Iri("x:1"), Literal("b", language="en"), None)), taken_apart(TEXT))
    assert found == Rows(("case", "claim", "date"), ((Iri("x:1"), Literal("b"), None),))


@pytest.mark.parametrize(
    "found",
    [
        [(Iri("x:1"), Literal("a"), None), (Iri("x:1"), Literal("a"), day("2020-01-02"))],
        [(Iri("x:1"), Literal("a"), day("2020-01-02")), (Iri("x:2"), Literal("a"), Literal("2020"))],
        [(Iri("x:1"), Literal("a"), day("2020-01-02Z")), (Iri("x:2"), Literal("a"), day("2020-01-01"))],
        [(Iri("x:1"), Blank("b"), None)],
    ],
)
def test_what_only_an_engine_can_compare_is_left_to_it(found: list[tuple[Term | None, ...]]) -> None:
    assert answered(*found) is None


def test_numbers_are_ordered_by_their_value() -> None:
    values = ("9", "10", "-1", "2.5")
    found = Rows(("n",), tuple((Literal(n, XSD + ("decimal" if "." in n else "integer")),) for n in values))
    done = finished(found, taken_apart("SELECT ?n\nWHERE {\n}\nORDER BY DESC(?n)"))
    assert done is not None
    assert ["10", "9", "2.5", "-1"] == [str(row[0]) for row in done]


@pytest.mark.parametrize("dear", ["links/cluster", "cases/find", "quality/unarchived-articles", "links/most-linked"])
def test_the_dearest_queries_leave_labels_and_order_to_the_rows(dear: str) -> None:
    finish = taken_apart(joined(catalogue()[dear]).text)
    assert finish.columns
    assert finish.order


def test_a_store_in_a_folder_answers_as_one_in_memory(tmp_path: Path) -> None:
    records = [
        Record(source="alpha", file="a", position=number, title=f"The snow {number} was painted", claim="Snow is paint",
               date=f"2021-02-0{number}", evidence=(Evidence(None, f"https://www.one.example/{number}"),))
        for number in range(1, 6)
    ]  # fmt: skip
    stores = memory_store(), SnapshotStore(tmp_path / "db")
    for store in stores:
        build(store, records, lambda names: Run(names, ("a sha256:00",), "test"))
    names = [name for name, query in catalogue().items() if not any(each.required for each in query.parameters)]
    found = [{name: answer.stored(store, name) for name in names} for store in stores]
    assert found[0] == found[1]
    assert 5 == len(found[0]["cases/find"])
    assert ["5", "1"] == [str(term) for term in found[0]["evidence/hosts"].rows[0][3:1:-1]] or found[0][
        "evidence/hosts"
    ]
