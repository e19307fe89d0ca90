"""Every kind of page in a real browser: nothing breaks, nothing leaves the host, everybody can read and reach it."""

from __future__ import annotations

from typing import Any

import pytest
from seeing import NARROW, WIDE, rules, seeing

PAGES = (
    "index.html", "narratives.html", "places.html", "outlets.html", "keywords.html", "issues.html", "cases.html",
    "search.html?q=nato", "about.html", "network.html", "compare.html?a=UA&b=PL", "query.html", "ontology.html",
    "narrative/nazi-ukraine.html", "place/UA.html", "outlet/tass.html", "source/examples.html", "api",
)  # fmt: skip
ALIKE = {"outlets.html", "issues.html", "outlet/tass.html"}  # made as others that are checked
# Dark or not, how wide, every how many pages, and which of those axe-core looks at: what is on a page is the same in
# each look, and only colours and what folds away are not.
LOOKS = {"light": (False, WIDE, 1, 1), "dark": (True, WIDE, 5, 1), "phone": (False, NARROW, 1, 6)}


@pytest.fixture(scope="module")
def paths(browser: Any, address: str) -> list[str]:
    """Return a page of every kind, with a case."""
    with seeing(browser, address) as seen:
        tab = seen.open("cases.html")
        case = tab.locator("a.claim").first.get_attribute("href")
    return [*PAGES, case.removeprefix("../")]


@pytest.mark.parametrize("look", LOOKS)
def test_a_page_has_no_fault_and_can_be_read_by_everybody(
    look: str, browser: Any, address: str, paths: list[str]
) -> None:
    dark, size, step, checked = LOOKS[look]
    with seeing(browser, address, dark=dark, size=size) as seen:
        for at, path in enumerate(paths[::step]):
            seen.open(path)
            assert seen.tab.locator("h1").count() == 1, path
            assert not seen.is_too_wide(), path
            if rules() and not at % checked and path not in ALIKE:
                assert seen.violations() == [], path
            assert seen.faults == [], path


def test_without_scripts_pages_have_all_their_content(browser: Any, address: str) -> None:
    shown = {
        "index.html": "figure.map path[data-place]",
        "network.html": "svg.bipartite path.band",
        "compare.html": "table[data-both] tbody tr",
        "query.html": "form.ask textarea",
        "place/UA.html": "figure.timeline rect",
        "search.html?q=nato": ".hits li",
    }
    with seeing(browser, address, scripts=False) as seen:
        for path, what in shown.items():
            tab = seen.open(path)
            assert tab.locator(what).count() > 0, path
            assert tab.locator("noscript p").count() == 0, path
            assert tab.get_by_text("debunked").count() > 0, path


def test_the_tab_key_reaches_every_control_and_leaves_the_editor(browser: Any, address: str) -> None:
    left = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
        each => each.checkVisibility() && each.tabIndex >= 0 && !each.disabled && !each.dataset.reached
          && !(each.type === "radio" && !each.checked) && !each.closest(".CodeMirror")).map(each => each.outerHTML)"""
    with seeing(browser, address) as seen:
        for path in ("index.html", "query.html"):
            tab = seen.open(path)
            tab.evaluate("document.addEventListener('focusin', event => (event.target.dataset.reached = 1))")
            number = tab.evaluate(
                "document.querySelectorAll('a[href], button, input, select, summary, [tabindex]').length"
            )
            for _ in range(number + 20):
                tab.keyboard.press("Tab")
            assert tab.evaluate(left) == [], path


def test_the_first_stop_leads_to_the_content(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("places.html")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "main"
