"""The plain page of anything: what the graph says of it, and what points to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from disinfograph.describe import Description
from disinfograph.errors import NotFound
from disinfograph.namespaces import PREFIXES, shorten
from disinfograph.site.describing import described_here
from disinfograph.site.page import Page, Place
from disinfograph.site.templates import rendered
from disinfograph.terms import Triple, iri_token

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+))?')
_ESCAPED = re.compile(r"\\(.)")
_PLAIN: Final = {"n": "\n", "r": "\r", "t": "\t"}
_LABELS: Final = tuple(
    iri_token(PREFIXES[prefix] + name)
    for prefix, name in (("rdfs", "label"), ("skos", "prefLabel"), ("schema", "name"))
)
_REPLACED: Final = iri_token(f"{PREFIXES['dcterms']}isReplacedBy")
_SHOWN: Final = 100
_TOLD: Final = ("case/", "claim/", "narrative/")


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: an IRI with its label, or a text in its language; `is_told` for what claims say."""

    text: str
    iri: str = ""
    language: str = ""
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The values of a property; `more` counts those that are not shown."""

    property: Shown
    values: list[Shown]
    more: int = 0


def thing_page(place: Place) -> Page | None:
    """Return the page of a thing that has none of its own kind, None where the graph says nothing of it."""
    try:
        told = described_here(place.store, place.iri, place.base)
    except NotFound:
        return None
    names = _names(told.triples())
    data = place.known.files.data(place.iri, place.base)
    page = rendered(
        "thing.html", path=place.path, base=place.base, served=place.served, iri=place.iri, data=data,
        unlinked=place.known.files.unlinked, downloads=bool(place.known.files.distributions),
        site_name=place.known.files.title,
        title=names.get(iri_token(place.iri), shorten(place.iri, place.base)),
        rows=_rows(told, names, place.base), pointing=_pointing(told, names, place.base),
        replaced_by=[_shown(o, names, place.base) for _, p, o in told.own if p == _REPLACED],
    )  # fmt: skip
    return Page(page, data=data)


def _names(triples: Iterable[Triple]) -> dict[str, str]:
    """Return a label for each thing: the English one, else one in no language, else the first of the alphabet."""
    found: dict[str, tuple[int, int, str]] = {}
    for subject, name, value in triples:
        if name in _LABELS:
            text, language = _text(value)
            rank = (0 if language == "en" else 2 if language else 1, _LABELS.index(name), text)
            found[subject] = min(rank, found.get(subject, rank))
    return {subject: text for subject, (_, _, text) in found.items()}


def _text(token: str) -> tuple[str, str]:
    """Return the text and language of a literal's token."""
    match = _LITERAL.match(token)
    if match is None:
        return token, ""
    return _ESCAPED.sub(lambda each: _PLAIN.get(each[1], each[1]), match[1]), match[2] or ""


def text_of(token: str) -> str:
    """Return the text of a literal's token, or the IRI as it is."""
    return _text(token)[0]


def _shown(token: str, names: dict[str, str], base: str) -> Shown:
    if token.startswith("<"):
        iri = token[1:-1]
        name = names.get(token, "")
        is_told = bool(name) and not name.startswith("Claim:") and iri.startswith(tuple(base + kind for kind in _TOLD))
        return Shown(name or shorten(iri, base), iri, is_told=is_told)
    text, language = _text(token)
    return Shown(text, language=language)


def _rows(told: Description, names: dict[str, str], base: str) -> list[Row]:
    by_property: dict[str, list[str]] = defaultdict(list)
    for _, name, value in sorted(told.own):
        by_property[name].append(value)
    return [
        Row(_shown(name, {}, base), [_shown(each, names, base) for each in found[:_SHOWN]], max(0, len(found) - _SHOWN))
        for name, found in by_property.items()
    ]


def _pointing(told: Description, names: dict[str, str], base: str) -> list[Row]:
    by_property: dict[str, list[str]] = defaultdict(list)
    for subject, name, _ in told.pointing:
        by_property[name].append(subject)
    return [
        Row(
            _shown(name, {}, base),
            [_shown(subject, names, base) for subject in subjects[:_SHOWN]],
            max(0, told.counts.get(name[1:-1], 0) - _SHOWN),
        )
        for name, subjects in sorted(by_property.items())
    ]
