"""Charts as SVG text, the same figures giving the same file: lines over sizes, bars of ratios; both on a log scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 760, 70, 170, 46, 44
COLOURS = ("#0b6e4f", "#b3541e", "#3d5a98", "#7a4a88", "#8a7a1e", "#5f6b6d", "#a8324a")
GRID, INK = "#d9dee0", "#22302f"
BAR = 15

Points = Sequence[tuple[float, float]]


def lines(title: str, unit: str, series: Mapping[str, Points]) -> str:
    """Return a chart of series over the number of cases; `unit` names what stands on the upright axis."""
    drawn = {name: points for name, points in series.items() if points}
    if not drawn:
        return ""
    height = 400
    xs = _decades(x for points in drawn.values() for x, _ in points)
    ys = _decades(y for points in drawn.values() for _, y in points)

    def across(x: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * _share(x, xs)

    def up(y: float) -> float:
        return height - BOTTOM - (height - TOP - BOTTOM) * _share(y, ys)

    parts = [_text(LEFT, 24, title, weight="bold"), _text(LEFT, 40, f"{unit}, by number of cases")]
    for decade in range(xs[0], xs[1] + 1):
        parts += _rule(across(10**decade), TOP, across(10**decade), height - BOTTOM)
        parts.append(_text(across(10**decade), height - BOTTOM + 18, f"{10**decade:,}", anchor="middle"))
    for decade in range(ys[0], ys[1] + 1):
        parts += _rule(LEFT, up(10.0**decade), WIDTH - RIGHT, up(10.0**decade))
        parts.append(_text(LEFT - 6, up(10.0**decade) + 4, f"{10.0**decade:g}", anchor="end"))
    placed = _apart({name: up(points[-1][1]) for name, points in drawn.items()})
    for colour, (name, points) in zip(_colours(drawn), drawn.items(), strict=True):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        parts.append(_text(WIDTH - RIGHT + 10, placed[name] + 4, name, colour=colour))
    return _whole(parts, height, title)


def bars(title: str, unit: str, groups: Mapping[str, Mapping[str, float]]) -> str:
    """Return a chart of a ratio for each name and series; the line at 1 is where both are alike."""
    names = dict.fromkeys(name for group in groups.values() for name in group)
    values = [value for group in groups.values() for value in group.values()]
    if not values:
        return ""
    left, step = 240, BAR * len(groups) / 2 + 8
    height = round(TOP + 24 + step * len(names) + BOTTOM)
    bounds = _decades([*values, 1.0])

    def across(x: float) -> float:
        return left + (WIDTH - left - 30) * _share(x, bounds)

    colours = dict(zip(groups, _colours(groups), strict=True))
    parts = [_text(20, 24, title, weight="bold"), _text(20, 40, unit)]
    for place, (name, colour) in enumerate(colours.items()):
        parts.append(_text(left + 170 * place, TOP + 14, f"■ {name}", colour=colour))
    for decade in range(bounds[0], bounds[1] + 1):
        parts += _rule(across(10.0**decade), TOP + 22, across(10.0**decade), height - BOTTOM)
        parts.append(_text(across(10.0**decade), height - BOTTOM + 18, f"{10.0**decade:g}×", anchor="middle"))
    for row, name in enumerate(names):
        top = TOP + 28 + row * step
        parts.append(_text(left - 8, top + step / 2, name, anchor="end"))
        for place, (series, group) in enumerate(groups.items()):
            if name in group:
                start, end = sorted((across(1.0), across(group[name])))
                box = f'x="{start:.1f}" y="{top + place * BAR / 2:.1f}" width="{end - start:.1f}" height="{BAR / 2}"'
                parts.append(f'<rect {box} fill="{colours[series]}"/>')
    parts.append(f'<path d="M{across(1.0):.1f} {TOP + 22}V{height - BOTTOM}" stroke="{INK}"/>')
    return _whole(parts, height, title)


def _colours(names: Mapping[str, object]) -> list[str]:
    return [COLOURS[place % len(COLOURS)] for place in range(len(names))]


def _decades(values: Iterable[float]) -> tuple[int, int]:
    """Return the powers of ten between which values lie."""
    logs = [math.log10(value) for value in values if value > 0]
    low, high = math.floor(min(logs)), math.ceil(max(logs))
    return low, max(high, low + 1)


def _share(value: float, bounds: tuple[int, int]) -> float:
    return (math.log10(max(value, 10.0 ** bounds[0])) - bounds[0]) / (bounds[1] - bounds[0])


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Return the heights of labels, pushed down where two would lie on each other."""
    placed: dict[str, float] = {}
    lowest = -math.inf
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        lowest = placed[name] = max(height, lowest + 15)
    return placed


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = INK, weight: str = "normal") -> str:
    style = f'text-anchor="{anchor}" fill="{colour}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(text)}</text>'


def _rule(x: float, y: float, to_x: float, to_y: float) -> list[str]:
    return [f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{GRID}"/>']


def _whole(parts: list[str], height: int, title: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-size="12"'
    body = "\n".join([f"<title>{escape(title)}</title>", '<rect width="100%" height="100%" fill="#fff"/>', *parts])
    return f'{head} font-family="sans-serif">\n{body}\n</svg>\n'
