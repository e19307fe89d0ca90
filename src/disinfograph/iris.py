"""Minting and reading IRIs: the same thing gets the same IRI, whatever source it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from anyascii import anyascii

from disinfograph.errors import NotFound
from disinfograph.namespaces import BASE, KINDS, PREFIXES, expand

if TYPE_CHECKING:
    from disinfograph.records import Record

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_AUTHORITY = re.compile(r"[\w-]+(\.[\w-]+)*\.[\w-]{2,}\.?(:\d{1,5})?")
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_QUOTES = re.compile("['\"]")
_ELIDED = frozenset("'‘’ʼ`´\"“”„«»,")


@cache
def _illegal() -> re.Pattern[str]:
    """Return what may not stand in a path or query as it is, by RFC 3987 section 2.2, and marks that nobody sees.

    These are of zero width, or turn the direction. The pattern takes 20 ms to compile, which a query need not pay.
    """
    return re.compile(
        r"[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~\u00a0-\u1fff\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe"
        rf"\uff00-\uffef{_PLANES}]"
    )


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the text as a slug: ASCII letters and digits in lower case, joined by single hyphens.

    Apostrophes, quotes and commas vanish ("don't" is `dont`); everything else that is no letter or digit parts words.
    """
    return "-".join(text.translate(_SPELLED).split())


class _Spelled(dict[int, str | None]):
    """How each character is spelled in a slug, told when it is first asked for: a space where it parts words.

    What vanishes is None: `str.translate` is as fast as it can be where no character has none or more than one for it.
    """

    def __missing__(self, codepoint: int) -> str | None:
        character = chr(codepoint)
        plain = "" if character in _ELIDED else anyascii(character)
        spelled = self[codepoint] = _NO_LETTER.sub(" ", _QUOTES.sub("", plain).lower()) or None
        return spelled


_SPELLED = _Spelled()


@lru_cache(maxsize=1 << 16)
def url_slug(url: str) -> str:
    """Return the slug of a report URL: its last path segment, percent-decoded and folded; '' if it has no path."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    return fold(unquote(segments[-1])) if segments else ""


def case_slug(record: Record) -> str:
    """Return the slug of a record's case: from its URL, else from its title, else `{source}-{its own id}`."""
    slug = url_slug(record.url) if record.url else ""
    if not slug and record.title:
        slug = fold(record.title)
    return slug or f"{fold(record.source)}-{fold(record.id or f'{record.file}-{record.position}')}"


def source_slug(name: str) -> str:
    """Return a source's name as it stands in IRIs: names from outside may hold anything."""
    return fold(name) or digest(name)


@lru_cache(maxsize=1 << 16)
def web_iri(url: str) -> str | None:
    """Return a web address as a legal IRI, or None where it has no http(s) scheme or no host name.

    Characters that RFC 3987 forbids are percent-encoded and a stray `%` too; the rest is kept letter by letter,
    so that the same address in two sources stays the same.
    """
    url = url.strip()
    if not _SCHEME.match(url):
        return None
    scheme, rest = url.split("://", 1)
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if not _AUTHORITY.fullmatch(authority):
        return None
    tail = _BARE_PERCENT.sub("%25", rest[len(authority) :])
    if tail.count("#") > 1:
        head, _, fragment = tail.partition("#")
        tail = f"{head}#{fragment.replace('#', '%23')}"
    tail = tail.replace("[", "%5B").replace("]", "%5D")
    return f"{scheme.lower()}://{authority.lower()}" + _illegal().sub(lambda m: quote(m[0]), tail)


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that depend on all parts and on where each ends."""
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints the IRIs of things below a base, which ends in a slash."""

    base: str = BASE

    def thing(self, kind: str, name: str) -> str:
        """Return `{base}{kind}/{name}`; kinds are those of `namespaces.KINDS`."""
        return f"{self.base}{kind}/{name}"

    def rebase(self, iri: str) -> str:
        """Return the IRI of an authority's concept below this base."""
        if self.base == BASE or not iri.startswith(BASE) or iri.startswith(PREFIXES["dg"]):
            return iri
        return self.base + iri[len(BASE) :]

    def graph(self, *path: str) -> str:
        """Return the IRI of a named graph, such as `graph/source/cknabs`."""
        return f"{self.base}graph/{'/'.join(path)}"


def resolve_name(name: str, base: str = BASE) -> str:
    """Return the IRI that a user means by `case:some-slug`, `dg:Case`, `case/some-slug` or a full IRI."""
    if "://" in name or name.startswith("urn:"):
        return name.strip("<>")
    kind, _, rest = name.partition(":" if ":" in name else "/")
    if kind in KINDS and rest:
        return Minter(base).thing(kind, rest)
    if kind not in PREFIXES:
        raise NotFound("prefix or kind of thing", kind, [*KINDS, *PREFIXES])
    return expand(name)
