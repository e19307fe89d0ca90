"""A record to quads: the statements of its source in the source's graph, the derived ones in their method's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from disinfograph.iris import Minter
from disinfograph.mapping import derived
from disinfograph.mapping.articles import article
from disinfograph.mapping.cases import case
from disinfograph.mapping.claims import claim
from disinfograph.mapping.names import Names
from disinfograph.mapping.things import issue, language, thing
from disinfograph.records import Record
from disinfograph.resolve.collection import Collection
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.evidence_kinds import EvidenceKinds
from disinfograph.resolve.place.mentions import Mention, Mentions
from disinfograph.resolve.resolver import Resolved, Resolver
from disinfograph.terms import Triple

Quad = tuple[str, Triple]
"""The IRI of a named graph, and a triple in it."""
Graphed = tuple[str, list[Triple]]
"""The IRI of a named graph, and triples in it."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that is needed to map one record: the base, the authorities, and what is known of the other records."""

    mint: Minter
    resolver: Resolver
    kinds: EvidenceKinds
    collection: Collection
    names: Names = field(default_factory=Names)

    @classmethod
    def below(cls, base: str, without: Iterable[str] = (), decisions: Decisions | None = None) -> Mapping:
        """Return a mapping whose things lie below a base, by every method but some, and by what curators decided."""
        resolver = Resolver.load()
        collection = Collection.of(resolver.scheme, without, decisions or Decisions())
        return cls(Minter(base), resolver, EvidenceKinds.load(), collection)

    def learn(self, records: Iterable[Record]) -> None:
        """Take note of all records before any is mapped; they are gone through several times."""
        self.enter(records)
        self.settle()

    def enter(self, records: Iterable[Record]) -> None:
        """Take note of all records, as far as `of_records` needs it: which are one case, how the unknown is spelt."""
        self.collection.enter(records)
        for record in records:
            self.names.add(self.resolve(record))

    def settle(self) -> None:
        """Find what records say together or beside those of other cases, as `of_cases` needs it."""
        self.collection.settle()

    def resolve(self, record: Record) -> Resolved:
        """Return a record with its labels resolved, under the slug of the case that it belongs to."""
        return self.resolver.resolve(self.collection.curation.corrected(record), self.collection.slug(record))

    def everything(self, records: Iterable[Record]) -> Iterator[Quad]:
        """Yield every statement that the records give rise to, once `learn` has seen them."""
        return _each(chain(self.of_records(records), self.of_cases()))

    def of_records(self, records: Iterable[Record]) -> Iterator[Graphed]:
        """Yield what each of some records gives rise to by itself, once all records are entered."""
        for record in records:
            yield from self._of_record(self.resolve(record))

    def of_cases(self) -> Iterator[Graphed]:
        """Yield what the records of the cases give rise to together, and what curators decided, once it is settled."""
        for slug in sorted(self.collection.cases.slugs):
            yield from self._of_case(slug)
        yield from self._in_graphs(derived.aliases(self.collection.curation.aliases(), self.mint))

    def quads(self, resolved: Resolved) -> Iterator[Quad]:
        """Yield every statement that one record gives rise to."""
        return _each(self._of_record(resolved))

    def case_quads(self, slug: str) -> Iterator[Quad]:
        """Yield every statement that the records of a case give rise to together, or beside those of other cases."""
        return _each(self._of_case(slug))

    def _of_record(self, resolved: Resolved) -> Iterator[Graphed]:
        yield self.mint.graph("source", resolved.record.source), self._stated(resolved)
        yield from self._in_graphs(self._derived(resolved))

    def _of_case(self, slug: str) -> Iterator[Graphed]:
        known = self.collection
        yield from self._in_graphs(derived.narratives(slug, known.narratives(slug), self.mint))
        yield from self._in_graphs(derived.resolved_links(slug, known.links(slug), self.mint))
        yield from self._in_graphs([derived.similar_claims(slug, known.similar_to(slug), self.mint)])

    def _stated(self, resolved: Resolved) -> list[Triple]:
        said = case(resolved, self.collection.cases, self.mint)
        said += claim(resolved, self.mint)
        kinds = {
            "place": resolved.places,
            "language": resolved.languages,
            "outlet": resolved.outlets,
            "keyword": resolved.keywords,
        }
        for kind, things in kinds.items():
            for named in things:
                said += thing(kind, named, self.names, self.mint)
        for named in resolved.languages:
            if named.known:
                said += language(named.slug, self.mint)
        for item, publishers in zip(resolved.record.articles, resolved.publishers, strict=True):
            said += article(item, publishers, self.mint)
        if resolved.record.issue is not None:
            said += issue(resolved.record.issue, self.mint)
        return said

    def _derived(self, resolved: Resolved) -> Iterator[derived.Derived]:
        if same := self.collection.sameness(resolved.record):
            is_alias = same.slug in self.collection.identities.aliases
            yield derived.identity(resolved, same, self.mint, is_alias=is_alias)
        if "prose" in self.collection.methods:
            yield derived.prose(resolved, self.kinds, self.mint)
        if "place-mention" in self.collection.methods:
            yield derived.mentions(resolved.slug, self._mentions(resolved), self.mint)

    def _mentions(self, resolved: Resolved) -> Iterator[tuple[str, Mention]]:
        """Yield the places that a record names, each with the part of the record that names it."""
        # Their names are loaded by a process that looks for them, and by no other.
        places = Mentions.load()
        for part, text in (("title", resolved.record.title), ("claim", resolved.record.claim)):
            if text and self.collection.speaks(resolved.slug, resolved.record, part):
                for mention in places.find(text):
                    yield part, mention

    def _in_graphs(self, statements: Iterable[derived.Derived]) -> Iterator[Graphed]:
        return ((self.mint.graph("derived", method), triples) for method, triples in statements)


def _each(graphed: Iterable[Graphed]) -> Iterator[Quad]:
    return ((graph, triple) for graph, triples in graphed for triple in triples)
