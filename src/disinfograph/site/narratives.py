"""The tree of narratives, and the page of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from disinfograph.site.asking import asked, sparql, strings
from disinfograph.site.frame import Card, Frame, Thing, count
from disinfograph.site.overview import overview
from disinfograph.site.page import Page, Place
from disinfograph.site.said import Said, said
from disinfograph.site.table import above

_METHODS = sparql(
    """SELECT ?method (COUNT(DISTINCT ?said) AS ?claims) (AVG(?sure) AS ?mean) WHERE {
    ?assertion rdf:object $this ; rdf:predicate dg:promotes ; rdf:subject ?said ; dg:method ?method ;
      dg:confidence ?sure } GROUP BY ?method"""
)
_EVIDENCE = sparql(
    """SELECT ?cited ?kind (COUNT(*) AS ?cases) WHERE {
    { SELECT DISTINCT ?case WHERE {
      ?below skos:broader* $this . ?said dg:promotes ?below . ?case schema:itemReviewed ?said } }
    ?case dg:evidence ?evidence . ?evidence schema:url|schema:name ?cited OPTIONAL { ?evidence dg:kind ?kind }
    } GROUP BY ?cited ?kind"""
)
_ALL = sparql("SELECT ?narrative WHERE { ?narrative a dg:Narrative }")
_MAPPINGS: Final = {
    "skos:exactMatch": "the same as", "skos:closeMatch": "close to", "skos:broadMatch": "narrower than",
    "skos:narrowMatch": "broader than", "skos:relatedMatch": "related to",
}  # fmt: skip
_CITED: Final = 12
_PLACES: Final = 15

STATED, CURATED, DERIVED = "stated", "curated", "derived"
BASES: Final = {"phrase-match": STATED, "curated": CURATED}
"""On what a link between a claim and a narrative rests, by its method; every other method derives it."""


class Method(NamedTuple):
    """How narratives were given to claims: by which method, on what that rests, how often and how surely."""

    name: str
    path: str
    basis: str
    claims: int
    mean: float


class Cited(NamedTuple):
    """What responses cite: its address or name, its kind, and in how many cases."""

    text: str
    kind: str
    cases: int


class Seen(NamedTuple):
    """A place in which a narrative was told, the first day and its case."""

    place: Thing
    first: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A narrative in the tree, with those below it."""

    thing: Thing
    below: list[Branch]


def narratives_page(place: Place) -> Page:
    """Return the tree of all narratives."""
    frame = Frame(place)
    start = f"{place.base}narrative/"
    slugs = sorted(iri[len(start) :] for (iri,) in strings(asked(place, _ALL)) if iri.startswith(start))
    things = {
        thing.slug: thing
        for thing in frame.things("narrative", [(slug, len(frame.table.of("narrative", slug))) for slug in slugs])
    }
    below: dict[str, list[str]] = {}
    for slug in slugs:
        for parent in frame.table.broader.get(slug, ()):
            below.setdefault(parent, []).append(slug)
    tops = [slug for slug in slugs if not any(parent in things for parent in frame.table.broader.get(slug, ()))]
    tree = _branches(tops, things, below, ())
    held = sum(1 for thing in things.values() if thing.cases)
    return frame.rendered("narratives.html", "Narratives", tree=tree, held=held, total=len(slugs), count=count)


def _branches(
    slugs: list[str], things: dict[str, Thing], below: dict[str, list[str]], over: tuple[str, ...]
) -> list[Branch]:
    # A narrative that is above itself would never end.
    shown = (things[slug] for slug in slugs if slug in things and slug not in over)
    return [
        Branch(thing, _branches(below.get(thing.slug, []), things, below, (*over, thing.slug)))
        for thing in sorted(shown, key=lambda thing: (-thing.cases, thing.text, thing.slug))
    ]


def narrative_page(place: Place) -> Page | None:
    """Return the page of a narrative."""
    about = said(place)
    if not about:
        return None
    frame = Frame(place)
    known, slug = frame.table, place.slug
    cases = known.of("narrative", slug)
    start = f"{place.base}narrative/"
    path = [each for each in above(slug, known.broader) if each != slug]
    narrower = [(each, len(known.of("narrative", each))) for each in known.narrower(slug)]
    kinds, cited = _cited(place, frame) if cases else ([], [])
    return frame.rendered(
        "narrative.html", f"Narrative “{frame.name(place.iri)}”", count=count, place=place,
        title=frame.things("narrative", [(slug, len(cases))])[0], about=about, own=len(known.told.get(slug, ())),
        definition=about.text("skos:definition", frame.language),
        broader=list(reversed(frame.things("narrative", [(each, len(known.of("narrative", each))) for each in path]))),
        narrower=sorted(frame.things("narrative", narrower), key=lambda thing: (-thing.cases, thing.slug)),
        related=frame.named("narrative", about.slugs("skos:related", start)),
        seen=overview(frame, cases, "narrative", slug), countries=_countries(frame, cases), first=_first(frame, cases),
        methods=_methods(place, frame), kinds=kinds, cited=cited, mappings=_mappings(about, frame),
    )  # fmt: skip


def _countries(frame: Frame, cases: list[int]) -> list[Seen]:
    known = frame.table
    firsts: dict[str, str] = {}
    for case in cases:
        day = known.days[case]
        for slug in known.things["place"][case]:
            if day and day < firsts.get(slug, "9"):
                firsts[slug] = day
    things = frame.things("place", known.counts(cases, "place")[:_PLACES])
    return [Seen(thing, firsts.get(thing.slug, "")) for thing in things]


def _first(frame: Frame, cases: list[int]) -> list[Card]:
    """Return the cases of the first day, at most three."""
    day, _ = frame.table.span(cases)
    return frame.cards([case for case in cases if day and frame.table.days[case] == day][:3])


def _methods(place: Place, frame: Frame) -> list[Method]:
    start = f"{place.base}method/"
    found = [
        Method(
            frame.name(iri), frame.page_of(iri),
            BASES.get(iri[len(start) :], DERIVED), int(claims), round(float(mean), 2),
        )
        for iri, claims, mean in strings(asked(place, _METHODS, this=place.iri))
        if iri.startswith(start)
    ]  # fmt: skip
    return sorted(found, key=lambda method: (-method.claims, method.name))


def _cited(place: Place, frame: Frame) -> tuple[list[Cited], list[Cited]]:
    """Return the kinds of what responses cite, and what they cite most."""
    rows = list(strings(asked(place, _EVIDENCE, this=place.iri)))
    sources: dict[tuple[str, str], int] = {}
    kinds: dict[str, int] = {}
    for cited, kind, cases in rows:
        sources[cited, kind] = sources.get((cited, kind), 0) + int(cases)
        kinds[kind] = kinds.get(kind, 0) + int(cases)
    name = {kind: frame.name(kind) if kind else "not told" for kind in kinds}
    top = sorted(sources.items(), key=lambda pair: (-pair[1], pair[0]))[:_CITED]
    return (
        [Cited(name[kind], "", n) for kind, n in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))],
        [Cited(cited, name[kind], n) for (cited, kind), n in top],
    )


def _mappings(about: Said, frame: Frame) -> list[tuple[str, str, str]]:
    """Return how the narrative stands to a concept of another scheme, its name and its IRI."""
    return [(words, frame.name(iri), iri) for name, words in _MAPPINGS.items() for iri in about.iris(name)]
