"""The page of a case: the claim, marked as one, beside its response, and everything that the graph says of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from disinfograph.describe import Description
from disinfograph.namespaces import expand
from disinfograph.site import cite
from disinfograph.site.asking import asked, is_iri, sparql, strings
from disinfograph.site.claim_review import claim_review
from disinfograph.site.frame import Card, Frame, Thing, count
from disinfograph.site.labels import titles
from disinfograph.site.narratives import BASES, DERIVED, STATED
from disinfograph.site.page import Page, Place
from disinfograph.site.said import Said
from disinfograph.terms import Triple, iri_token, text_token, token

# The merge holds what the named graphs hold, so this tells of both.
_SAID = sparql(
    """SELECT ?graph ?of ?property ?value WHERE { GRAPH ?graph { { $case ?property ?value BIND("case" AS ?of) }
    UNION { $claim ?property ?value BIND("claim" AS ?of) } } }"""
)
_AROUND = sparql(
    """SELECT ?part ?one ?a ?b ?c ?d WHERE {
    { $case dg:evidence ?one . ?one schema:url|schema:name ?a OPTIONAL { ?one dg:kind ?b } BIND("evidence" AS ?part) }
    UNION { $claim schema:appearance ?one . ?one schema:url ?a OPTIONAL { ?one schema:archivedAt ?b }
      OPTIONAL { ?one dg:publishedBy ?c } OPTIONAL { ?one schema:inLanguage ?d } BIND("article" AS ?part) }
    UNION { $case dg:crossLink ?one . ?one dg:anchorText ?a OPTIONAL { ?one dg:toCase ?b } BIND("link" AS ?part) }
    UNION { ?one dg:linksTo $case BIND("back" AS ?part) }
    UNION { ?it rdf:subject $claim ; rdf:predicate dg:promotes ; rdf:object ?one ; dg:method ?a ; dg:confidence ?b
      OPTIONAL { ?it rdfs:comment ?c } BIND("why" AS ?part) }
    UNION { ?it rdf:subject $case ; rdf:predicate dg:linksTo ; rdf:object ?one ; dg:method ?a ; dg:confidence ?b
      BIND("to" AS ?part) }
    UNION { ?it rdf:object $case ; rdf:predicate dg:linksTo ; rdf:subject ?one ; dg:method ?a ; dg:confidence ?b
      BIND("from" AS ?part) }
    UNION { ?it rdf:subject $claim ; rdf:predicate dg:similarClaim ; rdf:object ?one ; dg:score ?a
      BIND("similar" AS ?part) }
    UNION { ?it rdf:object $claim ; rdf:predicate dg:similarClaim ; rdf:subject ?one ; dg:score ?a
      BIND("similar" AS ?part) } }"""
)
_FIELDS: Final = {
    "schema:name": "Title", "schema:datePublished": "Day of the claim", "dg:verdict": "Verdict",
    "schema:author": "Reviewer", "schema:url": "Page", "schema:license": "Licence", "dg:record": "Record",
}  # fmt: skip
_MANY: Final = 30


class Evidence(NamedTuple):
    """What the response cites, and its kind."""

    text: str
    kind: str


class Article(NamedTuple):
    """Where the claim appeared, an archived copy, the outlet, its language, and whether it is the first one."""

    address: str
    archive: str
    outlet: Thing | None
    language: str
    first: bool


class Link(NamedTuple):
    """A pointer to or from another case: its words, the case if it is known, and how surely by which method."""

    words: str
    card: Card | None
    method: str
    confidence: str


class Why(NamedTuple):
    """Why a claim counts under a narrative."""

    narrative: Thing
    basis: str
    method: str
    method_address: str
    confidence: str
    words: str


@dataclass(slots=True)
class Around:
    """What lies around a case, by part: rows of a thing and up to four values."""

    parts: defaultdict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, part: str) -> list[tuple[str, ...]]:
        """Return the rows of a part, each once and in order."""
        return sorted(set(self.parts[part]))


def case_page(place: Place) -> Page | None:
    """Return the page of a case."""
    claim = f"{place.base}claim/{place.slug}"
    told = _told(place, claim)
    case, of_claim = told.case, told.claim
    if not case:
        return None
    frame, around = Frame(place), Around()
    for part, *row in strings(asked(place, _AROUND, case=place.iri, claim=claim)):
        around.parts[part].append(tuple(row))
    number = frame.table.numbers.get(place.slug)
    title = titles(place, [place.iri])[place.iri]
    day = frame.table.days[number] if number is not None else case.text("dg:date")
    quoted = cite.Cited(title.text, day, place.iri, place.slug, case.text("schema:author"))
    return frame.rendered(
        "case.html", f"Claim: {title.text}", count=count, title=title, day=day, case=case, claim=of_claim,
        replaced=_cards(frame, case.iris("dcterms:isReplacedBy")), things=_things(frame, case, of_claim),
        texts=_texts(of_claim, "schema:text"), responses=_texts(case, "schema:reviewBody"),
        evidence=_evidence(frame, around), articles=_articles(frame, around, of_claim.iris("schema:firstAppearance")),
        to=_links_to(frame, around), back=_links_back(frame, around), similar=_similar(frame, around),
        why=_why(frame, around, of_claim), sources=_sources(frame, told), phrases=case.texts("dg:narrativePhrase"),
        quoted=quoted, cite=cite, review=_review(place, told.triples, around),
    )  # fmt: skip


@dataclass(slots=True)
class Told:
    """What is said of a case and of its claim, by all and by each source, and the same as triples."""

    case: Said = field(default_factory=Said)
    claim: Said = field(default_factory=Said)
    by_source: defaultdict[str, Said] = field(default_factory=lambda: defaultdict(Said))
    triples: set[Triple] = field(default_factory=set)


def _told(place: Place, claim: str) -> Told:
    told, sources = Told(), f"{place.base}graph/source/"
    rows = asked(place, _SAID, case=place.iri, claim=claim) if is_iri(place.iri) else ()
    for graph, of, name, value in rows:
        if name is None or value is None:
            continue
        subject, about = (place.iri, told.case) if str(of) == "case" else (claim, told.claim)
        triple = (iri_token(subject), iri_token(str(name)), token(value))
        if triple not in told.triples:
            told.triples.add(triple)
            about.take(str(name), value)
        if str(graph).startswith(sources):
            told.by_source[str(graph)[len(sources) :]].take(str(name), value)
    return told


def _review(place: Place, statements: set[Triple], around: Around) -> dict[str, Any]:
    """Return the case as ClaimReview."""
    url = iri_token(expand("schema:url"))
    articles = [(iri_token(one), url, text_token(address)) for one, address, *_ in around.of("article")]
    return claim_review(Description(place.iri, [*statements, *articles], [], [], [], [], []), place.base)


def _texts(about: Said, name: str) -> list[tuple[list[str], str]]:
    """Return the texts of a property as paragraphs, each with its language, "" for English or none."""
    return [
        ([part for part in each.value.splitlines() if part.strip()], "" if each.language == "en" else each.language)
        for each in about.literals(name)
    ]


def _things(frame: Frame, case: Said, claim: Said) -> dict[str, list[Thing]]:
    base = frame.place.base
    listed = claim.slugs("dg:discusses", f"{base}place/")
    found = {
        "place": listed,
        "named": [slug for slug in claim.slugs("dg:mentions", f"{base}place/") if slug not in listed],
        "outlet": claim.slugs("dg:carriedBy", f"{base}outlet/"),
        "language": claim.slugs("dg:circulatedIn", f"{base}language/"),
        "narrative": claim.slugs("dg:promotes", f"{base}narrative/"),
        "keyword": case.slugs("dg:keyword", f"{base}keyword/"),
        "issue": case.slugs("dg:reportedIn", f"{base}issue/"),
    }
    return {kind: frame.named("place" if kind == "named" else kind, slugs) for kind, slugs in found.items()}


def _evidence(frame: Frame, around: Around) -> list[Evidence]:
    rows = around.of("evidence")
    return sorted({Evidence(text, frame.name(kind) if kind else "") for _, text, kind, _, _ in rows})


def _articles(frame: Frame, around: Around, first: Iterable[str]) -> list[Article]:
    start, known = f"{frame.place.base}outlet/", set(first)
    found = [
        Article(
            url, archive,
            frame.named("outlet", [outlet[len(start) :]])[0] if outlet.startswith(start) else None,
            language, one in known,
        )
        for one, url, archive, outlet, language in around.of("article")
    ]  # fmt: skip
    return sorted(found, key=lambda article: (not article.first, article.address))


def _cards(frame: Frame, iris: Iterable[str]) -> list[Card]:
    start = f"{frame.place.base}case/"
    known = (frame.table.numbers.get(iri[len(start) :]) for iri in iris if iri.startswith(start))
    return frame.cards([number for number in known if number is not None])


def _links_to(frame: Frame, around: Around) -> list[Link]:
    """Return what the response points to: by its words, and the links to cases that no words of it are known for."""
    sure = {one: (method, confidence) for one, method, confidence, _, _ in around.of("to")}
    found, met = [], set()
    for _, words, case, _, _ in around.of("link"):
        met.add(case)
        found.append(_link(frame, words, case, sure.get(case)))
    return found + [_link(frame, "", case, how) for case, how in sorted(sure.items()) if case not in met]


def _links_back(frame: Frame, around: Around) -> list[Link]:
    sure = {one: (method, confidence) for one, method, confidence, _, _ in around.of("from")}
    return [_link(frame, "", one, sure.get(one)) for one, *_ in around.of("back")][:_MANY]


def _link(frame: Frame, words: str, case: str, how: tuple[str, str] | None) -> Link:
    cards = _cards(frame, [case]) if case else []
    method, confidence = how or ("", "")
    return Link(words, cards[0] if cards else None, frame.name(method) if method else "", confidence)


def _similar(frame: Frame, around: Around) -> list[tuple[Card, str]]:
    base, best = frame.place.base, dict[str, float]()
    for one, score, *_ in around.of("similar"):
        case = f"{base}case/{one.removeprefix(f'{base}claim/')}"
        best[case] = max(float(score), best.get(case, 0.0))
    ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:_MANY]
    return [(card, f"{score:.2f}") for case, score in ranked for card in _cards(frame, [case])]


def _why(frame: Frame, around: Around, claim: Said) -> list[Why]:
    start, methods = f"{frame.place.base}narrative/", f"{frame.place.base}method/"
    found = [
        Why(
            frame.named("narrative", [one[len(start) :]])[0],
            BASES.get(method.removeprefix(methods), DERIVED), frame.name(method),
            frame.page_of(method), confidence, words,
        )
        for one, method, confidence, words, _ in around.of("why")
        if one.startswith(start) and method.startswith(methods)
    ]  # fmt: skip
    told = {why.narrative.slug for why in found}
    plain = (slug for slug in claim.slugs("dg:promotes", start) if slug not in told)
    found += [Why(thing, STATED, "by the source", "", "", "") for thing in frame.named("narrative", plain)]
    return sorted(found, key=lambda why: (why.narrative.text, -float(why.confidence or 1), why.method))


def _sources(frame: Frame, told: Told) -> list[tuple[Thing, list[tuple[str, list[str]]]]]:
    """Return what each source says itself: its name, and the texts of some fields."""
    return [
        (frame.things("source", [(slug, 0)])[0], [(words, _values(said, name)) for name, words in _FIELDS.items()])
        for slug, said in sorted(told.by_source.items())
    ]


def _values(said: Said, name: str) -> list[str]:
    return [*(each.value for each in said.literals(name)), *said.iris(name)][:_MANY]
