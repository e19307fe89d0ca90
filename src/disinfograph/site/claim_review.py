"""A case as `ClaimReview` in JSON-LD, as readers of fact-checks expect it.

The rules are Google's: https://developers.google.com/search/docs/appearance/structured-data/factcheck. A rating is in
words alone: no source gives a number, and none is made up. Nor is a day of the review where only that of the claim is
known, or an author of the claim: an outlet that carried it need not have made it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from disinfograph.describe import Description
from disinfograph.namespaces import BASE, expand
from disinfograph.site.addresses import page_path
from disinfograph.site.things import text_of
from disinfograph.terms import Triple, iri_token

_NO_VERDICT: Final = "Disinformation"
"""What every case of these sources says of its claim, where it has no words of its own for it."""

_MOST_APPEARANCES: Final = 20


def claim_review(told: Description, base: str = BASE) -> dict[str, Any]:
    """Return the ClaimReview of a case's description; {} where it has no title, for then nothing is reviewed.

    `url` is the page of the case below `base`, on which the markup stands.
    """
    graph = _graph([*told.own, *told.parts, *told.labels])
    case = graph[iri_token(told.iri)]
    title = _text(case, "schema:name")
    if not title:
        return {}
    claim_iri = _token(case, "schema:itemReviewed")
    said = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": told.iri,
        "url": base + (page_path(told.iri, base) or ""),
        "name": title,
        "claimReviewed": _text(graph[claim_iri], "schema:text") or title,
        "reviewRating": {"@type": "Rating", "alternateName": _text(case, "dg:verdict") or _NO_VERDICT},
        "author": _author(case),
        "datePublished": _text(case, "schema:datePublished"),
        "isBasedOn": _web(case, "schema:url"),
        "itemReviewed": _claim(claim_iri, graph),
    }
    return {name: value for name, value in said.items() if value}


Said = dict[str, list[str]]


def _graph(triples: Iterable[Triple]) -> defaultdict[str, Said]:
    found: defaultdict[str, Said] = defaultdict(dict)
    for subject, name, value in sorted(set(triples)):
        found[subject].setdefault(name, []).append(value)
    return found


def _claim(iri: str, graph: defaultdict[str, Said]) -> dict[str, Any]:
    claim = graph[iri]
    shown = [
        {"@type": "CreativeWork", "url": url}
        for article in _tokens(claim, "schema:appearance")[:_MOST_APPEARANCES]
        if (url := _web(graph[article], "schema:url"))
    ]
    first = _web(graph[_token(claim, "schema:firstAppearance")], "schema:url")
    said = {
        "@type": "Claim",
        "@id": iri[1:-1],
        "datePublished": _text(claim, "schema:datePublished"),
        "appearance": shown,
        "firstAppearance": {"@type": "CreativeWork", "url": first} if first else None,
    }
    return {name: value for name, value in said.items() if value}


def _author(case: Said) -> dict[str, str]:
    """Return who reviewed: as the source names them, else the site on which the review stands."""
    name, url = _text(case, "schema:author"), urlsplit(_web(case, "schema:url"))
    if not name and not url.netloc:
        return {}
    said = {"@type": "Organization", "name": name or url.netloc.removeprefix("www.")}
    return said | ({"url": f"{url.scheme}://{url.netloc}/"} if url.netloc else {})


def _tokens(said: Said, name: str) -> list[str]:
    return said.get(iri_token(expand(name)), [])


def _token(said: Said, name: str) -> str:
    return next(iter(_tokens(said, name)), "")


def _text(said: Said, name: str) -> str:
    return text_of(_token(said, name))


def _web(said: Said, name: str) -> str:
    """Return a web address, "" where there is none, or one that a page may not link to."""
    found = text_of(_token(said, name)).removeprefix("<").removesuffix(">")
    return found if found.startswith(("http://", "https://")) else ""
