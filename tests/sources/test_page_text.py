from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from disinfograph.errors import UnreadableInput
from disinfograph.records import Record, Reject, Unresolved
from disinfograph.sources import page_text

PAGE = """Disinfo: The lake was drained by spies


Spies drained the lake.


There was a drought.

Keywords
Date: the water fell from May to June.


  • Reported in: Issue 12
  • DATE OF PUBLICATION: 02/03/2022
  • Article language(s) Spanish, Castilian, Russian
  • Countries and/or Regions discussed in the disinformation: Poland, Korea, Republic of
  • Keywords: Water, Spies / agents
see more

Disinfo: A second lake is...

A second lake is next.

It is smaller.


No evidence given.
"""


def read(text: str) -> list[Record]:
    records = list(page_text.read_text(text, "page.txt"))
    assert all(isinstance(record, Record) for record in records), records
    return [record for record in records if isinstance(record, Record)]


def texts(record: Record) -> tuple[str | None, str | None, str | None]:
    return record.title, record.claim, record.response


def test_a_page_is_a_main_case_with_fields_and_related_cases_without() -> None:
    main, related = read(PAGE)
    assert texts(main)[:2] == ("The lake was drained by spies", "Spies drained the lake.")
    assert (main.date, main.issue, main.main, main.position) == ("2022-03-02", 12, True, 1)
    assert main.languages == ("Spanish, Castilian", "Russian")
    assert main.countries == ("Poland", "Korea, Republic of")
    assert main.keywords == ("Water", "Spies / agents")
    assert texts(related) == ("A second lake is...", "A second lake is next.\n\nIt is smaller.", "No evidence given.")
    assert (related.main, related.position, related.title_truncated) == (False, 2, True)
    fields = (related.date, related.issue, related.languages, related.countries, related.keywords, related.outlets)
    assert not any(fields)


def test_lines_of_a_response_that_look_like_fields_stay_in_it() -> None:
    assert read(PAGE)[0].response == "There was a drought.\n\nKeywords\nDate: the water fell from May to June."


def test_a_block_of_field_like_lines_in_a_response_is_not_the_pages_fields() -> None:
    page = PAGE.replace("Date: the water fell from May to June.", "• Reported in: Issue 99\n• Date: 01/01/2001")
    record = read(page)[0]
    assert (record.issue, record.date) == (12, "2022-03-02")
    assert "Issue 99" in (record.response or "")


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\r\r\n", "  \n", "\u00a0\n"])
def test_line_ends_and_trailing_blanks_do_not_matter(ends: str) -> None:
    assert read(PAGE.replace("\n", ends)) == read(PAGE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_declared_encoding_is_followed(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.replace("spies", "špiónи").encode(encoding))
    assert page_text.READER.recognises(path, path.read_bytes())
    record = next(iter(page_text.read(path)))
    assert isinstance(record, Record)
    assert record.title == "The lake was drained by špiónи"


@pytest.mark.parametrize(("encoding", "word"), [("cp1251", "шпионы"), ("cp1252", "Café")])
def test_a_windows_code_page_is_read_by_its_letters(tmp_path: Path, encoding: str, word: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.replace("spies", word).encode(encoding))
    record = next(iter(page_text.read(path)))
    assert isinstance(record, Record)
    assert record.title == f"The lake was drained by {word}"


@pytest.mark.parametrize("bullet", ["  • ", "* ", "- ", "· ", "▪ ", ""])
def test_any_bullet_or_none_marks_a_field(bullet: str) -> None:
    assert read(PAGE.replace("  • ", bullet))[0] == read(PAGE)[0]


@pytest.mark.parametrize(("label", "number"), [("Issue 29", 29), ("Issue29", 29), ("ISSUE 7", 7), ("274", 274)])
def test_the_issue_is_its_number(label: str, number: int) -> None:
    assert read(PAGE.replace("Issue 12", label))[0].issue == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("02/03/2022", "2022-03-02"),
        ("03.10.2017", "2017-10-03"),
        ("November 07, 2017", "2017-11-07"),
        ("April 13, 2026", "2026-04-13"),
        ("2022-03-02T10:00:00+01:00", "2022-03-02"),
    ],
)
def test_days_come_before_months(written: str, day: str) -> None:
    assert read(PAGE.replace("02/03/2022", written))[0].date == day


def test_a_date_that_names_no_day_is_left_to_a_curator() -> None:
    record = read(PAGE.replace("02/03/2022", "31/02/2022"))[0]
    assert record.date is None
    assert record.unresolved == (Unresolved("date", "31/02/2022"),)


@pytest.mark.parametrize("title", ["Disinfo: A lie", "DISINFO: A lie", "Disinfo:A lie", "disinfo : A lie"])
def test_the_mark_before_a_title_is_cut_off_once(title: str) -> None:
    assert read(PAGE.replace("Disinfo: The lake was drained by spies", title))[0].title == "A lie"
    assert read(PAGE.replace("The lake was drained by spies", "Disinfo: a lie"))[0].title == "Disinfo: a lie"


@pytest.mark.parametrize(("title", "cut"), [("A lie…", True), ("A lie...", True), ("A lie.", False)])
def test_a_cut_title_is_marked(title: str, cut: bool) -> None:
    record = read(PAGE.replace("The lake was drained by spies", title))[0]
    assert (record.title, record.title_truncated) == (title, cut)


def test_claims_joined_by_slashes_stay_one_case() -> None:
    record = read(PAGE.replace("Spies drained the lake.", "One claim. // Another claim."))[0]
    assert record.claim == "One claim. // Another claim."


def test_paragraphs_with_a_blank_line_between_belong_to_one_text() -> None:
    page = PAGE.replace("Spies drained the lake.", "First.\n\nSecond.").replace("drought.", "drought.\n\n\nA long one.")
    record = read(page)[0]
    assert record.claim == "First.\n\nSecond."
    assert (record.response or "").startswith("There was a drought.\n\nA long one.")


def test_a_missing_text_is_none_and_shifts_nothing() -> None:
    no_claim = read(PAGE.replace("Spies drained the lake.", ""))
    assert texts(no_claim[0])[1] is None
    assert (no_claim[0].response or "").startswith("There was")
    response = "There was a drought.\n\nKeywords\nDate: the water fell from May to June."
    no_response = read(PAGE.replace(response, ""))
    assert texts(no_response[0]) == ("The lake was drained by spies", "Spies drained the lake.", None)
    assert no_response[1:] == read(PAGE)[1:]


def test_a_related_case_may_lack_its_response_or_claim() -> None:
    page = PAGE + "\nDisinfo: Third\n\nA claim.\n\nOf two paragraphs.\n\nDisinfo: Fourth\n\n\n\n\nOnly an answer.\n"
    third, fourth = read(page)[2:]
    assert texts(third) == ("Third", "A claim.\n\nOf two paragraphs.", None)
    assert texts(fourth) == ("Fourth", None, "Only an answer.")


def test_a_page_without_fields_is_read_by_its_title() -> None:
    fields = PAGE[PAGE.index("  •") : PAGE.index("see more")]
    main, related = read(PAGE.replace(fields, ""))
    assert texts(main) == texts(read(PAGE)[0])
    assert (main.date, main.issue, main.keywords) == (None, None, ())
    assert related == read(PAGE)[1]


def test_an_empty_field_is_no_value() -> None:
    record = read(PAGE.replace("Water, Spies / agents", "").replace("Issue 12", ""))[0]
    assert (record.keywords, record.issue, record.date) == ((), None, "2022-03-02")


def test_a_value_on_the_next_line_belongs_to_its_label() -> None:
    record = read(PAGE.replace("Keywords: Water", "Keywords:\nWater"))[0]
    assert record.keywords == ("Water", "Spies / agents")


UNMARKED = """Disinfo: Main


Main claim.


Main answer.


  • Reported in: Issue 3
  • DATE OF PUBLICATION: 31/05/2017
  • Language/target audience: Bulgarian
  • Country: Bulgaria
  • Keywords: Trains
  • Outlet: Rail TV [from 00:12:01, to 00:12:40], Track News


Cases in the EUvsDisinfo database focus on messages of a certain kind.

see more

Trains are slowed down by…

Trains are slowed down by radio waves. So says a driver.


They are not.

The timetable shows it.

The station was never built

The station in the old town was never built.


It was built.
"""


def test_related_cases_are_told_apart_where_no_title_is_marked() -> None:
    main, second, third = read(UNMARKED)
    assert main.outlets == ("Rail TV [from 00:12:01, to 00:12:40]", "Track News")
    assert (main.response, main.languages) == ("Main answer.", ("Bulgarian",))
    assert texts(second) == (
        "Trains are slowed down by…",
        "Trains are slowed down by radio waves. So says a driver.",
        "They are not.\n\nThe timetable shows it.",
    )
    assert texts(third) == (
        "The station was never built",
        "The station in the old town was never built.",
        "It was built.",
    )


def test_an_unmarked_related_case_may_lack_its_response() -> None:
    records = read(UNMARKED.replace("They are not.\n\nThe timetable shows it.", ""))
    assert [record.title for record in records[1:]] == ["Trains are slowed down by…", "The station was never built"]
    assert records[1].response is None


OLDEST = """home - disinfo cases - detail

The mayor sold the town hall

Summary of Disinformation

The town hall was sold.


It was not.

Disclaimer

share with
Reported in: Issue29
Date: 03.10.2017
Country: Moldova
Keywords: Property
Outlet where the disinformation appeared:
share with

Have you found a mistake?
Give us your feedback.
"""


def test_the_sites_own_lines_are_no_content() -> None:
    (record,) = read(OLDEST)
    assert texts(record) == ("The mayor sold the town hall", "The town hall was sold.", "It was not.")
    assert (record.issue, record.date, record.outlets, record.languages) == (29, "2017-10-03", (), ())


NEWEST = """DISINFO: Bread is forbidden

DISINFORMATION CASE DETAILS

DISINFO: Bread is forbidden

SUMMARY

Bread is forbidden.

So is cake.

RESPONSE

It is not.

RESPONSE

Outlet: every baker
Date: every day

Disclaimer

Cases in the EUvsDisinfo database focus on messages of a certain kind.
"""


def test_headings_part_the_texts_where_a_layout_has_them() -> None:
    (record,) = read(NEWEST)
    assert record.claim == "Bread is forbidden.\n\nSo is cake."
    assert record.response == "It is not.\n\nRESPONSE\n\nOutlet: every baker\nDate: every day"
    assert (record.date, record.outlets) == (None, ())


def test_a_page_in_which_the_gaps_were_lost_gives_its_first_paragraph_as_the_claim() -> None:
    (record,) = read(re.sub(r"\n{3,}", "\n\n", PAGE[: PAGE.index("see more")]))
    assert record.claim == "Spies drained the lake."
    assert (record.response or "").startswith("There was a drought.")


@pytest.mark.parametrize("text", ["", "\n\n", "Dear Sir,\n\nhello.\n\n\nYours", "a,b,c\n1,2,3", "Date: today"])
def test_a_text_without_a_case_yields_one_reject_that_says_what_was_expected(text: str) -> None:
    (reject,) = page_text.read_text(text, "page.txt")
    assert isinstance(reject, Reject)
    assert (reject.file, reject.position) == ("page.txt", 1)
    assert "Disinfo:" in reject.advice


@pytest.mark.parametrize("head", [b"<html>Disinfo: x", b'{"title": "Disinfo: x"}', b"\x89PNG\x00\x00", b"", b"a;b;c"])
def test_other_formats_are_not_recognised_as_page_text(head: bytes) -> None:
    assert not page_text.READER.recognises(Path("page.txt"), head)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none\.txt"):
        list(page_text.read(tmp_path / "none.txt"))


def fold(text: str | None) -> str:
    return " ".join((text or "").split())


def test_every_real_page_is_read_as_its_answer_says(shared: Path) -> None:
    pages = shared / "data" / "pages"
    for page in json.loads((pages / "gold.json").read_text("utf-8")):
        main, *related = read((pages / "docs" / page["file"]).read_bytes().decode())
        wanted = page["main"]
        assert (fold(main.title), fold(main.claim)) == (fold(wanted["title"]), fold(wanted["summary"]))
        assert fold(main.response) == fold(wanted["response"])
        assert (main.date, str(main.issue)) == (wanted["date"], str(wanted["issue"]))
        assert list(main.languages) == wanted["languages"]
        assert list(main.countries) == wanted["countries"]
        assert list(main.keywords) == wanted["keywords"]
        assert [fold(record.title) for record in related] == [fold(other["title"]) for other in page["related"]]
        assert [fold(record.claim) for record in related] == [fold(other["summary"]) for other in page["related"]]
        assert [fold(record.response) for record in related] == [
            fold(other["response_cut"]) for other in page["related"]
        ]


def test_the_saved_page_gives_its_four_cases(shared: Path) -> None:
    (path,) = (shared / "data" / "seed").glob("*.txt")
    main, *related = [record for record in page_text.read(path) if isinstance(record, Record)]
    assert (main.issue, main.date, main.languages) == (274, "2022-03-02", ("Russian",))
    assert main.countries == ("Kazakhstan", "Belarus", "Ukraine")
    assert (len(main.keywords), len(main.cross_links), len(related)) == (4, 4, 3)
    assert len(main.narrative_phrases) >= 2
    assert all(record.narrative_phrases and not (record.date or record.issue or record.keywords) for record in related)
    assert [item.text for item in related[0].evidence] == ["BBC"]
    assert [item.text for item in related[2].evidence] == [
        "Council of Europe",
        "UN High Commissioner for Human Rights",
        "OSCE",
    ]
