"""Which place a label names: countries, regions, blocs and former states of `ontology/vocab/places.ttl`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from disinfograph import vocabularies
from disinfograph.iris import fold
from disinfograph.namespaces import dg
from disinfograph.vocabularies import Concept

_KINDS = ("Country", "Region", "Bloc", "FormerState")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_ARTICLE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)
_SEPARATOR = re.compile(r"(\s*[;,/+|•\n]+\s*(?:and\s+)?|\s+(?:and|AND|&)\s+)")
_JOINTS = {"AND": "and", "&": "and"}


def key(label: str) -> str:
    """Return what two spellings of one name have in common: letters and digits, without case, accents or article."""
    words = fold(label.replace("&", " and ")).split("-")
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] == "the":
        words = words[:-1]
    return "-".join(words)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the authority list; `kind` is the name of its class: Country, Region, Bloc or FormerState."""

    iri: str
    slug: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Places:
    """The places by folded name, and by code or abbreviation of at most three capitals.

    A short abbreviation counts only in capitals: "us" and "see" are words, "US" and "SEE" are places.
    """

    by_name: Mapping[str, Place]
    by_code: Mapping[str, Place]
    compounds: frozenset[tuple[str, ...]]
    """The names that hold what also separates a list, cut there: ("bosnia", "and", "herzegovina")."""

    @classmethod
    def load(cls) -> Places:
        """Return the places of the authority list; it is read once."""
        return _load()

    def resolve(self, label: str) -> Place | None:
        """Return the place of a name, alias or ISO 3166-1 alpha-2 or alpha-3 code, or None where no place is known."""
        label = label.strip(" \t\r\n,;:")
        if "," in label and _cut(_SEPARATOR.split(label)) not in self.compounds:
            return None  # "The West, Ukraine" is a list, though it folds to the same letters as "West Ukraine"
        code = _ARTICLE.sub("", label).replace(".", "")
        return self.by_code.get(code) or self.by_name.get(key(label))


@cache
def _load() -> Places:
    by_name: dict[str, Place] = {}
    by_code: dict[str, Place] = {}
    compounds: set[tuple[str, ...]] = set()
    for concept in vocabularies.load("places"):
        place = _place(concept)
        for label in names(concept):
            parts = _SEPARATOR.split(label)
            if len(parts) > 1:
                compounds.add(_cut(parts))
            if _ABBREVIATION.fullmatch(label):
                by_code[label] = place
            else:
                by_name[key(label)] = place
        by_code |= dict.fromkeys(codes(concept), place)
    return Places(by_name, by_code, frozenset(compounds))


def names(concept: Concept) -> Iterator[str]:
    """Yield the labels and aliases of a concept, in every language."""
    yield from concept.labels.values()
    yield from (alias for _, alias in concept.aliases)


def codes(concept: Concept) -> tuple[str, ...]:
    """Return the alpha-2 and alpha-3 codes of a country's concept; none for any other place."""
    return concept.properties.get(dg("alpha2"), ()) + concept.properties.get(dg("alpha3"), ())


def _place(concept: Concept) -> Place:
    kind = next(name for name in _KINDS if dg(name) in concept.types)
    return Place(concept.iri, concept.slug, concept.label, kind)


def _cut(parts: list[str]) -> tuple[str, ...]:
    return tuple(_joint(part) if index % 2 else key(_trim(part)) for index, part in enumerate(parts))


def _joint(separator: str) -> str:
    return _JOINTS.get(separator.strip(), separator.strip())


def _trim(label: str) -> str:
    label = label.strip(" \t\r;:,")
    return label if re.search(r"\b\w\.\w\.$", label) else label.rstrip(".")
