"""Titles worded as anchors word them: shortened, in the middle of a sentence, in another tense, with other names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_TENSES = {"is": "was", "are": "were", "has": "had", "have": "had", "will": "would", "was": "is", "can": "could"}
_NAMES = (
    ("World War II", "WWII"),
    ("WWII", "World War II"),
    ("USSR", "Soviet Union"),
    ("Soviet Union", "USSR"),
    ("EU", "European Union"),
    ("US", "United States"),
    ("UK", "United Kingdom"),
)
_SEAMS = (", ", " – ", " - ", ": ", " because ", " in order ", " as ", " by ", " with ", " and ")
_FEWEST = 4
"""Words that are left of a title at least."""

Damage = Callable[[str, random.Random], str]


def after_that(title: str, _: random.Random) -> str:
    """Return the title as a clause."""
    return f"that {title[:1].lower()}{title[1:]}"


def lower(title: str, _: random.Random) -> str:
    """Return the title in small letters."""
    return title.lower()


def beginning(title: str, chance: random.Random) -> str:
    """Return the first 55 to 85 per cent of the words."""
    words = title.split()
    return " ".join(words[: max(_FEWEST, round(len(words) * chance.uniform(0.55, 0.85)))])


def end(title: str, chance: random.Random) -> str:
    """Return the title without the first 15 to 40 per cent of its words."""
    words = title.split()
    return " ".join(words[max(0, min(len(words) - _FEWEST, round(len(words) * chance.uniform(0.15, 0.4)))) :])


def clause(title: str, chance: random.Random) -> str:
    """Return the first clause, or the beginning where the title has no seam."""
    for seam in _SEAMS:
        first = title.split(seam)[0]
        if first != title and len(first.split()) >= _FEWEST:
            return first
    return beginning(title, chance)


def without_word(title: str, chance: random.Random) -> str:
    """Return the title without one of its longer words."""
    words = title.split()
    del words[_longer(words, chance)]
    return " ".join(words)


def tense(title: str, _: random.Random) -> str:
    """Return the title with its first verb in another tense, as far as its form shows which that is."""
    words = title.split()
    for at, word in enumerate(words):
        if word.lower() in _TENSES:
            return " ".join([*words[:at], _TENSES[word.lower()], *words[at + 1 :]])
        if at and re.fullmatch("[a-z]{4,}s", word):
            return " ".join([*words[:at], word[:-1] + ("d" if word[-2] == "e" else "ed"), *words[at + 1 :]])
    return title


def other_name(title: str, _: random.Random) -> str:
    """Return the title with another name of a state, a union or a war."""
    for name, other in _NAMES:
        if re.search(rf"\b{name}\b", title):
            return re.sub(rf"\b{name}\b", other, title)
    return title


def without_articles(title: str, _: random.Random) -> str:
    """Return the title without its articles."""
    return re.sub(r"\b(?:The|the|An?|an?) ", "", title)


def other_word(words: Sequence[str]) -> Damage:
    """Return the damage that puts one of the given words in place of a longer word."""

    def damage(title: str, chance: random.Random) -> str:
        parts = title.split()
        parts[_longer(parts, chance)] = chance.choice(words)
        return " ".join(parts)

    return damage


def _longer(words: list[str], chance: random.Random) -> int:
    return chance.choice([at for at, word in enumerate(words) if len(word) > 3] or [0])


def damages(titles: Sequence[str]) -> dict[str, Damage]:
    """Return all damages by name; `two of them` does two one after the other."""
    words = sorted({word for title in titles for word in title.split() if len(word) > 4})
    single: dict[str, Damage] = {
        "after that": after_that,
        "small letters": lower,
        "beginning": beginning,
        "end": end,
        "first clause": clause,
        "a word less": without_word,
        "other tense": tense,
        "other name": other_name,
        "no articles": without_articles,
        "another word": other_word(words),
    }

    def two(title: str, chance: random.Random) -> str:
        first, second = chance.sample(list(single), 2)
        return single[second](single[first](title, chance), chance)

    return {**single, "two of them": two}
