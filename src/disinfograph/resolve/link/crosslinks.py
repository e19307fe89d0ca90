"""Cross-links to the cases that they mean: by report URL, by a title that only one case has, by a title alone in being
much like the anchor, or by what the cases are about. Where several cases fit equally, none is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from sys import intern

from disinfograph.iris import fold, url_slug
from disinfograph.records import CrossLink, Record
from disinfograph.resolve.link.link_odds import Context, best_odds, surest
from disinfograph.resolve.link.title_blocks import Names, TitleBlocks

Narratives = Callable[[str], frozenset[str]]
"""The narratives that a case, given by its slug, or a text names."""

_CUT_MARKS = ("…", "...")
# Shorter cut titles fit too many cases to decide.
_CUT_MINIMUM = 24
_BY_URL, _BY_TITLE, _BY_CUT_TITLE = 1.0, 0.95, 0.85
# Of damaged titles, 98 % of those resolved at this or more went to the right case, and not to one that says the same.
_ENOUGH = 0.75
_ENOUGH_BY_CONTEXT = 0.85
# Less likely cases no context can make likely enough.
_WORTH_CONTEXT = 0.9
# Nothing but a URL is certain.
_MOST_BY_FUZZY_TITLE, _MOST_BY_NARRATIVE = 0.98, 0.95
# What a slug of fewer words says fits too many titles.
_FEWEST_WORDS = 4
# As the odds of a title that is the anchor: cases with the same title differ by their context alone.
_SAME_TITLE = 3.0
# Anchors of which it is held what is like them.
_HELD = 1 << 13


@dataclass(frozen=True, slots=True)
class Target:
    """The case that a cross-link means, found by a method with a confidence from 0 to 1."""

    slug: str
    method: str
    confidence: float


@dataclass(slots=True)
class Cases:
    """The cases that cross-links can lead to, by their slugs.

    `titled` are those of which some record has the whole title, `answered` those with the response of a main record.
    `named` tells which narratives a text names; without it no anchor names any.
    """

    slugs: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    named: Narratives = field(default=lambda text: frozenset())
    _titles: set[tuple[str, str]] = field(default_factory=set)
    _names: Names | None = None
    _days: dict[str, str] = field(default_factory=dict)
    _keywords: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _index: _Index | None = None

    def add(self, slug: str, record: Record) -> None:
        """Enter a record of a case under its slug and, unless the title is cut, under its title."""
        self.enter(slug, record)
        self.describe(slug, record)

    def enter(self, slug: str, record: Record) -> None:
        """Enter a record of a case under its slug: that is enough for links with the URL of a case."""
        self.slugs.add(slug)
        if record.title and not record.title_truncated:
            self.titled.add(slug)
        if record.main and record.response:
            self.answered.add(slug)

    def describe(self, slug: str, record: Record) -> None:
        """Enter by which words a case that was entered is known: other links need those of all cases."""
        if record.title and not record.title_truncated:
            self._titles.add((fold(record.title), slug))
        self._names = self._names or Names()
        for text in _names(slug, record):
            self._names.add(slug, text, cut=record.title_truncated)
        if record.date:
            self._days[slug] = intern(min(record.date, self._days.get(slug, record.date)))
        if record.keywords:
            known = self._keywords.get(slug, ())
            self._keywords[slug] = tuple(dict.fromkeys([*known, *map(intern, map(fold, record.keywords))]))
        self._index = None

    def forget_words(self) -> None:
        """Forget by which words cases are known: from now on only links with the URL of a case lead anywhere."""
        self._titles, self._names, self._index = set(), None, None
        self._days, self._keywords = {}, {}

    def is_by_url(self, link: CrossLink) -> bool:
        """Tell whether a link has the URL of a case, so that no words need be known to follow it."""
        return bool(link.url) and self._by_url(link) is not None

    def find(self, link: CrossLink, own: str, narratives: Narratives | None = None) -> Target | None:
        """Return the one other case that a link of case `own` means; None where none or several fit.

        `narratives` gives a case's narratives by its slug; without it no link is resolved by narrative.
        """
        found = self._by_url(link) if link.url else None
        found = found or self._by_words(link, own, narratives)
        return found if found and found.slug != own else None

    def _by_url(self, link: CrossLink) -> Target | None:
        slug = url_slug(link.url or "")
        return Target(slug, "link-url", _BY_URL) if slug in self.slugs else None

    def _by_words(self, link: CrossLink, own: str, narratives: Narratives | None) -> Target | None:
        index = self._index = self._index or _Index(self._titles, self._names or ())
        cut = link.text.rstrip().endswith(_CUT_MARKS)
        wanted = fold(link.text)
        same = index.starting(wanted) if cut else index.titled(wanted)
        if len(same) == 1:
            return Target(min(same), "link-title", _BY_CUT_TITLE if cut else _BY_TITLE)
        likely = dict.fromkeys(sorted(same - {own}), _SAME_TITLE) or index.like(link.text)
        slug, sure = surest(likely)
        if sure >= _ENOUGH and not same:
            return Target(slug, "link-fuzzy-title", round(min(sure, _MOST_BY_FUZZY_TITLE), 2))
        if narratives is None or max(likely.values(), default=0.0) < _WORTH_CONTEXT:
            return None
        return self._by_context(link.text, likely, own, narratives)

    def _by_context(self, text: str, likely: dict[str, float], own: str, narratives: Narratives) -> Target | None:
        named = self.named(text)
        contexts = {slug: self._context(own, slug, named, narratives) for slug in likely}
        slug, sure = surest({slug: likely[slug] + contexts[slug].odds for slug in likely})
        if sure < _ENOUGH_BY_CONTEXT or not contexts[slug].tells:
            return None
        return Target(slug, "link-narrative", round(min(sure, _MOST_BY_NARRATIVE), 2))

    def _context(self, own: str, slug: str, named: frozenset[str], narratives: Narratives) -> Context:
        theirs, day, own_day = narratives(slug), self._days.get(slug), self._days.get(own)
        return Context(
            _share(narratives(own), theirs),
            _share(named, theirs),
            _share(frozenset(self._keywords.get(own, ())), frozenset(self._keywords.get(slug, ()))),
            day > own_day if day and own_day else None,
        )


def _share(some: frozenset[str], others: frozenset[str]) -> bool | None:
    return not some.isdisjoint(others) if some and others else None


def _names(slug: str, record: Record) -> Iterator[str]:
    """Yield the texts by which a case is known: its title, and its slug, which keeps the title of the first day."""
    if record.title:
        yield record.title
    words = re.sub(r"-\d$", "", slug)
    if words.count("-") + 1 >= _FEWEST_WORDS and words != fold(record.title or ""):
        yield words


class _Index:
    """What is computed once, when all cases are known: their folded titles in order, and their names by words."""

    def __init__(self, titles: Iterable[tuple[str, str]], names: Iterable[tuple[str, str, bool]]) -> None:
        self._titles = sorted(titles)
        self._twins = _twins(self._titles)
        self._blocks = TitleBlocks(names)
        self.like = lru_cache(maxsize=_HELD)(self._like)

    def titled(self, title: str) -> set[str]:
        """Return the cases that have a folded title."""
        return {slug for found, slug in self._from(title, lambda found: found == title)}

    def starting(self, start: str) -> set[str]:
        """Return the cases whose title starts with a folded text that is long enough to tell."""
        if len(start) < _CUT_MINIMUM:
            return set()
        return {slug for _, slug in self._from(start, lambda found: found.startswith(start))}

    def _from(self, start: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        at = bisect_left(self._titles, (start, ""))
        while at < len(self._titles) and fits(self._titles[at][0]):
            yield self._titles[at]
            at += 1

    def _like(self, text: str) -> dict[str, float]:
        """Return the cases like an anchor with the logarithm of their odds."""
        odds = best_odds(self._blocks.like(text.rstrip("….")))
        # What tells cases of one title apart is not their letters.
        shared = {twin: odds[slug] for slug in sorted(odds, key=odds.__getitem__) for twin in self._twins.get(slug, ())}
        return odds | shared


def _twins(titles: list[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the cases that share a title with a case, itself included, of titles in order."""
    twins: dict[str, set[str]] = {}
    for _, same in groupby(titles, key=itemgetter(0)):
        slugs = {slug for _, slug in same}
        for slug in slugs if len(slugs) > 1 else ():
            twins.setdefault(slug, set()).update(slugs)
    return twins
