"""Which cases are worth comparing: those of one day, and, without a day, those that share words or articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import combinations

from disinfograph.resolve.identity.traits import Traits

Pair = tuple[Traits, Traits]
# A day with more cases than this is looked through by what they share; a thing that more cases share tells little.
_DAY, _SHARED, _NEAREST = 60, 60, 20


def pairs(cases: Collection[Traits]) -> Iterator[Pair]:
    """Yield each pair of cases that may be one, once, the lower key first."""
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for block in _blocks(cases):
        for one, other in combinations(block, 2):
            if may_join(one, other):
                one, other = (one, other) if one.key < other.key else (other, one)
                if (mark := (one.key, other.key)) not in seen:
                    seen.add(mark)
                    yield one, other


def may_join(one: Traits, other: Traits) -> bool:
    """Return whether nothing forbids that two cases are one: two report URLs, a common owner, two days."""
    if one.url and other.url:
        return False
    if not one.owners.isdisjoint(other.owners):
        return False
    return not (one.dates and other.dates) or not one.dates.isdisjoint(other.dates)


def _blocks(cases: Collection[Traits]) -> Iterator[list[Traits]]:
    days = _index((day, case) for case in cases for day in case.dates)
    for block in days.values():
        if len(block) <= _DAY:
            yield block
        else:
            yield from _small(_index((thing, case) for case in block for thing in (*things(case), *_labels(case))))
    undated = [case for case in cases if not case.dates]
    asked = {thing for case in undated for thing in things(case)}
    index = _index((thing, case) for case in cases for thing in things(case) & asked) if asked else {}
    for case in undated:
        yield from ([case, other] for other in _nearest(case, index))


def _nearest(case: Traits, index: dict[Hashable, list[Traits]]) -> list[Traits]:
    """Return the cases that share the most of the rarer things with a case."""
    shared: Counter[tuple[str, ...]] = Counter()
    others: dict[tuple[str, ...], Traits] = {}
    for thing in things(case):
        holders = index[thing]
        if len(holders) <= _SHARED:
            others |= {other.key: other for other in holders}
            shared.update(other.key for other in holders)
    del shared[case.key]
    ordered = sorted(shared, key=lambda key: (-shared[key], key))
    return [others[key] for key in ordered[:_NEAREST]]


def things(case: Traits) -> set[Hashable]:
    """Return the rarer things that a case may share with another: neighbouring words of a title, and articles."""
    words = {pair for text in case.texts for pair in zip(text.words, text.words[1:], strict=False)}
    return {*words, *case.articles}


def _labels(case: Traits) -> Iterable[Hashable]:
    return case.labels


def _index(items: Iterable[tuple[Hashable, Traits]]) -> dict[Hashable, list[Traits]]:
    found: defaultdict[Hashable, list[Traits]] = defaultdict(list)
    for thing, case in items:
        found[thing].append(case)
    return found


def _small(index: dict[Hashable, list[Traits]]) -> Iterator[list[Traits]]:
    return (block for block in index.values() if 1 < len(block) <= _SHARED)
