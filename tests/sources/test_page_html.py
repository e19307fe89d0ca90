from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from disinfograph.records import Article, CrossLink, Evidence, Record, Reject
from disinfograph.sources import page_html, page_text

PAGES = Path(__file__).parent / "fixtures" / "pages"
ERAS = ("markup-2018", "markup-2021", "markup-2022", "markup-2024")


def read(name: str) -> list[Record]:
    reader = page_html if name.endswith(".html") else page_text
    records = list(reader.read(PAGES / name))
    assert all(isinstance(record, Record) for record in records)
    return [record for record in records if isinstance(record, Record)]


def without_links(record: Record) -> Record:
    links = tuple(CrossLink(link.text) for link in record.cross_links)
    return replace(record, file="", url=None, articles=(), outlets=(), cross_links=links, evidence=())


@pytest.mark.parametrize("era", ERAS)
def test_a_page_says_the_same_as_markup_and_as_text(era: str) -> None:
    assert [without_links(r) for r in read(f"{era}.html")] == [without_links(r) for r in read(f"{era}.txt")]


@pytest.mark.parametrize("era", ERAS)
def test_every_source_named_in_the_text_is_in_the_markup_too(era: str) -> None:
    stated = {item.text for record in read(f"{era}.txt") for item in record.evidence}
    marked = {item.text for record in read(f"{era}.html") for item in record.evidence}
    assert stated <= marked


@pytest.mark.parametrize("era", ERAS)
def test_markup_is_recognised_and_is_no_text(era: str) -> None:
    path = PAGES / f"{era}.html"
    head = path.read_bytes()
    assert page_html.READER.recognises(path, head)
    assert not page_text.READER.recognises(path, head)
    text = PAGES / f"{era}.txt"
    assert page_text.READER.recognises(text, text.read_bytes())
    assert not page_html.READER.recognises(text, text.read_bytes())


def test_the_head_of_the_page_gives_its_address() -> None:
    assert [read(f"{era}.html")[0].url for era in ERAS] == [
        "https://euvsdisinfo.eu/report/a-bridge-was-sold-to-the-alliance/",
        "https://euvsdisinfo.eu/report/wells-are-shut/",
        "https://euvsdisinfo.eu/report/rain-is-made-abroad/",
        "https://euvsdisinfo.eu/report/the-library-lends-weapons/",
    ]


def test_articles_come_with_their_archived_copies_and_outlets() -> None:
    oldest, _, middle, newest = (read(f"{era}.html")[0] for era in ERAS)
    assert oldest.articles == (
        Article("http://outlet.example.com/bridge", "https://archive.is/Ab1Cd", "Outlet Example"),
    )
    assert middle.articles == (Article("https://rain.example.com/1", "https://cappture.cc/xyz", "Rain Daily"),)
    assert newest.articles == (
        Article("https://news.example.com/library", "https://archive.ph/Qw3rT", "News Town"),
        Article("https://radio.example.com/5", None, "Radio Five"),
    )
    assert newest.outlets == ("News Town", "Radio Five")


def test_links_outside_the_list_of_fields_belong_to_the_outlet_that_the_list_names() -> None:
    record = read("markup-2021.html")[0]
    assert record.outlets == ("Well News",)
    assert record.articles == (Article("https://wells.example.com/1", "https://archive.is/Wx9", "Well News"),)
    assert record.cross_links == (CrossLink("pumps are shut", "https://euvsdisinfo.eu/report/pumps-are-shut/"),)


def test_an_outlet_that_is_itself_the_link_gives_the_article() -> None:
    html = (PAGES / "markup-2021.html").read_text("utf-8").replace("b-catalog__link", "gone")
    html = html.replace('<a href="#">Well News', '<a href="https://wells.example.com/2">Well News')
    (record,) = page_html.read_html(html, "a.html")
    assert isinstance(record, Record)
    assert record.outlets == ("Well News",)
    assert record.articles == (Article("https://wells.example.com/2", None, "Well News"),)


def test_a_list_of_fields_without_an_outlet_names_none() -> None:
    html = (PAGES / "markup-2021.html").read_text("utf-8").replace("Publication/Media:", "Reported by:")
    (record,) = page_html.read_html(html, "a.html")
    assert isinstance(record, Record)
    assert record.outlets == ()
    assert [article.outlet for article in record.articles] == [None]


def test_the_note_on_a_new_tab_leaves_no_blank_behind() -> None:
    text = "Rain <a>falls (opens in a new tab)</a> and <a>stops<i>(opens in a new window)</i></a>."
    (record,) = page_html.read_html(f'<h1>T</h1><div class="report-disproof-text">{text}</div>', "a.html")
    assert isinstance(record, Record)
    assert record.response == "Rain falls and stops."


def test_an_anchor_to_a_copy_is_evidence_where_its_text_says_of_what() -> None:
    copies = '<a href="https://archive.is/a">Rain Council</a> <a href="https://archive.is/b">archived</a>'
    links = f'{copies} <a href="/about/">about</a>'
    (record,) = page_html.read_html(f'<h1>T</h1><div class="report-disproof-text">{links}</div>', "a.html")
    assert isinstance(record, Record)
    assert record.evidence == (Evidence("Rain Council", "https://archive.is/a"),)


def test_anchors_give_cross_links_and_evidence_their_addresses() -> None:
    record = read("markup-2022.html")[0]
    assert record.cross_links == (
        CrossLink("snow is made abroad", "https://euvsdisinfo.eu/report/snow-is-made-abroad/"),
        CrossLink("hail is sent by plane", "https://euvsdisinfo.eu/report/hail-is-sent-by-plane/"),
    )
    assert record.evidence == (Evidence("BBC", "https://weather.example.org/clouds"),)


def test_a_hidden_address_is_decoded() -> None:
    assert Evidence("OSCE", "https://www.example.org/report") in read("markup-2024.html")[0].evidence


def test_related_cases_have_no_fields_and_no_address() -> None:
    main, related = read("markup-2022.html")
    assert main.main
    assert not related.main
    assert related.title_truncated
    assert (related.url, related.date, related.issue, related.articles, related.keywords) == (None, None, None, (), ())


def test_a_page_of_unknown_markup_is_read_as_its_text() -> None:
    html = "<body><h1>Disinfo: T</h1><p>SUMMARY</p><p>The claim.</p><p>RESPONSE</p><p>The answer.</p></body>"
    (record,) = page_html.read_html(html, "a.html")
    assert isinstance(record, Record)
    assert (record.title, record.claim, record.response) == ("T", "The claim.", "The answer.")


@pytest.mark.parametrize("html", ["", "<p>Hello</p>", "<html><head></head></html>", "<div>" * 20_000])
def test_markup_without_a_case_yields_one_reject(html: str) -> None:
    (reject,) = page_html.read_html(html, "a.html")
    assert isinstance(reject, Reject)
    assert "no case" in reject.reason


def test_a_broken_address_is_left_out() -> None:
    html = (
        '<h1>T</h1><div class="b-report__summary"><div class="b-text">C</div></div>'
        '<div class="b-report__response"><div class="b-text"><a data-seo-href="%%%">a</a> <a href="http://[x">b</a>'
        ' <a href="mailto:a@b.example">c</a></div></div>'
    )
    (record,) = page_html.read_html(html, "a.html")
    assert isinstance(record, Record)
    assert record.evidence == ()
    assert record.cross_links == ()
