"""From pairs that may be one case to groups that are: the clearest pairs first, and no pair that has a rival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from disinfograph.resolve.identity.evidence import Evidence
from disinfograph.resolve.identity.pairs import may_join
from disinfograph.resolve.identity.traits import Traits

Key = tuple[str, ...]


class Bond(NamedTuple):
    """Two cases that may be one, and what speaks for it."""

    one: Traits
    other: Traits
    evidence: Evidence

    def beyond(self, case: Traits) -> Traits:
        """Return the other end."""
        return self.other if case is self.one else self.one


@dataclass(slots=True)
class Groups:
    """Cases joined by bonds; no group holds two report URLs, two cases of one owner, or two days.

    But a person may decide that such cases are one all the same. `apart` are the pairs that a person says are two.
    """

    members: dict[Key, list[Traits]]
    bonds: dict[Key, list[Bond]]
    apart: frozenset[tuple[Key, Key]] = frozenset()
    kept: defaultdict[Key, list[Bond]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls,
        cases: Collection[Traits],
        bonds: Iterable[Bond],
        margin: float,
        decided: Iterable[Bond] = (),
        apart: frozenset[tuple[Key, Key]] = frozenset(),
    ) -> Groups:
        """Return the groups that bonds make; a bond is kept where no rival comes within `margin` of its weight.

        What a person decided comes first: the `decided` bonds are kept whatever speaks against them, and no bond
        brings together the two keys of a pair in `apart`, which holds each pair in both orders.
        """
        ordered = sorted(bonds, key=lambda bond: (-bond.evidence.weight, bond.one.key, bond.other.key))
        groups = cls({case.key: [case] for case in cases}, _by_end(ordered), apart)
        for bond in decided:
            if not groups.joined(bond.one, bond.other):
                groups._join(bond)
        while ordered:
            left = [bond for bond in ordered if not groups._tied(bond, margin)]
            if len(left) == len(ordered):
                break
            ordered = left
        return groups

    def group(self, case: Traits) -> list[Traits]:
        """Return the cases that are one with a case, itself among them."""
        return self.members[case.key]

    def joined(self, one: Traits, other: Traits) -> bool:
        """Return whether two cases are in one group."""
        return self.members[one.key] is self.members[other.key]

    def path(self, start: Traits, end: Traits) -> list[Bond]:
        """Return the kept bonds that lead from one case of a group to another; none for a case itself."""
        ways: dict[Key, list[Bond]] = {start.key: []}
        waiting = [start]
        for case in waiting:
            for bond in self.kept[case.key]:
                far = bond.beyond(case)
                if far.key not in ways:
                    ways[far.key] = [*ways[case.key], bond]
                    waiting.append(far)
        return ways[end.key]

    def parted_by_url(self, bond: Bond) -> bool:
        """Return whether each end of a bond is in a group with a report URL of its own."""
        return all(any(case.url for case in self.group(end)) for end in (bond.one, bond.other))

    def matters(self, bond: Bond, margin: float) -> bool:
        """Return whether a bond that was not kept speaks as much as those that were kept, within a margin."""
        kept = (kept.evidence for end in (bond.one, bond.other) for kept in self.kept[end.key])
        best = max((evidence.weight for evidence in kept if not evidence.decided), default=0.0)
        return bond.evidence.weight > best - margin

    def rivals(self, bond: Bond, margin: float) -> Iterator[Bond]:
        """Yield the bonds that speak nearly as much for another partner of either end, where not both can be."""
        for end in (bond.one, bond.other):
            partner = bond.beyond(end)
            for rival in self.bonds[end.key]:
                if rival.evidence.weight <= bond.evidence.weight - margin:
                    break
                third = rival.beyond(end)
                if third is not partner and self.is_open(end, third) and not self._together(partner, third):
                    yield rival

    def _tied(self, bond: Bond, margin: float) -> bool:
        """Return whether a bond is done with: its ends are joined, now or before, or can never be."""
        if self.joined(bond.one, bond.other) or not self.is_open(bond.one, bond.other):
            return True
        if next(self.rivals(bond, margin), None) is not None:
            return False
        self._join(bond)
        return True

    def is_open(self, one: Traits, other: Traits) -> bool:
        """Return whether two cases are not in one group, but might be."""
        return not self.joined(one, other) and self._together(one, other)

    def _together(self, one: Traits, other: Traits) -> bool:
        ours, theirs = self.members[one.key], self.members[other.key]
        return ours is theirs or all(self._may_join(mine, yours) for mine in ours for yours in theirs)

    def _may_join(self, one: Traits, other: Traits) -> bool:
        return may_join(one, other) and (one.key, other.key) not in self.apart

    def _join(self, bond: Bond) -> None:
        self.kept[bond.one.key].append(bond)
        self.kept[bond.other.key].append(bond)
        group = [*self.members[bond.one.key], *self.members[bond.other.key]]
        self.members |= {case.key: group for case in group}


def _by_end(bonds: list[Bond]) -> dict[Key, list[Bond]]:
    ends: defaultdict[Key, list[Bond]] = defaultdict(list)
    for bond in bonds:
        ends[bond.one.key].append(bond)
        ends[bond.other.key].append(bond)
    return ends
