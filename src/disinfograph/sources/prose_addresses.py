"""Web addresses in a text: finding them, and telling cases, archived copies and other pages apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from disinfograph.sources.prose_sentences import in_small_letters

Kind = Literal["case", "site", "archive", "page"]

# An address from its colon on: the search skips to a rare sign, or to the first of a plain set.
_REST = r"[^\s<>\"“”‘’«»|]+"
_ADDRESS = re.compile(rf"://(?i:(?<=http://)|(?<=https://)){_REST}")
_ADDRESS_OR_HOST = re.compile(rf"[:Ww](?i:(?<=http:)//|(?<=https:)//|(?<=w)(?<![\w./@-]w)ww\.){_REST}")
_INNER = re.compile(r"(?<![,;)])[,;)]+(?=https?://)")
_GLUED_SENTENCE = re.compile(r"(?<=[a-z0-9/])\.[A-Z][a-z]*\Z")
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_STOPS = frozenset(".,;:!?'*…")
_ARCHIVES = frozenset(
    (
        "web.archive.org",
        "archive.org",
        "archive.is",
        "archive.today",
        "archive.ph",
        "archive.fo",
        "archive.li",
        "archive.md",
        "archive.vn",
        "perma.cc",
        "cappture.cc",
        "webcitation.org",
        "ghostarchive.org",
        "megalodon.jp",
        "freezepage.com",
    )
)
_ARCHIVED_ORIGINAL = re.compile(r"/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(?P<url>(?:https?:/{1,2}|www\.).+)$", re.IGNORECASE)
# An address as most are: what is left of its host and path after the rules for users, ports and stray signs is itself.
_PLAIN = re.compile(r"https?://(?P<host>[A-Za-z0-9.-]+)(?P<path>(?:/[^?#\t\r\n]*)?)(?:[?#]|\Z)")
_REPORT = re.compile(r"/(?:[a-z]{2}/)?report/[^/]")


@lru_cache(maxsize=8)
def addresses(text: str) -> tuple[tuple[int, str], ...]:
    """Return each web address with its offset, without the punctuation of the sentence around it."""
    pattern = _ADDRESS_OR_HOST if "www." in in_small_letters(text) else _ADDRESS
    return tuple(_addresses(text, pattern)) if pattern is _ADDRESS_OR_HOST or "://" in text else ()


def _addresses(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(text):
        at, end = match.span()
        if text[at] == ":":
            at -= len("https" if text[at - 1] in "sS" else "http")
        for piece in _INNER.split(text[at:end]):
            url = _trimmed(piece)
            if "." in url[4:]:
                yield at, url if "://" in url else f"http://{url}"
            at += len(piece)


@lru_cache(maxsize=64)
def kind_of(url: str) -> Kind:
    """Tell a case of the EUvsDisinfo database, the rest of its site and an archived copy from any other page."""
    parts = _split(url)
    host = parts[0].removeprefix("www.")
    if host == "euvsdisinfo.eu":
        return "case" if _REPORT.match(parts[1]) else "site"
    return "archive" if host in _ARCHIVES else "page"


def original_of(url: str) -> str | None:
    """Return the address that an archived copy says it is a copy of, or None where it does not say."""
    match = _ARCHIVED_ORIGINAL.search(url)
    if match is None:
        return None
    found = re.sub(r"^(https?:)/(?=[^/])", r"\1//", match["url"], flags=re.IGNORECASE)
    return found if "://" in found else f"http://{found}"


def _split(url: str) -> tuple[str, str]:
    """Return the host and the path of an address; '' where it has none."""
    if plain := _PLAIN.match(url):
        return plain["host"].lower(), plain["path"]
    try:
        parts = urlsplit(url)
        return (parts.hostname or "", parts.path)
    except ValueError:
        return "", ""


def _trimmed(url: str) -> str:
    end = len(url)
    while end and url[end - 1] in _STOPS:
        end -= 1
    if end and url[end - 1] in _CLOSERS:
        end = _before_strays(url, end)
    glued = _GLUED_SENTENCE.search(url, max(0, end - 40), end)
    return url[: glued.start()] if glued else url[:end]


def _before_strays(url: str, end: int) -> int:
    """Return where the brackets that nothing opened, and the stops among them, begin at the end of an address."""
    stray = {closer: url.count(closer) - url.count(opener) for closer, opener in _CLOSERS.items()}
    while end and (url[end - 1] in _STOPS or stray.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in stray:
            stray[url[end]] -= 1
    return end
