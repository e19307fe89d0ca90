from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.sources.dates import orders_of, parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-02", "2022-03-02"),
        ("2022/3/2", "2022-03-02"),
        ("2020-01-02T00:00:00+00:00", "2020-01-02"),
        ("2020-01-02 10:11:12", "2020-01-02"),
        ("2020-01-02T10:11:12.123Z", "2020-01-02"),
        ("03.10.2017", "2017-10-03"),
        ("November 07, 2017", "2017-11-07"),
        ("Nov. 7 2017", "2017-11-07"),
        ("7 November 2017", "2017-11-07"),
        ("7th of November, 2017", "2017-11-07"),
        ("7-Nov-2017", "2017-11-07"),
        ("Tuesday, November 7, 2017", "2017-11-07"),
        ("Tue, 07 Nov 2017 00:00:00 GMT", "2017-11-07"),
        ("  07  November\n2017 ", "2017-11-07"),
        ("29.02.2020", "2020-02-29"),
    ],
)
def test_a_day_is_read_however_a_source_writes_it(text: str, day: str) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", [None, "", "  ", "NA", "n/a", "NaN", "null"])
def test_a_cell_that_says_nothing_is_no_day(text: str | None) -> None:
    assert parse_date(text) is None


def test_figures_follow_the_order_that_is_given() -> None:
    assert parse_date("02/03/2022", "dmy") == "2022-03-02"
    assert parse_date("02/03/2022", "mdy") == "2022-02-03"
    assert parse_date("10/03/17", "dmy") == "2017-03-10"


@pytest.mark.parametrize(("text", "day"), [("13/03/2017", "2017-03-13"), ("03/13/2017", "2017-03-13")])
def test_figures_that_can_be_read_one_way_need_no_order(text: str, day: str) -> None:
    assert parse_date(text) == day


def test_a_day_and_month_of_the_same_figure_need_no_order() -> None:
    assert parse_date("05/05/2020") == "2020-05-05"


@pytest.mark.parametrize("text", ["10/03/17", "13/03/17", "03.04.17"])
def test_what_could_be_two_days_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ambiguous"):
        parse_date(text)


@pytest.mark.parametrize("text", ["31.02.2017", "2017-13-01", "30 February 2020", "99.99.2020"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no day of the calendar"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2017", "November 2017", "yesterday", "Issue 82", "2017-03"])
def test_what_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names no day"):
        parse_date(text)


def test_an_order_is_not_bent_to_make_a_date_possible() -> None:
    with pytest.raises(ValueError, match="no day of the calendar"):
        parse_date("03/13/2017", "dmy")


def test_the_calendar_day_is_the_one_written_and_not_the_one_in_another_time_zone() -> None:
    assert parse_date("2017-11-07T23:30:00-05:00") == "2017-11-07"


def test_the_day_comes_first_beside_a_full_year() -> None:
    assert parse_date("02/03/2022") == "2022-03-02"
    assert parse_date("02-03-2022") == "2022-03-02"


def test_figures_of_a_file_that_disagrees_with_itself_are_refused() -> None:
    with pytest.raises(ValueError, match="ambiguous"):
        parse_date("03/04/2017", usual=None)


@pytest.mark.parametrize(
    ("column", "orders"),
    [
        (["10/03/17", "25/03/17"], {"dmy"}),
        (["10/03/17", "03/25/17"], {"mdy"}),
        (["25/03/17", "03/25/17"], {"dmy", "mdy"}),
        (["10/03/17", "", None, "2017-03-25"], set()),
    ],
)
def test_other_rows_decide_which_figure_is_the_day(column: list[str | None], orders: set[str]) -> None:
    assert orders_of(column) == orders


def test_rows_that_disagree_are_both_reported() -> None:
    assert orders_of(["25/03/17", "03/25/17"]) == {"dmy", "mdy"}


@given(st.dates())
def test_every_day_survives_each_way_of_writing_it(day: object) -> None:
    assert parse_date(f"{day:%d}/{day:%m}/{day.year:04}", "dmy") == day.isoformat()  # type: ignore[attr-defined]
    assert parse_date(day.isoformat()) == day.isoformat()  # type: ignore[attr-defined]


@given(st.text(max_size=30))
def test_any_text_gives_a_day_or_nothing_or_a_refusal(text: str) -> None:
    day = None
    with suppress(ValueError):
        day = parse_date(text)
    assert day is None or len(day) == 10
