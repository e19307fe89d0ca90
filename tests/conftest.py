"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--approve`: write the answers of the stored queries to their files, for a reviewer to read the diff."""
    parser.addoption("--approve", action="store_true", help="rewrite the expected answers in tests/queries/")
