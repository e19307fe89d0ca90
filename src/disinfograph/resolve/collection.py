"""All records seen together: which are one case, what each case promotes, where its links lead, what is like it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern

from disinfograph.iris import case_slug
from disinfograph.processes import beside
from disinfograph.records import CrossLink, Record
from disinfograph.resolve.curation.corrections import Curation
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.identity.identities import Identities, Sameness
from disinfograph.resolve.link.crosslinks import Cases, Target
from disinfograph.resolve.link.leads import Leads, Led, Links
from disinfograph.resolve.link.similar_claims import Similar, SimilarClaims
from disinfograph.resolve.narrative.attribution import METHODS as NARRATIVE_METHODS
from disinfograph.resolve.narrative.attribution import Attribution, Read
from disinfograph.resolve.narrative.narratives import Match, Scheme
from disinfograph.shelf import Handed

LINK_METHODS = frozenset({"link-url", "link-title", "link-fuzzy-title", "link-narrative"})
METHODS = NARRATIVE_METHODS | LINK_METHODS | {"prose", "near-duplicate", "place-mention", "summary", "curated"}
"""What can be switched off: all methods but those that tell which records are one case."""

# Fewer cases are compared sooner in this process.
_ALONE = 400

_Place = tuple[str, str, int]


@dataclass(slots=True)
class Collection:
    """What is known once all records were seen; `methods` are those that may speak."""

    attribution: Attribution
    curation: Curation = field(default_factory=Curation)
    methods: frozenset[str] = METHODS
    identities: Identities = field(default_factory=Identities)
    cases: Cases = field(default_factory=Cases)
    similar: SimilarClaims = field(default_factory=SimilarClaims)
    _links: Links = field(default_factory=Links)
    _led: Leads = field(default_factory=Leads)
    _several: set[str] = field(default_factory=set)
    _voices: dict[tuple[str, str], tuple[bool, _Place]] = field(default_factory=dict)
    # What is begun by `enter`, and asked for by `settle`.
    _claims: Callable[[], Handed] | None = None
    _words: Callable[[], Read | None] | None = None

    @classmethod
    def of(cls, scheme: Scheme, without: Iterable[str], decisions: Decisions) -> Collection:
        """Return an empty collection that uses every method but some, and what curators decided."""
        methods = METHODS.difference(without)
        curation = Curation.of(decisions if "curated" in methods else Decisions())
        cases = Cases(named=lambda text: frozenset(match.narrative for match in scheme.match_phrase(text)))
        return cls(Attribution(scheme, NARRATIVE_METHODS & methods), curation, methods, cases=cases)

    def learn(self, records: Iterable[Record]) -> None:
        """Take note of all records; they are gone through several times, and none is held."""
        self.enter(records)
        self.settle()

    def enter(self, records: Iterable[Record]) -> None:
        """Take note of all records: enough to tell which are one case, and what each of them says of it."""
        corrected = self.curation.corrected
        self.identities.learn(
            lambda: ((case_slug(record), corrected(record)) for record in records), self.curation.decisions
        )
        self.curation.settle(self.identities.canonical)
        for record in records:
            self._enter(intern(self.slug(record)), record)
        self._begin()
        self._look_again(records)

    def settle(self) -> None:
        """Find what holds of the cases beside each other: where links lead, narratives, similar claims."""
        for slug in self._links:
            self._led.put(slug, tuple(self._followed(slug)))
        self.cases.forget_words()
        self.attribution.settle(self._led.pairs(), self.curation.own, self._words)
        if self._claims:
            self.similar.take(self._claims())
        self._claims = self._words = None

    def _look_again(self, records: Iterable[Record]) -> None:
        """Take note of what matters of some only: the words of cases if links need them, of several records whose text
        is that of the case.
        """
        by_words = not all(self.cases.is_by_url(link) for slug in self._links for link in self._links.of(slug))
        for record in records if by_words or self._several else ():
            slug = intern(self.slug(record))
            if by_words:
                self.cases.describe(slug, record)
            if slug in self._several:
                self._hear(slug, record)

    def _begin(self) -> None:
        """Begin to compare cases by what needs nothing but their words, in processes of their own where that pays."""
        pays = len(self.cases.slugs) > _ALONE
        self._words = beside(self.attribution.compared, pays=pays)
        if "near-duplicate" in self.methods:
            self._claims = beside(self.similar.compared, pays=pays)

    def slug(self, record: Record) -> str:
        """Return the slug of the case that a record belongs to."""
        return self.identities.canonical(case_slug(record), self.curation.corrected(record))

    def sameness(self, record: Record) -> Sameness | None:
        """Return why a record's case is published under another slug than its own; None where it is not."""
        return self.identities.sameness(case_slug(record), self.curation.corrected(record))

    def narratives(self, slug: str) -> tuple[Match, ...]:
        """Return the narratives that a case promotes, what curators decided in the place of what methods found."""
        return self.curation.matches(slug, self.attribution.of(slug))

    def links(self, slug: str) -> Led:
        """Return the cross-links of a case that lead to another, and where."""
        return self._led.of(slug)

    def _followed(self, slug: str) -> Iterator[tuple[CrossLink, Target]]:
        for link in self._links.of(slug):
            found = self.cases.find(link, slug, self._own_narratives)
            known = found if found and found.method in self.methods else None
            if target := self.curation.target(slug, link, known):
                yield link, target

    def _own_narratives(self, slug: str) -> frozenset[str]:
        return self.curation.own(slug, self.attribution.own(slug))

    def similar_to(self, slug: str) -> tuple[Similar, ...]:
        """Return the cases whose claims say nearly what a case's claim says."""
        return self.similar.of(slug) if "near-duplicate" in self.methods else ()

    def speaks(self, slug: str, record: Record, part: str) -> bool:
        """Return whether the `title` or `claim` of a case is the one that this record of it has: of several, one."""
        return slug not in self._several or self._voices.get((slug, part)) == _voice(record)

    def _enter(self, slug: str, record: Record) -> None:
        if slug in self.cases.slugs:
            self._several.add(slug)
        self.cases.enter(slug, record)
        self.curation.add(slug, record)
        self.attribution.add(slug, self.curation.undecided(self.curation.corrected(record)))
        if "near-duplicate" in self.methods:
            self.similar.add(slug, record)
        if record.cross_links:
            self._links.add(slug, record.cross_links)

    def _hear(self, slug: str, record: Record) -> None:
        for part, text in (("title", record.title), ("claim", record.claim)):
            if text:
                voice = _voice(record)
                self._voices[slug, part] = min(voice, self._voices.get((slug, part), voice))


def _voice(record: Record) -> tuple[bool, _Place]:
    """Return what orders the records of a case that have a text: whole ones first."""
    return record.title_truncated or not record.main, (record.source, record.file, record.position)
