"""Which outlet a label or an address names: those of `ontology/vocab/outlets.ttl`, and the ones that it lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from disinfograph import vocabularies
from disinfograph.iris import digest, fold
from disinfograph.namespaces import BASE, dg
from disinfograph.resolve.outlet.outlet_labels import OutletLabel, split
from disinfograph.vocabularies import Concept

if TYPE_CHECKING:
    from tldextract import TLDExtract

_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_WWW = re.compile(r"^www\d?\.(?=.)", re.IGNORECASE)
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}/?")
_INNER_URL = re.compile(r"(?<=.)https?://.*$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_TIME_CODES = re.compile(r"(?:time|from|to|at|and|[\W\d_])+", re.IGNORECASE)
_LONGEST_SLUG = 80

# Keys of what stands where an outlet should: a page's button, or a word for "nothing here".
_EMPTY = frozenset("showmore showless seemore readmore more na nan none null undefined notavailable unknown".split())

# Their hosts lead to a text that somebody else published.
_SHORTENERS = frozenset("bit.ly bitly.com goo.gl t.co tinyurl.com ow.ly is.gd clck.ru vk.cc cutt.ly".split())
_ARCHIVES = frozenset(
    "web.archive.org archive.org archive.is archive.ph archive.today archive.vn archive.li archive.md archive.fo "
    "perma.cc app.cappture.cc cappture.cc webcache.googleusercontent.com ghostarchive.org".split()
)
_NO_PUBLISHERS = _SHORTENERS | _ARCHIVES
# Below these domains everybody publishes for himself; the Public Suffix List has a few more (blogspot.com).
_PLATFORMS = frozenset(
    "at.ua blog.cz blog.hu blog.pravda.sk blog.rs blogg.se blogs.mediapart.fr blox.pl canalblog.com dreamwidth.org "
    "eklablog.com estranky.cz forumactif.com google.com hautetfort.com jimdo.com jimdofree.com livejournal.com "
    "livejournal.ru medium.com mirtesen.ru my1.ru narod.ru over-blog.com squarespace.com substack.com tilda.ws "
    "tistory.com tumblr.com typepad.com ucoz.com ucoz.net ucoz.ru webnode.com webnode.cz webnode.sk weebly.com wix.com "
    "wixsite.com wordpress.com yandex.ru".split()
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by its slug and display name; `known` is false where the authority file lacks it."""

    slug: str
    name: str
    known: bool


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Return what the spellings of one name share: its letters and digits in ASCII, without case, `www.` or spaces.

    '' for a name that has no letter and no digit.
    """
    text = _WWW.sub("", _SCHEME.sub("", name.strip()))
    folded = fold(text).replace("-", "")
    return folded or (digest(text.casefold()) if any(map(str.isalnum, text)) else "")


def slug_of(name: str) -> str:
    """Return the slug of an outlet that the authority lacks: its key, and from 80 characters on a digest of its end."""
    whole = key(name)
    return whole if len(whole) <= _LONGEST_SLUG else f"{whole[:_LONGEST_SLUG]}-{digest(whole)[:8]}"


def preferred(names: Iterable[str] | Mapping[str, int]) -> str:
    """Return the name to show for an outlet of several spellings: the most frequent, then shortest, then smallest."""
    counts = names if isinstance(names, dict) else Counter(names)
    return min(counts, key=lambda name: (-counts[name], len(name), name))


@lru_cache(maxsize=1 << 16)
def host_of(url: str) -> str:
    """Return the publisher's host of a web address, lower case, without `www.`; '' where there is none.

    An archive's address gives the host of the archived page; a link shortener has no publisher.
    """
    inner = _INNER_URL.search(url)
    host = _host(url)
    if host in _ARCHIVES and inner:
        return host_of(inner[0])
    return "" if host in _NO_PUBLISHERS else host


@dataclass(frozen=True, slots=True)
class Outlets:
    """The authority's outlets by key, by host, and the brand above each.

    `by_host` gives the edition where brand and edition share a host, `brands` the brand: `rt.com` is the English
    edition's front page, `xy.rt.com` some other edition's.
    """

    by_key: Mapping[str, Outlet]
    by_host: Mapping[str, Outlet]
    brands: Mapping[str, Outlet]
    parents: Mapping[str, str]
    channels: Mapping[str, Outlet]
    """The channel of each programme, by the programme's slug."""
    _splits: dict[str, OutletLabel] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls) -> Outlets:
        """Return the outlets of the authority file; it is read once."""
        return _load()

    def split(self, label: str) -> OutletLabel:
        """Return the names of the outlets that a label names, and for a note what else it says; see `outlet_labels`."""
        # A database has a thousand labels and names each of them ten times.
        if label not in self._splits:
            self._splits[label] = self._parted(label)
        return self._splits[label]

    def _parted(self, label: str) -> OutletLabel:
        if is_noise(label):
            return OutletLabel(())
        several_addresses = len(label.split()) > 1 and _is_address(label)
        if names_nothing(label) and not several_addresses:
            return OutletLabel((), label)
        found = split(label, self._is_known, self._channel)
        names = tuple(name for name in found.names if not names_nothing(name))
        return OutletLabel(names, found.note if names else label.strip())

    def resolve(self, label: str | None, url: str | None = None) -> Outlet | None:
        """Return the outlet that a label names, or None for a label that names none ("Show more", "N/A", a time code).

        A label that is an address or a host goes by its host, any other by name or alias; of a label that says more
        than one name, the first counts. The address of the article counts where the label says nothing, or names a
        brand of which the address names an edition. A name that the authority lacks is kept.
        """
        return next(iter(self.resolve_all(label, url)), None)

    def resolve_all(self, label: str | None, url: str | None = None) -> tuple[Outlet, ...]:
        """Return the outlets that a label names, in its order, each once, as `resolve` finds each."""
        named = [self._named(name, url) for name in self.split(label or "").names]
        found = tuple(dict.fromkeys(outlet for outlet in named if outlet))
        at_address = self.at(url) if url and not found else None
        return (at_address,) if at_address else found

    def _named(self, name: str, url: str | None) -> Outlet | None:
        if names_nothing(name):
            return None
        if known := self._known(name):
            return self._edition(self.channels.get(known.slug, known), url)
        return self.at(name) if _is_address(name) else Outlet(slug_of(name), name, known=False)

    def _known(self, name: str) -> Outlet | None:
        # Before the names: without its dot, rt.rs (RT Balkan) would be RTRS, the broadcaster.
        at_host = self.by_host.get(host_of(name)) if _is_address(name) else None
        return at_host or self.by_key.get(key(name))

    def _is_known(self, name: str) -> bool:
        return bool(key(name)) and self._known(name) is not None

    def _channel(self, name: str) -> str | None:
        known = self._known(name)
        channel = self.channels.get(known.slug) if known else None
        return channel.name if channel else None

    def at(self, url: str) -> Outlet | None:
        """Return the outlet that publishes at a web address or host; None where the address has no publisher."""
        host = host_of(url)
        known = self._known_at(host) if host else None
        if known:
            return self.channels.get(known.slug, known)
        return _unknown_at(host) if host else None

    def _known_at(self, host: str) -> Outlet | None:
        exact = self.by_host.get(host) or self.by_host.get(_MOBILE.sub("", host))
        above = (self.brands.get(parent) for parent in _parents_of(host))
        return exact or next(filter(None, above), None) or self.by_key.get(key(host))

    def _edition(self, outlet: Outlet, url: str | None) -> Outlet:
        host = host_of(url) if url else ""
        other = self._known_at(host) if host else None
        return other if other and outlet.slug in self.lineage(other.slug) else outlet

    def lineage(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the brands above an outlet, nearest first."""
        above: list[str] = []
        while (slug := self.parents.get(slug, "")) and slug not in above:
            above.append(slug)
        return tuple(above)


def is_noise(label: str) -> bool:
    """Return whether a label is nothing of the source's own: empty, a button of its page, a word for no value."""
    folded = key(label)
    return not folded or folded in _EMPTY


def names_nothing(label: str) -> bool:
    """Return whether a cleaned label names no outlet: empty, a button, a time code, a link shortener or an archive."""
    if is_noise(label):
        return True
    if _CLOCK.search(label) and _TIME_CODES.fullmatch(label):
        return True
    return _is_address(label) and not host_of(label)


def _is_address(name: str) -> bool:
    return bool(_SCHEME.match(name) or _BARE_HOST.fullmatch(name))


def _host(url: str) -> str:
    text = url.strip()
    try:
        host = urlsplit(text if _SCHEME.match(text) else f"//{text}").hostname or ""
    except ValueError:  # a torn IPv6 bracket
        return ""
    host = _WWW.sub("", host.strip(".").lower())
    return host if _BARE_HOST.fullmatch(host) else ""


def _parents_of(host: str) -> Iterator[str]:
    parts = host.split(".")
    for start in range(1, len(parts) - 1):
        yield ".".join(parts[start:])


def _unknown_at(host: str) -> Outlet:
    name = registered_domain(host)
    return Outlet(slug_of(name), name, known=False)


def registered_domain(host: str) -> str:
    """Return the domain that the owner of a host registered; below a platform for everybody, the host itself.

    By the snapshot of the Public Suffix List that tldextract carries: nothing is asked of the network.
    """
    found = _suffixes()(host, include_psl_private_domains=True).top_domain_under_public_suffix
    is_platform = any(parent in _PLATFORMS or parent.startswith("blogspot.") for parent in (host, *_parents_of(host)))
    return found if found and not is_platform else _MOBILE.sub("", host)


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract  # 240 ms that a build without unknown outlets need not pay

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@cache
def _load() -> Outlets:
    concepts = vocabularies.load("outlets")
    outlets = {concept.slug: Outlet(concept.slug, concept.label, known=True) for concept in concepts}
    parents = {concept.slug: parent for concept in concepts for parent in _slugs(concept, "parentBrand")}
    by_host: dict[str, Outlet] = {}
    brands: dict[str, Outlet] = {}
    for concept in concepts:
        is_blog = "blog" in _slugs(concept, "kind")
        for host in hosts(concept):
            if host not in by_host or parents.get(concept.slug) == by_host[host].slug:
                by_host[host] = outlets[concept.slug]
            # A blog platform's subdomains are somebody's own blogs.
            if not is_blog and (host not in brands or parents.get(brands[host].slug) == concept.slug):
                brands[host] = outlets[concept.slug]
    named = {key(name): outlets[concept.slug] for concept in concepts for name in names(concept)}
    at_hosts = {key(host): outlet for host, outlet in by_host.items()}
    programmes = {concept.slug for concept in concepts if "programme" in _slugs(concept, "kind")}
    channels = {slug: outlets[parents[slug]] for slug in sorted(programmes & parents.keys())}
    return Outlets(at_hosts | named, by_host, brands, parents, channels)


def names(concept: Concept) -> tuple[str, ...]:
    """Return the names of an entry of the authority file: its slug, labels and aliases in every language."""
    return (concept.slug, *concept.labels.values(), *(alias for _, alias in concept.aliases))


def hosts(concept: Concept) -> tuple[str, ...]:
    """Return the host names of an entry of the authority file."""
    return concept.properties.get(dg("host"), ())


def _slugs(concept: Concept, name: str) -> tuple[str, ...]:
    return tuple(iri.removeprefix(BASE).partition("/")[2] for iri in concept.properties.get(dg(name), ()))
