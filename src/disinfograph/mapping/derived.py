"""Derived statements: each as the plain triple and as an assertion with its method and confidence.

What a rule parsed from the prose of a response is derived too: the source states the prose, not its reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disinfograph.iris import Minter, digest
from disinfograph.mapping.cases import cross_link, evidence, evidence_iri, link_iri
from disinfograph.mapping.words import A, Triples, day, decimal, word
from disinfograph.records import CrossLink
from disinfograph.resolve.curation.corrections import CuratedMatch, CuratedTarget
from disinfograph.resolve.curation.decided import Decided
from disinfograph.resolve.evidence_kinds import EvidenceKinds
from disinfograph.resolve.identity.identities import Sameness
from disinfograph.resolve.link.crosslinks import Target
from disinfograph.resolve.link.similar_claims import Similar
from disinfograph.resolve.narrative.narratives import Match
from disinfograph.resolve.place.mentions import Mention
from disinfograph.resolve.resolver import Resolved
from disinfograph.terms import Triple, iri_token, text_token

Derived = Iterator[tuple[str, Triple]]
"""The slug of a method, and a triple of its graph."""

# A phrase, an anchor or an address stands in the prose letter by letter; what may be wrong is where it begins, where
# it ends and what it is for. A name in the prose may be mentioned for another reason than to cite it.
_PHRASE, _LINK, _ADDRESS, _NAME = 0.9, 0.9, 0.95, 0.7
_MENTION = 0.95


def assertion(
    statement: Triple,
    method: str,
    confidence: float,
    mint: Minter,
    because: tuple[str, ...] = (),
    decided: Decided | None = None,
) -> Derived:
    """Yield a derived triple and its assertion; `because` are the words that decided, `decided` tells who and when."""
    node = assertion_iri(statement, method, mint)
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
        language = "" if decided else "en"  # a curator's note may be in any language
        yield method, (node, word("rdfs:comment"), text_token("; ".join(because), language))
    if decided:
        yield method, (node, word("dcterms:creator"), text_token(decided.author))
        yield method, (node, word("dcterms:date"), day(decided.date))


def assertion_iri(statement: Triple, method: str, mint: Minter) -> str:
    """Return the token of the assertion of a statement by a method."""
    return iri_token(mint.thing("assertion", digest(*statement, method)))


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


def narratives(slug: str, matches: tuple[Match, ...], mint: Minter) -> Derived:
    """Yield which narratives the claim of a case promotes, as far as the words of its records tell."""
    subject = iri_token(mint.thing("claim", slug))
    for match in matches:
        narrative = iri_token(mint.thing("narrative", match.narrative))
        statement = (subject, word("dg:promotes"), narrative)
        decided = match.decided if isinstance(match, CuratedMatch) else None
        yield from assertion(statement, match.method, match.confidence, mint, match.evidence, decided)


def resolved_links(slug: str, links: Iterable[tuple[CrossLink, Target]], mint: Minter) -> Derived:
    """Yield which cases the cross-links of a case lead to; of two links to one case the surer speaks for the case."""
    subject = iri_token(mint.thing("case", slug))
    surest: dict[tuple[str, str], Target] = {}
    for link, target in links:
        other = iri_token(mint.thing("case", target.slug))
        node = iri_token(link_iri(slug, link, mint))
        yield from _led((node, word("dg:toCase"), other), target, mint)
        before = surest.setdefault((other, target.method), target)
        surest[other, target.method] = max(before, target, key=lambda one: one.confidence)
    for (other, _), target in surest.items():
        yield from _led((subject, word("dg:linksTo"), other), target, mint)


def _led(statement: Triple, target: Target, mint: Minter) -> Derived:
    decided = target.decided if isinstance(target, CuratedTarget) else None
    because = (decided.note,) if decided and decided.note else ()
    yield from assertion(statement, target.method, target.confidence, mint, because, decided)


def similar_claims(slug: str, others: Iterable[Similar], mint: Minter) -> Derived:
    """Yield which claims say nearly what the claim of a case says, with the likeness that was measured."""
    subject, method = iri_token(mint.thing("claim", slug)), "near-duplicate"
    for other in others:
        statement = (subject, word("dg:similarClaim"), iri_token(mint.thing("claim", other.slug)))
        yield from assertion(statement, method, other.confidence, mint, other.evidence)
        yield method, (assertion_iri(statement, method, mint), word("dg:score"), decimal(other.score))


def mentions(slug: str, part: str, found: Iterable[Mention], mint: Minter) -> Derived:
    """Yield which places a part of a case names (`title` or `claim`), and at which characters."""
    subject, method = iri_token(mint.thing("claim", slug)), "place-mention"
    for mention in found:
        statement = (subject, word("dg:mentions"), iri_token(mint.thing("place", mention.place.slug)))
        yield from assertion(statement, method, _MENTION, mint)
        span = text_token(f"{part}#char={mention.start},{mention.end}")
        yield method, (assertion_iri(statement, method, mint), word("dg:span"), span)


def aliases(decided: Iterable[Decided], mint: Minter) -> Derived:
    """Yield the labels that a curator gave to things of ours, so that the graph tells whence a label is resolved."""
    for one in decided:
        statement = (iri_token(mint.thing(one.thing_kind, one.slug)), word("skos:hiddenLabel"))
        because = (one.note,) if one.note else ()
        yield from assertion((*statement, text_token(one.subject[1])), "curated", 1.0, mint, because, one)


def identity(case: Resolved, same: Sameness, mint: Minter, *, is_alias: bool) -> Derived:
    """Yield why a record is one of this case's, though its own slug is another.

    Where no other case goes by that slug it is an alias, so that its IRI still leads somewhere; where one does, the
    record alone moves.
    """
    subject = iri_token(mint.thing("case", case.slug))
    statement = (subject, word("dg:record"), text_token(case.record.provenance))
    if is_alias:
        statement = (iri_token(mint.thing("case", same.slug)), word("dcterms:isReplacedBy"), subject)
    yield from assertion(statement, same.method, same.confidence, mint, same.because, same.decided)


def _of(method: str, triples: Triples) -> Derived:
    return ((method, triple) for triple in triples)
