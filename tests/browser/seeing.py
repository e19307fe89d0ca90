"""A page as a browser shows it, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WIDE, NARROW = (1280, 900), (390, 800)
_GPU = "GL Driver Message"
# Of what comes many times in one list the first are looked at: the time of axe-core goes with the number of elements.
_FEW = """() => document.querySelectorAll("main ul, main ol, main dl, main tbody, main select, main svg").forEach(
    list => [...list.children].slice(20).forEach(each => each.remove()))"""
_FAULTS = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(" | ")}`))"""


@cache
def rules() -> str:
    """Return axe-core, "" where it is not installed."""
    found = find_spec("axe_playwright_python")
    return "" if found is None or not found.origin else Path(found.origin).with_name("axe.min.js").read_text("utf-8")


class Seen:
    """A tab; `faults` are errors and warnings of the console, and requests that leave the server."""

    def __init__(self, tab: Any, address: str, *, scripts: bool) -> None:
        self.tab, self.address, self.scripts = tab, address, scripts
        self.faults: list[str] = []
        tab.on("console", lambda said: self._hear(said.type, said.text))
        tab.on("pageerror", lambda fault: self.faults.append(str(fault)))
        tab.on("request", lambda asked: self._follow(asked.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and _GPU not in text:
            self.faults.append(text)

    def _follow(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"asked elsewhere: {url}")

    def open(self, path: str) -> Any:
        """Open a page, wait for its scripts, and return the tab."""
        self.tab.goto(self.address + path)
        if self.scripts:
            self.tab.locator("html[data-live]").wait_for(state="attached")
        return self.tab

    def violations(self) -> list[str]:
        """Return what axe-core finds against WCAG and good practice on the page that is open; it loses long lists."""
        self.tab.evaluate(_FEW)
        self.tab.evaluate(rules())
        found: list[str] = self.tab.evaluate(_FAULTS)
        return found

    def is_too_wide(self) -> bool:
        """Say whether the page can be pushed sideways."""
        wide: bool = self.tab.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        return wide


@contextmanager
def seeing(
    browser: Any, address: str, *, dark: bool = False, size: tuple[int, int] = WIDE, scripts: bool = True
) -> Iterator[Seen]:
    """Give a new tab."""
    context = browser.new_context(
        color_scheme="dark" if dark else "light",
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    try:
        yield Seen(context.new_page(), address, scripts=scripts)
    finally:
        context.close()
