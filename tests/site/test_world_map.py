"""The map draws each territory with the country that it belongs to."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from disinfograph import vocabularies
from disinfograph.namespaces import BASE
from disinfograph.site.assets import FOLDER

pytest.importorskip("babel", reason="the tool that draws the map takes the codes of countries from it")

ROOT = Path(__file__).resolve().parents[2]
# Latitude and longitude, as an atlas gives them.
PLACES = {
    "Simferopol": (44.95, 34.10, "UA"),
    "Sevastopol": (44.60, 33.53, "UA"),
    "Yalta": (44.51, 34.17, "UA"),
    "Feodosia": (45.05, 35.37, "UA"),
    "Donetsk": (48.00, 37.80, "UA"),
    "Luhansk": (48.57, 39.30, "UA"),
    "Melitopol": (46.85, 35.37, "UA"),
    "Kyiv": (50.45, 30.52, "UA"),
    "Krasnodar": (45.04, 38.98, "RU"),
    "Rostov-on-Don": (47.23, 39.72, "RU"),
    "Anadyr": (64.73, 177.5, "RU"),
    "Moscow": (55.75, 37.62, "RU"),
    "Pristina": (42.66, 21.16, "XK"),
    "Belgrade": (44.80, 20.46, "RS"),
    "Tskhinvali": (42.23, 43.96, "GE"),
    "Sukhumi": (43.00, 41.02, "GE"),
    "Tiraspol": (46.84, 29.63, "MD"),
    "Famagusta": (35.17, 33.80, "CY"),
    "Hargeisa": (9.56, 44.06, "SO"),
    "Taipei": (25.0, 121.5, "TW"),
    "Ramallah": (31.95, 35.25, "PS"),
    "Maseru": (-29.3, 27.6, "LS"),
    "Nome": (64.6, -165.2, "US"),
}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    path = ROOT / "tools" / "world_map.py"
    if not path.is_file():
        pytest.skip("the tools are not here")
    spec = importlib.util.spec_from_file_location("world_map", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _world() -> dict[str, Any]:
    return json.loads((FOLDER / "world.json").read_text("utf-8"))


def _rings(path: str) -> Iterator[list[tuple[float, float]]]:
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path):
        x, y = map(int, start.split())
        numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
        ring = [(float(x), float(y))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((float(x), float(y)))
        yield ring


@pytest.mark.parametrize(("name", "place"), PLACES.items(), ids=list(PLACES))
def test_a_city_lies_in_the_country_that_it_belongs_to(
    name: str, place: tuple[float, float, str], tool: ModuleType
) -> None:
    world = _world()
    north, east, country = place
    east += 360 if east < tool.CUT else 0
    x, y = tool.equal_earth((east, north))
    point = (x + world["origin"][0], y + world["origin"][1])
    held = [
        code
        for code, path in world["paths"].items()
        if sum(tool.inside(point, ring) for ring in _rings(path)) % 2 and not path.endswith(tool.DIAMOND)
    ]
    assert held == [country], name


def test_every_country_that_is_drawn_is_a_place_of_the_list_and_within_the_frame() -> None:
    world = _world()
    known = {concept.iri for concept in vocabularies.load("places")}
    _, _, width, height = map(int, world["viewBox"].split())
    for code, path in world["paths"].items():
        assert f"{BASE}place/{code}" in known, code
        points = [point for ring in _rings(path) for point in ring]
        assert points, code
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points), code


def test_no_outline_crosses_the_whole_map() -> None:
    for code, path in _world()["paths"].items():
        for ring in _rings(path):
            assert max(x for x, _ in ring) - min(x for x, _ in ring) < 900, code


def test_a_country_on_another_is_drawn_after_it(tool: ModuleType) -> None:
    shapes = [path.endswith(tool.DIAMOND) for path in _world()["paths"].values()]
    assert shapes == sorted(shapes)


def test_the_map_is_small_enough_to_stand_in_every_page() -> None:
    assert (FOLDER / "world.json").stat().st_size < 64_000
