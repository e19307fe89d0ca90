"""Derived statements: each as the plain triple and as an assertion with its method and confidence.

What a rule parsed from the prose of a response is derived too: the source states the prose, not its reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from disinfograph.iris import Minter, digest
from disinfograph.mapping.cases import cross_link, evidence, evidence_iri, link_iri
from disinfograph.mapping.words import A, Triples, decimal, word
from disinfograph.resolve.crosslinks import Cases
from disinfograph.resolve.evidence_kinds import EvidenceKinds
from disinfograph.resolve.identity import Sameness
from disinfograph.resolve.narratives import Match
from disinfograph.resolve.resolver import Resolved
from disinfograph.terms import Triple, iri_token, text_token

Derived = Iterator[tuple[str, Triple]]
"""The slug of a method, and a triple of its graph."""

# A phrase, an anchor or an address stands in the prose letter by letter; what may be wrong is where it begins, where
# it ends and what it is for. A name in the prose may be mentioned for another reason than to cite it.
_PHRASE, _LINK, _ADDRESS, _NAME = 0.9, 0.9, 0.95, 0.7


def assertion(
    statement: Triple, method: str, confidence: float, mint: Minter, because: tuple[str, ...] = ()
) -> Derived:
    """Yield a derived triple and its assertion; `because` are the words that decided."""
    node = iri_token(mint.thing("assertion", digest(*statement, method)))
    subject, predicate, value = statement
    yield method, statement
    yield method, (node, A, word("dg:Assertion"))
    yield method, (node, A, word("rdf:Statement"))
    yield method, (node, word("rdf:subject"), subject)
    yield method, (node, word("rdf:predicate"), predicate)
    yield method, (node, word("rdf:object"), value)
    yield method, (node, word("dg:method"), iri_token(mint.thing("method", method)))
    yield method, (node, word("dg:confidence"), decimal(confidence))
    if because:
        yield method, (node, word("rdfs:comment"), text_token("; ".join(because), "en"))


def prose(case: Resolved, kinds: EvidenceKinds, mint: Minter) -> Derived:
    """Yield what the rules read in a case's response: narrative phrases, cross-links and evidence."""
    subject, record = iri_token(mint.thing("case", case.slug)), case.record
    for phrase in record.narrative_phrases:
        yield from assertion((subject, word("dg:narrativePhrase"), text_token(phrase)), "prose", _PHRASE, mint)
    for link in record.cross_links:
        node = iri_token(link_iri(case.slug, link, mint))
        yield from assertion((subject, word("dg:crossLink"), node), "prose", _LINK, mint)
        yield from _of("prose", cross_link(case.slug, link, mint))
    for item in record.evidence:
        node = iri_token(evidence_iri(item, mint))
        sure = _ADDRESS if item.url else _NAME
        yield from assertion((subject, word("dg:evidence"), node), "prose", sure, mint)
        yield from _of("prose", evidence(item, kinds.kind(item), mint))


def narratives(case: Resolved, matches: tuple[Match, ...], mint: Minter) -> Derived:
    """Yield which narratives a claim promotes, as far as the words of its case tell."""
    subject = iri_token(mint.thing("claim", case.slug))
    for match in matches:
        narrative = iri_token(mint.thing("narrative", match.narrative))
        statement = (subject, word("dg:promotes"), narrative)
        yield from assertion(statement, match.method, match.confidence, mint, match.evidence)


def resolved_links(case: Resolved, cases: Cases, mint: Minter) -> Derived:
    """Yield which cases the cross-links of a case lead to."""
    subject = iri_token(mint.thing("case", case.slug))
    for link in case.record.cross_links:
        target = cases.find(link, case.slug)
        if target:
            other = iri_token(mint.thing("case", target.slug))
            node = iri_token(link_iri(case.slug, link, mint))
            yield from assertion((node, word("dg:toCase"), other), target.method, target.confidence, mint)
            yield from assertion((subject, word("dg:linksTo"), other), target.method, target.confidence, mint)


def identity(case: Resolved, same: Sameness, mint: Minter, *, is_alias: bool) -> Derived:
    """Yield why a record is one of this case's, though its own slug is another.

    Where no other case goes by that slug it is an alias, so that its IRI still leads somewhere; where one does, the
    record alone moves.
    """
    subject = iri_token(mint.thing("case", case.slug))
    statement = (subject, word("dg:record"), text_token(case.record.provenance))
    if is_alias:
        statement = (iri_token(mint.thing("case", same.slug)), word("dcterms:isReplacedBy"), subject)
    yield from assertion(statement, same.method, same.confidence, mint, same.because)


def _of(method: str, triples: Triples) -> Derived:
    return ((method, triple) for triple in triples)
