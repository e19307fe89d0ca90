"""Take the pictures of `docs/screenshots/`: pages over the examples, light, dark and on a phone.

    python tools/screenshots.py

Needs Chromium, playwright and pillow. It builds the examples and serves them on this machine while it runs.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a server over the examples."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "examples.db"
        build = ["build", str(ROOT / "examples"), "--store", str(store), "--rejects", f"{folder}/rejects", "--quiet"]
        subprocess.run([sys.executable, "-m", "disinfograph", *build], check=False)  # noqa: S603
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
    return tab.screenshot()


def small(picture: bytes) -> bytes:
    """Return a picture with few colours, which is a quarter of its size."""
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def pictures(browser: Any, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each picture."""
    for shot in SHOTS:
        scheme = "dark" if shot.dark else "light"
        size = {"width": shot.width, "height": shot.height}
        context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
        yield shot.name, small(taken(context.new_page(), address, shot))
        context.close()


def main() -> None:
    """Take every picture."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, picture in pictures(browser, address):
            (TARGET / f"{name}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
