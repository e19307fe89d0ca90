"""The things that a decision can name, by CURIE: whether we have one, what it is called, how a record spells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from disinfograph import vocabularies
from disinfograph.namespaces import PREFIXES
from disinfograph.resolve.keywords import Keywords
from disinfograph.resolve.languages import Languages
from disinfograph.resolve.outlet.outlets import Outlets, hosts
from disinfograph.resolve.place.places import Places, codes
from disinfograph.vocabularies import Concept

NARRATIVE: Final = "narrative"
_REPLACED_BY = PREFIXES["dcterms"] + "isReplacedBy"
KINDS: Final = ("keyword", "language", NARRATIVE, "outlet", "place")


@cache
def concepts(kind: str) -> dict[str, Concept]:
    """Return the entries of the vocabulary of a kind (`place`, `outlet`, …) by slug."""
    return {concept.slug: concept for concept in vocabularies.load(f"{kind}s")}


def is_known(curie: str) -> bool:
    """Return whether a CURIE such as `place:UA` names an entry of our vocabularies, or any well-formed language."""
    kind, _, slug = curie.partition(":")
    if kind not in KINDS:
        return False
    return slug in concepts(kind) or (kind == "language" and Languages.load().tag(slug) == slug)


def label_of(curie: str) -> str:
    """Return the name of a thing of our vocabularies; its slug where they lack it."""
    kind, _, slug = curie.partition(":")
    concept = concepts(kind).get(slug) if kind in KINDS else None
    return concept.label if concept else slug


def names(concept: Concept) -> Iterator[str]:
    """Yield all by which a source may name an entry: its slug, labels, aliases, codes and hosts."""
    yield concept.slug
    yield from concept.labels.values()
    yield from (alias for _, alias in concept.aliases)
    yield from codes(concept)
    yield from hosts(concept)


@cache
def spelling(curie: str) -> str | None:
    """Return a label that a record can bear and that means the thing; None where each would mean something else."""
    kind, _, slug = curie.partition(":")
    if kind == "language":
        return slug
    wanted = _meant(kind, slug)
    return next((name for name in names(concepts(kind)[slug]) if _SLUGS[kind](name) == wanted), None)


def _slug_of_place(name: str) -> str | None:
    place = Places.load().resolve(name)
    return place.slug if place else None


def _slug_of_outlet(name: str) -> str | None:
    outlet = Outlets.load().resolve(name)
    return outlet.slug if outlet else None


def _meant(kind: str, slug: str) -> str:
    """Return the slug that labels of an entry mean today: of a programme its channel, of what was renamed the new."""
    channel = Outlets.load().channels.get(slug) if kind == "outlet" else None
    renamed = concepts(kind)[slug].properties.get(_REPLACED_BY, (slug,))
    return channel.slug if channel else renamed[0].rsplit("/", 1)[-1]


def _slug_of_keyword(name: str) -> str | None:
    keyword = Keywords.load().resolve(name)
    return keyword.slug if keyword else None


_SLUGS: Final[dict[str, Callable[[str], str | None]]] = {
    "keyword": _slug_of_keyword,
    "outlet": _slug_of_outlet,
    "place": _slug_of_place,
}
