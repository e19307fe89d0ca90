"""One case has one slug, whatever source it came from; what is in doubt is left apart and reported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.iris import case_slug
from disinfograph.records import Article, Record
from disinfograph.resolve.identity.identities import Identities
from disinfograph.resolve.identity.traits import address

REPORT = "https://euvsdisinfo.eu/report/"
SITE = Record(
    source="cknabs",
    file="posts.csv",
    position=1,
    url=f"{REPORT}poland-prepares-to-seize-the-western-regions-of-ukraine/",
    title="Poland prepares to seize the western regions of Ukraine",
    date="2022-03-02",
    countries=("Poland", "Ukraine"),
    keywords=("Territorial claims", "Military"),
    articles=(Article(url="https://example.org/news/seize"),),
)
SLUG = case_slug(SITE)
API = Record(
    source="euvsdisinfo-api",
    file="claims.json",
    position=7,
    id="/claims/36",
    date="2022-03-02",
    countries=("Ukraine", "Poland"),
    keywords=("Military", "Territorial claims"),
    articles=(Article(url="http://www.example.org/news/seize/#top"),),
)
RELATED = Record(
    source="euvsdisinfo-page",
    file="page.txt",
    position=2,
    main=False,
    title="Poland prepares to seize the western regions…",
    title_truncated=True,
)


def settled(*records: Record) -> Identities:
    identities = Identities()
    for record in records:
        identities.add(case_slug(record), record)
    identities.settle()
    return identities


def canonical(identities: Identities, record: Record) -> str:
    return identities.canonical(case_slug(record), record)


def test_a_record_without_url_or_title_is_known_by_its_article_and_day() -> None:
    unlabelled = replace(API, countries=(), keywords=())
    identities = settled(SITE, unlabelled)
    assert canonical(identities, unlabelled) == SLUG
    assert identities.aliases[case_slug(API)].method == "same-article"


def test_a_record_without_articles_is_known_by_day_countries_and_keywords() -> None:
    bare = replace(API, articles=())
    identities = settled(SITE, bare)
    assert canonical(identities, bare) == SLUG
    assert identities.aliases[case_slug(bare)].method == "same-labels"
    assert 0.5 < identities.aliases[case_slug(bare)].confidence < 1


def test_labels_that_two_sources_spell_differently_are_the_same() -> None:
    ours = replace(SITE, countries=("US", "Ukraine"), keywords=("European Union", "Conspiracy theory"), articles=())
    theirs = replace(API, countries=("United States", "EU", "Ukraine"), keywords=("Conspiracy",), articles=())
    assert canonical(settled(ours, theirs), theirs) == SLUG


def test_a_cut_title_of_a_related_case_is_known_by_the_one_title_that_it_begins() -> None:
    identities = settled(SITE, RELATED)
    assert identities.canonical(case_slug(RELATED)) == SLUG
    assert identities.aliases[case_slug(RELATED)].method == "same-title"


def test_a_short_cut_title_without_a_day_says_too_little() -> None:
    short = replace(RELATED, title="Poland prepares…")
    assert canonical(settled(SITE, short), short) == case_slug(short)


def test_a_cut_title_that_begins_two_titles_is_left_to_a_curator() -> None:
    twin = replace(SITE, url=f"{REPORT}seizing-again/", title=f"{SITE.title} again", date="2022-05-01", articles=())
    identities = settled(SITE, twin, RELATED)
    assert canonical(identities, RELATED) == case_slug(RELATED)
    assert [conflict.kind for conflict in identities.conflicts] == ["ambiguous"]
    assert set(identities.conflicts[0].slugs) == {SLUG, "seizing-again", case_slug(RELATED)}


def test_the_wording_in_a_url_counts_where_the_title_was_changed_later() -> None:
    changed = replace(SITE, title="Warsaw wants Lviv", keywords=(), articles=())
    early = Record("euvsdisinfo-2015-2017", "early.csv", 3, title=f"{SITE.title} by force.", date=SITE.date)
    assert canonical(settled(changed, early), early) == SLUG


def test_a_misspelt_title_of_the_same_day_is_known() -> None:
    misspelt = Record(
        "table", "t.csv", 1, title="Poland prepaers to seize the westrn regions of Ukraine", date=SITE.date
    )
    assert canonical(settled(SITE, misspelt), misspelt) == SLUG


def test_one_article_that_carried_two_claims_joins_each_record_to_its_own_case() -> None:
    second = replace(
        SITE,
        url=f"{REPORT}gas-is-a-weapon/",
        title="Gas is a weapon",
        countries=("Germany",),
        keywords=("gas", "Energy"),
    )
    other = replace(API, id="/claims/37", position=8, countries=("Germany",), keywords=("Energy", "gas"))
    identities = settled(SITE, second, API, other)
    assert canonical(identities, API) == SLUG
    assert canonical(identities, other) == "gas-is-a-weapon"


def test_two_cases_that_nothing_tells_apart_are_left_to_a_curator() -> None:
    twin = replace(SITE, url=f"{REPORT}another-claim/", title="Something else entirely")
    identities = settled(SITE, twin, API)
    assert canonical(identities, API) == case_slug(API)
    assert {conflict.kind for conflict in identities.conflicts} == {"ambiguous"}


def test_what_one_record_surely_takes_is_no_choice_for_the_next() -> None:
    twin = replace(SITE, url=f"{REPORT}another-claim/", title="Something else entirely", articles=())
    first = replace(API, articles=SITE.articles)
    second = replace(API, id="/claims/37", position=8, articles=())
    identities = settled(SITE, twin, first, second)
    assert canonical(identities, first) == SLUG
    assert canonical(identities, second) == "another-claim"


def test_two_report_urls_are_two_cases_whatever_they_share() -> None:
    twin = replace(SITE, source="euvsdisinfo-site-dump", file="dump.json", url=f"{SITE.url[:-1]}-2/")
    identities = settled(SITE, twin)
    assert canonical(identities, twin) == f"{SLUG}-2"
    assert identities.aliases == {}


def test_two_rows_of_one_table_are_two_cases() -> None:
    row = Record(
        "table", "t.csv", 1, title="Bread is forbidden in Brussels", date="2020-01-01", keywords=("Food", "Law")
    )
    other = replace(row, position=2, title="Bread was forbidden in Brussels")
    assert settled(row, other).aliases == {}


def test_the_same_title_of_another_day_is_another_case() -> None:
    later = replace(SITE, url=f"{SITE.url[:-1]}-2/", date="2022-06-01", articles=())
    row = Record("table", "t.csv", 1, title=SITE.title, date="2022-06-01")
    identities = settled(SITE, later, row)
    assert canonical(identities, row) == f"{SLUG}-2"
    assert identities.canonical(case_slug(row)) == SLUG
    why = identities.sameness(SLUG, row)
    assert why is not None
    assert (why.canonical, why.method) == (f"{SLUG}-2", "same-title")
    assert identities.sameness(SLUG, SITE) is None


def test_cases_of_two_days_that_share_a_slug_are_reported() -> None:
    row = Record("table", "t.csv", 1, title=SITE.title, date="2022-06-01")
    identities = settled(SITE, row)
    assert canonical(identities, row) == SLUG
    (conflict,) = identities.conflicts
    assert (conflict.kind, conflict.slugs) == ("same-title-different-date", (SLUG,))
    assert conflict.because == ("2022-03-02", "2022-06-01")


def test_without_a_url_a_full_title_names_the_case() -> None:
    full = Record("table", "t.csv", 1, title=SITE.title, date=SITE.date)
    cut = replace(RELATED, main=True, date=SITE.date)
    assert canonical(settled(full, cut), cut) == SLUG


def test_a_source_that_gives_the_report_url_as_its_own_id_is_known_by_it() -> None:
    record = Record("table", "t.csv", 1, id=SITE.url, title="Another wording")
    identities = settled(SITE, record)
    assert canonical(identities, record) == SLUG
    assert identities.aliases["another-wording"].confidence == 1


def test_a_slug_that_was_never_added_stands_for_itself() -> None:
    assert settled(SITE).canonical("never-heard-of") == "never-heard-of"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a#part"),
        ("https://example.org/a?utm_source=x&id=2", "https://m.example.org/a?id=2"),
        ("https://web.archive.org/web/20200101000000/https://example.org/a", "https://example.org/a"),
        ("https://youtu.be/dQw4w9WgXcQ?t=7", "https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ"),
        ("https://example.org/%D0%B0", "https://example.org/а"),
    ],
)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert address(one) == address(other) != ""


@pytest.mark.parametrize("url", ["https://example.org/", "N/A", "http://N/A", "example", ""])
def test_a_mere_host_or_no_address_is_no_article(url: str) -> None:
    assert address(url) == ""


TITLES = (
    "Bread is forbidden in the whole of Brussels",
    "Bread is forbidden in the whole…",
    "The sea belongs to us",
    "",
)
DAYS = (None, "2020-01-01", "2020-01-02")


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    return [
        Record(
            source=draw(st.sampled_from(("cknabs", "api", "page"))),
            file=draw(st.sampled_from(("a", "b"))),
            position=position,
            id=draw(st.sampled_from((None, f"/claims/{position}"))),
            url=draw(st.sampled_from((None, None, f"{REPORT}bread-{position % 3}/"))),
            title=(title := draw(st.sampled_from(TITLES))) or None,
            title_truncated=title.endswith("…"),
            date=draw(st.sampled_from(DAYS)),
            keywords=draw(st.sampled_from(((), ("Food", "Law"), ("Sea", "Law", "Military")))),
            articles=draw(st.sampled_from(((), (Article(url="https://example.org/a"),)))),
        )
        for position in range(draw(st.integers(0, 9)))
    ]


@given(records(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_records_changes_nothing(found: list[Record], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = settled(*found), settled(*shuffled)
    assert one.aliases == other.aliases
    assert one.conflicts == other.conflicts
    assert [canonical(one, record) for record in found] == [canonical(other, record) for record in found]


@given(records())
@settings(max_examples=150, deadline=None)
def test_what_is_settled_twice_or_added_twice_is_settled_the_same(found: list[Record]) -> None:
    once = settled(*found)
    again = settled(*found, *found)
    again.settle()
    assert once.aliases == again.aliases
    assert once.conflicts == again.conflicts


@given(records())
@settings(max_examples=150, deadline=None)
def test_a_canonical_slug_stands_for_itself(found: list[Record]) -> None:
    identities = settled(*found)
    for record in found:
        slug = canonical(identities, record)
        assert identities.canonical(slug) == slug
    for alias in identities.aliases.values():
        assert identities.canonical(alias.slug) == alias.canonical == identities.canonical(alias.canonical)


@given(records())
@settings(max_examples=150, deadline=None)
def test_no_case_ever_has_two_report_urls(found: list[Record]) -> None:
    identities = settled(*found)
    urls = defaultdict(set)
    for record in found:
        if record.url:
            urls[canonical(identities, record)].add(record.url)
            assert canonical(identities, record) == case_slug(record)
    assert all(len(addresses) == 1 for addresses in urls.values())
