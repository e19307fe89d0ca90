"""Which language a label names, as a BCP 47 tag: the languages of `ontology/vocab/languages.ttl`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from disinfograph import vocabularies
from disinfograph.records import Record, Unresolved
from disinfograph.resolve.place.places import Places, key
from disinfograph.vocabularies import Concept

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(r"(?P<language>[^()]+?)\s*\((?P<qualifier>[^()]+)\)")
_SCRIPTS = {"cyrillic": "Cyrl", "latin": "Latn", "simplified": "Hans", "traditional": "Hant"}
_SEPARATOR = re.compile(r"\s*[;,/+|•\n&]\s*|\s+and\s+")
_FIELD = "languages"
_MOST = 1 << 12


@dataclass(frozen=True, slots=True)
class Languages:
    """Tags by folded name and by ISO 639 code, and the places, which tell a region's tag from a country's name."""

    by_name: Mapping[str, str]
    by_code: Mapping[str, str]
    places: Places
    _tags: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls) -> Languages:
        """Return the languages of the authority list; it is read once."""
        return _load()

    def tag(self, label: str) -> str | None:
        """Return the BCP 47 tag of a name ("Farsi"), a qualified name ("Português (Brazil)"), an ISO 639 code or a tag.

        None for everything else. A country's name or code is no language, whatever the column says: "Moldova" and
        "blr" stay with the curator.
        """
        # Few labels come again and again.
        if label not in self._tags:
            if len(self._tags) >= _MOST:
                self._tags.clear()
            self._tags[label] = self._tag(label)
        return self._tags[label]

    def _tag(self, label: str) -> str | None:
        label = label.strip().rstrip(".:;,")
        name = self.by_name.get(key(label)) or self.by_name.get(key(label).removesuffix("-language"))
        return name or self._normal(label.replace("_", "-")) or self._qualified(label)

    def tidy(self, record: Record) -> Record:
        """Return the record with BCP 47 tags for its own languages and its articles'.

        Tags come once each, in the source's order; a label that names no language goes to `unresolved`, and a label
        that lists several languages is read part by part. Tidying twice changes nothing.
        """
        labels = tuple(part for label in record.languages for part in self._parts(label))
        tags = tuple(dict.fromkeys(filter(None, map(self.tag, labels))))
        told = [article.language for article in record.articles]
        is_tidy = tags == record.languages and all(label is None or self.tag(label) == label for label in told)
        if is_tidy and len(set(record.unresolved)) == len(record.unresolved):
            return record
        articles = tuple(replace(article, language=self.tag(article.language or "")) for article in record.articles)
        named = [*labels, *(label or "" for label in told)]
        strange = (Unresolved(_FIELD, label.strip()) for label in named if label.strip() and not self.tag(label))
        unresolved = tuple(dict.fromkeys([*record.unresolved, *strange]))
        return replace(record, languages=tags, articles=articles, unresolved=unresolved)

    def _parts(self, label: str) -> list[str]:
        if self.tag(label):
            return [label]
        parts = _SEPARATOR.split(label)
        return parts if any(map(self.tag, parts)) else [label]

    def _normal(self, text: str) -> str | None:
        match = _TAG.fullmatch(text)
        language = self.by_code.get(match["language"].lower()) if match and not self._names_place(text) else None
        if match is None or language is None:
            return None
        region = self._region(match["region"] or "")
        parts = (language, (match["script"] or "").title(), region, match["variants"].lower().strip("-"))
        return None if region is None else "-".join(part for part in parts if part)

    def _region(self, subtag: str) -> str | None:
        """Return a region subtag in capitals, '' for none, None for a code that no country has."""
        if not subtag or subtag.isdigit():
            return subtag
        place = self.places.by_code.get(subtag.upper())
        return place.slug if place and place.kind == "Country" else None

    def _names_place(self, text: str) -> bool:
        """Return whether capitals such as UK or EU, which are tags as well, are the common name of a place."""
        place = self.places.resolve(text) if text.isupper() and len(text) == 2 else None
        return place is not None and place.slug != text

    def _qualified(self, label: str) -> str | None:
        match = _QUALIFIED.fullmatch(label)
        language = self.by_name.get(key(match["language"])) if match else None
        if match is None or language is None:
            return None
        qualifier = key(match["qualifier"]).removesuffix("-script")
        if self.by_name.get(qualifier) == language:
            return language
        place = self.places.resolve(match["qualifier"])
        subtag = _SCRIPTS.get(qualifier) or (place.slug if place and place.kind == "Country" else None)
        return f"{language}-{subtag}" if subtag else None


@cache
def _load() -> Languages:
    by_name: dict[str, str] = {}
    by_code: dict[str, str] = {}
    for concept in vocabularies.load("languages"):
        tag = concept.slug
        by_name |= dict.fromkeys(map(key, _names(concept)), tag)
        if "-" not in tag:
            by_code |= dict.fromkeys((tag, *_codes(concept)), tag)
    return Languages(by_name, by_code, Places.load())


def _names(concept: Concept) -> Iterable[str]:
    return [*concept.labels.values(), *(alias for language, alias in concept.aliases if language)]


def _codes(concept: Concept) -> Iterable[str]:
    return [alias for language, alias in concept.aliases if not language]
