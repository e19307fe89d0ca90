from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.resolve.outlet.outlets import Outlet, Outlets, host_of, key, preferred, registered_domain, slug_of

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
        "Harbour, Sea and Lantern Weekly",
        "программа «Маяк» на местном канале",
        "Somebody @ LiveJournal",
        "Somebody - YouTube",
    ],
)
def test_a_label_that_the_authority_lacks_is_kept_word_for_word(label):
    outlet = OUTLETS.resolve(label)
    assert outlet == Outlet(slug_of(label), label, known=False)
    assert outlet.slug.replace("-", "").isascii()
    assert len(outlet.slug) <= 90


@pytest.mark.parametrize(
    ("label", "name", "note"),
    [
        ("Evening Talk @ Harbour TV [0:17 - 0:30]", "Harbour TV", "Evening Talk; 0:17 - 0:30"),
        ("‘Evening Talk’ (4:59) @Harbour TV", "Harbour TV", "Evening Talk; 4:59"),
        ("حديث المساء @ Harbour TV", "Harbour TV", "حديث المساء"),
        ("Evening Talk @ Harbour TV, time 1:28 and 1:30:02", "Harbour TV", "Evening Talk; time 1:28 and 1:30:02"),
        ("Harbour TV (03:41)", "Harbour TV", "03:41"),
        ("Harbour TV from 12:30", "Harbour TV", "from 12:30"),
        ("Harbour TV [0:30 - 0:42], [04:50 - 6:00].", "Harbour TV", "0:30 - 0:42; 04:50 - 6:00"),
        ("Harbour Post (print only)", "Harbour Post", "print only"),
        ("harbour.example Archived", "harbour.example", "Archived"),
        ("Harbour Post and others see the Disproof column", "Harbour Post", "and others see the Disproof column"),
        ("Harbour Post https://bit.ly/1", "Harbour Post", "https://bit.ly/1"),
        ("Vremya Pokazhet @ Pervyi Kanal (08:26)", "Pervyi Kanal", "Vremya Pokazhet; 08:26"),
        ("‘Vremya pokazhet’ (08:26)", "Pervyi Kanal", "Vremya pokazhet; 08:26"),
        ("60 Minut @ the second channel", "Rossiya 1", "60 Minut; the second channel"),
        ("An evening show (REN TV)", "REN TV", "An evening show"),
        ("An evening show (REN TV) @ Youtube, 1:11:35", "REN TV - Youtube", "An evening show; 1:11:35"),
        ("Rossiya 24 @ Facebook", "Rossiya 24", "Facebook"),
        ("RT France @ The evening show", "RT France", "The evening show"),
        ('REN TV "Sea in Flames"', "REN TV", "Sea in Flames"),
        ("TASS, citing a film", "TASS", "citing a film"),
        ("A minister @ TASS", "TASS", "A minister"),
    ],
)
def test_what_a_label_says_beside_the_outlet_is_a_note(label, name, note):
    found = OUTLETS.split(label)
    assert found.note == note
    assert [slug(part) for part in found.names] == [slug(name)] == [slug(label)]


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Sputnik Arabic, RT Arabic; Harbour Post", ("Sputnik Arabic", "RT Arabic", "Harbour Post")),
        ("Lantern.example; Harbour.example; a third site", ("Lantern.example", "Harbour.example", "a third site")),
        ("TASS, RIA Novosti and REN TV", ("TASS", "RIA Novosti", "REN TV")),
        ("lantern.example/ harbour.example", ("lantern.example", "harbour.example")),
        ("Georgia and the World", ("Georgia and the World",)),
        ("TASS and Georgia and the World", ("TASS", "Georgia and the World")),
        ("Argumenty i Fakty, TASS", ("Argumenty i Fakty", "TASS")),
        ("http://lantern.example harbour.example", ("http://lantern.example", "harbour.example")),
        ("Show more", ()),
        ("and others see the Disproof column", ()),
        ("time 27:03 – 27:30", ()),
        ("talk@harbour.example", ("talk@harbour.example",)),
    ],
)
def test_several_outlets_in_one_label_are_several_and_no_name_is_cut(label, names):
    assert OUTLETS.split(label).names == names
    assert len(OUTLETS.resolve_all(label)) == len(names)


def test_the_first_of_several_outlets_is_the_one_where_one_is_asked_for():
    assert slug("Sputnik Arabic, RT Arabic") == "sputnik-arabic"


def test_the_address_tells_the_edition_of_each_of_several_brands():
    found = OUTLETS.resolve_all("RT, Sputnik", "https://arabic.rt.com/a")
    assert [outlet.slug for outlet in found] == ["rt-arabic", "sputnik"]


@given(st.text())
def test_names_that_were_split_off_are_not_split_again(label):
    for name in OUTLETS.split(label).names:
        assert OUTLETS.split(name).names == (name,)


@pytest.mark.parametrize(
    ("hosts", "domain"),
    [
        (("m.lantern.co.uk", "www.lantern.co.uk", "news.lantern.co.uk"), "lantern.co.uk"),
        (("lantern.com.ua", "ru.lantern.com.ua"), "lantern.com.ua"),
        (("lantern.blogspot.com",), "lantern.blogspot.com"),
        (("lantern.livejournal.com",), "lantern.livejournal.com"),
        (("128.0.0.1",), "128.0.0.1"),
    ],
)
def test_unknown_hosts_of_one_registered_domain_are_one_outlet_and_blogs_on_a_platform_are_not(hosts, domain):
    assert {registered_domain(host) for host in hosts} == {domain}


def test_unknown_outlets_of_one_registered_domain_have_one_slug():
    assert slug("m.lantern.co.uk") == slug("https://news.lantern.co.uk/a") == "lanterncouk"


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
