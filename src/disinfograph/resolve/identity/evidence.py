"""How much two cases speak for being one: the weights of what they share and of what sets them apart.

A weight is the logarithm of a likelihood ratio (Fellegi and Sunter 1969): sharing a rare thing says much, a common one
little, and what is absent says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, fsum, inf, log
from typing import Any, NamedTuple

from disinfograph.resolve.curation.decided import METHOD, Decided
from disinfograph.resolve.identity.traits import Text, Traits

# A corpus of a few cases knows too little of what is common: it is judged as part of one of this many.
_BACKGROUND = 1000
_WORD_DAMPING = 0.5
_LETTERS_MINIMUM = 16
_ENOUGH = 4.0
METHODS = ("same-title", "same-article", "same-labels")


class Part(NamedTuple):
    """One kind of evidence: its weight, the method that it stands for, and what it is in words."""

    weight: float
    method: str
    reason: str


_NOTHING = Part(0.0, "", "")


class Evidence(NamedTuple):
    """All that speaks for two cases being one; `weight` is a logarithm of odds, and infinite where a person decided."""

    weight: float
    method: str
    because: tuple[str, ...]
    decided: Decided | None = None

    @classmethod
    def of_person(cls, decided: Decided) -> Evidence:
        """Return a decision that two cases are one."""
        return cls(inf, METHOD, (decided.note,) if decided.note else (), decided)

    @property
    def confidence(self) -> float:
        """Return the odds as a probability, to two places, never above 0.99; a decision is certain."""
        if self.decided:
            return 1.0
        return min(0.99, round(1 / (1 + exp(-min(self.weight, 20.0))), 2))


@dataclass(slots=True)
class Corpus:
    """How common words, labels, outlets and articles are among all cases."""

    size: int = 0
    words: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    label_sets: Counter[frozenset[str]] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    dates: Counter[str] = field(default_factory=Counter)
    _lengths: dict[Text, float] = field(default_factory=dict)

    @classmethod
    def of(cls, cases: Collection[Traits]) -> Corpus:
        """Return the counts over all cases."""
        corpus = cls(len(cases))
        days: Counter[tuple[str, str]] = Counter()
        for case in cases:
            for counter, things in zip(corpus.counters(), cls.having(case), strict=True):
                counter.update(things)
            days.update((owner[0], day) for owner in case.owners for day in case.dates)
        for (_, day), count in days.items():
            corpus.dates[day] = max(corpus.dates[day], count)
        return corpus

    def counters(self) -> tuple[Counter[Any], ...]:
        """Return the counts but for those of days, in the order of `having`."""
        return self.words, self.labels, self.label_sets, self.articles, self.outlets

    @staticmethod
    def having(case: Traits) -> tuple[Iterable[Hashable], ...]:
        """Return what a case counts for, each once: its words, labels, sets of labels, articles and outlets."""
        words = {word for text in case.texts for word in text.words}
        return words, {label for labels in case.labels for label in labels}, case.labels, case.articles, case.outlets

    def weigh(self, one: Traits, other: Traits, least: float) -> Evidence | None:
        """Return what speaks for two cases being one, less the odds of meeting by chance; None below `least`."""
        parts = list(self._parts(one, other))
        weight = fsum(part.weight for part in parts) - self._chance(one, other)
        if weight < least:
            return None
        speaking = sorted((part for part in parts if part.weight > 0), reverse=True)
        return Evidence(weight, _method(speaking), tuple(part.reason for part in speaking))

    def _parts(self, one: Traits, other: Traits) -> Iterator[Part]:
        yield self._text(one.texts, other.texts)
        yield self._article(one.articles, other.articles)
        yield self._label(one.labels, other.labels)
        yield _claim(one.claims, other.claims)
        yield self._outlet(one.outlets, other.outlets)
        yield _agreement(one.languages, other.languages, 0.5, -1.0, "the same language")
        yield _agreement(one.issues, other.issues, 1.0, -4.0, "the same issue")

    def _chance(self, one: Traits, other: Traits) -> float:
        """Return the logarithm of how many cases might be the one: those of the day, or all."""
        days = one.dates & other.dates
        return log(2 + min(self.dates[day] for day in days)) if days else log(_BACKGROUND + self.size)

    def _rarity(self, count: int) -> float:
        return log((self.size + _BACKGROUND) / (count + 1))

    def _word(self, word: str) -> float:
        return min(self._rarity(self.words[word]), 0.9 * len(word), 6.0)

    def _text(self, ones: set[Text], others: set[Text]) -> Part:
        found = max((self._alike(one, other) for one in ones for other in others), default=(0.0, ""))
        return Part(found[0], "same-title", found[1])

    def _alike(self, one: Text, other: Text) -> tuple[float, str]:
        if one.letters == other.letters and one.cut == other.cut:
            return 3 + self._length(one), "the same title"
        short, long = (one, other) if len(one.letters) <= len(other.letters) else (other, one)
        if short.cut and len(short.letters) >= _LETTERS_MINIMUM and long.letters.startswith(short.letters):
            return 1 + self._length(short), "a title that begins the other"
        cut = short.cut or long.cut
        alike = _overlap(short.letters, long.letters[: len(short.letters) + 8] if cut else long.letters, cut)
        return max(-8.0, min(self._length(short) * (alike - 0.4) / 0.6, 14.0)), "titles of much the same letters"

    def _length(self, text: Text) -> float:
        """Return the weight of letters that are the same one by one: that of their words, or more if they are many."""
        found = self._lengths.get(text)
        if found is None:
            worth = _WORD_DAMPING * fsum(map(self._word, text.words))
            found = self._lengths[text] = min(max(worth, 0.4 * len(text.letters)), 15.0)
        return found

    def _article(self, ones: set[str], others: set[str]) -> Part:
        shared = ones & others
        if not shared:
            return Part(-0.5 if ones and others else 0.0, "same-article", "")
        weight = max(self._rarity(self.articles[address]) for address in shared)
        return Part(min(weight, 5.5) + 0.5 * (len(shared) - 1), "same-article", "the same article")

    def _label(self, ones: set[frozenset[str]], others: set[frozenset[str]]) -> Part:
        found = max((self._shared(one, other) for one in ones for other in others), default=(0.0, ""))
        return Part(found[0], "same-labels", found[1])

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> tuple[float, str]:
        if one == other:
            weight = min(self._rarity(self.label_sets[one]), 1.2 + 1.4 * len(one) + log(1 + self.size / _BACKGROUND))
            return weight, "the same countries and keywords"
        shared = fsum(min(self._rarity(self.labels[label]), 3.0) for label in one & other)
        return max(-6.0, 0.5 * shared - 1.5 * len(one ^ other)), "shared countries and keywords"

    def _outlet(self, ones: set[str], others: set[str]) -> Part:
        if not ones or not others:
            return _NOTHING
        shared = [self._rarity(self.outlets[outlet]) for outlet in ones & others]
        return Part(min(0.5 * max(shared), 2.0) if shared else -0.3, "same-labels", "the same outlet")


def _method(speaking: list[Part]) -> str:
    """Return the plainest method of those that say enough: title, article, labels; else the one that says most."""
    enough = {part.method for part in speaking if part.weight >= _ENOUGH}
    named = [method for method in METHODS if method in enough]
    return named[0] if named else speaking[0].method if speaking else METHODS[-1]


def _overlap(short: str, long: str, cut: bool) -> float:
    """Return the share of three-letter sequences that two wordings have in common: of the shorter's, or of both's."""
    first, second = _sequences(short), _sequences(long)
    return len(first & second) / max(1, len(first) if cut else (len(first) + len(second)) / 2)


@lru_cache(maxsize=1 << 11)
def _sequences(letters: str) -> frozenset[str]:
    return frozenset(letters[start : start + 3] for start in range(len(letters) - 2))


def _claim(ones: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> Part:
    alike = max((_common(one, other) for one in ones for other in others), default=0.0)
    return Part(5.0 if alike >= 0.8 else 0.0, "same-title", "the same claim")


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how much of the shorter claim's words stand at the beginning of the longer; 0 for very short claims."""
    short, long = sorted((one, other), key=len)
    if len(short) < 6:
        return 0.0
    words = set(short)
    return len(words & set(long[: len(short) + 3])) / len(words)


def _agreement(ones: set[str] | set[int], others: set[str] | set[int], yes: float, no: float, reason: str) -> Part:
    if not ones or not others:
        return _NOTHING
    return Part(no if ones.isdisjoint(others) else yes, "same-labels", reason)
