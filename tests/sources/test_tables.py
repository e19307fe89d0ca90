from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from disinfograph.errors import UnreadableInput, WrongUse
from disinfograph.records import Article, Evidence, Record, Reject, Unresolved
from disinfograph.sources import table_reader
from disinfograph.sources.reader import head_of
from disinfograph.sources.table_layouts import LAYOUTS, Layout
from disinfograph.sources.table_reader import READER, read, read_table

EARLY = tuple("issue,date,outlet,language,origin,reported by,keywords,source,title,summary,disproof".split(","))
EARLY_ROW = (
    *("82", "03.10.2017", "Left Press", "Russian", "Ukraine, US", "An office", "Army, Sea", "https://left.example/a"),
    *("The sea is dry", "The sea is dry. // The sky is green.", "No evidence given."),
)
POSTS = ("date", "id", "title", "countries", "keywords", "languages", "outlets")

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_table(
        *rows: Sequence[str], delimiter: str = ",", name: str = "cases.csv", encoding: str = "utf-8"
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(rows)
        return path

    return write_table


def early(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name.replace(" ", "_"), cell) for name, cell in zip(EARLY, EARLY_ROW, strict=True))


def records(path: Path) -> list[Record]:
    found = list(read(path))
    assert not [item for item in found if isinstance(item, Reject)]
    return [item for item in found if isinstance(item, Record)]


def rejects(path: Path) -> list[Reject]:
    return [item for item in read(path) if isinstance(item, Reject)]


def test_an_early_table_gives_each_field_its_place(write: Write) -> None:
    (record,) = records(write(EARLY, EARLY_ROW, delimiter=";", name="early.csv"))
    assert replace(record, narrative_phrases=(), cross_links=(), evidence=()) == Record(
        source="euvsdisinfo-2015-2017",
        file="early.csv",
        position=1,
        title="The sea is dry",
        claim="The sea is dry. // The sky is green.",
        response="No evidence given.",
        date="2017-10-03",
        issue=82,
        languages=("Russian",),
        countries=("Ukraine", "US"),
        keywords=("Army", "Sea"),
        outlets=("Left Press",),
        articles=(Article(url="https://left.example/a", outlet="Left Press", language="Russian"),),
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_known_table_is_recognised_whatever_its_delimiter(
    write: Write, layout: Layout, delimiter: str, encoding: str
) -> None:
    path = write(layout.needed, delimiter=delimiter, encoding=encoding, name="any.txt")
    assert READER.recognises(path, head_of(path))
    assert list(read(path)) == []


def test_a_header_is_read_whatever_its_case_and_order(write: Write) -> None:
    header = [name.upper() for name in reversed(EARLY)]
    (record,) = records(write(header, list(reversed(EARLY_ROW))))
    assert (record.title, record.issue) == ("The sea is dry", 82)


def test_a_posts_table_parts_its_lists_at_plus_signs(write: Write) -> None:
    url = "https://euvsdisinfo.eu/report/the-sea-is-dry-2/"
    row = ("2021-02-18", url, "The sea is…", "Russia+US", "Sea, deep+Army", "Spanish+Castilian+Russian", "A+Show more")
    (record,) = records(write(POSTS, row))
    assert (record.id, record.url, record.title_truncated) == (url, url, True)
    assert record.countries == ("Russia", "US")
    assert record.keywords == ("Sea, deep", "Army")
    assert record.languages == ("Spanish, Castilian", "Russian")
    assert record.outlets == ("A",)


def test_exact_repeats_of_a_row_are_one_record_where_it_first_stands(write: Write) -> None:
    other = early(title="The sky is green")
    found = records(write(EARLY, EARLY_ROW, other, EARLY_ROW, other))
    assert [(record.position, record.title) for record in found] == [(1, "The sea is dry"), (2, "The sky is green")]


def test_rows_that_differ_in_one_cell_are_two_records(write: Write) -> None:
    assert len(records(write(EARLY, EARLY_ROW, early(outlet="Right Press")))) == 2


def test_a_country_in_the_language_column_stays_a_label(write: Write) -> None:
    (record,) = records(write(EARLY, early(language="Moldova")))
    assert record.languages == ("Moldova",)


def test_several_addresses_in_one_cell_are_several_articles(write: Write) -> None:
    (record,) = records(write(EARLY, early(source="https://left.example/a\nhttps://right.example/b")))
    assert [article.url for article in record.articles] == ["https://left.example/a", "https://right.example/b"]
    assert {article.outlet for article in record.articles} == {None}


def test_an_issue_that_is_no_number_is_kept_for_a_curator(write: Write) -> None:
    (record,) = records(write(EARLY, early(issue="Easter special")))
    assert (record.issue, record.unresolved) == (None, (Unresolved("issue", "Easter special"),))


def test_line_breaks_and_delimiters_inside_quotes_are_text(write: Write) -> None:
    (record,) = records(write(EARLY, early(summary='One; two,\nthree "four"'), delimiter=";"))
    assert record.claim == 'One; two,\nthree "four"'


def test_a_cell_longer_than_the_usual_limit_is_read(write: Write) -> None:
    (record,) = records(write(EARLY, early(summary="word " * 60_000)))
    assert record.claim is not None
    assert len(record.claim) == 299_999


def test_a_row_of_too_few_cells_is_rejected_with_its_line_and_the_rest_goes_on(write: Write) -> None:
    path = write(EARLY, early(summary="two\nlines"), EARLY_ROW[:5], EARLY_ROW)
    first, reject, last = read(path)
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(reject, Reject)
    assert reject.reason == "line 4 has 5 cells where the header names 11"
    assert reject.advice
    assert (reject.position, last.position) == (2, 3)


def test_empty_cells_beyond_the_header_are_no_fault(write: Write) -> None:
    assert len(records(write(EARLY, (*EARLY_ROW, "", "")))) == 1


def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    good = ",".join(f'"{cell}"' for cell in ("2021-01-01", "", "The sea is dry", "US", "Sea", "Russian", "A"))
    path.write_text(
        ",".join(POSTS) + f'\n{good}\n2021-01-02,,"The sky,US,Sea,Russian,A\n{good[:-1]}B"\n{good[:-1]}C"\n'
    )
    found = list(read(path))
    assert [type(item).__name__ for item in found] == ["Record", "Reject", "Record", "Record"]
    assert "line 3 cannot be parsed" in str(found[1])
    assert [item.position for item in found] == [1, 2, 3, 4]


def test_a_quote_that_is_never_closed_in_the_last_row_loses_no_other(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(",".join(POSTS) + '\n2021-01-01,,A,US,S,Russian,A\n2021-01-02,,"B,US,S,Russian,A\n')
    assert [type(item).__name__ for item in read(path)] == ["Record", "Reject"]


def test_bytes_that_are_no_text_cost_their_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    rows = [",".join(POSTS), "2021-01-01,,caf\u00e9,US,S,Russian,A", "2021-01-01,,cafe,US,S,Russian,A"]
    path.write_bytes("\n".join(rows).encode("latin-1"))
    reject, record = read(path)
    assert isinstance(record, Record)
    assert isinstance(reject, Reject)
    assert reject.reason == "line 2 holds bytes that are no UTF-8 text"
    assert reject.record is not None
    assert reject.record["title"] == "caf?"


def test_a_text_that_was_damaged_before_is_read_as_it_is(write: Write) -> None:
    (record,) = records(write(EARLY, early(title="caf\ufffd")))
    assert record.title == "caf\ufffd"


@pytest.mark.parametrize("date", ["31.02.2017", "10/03/17", "sometime"])
def test_a_row_whose_date_names_no_day_is_rejected(write: Write, date: str) -> None:
    (reject,) = rejects(write(EARLY, early(date=date)))
    assert date in reject.reason
    assert reject.advice == "write the date as YYYY-MM-DD"


@pytest.mark.parametrize(("other", "day"), [("25/03/17", "2017-03-10"), ("03/25/17", "2017-10-03")])
def test_other_rows_decide_which_figure_is_the_day(write: Write, other: str, day: str) -> None:
    first, _ = records(write(EARLY, early(date="10/03/17"), early(date=other)))
    assert first.date == day


def test_rows_that_disagree_on_the_order_decide_nothing(write: Write) -> None:
    found = list(read(write(EARLY, early(date="10/03/2017"), early(date="25/03/2017"), early(date="03/25/2017"))))
    assert [item.date if isinstance(item, Record) else None for item in found] == [None, "2017-03-25", "2017-03-25"]


def test_a_row_without_a_date_keeps_its_case(write: Write) -> None:
    (record,) = records(write(EARLY, early(date="NA")))
    assert record.date is None


def test_a_row_that_names_no_case_is_rejected(write: Write) -> None:
    (reject,) = rejects(write(EARLY, early(title="", summary="NA")))
    assert "names no case" in reject.reason


def test_a_mendeley_table_is_read(write: Write) -> None:
    header = ("Date", "Links", "Title", "Outlets", "Country", "Disinformation", "Information")
    url = "https://euvsdisinfo.eu/report/the-sea-is-dry/"
    row = ("03/02/2022", url, "The sea is dry", "A, B", "Ukraine, Korea, Republic of", "It is dry.", "It is not.")
    (record,) = records(write(header, row))
    assert (record.source, record.id, record.date) == ("mendeley", url, "2022-02-03")
    assert record.countries == ("Ukraine", "Korea, Republic of")
    assert (record.claim, record.response, record.outlets) == ("It is dry.", "It is not.", ("A", "B"))


def test_a_table_of_2024_has_its_paragraphs_put_back(write: Write) -> None:
    layout = next(layout for layout in LAYOUTS if layout.source == "euvsdisinfo-2024")
    header = tuple(layout.columns.values())
    cells = {
        "Title": "DISINFO: The sea is dry",
        "Date of publication": "April 13, 2024",
        "Summary": "It is dry.All of it.",
    }
    (record,) = records(write(header, tuple(cells.get(name, "") for name in header)))
    assert (record.title, record.date) == ("The sea is dry", "2024-04-13")
    assert record.claim == "It is dry.\n\nAll of it."
    assert record.provenance == "cases.csv#1"


ARTICLES = (
    "article_id",
    "article_url",
    "article_publisher",
    "article_language",
    "class",
    "keywords",
    "debunk_id",
    "debunk_date",
)


def test_a_table_of_articles_is_grouped_by_case(write: Write) -> None:
    path = write(
        ARTICLES,
        ("a", "https://left.example/1", "left", "Russian", "disinformation", "Sea, Army", "d1", "18-02-2021"),
        ("b", "https://other.example/1", "other", "German", "disinformation", "Sky", "d2", ""),
        ("c", "https://left.example/2", "left", "Czech", "disinformation", "Sea, Army", "d1", "18-02-2021"),
        ("d", "https://press.example/3", "press", "English", "trustworthy", "Sea, Army", "d1", "18-02-2021"),
        ("e", "https://press.example/4", "press", "English", "support", "", "d1", "18-02-2021"),
    )
    first, second = records(path)
    assert (first.id, first.position, first.date) == ("d1", 1, "2021-02-18")
    assert (second.id, second.position, second.date) == ("d2", 2, None)
    assert first.languages == ("Russian", "Czech")
    assert first.keywords == ("Sea", "Army")
    assert first.outlets == ("left",)
    assert [article.url for article in first.articles] == ["https://left.example/1", "https://left.example/2"]
    assert first.evidence == (
        Evidence("press", "https://press.example/3"),
        Evidence("press", "https://press.example/4"),
    )


def test_articles_whose_debunk_is_a_report_meet_the_case_of_that_address(write: Write) -> None:
    url = "https://euvsdisinfo.eu/report/the-sea-is-dry/"
    row = ("a", "https://left.example/1", "left", "Russian", "disinformation", "", url, "02-03-2022")
    (record,) = records(write(ARTICLES, row))
    assert (record.id, record.url, record.date) == (url, url, "2022-03-02")


def test_articles_whose_debunk_is_a_mere_id_have_no_address(write: Write) -> None:
    row = ("a", "https://left.example/1", "left", "Russian", "disinformation", "", "debunk_77", "")
    (record,) = records(write(ARTICLES, row))
    assert (record.id, record.url) == ("debunk_77", None)


@pytest.mark.parametrize(("kind", "debunk"), [("", "d1"), ("hoax", "d1"), ("disinformation", "")])
def test_an_article_that_says_neither_case_nor_class_is_rejected(write: Write, kind: str, debunk: str) -> None:
    row = ("a", "https://left.example/1", "left", "Russian", kind, "", debunk, "18-02-2021")
    assert len(rejects(write(ARTICLES, row))) == 1


def test_an_unknown_table_is_refused_with_its_columns_and_those_known(write: Write) -> None:
    path = write(("Headline", "Day"), ("The sea is dry", "2021-01-01"))
    assert not READER.recognises(path, head_of(path))
    with pytest.raises(UnreadableInput, match="Headline, Day") as caught:
        list(read(path))
    for layout in LAYOUTS:
        assert ", ".join(layout.needed) in str(caught.value)


def test_an_unknown_table_is_read_by_a_mapping_of_its_columns(write: Write) -> None:
    path = write(("Headline", "Day", "Where"), ("The sea is dry", "2021-01-01", "Ukraine; US"))
    (record,) = read_table(path, {"title": "headline", "date": "Day", "countries": "Where"})
    assert isinstance(record, Record)
    assert (record.source, record.title, record.date) == ("table", "The sea is dry", "2021-01-01")
    assert record.countries == ("Ukraine", "US")


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (["02/03/2022"], "2022-03-02"),
        (["02/03/2022", "01/31/2022"], "2022-02-03"),
        (["02/03/22", "31/01/22"], "2022-03-02"),
        (["02/03/22"], None),
        (["02/03/2022", "01/31/2022", "31/01/2022"], None),
    ],
)
def test_a_date_of_a_mapped_table_is_day_first_unless_its_rows_say_not(
    write: Write, days: list[str], read_as: str | None
) -> None:
    path = write(("Headline", "Day"), *((f"Title {number}", day) for number, day in enumerate(days)))
    first, *_ = read_table(path, {"title": "Headline", "date": "Day"})
    assert (first.date if isinstance(first, Record) else None) == read_as


@pytest.mark.parametrize(
    ("written", "title", "cut"),
    [
        ("The sea is...", "The sea is…", True),
        ("The sea is …", "The sea is…", True),
        ("DISINFO: The sea is....", "The sea is…", True),
        ("The sea... is dry", "The sea... is dry", False),
        ("The sea is dry.", "The sea is dry.", False),
    ],
)
def test_a_cut_title_ends_in_one_sign(write: Write, written: str, title: str, cut: bool) -> None:
    (record,) = records(write(EARLY, early(title=written)))
    assert (record.title, record.title_truncated) == (title, cut)


def test_two_fields_may_be_read_from_one_column(write: Write) -> None:
    (record,) = read_table(
        write(("Headline", "Day"), ("The sea is dry", "")), {"title": "Headline", "claim": "Headline"}
    )
    assert isinstance(record, Record)
    assert record.title == record.claim == "The sea is dry"


def test_a_mapping_to_no_field_is_wrong_use(write: Write) -> None:
    with pytest.raises(WrongUse, match=r"'headline'.*there are: id, url, title"):
        list(read_table(write(("Headline",)), {"headline": "Headline"}))


def test_a_mapping_that_could_name_no_case_is_wrong_use(write: Write) -> None:
    with pytest.raises(WrongUse, match="title=Title"):
        list(read_table(write(("Headline", "Day")), {"date": "Day"}))


def test_a_mapping_to_a_missing_column_names_those_there(write: Write) -> None:
    with pytest.raises(UnreadableInput, match=r"no column 'Title'.*Headline, Day"):
        list(read_table(write(("Headline", "Day")), {"title": "Title"}))


def test_columns_that_are_not_read_are_noted(write: Write) -> None:
    path = write(EARLY, EARLY_ROW)
    assert table_reader.notes(path) == ("cases.csv: columns that no record has a place for: reported by",)


def test_an_empty_file_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("\n")
    with pytest.raises(UnreadableInput, match="no header"):
        list(read(path))


def test_the_real_posts_are_all_read(shared: Path) -> None:
    found = records(shared / "data" / "cknabs" / "posts.csv")
    assert len(found) == 10_892
    assert len({record.id for record in found}) == 10_892
    assert all(record.date for record in found)


def test_the_real_early_cases_are_read_once_each(shared: Path) -> None:
    found = records(shared / "data" / "fulltext" / "cases_2015_2017.csv")
    assert len(found) == 1_120
    assert max(record.position for record in found) == 1_200
    assert all(record.date and record.issue and record.articles and record.response for record in found)
    assert {record.date[:4] for record in found if record.date} == {"2016", "2017"}
    assert sum(" // " in (record.claim or "") for record in found) == 32
