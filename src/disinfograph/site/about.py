"""The page about the site itself: what is in it, where it comes from, and how to read it."""

from __future__ import annotations

from typing import NamedTuple

from disinfograph.site.asking import asked, sparql, strings
from disinfograph.site.frame import Frame, count
from disinfograph.site.page import Page, Place

_SOURCES = sparql(
    """SELECT ?source (MIN(?name) AS ?title) (MIN(STR(?terms)) AS ?licence) (MIN(?who) AS ?publisher) ?cases WHERE {
    { SELECT ?source (COUNT(*) AS ?cases) WHERE { ?case a dg:Case ; dcterms:source ?source } GROUP BY ?source }
    OPTIONAL { ?source dcterms:title ?name } OPTIONAL { ?source dcterms:license ?terms }
    OPTIONAL { ?source dcterms:publisher ?who }
    } GROUP BY ?source ?cases"""
)


class Source(NamedTuple):
    """Where cases come from, and how many."""

    address: str
    title: str
    licence: str
    publisher: str
    cases: int


def about_page(place: Place) -> Page:
    """Return the page about the site."""
    frame = Frame(place)
    start = f"{place.base}source/"
    found = [
        Source(frame.address(f"source/{iri[len(start) :]}.html"), title or iri[len(start) :], terms, who, int(cases))
        for iri, title, terms, who, cases in strings(asked(place, _SOURCES))
        if iri.startswith(start)
    ]
    sources = sorted(found, key=lambda source: (-source.cases, source.title))
    return frame.rendered("about.html", "About", sources=sources, count=count, total=len(frame.table.slugs))
