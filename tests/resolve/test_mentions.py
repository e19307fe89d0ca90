from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.resolve.place.mentions import Mentions
from disinfograph.resolve.place.place_forms import forms

MENTIONS = Mentions.load()


def named(text: str) -> list[tuple[str, str]]:
    return [(found.place.slug, text[found.start : found.end]) for found in MENTIONS.find(text)]


def test_a_place_is_found_where_it_stands_in_characters() -> None:
    found = MENTIONS.find("The harbours of Poland and Ukraine’s lighthouses")
    assert [(item.place.slug, item.start, item.end) for item in found] == [("PL", 16, 22), ("UA", 27, 34)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POLAND SHUTS ITS HARBOUR", [("PL", "POLAND")]),
        ("The US and the U.S. are one, the USA too", [("US", "US"), ("US", "U.S"), ("US", "USA")]),
        ("a US-led, pro-EU plan against non-NATO states", [("US", "US"), ("european-union", "EU"), ("nato", "NATO")]),
        ("Fishers of Nagorno-Karabakh", [("nagorno-karabakh", "Nagorno-Karabakh")]),
        ("Fishers of Nagorno Karabakh", [("nagorno-karabakh", "Nagorno Karabakh")]),
        ("the Donetsk People’s Republic", [("donetsk-oblast", "Donetsk People’s Republic")]),
        ("no boats of the Baltic States", [("baltic-states", "Baltic States")]),
        ("It rains.Poland sails", [("PL", "Poland")]),
        ("lodě z eurozóny a Eurozóny, ne mikroeurozóny", [("eurozone", "eurozóny"), ("eurozone", "Eurozóny")]),
    ],
)
def test_capitals_hyphens_apostrophes_and_short_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Guinea-Bissau, Equatorial Guinea and Papua New Guinea, not Guinea", ["GW", "GQ", "PG", "GN"]),
        ("Niger is not Nigeria", ["NE", "NG"]),
        ("South Korea and North Macedonia", ["KR", "MK"]),
        ("Latin America, not America", ["latin-america", "US"]),
        ("West Germany and the West", ["west-germany", "west"]),
        ("Nazi Germany and Soviet Ukraine", ["nazi-germany", "ukrainian-soviet-socialist-republic"]),
    ],
)
def test_the_longest_name_counts(text: str, slugs: list[str]) -> None:
    assert [slug for slug, _ in named(text)] == slugs


@pytest.mark.parametrize(
    "text",
    [
        "they told us to see a turkey, a guinea pig, china and the hanging chad",
        "THEY TOLD US TO SEE THE SEA",
        "Polish and Ukrainian boats",
        "Sail to ukraina.example, www.ukraine.example or https://lantern.example/Ukraine",
        "@Ukraine_boats",
        "Russia Today showed a boat",
        "A boat off New Mexico, in the South China Sea",
        "Malaysia Airlines",
        "An Island of the Congo",
    ],
)
def test_words_hosts_outlets_and_other_things_are_no_places(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize("text", ["Michael Jordan sails", "Jordan Peterson sails", "Chad Miller sails", "Tom Holland"])
def test_a_person_is_no_place(text: str) -> None:
    assert named(text) == []


def test_a_place_with_a_persons_name_is_one_where_no_name_stands_beside_it() -> None:
    assert named("Boats from Jordan and Chad") == [("JO", "Jordan"), ("TD", "Chad")]


def test_georgia_is_a_state_beside_other_states_and_a_country_else() -> None:
    assert named("Ballots in Georgia, Michigan and Arizona") == []
    assert named("The governor in Atlanta, Georgia") == []
    assert named("Harbours in Georgia") == [("GE", "Georgia")]
    assert named("Tbilisi denies that ballots of Georgia went to Florida") == [("GE", "Georgia")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Лодки из Украины и Южной Кореи плывут в Соединённые Штаты", ["UA", "KR", "US"]),
        ("Між Польщею, Україною та Кримом", ["PL", "UA", "crimea"]),
        ("Łodzie z Ukrainy do Rosji", ["UA", "RU"]),
        ("Lodě z Ruska a Ukrajiny", ["RU", "UA"]),
        ("Boote aus Deutschland und der Türkei", ["DE", "TR"]),
        ("Barcos de Rumanía y EE. UU.", ["RO", "US"]),
        ("نقلت روسيا وأوكرانيا القوارب", ["RU", "UA"]),
        ("ნავები უკრაინაში და საქართველოს", ["UA", "GE"]),
        ("中国和俄罗斯的船", ["CN", "RU"]),
    ],
)
def test_names_in_other_languages_are_found_and_declined_ones_too(text: str, expected: list[str]) -> None:
    assert [slug for slug, _ in named(text)] == expected


def test_a_name_is_declined_by_its_ending() -> None:
    assert {"Южной Кореи", "Южную Корею", "Южной Кореей"} <= set(forms("Южная Корея", "ru"))
    assert "Соединенных Штатов Америки" in set(forms("Соединенные Штаты Америки", "ru"))


def test_short_names_and_other_languages_are_not_declined() -> None:
    assert list(forms("Мали", "ru")) == list(forms("Ukraine", "en")) == []


@given(st.text())
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for found in MENTIONS.find(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


def test_eleven_thousand_titles_take_less_than_three_seconds(shared: Path) -> None:
    with (shared / "data/cknabs/posts.csv").open(encoding="utf-8", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    begun = time.process_time()
    with_places = sum(bool(MENTIONS.find(title)) for title in titles)
    assert time.process_time() - begun < 3
    assert with_places / len(titles) > 0.6
