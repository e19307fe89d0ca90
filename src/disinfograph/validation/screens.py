"""Screens: one query that tells whether any of several others can have rows.

A graph that was built by rule breaks few shapes. To test a focus node for all of them at once takes half the time of
finding it anew for each; and where one is broken, the screen ends at the first node that breaks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from disinfograph.validation.nested import either
from disinfograph.validation.query import Query

SHORT = 1_500
"""Texts of no more characters than these, made here, keep every limit that a store sets."""


def screened(queries: Iterable[Query]) -> Iterator[Query]:
    """Yield queries in their order, with a screen for those that are tests of the same focus, and as grave.

    What is grave is rarely broken: a screen of its own is not let down by what is common.
    """
    given = list(queries)
    alike: dict[tuple[str, str], list[str]] = {}
    for query in given:
        if query.test and not query.screen:
            alike.setdefault((query.focus, query.severity), []).append(query.test)
    screens = {(focus, test): text for (focus, _), tests in alike.items() for test, text in _screens(focus, tests)}
    for query in given:
        screen = query.screen or screens.get((query.focus, query.test), "")
        yield replace(query, screen=screen) if screen else query


def _screens(focus: str, tests: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each test with the screen of as many as a short text holds; a test that would stand alone needs none."""
    rest = list(dict.fromkeys(tests))
    while rest:
        number = next((n for n in range(len(rest), 1, -1) if len(_screen(focus, rest[:n])) <= SHORT), 1)
        if number > 1:
            yield from ((test, _screen(focus, rest[:number])) for test in rest[:number])
        rest = rest[number:]


def _screen(focus: str, tests: list[str]) -> str:
    return f"SELECT ?this WHERE {{ {focus} FILTER({either(tests)}) }} LIMIT 1"
