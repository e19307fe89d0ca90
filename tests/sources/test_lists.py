from __future__ import annotations

import pytest

from disinfograph.sources import lists, texts


def test_labels_are_cleaned_and_come_once_each() -> None:
    assert lists.labels(" US ,Ukraine,\u00a0US, , NA") == ("US", "Ukraine")


def test_a_torn_language_label_is_one_language() -> None:
    assert lists.languages("Russian+Spanish+Castilian+Czech", "+") == ("Russian", "Spanish, Castilian", "Czech")
    assert lists.languages("Spanish, Castilian") == ("Spanish, Castilian",)


def test_two_languages_side_by_side_stay_two() -> None:
    assert lists.languages("Romanian, Moldavian") == ("Romanian", "Moldavian")


@pytest.mark.parametrize("cell", ["['NATO', \"EU's army\"]", '["NATO", "EU\'s army"]', ["NATO", "EU's army"]])
def test_a_written_list_gives_its_members(cell: object) -> None:
    assert lists.labels(cell) == ("NATO", "EU's army")


def test_an_empty_written_list_is_empty() -> None:
    assert lists.labels("[]") == ()


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Show more", ()),
        ("Show more,Left Press", ("Left Press",)),
        ("Left Press (archived) Right Press (archived), third.example", ("Left Press", "Right Press", "third.example")),
        ("third.example Archived", ("third.example",)),
        ("The Archived Times", ("The Archived Times",)),
        ("Left Press\r\nRight Press", ("Left Press", "Right Press")),
        ("Evening Show @ \nChannel Nine (10:07)", ("Evening Show @ Channel Nine (10:07)",)),
        ("Left Press\r\n[paper of the party]", ("Left Press [paper of the party]",)),
        ("a.example // b.example// c.example", ("a.example", "b.example", "c.example")),
        ("Evening Show @Channel Nine, 21:55", ("Evening Show @Channel Nine, 21:55",)),
        ("Evening Show @ Channel Nine, time 02:19", ("Evening Show @ Channel Nine, time 02:19",)),
        ("Evening Show (05:07, 05:38), Left Press", ("Evening Show (05:07, 05:38)", "Left Press")),
        ("Left Press, Right Press and others", ("Left Press", "Right Press")),
        ("A. Speaker, head of a ministry, at a hearing", ("A. Speaker, head of a ministry, at a hearing",)),
        ("https://left.example/", ("https://left.example/",)),
        ("", ()),
        (None, ()),
    ],
)
def test_an_outlet_cell_gives_the_names_in_it(cell: object, names: tuple[str, ...]) -> None:
    assert lists.outlets(cell) == names


def test_a_time_code_stays_with_its_programme_whatever_parts_the_list() -> None:
    assert lists.outlets("News [0:30 - 0:42]+[4:50 - 6:00]+Left Press", "+") == (
        "News [0:30 - 0:42], [4:50 - 6:00]",
        "Left Press",
    )


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("http://N/A", ()),
        ("http://Left-Press", ()),
        ("", ()),
        ("https://left.example/a\u00a0", ("https://left.example/a",)),
        ("Https://left.example/a", ("https://left.example/a",)),
        ("ttps://left.example/a", ("https://left.example/a",)),
        ("https://left.example/a; https://right.example/b", ("https://left.example/a", "https://right.example/b")),
        ("https://left.example/a\nhttps://right.example/b", ("https://left.example/a", "https://right.example/b")),
        ("https://left.example/a (page is gone)", ("https://left.example/a",)),
        (
            "https://left.example/a%20b?u=https%3A%2F%2Fx.example",
            ("https://left.example/a%20b?u=https%3A%2F%2Fx.example",),
        ),
        (
            "https://web.archive.org/web/2019/https://left.example/a",
            ("https://web.archive.org/web/2019/https://left.example/a",),
        ),
        ("https://web.archive.orghttps://left.example/a", ()),
        ("http://left.example/a file.pdf", ("http://left.example/a file.pdf",)),
    ],
)
def test_a_cell_gives_the_web_addresses_in_it(cell: str, found: tuple[str, ...]) -> None:
    assert lists.addresses(cell) == found


@pytest.mark.parametrize(
    ("cell", "number"),
    [("82", 82), ("Issue 82", 82), ("Issue82", 82), ("/issues/82", 82), ("", None), (None, None), ("81-82", None)],
)
def test_an_issue_is_the_one_number_of_its_cell(cell: str | None, number: int | None) -> None:
    assert lists.number(cell) == number


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("It is false.The sea is blue.", "It is false.\n\nThe sea is blue."),
        ("It is “false”.No proof.", "It is “false”.\n\nNo proof."),
        ("It ended in 1945.The rest followed.", "It ended in 1945.\n\nThe rest followed."),
        ("so they said (here).It is not", "so they said (here).\n\nIt is not"),
        ("ports, roads, etc.For more, see", "ports, roads, etc.\n\nFor more, see"),
        ("Who needs it!Nobody does.", "Who needs it!\n\nNobody does."),
        ("and so on. [...]For years", "and so on. [...]\n\nFor years"),
        ("One line.\nNext.Then", "One line.\nNext.\n\nThen"),
    ],
)
def test_a_break_between_paragraphs_is_put_back(glued: str, parted: str) -> None:
    assert texts.unglued(glued) == parted


@pytest.mark.parametrize(
    "text",
    [
        "the U.S.Army and the U.S. Navy",
        "see euvsdisinfo.eu and Lenta.Ru for it",
        "on 12.Mar and 3.March",
        "J.Smith met Dr.Who",
        "see http://left.example/a.Next",
        "see short.example/2bL.Next",
        "1.The first thing",
        "it is 16.3% of 4.2",
        "a Ph.D.It holder",
    ],
)
def test_what_is_no_break_between_paragraphs_stays(text: str) -> None:
    assert texts.unglued(text) == text


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("The sea is dry", ("The sea is dry", False)),
        ("The sea is dry and…", ("The sea is dry and…", True)),
        ("The sea is dry and...", ("The sea is dry and…", True)),
        ("DISINFO: The\u200b sea  is dry", ("The sea is dry", False)),
        ("Salt &amp; water", ("Salt & water", False)),
        ("NA", (None, False)),
    ],
)
def test_a_title_is_one_line_and_says_whether_it_was_cut(cell: str, title: tuple[str | None, bool]) -> None:
    assert texts.title(cell) == title


def test_a_text_keeps_its_paragraphs_and_loses_its_surplus_space() -> None:
    assert texts.paragraphs(" One \r\n\r\n\r\n two  three \n four") == "One\n\ntwo three\nfour"
