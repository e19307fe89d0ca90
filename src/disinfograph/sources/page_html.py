"""EUvsDisinfo case pages saved as HTML, in the three markups seen since 2017.

The record is that of the same page's text, with what only the markup knows: addresses of articles, archived copies,
evidence and other cases. A page in none of the markups is read as its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disinfograph.errors import UnreadableInput
from disinfograph.records import Record, Reject
from disinfograph.sources import lists, page_text
from disinfograph.sources.page_fields import field_line, holds_field
from disinfograph.sources.page_html_links import (
    anchors_in,
    articles_in,
    canonical_url,
    is_outlet_field,
    outlet_name,
    outlets_in,
    plain_name,
)
from disinfograph.sources.page_html_text import line_of, text_of
from disinfograph.sources.page_lines import decode
from disinfograph.sources.page_record import Draft, nothing_found, record_of
from disinfograph.sources.reader import Reader

_HEADINGS = frozenset(("summary", "summary of disinformation", "response", "disproof", "disinformation case details"))
# Unclosed elements nest, and the parser needs the square of their number.
_MOST_UNCLOSED = 10_000
# No page shows as many; what nests is read once for each.
_MOST_CASES = 60
_MOST_VALUES = 200
_MARKS = (b"b-report__", b"b-catalog__report-title", b"report-summary-text", b"report-disproof-text")
_SITE_MARK = re.compile(rb"<(?:title|h1)\b[^>]*>\s*disinfo\s*:|euvsdisinfo\.eu/report/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """Where one generation of the site keeps the parts of a case, as CSS selectors.

    `links` finds the groups of links to one or more articles; `named` says that each such group names its outlet.
    """

    title: str
    claim: str
    response: str
    fields: str
    links: str
    named: bool


MARKUPS = (
    Markup(
        title="h1, h2, h3, .b-archive__database-item-title",
        claim=".b-report__summary .b-text",
        response=".b-report__response .b-text",
        fields=".b-report__details-list li, .b-report__keywords",
        links=".outlet-group",
        named=True,
    ),
    Markup(
        title="h1, .b-catalog__report-title",
        claim=".b-report__summary-text",
        response=".b-report__disproof-text",
        fields=".b-catalog__repwidget-list li",
        links=":has(> .b-catalog__link)",
        named=True,
    ),
    Markup(
        title="h1, h2",
        claim=".report-summary-text",
        response=".report-disproof-text",
        fields=".report-meta-item",
        links=".report-disinfo-link",
        named=False,
    ),
)


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield the main case of a page, then its related cases; a page without a case yields one reject."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(path.name, f"cannot be read ({error.strerror})") from error
    yield from read_html(decode(data), path.name)


def read_html(html: str, file: str) -> Iterator[Record | Reject]:
    """Yield the records of a page's markup; `file` is the base name that they carry."""
    if html.count("<") - 2 * html.count("</") > _MOST_UNCLOSED:
        yield nothing_found(file)
        return
    tree = LexborHTMLParser(html)
    markup = next((markup for markup in MARKUPS if tree.css_first(f"{markup.claim}, {markup.response}")), None)
    if markup is None:
        yield from page_text.read_text(text_of(tree.body), file)
        return
    for position, draft in enumerate(_drafts(tree, markup), start=1):
        yield record_of(draft, file, position)


def _drafts(tree: LexborHTMLParser, markup: Markup) -> list[Draft]:
    """Return the cases in the order of the page; only the first has fields and articles."""
    main, *related = _parts(tree, markup)
    fields = dict(_fields(tree, markup))
    groups = tree.css(markup.links)[:_MOST_CASES]
    stated = "" if holds_field(fields.get("outlets", "")) else fields.get("outlets", "")
    named = markup.named and (not stated or any(map(is_outlet_field, groups)))
    outlets = (outlets_in(groups) if named else ()) or lists.outlets(stated)
    articles = articles_in(groups, outlets, named=markup.named)
    if markup.named and not articles:
        items = [node for node in tree.css(markup.fields)[:_MOST_CASES] if is_outlet_field(node)]
        articles = articles_in(items, outlets, named=True)
    draft = _draft(main)._replace(fields=fields, outlets=outlets, articles=articles, url=canonical_url(tree))
    return [draft, *map(_draft, related)]


@dataclass(slots=True)
class _Part:
    title: str
    claim: LexborNode | None = None
    response: LexborNode | None = None


def _parts(tree: LexborHTMLParser, markup: Markup) -> list[_Part]:
    """Return the nodes of each case: a claim or a response belongs to the last title before it."""
    claims = {node.mem_id for node in tree.css(markup.claim)}
    responses = {node.mem_id for node in tree.css(markup.response)}
    parts: list[_Part] = []
    title: str | None = None
    for node in tree.css(f"{markup.title}, {markup.claim}, {markup.response}"):
        if node.mem_id not in claims | responses:
            words = line_of(node)
            title = words if words and words.casefold().rstrip(":") not in _HEADINGS else title
            continue
        is_claim = node.mem_id in claims
        if title is not None or not parts or (is_claim and parts[-1].claim is not None):
            parts.append(_Part(title or line_of(tree.css_first("title"))))
            title = None
        if is_claim:
            parts[-1].claim = node
        else:
            parts[-1].response = parts[-1].response or node
    return parts[:_MOST_CASES]


def _draft(part: _Part) -> Draft:
    cross_links, cited = anchors_in(part.response)
    claim, response = text_of(part.claim) or None, text_of(part.response) or None
    return Draft(part.title, claim, response, cross_links=cross_links, evidence=cited)


def _fields(tree: LexborHTMLParser, markup: Markup) -> Iterator[tuple[str, str]]:
    for node in tree.css(markup.fields)[:_MOST_VALUES]:
        line = field_line(line_of(node))
        if line is None:
            continue
        values = [value for value in map(line_of, _leaves(node)) if value and field_line(value) is None]
        names = list(filter(plain_name, values))
        if line.name == "outlets" and len(names) < len(values):
            yield line.name, ", ".join(names) or outlet_name(node)
        else:
            yield line.name, ", ".join(values) if len(values) > 1 else line.value


def _leaves(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the spans and links of a field that hold no other."""
    for leaf in node.css("span, a")[:_MOST_VALUES]:
        if all(inner.mem_id == leaf.mem_id for inner in leaf.css("span, a")):
            yield leaf


def _recognises(path: Path, head: bytes) -> bool:
    if not decode(head).lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    return any(mark in head for mark in _MARKS) or _SITE_MARK.search(head) is not None


READER = Reader("page-html", _recognises, read)
