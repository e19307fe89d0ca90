"""Links that a program can follow from a page or from data: https://signposting.org/FAIR/ (RFC 8288)."""

from __future__ import annotations

from typing import Final

from disinfograph.namespaces import BASE
from disinfograph.site.addresses import DATA, DATASET, MEDIA_TYPES, PAGE, Address, iri_of, page_path
from disinfograph.site.describing import LICENSE

_SCHEMA: Final = "https://schema.org/"
_TYPES: Final = {
    "article": "NewsArticle",
    "case": "ClaimReview",
    "claim": "Claim",
    "evidence": "CreativeWork",
    "issue": "PublicationIssue",
    "outlet": "Organization",
    "place": "Place",
    "source": "Dataset",
}
"""What schema.org calls the things of a kind; all others are defined terms."""


def signposts(address: Address, base: str = BASE) -> str:
    """Return the header `Link` of a thing, of its page or of its data, with paths from the root of the server."""
    iri = iri_of(address, base) or base
    links = [
        f'<{iri}>; rel="cite-as"',
        *(f'<{_SCHEMA}{name}>; rel="type"' for name in _types(address)),
        f'<{LICENSE}>; rel="license"',
        f'<{base}{DATASET}>; rel="collection"',
    ]
    if address.syntax != PAGE:
        relation = "describes" if address.syntax else "alternate"
        links.append(f'</{page_path(iri, base)}>; rel="{relation}"; type="text/html"')
    for syntax in DATA:
        if syntax != address.syntax:
            relation = "alternate" if address.syntax not in ("", PAGE) else "describedby"
            links.append(f'</{address.path(syntax)}>; rel="{relation}"; type="{MEDIA_TYPES[syntax]}"')
    return ", ".join(links)


def _types(address: Address) -> tuple[str, ...]:
    of_thing = _TYPES.get(address.kind, "DefinedTerm")
    return ("AboutPage", of_thing) if address.syntax == PAGE else (of_thing,)
