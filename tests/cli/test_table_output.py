"""Tables stay readable and harmless, however wide they are and whatever stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from disinfograph.cli.messages import counted, harmless, printable
from disinfograph.cli.output import show_rows
from disinfograph.cli.tables import Column, lines
from disinfograph.terms import XSD, Iri, Literal, Rows

NARRATIVES = [
    Column("narrative", ["narrative:nato-encirclement", "narrative:historical-revisionism", "narrative:mh17"]),
    Column("label", ["NATO encircles Russia", "Others falsify history and Russia alone keeps its truth", "MH17"]),
    Column("countries", ["12", "14", "4"], is_number=True),
    Column("cases", ["12", "1,115", "4"], is_number=True),
    Column("outlets", ["9", "9", "4"], is_number=True),
    Column("first", ["2016-07-09", "2015-05-23", "2015-06-02"]),
    Column("last", ["2024-03-07", "2020-12-10", "2018-09-17"]),
]


def test_a_wide_terminal_shows_each_row_on_one_line() -> None:
    head, _, *rows = lines(NARRATIVES, 200)
    assert head.split() == [column.title for column in NARRATIVES]
    assert len(rows) == 3
    assert [row.index("20") for row in rows] == [head.index("first")] * 3


def test_at_eighty_columns_words_dates_and_numbers_stay_whole() -> None:
    text = list(lines(NARRATIVES, 80))
    assert max(map(cell_len, text)) <= 80
    words = " ".join(text).split()
    for whole in ("2016-07-09", "1,115", "falsify", "historical-", "revisionism", "narrative:"):
        assert whole in words


def test_at_forty_columns_rows_stand_upright() -> None:
    text = list(lines(NARRATIVES, 40))
    assert max(map(cell_len, text)) <= 40
    assert text[0] == "narrative: narrative:nato-encirclement"
    assert "countries: 12" in text
    assert text.count("") == 3


def test_numbers_end_where_their_column_ends() -> None:
    head, _, *rows = lines([Column("n", ["7", "1,115"], is_number=True), Column("m", ["x", "y"])], 80)
    assert [head, *rows] == ["    n  m", "    7  x", "1,115  y"]


def test_no_line_ends_in_spaces_and_no_style_is_used_unasked() -> None:
    for width in (20, 40, 80, 160):
        text = list(lines(NARRATIVES, width))
        assert [line.rstrip() for line in text] == text
        assert "\x1b" not in "".join(text)
    assert next(lines(NARRATIVES, 160, bold=True)).startswith("\x1b[1m")


def test_a_table_without_rows_is_its_head() -> None:
    assert list(lines([Column("case", []), Column("date", [])], 80)) == ["case  date", "────  ────"]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=40), min_size=3, max_size=3), max_size=6
    ),
    st.integers(30, 200),
)
def test_no_letter_is_lost_and_no_line_is_too_wide(cells: list[list[str]], width: int) -> None:
    columns = [Column(name, [printable(row[i]) for row in cells]) for i, name in enumerate("abc")]
    text = list(lines(columns, width))
    assert all(cell_len(line) <= width for line in text)
    shown = sorted("".join("".join(text).split()))
    wanted = "".join("".join(c.cells).replace(" ", "") for c in columns)
    assert all(shown.count(letter) >= wanted.count(letter) for letter in set(wanted) if not letter.isspace())


def test_markup_and_control_characters_in_labels_command_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    evil = Literal("[red]bold[/red] :smile: \x1b[2J\x9b31m\u202eabc\rdef\a")
    show_rows(Rows(("label",), ((evil,),)), "table")
    shown = capsys.readouterr().out
    assert "[red]bold[/red] :smile: [2J31mabc def" in shown
    assert not set(shown) & set("\x1b\x9b\u202e\r\a")


def test_persian_joiners_stay_and_bidirectional_marks_go() -> None:
    assert harmless("می\u200cخواهم\u202e") == "می\u200cخواهم"
    assert printable(" two\n\nlines\t") == "two lines"


def test_cells_are_short_forms_and_parted_thousands(capsys: pytest.CaptureFixture[str]) -> None:
    row = (Iri("https://w3id.org/disinfograph/place/UA"), Literal("12345", XSD + "integer"), None)
    show_rows(Rows(("place", "n", "none"), (row,)), "table")
    assert capsys.readouterr().out.splitlines()[2].split() == ["place:UA", "12,345"]


def test_one_is_singular() -> None:
    assert [counted(n, "case") for n in (0, 1, 2000)] == ["0 cases", "1 case", "2,000 cases"]
