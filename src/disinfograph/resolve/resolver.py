"""A record with its labels resolved to things: what the mapping needs and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disinfograph.iris import digest, fold
from disinfograph.records import Record
from disinfograph.resolve.keywords import Keywords
from disinfograph.resolve.narratives import Match, Scheme
from disinfograph.resolve.outlets import Outlets, is_noise
from disinfograph.resolve.places import Places


@dataclass(frozen=True, slots=True)
class Named:
    """The thing that a label means; `known` is false where no authority file has it."""

    slug: str
    label: str
    known: bool


@dataclass(frozen=True, slots=True)
class Resolved:
    """A record, the slug of its case, and what its labels mean.

    `article_outlets` runs parallel to `record.articles`; `languages` holds the tags that name a language and, as
    unknown things, the labels that name none.
    """

    record: Record
    slug: str
    places: tuple[Named, ...]
    languages: tuple[Named, ...]
    outlets: tuple[Named, ...]
    article_outlets: tuple[Named | None, ...]
    keywords: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Resolver:
    """The authority files, loaded once."""

    places: Places
    outlets: Outlets
    keywords: Keywords
    scheme: Scheme

    @classmethod
    def load(cls) -> Resolver:
        """Return a resolver over the files of `ontology/vocab/`."""
        return cls(Places.load(), Outlets.load(), Keywords.load(), Scheme.load())

    def resolve(self, record: Record, slug: str) -> Resolved:
        """Return the record of the case of that slug with its labels resolved; nothing that it says is dropped."""
        article_outlets = tuple(self._outlet(a.outlet, a.url) if a.outlet else None for a in record.articles)
        # An article's address may tell which edition of a brand a label means: then the bare brand is not meant too.
        told = {article.outlet for article in record.articles}
        outlets = [self._outlet(label) for label in record.outlets if label not in told]
        return Resolved(
            record=record,
            slug=slug,
            places=_unique(self._place(label) for label in record.countries),
            languages=_languages(record),
            outlets=_unique([*outlets, *article_outlets]),
            article_outlets=article_outlets,
            keywords=_unique(self._keyword(label) for label in record.keywords),
        )

    def narratives(self, record: Record) -> tuple[Match, ...]:
        """Return the narratives that a record's phrases name, else those that its title and keywords point to.

        Cues are asked only where no phrase is known to the scheme: prose is the better witness.
        """
        named = [match for phrase in record.narrative_phrases for match in self.scheme.match_phrase(phrase)]
        if not named:
            named = list(self.scheme.match_cues(record.title or "", record.claim, record.keywords))
        best: dict[str, Match] = {}
        for match in named:
            if match.narrative not in best or best[match.narrative].confidence < match.confidence:
                best[match.narrative] = match
        return tuple(best[name] for name in sorted(best))

    def _place(self, label: str) -> Named | None:
        place = self.places.resolve(label)
        return Named(place.slug, place.name, known=True) if place else _unknown(label)

    def _outlet(self, label: str, url: str | None = None) -> Named | None:
        outlet = self.outlets.resolve(label, url)
        if outlet:
            return Named(outlet.slug, outlet.name, outlet.known)
        return None if is_noise(label) else _unknown(label)

    def _keyword(self, label: str) -> Named | None:
        keyword = self.keywords.resolve(label)
        return Named(keyword.slug, keyword.label, keyword.known) if keyword else None


def _unknown(label: str) -> Named | None:
    return Named(fold(label) or digest(label), label, known=False) if label.strip() else None


def _languages(record: Record) -> tuple[Named, ...]:
    known = [Named(tag, tag, known=True) for tag in record.languages]
    strange = [_unknown(item.label) for item in record.unresolved if item.field == "languages"]
    return _unique([*known, *strange])


def _unique(things: Iterable[Named | None]) -> tuple[Named, ...]:
    return tuple({thing.slug: thing for thing in things if thing}.values())
