"""Which cases must be looked at closely, told without keeping any: most cannot be one with another.

Two cases of one day may be one if their owners differ and not both have a report URL. A day with two such cases is
open, and all its cases are compared. A case without a day is compared with those that share words or articles with it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from disinfograph.records import Record
from disinfograph.resolve.identity.evidence import Corpus
from disinfograph.resolve.identity.pairs import things
from disinfograph.resolve.identity.traits import Traits, Witness, case_key, owner

Entries = Callable[[], Iterable[tuple[str, Record]]]
"""The records of a build, each with its slug: the same ones each time that they are asked for."""

_SEVERAL = ("", "", "")
"""In the place of an owner: that there are several."""


@dataclass(slots=True)
class Sieve:
    """Told every record, it knows the days and slugs whose cases are to be kept; `size` counts all cases.

    Slugs and keys are held as hashes: to take two for one would take some 2**32 of them.
    """

    size: int = 0
    _owners: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)
    _marks: tuple[array[int], array[int]] = field(default_factory=lambda: (array("q"), array("q")))
    _slugs: set[str] = field(default_factory=set)
    _shared: set[int] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, entries: Entries, decided: Iterable[str]) -> Sieve:
        """Return what is known when all records have gone by; `decided` are the slugs that a person speaks of."""
        sieve = cls(_slugs=set(decided))
        for slug, record in entries():
            sieve._note(slug, record)
        sieve._settle()
        return sieve

    @property
    def keeps(self) -> bool:
        """Tell whether any case is to be kept."""
        return bool(self._open or self._slugs or self._shared)

    @property
    def is_open(self) -> bool:
        """Tell whether any two cases may be one."""
        return bool(self._open)

    def kept(self, entries: Entries, witness: Witness) -> set[tuple[str, ...]]:
        """Return the keys of the cases that are to be compared, or that share a slug, or that a person speaks of."""
        asked = self._asked(entries, witness) if "" in self._open else set()
        return {
            key
            for slug, record in entries()
            for key in [case_key(slug, record)]
            if self._is_kept(slug, key, record) or (asked and not asked.isdisjoint(_things(witness, slug, record)))
        }

    def _note(self, slug: str, record: Record) -> None:
        key = case_key(slug, record)
        whose = owner(record)
        place = (record.date or "", key[0] == "url")
        if self._owners.setdefault(place, whose) != whose:
            self._owners[place] = _SEVERAL
        for marks, named in zip(self._marks, (slug, key), strict=True):
            marks.append(hash(named))
        if key[1] != slug:
            self._slugs.add(slug)

    def _settle(self) -> None:
        slugs, keys = (np.frombuffer(marks, np.int64) for marks in self._marks)
        self.size = len(np.unique(keys))
        self._shared = set(_repeated(slugs, keys).tolist())
        self._marks = (array("q"), array("q"))
        days = {day for day, _ in self._owners}
        self._open = {day for day in days if self._may_meet(day, [day] if day else days)}

    def _may_meet(self, day: str, others: Iterable[str]) -> bool:
        """Return whether two owners have cases, one of a day and one of some days, of which one has no report URL."""
        for url in (True, False):
            mine = self._owners.get((day, url))
            for other in others if mine else ():
                for also in (False,) if url else (True, False):
                    yours = self._owners.get((other, also))
                    if yours and (mine != yours or mine == _SEVERAL):
                        return True
        return False

    def _is_kept(self, slug: str, key: tuple[str, ...], record: Record) -> bool:
        day = bool(record.date) and record.date in self._open
        return day or slug in self._slugs or key[1] in self._slugs or hash(slug) in self._shared

    def _asked(self, entries: Entries, witness: Witness) -> set[Hashable]:
        return {thing for slug, record in entries() if not record.date for thing in _things(witness, slug, record)}


def _repeated(slugs: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the slugs that have more than one key, some of them repeatedly."""
    order = np.lexsort((keys, slugs))
    slugs, keys = slugs[order], keys[order]
    found: NDArray[np.int64] = slugs[1:][(slugs[1:] == slugs[:-1]) & (keys[1:] != keys[:-1])]
    return found


def _things(witness: Witness, slug: str, record: Record) -> set[Hashable]:
    return things(witness.alone(slug, record))


def corpus_of(kept: Iterable[Traits], others: Iterable[tuple[tuple[str, ...], Traits]], size: int) -> Corpus:
    """Return the counts over the cases that were kept and the others, of what the ones kept have.

    `others` are the traits of records whose cases were not kept, with the keys of these; `size` counts all cases. Days
    are counted over the cases kept, which are all those of the days on which cases are compared.
    """
    corpus = Corpus.of(list(kept))
    corpus.size = size
    counts = [_Distinct(counter) for counter in corpus.counters()]
    for key, traits in others:
        for count, things_of_it in zip(counts, Corpus.having(traits), strict=True):
            count.add(key, things_of_it)
    for count in counts:
        count.enter()
    return corpus


class _Distinct:
    """Counts the cases that have a thing, which is to be counted once in each."""

    def __init__(self, counter: Counter[Any]) -> None:
        self._counter = counter
        self._things = list(counter)
        self._numbers = {thing: number for number, thing in enumerate(self._things)}
        self._keys, self._having = array("q"), array("q")

    def add(self, key: tuple[str, ...], having: Iterable[Hashable]) -> None:
        for thing in having:
            if (number := self._numbers.get(thing)) is not None:
                self._keys.append(hash(key))
                self._having.append(number)

    def enter(self) -> None:
        for thing, count in zip(self._things, self._counts(), strict=True):
            self._counter[thing] += count

    def _counts(self) -> list[int]:
        keys, having = np.frombuffer(self._keys, np.int64), np.frombuffer(self._having, np.int64)
        order = np.lexsort((keys, having))
        keys, having = keys[order], having[order]
        first = np.ones(len(keys), dtype=bool)
        first[1:] = (having[1:] != having[:-1]) | (keys[1:] != keys[:-1])
        return list(map(int, np.bincount(having[first], minlength=len(self._things))))


def others_of(
    entries: Entries, kept: set[tuple[str, ...]], witness: Witness
) -> Iterator[tuple[tuple[str, ...], Traits]]:
    """Yield the traits of each record whose case was not kept, with the key of the case."""
    for slug, record in entries():
        if (key := case_key(slug, record)) not in kept:
            yield key, witness.alone(slug, record)
