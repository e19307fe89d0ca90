"""Stores of the world of the review."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_world import (
    BRIDGE,
    LAKE,
    NEAR,
    PAGE,
    WORLD,
    store_of,
    telling,
    told,
)

from disinfograph.stores import Store


@pytest.fixture(scope="module")
def store() -> Store:
    return telling(store_of(WORLD), *told("the-bridge", "baltic-failing", "cue-match", 0.6, "bridge; built"))


@pytest.fixture(scope="module")
def later() -> Store:
    """Return the same world after a day: a date corrected, a report gone, a page found to be a report's."""
    bridge = replace(BRIDGE, date="2021-03-05", claim="No bridge.", narrative_phrases=(), response="", cross_links=())
    return store_of([bridge, LAKE, NEAR, PAGE])
