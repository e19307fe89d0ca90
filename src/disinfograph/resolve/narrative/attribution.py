"""Which narratives the cases of a build promote, and why.

Each case speaks first for itself: the phrases of its response, the rules that its title, claim and keywords meet, and
its single words as weighed by labelled cases. What it says surely makes the profile by which other cases are compared,
and what its cross-links carry over. All that speaks for a narrative is weighed together; a match goes by phrase where
the response names the narrative, else by the method that adds most, with the words or the cases that decided. What is
more likely wrong than right is not asserted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from disinfograph.records import Record
from disinfograph.resolve.narrative.calibration import Calibration
from disinfograph.resolve.narrative.candidates import Candidate, candidates
from disinfograph.resolve.narrative.case_text import CaseText
from disinfograph.resolve.narrative.case_words import CaseWords
from disinfograph.resolve.narrative.narratives import CUE, PHRASE, Match, Scheme
from disinfograph.resolve.narrative.propagation import Propagation
from disinfograph.resolve.narrative.signs import NAMED, Told, signs
from disinfograph.resolve.narrative.similarity import Compared, Similarity
from disinfograph.resolve.narrative.word_weights import Standing, WordWeights
from disinfograph.shelf import Handed

SIMILARITY, PROPAGATION, WORDS = "similarity", "propagation", "word-weights"
METHODS = frozenset({PHRASE, CUE, SIMILARITY, PROPAGATION, WORDS})
"""The methods that can be asked for; what is not among them adds nothing."""

Own = Callable[[str, Iterable[str]], frozenset[str]]
Read = tuple[Compared, Handed]

ASSERTED = 0.45
"""The confidence below which a match is dropped: the least at which, in cases held out, three of four were right."""
_NEAR = 0.6
"""The share of the best likeness at which likeness speaks neither for nor against a narrative."""
_WHOLE_LINKS = 2
"""Linked cases that must agree before their word counts in full."""
_WORTH_WEIGHING = 0.15
"""The least score of its words with which a narrative is looked at that nothing else speaks for."""


@dataclass(slots=True)
class Attribution:
    """The narratives of all cases of a build. Add all records, then settle, then ask."""

    scheme: Scheme
    methods: frozenset[str] = METHODS
    calibration: Calibration = field(default_factory=Calibration.load)
    weights: WordWeights = field(default_factory=WordWeights.load)
    _least: float = field(init=False)
    _words: CaseWords = field(default_factory=CaseWords)
    _similarity: Similarity | None = None
    _propagation: Propagation = field(default_factory=Propagation)

    def __post_init__(self) -> None:
        self._least = self.calibration.least(ASSERTED)
        if SIMILARITY in self.methods:
            self._similarity = Similarity(self.scheme.concepts)

    def add(self, slug: str, record: Record) -> None:
        """Enter a record of a case; a case may have several."""
        self._words.add(slug, record)

    def own(self, slug: str) -> frozenset[str]:
        """Return the narratives that a case's own words tell."""
        told = self._own(slug)
        return frozenset(name for name, found in told.items() if self.calibration.raw(found.signs) >= ASSERTED)

    def compared(self) -> Read | None:
        """Read the words of all cases, in this process or in one that it forked; return what `settle` needs.

        None where no method compares them.
        """
        if self._similarity is None:
            return None
        return self._similarity.compared(_Texts(self._words)), self._words.texts()

    def settle(
        self,
        links: Iterable[tuple[str, str]],
        own: Own = lambda _, narratives: frozenset(narratives),
        compared: Callable[[], Read | None] | None = None,
    ) -> None:
        """Compare the cases and follow the resolved cross-links, from slug to slug, once all records are entered.

        `own` leaves of a case's narratives, by its slug, those with which it may speak for others; `compared` gives
        what `compared` returns, where that is made elsewhere.
        """
        same: dict[frozenset[str], frozenset[str]] = {}  # many cases tell the same
        sure = {
            slug: same.setdefault(told, told) for slug in sorted(self._words) if (told := own(slug, self._sure(slug)))
        }
        read = (compared or self.compared)()
        if read and self._similarity:
            alike, texts = read
            self._words.take_texts(texts)
            self._similarity.settle(alike, sure)
        if PROPAGATION in self.methods:
            self._propagation.settle(links, sure)

    def of(self, slug: str) -> tuple[Match, ...]:
        """Return the narratives of a case, each once, sorted by narrative; a finer one speaks for its broader ones."""
        if slug not in self._words:
            return ()
        told, least = self.weighed(slug), self._least
        kept = {
            name: judged
            for name, found in told.items()
            if self.calibration.raw(found.signs) >= least and (judged := self._judged(found))[1] >= ASSERTED
        }
        finer = {name: [kept[n][1] for n in kept if name in self.scheme.broader(n)] for name in kept}
        return tuple(
            Match(name, method, confidence, tuple(self._evidence(slug, name, method, told[name])))
            for name, (method, confidence) in sorted(kept.items())
            if confidence > max(finer[name], default=0.0)
        )

    def weighed(self, slug: str) -> dict[str, Told]:
        """Return the signs of a case by narrative: its own words, the cases like it, and those linked to it."""
        told = self._own(slug)
        linked = self._propagation.of(slug)
        near = self._similarity.nearest(slug) if self._similarity else None
        scores = self.scores(slug)
        likely = {name for name, score in scores.items() if score >= _WORTH_WEIGHING}
        for name in sorted({*linked, *likely, *([near] if near else ())} - told.keys()):
            told[name] = Told()
        standing = Standing(scores, self.scheme.broader, self.scheme.narrower) if WORDS in self.methods else None
        for name, found in told.items():
            found.signs.update(self._likeness(slug, name))
            if standing:
                found.signs |= standing.signs(name)
            if name in linked:
                agreement = linked[name]
                found.signs["linked"] = agreement.share * min(1.0, len(agreement.cases) / _WHOLE_LINKS)
                found.evidence[PROPAGATION] = list(agreement.cases)
        return told

    def text(self, slug: str) -> CaseText:
        """Return what of the words of a case is compared and weighed."""
        return self._words.text(slug)

    def scores(self, slug: str) -> dict[str, float]:
        """Return what the single words of a case say of each narrative of the scheme that they tell of."""
        if WORDS not in self.methods:
            return {}
        known, scores = self.scheme.slugs, self.weights.scores(self.text(slug))
        return scores if known.issuperset(scores) else {name: scores[name] for name in scores if name in known}

    def candidates(self) -> list[Candidate]:
        """Return the narratives that the scheme may lack, those of most cases first."""
        phrases, titles = {}, {}
        for slug in self._words:
            words = self._words.of(slug)
            phrases[slug] = [phrase for phrase in words.phrases if not self.scheme.match_phrase(phrase)]
            if not self.of(slug):
                titles[slug] = words.titles.values()
        return candidates(phrases, titles)

    def _own(self, slug: str) -> dict[str, Told]:
        if slug not in self._words:
            return {}
        told = self._words.told(slug)
        if told is None:
            told = signs(self._words.of(slug), self.scheme, self.methods)
            self._words.tell(slug, told)
        return told

    def _sure(self, slug: str) -> frozenset[str]:
        """Return the finest narratives that the title of a case tells: for these it speaks to others."""
        sure = {name for name, found in self._own(slug).items() if found.is_titled}
        return frozenset(sure.difference(*(self.scheme.broader(name) for name in sure)))

    def _likeness(self, slug: str, narrative: str) -> dict[str, float]:
        if self._similarity is None:
            return {}
        like = self._similarity.of(slug, narrative)
        return {"likeness": like.share - _NEAR, "alike": like.cosine, "nearest": float(like.nearest)}

    def _judged(self, found: Told) -> tuple[str, float]:
        """Return the method of a match and its confidence."""
        method, raw = self.method(found), self.calibration.raw(found.signs)
        confidence = self.calibration.confidence(method, raw)
        if NAMED in found.signs:
            confidence = max(confidence, self.calibration.confidence(NAMED, raw))
        return method, round(confidence, 2)

    def method(self, found: Told) -> str:
        """Return the method of a match: by phrase what the response names, for the rest the method that adds most."""
        if "phrase" in found.signs:
            return PHRASE
        spoken = [method for method in (PHRASE, CUE) if method in found.evidence]
        others = [PROPAGATION] if PROPAGATION in found.evidence else []
        weighed = [WORDS] if "words" in found.signs else []
        return max(spoken or [*others, *weighed, SIMILARITY], key=lambda method: self._added(found, method))

    def _added(self, found: Told, method: str) -> float:
        weights = self.calibration.weights
        return sum(weights.get(sign, 0.0) * many for sign, many in found.signs.items() if _METHODS.get(sign) == method)

    def _evidence(self, slug: str, narrative: str, method: str, found: Told) -> Iterator[str]:
        if method == SIMILARITY and self._similarity is not None:
            yield from self._similarity.like(slug, narrative)
            return
        if method == WORDS:
            yield from self.weights.words(self.text(slug), narrative)
            return
        spoken = [*found.evidence.get(PHRASE, ()), *found.evidence.get(CUE, ())]
        yield from dict.fromkeys(found.evidence[PROPAGATION] if method == PROPAGATION else spoken)


_METHODS = {
    **dict.fromkeys(("title", "title-supported", "title-mixed", "keyword"), CUE),
    **dict.fromkeys(("claim", "claim-opening", "claim-supported"), CUE),
    **dict.fromkeys(("phrase", "phrase-cue"), PHRASE),
    **dict.fromkeys(("likeness", "alike", "nearest"), SIMILARITY),
    "words": WORDS,
    "linked": PROPAGATION,
}
"""The method that a sign belongs to; those that lie in how others agree belong to none."""


class _Texts(Mapping[str, CaseText]):
    """What of the words of each case is compared, by slug, read one by one."""

    def __init__(self, words: CaseWords) -> None:
        self._words, self._slugs = words, sorted(words)

    def __len__(self) -> int:
        return len(self._slugs)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __getitem__(self, slug: str) -> CaseText:
        return self._words.text(slug)
