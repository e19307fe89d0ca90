"""One case, one slug: which slugs of different sources mean the same case.

A record without a report URL has a slug from its title, or from its source's own id. So a case may go by several
slugs. They are matched by title, articles, day, countries and keywords; what remains in doubt is left to a curator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from disinfograph.records import Record
from disinfograph.resolve.curation.decided import Decided
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.identity.decided_pairs import DecidedPairs
from disinfograph.resolve.identity.evidence import Corpus
from disinfograph.resolve.identity.groups import Bond, Groups
from disinfograph.resolve.identity.pairs import pairs
from disinfograph.resolve.identity.sieve import Entries, Sieve, corpus_of, others_of
from disinfograph.resolve.identity.traits import Traits, Witness, case_key

# Log odds: a bond weaker than this is no bond, and one that beats its rivals by less than the margin is in doubt.
THRESHOLD, MARGIN = 1.0, 1.0
# What is weaker and was not kept is not worth a curator's time.
WORTH_ASKING = 2.0


@dataclass(frozen=True, slots=True)
class Sameness:
    """Why the case of one slug is published under another; `confidence` from 0 to 1, `decided` where a person said."""

    slug: str
    canonical: str
    method: str
    confidence: float
    because: tuple[str, ...]
    decided: Decided | None = None


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Slugs that a curator should look at.

    `kind` is `ambiguous` (several may be the same case), `two-urls` (the evidence would join two report URLs),
    `same-title-different-date` (one slug, several cases).
    """

    kind: str
    slugs: tuple[str, ...]
    because: tuple[str, ...]


class _Home(NamedTuple):
    """Where the records of one case are published, and how that was found."""

    slug: str
    method: str = "same-url"
    confidence: float = 1.0
    because: tuple[str, ...] = ("the same report URL",)
    decided: Decided | None = None


_Key = tuple[str, ...]


def _alone(key: _Key) -> _Home:
    """Return the home of a case that is one with no other."""
    return _Home(key[1])


@dataclass(slots=True)
class Identities:
    """Feed it every record once with `add`, then `settle`, then ask under which slug a case is published.

    The answer depends on what was added, never on the order. `aliases` and `conflicts` are filled by `settle`. Or let
    it `learn` all at once.
    """

    aliases: dict[str, Sameness] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    _witness: Witness = field(default_factory=Witness)
    _cases: dict[_Key, Traits] = field(default_factory=dict)
    _keys: defaultdict[str, set[_Key]] = field(default_factory=lambda: defaultdict(set))
    _homes: dict[_Key, _Home] = field(default_factory=dict)

    def add(self, slug: str, record: Record) -> None:
        """Take note of a record whose case has a slug (`iris.case_slug`)."""
        self._keys[slug].add(self._witness.enter(self._cases, slug, record))

    def settle(self, decisions: Decisions | None = None) -> None:
        """Find the slugs that mean one case; which are and which are not, a person's decisions say first.

        More records may be added afterwards, and be settled again.
        """
        self._settle(decisions or Decisions(), Corpus.of)

    def learn(self, entries: Entries, decisions: Decisions | None = None) -> None:
        """Do the same in less memory: of `entries`, all records with their slugs, only what can matter is kept.

        They are gone through once; several times where any of them have to be kept.
        """
        decisions = decisions or Decisions()
        named = {slug for one in (*decisions.same(), *decisions.different()) for slug in one.subject}
        sieve = Sieve.of(entries, named)
        kept = sieve.kept(entries, self._witness) if sieve.keeps else set()
        for slug, record in entries() if kept else ():
            if case_key(slug, record) in kept:
                self.add(slug, record)
        others = others_of(entries, kept, self._witness) if sieve.is_open else ()
        self._settle(decisions, lambda cases: corpus_of(cases, others, sieve.size))
        self._cases.clear()
        self._keys.clear()

    def _settle(self, decisions: Decisions, counted: Callable[[list[Traits]], Corpus]) -> None:
        cases = [self._cases[key] for key in sorted(self._cases)]
        decided = DecidedPairs.of(decisions, self._keys, self._cases)
        corpus = counted(cases)
        weighed = ((one, other, corpus.weigh(one, other, THRESHOLD)) for one, other in pairs(cases))
        bonds = [Bond(one, other, evidence) for one, other, evidence in weighed if evidence]
        bonds = [bond for bond in bonds if (bond.one.key, bond.other.key) not in decided.apart]
        groups = Groups.of(cases, bonds, MARGIN, decided.bonds, decided.apart)
        homes = {case.key: self._home(case, groups) for case in cases}
        self._homes = {key: home for key, home in homes.items() if home != _alone(key)}
        self.aliases = {alias.slug: alias for slug in sorted(self._keys) for alias in self._alias(slug)}
        doubts = {*_doubts(bonds, groups), *self._namesakes()}
        self.conflicts = sorted(doubt for doubt in doubts if not decided.settles(doubt.slugs))

    def canonical(self, slug: str, record: Record | None = None) -> str:
        """Return the slug under which a case is published; a slug that is nobody's alias stands for itself.

        With the record, cases that share a slug are told apart: of two rows with one title each may have a case of
        its own, of its own day or article.
        """
        if record is not None:
            return self._home_of(case_key(slug, record)).slug
        alias = self.aliases.get(slug)
        return alias.canonical if alias else slug

    def sameness(self, slug: str, record: Record) -> Sameness | None:
        """Return why a record's case is published under another slug than its own; None where it is not."""
        home = self._home_of(case_key(slug, record))
        return Sameness(slug, *home) if home.slug != slug else None

    def _home_of(self, key: _Key) -> _Home:
        return self._homes.get(key) or _alone(key)

    def _home(self, case: Traits, groups: Groups) -> _Home:
        group = groups.group(case)
        if len(group) == 1:
            return _Home(case.slug)
        chief = min(group, key=self._standing)
        found = groups.path(chief, case)
        if not found:
            return _Home(case.slug)
        confidence = min(bond.evidence.confidence for bond in found)
        evidence = found[-1].evidence
        return _Home(chief.slug, evidence.method, confidence, evidence.because, evidence.decided)

    def _standing(self, case: Traits) -> tuple[bool, int, str]:
        """Return what orders the cases of a group by how well they name it; a slug that a URL claims comes last."""
        claimed = not case.url and ("url", case.slug) in self._cases
        return (claimed, -case.rank, case.slug)

    def _alias(self, slug: str) -> Iterator[Sameness]:
        homes = sorted(set(map(self._home_of, self._keys[slug])), key=lambda home: (-home.confidence, home))
        slugs = {home.slug for home in homes}
        if slug not in slugs and len(slugs) == 1:
            yield Sameness(slug, *homes[0])

    def _namesakes(self) -> Iterator[Conflict]:
        """Yield the slugs under which cases of different days are published, for want of a better one."""
        for slug, keys in self._keys.items():
            days: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
            for key in keys:
                if self._cases[key].dates:
                    days[self._home_of(key).slug].add(frozenset(self._cases[key].dates))
            for home, found in days.items():
                if len(found) > 1 and not frozenset.intersection(*found):
                    dates = sorted({day for each in found for day in each})
                    yield Conflict("same-title-different-date", tuple(sorted({slug, home})), tuple(dates))


def _doubts(bonds: list[Bond], groups: Groups) -> Iterator[Conflict]:
    """Yield the bonds that were not kept though they speak as much as the one that was, or as a rival."""
    for bond in bonds:
        if groups.joined(bond.one, bond.other) or bond.evidence.weight < WORTH_ASKING:
            continue
        slugs = {bond.one.slug, bond.other.slug}
        if groups.is_open(bond.one, bond.other):
            slugs |= {end.slug for rival in groups.rivals(bond, MARGIN) for end in (rival.one, rival.other)}
            yield Conflict("ambiguous", tuple(sorted(slugs)), bond.evidence.because)
        elif groups.parted_by_url(bond) and groups.matters(bond, MARGIN):
            yield Conflict("two-urls", tuple(sorted(slugs)), bond.evidence.because)
