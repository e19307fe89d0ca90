"""The sites that several tests look at; nobody may write to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from publish_world import SMALL, filled, published
from typer.testing import CliRunner

from disinfograph.cli.commands import app


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
def examples_store(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the example cases."""
    store = tmp_path_factory.mktemp("publish") / "examples.db"
    done = CliRunner().invoke(app, ["build", str(root / "examples"), "--source", "examples", "--store", str(store)])
    assert done.exit_code == 0, done.output
    return store


@pytest.fixture(scope="session")
def examples_site(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example cases as files, written by two processes."""
    target = tmp_path_factory.mktemp("publish") / "examples"
    published(examples_store, target, processes=2)
    return target
