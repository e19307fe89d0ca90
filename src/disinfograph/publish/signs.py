"""What tells programs about the site: sitemap, robots.txt, citation, Croissant, and the page for what is not there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from disinfograph import __version__
from disinfograph.publish.columns import Sheet
from disinfograph.site.addresses import HOME, SAFE
from disinfograph.site.dataset import CREATOR, TITLE, Column, Distribution, Table, croissant, summary
from disinfograph.site.templates import rendered
from disinfograph.stores.counts import Counts

MOST_IN_A_SITEMAP: Final = 50_000
"""Addresses in one file, as https://www.sitemaps.org/protocol.html has it."""

File = tuple[str, bytes]


def sitemaps(url: str, pages: Iterable[str]) -> Iterator[File]:
    """Yield the sitemap of all pages, which names further ones where there are too many for one."""
    places = [url + ("" if page == HOME else quote(page, safe=SAFE)) for page in sorted(pages)]
    parts = [places[start : start + MOST_IN_A_SITEMAP] for start in range(0, len(places), MOST_IN_A_SITEMAP)]
    if len(parts) == 1:
        yield "sitemap.xml", _sitemap("urlset", "url", parts[0])
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _sitemap("urlset", "url", part)
    names = [f"{url}sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _sitemap("sitemapindex", "sitemap", names)


def _sitemap(root: str, each: str, addresses: Iterable[str]) -> bytes:
    lines = "".join(f"<{each}><loc>{escape(address)}</loc></{each}>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{root}>\n'.encode()


def robots(url: str) -> bytes:
    """Return robots.txt: everything may be read; with an address of the site also where its sitemap is."""
    return ("User-agent: *\nDisallow:\n" + (f"\nSitemap: {url}sitemap.xml\n" if url else "")).encode()


def citation(counts: Counts, base: str, url: str, version: str) -> bytes:
    """Return CITATION.cff (Citation File Format 1.2.0) of the data set."""
    said = {
        "cff-version": "1.2.0",
        "message": "To cite this data set, use these words.",
        "type": "dataset",
        "title": TITLE,
        "abstract": summary(counts),
        "version": version,
        "license": "CC-BY-4.0",
        "url": url or base,
    }
    # A text of JSON is one of YAML.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
    return "\n".join([*lines, "authors:", f"  - name: {json.dumps(CREATOR)}", ""]).encode()


def described_tables(
    counts: Counts, base: str, url: str, tables: Sequence[tuple[Sheet, Distribution]], others: Sequence[Distribution]
) -> bytes:
    """Return Croissant: a record set for each table, and the other files."""
    described = [Table(sheet.name, sheet.description, _columns(sheet), file) for sheet, file in tables]
    said = croissant(counts, described, base, url, __version__, others)
    return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode()


def _columns(sheet: Sheet) -> list[Column]:
    return [Column(each.name, each.description, each.kind) for each in sheet.fields]


def missing_page(url: str, title: str = "") -> bytes:
    """Return the page for addresses that have no file; hosts show it anywhere, so its links begin at the root."""
    root = urlsplit(url).path or "/"
    return rendered(
        "missing.html", root=root, heading="Not here", served=False, downloads=True, language="en", site_name=title
    ).encode()  # fmt: skip
