"""What in the words of a case speaks for a narrative: signs, each with the words that make it.

A title says what is claimed; a response mostly names the broader story and tells others in passing; a claim says much
besides. So a sign is told by where it stands, and how much it is worth is for `calibration` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from disinfograph.iris import fold
from disinfograph.records import Record
from disinfograph.resolve.narrative.narratives import (
    BY_CUE,
    CLAIM,
    CUE,
    KEYWORD,
    PHRASE,
    TITLE,
    Match,
    Scheme,
    sentences,
)

NAMED = "named-alone"
"""The response names the narrative, and nothing else of the case speaks for another: the editor is believed."""

_TIERS = {
    TITLE.words: "title",
    TITLE.supported: "title-supported",
    TITLE.mixed: "title-mixed",
    KEYWORD: "keyword",
}
_IN_TITLE = frozenset({"title", "title-supported"})
_IN_CASE = _IN_TITLE | {"title-mixed", "claim"}
_SPEAKING = _IN_CASE | {"phrase"}
_MOST_SENTENCES = 3
"""A narrative that this many sentences of a claim tell is not told more by another."""
_BEGINNING = 12
"""Letters of a sentence that, folded, are the beginning of the sentence folded."""
_CROWD = 2
"""More narratives than this in one title, and the cues were met by chance."""


@dataclass(slots=True)
class Told:
    """The signs for one narrative, how strong each is, and the words that decided, by method."""

    signs: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_titled(self) -> bool:
        """Return whether the words of a title tell the narrative, and not too many others beside it."""
        return not _IN_TITLE.isdisjoint(self.signs) and "crowd" not in self.signs

    def add(self, sign: str, method: str, words: Iterable[str]) -> None:
        """Enter a sign and its words."""
        self.signs[sign] = 1.0
        self.evidence.setdefault(method, []).extend(words)


@dataclass(slots=True)
class Words:
    """The words of a case, gathered from all its records; what two say alike counts once."""

    titles: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, None] = field(default_factory=dict)
    keywords: dict[str, None] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Enter a record."""
        if record.title:
            self.titles.setdefault(fold(record.title), record.title)
        if record.claim:
            self.claims.setdefault(fold(record.claim), record.claim)
        self.phrases.update(dict.fromkeys(record.narrative_phrases))
        self.keywords.update(dict.fromkeys(record.keywords))

    def told(self) -> Iterator[str]:
        """Yield the sentences of the claims that are not already in a title."""
        titles = " ".join(self.titles)
        for claim in self.claims.values():
            for sentence in sentences(claim):
                # Most sentences already begin otherwise than any part of a title.
                if fold(sentence[:_BEGINNING]) not in titles or fold(sentence) not in titles:
                    yield sentence


def signs(words: Words, scheme: Scheme, methods: frozenset[str]) -> dict[str, Told]:
    """Return what the words of a case tell, by narrative."""
    told: dict[str, Told] = {}
    if CUE in methods:
        _by_cues(words, scheme, told)
    if PHRASE in methods:
        for match in (match for phrase in words.phrases for match in scheme.match_phrase(phrase)):
            sign = "phrase" if match.confidence > BY_CUE else "phrase-cue"
            told.setdefault(match.narrative, Told()).add(sign, PHRASE, match.evidence)
    _relate(told, scheme)
    return told


def _by_cues(words: Words, scheme: Scheme, told: dict[str, Told]) -> None:
    keywords = tuple(words.keywords)
    for title in words.titles.values():
        for match in scheme.match_cues(title, None, keywords):
            told.setdefault(match.narrative, Told()).add(_TIERS[match.confidence], CUE, match.evidence)
    for number, sentence in enumerate(words.told()):
        for match in scheme.match_sentence(sentence, keywords):
            _in_claim(told.setdefault(match.narrative, Told()), match, number)


def _in_claim(told: Told, match: Match, number: int) -> None:
    """Enter what a sentence of a claim tells; the sentences are counted from 0."""
    many = told.signs.get("claim", 0.0)
    told.add("claim", CUE, match.evidence)
    told.signs["claim"] = min(many + 1, _MOST_SENTENCES)
    if number == 0:
        told.signs["claim-opening"] = 1.0
    if match.confidence > CLAIM.words:
        told.signs["claim-supported"] = 1.0


def _relate(told: dict[str, Told], scheme: Scheme) -> None:
    """Enter the signs that lie in how narratives and places agree, once all are told."""
    crowd = sum(not _IN_TITLE.isdisjoint(found.signs) for found in told.values()) > _CROWD
    speaking = [name for name, found in told.items() if not _SPEAKING.isdisjoint(found.signs)]
    silent = all(_IN_CASE.isdisjoint(found.signs) for found in told.values())
    spoken_for = frozenset().union(*(scheme.broader(name) for name in speaking))
    for name, found in told.items():
        titled, phrased = not _IN_TITLE.isdisjoint(found.signs), bool({"phrase", "phrase-cue"} & found.signs.keys())
        related = {
            "title-and-phrase": titled and phrased,
            "title-and-claim": titled and "claim" in found.signs,
            "claim-and-phrase": phrased and "claim" in found.signs,
            "finer-told": name in spoken_for,
            "crowd": crowd,
            NAMED: silent and "phrase" in found.signs,
        }
        found.signs.update((sign, 1.0) for sign, holds in related.items() if holds)
