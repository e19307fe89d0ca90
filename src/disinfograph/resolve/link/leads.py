"""The cross-links of cases and where they lead, kept on disk until they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from disinfograph.records import CrossLink
from disinfograph.resolve.link.crosslinks import Target
from disinfograph.shelf import NamedShelf

Led = tuple[tuple[CrossLink, Target], ...]
"""Cross-links, and where each leads."""


class Links:
    """The cross-links of cases, each once, in the order in which they were added."""

    def __init__(self) -> None:
        self._links = NamedShelf()

    def __iter__(self) -> Iterator[str]:
        return iter(self._links)

    def add(self, slug: str, links: Iterable[CrossLink]) -> None:
        """Enter cross-links of a case."""
        self._links[slug] = tuple((link.text, link.url) for link in dict.fromkeys([*self.of(slug), *links]))

    def of(self, slug: str) -> list[CrossLink]:
        """Return the cross-links of a case."""
        return [CrossLink(*link) for link in self._links[slug]] if slug in self._links else []


class Leads:
    """Where the cross-links of cases lead."""

    def __init__(self) -> None:
        self._led = NamedShelf()
        # What says more than others of its kind, such as who decided.
        self._rich: list[Target] = []

    def put(self, slug: str, led: Led) -> None:
        """Enter where the cross-links of a case lead."""
        if led:
            self._led[slug] = tuple((link.text, link.url, self._plain(target)) for link, target in led)

    def of(self, slug: str) -> Led:
        """Return where the cross-links of a case lead, of those that lead anywhere."""
        if slug not in self._led:
            return ()
        return tuple((CrossLink(text, url), self._target(target)) for text, url, target in self._led[slug])

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the slugs of each case and of each to which one of its links leads."""
        for slug in self._led:
            yield from ((slug, target.slug) for _, target in self.of(slug))

    def _plain(self, target: Target) -> Any:
        if type(target) is Target:
            return target.slug, target.method, target.confidence
        self._rich.append(target)
        return len(self._rich) - 1

    def _target(self, plain: Any) -> Target:
        return self._rich[plain] if isinstance(plain, int) else Target(*plain)
