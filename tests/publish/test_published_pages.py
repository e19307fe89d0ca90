"""Every page of the example cases as files: no link leads nowhere, and every page is sound."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import pytest
from publish_world import URL, Read, files, pages, targets
from typer.testing import CliRunner

from disinfograph.cli.commands import app
from disinfograph.errors import WrongUse

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def read(examples_site: Path) -> dict[str, Read]:
    return {path: Read(html) for path, html in pages(examples_site).items()}


def test_no_link_leads_nowhere(examples_site: Path, read: dict[str, Read]) -> None:
    there = files(examples_site)
    dead = {
        (path, target, fragment)
        for path, page in read.items()
        if path != "404.html"
        for target, fragment in targets(page, path)
        if target not in there or (fragment and target in read and fragment not in read[target].ids)
    }
    assert sorted(dead)[:10] == []
    assert len(read) > 2000


def test_every_page_is_sound_html(read: dict[str, Read]) -> None:
    faults = [(path, page.faults[:3]) for path, page in read.items() if page.faults]
    assert faults[:10] == []


def test_every_page_has_one_title_one_heading_and_one_main_part(read: dict[str, Read]) -> None:
    for path, page in read.items():
        assert [page.tags[tag] for tag in ("title", "h1", "main")] == [1, 1, 1], path


def test_html5lib_finds_nothing_to_mend(examples_site: Path) -> None:
    html5lib = pytest.importorskip("html5lib")
    chosen = [(path, html) for path, html in pages(examples_site).items() if "/" not in path]
    by_kind = {path.partition("/")[0]: (path, html) for path, html in pages(examples_site).items()}
    for path, html in [*chosen, *by_kind.values()]:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert parser.errors == [], path


def test_pages_reach_every_other_page(read: dict[str, Read]) -> None:
    # What nobody links to is only in the sitemap: outlets and keywords of which there is no case yet.
    linked = {target for path, page in read.items() for target, _ in targets(page, path)}
    alone = {path.partition("/")[0] for path in read if path not in linked} - {"404.html"}
    assert alone <= {"outlet", "keyword", "place", "language", "graph", "run", "summary", "cube.html", "ontology"}


def test_the_page_for_missing_files_links_from_the_root(read: dict[str, Read]) -> None:
    links = read["404.html"].links
    assert all(link.startswith(("/graph/", "#", "https://")) for link in links)
    assert "/graph/search.html" in links


def test_the_sitemap_lists_every_page(examples_site: Path, read: dict[str, Read]) -> None:
    listed = [each.text or "" for each in ET.parse(examples_site / "sitemap.xml").iter(f"{_SITEMAP}loc")]  # noqa: S314
    assert all(address.startswith(URL) for address in listed)
    paths = {unquote(address.removeprefix(URL)) or "index.html" for address in listed}
    assert paths == read.keys() - {"404.html"}
    assert len(listed) == len(paths)
    assert f"Sitemap: {URL}sitemap.xml" in (examples_site / "robots.txt").read_text("utf-8")


def test_every_page_says_how_to_read_it(examples_site: Path) -> None:
    for path, html in pages(examples_site).items():
        assert "A case about an outlet is no verdict on the outlet." in html, path


def test_files_need_no_server(examples_site: Path, read: dict[str, Read]) -> None:
    for path, page in read.items():
        found = {target for target, _ in targets(page, path)}
        assert not found & {"sparql", "api", "api/openapi.json", "search.csv"}, path


def test_a_site_has_the_name_that_it_is_given(small_world: Path, small_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    done = CliRunner().invoke(app, ["publish", str(site), "--store", str(small_world), "--title", "Claims & <b>counts"])
    assert done.exit_code == 0, done.output
    for path, page in pages(site).items():
        assert "Claims &amp; &lt;b&gt;counts</a>" in page, path
        assert re.search(r"<title>[^<]*Claims &amp; &lt;b&gt;counts</title>", page), path
        assert "<b>counts" not in page, path
    assert "disinfo<b>graph</b></a>" in (small_site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("title", ["", "  ", "two\nlines", "x" * 81])
def test_a_name_that_is_no_line_is_refused(small_world: Path, tmp_path: Path, title: str) -> None:
    done = CliRunner().invoke(app, ["publish", str(tmp_path / "site"), "--store", str(small_world), "--title", title])
    assert isinstance(done.exception, WrongUse)
    assert "--title must be one line" in str(done.exception)
    assert not (tmp_path / "site").exists()


def test_the_description_of_the_data_set_is_where_programs_look_for_it(small_site: Path) -> None:
    found = (small_site / ".well-known" / "void").read_bytes()
    assert found == (small_site / "dataset.ttl").read_bytes()
    assert b"void:Dataset" in found
