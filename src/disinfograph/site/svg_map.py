"""A map of countries, shaded by numbers of cases.

The geometry is `static/world.json`, made by `tools/world_map.py`: `{"viewBox": "0 0 960 500", "paths": {"UA": "M…"}}`,
one outline for each country by the name that its place has in the graph. Where it is missing there is no drawing, and
the table tells all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from disinfograph.site.assets import FOLDER
from disinfograph.site.frame import Thing

_SHADES: Final = 5


class Shape(NamedTuple):
    """The outline of a country, its shade from 0 (no case) to 5, what it says, and its place."""

    outline: str
    shade: int
    says: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """What the drawing needs; `countries` holds name, number of cases and address by place, for scripts."""

    frame: str
    shapes: tuple[Shape, ...]
    countries: dict[str, tuple[str, int, str]]
    says: str
    most: int = 0

    def scale(self) -> list[tuple[int, int, int]]:
        """Return each shade that is there, with the fewest and the most cases that it stands for."""
        shades: dict[int, list[int]] = {}
        for _, cases, _ in self.countries.values():
            if cases:
                shades.setdefault(_shade(cases, self.most), []).append(cases)
        return [(shade, min(cases), max(cases)) for shade, cases in sorted(shades.items())]


@cache
def _geometry() -> tuple[str, dict[str, str]]:
    path = FOLDER / "world.json"
    if not path.is_file():
        return "", {}
    read = json.loads(path.read_text("utf-8"))
    return read["viewBox"], read["paths"]


def country_map(things: Sequence[Thing], says: str) -> Map:
    """Return the map of some countries with their numbers of cases."""
    frame, outlines = _geometry()
    by_slug = {thing.slug: thing for thing in things}
    most = max((thing.cases for thing in things), default=0)
    # In the order of the file: a small country lies on its neighbours.
    shapes = (_shape(outline, by_slug.get(slug), most) for slug, outline in outlines.items())
    countries = {thing.slug: (thing.text, thing.cases, thing.address) for thing in things}
    return Map(frame, tuple(shapes) if countries else (), countries, says, most)


def _shape(outline: str, thing: Thing | None, most: int) -> Shape:
    if thing is None or not thing.cases:
        return Shape(outline, 0, "")
    return Shape(outline, _shade(thing.cases, most), f"{thing.text}: {thing.cases:,}", thing.slug)


def _shade(cases: int, most: int) -> int:
    # Square roots: a few countries have most cases, and the others are to be told apart too.
    return 1 + int((_SHADES - 1) * (cases / most) ** 0.5)
