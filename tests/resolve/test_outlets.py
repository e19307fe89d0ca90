from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.resolve.outlets import Outlet, Outlets, host_of, key, preferred, slug_of

OUTLETS = Outlets.load()
KNOWN = {outlet.slug for outlet in (*OUTLETS.by_key.values(), *OUTLETS.by_host.values())}


def slug(label: str, url: str | None = None) -> str:
    outlet = OUTLETS.resolve(label, url)
    assert outlet
    return outlet.slug


@pytest.mark.parametrize(
    "spellings",
    [
        ("Harbour-Post.example", "harbour post . EXAMPLE", "www.harbour-post.example", "harbour-post.example/"),
        ("https://harbour-post.example/", "http://www.harbour-post.example", "HarbourPost Example"),
        ("Nový  Týden", "novy tyden", "NOVÝ-TÝDEN"),
    ],
)
def test_names_that_differ_in_case_marks_space_or_www_are_one(spellings):
    assert len({slug(name) for name in spellings}) == 1
    assert len({key(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ("REN TV", "ren.tv", "REN-TV", "Ren TV"),
        ("Riafan.ru", "riafan.ru/", "RIAFAN", "RIA FAN"),
        ("Sputnik Spain", "Sputnik Mundo", "mundo.sputniknews.com", "sputniknews.lat"),
        ("RT Germany (old)", "RT Deutsch", "de.rt.com", "deutsch.rt.com"),
        ("TV Zvezda", "tvzvezda.ru", "https://www.tvzvezda.ru/", "m.tvzvezda.ru"),
        ("Первый канал", "Pervyi Kanal", "1tv.ru", "Channel One"),
        ("Rossia 24", "Rossiya 24", "Россия 24"),
        ('Petr Tolstoy\'s "Vremya Pokazhet" - YouTube', "Vremya Pokazhet", "‘Vremya pokazhet’"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_the_names_aliases_and_hosts_of_one_outlet_are_one(spellings):
    assert len({slug(name) for name in spellings}) == 1
    assert all(OUTLETS.resolve(name).known for name in spellings)


def test_editions_are_outlets_of_their_own_below_a_brand():
    assert slug("RT Arabic") != slug("RT English") != slug("RT")
    assert OUTLETS.lineage(slug("RT Arabic")) == (slug("RT"),)
    assert OUTLETS.lineage(slug("Sputnik Armenia - Russian")) == (slug("Sputnik Armenia"), slug("Sputnik"))


def test_a_host_shared_by_brand_and_edition_means_the_edition_and_an_unlisted_subdomain_the_brand():
    assert slug("rt.com") == slug("RT English")
    assert slug("xy.rt.com") == slug("RT")


def test_a_host_is_not_taken_for_a_name_that_is_spelt_like_it_without_the_dot():
    assert slug("rt.rs") == slug("https://rt.rs/news") == slug("RT Balkan")
    assert slug("RTRS") == slug("rtrs.tv") == "rtrs"


def test_a_blog_on_a_platform_is_not_the_platform():
    assert slug("livejournal.com") == "livejournal"
    assert OUTLETS.resolve("somebody.livejournal.com") == Outlet(
        "somebodylivejournalcom", "somebody.livejournal.com", known=False
    )


def test_a_brand_with_the_address_of_an_edition_is_that_edition():
    assert slug("Sputnik", "https://pl.sputniknews.com/a/b") == slug("Sputnik Poland")
    assert slug("RT", "https://arabic.rt.com/a") == slug("RT Arabic")


def test_the_address_of_another_outlet_does_not_overrule_the_label():
    assert slug("Sputnik Poland", "https://ria.ru/1") == slug("Sputnik Poland")
    assert slug("Sputnik Poland", "https://sputniknews.com/1") == slug("Sputnik Poland")
    assert OUTLETS.resolve("A village paper", "https://facebook.com/1").name == "A village paper"


@pytest.mark.parametrize(
    "label",
    [
        *("", " ", "-", "…", "N/A", "NA", "http://N/A", "null", "Show more", "SHOW MORE"),
        *("bit.ly", "https://bit.ly/2abc", "[04:50 - 6:00]", "time 27:03 – 27:30", "2:11"),
    ],
)
def test_a_label_that_names_no_outlet_is_none(label):
    assert OUTLETS.resolve(label) is None


def test_a_label_that_names_no_outlet_leaves_it_to_the_address():
    assert slug("Show more", "https://www.tvzvezda.ru/news/1") == "tv-zvezda"
    assert OUTLETS.resolve("", "https://lantern.example/a") == Outlet("lanternexample", "lantern.example", known=False)
    assert OUTLETS.resolve("", "https://bit.ly/2abc") is None


@pytest.mark.parametrize("label", ["1+1", "360", "24 Kanal", "112"])
def test_a_name_of_figures_is_a_name(label):
    assert OUTLETS.resolve(label) is not None


@pytest.mark.parametrize(
    "label",
    [
        "A deputy wrote on her page that the harbour would be sold, and a local paper printed it the day after",
        "Evening Talk @ Harbour TV [0:17 - 0:30]",
        "Lantern.example; Harbour.example; a third site",
        "программа «Маяк» на местном канале",
        "حديث المساء @ Harbour TV",
    ],
)
def test_a_label_that_the_authority_lacks_is_kept_word_for_word(label):
    outlet = OUTLETS.resolve(label)
    assert outlet == Outlet(slug_of(label), label, known=False)
    assert outlet.slug.replace("-", "").isascii()
    assert len(outlet.slug) <= 90


def test_two_long_labels_with_one_beginning_have_two_slugs():
    beginning = "the evening programme of the harbour station " * 4
    assert slug(beginning + "in June") != slug(beginning + "in July")


def test_a_note_that_a_copy_is_archived_is_no_part_of_the_name():
    assert slug("de.rt.com Archived") == slug("de.rt.com")
    assert slug("https://youtube.com/watch?v=abc (archived)") == "youtube"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Lantern.example/a?b#c", "lantern.example"),
        ("lantern.example/a", "lantern.example"),
        ("https://web.archive.org/web/20200101/https://www.lantern.example/a", "lantern.example"),
        ("https://archive.is/AbCd", ""),
        ("http://goo.gl/x", ""),
        ("http://N/A", ""),
        ("https://[torn", ""),
        ("ftp nonsense", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address_is_its_publishers(url, expected):
    assert host_of(url) == expected


def test_the_name_shown_is_the_most_frequent_then_the_shortest_then_the_smallest():
    assert preferred(["Lantern", "lantern.example", "lantern.example"]) == "lantern.example"
    assert preferred(["lantern.example", "Lantern"]) == "Lantern"
    assert preferred(["Lantern", "LANTERN"]) == "LANTERN"
    assert preferred({"b": 2, "a": 1}) == "b"


@given(st.lists(st.text(min_size=1), min_size=1), st.randoms())
def test_the_name_shown_does_not_depend_on_the_order_of_reading(names: list[str], chance: random.Random):
    shuffled = names[:]
    chance.shuffle(shuffled)
    assert preferred(names) == preferred(shuffled)


@given(st.text())
def test_any_label_is_none_or_gets_a_slug_that_no_known_outlet_has(label):
    outlet = OUTLETS.resolve(label)
    assert outlet is None or outlet.slug
    if outlet and not outlet.known:
        assert outlet.slug not in KNOWN
        assert OUTLETS.resolve(outlet.name) == outlet


@given(st.text(), st.text())
def test_no_address_breaks_a_label(label, url):
    OUTLETS.resolve(label, url)
    OUTLETS.resolve(label, f"https://{url}")


def mentions(shared: Path) -> Counter[str]:
    with (shared / "data" / "cknabs" / "posts.csv").open(encoding="utf-8", newline="") as file:
        return Counter(label for row in csv.DictReader(file) for label in row["outlets"].split("+"))


def test_five_of_six_outlet_mentions_of_the_early_database_are_known(shared):
    resolved = [(OUTLETS.resolve(label), count) for label, count in mentions(shared).items()]
    named = sum(count for outlet, count in resolved if outlet)
    assert sum(count for outlet, count in resolved if outlet and outlet.known) / named > 5 / 6


def test_the_33_pairs_of_the_early_database_that_differ_by_case_or_www_become_one(shared):
    spellings = defaultdict(set)
    for label in mentions(shared):
        spellings[label.strip().casefold().removeprefix("www.")].add(label)
    pairs = [labels for labels in spellings.values() if len(labels) > 1]
    assert len(pairs) == 33
    for labels in pairs:
        assert len({slug(label) for label in labels}) == 1, labels


def test_the_button_scraped_as_an_outlet_of_216_cases_is_none(shared):
    assert mentions(shared)["Show more"] == 216
    assert OUTLETS.resolve("Show more") is None
