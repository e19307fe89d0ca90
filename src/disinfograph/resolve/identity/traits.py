"""What tells one case from another: the traits of a record that two sources of the same case share."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from disinfograph.iris import fold, url_slug, web_iri
from disinfograph.records import Article, Record
from disinfograph.resolve.keywords import Keywords
from disinfograph.resolve.outlet.outlets import Outlets
from disinfograph.resolve.place.places import Places

_REPEAT = re.compile(r"-\d{1,2}$")
_ARCHIVED = re.compile(r"^https?://(?:web\.)?archive\.org/web/[^/]+/(?=https?:/)", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid)=")
_VIDEO = re.compile(r"(?:youtu\.be/|youtube\.com/(?:watch\?(?:.*&)?v=|embed/|live/|shorts/))([\w-]{11})")
_CLAIM_WORDS = 40


class Text(NamedTuple):
    """A wording of a case's title: its letters and digits, its words, and whether more may have followed."""

    letters: str
    words: tuple[str, ...]
    cut: bool


@dataclass(slots=True)
class Traits:
    """One case as far as one can tell without comparing it: records of one report URL, or alike in title and fields.

    `url` is the slug of the report URL, or ''. `owners` names whose cases these are: two cases with a common owner,
    such as two rows of one table, are two cases. `rank` orders slugs by how well they name the case; the highest wins.
    """

    key: tuple[str, ...]
    slug: str
    url: str
    owners: set[tuple[str, ...]] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    texts: set[Text] = field(default_factory=set)
    claims: set[tuple[str, ...]] = field(default_factory=set)
    labels: set[frozenset[str]] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    issues: set[int] = field(default_factory=set)
    rank: int = 0


@dataclass(slots=True)
class Witness:
    """Takes the traits of records; every label is looked up in the authority files once."""

    places: Places = field(default_factory=Places.load)
    keywords: Keywords = field(default_factory=Keywords.load)
    outlets: Outlets = field(default_factory=Outlets.load)
    _labels: dict[str, str] = field(default_factory=dict)
    _outlets: dict[str, str] = field(default_factory=dict)

    def enter(self, cases: dict[tuple[str, ...], Traits], slug: str, record: Record) -> tuple[str, ...]:
        """Add a record's traits to those of the case that it tells of, and return that case's key."""
        url = report_slug(record)
        key = case_key(slug, record)
        case = cases.get(key)
        if case is None:
            case = cases[key] = Traits(key, url or slug, url)
        case.owners.add(owner(record))
        if record.date:
            case.dates.add(record.date)
        if record.issue is not None:
            case.issues.add(record.issue)
        case.articles.update(addresses(record.articles))
        case.languages.update(record.languages)
        case.outlets.update(filter(None, map(self._outlet, record.outlets)))
        case.texts.update(texts(record, url))
        if record.claim and record.claim != record.title:
            case.claims.add(_words(fold(record.claim).split("-", _CLAIM_WORDS)[:_CLAIM_WORDS]))
        if labels := self.labels(record):
            case.labels.add(labels)
        case.rank = max(case.rank, rank(record, url))
        return key

    def alone(self, slug: str, record: Record) -> Traits:
        """Return what one record tells of its case."""
        cases: dict[tuple[str, ...], Traits] = {}
        return cases[self.enter(cases, slug, record)]

    def labels(self, record: Record) -> frozenset[str]:
        """Return what a record's countries and keywords mean, as one set."""
        return frozenset(filter(None, map(self._label, (*record.countries, *record.keywords))))

    def _label(self, label: str) -> str:
        """Return what a country or keyword means; the sources put blocs and former states in either field."""
        if label not in self._labels:
            place = self.places.resolve(label)
            keyword = None if place else self.keywords.resolve(label)
            self._labels[label] = f"place/{place.slug}" if place else keyword.slug if keyword else ""
        return self._labels[label]

    def _outlet(self, label: str) -> str:
        if label not in self._outlets:
            outlet = self.outlets.resolve(label)
            self._outlets[label] = outlet.slug if outlet else ""
        return self._outlets[label]


def case_key(slug: str, record: Record) -> tuple[str, ...]:
    """Return what tells a record's case from all others before any comparison: its URL, or title and fields."""
    if url := report_slug(record):
        return ("url", url)
    told = (*addresses(record.articles), *record.outlets, *record.countries, *record.keywords)
    return ("", slug, record.date or "", *sorted(set(told)))


def owner(record: Record) -> tuple[str, ...]:
    """Return whose case a record tells of: its source's or, where that gives no ids, its file's."""
    return (record.source,) if record.id else (record.source, record.file)


def report_slug(record: Record) -> str:
    """Return the slug of a record's report URL, which some sources give as their own id; '' without one."""
    address = record.url or (record.id if record.id and web_iri(record.id) else None)
    return url_slug(address) if address else ""


def rank(record: Record, url: str) -> int:
    """Return how well a record names its case: by URL 4, full title 3, title of a cut-off record 2, cut title 1."""
    if url:
        return 4
    if not record.title:
        return 0
    return 1 if record.title_truncated else 3 if record.main else 2


def texts(record: Record, url: str) -> Iterator[Text]:
    """Yield the wordings of a record's title: the title, the one in its URL, and a claim that completes a cut title."""
    title = _text(fold(record.title), record.title_truncated) if record.title else None
    if title:
        yield title
    if url and (address := _text(_REPEAT.sub("", url), cut=True)).letters != (title and title.letters):
        yield address
    if title and title.cut and record.claim:
        claim = _text(fold(record.claim[: 3 * len(title.letters) + 100]), cut=True)
        if claim.letters.startswith(title.letters):
            yield claim


def _text(slug: str, cut: bool) -> Text:
    return Text(slug.replace("-", ""), _words(slug.split("-")), cut)


def _words(words: list[str]) -> tuple[str, ...]:
    """Return words of which each is kept once, however many cases have it."""
    return tuple(map(sys.intern, words))


def addresses(articles: tuple[Article, ...]) -> Iterator[str]:
    """Yield the addresses of articles and their archived copies in a form that spellings of one address share."""
    for article in articles:
        for url in (article.url, article.archive):
            if url and (found := address(url)):
                yield found


@lru_cache(maxsize=1 << 12)
def address(url: str) -> str:
    """Return a web address without scheme, `www.`, fragment and tracking; '' where it names no more than a host.

    An archived copy whose address holds the original's counts as the original, a video by its id.
    """
    url = url.strip()
    if "youtu" in url and (video := _VIDEO.search(url)):
        return f"youtube.com/{video[1]}"
    scheme, _, rest = _original(url).partition("://")
    place, _, query = rest.partition("#")[0].partition("?")
    host, _, path = place.partition("/")
    path = unquote(path).rstrip("/")
    query = "&".join(pair for pair in query.split("&") if not _TRACKING.match(pair)) if query else ""
    if scheme.lower() not in {"http", "https"} or "." not in host or not (path or query):
        return ""
    host = host.lower().removeprefix("www.").removeprefix("m.")
    return f"{host}/{path}?{query}" if query else f"{host}/{path}"


def _original(url: str) -> str:
    return _ARCHIVED.sub("", url) if "archive.org/" in url else url
