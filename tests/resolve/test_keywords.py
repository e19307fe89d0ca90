from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.iris import fold
from disinfograph.resolve.keywords import Keyword, Keywords

KEYWORDS = Keywords.load()


def slug(label: str) -> str:
    keyword = KEYWORDS.resolve(label)
    assert keyword
    return keyword.slug


@pytest.mark.parametrize(
    "spellings",
    [
        ("WWII", "World War II", "Second World War", "World War 2", "the second world war"),
        ("Colour revolutions", "Color revolution", "COLOUR REVOLUTION"),
        ("EU", "European Union", "The European Union"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Vladimir Zelensky"),
        ("Nazi/Fascist", "Nazi / Fascist", "fascism"),
        ("Sergei Skripal", "Skripal", "Sergey Skripal"),
        ("Conspiracy", "Conspiracy theory"),
        ("West", "The West"),
        ("DNR", "DPR", "Donetsk People's Republic", "Donetsk People’s Republic"),
        ("UN", "United Nations"),
        ("neoliberalism", "neo-liberalism"),
        ("RT", "Russia Today (RT)"),
        ("Russian expansionism", "Russian imperialism"),
        ("Alyaksandr Lukashenka", "Alexander Lukashenko"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_the_names_of_one_keyword_are_one(spellings):
    assert len({slug(label) for label in spellings}) == 1
    assert all(KEYWORDS.resolve(label).known for label in spellings)


def test_different_things_with_close_names_stay_apart():
    assert slug("Sputnik") != slug("Sputnik V")
    assert slug("Cold War") != slug("New Cold War")
    assert slug("War in Ukraine") != slug("Full-scale Invasion of Ukraine")
    assert slug("Joe Biden") != slug("Hunter Biden")


def test_a_keyword_that_the_authority_lacks_is_kept_with_its_folded_label_as_slug():
    assert KEYWORDS.resolve(" Lighthouse \n keepers ,") == Keyword(
        "lighthouse-keepers", "Lighthouse keepers", known=False
    )


@pytest.mark.parametrize("label", ["", "  ", "-", "…", "//"])
def test_a_label_without_letters_or_digits_is_no_keyword(label):
    assert KEYWORDS.resolve(label) is None


@given(st.text())
def test_any_label_with_a_letter_gets_a_slug_that_no_other_known_keyword_has(label):
    keyword = KEYWORDS.resolve(label)
    if keyword is None:
        assert not any(map(str.isalnum, label))
    elif not keyword.known:
        assert keyword.slug not in {known.slug for known in KEYWORDS.by_key.values()}
        assert keyword.slug == fold(label) or not fold(label)


def mentions(shared: Path) -> Counter[str]:
    with (shared / "data" / "cknabs" / "posts.csv").open(encoding="utf-8", newline="") as file:
        return Counter(label for row in csv.DictReader(file) for label in row["keywords"].split("+") if label)


def test_every_keyword_of_15_mentions_in_the_early_database_is_known(shared):
    frequent = [label for label, count in mentions(shared).items() if count >= 15]
    assert [label for label in frequent if not KEYWORDS.resolve(label).known] == []


def test_99_of_100_keyword_mentions_of_the_early_database_are_known(shared):
    counts = mentions(shared)
    known = sum(count for label, count in counts.items() if KEYWORDS.resolve(label).known)
    assert known / counts.total() > 0.99
