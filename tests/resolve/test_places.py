from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from disinfograph.resolve.place.places import Places


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def slug(places: Places, label: str) -> str | None:
    place = places.resolve(label)
    return place.slug if place else None


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Ukraine", "UA"),
        ("UKRAINE", "UA"),
        ("  ukraine ", "UA"),
        ("Georgia", "GE"),
        ("Georgia.", "GE"),
        ("The Netherlands", "NL"),
        ("the Gambia", "GM"),
        ("Congo (the)", "CG"),
        ("The West", "west"),
        ("West", "west"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Turkey", "TR"),
        ("Côte d’Ivoire", "CI"),
        ("Bosnia & Herzegovina", "BA"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Korea, Republic of", "KR"),
        ("FYROM", "MK"),
        ("USSR", "soviet-union"),
        ("U.S.S.R.", "soviet-union"),
        ("Georgian region of Abkhazia", "abkhazia"),
    ],
)
def test_case_accents_punctuation_and_the_article_do_not_matter(places: Places, label: str, expected: str) -> None:
    assert slug(places, label) == expected


@pytest.mark.parametrize(
    ("label", "expected"), [("US", "US"), ("the U.S.", "US"), ("UKR", "UA"), ("EU", "european-union")]
)
def test_codes_and_short_abbreviations_count_in_capitals(places: Places, label: str, expected: str) -> None:
    assert slug(places, label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Украина", "UA"),
        ("УКРАЇНА", "UA"),
        ("Ucraina", "UA"),
        ("Alemania", "DE"),
        ("Belgica", "BE"),
        ("Bélgica", "BE"),
        ("საქართველო", "GE"),
        ("أوكرانيا", "UA"),
        ("中国", "CN"),
        ("США", "US"),
        ("Обʼєднані Арабські Емірати", "AE"),
        ("Об'єднані Арабські Емірати", "AE"),
        ("Мьянма (Бирма)", "MM"),
        ("Мьянма", "MM"),
        ("Крым", "crimea"),
        ("Придністров’я", "transnistria"),
        ("Советский Союз", "soviet-union"),
        ("Europa", "europe"),
    ],
)
def test_names_in_other_languages_are_known(places: Places, label: str, expected: str) -> None:
    assert slug(places, label) == expected


@pytest.mark.parametrize("label", ["Kongo", "Конго", "刚果"])
def test_a_name_that_means_two_places_in_two_languages_is_left_open(places: Places, label: str) -> None:
    assert places.resolve(label) is None


def test_a_short_name_in_another_language_is_not_taken_without_its_accents(places: Places) -> None:
    assert slug(places, "Irã") == "IR"
    assert places.resolve("IRA") is None


@pytest.mark.parametrize("label", ["us", "it", "see", "and", "can"])
def test_a_small_word_is_no_code(places: Places, label: str) -> None:
    assert places.resolve(label) is None


@pytest.mark.parametrize(
    "label", ["David Icke", "Al-Qaeda", "Islam", "Sweden 1", "International", "Ukrain", "", " ", "?"]
)
def test_what_is_no_place_is_not_guessed(places: Places, label: str) -> None:
    assert places.resolve(label) is None


def test_a_list_is_no_name_even_where_the_letters_agree(places: Places) -> None:
    assert slug(places, "West Ukraine") == "western-ukraine"
    assert places.resolve("West, Ukraine") is None


def test_a_place_tells_its_iri_name_and_kind(places: Places) -> None:
    kinds = {label: places.resolve(label) for label in ("Poland", "Donbas", "NATO", "Yugoslavia")}
    assert {label: place.kind for label, place in kinds.items() if place} == {
        "Poland": "Country",
        "Donbas": "Region",
        "NATO": "Bloc",
        "Yugoslavia": "FormerState",
    }
    poland = places.resolve("Republic of Poland")
    assert poland is not None
    assert (poland.iri, poland.name) == ("https://w3id.org/disinfograph/place/PL", "Poland")


def labels_of_cases(shared: Path) -> Counter[str]:
    with (shared / "data/cknabs/posts.csv").open(encoding="utf-8", newline="") as file:
        return Counter(label for row in csv.DictReader(file) for label in row["countries"].split("+") if label)


def labels_of_the_api(shared: Path) -> Counter[str]:
    with (shared / "data/api-2020/all_countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row["@id"]: row["name"] for row in csv.DictReader(file)}
    claims = json.loads((shared / "data/api-2020/claims.json").read_text("utf-8"))
    used = Counter(names[iri] for claim in claims for iri in claim["contentLocations"])
    return used + Counter(dict.fromkeys(names.values(), 1))


def share(counts: Counter[str], places: Places) -> float:
    return sum(n for label, n in counts.items() if places.resolve(label)) / counts.total()


def test_real_labels_of_cases_name_places(shared: Path, places: Places) -> None:
    counts = labels_of_cases(shared)
    assert share(Counter(set(counts)), places) >= 0.97
    assert share(counts, places) >= 0.99


def test_real_labels_of_the_api_name_places_where_they_are_places(shared: Path, places: Places) -> None:
    counts = labels_of_the_api(shared)
    unknown = {label for label in counts if not places.resolve(label)}
    assert share(counts, places) >= 0.99
    assert len(unknown) / len(counts) < 0.07
    assert {"David Icke", "Al-Qaeda", "Islam", "Sweden 1", "International"} <= unknown
