"""Cases: the reviews, and what their responses point to."""

from __future__ import annotations

from collections.abc import Iterator

from disinfograph.iris import Minter, digest, web_iri
from disinfograph.mapping.articles import address
from disinfograph.mapping.words import TRUE, A, day, word
from disinfograph.records import CrossLink, Evidence, Record
from disinfograph.resolve.link.crosslinks import Cases
from disinfograph.resolve.resolver import Resolved
from disinfograph.terms import Triple, iri_token, text_token

_LABEL_LENGTH = 120


def case(resolved: Resolved, cases: Cases, mint: Minter) -> list[Triple]:
    """Return what a source states of a case itself; what is cut off counts only where nothing whole is known."""
    subject, record = iri_token(mint.thing("case", resolved.slug)), resolved.record
    said = [
        (subject, A, word("dg:Case")),
        (subject, A, word("schema:ClaimReview")),
        (subject, word("schema:itemReviewed"), iri_token(mint.thing("claim", resolved.slug))),
        (subject, word("dg:record"), text_token(record.provenance)),
        (subject, word("dcterms:source"), iri_token(mint.thing("source", record.source))),
    ]
    if _is_whole(record) or resolved.slug not in cases.titled:
        said.append((subject, word("rdfs:label"), text_token(display_label(resolved))))
    said += _title(subject, resolved, cases)
    if record.response and (record.main or resolved.slug not in cases.answered):
        said.append((subject, word("schema:reviewBody"), text_token(record.response)))
    said += _details(subject, record)
    said += _unresolved(subject, record, mint)
    said += _links(subject, resolved, mint)
    return said


def display_label(resolved: Resolved) -> str:
    """Return the label under which a case is shown: its title or claim, marked as a claim."""
    record = resolved.record
    text = " ".join((record.title or record.claim or f"(no text in the source) {resolved.slug}").split())
    return "Claim: " + (text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1].rstrip() + "…")


def _is_whole(record: Record) -> bool:
    return bool(record.title) and not record.title_truncated


def _title(subject: str, resolved: Resolved, cases: Cases) -> list[Triple]:
    record = resolved.record
    if not record.title:
        return []
    title = text_token(record.title)
    if not _is_whole(record) and resolved.slug in cases.titled:
        return [(subject, word("schema:alternateName"), title)]
    named = [(subject, word("schema:name"), title)]
    return [*named, (subject, word("dg:titleTruncated"), TRUE)] if record.title_truncated else named


def _details(subject: str, record: Record) -> Iterator[Triple]:
    if record.date:
        yield subject, word("dg:date"), day(record.date)
    if record.url:
        yield subject, word("schema:url"), address(record.url)
    for curie, value in (("schema:author", record.reviewer), ("dg:verdict", record.verdict)):
        if value:
            yield subject, word(curie), text_token(value)
    if record.license:
        yield subject, word("schema:license"), _licence(record.license)


def _unresolved(subject: str, record: Record, mint: Minter) -> Iterator[Triple]:
    """Yield what the source says in a field where it cannot be, such as a day that is none, for a curator.

    A label that names no language is a thing of its own (`things.thing`).
    """
    for item in record.unresolved:
        if item.field != "languages":
            yield subject, word("dg:unresolvedLabel"), text_token(f"{item.field}: {item.label}")
            yield subject, word("dg:flag"), iri_token(mint.thing("flag", "unresolved"))


def _licence(value: str) -> str:
    iri = web_iri(value)
    return iri_token(iri) if iri else text_token(value)


def _links(subject: str, resolved: Resolved, mint: Minter) -> Iterator[Triple]:
    if resolved.record.issue is not None:
        yield subject, word("dg:reportedIn"), iri_token(mint.thing("issue", str(resolved.record.issue)))
    for keyword in resolved.keywords:
        yield subject, word("dg:keyword"), iri_token(mint.thing("keyword", keyword.slug))


def link_iri(slug: str, link: CrossLink, mint: Minter) -> str:
    """Return the IRI of a cross-link: it depends on the case that holds it, its words and its address."""
    return mint.thing("link", digest(slug, link.text, link.url or ""))


def cross_link(subject: str, link: CrossLink) -> list[Triple]:
    """Return the description of a cross-link, whose token is the subject."""
    said = [(subject, A, word("dg:CrossLink")), (subject, word("dg:anchorText"), text_token(link.text))]
    return [*said, (subject, word("schema:url"), address(link.url))] if link.url else said


def evidence_iri(item: Evidence, mint: Minter) -> str:
    """Return the IRI of a piece of evidence: by its address, or by its name in any spelling of case."""
    key = (web_iri(item.url) or item.url) if item.url else " ".join((item.text or "").casefold().split())
    return mint.thing("evidence", digest(key))


def evidence(subject: str, item: Evidence, kind: str, mint: Minter) -> list[Triple]:
    """Return the description of a piece of evidence, whose token is the subject, of a kind (a slug of those)."""
    said = [
        (subject, A, word("dg:Evidence")),
        (subject, A, word("schema:CreativeWork")),
        (subject, word("dg:kind"), iri_token(mint.thing("evidence-kind", kind))),
    ]
    if item.url:
        said.append((subject, word("schema:url"), address(item.url)))
    elif item.text:
        said.append((subject, word("schema:name"), text_token(" ".join(item.text.split()))))
    return said
