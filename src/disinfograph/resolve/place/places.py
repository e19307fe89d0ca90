"""Which place a label names: countries, regions, blocs and former states of `ontology/vocab/places.ttl`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
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
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))
_LATIN = re.compile(r"[\0-\u024f]*")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]$")
_OWN = "en"
# Of four letters and less, ASCII is no sign of a name: "Irã" would be "IRA".
_SHORTEST_WITHOUT_ACCENTS = 5


def key(label: str) -> str:
    """Return what two spellings of one name have in common: letters and digits, without case, accents or article."""
    words = fold(label.replace("&", " and ")).split("-")
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] == "the":
        words = words[:-1]
    return "-".join(words)


def spelling(name: str) -> str:
    """Return a name in any script, without what writers differ in: case, white space, the form of an apostrophe."""
    return unicodedata.normalize("NFC", " ".join(name.translate(_APOSTROPHES).split())).casefold()


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the authority list; `kind` is the name of its class: Country, Region, Bloc or FormerState."""

    iri: str
    slug: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Places:
    """The places by folded name, by name in other languages, and by code or abbreviation of at most three capitals.

    A short abbreviation counts only in capitals: "us" and "see" are words, "US" and "SEE" are places.
    """

    by_name: Mapping[str, Place]
    by_spelling: Mapping[str, Place]
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
        return self.by_code.get(code) or self.by_name.get(key(label)) or self.by_spelling.get(spelling(label))


@cache
def _load() -> Places:
    by_name: dict[str, Place] = {}
    by_spelling: dict[str, Place] = {}
    by_code: dict[str, Place] = {}
    compounds: set[tuple[str, ...]] = set()
    for name in place_names():
        parts = _SEPARATOR.split(name.text)
        if len(parts) > 1:
            compounds.add(_cut(parts))
        if _ABBREVIATION.fullmatch(name.text):
            by_code[name.text] = name.place
        elif name.folds:
            by_name[name.key] = name.place
        else:
            by_spelling[spelling(name.text)] = name.place
    for concept in vocabularies.load("places"):
        by_code |= dict.fromkeys(codes(concept), _place(concept))
    return Places(by_name, by_spelling, by_code, frozenset(compounds))


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place, in a language by its BCP 47 tag; `key` is its folded form."""

    text: str
    language: str
    place: Place
    key: str

    @property
    def folds(self) -> bool:
        """Return whether its letters without accents still tell the place."""
        own = self.language == _OWN
        return own or (len(self.text) >= _SHORTEST_WITHOUT_ACCENTS and bool(_LATIN.fullmatch(self.text)))


@cache
def place_names() -> tuple[Name, ...]:
    """Return the names of all places, in every language, that mean one place; the English ones come first.

    Where a name in another language reads like another place's name ("Конго" and "Kongo" are two Congos), none of the
    two counts; an English name counts always. A label also names its place without what it has in brackets at its end:
    "Мьянма (Бирма)".
    """
    found = sorted(_all_names(), key=lambda name: name.language != _OWN)
    owners: defaultdict[str, set[Place]] = defaultdict(set)
    for name in found:
        owners[name.key].add(name.place)
    return tuple(name for name in found if name.language == _OWN or len(owners[name.key]) == 1)


def _all_names() -> Iterator[Name]:
    for concept in vocabularies.load("places"):
        place = _place(concept)
        for language, text in (*concept.labels.items(), *concept.aliases):
            yield Name(text, language, place, key(text))
            short = _BRACKETED.sub("", text)
            if language != _OWN and short != text:
                yield Name(short, language, place, key(short))


def names(concept: Concept) -> Iterator[str]:
    """Yield the English label and aliases of a concept."""
    if _OWN in concept.labels:
        yield concept.labels[_OWN]
    yield from (alias for language, alias in concept.aliases if language == _OWN)


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
