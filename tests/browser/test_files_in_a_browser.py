"""Pages as files below a folder of a plain web host: what a server would do, scripts do there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from seeing import Seen, rules, seeing

from disinfograph.site.assets import FOLDER
from disinfograph.site.site import Site
from disinfograph.stores import open_store

PAGES = ("index.html", "compare.html", "network.html", "query.html", "narratives.html", "place/UA.html")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def files(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of some published pages in a folder of a host, with a slash at the end."""
    root = tmp_path_factory.mktemp("host")
    site = Site(open_store(store), served=False)
    made = {**dict(site.made_files()), **{path: site.page(path).html.encode() for path in PAGES}}  # type: ignore[union-attr]
    made |= {f"assets/{path.relative_to(FOLDER)}": path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    for path, content in made.items():
        place = root / "some" / "repo" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    thread = Thread(target=host.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{host.server_address[1]}/some/repo/"
    host.shutdown()
    thread.join()
    host.server_close()


def test_pages_have_no_fault_and_can_be_read_by_everybody(browser: Any, files: str) -> None:
    with seeing(browser, files) as seen:
        for path in PAGES:
            seen.open(path)
            # The others are as a server shows them.
            if rules() and path in {"compare.html", "query.html"}:
                assert seen.violations() == [], path
            assert seen.faults == [], path


def test_any_two_countries_are_compared_as_a_server_does(browser: Any, files: str, address: str) -> None:
    def told(seen: Seen) -> list[list[str]]:
        seen.open("compare.html?a=PL&b=UA")
        figures = seen.tab.locator("[data-figures]").text_content().split()
        return [
            figures,
            *(seen.tab.locator(f"{table} q").all_text_contents() for table in ("[data-only='0']", "[data-both]")),
        ]

    with seeing(browser, files) as seen, seeing(browser, address) as served:
        mine, theirs = told(seen), told(served)
        assert mine[0] == theirs[0]
        assert sorted(mine[2]) == sorted(theirs[2])
        assert len(mine[1]) == len(theirs[1])
        assert seen.tab.locator("[data-line] .month").count() == served.tab.locator("[data-line] .month").count() > 0
        seen.tab.get_by_label("First country").select_option("RU")
        seen.tab.get_by_role("button", name="Compare").click()
        assert "a=RU&b=UA" in seen.tab.url
        assert seen.tab.locator("h3[data-name='0']").text_content() == "Russia"
        assert seen.faults == []


def test_names_are_shown_in_a_language_that_is_chosen_and_stay_so(browser: Any, files: str) -> None:
    with seeing(browser, files) as seen:
        tab = seen.open("narratives.html")
        english = tab.locator("a.narrative q").all_text_contents()
        tab.get_by_label("Names of things in").select_option("uk")
        tab.locator("a.narrative q[lang=uk]").first.wait_for()
        assert tab.locator("a.narrative q").all_text_contents() != english
        seen.open("index.html")
        tab.locator("a.narrative q[lang=uk]").first.wait_for()
        tab.get_by_label("Names of things in").select_option("")
        seen.open("narratives.html")
        assert tab.locator("a.narrative q").all_text_contents() == english
        assert seen.faults == []
