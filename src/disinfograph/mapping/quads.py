"""A record to quads: the statements of its source in the source's graph, the derived ones in their method's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from disinfograph.iris import Minter, case_slug
from disinfograph.mapping import derived
from disinfograph.mapping.articles import article
from disinfograph.mapping.cases import case
from disinfograph.mapping.claims import claim
from disinfograph.mapping.names import Names
from disinfograph.mapping.things import issue, language, thing
from disinfograph.mapping.words import Triples
from disinfograph.records import Record
from disinfograph.resolve.crosslinks import Cases
from disinfograph.resolve.evidence_kinds import EvidenceKinds
from disinfograph.resolve.identity import Identities
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
    identities: Identities = field(default_factory=Identities)
    names: Names = field(default_factory=Names)
    cases: Cases = field(default_factory=Cases)

    @classmethod
    def below(cls, base: str) -> Mapping:
        """Return a mapping whose things lie below a base."""
        return cls(Minter(base), Resolver.load(), EvidenceKinds.load())

    def learn(self, records: Iterable[Record]) -> None:
        """Take note of all records before any is mapped: which are one case, spellings, titles of cross-links.

        `records` is gone through twice.
        """
        for record in records:
            self.identities.add(case_slug(record), record)
        self.identities.settle()
        for record in records:
            resolved = self.resolve(record)
            self.names.add(resolved)
            self.cases.add(resolved.slug, record)

    def resolve(self, record: Record) -> Resolved:
        """Return a record with its labels resolved, under the slug of the case that it belongs to."""
        return self.resolver.resolve(record, self.identities.canonical(case_slug(record), record))

    def quads(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield every statement that a record gives rise to."""
        graph = self.mint.graph("source", resolved.record.source)
        for triple in self._stated(resolved):
            yield graph, triple
        for method, triple in self._derived(resolved):
            yield self.mint.graph("derived", method), triple

    def _stated(self, resolved: Resolved) -> Triples:
        yield from case(resolved, self.cases, self.mint)
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
        yield from self._identity(resolved)
        yield from derived.prose(resolved, self.kinds, self.mint)
        yield from derived.narratives(resolved, self.resolver.narratives(resolved.record), self.mint)
        yield from derived.resolved_links(resolved, self.cases, self.mint)

    def _identity(self, resolved: Resolved) -> Iterator[Quad]:
        same = self.identities.sameness(case_slug(resolved.record), resolved.record)
        if same:
            is_alias = same.slug in self.identities.aliases
            yield from derived.identity(resolved, same, self.mint, is_alias=is_alias)
