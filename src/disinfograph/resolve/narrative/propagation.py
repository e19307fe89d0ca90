"""What the cases that are linked to a case say of its narratives.

A response points to other cases because they tell the same story; so what several of them promote, the case between
them promotes too. A link counts both ways: the case that is pointed to tells the story as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Agreement:
    """The linked cases that promote a narrative, and their share among all linked cases that promote any."""

    cases: tuple[str, ...]
    share: float


@dataclass(slots=True)
class Propagation:
    """The cross-links between cases, and the narratives that each case surely promotes by its own words."""

    _linked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _known: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def settle(self, links: Iterable[tuple[str, str]], known: Mapping[str, frozenset[str]]) -> None:
        """Take the resolved links, from slug to slug, and what is known of the cases."""
        self._known = known
        linked: dict[str, list[str]] = {}
        for one, other in links:
            if one != other:
                linked.setdefault(one, []).append(other)
                linked.setdefault(other, []).append(one)
        self._linked = {slug: tuple(sorted(set(others))) for slug, others in linked.items()}

    def of(self, slug: str) -> dict[str, Agreement]:
        """Return what the cases linked to a case promote, by narrative."""
        speaking = [other for other in self._linked.get(slug, ()) if self._known.get(other)]
        said: dict[str, list[str]] = {}
        for other in speaking:
            for narrative in sorted(self._known[other]):
                said.setdefault(narrative, []).append(other)
        return {name: Agreement(tuple(cases), len(cases) / len(speaking)) for name, cases in said.items()}
