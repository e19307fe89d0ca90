"""A published site on a host that only gives files: the search, and addresses that have no file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pyoxigraph as ox
import pytest
from seeing import rules, seeing

from disinfograph.publish.publishing import Options, publish
from disinfograph.stores.snapshot import SnapshotStore

SMALL = Path(__file__).resolve().parents[1] / "data" / "small.trig"


class _Host(SimpleHTTPRequestHandler):
    """As hosts of pages do: what is not there is answered by 404.html of the site."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "some", "repo", "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the small graph as files in a folder of a host, with a slash at the end."""
    root = tmp_path_factory.mktemp("host")
    store = ox.Store()
    store.load(path=str(SMALL))
    store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in list(store)])
    (root / "quads").write_text("".join(f"{line} .\n" for line in sorted(map(str, store))), "utf-8")
    (root / "ledger").write_text("")
    SnapshotStore(root / "small.db").publish(root / "quads", root / "ledger")
    without = frozenset(("dumps", "tables"))
    options = Options("https://example.org/some/repo/", processes=1, without=without)
    publish(root / "small.db", root / "host" / "some" / "repo", options)
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(root / "host")))
    thread = Thread(target=host.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{host.server_address[1]}/some/repo/"
    host.shutdown()
    thread.join()
    host.server_close()


def _slugs(tab: Any) -> list[str]:
    links = tab.locator("[data-hits] a.claim").evaluate_all("each => each.map(link => link.href)")
    return [link.rpartition("/")[2].removesuffix(".html") for link in links]


def test_words_are_found_and_narrowed_down(browser: Any, site: str) -> None:
    with seeing(browser, site) as seen:
        seen.open("search.html")
        before = _slugs(seen.tab)
        seen.tab.fill("#q", "laboratory")
        seen.tab.locator("form.search button[type=submit]").first.click()
        seen.tab.wait_for_function("document.title.startsWith('Search: laboratory')")
        found = _slugs(seen.tab)
        assert 0 < len(found) < len(before)
        assert seen.tab.locator("[data-found]").text_content() == f"{len(found)} case{'s' * (len(found) != 1)}"
        assert all("Claim:" in hit for hit in seen.tab.locator("[data-hits] > li").all_text_contents())
        assert seen.tab.input_value("#q") == "laboratory"
        choice = seen.tab.locator('[data-facet="place"] input').first
        choice.check()
        seen.tab.locator("form.search button[type=submit]").first.click()
        seen.tab.wait_for_function("document.querySelector('[data-facet=\"place\"] input:checked') !== null")
        assert set(_slugs(seen.tab)) <= set(found)
        if rules():
            assert seen.violations() == []
        assert seen.faults == []


def test_nothing_found_says_so(browser: Any, site: str) -> None:
    with seeing(browser, site) as seen:
        seen.open("search.html?q=xylophones")
        seen.tab.get_by_text("No case has all of this.").wait_for()
        assert _slugs(seen.tab) == []


def test_words_of_an_address_are_shown_as_text(browser: Any, site: str) -> None:
    with seeing(browser, site) as seen:
        seen.open("search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
        seen.tab.wait_for_function("document.title.startsWith('Search: <img')")
        assert seen.tab.locator("main img").count() == 0
        assert seen.faults == []


@pytest.mark.parametrize(
    ("path", "shown"),
    [("claim/c01", "case/c01.html#claim"), ("case/c01", "case/c01.html"), ("place/UA", "place/UA.html")],
)
def test_an_address_without_a_file_leads_to_where_the_thing_is_shown(
    browser: Any, site: str, path: str, shown: str
) -> None:
    with seeing(browser, site) as seen:
        seen.tab.goto(f"{site}{path}")
        seen.tab.wait_for_url(f"{site}{shown}")


def test_an_article_leads_to_its_case_and_nothing_else_leads_anywhere(browser: Any, site: str) -> None:
    with seeing(browser, site) as seen:
        seen.open("index.html")
        article = seen.tab.evaluate(
            """async () => {
              for (let number = 0; number < 256; number += 1) {
                const reply = await fetch(`search/where-${number.toString(16).padStart(2, "0")}.json`);
                const things = reply.ok ? Object.entries(await reply.json()) : [];
                const found = things.find(([one]) => one.startsWith("article/"));
                if (found) return found;
              }
            }"""
        )
        seen.tab.goto(f"{site}{article[0]}")
        seen.tab.wait_for_url(f"{site}{article[1]}.html")
        seen.tab.goto(f"{site}case/nothing-of-the-kind")
        seen.tab.wait_for_load_state("networkidle")
        assert seen.tab.url == f"{site}case/nothing-of-the-kind"
        assert seen.tab.locator("h1").text_content() == "There is no such page here"
        seen.tab.get_by_role("link", name="narratives", exact=True).last.click()
        seen.tab.wait_for_url(f"{site}narratives.html")
