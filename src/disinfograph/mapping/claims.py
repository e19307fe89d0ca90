"""Claims: what a case reviews, where it appeared and what it is about. Never facts."""

from __future__ import annotations

from disinfograph.iris import Minter
from disinfograph.mapping.articles import article_iri
from disinfograph.mapping.words import A, Triples, day, word
from disinfograph.resolve.resolver import Resolved
from disinfograph.terms import iri_token, text_token

_JOINT = " // "


def claim(case: Resolved, mint: Minter) -> Triples:
    """Yield the description of a case's claim."""
    subject, record = iri_token(mint.thing("claim", case.slug)), case.record
    yield subject, A, word("dg:Claim")
    yield subject, A, word("schema:Claim")
    if record.claim:
        yield subject, word("schema:text"), text_token(record.claim)
        yield from _parts(subject, record.claim)
    if record.date:
        yield subject, word("schema:datePublished"), day(record.date)
    for place in case.places:
        yield subject, word("dg:discusses"), iri_token(mint.thing("place", place.slug))
    for language in case.languages:
        yield subject, word("dg:circulatedIn"), iri_token(mint.thing("language", language.slug))
    for outlet in case.outlets:
        yield subject, word("dg:carriedBy"), iri_token(mint.thing("outlet", outlet.slug))
    for note in case.notes:
        yield subject, word("skos:note"), text_token(note)
    yield from _appearances(subject, case, mint)


def _parts(subject: str, text: str) -> Triples:
    parts = [part.strip() for part in text.split(_JOINT) if part.strip()]
    if len(parts) > 1:
        for part in parts:
            yield subject, word("dg:claimPart"), text_token(part)


def _appearances(subject: str, case: Resolved, mint: Minter) -> Triples:
    for item in case.record.articles:
        iri = article_iri(item, mint)
        if iri:
            yield subject, word("schema:appearance"), iri_token(iri)
            if item.first:
                yield subject, word("schema:firstAppearance"), iri_token(iri)
