"""What every test may ask for."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from disinfograph.cli.door import run

Once = Callable[[str, Callable[[Path], None]], Path]
"""Returns the place of a name, for which the first of all processes that asks makes what belongs there."""

# How long an example takes says more of the machine than of the code.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real inputs, which lies beside a developer's checkout and in no user's clone."""
    folder = Path(os.environ.get("DISINFOGRAPH_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the real inputs are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return the way to make what the processes of a test run share, and none of them writes to."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def place(name: str, make: Callable[[Path], None]) -> Path:
        made = folder / name
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                new = folder / f"new-{name}"
                make(new)
                new.rename(made)
        return made

    return place


@pytest.fixture(scope="session")
def examples_store(root: Path, once: Once) -> Path:
    """Return a store of the example cases; nobody may write to it."""

    def build(store: Path) -> None:
        assert run(["build", str(root / "examples"), "--source", "examples", "--store", str(store), "--quiet"]) == 0

    return once("examples.db", build)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--approve`: write the answers of the stored queries to their files, for a reviewer to read the diff."""
    parser.addoption("--approve", action="store_true", help="rewrite the expected answers in tests/queries/")
