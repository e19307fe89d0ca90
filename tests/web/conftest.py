"""One server over the small graph, for every test that does not need another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from web_world import Site, published, serving

SMALL = Path(__file__).resolve().parents[1] / "data" / "small.trig"


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the small graph; nobody may write to it."""
    return published(tmp_path_factory.mktemp("served") / "small.db", (SMALL, None))


@pytest.fixture(scope="session")
def site(small_store: Path) -> Iterator[Site]:
    """Return a server over the small graph."""
    with serving(small_store, rows=500) as running:
        yield running
