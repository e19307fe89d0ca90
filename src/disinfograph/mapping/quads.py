"""A record to quads: the statements of its source in the source's graph, the derived ones in their method's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from disinfograph.iris import Minter
from disinfograph.mapping import derived
from disinfograph.mapping.articles import article
from disinfograph.mapping.cases import case
from disinfograph.mapping.claims import claim
from disinfograph.mapping.names import Names
from disinfograph.mapping.things import issue, language, thing
from disinfograph.mapping.words import Triples
from disinfograph.resolve.crosslinks import Cases
from disinfograph.resolve.evidence_kinds import EvidenceKinds
from disinfograph.resolve.resolver import Resolved, Resolver
from disinfograph.terms import Triple

Quad = tuple[str, Triple]
"""The IRI of a named graph, and a triple in it."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that is needed to map one record: the base, the authorities, and what is known of the other records."""

    mint: Minter
    resolver: Resolver
    kinds: EvidenceKinds
    names: Names = field(default_factory=Names)
    cases: Cases = field(default_factory=Cases)

    @classmethod
    def below(cls, base: str) -> Mapping:
        """Return a mapping whose things lie below a base."""
        return cls(Minter(base), Resolver.load(), EvidenceKinds.load())

    def learn(self, resolved: Resolved) -> None:
        """Take note of a record before any is mapped: spellings, and titles that cross-links may mean."""
        self.names.add(resolved)
        self.cases.add(resolved.slug, resolved.record)

    def quads(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield every statement that a record gives rise to."""
        graph = self.mint.graph("source", resolved.record.source)
        for triple in self._stated(resolved):
            yield graph, triple
        for method, triple in self._derived(resolved):
            yield self.mint.graph("derived", method), triple

    def _stated(self, resolved: Resolved) -> Triples:
        yield from case(resolved, self.mint)
        yield from claim(resolved, self.mint)
        kinds = {
            "place": resolved.places,
            "language": resolved.languages,
            "outlet": resolved.outlets,
            "keyword": resolved.keywords,
        }
        for kind, things in kinds.items():
            for named in things:
                yield from thing(kind, named, self.names, self.mint)
        for named in resolved.languages:
            if named.known:
                yield from language(named.slug, self.mint)
        for item, outlet in zip(resolved.record.articles, resolved.article_outlets, strict=True):
            yield from article(item, outlet, self.mint)
        if resolved.record.issue is not None:
            yield from issue(resolved.record.issue, self.mint)

    def _derived(self, resolved: Resolved) -> Iterator[Quad]:
        yield from derived.prose(resolved, self.kinds, self.mint)
        yield from derived.narratives(resolved, self.resolver.narratives(resolved.record), self.mint)
        yield from derived.resolved_links(resolved, self.cases, self.mint)
