"""Derived statements: each as the plain triple and as an assertion with its method and confidence.

What a rule parsed from the prose of a response is derived too: the source states the prose, not its reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from disinfograph.iris import Minter, digest
from disinfograph.mapping.cases import cross_link, evidence, evidence_iri, link_iri
from disinfograph.mapping.words import A, day, decimal, word
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

Derived = tuple[str, list[Triple]]
"""The slug of a method, and triples of its graph."""

# A phrase, an anchor or an address stands in the prose letter by letter; what may be wrong is where it begins, where
# it ends and what it is for. A name in the prose may be mentioned for another reason than to cite it.
_PHRASE, _LINK, _ADDRESS, _NAME = 0.9, 0.9, 0.95, 0.7
_MENTION = 0.95
_ASSERTION, _STATEMENT = word("dg:Assertion"), word("rdf:Statement")
_SUBJECT, _PREDICATE, _OBJECT = word("rdf:subject"), word("rdf:predicate"), word("rdf:object")
_METHOD, _CONFIDENCE = word("dg:method"), word("dg:confidence")
_PROSE: Final = "prose"


def assertion(
    statement: Triple,
    method: str,
    confidence: float,
    mint: Minter,
    because: tuple[str, ...] = (),
    decided: Decided | None = None,
) -> list[Triple]:
    """Return a derived triple and its assertion; `because` are the words that decided, `decided` tells who and when.

    The second triple and those that follow are about the assertion.
    """
    node = iri_token(mint.thing("assertion", digest(*statement, method)))
    subject, predicate, value = statement
    found = [
        statement,
        (node, A, _ASSERTION),
        (node, A, _STATEMENT),
        (node, _SUBJECT, subject),
        (node, _PREDICATE, predicate),
        (node, _OBJECT, value),
        (node, _METHOD, iri_token(mint.thing("method", method))),
        (node, _CONFIDENCE, decimal(confidence)),
    ]
    if because:
        language = "" if decided else "en"  # a curator's note may be in any language
        found.append((node, word("rdfs:comment"), text_token("; ".join(because), language)))
    if decided:
        found.append((node, word("dcterms:creator"), text_token(decided.author)))
        found.append((node, word("dcterms:date"), day(decided.date)))
    return found


def prose(case: Resolved, kinds: EvidenceKinds, mint: Minter) -> Derived:
    """Return what the rules read in a case's response: narrative phrases, cross-links and evidence."""
    subject, record = iri_token(mint.thing("case", case.slug)), case.record
    found: list[Triple] = []
    for phrase in record.narrative_phrases:
        found += assertion((subject, word("dg:narrativePhrase"), text_token(phrase)), _PROSE, _PHRASE, mint)
    for link in record.cross_links:
        node = iri_token(link_iri(case.slug, link, mint))
        found += assertion((subject, word("dg:crossLink"), node), _PROSE, _LINK, mint)
        found += cross_link(node, link)
    for item in record.evidence:
        node = iri_token(evidence_iri(item, mint))
        sure = _ADDRESS if item.url else _NAME
        found += assertion((subject, word("dg:evidence"), node), _PROSE, sure, mint)
        found += evidence(node, item, kinds.kind(item), mint)
    return _PROSE, found


def narratives(slug: str, matches: tuple[Match, ...], mint: Minter) -> Iterator[Derived]:
    """Yield which narratives the claim of a case promotes, as far as the words of its records tell."""
    subject = iri_token(mint.thing("claim", slug))
    for match in matches:
        narrative = iri_token(mint.thing("narrative", match.narrative))
        statement = (subject, word("dg:promotes"), narrative)
        decided = match.decided if isinstance(match, CuratedMatch) else None
        yield match.method, assertion(statement, match.method, match.confidence, mint, match.evidence, decided)


def resolved_links(slug: str, links: Iterable[tuple[CrossLink, Target]], mint: Minter) -> Iterator[Derived]:
    """Yield which cases the cross-links of a case lead to; of two links to one case the surer speaks for the case."""
    subject = iri_token(mint.thing("case", slug))
    surest: dict[tuple[str, str], Target] = {}
    for link, target in links:
        other = iri_token(mint.thing("case", target.slug))
        node = iri_token(link_iri(slug, link, mint))
        yield _led((node, word("dg:toCase"), other), target, mint)
        before = surest.setdefault((other, target.method), target)
        surest[other, target.method] = max(before, target, key=lambda one: one.confidence)
    for (other, _), target in surest.items():
        yield _led((subject, word("dg:linksTo"), other), target, mint)


def _led(statement: Triple, target: Target, mint: Minter) -> Derived:
    decided = target.decided if isinstance(target, CuratedTarget) else None
    because = (decided.note,) if decided and decided.note else ()
    return target.method, assertion(statement, target.method, target.confidence, mint, because, decided)


def similar_claims(slug: str, others: Iterable[Similar], mint: Minter) -> Derived:
    """Return which claims say nearly what the claim of a case says, with the likeness that was measured."""
    subject, method = iri_token(mint.thing("claim", slug)), "near-duplicate"
    found: list[Triple] = []
    for other in others:
        statement = (subject, word("dg:similarClaim"), iri_token(mint.thing("claim", other.slug)))
        made = assertion(statement, method, other.confidence, mint, other.evidence)
        found += [*made, (_node(made), word("dg:score"), decimal(other.score))]
    return method, found


def mentions(slug: str, named: Iterable[tuple[str, Mention]], mint: Minter) -> Derived:
    """Return which places the parts of a case name (`title` or `claim`), and at which characters."""
    subject, method = iri_token(mint.thing("claim", slug)), "place-mention"
    found: list[Triple] = []
    nodes: dict[str, str] = {}
    for part, mention in named:
        place = iri_token(mint.thing("place", mention.place.slug))
        if place not in nodes:
            made = assertion((subject, word("dg:mentions"), place), method, _MENTION, mint)
            nodes[place] = _node(made)
            found += made
        found.append((nodes[place], word("dg:span"), text_token(f"{part}#char={mention.start},{mention.end}")))
    return method, found


def aliases(decided: Iterable[Decided], mint: Minter) -> Iterator[Derived]:
    """Yield the labels that a curator gave to things of ours, so that the graph tells whence a label is resolved."""
    for one in decided:
        statement = (iri_token(mint.thing(one.thing_kind, one.slug)), word("skos:hiddenLabel"))
        because = (one.note,) if one.note else ()
        yield "curated", assertion((*statement, text_token(one.subject[1])), "curated", 1.0, mint, because, one)


def identity(case: Resolved, same: Sameness, mint: Minter, *, is_alias: bool) -> Derived:
    """Return why a record is one of this case's, though its own slug is another.

    Where no other case goes by that slug it is an alias, so that its IRI still leads somewhere; where one does, the
    record alone moves.
    """
    subject = iri_token(mint.thing("case", case.slug))
    statement = (subject, word("dg:record"), text_token(case.record.provenance))
    if is_alias:
        statement = (iri_token(mint.thing("case", same.slug)), word("dcterms:isReplacedBy"), subject)
    return same.method, assertion(statement, same.method, same.confidence, mint, same.because, same.decided)


def _node(made: list[Triple]) -> str:
    """Return the token of an assertion that was made."""
    return made[1][0]
