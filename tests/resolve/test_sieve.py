"""What is kept of the cases of a build is enough: nothing but memory changes where most are let go of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.iris import case_slug
from disinfograph.records import Article, Record
from disinfograph.resolve.identity.identities import Identities
from disinfograph.resolve.identity.sieve import Sieve
from disinfograph.resolve.identity.traits import Witness

ROW = Record(
    "table", "rows.csv", 1, title="Snow is black and sold by the gram", date="2020-01-02", countries=("Sweden",)
)
PAGE = Record("site", "page.html", 1, url="https://example.org/report/snow/", title=ROW.title, date="2020-01-02")


def kept(*records: Record) -> set[str]:
    def entries() -> list[tuple[str, Record]]:
        return [(case_slug(record), record) for record in records]

    sieve = Sieve.of(entries, ())
    return {key[1] for key in sieve.kept(entries, Witness())} if sieve.keeps else set()


def rows(count: int) -> list[Record]:
    return [replace(ROW, position=n, title=f"Snow number {n} is black") for n in range(count)]


def test_of_the_rows_of_one_table_none_is_kept() -> None:
    assert kept(*rows(9)) == set()


def test_cases_with_report_urls_are_never_compared() -> None:
    assert kept(PAGE, replace(PAGE, source="other", url="https://example.org/report/ice/")) == set()


def test_of_two_owners_those_of_a_common_day_are_kept() -> None:
    far = replace(PAGE, url="https://example.org/report/far/", date="2021-01-01")
    assert kept(ROW, PAGE, far) == {case_slug(ROW), "snow"}


def test_a_case_without_a_day_is_kept_with_those_that_share_its_words() -> None:
    strange = replace(PAGE, url="https://example.org/report/rain-is-wet-in-summer/", title="Rain is wet in summer")
    assert kept(replace(ROW, date=None), PAGE, strange) == {case_slug(ROW), "snow"}


def test_cases_that_share_a_slug_are_kept() -> None:
    assert kept(ROW, replace(ROW, position=2, date="2020-03-04"), *rows(3)) == {case_slug(ROW)}


@pytest.mark.parametrize("url", [None, "https://example.org/report/snow/"])
def test_a_slug_that_stands_for_another_is_an_alias_though_little_is_kept(url: str | None) -> None:
    told = replace(ROW, id="https://example.org/report/snow/")
    records = [told, *rows(5), *([replace(PAGE, url=url)] if url else [])]
    identities = Identities()
    identities.learn(lambda: ((case_slug(record), record) for record in records))
    assert identities.aliases[case_slug(ROW)].canonical == "snow"


SOME = st.builds(
    Record,
    source=st.sampled_from(["a", "b", "c"]),
    file=st.sampled_from(["one", "two"]),
    position=st.integers(1, 4),
    main=st.booleans(),
    id=st.sampled_from([None, "1", "2", "https://example.org/report/snow"]),
    url=st.sampled_from([None, None, "https://example.org/report/snow", "https://example.org/report/ice"]),
    title=st.sampled_from([None, "Snow is black", "Snow is black and bitter", "Ice is dry in Georgia", "Rain is sold"]),
    title_truncated=st.booleans(),
    date=st.sampled_from([None, "2020-01-02", "2020-01-02", "2020-01-03"]),
    countries=st.sampled_from([(), ("Sweden",), ("Georgia", "Sweden")]),
    outlets=st.sampled_from([(), ("Sputnik",)]),
    articles=st.sampled_from([(), (Article("https://example.org/a"),), (Article("https://example.org/b"),)]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(SOME, max_size=14))
def test_what_is_learnt_at_once_is_what_is_learnt_one_by_one(records: list[Record]) -> None:
    entries = [(case_slug(record), record) for record in records]
    one_by_one, at_once = Identities(), Identities()
    for slug, record in entries:
        one_by_one.add(slug, record)
    one_by_one.settle()
    at_once.learn(lambda: entries)
    assert (at_once.aliases, at_once.conflicts) == (one_by_one.aliases, one_by_one.conflicts)
    for slug, record in entries:
        assert at_once.canonical(slug, record) == one_by_one.canonical(slug, record)
        assert at_once.sameness(slug, record) == one_by_one.sameness(slug, record)
