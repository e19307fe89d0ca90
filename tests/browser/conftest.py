"""One browser and one server over the examples, for every test of the pages as people see them."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --enable-unsafe-swiftshader"
).split()
SERVE = """
import sys
from disinfograph.cli.serving import run_serve
run_serve(sys.argv[1], "https://w3id.org/disinfograph/", None, port=0, rate=0.0)
"""


@pytest.fixture(scope="session")
def store(request: pytest.FixtureRequest) -> Path:
    """Return a store of the examples; it takes a while, so only where a browser is there."""
    if shutil.which("chromium") is None:
        pytest.skip("needs chromium")
    place: Path = request.getfixturevalue("examples_store")
    return place


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Return the address of a server over the examples, with a slash at the end."""
    pytest.importorskip("fastapi", reason="the server needs the extra web")
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(store)], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        first = next(line for line in process.stderr if "serving at" in line)
        reading = Thread(target=process.stderr.read, daemon=True)
        reading.start()
        yield re.search(r"http://\S+/", first)[0]  # type: ignore[index]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        reading.join(5)
        process.stderr.close()


# For one file of tests: while it runs, Playwright keeps an event loop in this thread, and others may want their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return Chromium, which is started with a profile of its own."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()
