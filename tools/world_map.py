"""Print `src/disinfograph/site/static/world.json`: the outlines of countries, for maps in pages.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/world_map.py package/countries-50m.json > src/disinfograph/site/static/world.json

world-atlas holds the countries of Natural Earth, which is in the public domain, as TopoJSON. Natural Earth draws who
holds a territory; this map draws whose it is, as the General Assembly of the United Nations has it (Crimea: resolution
68/262), and gives Kosovo a place of its own. `tests/site/test_world_map.py` holds it to that. Needs babel, for the
codes of countries.

The projection is Equal Earth (B. Šavrič, T. Patterson, B. Jenny 2018), because shades are compared by area.
"""

from __future__ import annotations

import heapq
import itertools
import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

WIDTH: Final = 2000
"""Units from the left edge to the right; coordinates are whole."""

SIMPLER: Final = 1.0
"""A corner goes if the triangle that it makes with its neighbours is smaller than this, in square units."""

CUT: Final = -169.0
"""The meridian, in degrees, at which the map is cut: through the Bering Strait, so that Russia is in one piece."""

ISLAND: Final = 6.0
"""A part of a country goes if it is smaller than this, unless it is the greatest; in square units."""

SEEN: Final = 4
"""A country whose outline is narrower and lower than this becomes a diamond of so many units to each side."""

DIAMOND: Final = f"l{SEEN}-{SEEN} {SEEN} {SEEN}-{SEEN} {SEEN}z"

NO_CODE: Final = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO", "Indian Ocean Ter.": "AU"}
LEFT_OUT: Final = frozenset(("AQ", "Siachen Glacier"))
"""Of Antarctica no claim tells; of the glacier, a dot on this map, two states say that it is theirs."""

MOVED: Final = (("RU", "UA", (34.1, 44.95)),)
"""From whom to whom a part goes, and a point in it: Simferopol."""

Point = tuple[float, float]
Ring = list[int]
"""Arcs in order; `~n` is arc n backwards."""


class Atlas:
    """The arcs of a TopoJSON file in degrees, and the polygons of each country as rings of arcs."""

    def __init__(self, topology: dict[str, Any]) -> None:
        self.arcs = [_whole(_unpacked(arc, topology["transform"])) for arc in topology["arcs"]]
        self.countries: dict[str, list[list[Ring]]] = {}
        numeric = get_global("territory_aliases")
        for shape in topology["objects"]["countries"]["geometries"]:
            name = shape["properties"]["name"]
            code = numeric[shape["id"]][0] if "id" in shape else NO_CODE.get(name, name)
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            if code not in LEFT_OUT:
                self.countries.setdefault(code, []).extend(polygons)
        for giver, taker, point in MOVED:
            self._move(giver, taker, point)

    def _move(self, giver: str, taker: str, point: Point) -> None:
        held = [polygon for polygon in self.countries[giver] if inside(point, self.line(polygon[0]))]
        if len(held) != 1:
            sys.exit(f"{len(held)} parts of {giver} hold {point}: the file is not the one that this was written for")
        self.countries[giver].remove(held[0])
        self.countries[taker].append(held[0])

    def arc(self, number: int) -> list[Point]:
        """Return the points of an arc, backwards for `~n`."""
        return self.arcs[number] if number >= 0 else self.arcs[~number][::-1]

    def line(self, ring: Ring) -> list[Point]:
        """Return the points of a ring; the last is the first."""
        first, *rest = (self.arc(number) for number in ring)
        return first + [point for arc in rest for point in arc[1:]]

    def rings(self, code: str) -> list[Ring]:
        """Return the rings of a country without the borders between its own parts."""
        arcs = [number for polygon in self.countries[code] for ring in polygon for number in ring]
        inner = {number for number in arcs if ~number in arcs}
        return list(self._stitched([number for number in arcs if number not in inner]))

    def _stitched(self, arcs: list[int]) -> Iterator[Ring]:
        left = list(arcs)
        while left:
            ring = [left.pop(0)]
            while self.arc(ring[-1])[-1] != self.arc(ring[0])[0]:
                end = self.arc(ring[-1])[-1]
                ring.append(left.pop(next(at for at, number in enumerate(left) if self.arc(number)[0] == end)))
            yield ring


def _unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield tuple(n * k + t for n, k, t in zip((x, y), transform["scale"], transform["translate"], strict=True))


def _whole(arc: Iterable[Point]) -> list[Point]:
    """Return an arc east of the cut, also where it crosses the 180th meridian; one that crosses the cut stays whole."""
    found: list[Point] = []
    for x, y in arc:
        x += 360 if x < CUT else 0
        last = found[-1][0] if found else x
        found.append((x - 360 * round((x - last) / 360), y))
    return found


def inside(point: Point, line: list[Point]) -> bool:
    """Say whether a point lies in a ring, by counting the edges that a line from it to the right crosses."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(line, line[1:] + line[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def equal_earth(point: Point) -> Point:
    """Return where a point in degrees lies on the map: the equator at 0, as is the middle of the map."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    east, north = math.radians(point[0] - CUT - 180), math.radians(point[1])
    t = math.asin(math.sqrt(3) / 2 * math.sin(north))
    slope = a1 + 3 * a2 * t**2 + 7 * a3 * t**6 + 9 * a4 * t**8
    return (
        2 * math.sqrt(3) * east * math.cos(t) / (3 * slope) * WIDTH / 5.413,
        -(a1 * t + a2 * t**3 + a3 * t**7 + a4 * t**9) * WIDTH / 5.413,
    )


def area(line: list[Point]) -> float:
    """Return the area of a ring, in square units."""
    pairs = zip(line, line[1:] + line[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def simpler(line: list[Point]) -> list[Point]:
    """Return a line without its least corners (Visvalingam and Whyatt 1993); its ends stay."""
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    sizes = {at: area([line[at - 1], line[at], line[at + 1]]) for at in range(1, len(line) - 1)}
    heap = [(size, at) for at, size in sizes.items()]
    heapq.heapify(heap)
    while heap and heap[0][0] < SIMPLER:
        size, at = heapq.heappop(heap)
        if sizes.get(at) != size:
            continue
        del sizes[at]
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in sizes:
                sizes[near] = max(size, area([line[before[near]], line[near], line[after[near]]]))
                heapq.heappush(heap, (sizes[near], near))
    return [point for at, point in enumerate(line) if at in sizes or at in (0, len(line) - 1)]


def drawn(lines: list[list[Point]], shift: Point) -> str:
    """Return the outline of a country as the data of an SVG path."""
    lines = sorted(lines, key=area, reverse=True)
    xs, ys = zip(*lines[0], strict=True)
    if max(xs) - min(xs) < SEEN and max(ys) - min(ys) < SEEN:
        x, y = round(sum(xs) / len(xs) - shift[0]), round(sum(ys) / len(ys) - shift[1])
        return f"M{x - SEEN} {y}{DIAMOND}"
    return "".join(_ring(line, shift) for number, line in enumerate(lines) if not number or area(line) >= ISLAND)


def _ring(line: list[Point], shift: Point) -> str:
    points = [(round(x - shift[0]), round(y - shift[1])) for x, y in line[:-1]]
    points = [point for at, point in enumerate(points) if point != points[at - 1]]
    if len(points) < 3:
        return ""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in itertools.pairwise(points)]
    numbers = "".join(f"{'' if n < 0 else ' '}{n}" for step in steps for n in step).strip()
    return f"M{points[0][0]} {points[0][1]}l{numbers}z"


def bounds(points: Iterable[Point]) -> tuple[Point, Point]:
    """Return the corners of the rectangle that holds some points, with a little room."""
    xs, ys = zip(*points, strict=True)
    return (math.floor(min(xs)) - SEEN, math.floor(min(ys)) - SEEN), (
        math.ceil(max(xs)) + SEEN,
        math.ceil(max(ys)) + SEEN,
    )


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the map: `viewBox`, where the middle of the equator lies, and one outline for each code, small last."""
    atlas = Atlas(topology)
    # Borders are made simpler before they are put together, so that neighbours still share them.
    atlas.arcs = [simpler([equal_earth(point) for point in arc]) for arc in atlas.arcs]
    lines = {code: [atlas.line(ring) for ring in atlas.rings(code)] for code in sorted(atlas.countries)}
    low, high = bounds(point for rings in lines.values() for line in rings for point in line)
    frame = f"0 0 {high[0] - low[0]:g} {high[1] - low[1]:g}"
    paths = {code: drawn(each, low) for code, each in lines.items()}
    # A diamond must lie on its neighbours.
    ordered = dict(sorted(paths.items(), key=lambda pair: (pair[1].endswith(DIAMOND), pair[0])))
    return {"viewBox": frame, "origin": [-low[0], -low[1]], "paths": ordered}


def main() -> None:
    """Print the map of the file that is named."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.write(json.dumps(world(topology), separators=(",", ":")).replace('","', '",\n"') + "\n")


if __name__ == "__main__":
    main()
