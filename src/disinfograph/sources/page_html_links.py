"""The addresses in a page's markup: articles and their archived copies, evidence, other cases, the page itself."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disinfograph.records import Article, CrossLink, Evidence
from disinfograph.sources.page_fields import field_line, holds_field
from disinfograph.sources.page_html_text import line_of
from disinfograph.sources.prose_addresses import kind_of, original_of
from disinfograph.sources.prose_evidence import page_cited

SITE = "https://euvsdisinfo.eu/"
_ARCHIVE_WORD = re.compile(r"\(?archived?(?:\s+(?:link|copy|version))?\)?", re.IGNORECASE)
_HERE = re.compile(r"\W*(?:here|link|copy|this)\W*", re.IGNORECASE)
_MOST_LEVELS = 4
_LINK_WORD = re.compile(r"[(\[]?\b(?:original|archived?)\b[)\]]?", re.IGNORECASE)


def address_of(link: LexborNode) -> str | None:
    """Return where a link leads, also where the page hides it as base64 in `data-seo-href`; None if nowhere."""
    hidden = link.attributes.get("data-seo-href")
    url = _decoded(hidden) if hidden else link.attributes.get("href")
    url = (url or "").strip()
    if not url or url.startswith(("#", "javascript:", "mailto:")):
        return None
    try:
        url = urljoin(SITE, url)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def _decoded(hidden: str) -> str | None:
    if hidden.startswith(("http://", "https://", "/")):
        return hidden
    try:
        return base64.b64decode(hidden + "=" * (-len(hidden) % 4)).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def canonical_url(tree: LexborHTMLParser) -> str | None:
    """Return the case's address as the page's head gives it."""
    for selector, attribute in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        for node in tree.css(selector):
            url = (node.attributes.get(attribute) or "").strip()
            if kind_of(url) == "case":
                return url
    return None


def anchors_in(response: LexborNode | None) -> tuple[tuple[CrossLink, ...], tuple[Evidence, ...]]:
    """Return the links of a response: those to other cases, and those to what it cites."""
    links, cited = list[CrossLink](), list[Evidence]()
    for anchor in response.css("a") if response is not None else ():
        url, text = address_of(anchor), line_of(anchor)
        if url is None:
            continue
        if kind_of(url) == "case":
            links.append(CrossLink(text or url, url))
        else:
            said = text if text and "://" not in text and not text.startswith("www.") else None
            named_copy = kind_of(url) == "archive" and said and plain_name(said) and not _HERE.fullmatch(said)
            if page := page_cited(url) or (url if named_copy and not original_of(url) else None):
                cited.append(Evidence(said, page))
    return tuple(dict.fromkeys(links)), tuple(dict.fromkeys(cited))


def outlets_in(groups: Iterable[LexborNode]) -> tuple[str, ...]:
    """Return the names of outlets, one a group, without the words of its links ("original", "archive")."""
    return tuple(dict.fromkeys(name for name in map(outlet_name, groups) if name))


def outlet_name(group: LexborNode) -> str:
    """Return the outlet that a group of links belongs to; '' where it has no name of its own.

    The name stands beside the links ("Rain Daily (original, archive)") or is the text of the first one. A group that
    holds other fields has none.
    """
    links = [line_of(link) for link in _links_in(group)]
    beside = line_of(group).lstrip("• ")
    for text in links:
        beside = beside.replace(text, " ", 1) if text else beside
    label = field_line(beside)
    beside = label.value if label else beside
    if holds_field(beside):
        return ""
    return plain_name(beside) or next(filter(None, map(plain_name, links)), "")


def is_outlet_field(node: LexborNode) -> bool:
    """Tell whether a node stands in a list item that is labelled as naming outlets."""
    item: LexborNode | None = node
    for _ in range(_MOST_LEVELS):
        if item is None or item.tag == "li":
            break
        item = item.parent
    line = field_line(line_of(item)) if item is not None and item.tag == "li" else None
    return line is not None and line.name == "outlets"


def _links_in(group: LexborNode) -> list[LexborNode]:
    """Return a group's links without those of labelled items inside it ("Reported in: Issue 250")."""
    # Only items that hold no other: hostile pages nest deeply.
    leaves = (item for item in group.css("li") if item.mem_id != group.mem_id and len(item.css("li")) == 1)
    items = (item for item in leaves if field_line(line_of(item)))
    barred = {link.mem_id for item in items for link in item.css("a")}
    return [link for link in group.css("a") if link.mem_id not in barred]


def plain_name(name: str) -> str:
    """Return an outlet's name without the words of links around it; '' where nothing else is said."""
    return " ".join(_LINK_WORD.sub(" ", name).split()).strip(" ,;|/–—-()[]")


def articles_in(groups: Iterable[LexborNode], outlets: tuple[str, ...], *, named: bool) -> tuple[Article, ...]:
    """Return the articles that groups of links lead to, each with its archived copy.

    `named` says that a group names its outlet; else all belong to the page's outlet, where it has just one.
    """
    only = outlets[0] if len(outlets) == 1 else None
    found: list[Article] = []
    for group in groups:
        name = outlet_name(group) if named else ""
        found += _articles([link for link in _links_in(group) if _leads_out(link)], name if name in outlets else only)
    return tuple(dict.fromkeys(found))


def _leads_out(link: LexborNode) -> bool:
    url = address_of(link)
    return url is not None and kind_of(url) in ("page", "archive")


def _articles(links: list[LexborNode], outlet: str | None) -> list[Article]:
    found: list[Article] = []
    for at, link in enumerate(links):
        url, text = address_of(link), line_of(link)
        second = at == 1 and len(links) == 2 and not found[0].archive
        copy = _ARCHIVE_WORD.fullmatch(text) is not None or kind_of(url or "") == "archive" or second
        if not copy:
            found.append(Article(url=url, outlet=outlet))
        elif found and not found[-1].archive:
            found[-1] = replace(found[-1], archive=url)
        else:
            found.append(Article(url=original_of(url or ""), archive=url, outlet=outlet))
    return found
