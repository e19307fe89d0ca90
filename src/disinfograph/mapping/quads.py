"""A record to quads: the statements of its source in the source's graph, the derived ones in their method's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from disinfograph.iris import Minter
from disinfograph.mapping import derived
from disinfograph.mapping.articles import article
from disinfograph.mapping.cases import case
from disinfograph.mapping.claims import claim
from disinfograph.mapping.names import Names
from disinfograph.mapping.things import issue, language, thing
from disinfograph.mapping.words import Triples
from disinfograph.records import Record
from disinfograph.resolve.collection import Collection
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.evidence_kinds import EvidenceKinds
from disinfograph.resolve.place.mentions import Mentions
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
    places: Mentions
    collection: Collection
    names: Names = field(default_factory=Names)

    @classmethod
    def below(cls, base: str, without: Iterable[str] = (), decisions: Decisions | None = None) -> Mapping:
        """Return a mapping whose things lie below a base, by every method but some, and by what curators decided."""
        resolver = Resolver.load()
        collection = Collection.of(resolver.scheme, without, decisions or Decisions())
        return cls(Minter(base), resolver, EvidenceKinds.load(), Mentions.load(), collection)

    def learn(self, records: Iterable[Record]) -> None:
        """Take note of all records before any is mapped: what they say together, and how unknown things are spelt.

        `records` is gone through three times.
        """
        self.collection.learn(records)
        for record in records:
            self.names.add(self.resolve(record))

    def resolve(self, record: Record) -> Resolved:
        """Return a record with its labels resolved, under the slug of the case that it belongs to."""
        return self.resolver.resolve(self.collection.curation.corrected(record), self.collection.slug(record))

    def everything(self, records: Iterable[Record]) -> Iterator[Quad]:
        """Yield every statement that the records give rise to, once `learn` has seen them."""
        yield from self.part(records, 0, 1)

    def part(self, records: Iterable[Record], part: int, parts: int) -> Iterator[Quad]:
        """Yield one of several parts of `everything`, numbered from 0: together they are the whole."""
        for record in islice(records, part, None, parts):
            yield from self.quads(self.resolve(record))
        for slug in sorted(self.collection.cases.slugs)[part::parts]:
            yield from self.case_quads(slug)
        if part == 0:
            yield from self._in_graphs(derived.aliases(self.collection.curation.aliases(), self.mint))

    def quads(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield every statement that one record gives rise to."""
        graph = self.mint.graph("source", resolved.record.source)
        for triple in self._stated(resolved):
            yield graph, triple
        yield from self._in_graphs(self._derived(resolved))

    def case_quads(self, slug: str) -> Iterator[Quad]:
        """Yield every statement that the records of a case give rise to together, or beside those of other cases."""
        known = self.collection
        yield from self._in_graphs(derived.narratives(slug, known.narratives(slug), self.mint))
        yield from self._in_graphs(derived.resolved_links(slug, known.links(slug), self.mint))
        yield from self._in_graphs(derived.similar_claims(slug, known.similar_to(slug), self.mint))

    def _stated(self, resolved: Resolved) -> Triples:
        yield from case(resolved, self.collection.cases, self.mint)
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
        for item, publishers in zip(resolved.record.articles, resolved.publishers, strict=True):
            yield from article(item, publishers, self.mint)
        if resolved.record.issue is not None:
            yield from issue(resolved.record.issue, self.mint)

    def _derived(self, resolved: Resolved) -> derived.Derived:
        yield from self._identity(resolved)
        if "prose" in self.collection.methods:
            yield from derived.prose(resolved, self.kinds, self.mint)
        if "place-mention" in self.collection.methods:
            yield from self._mentions(resolved)

    def _mentions(self, resolved: Resolved) -> derived.Derived:
        for part, text in (("title", resolved.record.title), ("claim", resolved.record.claim)):
            if text and self.collection.speaks(resolved.slug, resolved.record, part):
                yield from derived.mentions(resolved.slug, part, self.places.find(text), self.mint)

    def _identity(self, resolved: Resolved) -> derived.Derived:
        same = self.collection.sameness(resolved.record)
        if same:
            is_alias = same.slug in self.collection.identities.aliases
            yield from derived.identity(resolved, same, self.mint, is_alias=is_alias)

    def _in_graphs(self, statements: derived.Derived) -> Iterator[Quad]:
        return ((self.mint.graph("derived", method), triple) for method, triple in statements)
