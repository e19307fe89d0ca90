"""The starter corpus holds what its README promises, and its texts are ours."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from disinfograph.iris import case_slug
from disinfograph.records import Record
from disinfograph.resolve.collection import Collection
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.languages import Languages
from disinfograph.resolve.narrative.narratives import Scheme
from disinfograph.resolve.resolver import Resolver
from disinfograph.sources.registry import recognise

LAYOUTS = {"2019", "2020", "2021", "2022", "2023"}
WITH_OUTLETS = {"2019", "2020", "2023"}
WITH_ISSUES = LAYOUTS - {"2023"}
FIXED = re.compile(
    r"recurring pro kremlin disinformation narrative about [a-z ]{0,60}"
    r"|(?:see|read) (?:other|similar|earlier) (?:examples|cases|disinformation cases).*"
)


def read(path: Path) -> list[Record]:
    reader = recognise(path)
    assert reader is not None, path
    records = list(reader.read(path))
    assert all(isinstance(record, Record) for record in records), path
    return [record for record in records if isinstance(record, Record)]


@pytest.fixture(scope="module")
def examples(root: Path) -> Path:
    return root / "examples"


@pytest.fixture(scope="module")
def pages(examples: Path) -> dict[str, list[Record]]:
    return {path.name: read(path) for path in sorted((examples / "pages").iterdir())}


@pytest.fixture(scope="module")
def cases(pages: dict[str, list[Record]]) -> list[Record]:
    return [record for records in pages.values() for record in records if record.main]


@pytest.fixture(scope="module")
def related(pages: dict[str, list[Record]]) -> list[Record]:
    return [record for records in pages.values() for record in records if not record.main]


def layout(record: Record) -> str:
    return record.file[:4]


def test_every_page_holds_one_main_case_and_that_comes_first(pages: dict[str, list[Record]]) -> None:
    assert all([record.main for record in records].index(True) == 0 for records in pages.values())
    assert all(sum(record.main for record in records) == 1 for records in pages.values())


def test_there_are_at_least_sixty_main_cases_and_no_title_twice(cases: list[Record]) -> None:
    assert len(cases) >= 60
    assert max(Counter(map(case_slug, cases)).values()) == 1


def test_all_five_layouts_are_in_use(cases: list[Record]) -> None:
    per_layout = Counter(map(layout, cases))
    assert set(per_layout) == LAYOUTS
    assert min(per_layout.values()) >= 10


def test_no_case_is_younger_than_the_layout_that_shows_it(cases: list[Record]) -> None:
    late = [record.file for record in cases if layout(record) != "2023" and (record.date or "")[:4] > layout(record)]
    assert late == []


def test_every_main_case_has_the_fields_of_its_layout(cases: list[Record]) -> None:
    for record in cases:
        fields = (record.title, record.claim, record.response, record.date, record.languages, record.countries)
        assert all(fields), record.file
        assert record.keywords, record.file
        assert (record.issue is not None) == (layout(record) in WITH_ISSUES), record.file
        assert record.unresolved == (), record.file


def test_outlets_are_named_where_the_layout_names_them(cases: list[Record]) -> None:
    assert all(not record.outlets for record in cases if layout(record) not in WITH_OUTLETS)
    named = [record for record in cases if layout(record) in WITH_OUTLETS and record.outlets]
    assert len(named) >= 60
    assert len({outlet for record in named for outlet in record.outlets}) >= 25


def test_every_year_from_2015_to_2025_has_cases(cases: list[Record]) -> None:
    assert {(record.date or "")[:4] for record in cases} == {str(year) for year in range(2015, 2026)}


def test_an_issue_counts_the_months_since_january_2015(cases: list[Record]) -> None:
    for record in cases:
        if record.issue is not None and record.date:
            year, month = int(record.date[:4]), int(record.date[5:7])
            assert record.issue == (year - 2015) * 12 + month, record.file


def test_the_cases_speak_of_at_least_twenty_countries_known_to_the_authority(cases: list[Record]) -> None:
    resolver = Resolver.load()
    places = {place for record in cases for place in resolver.resolve(record, case_slug(record)).places}
    assert {place.label for place in places if not place.known} == set()
    assert len([place for place in places if re.fullmatch(r"[A-Z]{2}", place.slug)]) >= 24


def test_the_cases_are_in_at_least_eight_languages(cases: list[Record]) -> None:
    tidied = [Languages.load().tidy(record) for record in cases]
    assert len({tag for record in tidied for tag in record.languages}) >= 8
    assert all(record.unresolved == () for record in tidied)


def test_every_response_names_a_narrative_and_a_finding(cases: list[Record]) -> None:
    assert [record.file for record in cases if not record.narrative_phrases] == []
    sourced = [record for record in cases if "https://" in (record.response or "")]
    assert len(sourced) >= 0.9 * len(cases)


def test_at_least_a_dozen_narratives_recur_in_three_countries_or_more(cases: list[Record]) -> None:
    collection = Collection.of(Scheme.load(), (), Decisions())
    collection.learn(cases)
    countries: dict[str, set[str]] = defaultdict(set)
    for record in cases:
        for match in collection.narratives(collection.slug(record)):
            countries[match.narrative].update(record.countries)
    assert len(countries) >= 14
    assert sum(len(places) >= 3 for places in countries.values()) >= 12


def test_at_least_45_responses_point_to_other_cases_and_most_by_their_titles(cases: list[Record]) -> None:
    titles = {(record.title or "").casefold() for record in cases}
    anchors = [link.text.casefold() for record in cases for link in record.cross_links]
    assert sum(bool(record.cross_links) for record in cases) >= 45
    assert 0.5 * len(anchors) < sum(anchor in titles for anchor in anchors) < 0.9 * len(anchors)


def test_a_case_does_not_point_to_itself(cases: list[Record]) -> None:
    for record in cases:
        assert record.title not in [link.text for link in record.cross_links], record.file


def test_a_related_case_is_a_main_case_cut_off_and_without_fields(cases: list[Record], related: list[Record]) -> None:
    whole = {record.claim: record for record in cases}
    assert len(related) >= 30
    assert any(record.title_truncated for record in related)
    assert not all(record.title_truncated for record in related)
    for record in related:
        main = whole[record.claim]
        assert (main.title or "").startswith((record.title or "").rstrip("….")), record.file
        assert len(record.response or "") < len(main.response or ""), record.file
        assert (record.date, record.issue, record.languages, record.countries) == (None, None, (), ())
        assert record.cross_links == ()


def test_the_sites_own_lines_are_in_no_response(cases: list[Record], related: list[Record]) -> None:
    for record in [*cases, *related]:
        assert "Disclaimer" not in (record.response or ""), record.file
        assert "laid out like" not in (record.response or ""), record.file


def test_two_cases_of_the_table_are_cases_of_the_pages(examples: Path, cases: list[Record]) -> None:
    table = read(examples / "table" / "cases.csv")
    assert len(table) == 6
    assert all((record.url or "").startswith("https://example.org/report/") for record in table)
    assert len({case_slug(record) for record in table} & {case_slug(record) for record in cases}) == 2


def test_the_table_has_the_columns_of_the_cknabs_package(examples: Path) -> None:
    with (examples / "table" / "cases.csv").open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    assert header == ["date", "id", "title", "countries", "keywords", "languages", "outlets"]


def test_two_records_are_in_the_form_that_parse_prints(examples: Path) -> None:
    path = examples / "records" / "cases.jsonl"
    records = read(path)
    assert [record.source for record in records] == ["examples", "examples"]
    lines = path.read_text("utf-8").splitlines()
    assert [record.to_dict() for record in records] == [json.loads(line) for line in lines]
    assert all(record.claim and record.response and record.license for record in records)


def test_the_readme_says_whose_the_texts_are_and_counts_them_rightly(
    examples: Path, cases: list[Record], related: list[Record]
) -> None:
    readme = (examples / "README.md").read_text("utf-8")
    assert "The texts are ours" in readme
    assert "CC BY 4.0" in readme
    assert f"{len(cases)} main cases" in readme
    assert f"{len(related)} related cases" in readme
    links = sum(len(record.cross_links) for record in cases)
    assert f"{links} times in all" in readme
    assert f"{len({outlet for record in cases for outlet in record.outlets})} names of outlets" in readme


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("’", "'")))


def sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        flat = words(sentence)
        if len(flat.split()) >= 8 and not FIXED.fullmatch(flat):
            yield flat


def others_texts(shared: Path) -> Iterator[str]:
    data = shared / "data"
    for path in [*(data / "pages" / "docs").glob("*.txt"), *(data / "seed").glob("*.txt")]:
        yield path.read_text("utf-8")
    for name in ("pages/gold.json", "fulltext/cases_site_dump.json", "fulltext/cases_2015_2017.csv"):
        yield (data / name).read_text("utf-8")
    yield (data / "cknabs" / "posts.csv").read_text("utf-8")
    yield (data / "api-2020" / "claims.json").read_text("utf-8")


def test_no_sentence_of_the_examples_occurs_in_the_texts_of_others(
    examples: Path, cases: list[Record], shared: Path
) -> None:
    tables = [*read(examples / "table" / "cases.csv"), *read(examples / "records" / "cases.jsonl")]
    ours = [text for record in [*cases, *tables] for text in (record.title, record.claim, record.response) if text]
    theirs = "\n".join(map(words, others_texts(shared)))
    assert [sentence for text in ours for sentence in sentences(text) if sentence in theirs] == []
