"""What a curator may have in mind: the entries of the vocabularies, and the titles, that are worded most alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from disinfograph.iris import fold
from disinfograph.resolve.authorities import concepts, label_of, names

# Below this two names have little more in common than some letters.
_LEAST, _LEAST_SHARED = 0.7, 0.6
_RAREST, _MOST_COMMON = 4, 300


class Suggestion(NamedTuple):
    """A thing by its CURIE, its name, and how alike the words are, from 0 to 1."""

    curie: str
    name: str
    likeness: float


def for_label(label: str, kind: str, most: int = 3) -> list[Suggestion]:
    """Return the entries of a kind whose names are most like a label, and those of other kinds that bear that name."""
    wanted = fold(label)
    if not wanted:
        return []
    found = _nearest(wanted, _names(kind), _LEAST, most)
    others = (other for other in ("place", "outlet", "keyword", "language") if other != kind)
    elsewhere = [curie for other in others for curie in sorted(_names(other).get(wanted, ()))]
    return [*found, *(Suggestion(curie, label_of(curie), 1.0) for curie in elsewhere)][: most + 1]


def for_phrase(phrase: str, most: int = 3) -> list[Suggestion]:
    """Return the narratives of which some label shares the most words with a phrase."""
    wanted, labels = fold(phrase).replace("-", " "), _narrative_labels()
    found = process.extract(wanted, list(labels), scorer=fuzz.token_set_ratio, limit=most * 3)
    return _ranked(((curie, score / 100) for name, score, _ in found for curie in labels[name]), _LEAST_SHARED, most)


def likeness(one: str, other: str) -> float:
    """Return how alike two wordings are, from 0 to 1, whatever the order of their words."""
    return round(fuzz.token_sort_ratio(fold(one), fold(other)) / 100, 2)


class Titles:
    """The titles of cases by their words, to find those that are worded like a text."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Take the titles by the CURIE of the case."""
        self._titles = {curie: fold(title).replace("-", " ") for curie, title in titles.items()}
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        for curie, title in self._titles.items():
            for word in title.split():
                self._holders[word].add(curie)

    def nearest(self, text: str, most: int = 3, least: float = 0.75) -> list[Suggestion]:
        """Return the cases whose titles are most like a text, of those that share one of its rarer words."""
        wanted = fold(text).replace("-", " ")
        words = sorted({*wanted.split()} & self._holders.keys(), key=lambda word: (len(self._holders[word]), word))
        rare = [word for word in words[:_RAREST] if len(self._holders[word]) <= _MOST_COMMON]
        near = sorted({curie for word in rare for curie in self._holders[word]})
        choices = {curie: self._titles[curie] for curie in near}
        found = process.extract(
            wanted, choices, scorer=fuzz.token_sort_ratio, limit=most, score_cutoff=least * 100, processor=None
        )
        return [Suggestion(curie, title, round(score / 100, 2)) for title, score, curie in found]


@cache
def _names(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the things of a kind by each folded name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for slug, concept in concepts(kind).items():
        for name in names(concept):
            if folded := fold(name):
                found[folded].add(f"{kind}:{slug}")
    return {name: tuple(sorted(curies)) for name, curies in sorted(found.items())}


@cache
def _narrative_labels() -> dict[str, tuple[str, ...]]:
    """Return the narratives by each of their labels of several words, parted by spaces; a slug is no label."""
    found = {name.replace("-", " "): curies for name, curies in _names("narrative").items() if "-" in name}
    return {name: curies for name, curies in found.items() if f"narrative:{name.replace(' ', '-')}" not in curies}


def _nearest(wanted: str, known: Mapping[str, tuple[str, ...]], least: float, most: int) -> list[Suggestion]:
    found = process.extract(wanted, list(known), scorer=fuzz.ratio, limit=most * 3, score_cutoff=least * 100)
    return _ranked(((curie, score / 100) for name, score, _ in found for curie in known[name]), least, most)


def _ranked(rated: Iterable[tuple[str, float]], least: float, most: int) -> list[Suggestion]:
    best: dict[str, float] = {}
    for curie, score in rated:
        best[curie] = max(best.get(curie, 0.0), round(score, 2))
    ranked = sorted((curie for curie in best if best[curie] >= least), key=lambda curie: (-best[curie], curie))
    return [Suggestion(curie, label_of(curie), best[curie]) for curie in ranked[:most]]
