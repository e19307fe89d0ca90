"""Take the pictures of `docs/screenshots/`: pages over the examples, light, dark and on a phone.

    python tools/screenshots.py
    python tools/screenshots.py --store graph.db --target pictures --wide 1280 --narrow 390

Needs Chromium, playwright and pillow. It builds the examples, or takes a store that is there, and serves it on this
machine while it runs. With widths every page of a kind is taken at these, top to bottom, to be looked at.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "docs" / "screenshots"
FLAGS: Final = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --enable-unsafe-swiftshader --hide-scrollbars"
).split()
COLOURS: Final = 128
SERVE: Final = """
import sys
from disinfograph.cli.serving import run_serve
run_serve(sys.argv[1], "https://w3id.org/disinfograph/", None, port=0, rate=0.0)
"""


class Shot(NamedTuple):
    """A picture: the page, how wide and high in pixels, whether dark, where to begin, and buttons to press."""

    name: str
    path: str
    width: int = 1200
    height: int = 900
    dark: bool = False
    part: str = ""
    press: str = ""


SHOTS: Final = (
    Shot("home", "index.html", height=1150),
    Shot("home-map-dark", "index.html", dark=True, part="#where", height=1000),
    Shot("home-phone", "index.html", 390, 844),
    Shot("narrative", "narrative/nazi-ukraine.html", height=1150),
    Shot("place-phone-dark", "place/UA.html", 390, 844, dark=True),
    Shot("case", "CASE", height=1000),
    Shot("search", "search.html?q=nato"),
    Shot("compare", "compare.html?a=UA&b=PL"),
    Shot("network-dark", "network.html", dark=True, part="figure.network", press="Move and search the network"),
    Shot("questions-chart", "query.html", part="#ask", press="Ask,Chart"),
)


LOOKED_AT: Final = {
    "home": "index.html", "search": "search.html?q=nato", "narrative": "narrative/nazi-ukraine.html",
    "place": "place/UA.html", "case": "CASE", "network": "network.html", "compare": "compare.html?a=UA&b=PL",
    "query": "query.html", "narratives": "narratives.html", "places": "places.html", "outlets": "outlets.html",
}  # fmt: skip
_LONGEST: Final = 2600


@contextmanager
def served(given: Path | None = None) -> Iterator[str]:
    """Give the address of a server over a store, or over the examples."""
    with tempfile.TemporaryDirectory() as folder:
        store = given or Path(folder) / "examples.db"
        if given is None:
            build = ["build", str(ROOT / "examples"), "--store", str(store), "--rejects", f"{folder}/rejects"]
            subprocess.run([sys.executable, "-m", "disinfograph", *build, "--quiet"], check=False)  # noqa: S603
        command = [sys.executable, "-c", SERVE, str(store)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
            try:
                line = next(line for line in process.stderr or () if "serving at" in line)
                yield re.findall(r"http://\S+/", line)[0]
            finally:
                process.send_signal(signal.SIGTERM)


def taken(tab: Page, address: str, shot: Shot) -> bytes:
    """Return a picture as PNG."""
    path = shot.path
    if path == "CASE":
        tab.goto(f"{address}narrative/nazi-ukraine.html")
        path = (tab.locator("main a.claim").last.get_attribute("href") or "").removeprefix("../")
    tab.goto(address + path)
    tab.locator("html[data-live]").wait_for(state="attached")
    for name in filter(None, shot.press.split(",")):
        tab.get_by_role("button", name=name, exact=True).click()
        # Drawings settle.
        tab.wait_for_timeout(2500)
    if shot.part:
        tab.locator(shot.part).evaluate("part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 16)")
    return tab.screenshot(full_page=not shot.height, clip=_clip(tab, shot) if not shot.height else None)


def _clip(tab: Page, shot: Shot) -> Any:
    height = tab.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": shot.width, "height": min(height, _LONGEST)}


def small(picture: bytes) -> bytes:
    """Return a picture with few colours, which is a quarter of its size."""
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def pictures(browser: Any, address: str, shots: Iterable[Shot]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each picture; one without a height is as high as its page."""
    for shot in shots:
        scheme = "dark" if shot.dark else "light"
        size = {"width": shot.width, "height": shot.height or 900}
        context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
        yield shot.name, small(taken(context.new_page(), address, shot))
        context.close()


def main() -> None:
    """Take every picture."""
    parser = argparse.ArgumentParser(description="Take pictures of the pages.")
    parser.add_argument("--store", type=Path, help="a store that is there, in place of the examples")
    parser.add_argument("--target", type=Path, default=TARGET, help="where to put them")
    for name in ("--wide", "--narrow"):
        parser.add_argument(name, type=int, help="take every kind of page at this width")
    given = parser.parse_args()
    widths = [width for width in (given.wide, given.narrow) if width]
    looks = [Shot(f"{name}-{width}", path, width, 0) for width in widths for name, path in LOOKED_AT.items()]
    given.target.mkdir(parents=True, exist_ok=True)
    with served(given.store) as address, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, picture in pictures(browser, address, looks or SHOTS):
            (given.target / f"{name}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
