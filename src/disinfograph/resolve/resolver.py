"""A record with its labels resolved to things: what the mapping needs and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from disinfograph.iris import digest, fold
from disinfograph.records import Article, Record
from disinfograph.resolve.keywords import Keywords
from disinfograph.resolve.narrative.narratives import Scheme
from disinfograph.resolve.outlet.outlets import Outlets, host_of, is_noise
from disinfograph.resolve.place.places import Places

_MOST = 1 << 14


@dataclass(frozen=True, slots=True)
class Named:
    """The thing that a label means; `known` is false where no authority file has it."""

    slug: str
    label: str
    known: bool


@dataclass(frozen=True, slots=True)
class Publishers:
    """Who published an article, by its label and address, and what else the label says: a programme, a time code."""

    outlets: tuple[Named, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A record, the slug of its case, and what its labels mean.

    `notes` are what labels of outlets say beside the outlet, where no article bears the label.
    `publishers` runs parallel to `record.articles`; `languages` holds the tags that name a language and, as
    unknown things, the labels that name none.
    """

    record: Record
    slug: str
    places: tuple[Named, ...]
    languages: tuple[Named, ...]
    outlets: tuple[Named, ...]
    publishers: tuple[Publishers, ...]
    keywords: tuple[Named, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolver:
    """The authority files, loaded once."""

    places: Places
    outlets: Outlets
    keywords: Keywords
    scheme: Scheme
    # What labels mean, as it was found: the same ones come again and again.
    _place: Callable[[str], Named | None] = field(init=False, repr=False, compare=False)
    _keyword: Callable[[str], Named | None] = field(init=False, repr=False, compare=False)
    _outlets: Callable[[str, str], tuple[Named, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, find in (("_place", self._find_place), ("_keyword", self._find_keyword)):
            object.__setattr__(self, name, lru_cache(maxsize=_MOST)(find))
        object.__setattr__(self, "_outlets", lru_cache(maxsize=_MOST)(self._find_outlets))

    @classmethod
    def load(cls) -> Resolver:
        """Return a resolver over the files of `ontology/vocab/`."""
        return cls(Places.load(), Outlets.load(), Keywords.load(), Scheme.load())

    def resolve(self, record: Record, slug: str) -> Resolved:
        """Return the record of the case of that slug with its labels resolved; nothing that it says is dropped."""
        publishers = tuple(self._publishers(article) for article in record.articles)
        # An article's address may tell which edition of a brand a label means: then the bare brand is not meant too.
        told = {article.outlet for article in record.articles}
        others = [label for label in record.outlets if label not in told]
        carriers = [outlet for label in others for outlet in self._outlets(label, "")]
        carriers += [outlet for publisher in publishers for outlet in publisher.outlets]
        return Resolved(
            record=record,
            slug=slug,
            places=_unique(self._place(label) for label in record.countries),
            languages=_languages(record),
            outlets=_unique(carriers),
            publishers=publishers,
            keywords=_unique(self._keyword(label) for label in record.keywords),
            notes=tuple(filter(None, (self.outlets.split(label).note for label in others))),
        )

    def _find_place(self, label: str) -> Named | None:
        place = self.places.resolve(label)
        return Named(place.slug, place.name, known=True) if place else _unknown(label)

    def _publishers(self, article: Article) -> Publishers:
        if not article.outlet:
            return Publishers()
        return Publishers(self._outlets(article.outlet, _at(article.url)), self.outlets.split(article.outlet).note)

    def _find_outlets(self, label: str, url: str) -> tuple[Named, ...]:
        found = self.outlets.resolve_all(label, url)
        if found or is_noise(label):
            return tuple(Named(one.slug, one.name, one.known) for one in found)
        # A label that names nobody, such as a shortened address, is what the source gives all the same.
        return _unique([_unknown(label)])

    def _find_keyword(self, label: str) -> Named | None:
        keyword = self.keywords.resolve(label)
        return Named(keyword.slug, keyword.label, keyword.known) if keyword else None


def _at(url: str | None) -> str:
    """Return what of an address tells its publisher: its host."""
    host = host_of(url) if url else ""
    return host if not url or host_of(host) == host else url


def _unknown(label: str) -> Named | None:
    return Named(fold(label) or digest(label), label, known=False) if label.strip() else None


def _languages(record: Record) -> tuple[Named, ...]:
    known = [Named(tag, tag, known=True) for tag in record.languages]
    strange = [_unknown(item.label) for item in record.unresolved if item.field == "languages"]
    return _unique([*known, *strange])


def _unique(things: Iterable[Named | None]) -> tuple[Named, ...]:
    return tuple({thing.slug: thing for thing in things if thing}.values())
