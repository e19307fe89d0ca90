"""The sites that several tests look at; nobody may write to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from publish_world import SMALL, filled, published


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the small graph."""
    return filled(tmp_path_factory.mktemp("publish") / "small.db", SMALL)


@pytest.fixture(scope="session")
def small_site(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small graph as files."""
    target = tmp_path_factory.mktemp("publish") / "small"
    published(small_world, target)
    return target


@pytest.fixture(scope="session")
def examples_site(examples_store: Path, once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """Return the example cases as files, written by two processes."""
    return once("examples", lambda target: published(examples_store, target, processes=2))
