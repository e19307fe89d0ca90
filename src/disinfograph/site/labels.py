"""What things are called, in the language that is wanted, and the titles of cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from disinfograph.namespaces import PREFIXES, shorten
from disinfograph.site.asking import asked, is_iri, language_of, sparql
from disinfograph.site.known import Label
from disinfograph.site.page import Place
from disinfograph.terms import Rows

ENGLISH: Final = "en"
_AT_ONCE: Final = 100
_ENOUGH: Final = 4
"""A language is offered where at least one in so many narratives has a label in it."""

_LABELS = sparql(
    "SELECT ?thing ?label WHERE { VALUES ?thing { $things } "
    "?thing skos:prefLabel|schema:name|rdfs:label|dcterms:title ?label }"
)
_OF_KIND = sparql("SELECT ?thing ?label WHERE { ?thing a $kind ; skos:prefLabel ?label }")
_TITLES = sparql("SELECT ?case ?title WHERE { ?case schema:name ?title } VALUES ?case { $cases }")
_LANGUAGES = sparql(
    "SELECT ?language (COUNT(*) AS ?labels) WHERE { ?narrative a dg:Narrative ; skos:prefLabel ?label "
    "BIND(LANG(?label) AS ?language) } GROUP BY ?language ORDER BY ?language"
)

OWN_NAMES: Final[dict[str, str]] = {
    "ar": "العربية", "az": "azərbaycan", "be": "беларуская", "bg": "български", "cs": "čeština", "de": "Deutsch",
    "el": "Ελληνικά", "en": "English", "es": "español", "fr": "français", "hu": "magyar", "hy": "հայերեն",
    "it": "italiano", "ka": "ქართული", "kk": "қазақша", "mk": "македонски", "pl": "polski", "pt": "português",
    "ro": "română", "ru": "русский", "sk": "slovenčina", "sr": "српски", "tr": "Türkçe", "uk": "українська",
    "zh": "中文",
}  # fmt: skip
"""How languages call themselves."""


def languages(place: Place) -> tuple[str, ...]:
    """Return the languages in which narratives have names, English first."""
    if place.known.languages is None:
        found = {str(row[0]): int(str(row[1])) for row in asked(place, _LANGUAGES) if row[0]}
        enough = max(found.values(), default=0) / _ENOUGH
        offered = sorted(tag for tag, labels in found.items() if labels >= enough and tag in OWN_NAMES)
        place.known.languages = (ENGLISH, *(tag for tag in offered if tag != ENGLISH))
    return place.known.languages


def labels(place: Place, iris: Iterable[str], language: str = ENGLISH) -> dict[str, Label]:
    """Return how each thing is called: in the language, else in English, else in any, else by its IRI."""
    wanted = list(iris)
    known = place.known.labels.setdefault(language, {})
    missing = sorted({iri for iri in wanted if iri not in known and is_iri(iri)})
    if len(missing) > _AT_ONCE:
        kind = PREFIXES["dg"] + missing[0][len(place.base) :].partition("/")[0].capitalize()
        known |= _best(asked(place, _OF_KIND, kind=kind), language)
        missing = [iri for iri in missing if iri not in known]
    for some in _parted(missing):
        known |= _best(asked(place, _LABELS, things=some), language)
    return {iri: known.get(iri) or Label(shorten(iri, place.base).rpartition(":")[2]) for iri in wanted}


def _parted(iris: list[str]) -> Iterator[list[str]]:
    # Oxigraph takes quadratic time over VALUES.
    return (iris[start : start + _AT_ONCE] for start in range(0, len(iris), _AT_ONCE))


def _best(rows: Rows, language: str) -> dict[str, Label]:
    found: dict[str, tuple[int, str, str]] = {}
    for thing, label in rows:
        tag = language_of(label)
        rank = 0 if tag == language else 1 if tag == ENGLISH else 2 if not tag else 3
        new = (rank, str(label), tag)
        found[str(thing)] = min(new, found.get(str(thing), new))
    return {thing: Label(text, "" if tag == ENGLISH else tag) for thing, (_, text, tag) in found.items()}


def titles(place: Place, iris: Iterable[str]) -> dict[str, Label]:
    """Return the titles of cases: what the claim says, which must never be shown without a mark that it is a claim."""
    wanted, known = list(iris), place.known.titles
    missing = sorted({iri for iri in wanted if iri not in known and is_iri(iri)})
    for some in _parted(missing):
        for case, title in sorted(asked(place, _TITLES, cases=some), key=str, reverse=True):
            # Of several titles the first in order stays, because it comes last.
            tag = language_of(title)
            known[str(case)] = Label(str(title), "" if tag == ENGLISH else tag)
    return {iri: known.get(iri) or Label(iri.rpartition("/")[2].replace("-", " ")) for iri in wanted}
