"""A few cases as the lines of a graph, for an index in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from disinfograph.namespaces import BASE, expand
from disinfograph.search.index import Search
from disinfograph.terms import XSD, iri_token, text_token, typed_token

IRIS = {"keyword", "source", "place", "narrative", "outlet", "language"}
OF_CASE = {"title": "schema:name", "label": "rdfs:label", "response": "schema:reviewBody", "keyword": "dg:keyword"}
OF_CASE |= {"source": "dcterms:source"}
OF_CLAIM = {"claim": "schema:text", "date": "schema:datePublished", "place": "dg:discusses"}
OF_CLAIM |= {"narrative": "dg:promotes", "outlet": "dg:carriedBy", "language": "dg:circulatedIn"}

CASES: dict[str, dict[str, Any]] = {
    "bridge": {
        "title": "The bridge was never built",
        "claim": "There is no bridge over the strait.",
        "response": "The bridges of the region stand. Engineers have measured them twice.",
        "place": ["UA", "GE"],
        "narrative": ["colour-revolutions"],
        "outlet": ["sputnik"],
        "language": ["ru"],
        "keyword": ["euromaidan"],
        "date": "2021-03-04",
        "source": "alpha",
    },
    "lake": {
        "title": "Foreign divers poisoned the lake",
        "claim": "Отравленное озеро молчит. ტბა მოწამლულია. البحيرة مسمومة",
        "place": ["PL"],
        "language": ["de", "ru"],
        "date": "2021-05-06",
        "source": "alpha",
    },
    "mountain": {"title": "The mountain moves at night", "place": ["GE"], "date": "2022-01-02", "source": "beta"},
    "naive-cafe": {"title": "A naïve café in Łódź sold the état-major", "source": "beta"},
    "twin-a": {"title": "Twin story", "source": "beta"},
    "twin-b": {"title": "Twin story", "source": "beta"},
}
NAMES = {
    ("place", "UA"): {"en": "Ukraine", "uk": "Україна", "ru": "Украина"},
    ("place", "GE"): {"en": "Georgia", "ka": "საქართველო"},
    ("place", "PL"): {"en": "Poland", "pl": "Polska"},
    ("narrative", "colour-revolutions"): {"en": "The West stages colour revolutions", "de": "Farbrevolutionen"},
    ("narrative", "west-is-behind-it"): {"en": "The West is behind it", "fr": "L'Occident tire les ficelles"},
    ("outlet", "sputnik"): {"en": "Sputnik"},
    ("keyword", "euromaidan"): {"en": "Euromaidan"},
    ("language", "ru"): {"en": "Russian"},
}
BROADER = (("colour-revolutions", "west-is-behind-it"),)


def search(cases: Mapping[str, Mapping[str, Any]] = CASES) -> Search:
    return Search.in_memory(lines(cases))


def lines(cases: Mapping[str, Mapping[str, Any]] = CASES) -> Iterator[str]:
    """Yield the statements of cases and of the names of things, each in the default graph and in a named one."""
    for subject, curie, value in (*_cases(cases), *_names()):
        yield f"{subject} {iri_token(expand(curie))} {value} ."
        yield f"{subject} {iri_token(expand(curie))} {value} <{BASE}graph/source/alpha> ."


def _cases(cases: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for slug, said in cases.items():
        case, claim = _thing("case", slug), _thing("claim", slug)
        yield case, "rdf:type", iri_token(expand("dg:Case"))
        yield claim, "rdf:type", iri_token(expand("dg:Claim"))
        for name, values in {"label": f"Claim: {said.get('title', slug)}", **said}.items():
            subject, curie = (case, OF_CASE[name]) if name in OF_CASE else (claim, OF_CLAIM[name])
            for value in [values] if isinstance(values, str) else values:
                yield subject, curie, _value(name, value)


def _value(name: str, value: str) -> str:
    if name == "date":
        return typed_token(value, XSD + "date")
    return _thing(name, value) if name in IRIS else text_token(value)


def _names() -> Iterator[tuple[str, str, str]]:
    for (kind, slug), labels in NAMES.items():
        for language, label in labels.items():
            yield _thing(kind, slug), "skos:prefLabel", text_token(label, language)
    for narrower, broader in BROADER:
        yield _thing("narrative", narrower), "skos:broader", _thing("narrative", broader)


def _thing(kind: str, slug: str) -> str:
    return iri_token(f"{BASE}{kind}/{slug}")


def slugs(index: Search, text: str, **more: Any) -> Sequence[str]:
    """Return the slugs of what a text finds, in the order of the hits."""
    return [hit.slug for hit in index.find(text, **more).hits]
