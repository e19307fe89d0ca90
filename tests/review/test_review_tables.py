"""Questions become a table that a spreadsheet opens, and answers are taken once."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_world import (
    WHO,
)

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.review import items, taking
from disinfograph.review.items import COLUMNS, Item

# The table

EVERY = Item("label", 1.5, "countries", "", "=cmd|' /C calc'!A0", '-1, +2; "three"\n@four', "place:UA", "none")


def test_the_table_opens_in_a_spreadsheet_and_runs_no_formula() -> None:
    written = items.rendered([EVERY, replace(EVERY, label="'=kept", context="\tTab")], "csv")
    assert written.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][4:6] == ["'=cmd|' /C calc'!A0", '\'-1, +2; "three"\n@four']
    assert rows[2][4:6] == ["''=kept", "'\tTab"]
    assert rows[1][1] == "1.5"


@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_a_guarded_cell_is_read_back_as_it_was(text: str) -> None:
    assert items.unguarded(items.guarded(text)) == text
    assert not items.guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_table_is_read_back_as_it_was_written(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"review.{form}"
    path.write_bytes(items.rendered([EVERY, replace(EVERY, decision="")], form))
    ((where, item),) = items.filled_in(path)
    assert item == replace(EVERY, impact=0.0)
    assert where in {f"{path}, line 3", f"{path}, item 1"}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_that_a_spreadsheet_saved_its_own_way_is_read(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writerow([name.title() for name in COLUMNS])
        writer.writerow([str(value) for value in asdict(EVERY).values()])
        writer.writerow(["", "", ""])
    ((_, item),) = items.filled_in(path)
    assert item.label == EVERY.label


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"kind,about\nlabel,countries\n", "lacks the column object"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[{}]", "item 1: is no row of a review"),
        (b"[", "is no JSON"),
        (b'kind,about,object,label,proposed,decision\nlabel,"x', "close the quotes"),
    ],
)
def test_another_kind_of_file_is_refused(text: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(text)
    with pytest.raises(UnreadableInput, match=told):
        list(items.filled_in(path))


# Taking


def filled(tmp_path: Path, *rows: Item) -> Path:
    path = tmp_path / "review.csv"
    path.write_bytes(items.rendered(rows, "csv"))
    return path


def row(kind: str, about: str, obj: str, label: str, decision: str, proposed: str = "", **others: str) -> Item:
    return Item(kind, 1.0, about, obj, label, "", proposed, decision, **others)


ANSWERS = [
    row("label", "countries", "", "Snowland", "None"),
    row("label", "countries", "", "Ukrajina", "accept", "place:UA"),
    row("label", "outlets", "", "=Polar", "outlet:sputnik", author="Bea", date="2026-01-02", note="a  brand"),
    row("candidate", "cluster", "", "the snow conspiracy", "narrative:climate-hoax"),
    row("candidate", "cluster", "", "some snow", "none"),
    row("narrative", "case:the-bridge", "narrative:biolabs", "Labs", "Reject"),
    row("narrative", "case:the-lake", "narrative:biolabs", "Labs", "accept"),
    row("link", "case:the-bridge", "case:the-sea", "Claim: Sea: dry", "accept"),
    row("link", "case:the-bridge", "case:the-lake", "Claim: Lake", "none"),
    row("link", "case:the-bridge", "", "Claim: Nowhere", "accept", "case:the-lake"),
    row("identity", "case:the-sea", "case:the-lake", "", "different"),
    row("label", "countries", "", "Undecided", ""),
]


def test_what_was_filled_in_is_taken_once(tmp_path: Path) -> None:
    folder, path = tmp_path / "curation", filled(tmp_path, *ANSWERS)
    taken = taking.take(path, folder, *WHO)
    assert (taken.new, taken.known, len(taken.files)) == (11, 0, 5)
    decisions = Decisions.read(folder)
    assert {str(one) for one in decisions} == {
        "label 'countries' 'Snowland': none (Ada Example, 2026-11-22)",
        "label 'countries' 'Ukrajina': place:UA (Ada Example, 2026-11-22)",
        "label 'outlets' '=Polar': outlet:sputnik (Bea, 2026-01-02)",
        "phrase 'the snow conspiracy': narrative:climate-hoax (Ada Example, 2026-11-22)",
        "phrase 'some snow': none (Ada Example, 2026-11-22)",
        "narrative 'the-bridge' 'biolabs': reject (Ada Example, 2026-11-22)",
        "narrative 'the-lake' 'biolabs': accept (Ada Example, 2026-11-22)",
        "link 'the-bridge' 'Sea: dry': case:the-sea (Ada Example, 2026-11-22)",
        "link 'the-bridge' 'Lake': none (Ada Example, 2026-11-22)",
        "link 'the-bridge' 'Nowhere': case:the-lake (Ada Example, 2026-11-22)",
        "case 'the-lake' 'the-sea': different (Ada Example, 2026-11-22)",
    }
    again = taking.take(path, folder, "Somebody Else", "2027-01-01")
    assert (again.new, again.known, again.files) == (0, 11, ())
    assert Decisions.read(folder) == decisions


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (row("label", "countries", "", "Snowland", "place:snowland"), "which no vocabulary holds"),
        (row("label", "countries", "", "Snowland", "accept"), "there is none"),
        (row("label", "countries", "", "Snowland", "yes please"), "which is no thing of ours"),
        (row("label", "issue", "", "Snowland", "none"), "is about the field 'issue'"),
        (row("candidate", "", "", "snow", "place:UA"), "write narrative:…"),
        (row("narrative", "case:x", "narrative:biolabs", "", "none"), "write accept or reject"),
        (row("link", "case:x", "", "Claim: y", "case:x"), "leads a case to itself"),
        (row("link", "case:x", "", "Claim: y", "narrative:x"), "where a case should stand"),
        (row("identity", "case:x", "case:x", "", "different"), "differs from itself"),
        (row("identity", "case:x", "case:y", "", "maybe"), "write same or different"),
        (row("value", "case:x", "", "date: soon", "none"), "which nobody can decide"),
    ],
)
def test_an_answer_that_cannot_be_followed_is_named_and_nothing_is_written(
    answer: Item, told: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableInput, match=told) as raised:
        taking.take(filled(tmp_path, ANSWERS[0], answer), tmp_path / "curation", *WHO)
    assert "review.csv, line 3" in str(raised.value)
    assert not (tmp_path / "curation").exists()


def test_nobody_and_no_day_stand_for_no_answer(tmp_path: Path) -> None:
    for who, told in ((("", "2026-11-22"), "does not say who decided"), (("Ada", ""), "write it as YYYY-MM-DD")):
        with pytest.raises(UnreadableInput, match=told):
            taking.take(filled(tmp_path, ANSWERS[0]), tmp_path / "curation", *who)


def test_an_answer_against_an_earlier_decision_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "curation"
    taking.take(filled(tmp_path, ANSWERS[0]), folder, *WHO)
    with pytest.raises(UnreadableInput, match=r"line 14 .*none \(Ada Example, 2026-11-22\)\); take that line out"):
        taking.take(filled(tmp_path, replace(ANSWERS[0], decision="place:UA")), folder, *WHO)
    with pytest.raises(UnreadableInput, match="keep one"):
        taking.take(filled(tmp_path, ANSWERS[5], replace(ANSWERS[5], decision="accept")), folder, *WHO)
