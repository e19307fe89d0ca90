"""What curators decided about cases, as bonds between the cases that were told apart before any comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from disinfograph.resolve.curation.decided import Decided
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.identity.evidence import Evidence
from disinfograph.resolve.identity.groups import Bond, Key
from disinfograph.resolve.identity.traits import Traits


@dataclass(frozen=True, slots=True)
class DecidedPairs:
    """The bonds that hold whatever speaks against them, the pairs of keys that never join, in both orders."""

    bonds: tuple[Bond, ...] = ()
    apart: frozenset[tuple[Key, Key]] = frozenset()
    _slugs: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, decisions: Decisions | None, keys: Mapping[str, set[Key]], cases: Mapping[Key, Traits]) -> DecidedPairs:
        """Return the decisions on cases whose slugs have cases; `keys` are those of the cases of each slug."""
        if not decisions:
            return cls()
        named: dict[str, set[Key]] = {}
        for case in cases.values():
            named.setdefault(case.slug, set()).add(case.key)

        def of_slug(slug: str) -> list[Key]:
            return sorted(named.get(slug, set()) | keys.get(slug, set()))

        def ends(decided: Decided) -> tuple[list[Key], list[Key]]:
            return of_slug(decided.subject[0]), of_slug(decided.subject[1])

        bonds = [bond for one in decisions.same() for bond in _bonds(one, *ends(one), cases)]
        apart = {(mine, yours) for one in decisions.different() for mine, yours in product(*ends(one))}
        slugs = {tuple(sorted(one.subject)) for one in (*decisions.same(), *decisions.different())}
        return cls(tuple(bonds), frozenset({*apart, *((b, a) for a, b in apart)}), frozenset(slugs))

    def settles(self, slugs: tuple[str, ...]) -> bool:
        """Return whether every pair of some slugs was decided on, or, of a single one, that its cases are one."""
        return self._slugs.issuperset(combinations(sorted(slugs), 2) if len(slugs) > 1 else [slugs * 2])


def _bonds(decided: Decided, ones: list[Key], others: list[Key], cases: Mapping[Key, Traits]) -> Iterator[Bond]:
    """Yield bonds that make one case of all cases of two slugs; none where a slug has no case."""
    if ones and others:
        evidence = Evidence.of_person(decided)
        for one, other in pairwise(sorted({*ones, *others})):
            yield Bond(cases[one], cases[other], evidence)
