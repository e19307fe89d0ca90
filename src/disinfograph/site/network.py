"""The page of the network of outlets and narratives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from disinfograph.site.connections import Tie, ties
from disinfograph.site.frame import Frame, Thing, count
from disinfograph.site.page import Page, Place

_LISTED: Final = 40
"""Ties in the table."""

_DRAWN: Final = 14
"""Things on each side of the drawing without scripts."""

_LIVE: Final = 300
"""Ties in the drawing with scripts; more would be a ball of wool."""

_ROW: Final = 34
_LEFT, _RIGHT, _WIDTH = 430, 740, 1000
_LETTERS: Final = {"narrative": 55, "outlet": 34}


class Row(NamedTuple):
    """A tie as a row of the table."""

    narrative: Thing
    outlet: Thing
    tie: Tie


class End(NamedTuple):
    """A thing in the drawing: its middle line from the top, and its name, shortened."""

    y: int
    text: str
    thing: Thing


class Band(NamedTuple):
    """A tie in the drawing: a curve, its width, and what it says."""

    curve: str
    width: float
    says: str


def network_page(place: Place) -> Page:
    """Return the page of the network."""
    frame = Frame(place)
    found = ties(frame.table)
    things = _things(frame, found[: max(_LISTED, _LIVE)])
    rows = [Row(things[f"narrative/{t.narrative}"], things[f"outlet/{t.outlet}"], t) for t in found[:_LISTED]]
    left, right, bands = _drawing(found, things)
    return frame.rendered(
        "network.html", "Network of outlets and narratives", count=count, rows=rows, total=len(found),
        outlets=len({tie.outlet for tie in found}), narratives=len({tie.narrative for tie in found}),
        left=left, right=right, bands=bands, height=_ROW * max(len(left), len(right)), sides=(_LEFT, _RIGHT, _WIDTH),
        live=_live(found[:_LIVE], things),
    )  # fmt: skip


def _things(frame: Frame, found: Sequence[Tie]) -> dict[str, Thing]:
    """Return the things of some ties by their path, each with the number of its own cases."""
    table = frame.table
    narratives = sorted({tie.narrative for tie in found})
    outlets = sorted({tie.outlet for tie in found})
    return {
        **_by_path("narrative", frame.things("narrative", [(slug, len(table.told[slug])) for slug in narratives])),
        **_by_path("outlet", frame.things("outlet", [(slug, len(table.of("outlet", slug))) for slug in outlets])),
    }


def _by_path(kind: str, things: Iterable[Thing]) -> dict[str, Thing]:
    return {f"{kind}/{thing.slug}": thing for thing in things}


def _drawing(found: Sequence[Tie], things: dict[str, Thing]) -> tuple[list[End], list[End], list[Band]]:
    """Return narratives on the left, outlets on the right, and the ties between them: those of the strongest ties."""
    kept: dict[str, dict[str, int]] = {"narrative": {}, "outlet": {}}
    for tie in found[:_LIVE]:
        for kind, slug in (("narrative", tie.narrative), ("outlet", tie.outlet)):
            if len(kept[kind]) < _DRAWN:
                kept[kind].setdefault(slug, len(kept[kind]))
    drawn = [tie for tie in found[:_LIVE] if tie.narrative in kept["narrative"] and tie.outlet in kept["outlet"]]
    # One whose ties all lead to what is not drawn would stand alone.
    for kind, tied in (("narrative", {tie.narrative for tie in drawn}), ("outlet", {tie.outlet for tie in drawn})):
        kept[kind] = {slug: at for at, slug in enumerate(slug for slug in kept[kind] if slug in tied)}
    most = max((tie.cases for tie in drawn), default=1)
    bands = [_band(tie, kept["narrative"][tie.narrative], kept["outlet"][tie.outlet], most, things) for tie in drawn]
    return _ends("narrative", kept, things), _ends("outlet", kept, things), bands


def _ends(kind: str, kept: dict[str, dict[str, int]], things: dict[str, Thing]) -> list[End]:
    return [End(_middle(at), _short(things[f"{kind}/{slug}"].text, _LETTERS[kind]), things[f"{kind}/{slug}"])
            for slug, at in kept[kind].items()]  # fmt: skip


def _band(tie: Tie, left: int, right: int, most: int, things: dict[str, Thing]) -> Band:
    middle = (_LEFT + _RIGHT) // 2
    curve = f"M{_LEFT} {_middle(left)}C{middle} {_middle(left)} {middle} {_middle(right)} {_RIGHT} {_middle(right)}"
    narrative, outlet = things[f"narrative/{tie.narrative}"], things[f"outlet/{tie.outlet}"]
    return Band(curve, round(1 + 9 * tie.cases / most, 1), f"“{narrative.text}”, {outlet.text}: {tie.cases:,}")


def _middle(at: int) -> int:
    return _ROW * at + _ROW // 2


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _live(found: Sequence[Tie], things: dict[str, Thing]) -> dict[str, Any]:
    """Return what a script draws: nodes as path, name, cases and address, and edges as their numbers and cases."""
    order = sorted({f"narrative/{tie.narrative}" for tie in found} | {f"outlet/{tie.outlet}" for tie in found})
    at = {path: number for number, path in enumerate(order)}
    return {
        "nodes": [[path, things[path].text, things[path].cases, things[path].address] for path in order],
        "edges": [[at[f"outlet/{tie.outlet}"], at[f"narrative/{tie.narrative}"], tie.cases] for tie in found],
    }
