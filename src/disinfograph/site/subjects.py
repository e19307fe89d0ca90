"""The pages of places, outlets, keywords, languages and issues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from disinfograph.site.asking import asked, sparql, strings
from disinfograph.site.frame import Frame, Thing, count
from disinfograph.site.overview import overview
from disinfograph.site.page import Page, Place
from disinfograph.site.said import Said, said

_POINTING = sparql("SELECT ?thing WHERE { ?thing $property $this }")
_SORTS: Final = {"Country": "Country", "Region": "Region", "Bloc": "Bloc of states", "FormerState": "Former state"}

Fact = tuple[str, list[Thing] | str]
"""A name, and things to link to or words."""


def place_page(place: Place) -> Page | None:
    """Return the page of a country, region, bloc or former state."""
    about = said(place)
    if not about:
        return None
    frame = Frame(place)
    start = f"{place.base}place/"
    facts: list[Fact] = [
        ("Part of", frame.named("place", about.slugs("schema:containedInPlace", start))),
        ("Parts", frame.named("place", _pointing(place, "schema:containedInPlace"))),
        ("Also called", _listed(about.texts("skos:altLabel"))),
        ("Code in ISO 3166-1", _listed([*about.texts("dg:alpha2"), *about.texts("dg:alpha3")])),
    ]
    sort = _SORTS.get(frame.table.sorts.get(place.slug, ""), "Place")
    return _subject(frame, about, sort, facts)


def outlet_page(place: Place) -> Page | None:
    """Return the page of an outlet."""
    about = said(place)
    if not about:
        return None
    frame = Frame(place)
    start = f"{place.base}outlet/"
    facts: list[Fact] = [
        ("Kind", _listed(map(frame.name, about.iris("dg:kind")))),
        ("Edition or channel of", frame.named("outlet", about.slugs("dg:parentBrand", start))),
        ("Editions and channels", frame.named("outlet", _pointing(place, "dg:parentBrand"))),
        ("Also called", _listed(about.texts("skos:altLabel"))),
        ("Hosts", _listed(about.texts("dg:host"))),
        ("Languages", _listed(map(frame.name, about.iris("dcterms:language")))),
        ("Seat", frame.named("place", about.slugs("schema:location", f"{place.base}place/"))),
        ("On lists, as those lists say", _listed(map(frame.name, about.iris("schema:memberOf")))),
    ]
    return _subject(frame, about, "Outlet", facts)


def keyword_page(place: Place) -> Page | None:
    """Return the page of a keyword."""
    about = said(place)
    if not about:
        return None
    frame = Frame(place)
    start = f"{place.base}keyword/"
    facts: list[Fact] = [
        ("Kind", _listed(map(frame.name, about.iris("dg:kind")))),
        ("Broader", frame.named("keyword", about.slugs("skos:broader", start))),
        ("Narrower", frame.named("keyword", _pointing(place, "skos:broader"))),
        ("Also called", _listed(about.texts("skos:altLabel"))),
    ]
    return _subject(frame, about, "Keyword", facts)


def language_page(place: Place) -> Page | None:
    """Return the page of a language."""
    about = said(place)
    return _subject(Frame(place), about, "Language", []) if about else None


def issue_page(place: Place) -> Page | None:
    """Return the page of an issue of a newsletter."""
    about = said(place)
    if not about:
        return None
    frame = Frame(place)
    known = sorted(frame.table.held["issue"], key=by_number)
    at = known.index(place.slug) if place.slug in known else -1
    near = {"Before": known[at - 1 : at] if at > 0 else [], "After": known[at + 1 : at + 2] if at >= 0 else []}
    facts: list[Fact] = [(name, frame.named("issue", slugs)) for name, slugs in near.items()]
    return _subject(frame, about, "Issue of the newsletter", facts)


def by_number(slug: str) -> tuple[int, str]:
    """Return what issues are ordered by."""
    return (int(slug) if slug.isdecimal() else 0, slug)


def _subject(frame: Frame, about: Said, sort: str, facts: list[Fact]) -> Page:
    place = frame.place
    cases = frame.table.of(place.kind, place.slug)
    title = frame.name(place.iri)
    links = [iri for name in ("skos:exactMatch", "schema:sameAs", "schema:url") for iri in about.iris(name)]
    return frame.rendered(
        "subject.html", f"{title} · {sort}", title=title, sort=sort, kind=place.kind, facts=facts, links=links,
        definition=about.text("skos:definition"), notes=about.texts("skos:scopeNote") + about.texts("skos:historyNote"),
        unresolved=about.texts("dg:unresolvedLabel"), replaced=about.iris("dcterms:isReplacedBy"),
        seen=overview(frame, cases, place.kind, place.slug), count=count,
    )  # fmt: skip


def _pointing(place: Place, name: str) -> list[str]:
    """Return the slugs of the things of the same kind that name this one in a property."""
    start = f"{place.base}{place.kind}/"
    text = _POINTING.replace("$property", sparql(name))
    return sorted(iri[len(start) :] for (iri,) in strings(asked(place, text, this=place.iri)) if iri.startswith(start))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
