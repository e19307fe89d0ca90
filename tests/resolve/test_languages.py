from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.records import Article, Record, Unresolved
from disinfograph.resolve.languages import Languages


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages.load()


def record(*labels: str, articles: tuple[Article, ...] = (), unresolved: tuple[Unresolved, ...] = ()) -> Record:
    return Record("cknabs", "some.csv", 1, languages=labels, articles=articles, unresolved=unresolved)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Russian", "ru"),
        (" RUSSIAN ", "ru"),
        ("Russian language", "ru"),
        ("Spanish, Castilian", "es"),
        ("Castilian", "es"),
        ("Moldavian", "ro"),
        ("Farsi", "fa"),
        ("Mandarin", "zh"),
        ("Chinese (Mandarin)", "zh"),
        ("Slovene", "sl"),
        ("Montenegrin", "cnr"),
        ("Русский", "ru"),
        ("Français", "fr"),
        ("Português", "pt"),
    ],
)
def test_a_language_has_many_names(languages: Languages, label: str, expected: str) -> None:
    assert languages.tag(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("ger", "de"),
        ("deu", "de"),
        ("cze", "cs"),
        ("ces", "cs"),
        ("rum", "ro"),
        ("ron", "ro"),
        ("mol", "ro"),
        ("arm", "hy"),
        ("hye", "hy"),
        ("geo", "ka"),
        ("kat", "ka"),
        ("mac", "mk"),
        ("mkd", "mk"),
        ("cnr", "cnr"),
    ],
)
def test_a_three_letter_code_of_either_iso_639_part_is_known(languages: Languages, label: str, expected: str) -> None:
    assert languages.tag(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("ru", "ru"),
        ("RU", "ru"),
        ("pt-br", "pt-BR"),
        ("pt_BR", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("mo-MD", "ro-MD"),
        ("en-001", "en-001"),
        ("en-UK", "en-GB"),
        ("ca-Valencia", "ca-valencia"),
    ],
)
def test_a_bcp_47_tag_passes_in_its_canonical_form(languages: Languages, label: str, expected: str) -> None:
    assert languages.tag(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Português (Brazil)", "pt-BR"), ("English (UK)", "en-GB"), ("Serbian (Cyrillic script)", "sr-Cyrl")],
)
def test_a_qualified_name_becomes_a_qualified_tag(languages: Languages, label: str, expected: str) -> None:
    assert languages.tag(label) == expected


@pytest.mark.parametrize("label", ["Moldova", "Serbia", "Georgia", "UK", "EU", "MOLDOVA"])
def test_a_country_is_no_language(languages: Languages, label: str) -> None:
    assert languages.tag(label) is None


@pytest.mark.parametrize("label", ["blr", "mne", "mda", "lva", "srb", "rou", "ltu", "bgr", "svk"])
def test_a_country_code_is_no_language_code(languages: Languages, label: str) -> None:
    assert languages.tag(label) is None


@pytest.mark.parametrize("label", ["", " ", "xx", "Klingonese", "en-XQ", "Russian (very)", "(", "-"])
def test_what_is_no_language_is_not_guessed(languages: Languages, label: str) -> None:
    assert languages.tag(label) is None


def test_a_torn_language_label_is_one_language(languages: Languages) -> None:
    assert languages.tidy(record("Spanish", "Castilian")).languages == ("es",)


def test_tags_keep_the_order_of_the_source_and_come_once(languages: Languages) -> None:
    assert languages.tidy(record("Russian", "English", "rus", "Arabic")).languages == ("ru", "en", "ar")


def test_a_label_that_names_no_language_is_kept_for_a_curator(languages: Languages) -> None:
    tidied = languages.tidy(record("Moldova", "Russian", "blr"))
    assert tidied.languages == ("ru",)
    assert tidied.unresolved == (Unresolved("languages", "Moldova"), Unresolved("languages", "blr"))


def test_a_label_that_lists_languages_is_read_part_by_part(languages: Languages) -> None:
    tidied = languages.tidy(record("Russian, English and Serbia"))
    assert tidied.languages == ("ru", "en")
    assert tidied.unresolved == (Unresolved("languages", "Serbia"),)


def test_the_language_of_an_article_is_tidied_the_same_way(languages: Languages) -> None:
    articles = (Article(language="Slovak"), Article(language="mne"), Article(), Article(language="mne"))
    tidied = languages.tidy(record("Slovak", articles=articles))
    assert [article.language for article in tidied.articles] == ["sk", None, None, None]
    assert tidied.unresolved == (Unresolved("languages", "mne"),)


def test_what_was_unresolved_before_stays(languages: Languages) -> None:
    before = Unresolved("countries", "Atlantis")
    assert languages.tidy(record("Russian", unresolved=(before,))).unresolved == (before,)


def test_blank_labels_vanish(languages: Languages) -> None:
    tidied = languages.tidy(record("", " "))
    assert (tidied.languages, tidied.unresolved) == ((), ())


@given(
    st.lists(st.text(max_size=20) | st.sampled_from(["Russian", "pt-br", "Moldova", "Spanish, Castilian"]), max_size=5)
)
def test_tidying_twice_changes_nothing(labels: list[str]) -> None:
    languages = Languages.load()
    once = languages.tidy(record(*labels, articles=tuple(Article(language=label) for label in labels)))
    assert languages.tidy(once) == once


def test_every_real_language_label_of_cases_is_known(shared: Path, languages: Languages) -> None:
    with (shared / "data/cknabs/posts.csv").open(encoding="utf-8", newline="") as file:
        labels = {label for row in csv.DictReader(file) for label in row["languages"].split("+") if label}
    unknown = {label for label in labels if not languages.tag(label)}
    assert len(unknown) / len(labels) < 0.03, unknown


def test_of_the_real_api_languages_only_bare_country_codes_are_unknown(shared: Path, languages: Languages) -> None:
    with (shared / "data/api-2020/all_languages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    unknown = [row for row in rows if not languages.tag(row["name"])]
    assert rows
    assert all(row["name"] == row["alternateName"] for row in unknown)
    assert all(row["name"].upper() in languages.places.by_code for row in unknown)


def test_of_the_real_early_languages_only_countries_are_unknown(shared: Path, languages: Languages) -> None:
    with (shared / "data/fulltext/cases_2015_2017.csv").open(encoding="utf-8", newline="") as file:
        counts = Counter(row["language"] for row in csv.DictReader(file, delimiter=";") if row["language"])
    unknown = {label: n for label, n in counts.items() if not languages.tag(label)}
    assert all(languages.places.resolve(label) for label in unknown)
    assert sum(unknown.values()) / counts.total() < 0.03
