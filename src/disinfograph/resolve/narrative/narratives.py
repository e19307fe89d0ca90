"""Which narratives a case promotes: the scheme `ontology/vocab/narratives.ttl` held against its words.

A match by phrase rests on how a response names the narrative: a label of the scheme in the phrase, or a cue that the
phrase meets. A match by cue rests on the words of the title and the claim and on the keywords: on cues, and on labels
in languages other than English, for which there are no cues. A title says what is claimed; a response mostly names the
broader story, and tells others in passing. So the title speaks first, then the response, then the rest of the claim.
`disinfograph.resolve.narrative.cues` documents the language of the cues; the scheme's scope note tells it to a curator.
A narrower narrative speaks for its broader ones: these are added only on stronger evidence of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from disinfograph import vocabularies
from disinfograph.namespaces import PREFIXES
from disinfograph.resolve.narrative.cues import Met, Reader, Text, by_folded, fold_label, read
from disinfograph.resolve.narrative.remembered import Remembered
from disinfograph.vocabularies import Concept

PHRASE, CUE = "phrase-match", "cue-match"

# Many cases name a narrative alike.
_PHRASES = 1 << 12

EXACT, CONTAINED, ONE_WORD, BY_CUE = 0.95, 0.9, 0.8, 0.7
KEYWORD = 0.4

_CUE, _KEYWORD = PREFIXES["dg"] + "cue", PREFIXES["dg"] + "cueKeyword"
# Words that stand between the words of a name without changing what it names.
_HEDGES = frozenset("a an the alleged allegedly so called supposed supposedly purported purportedly presumed".split())
_LONG_WORD = 7
_LEADS = frozenset("about on of that claiming regarding concerning".split())
# The endings by which forms of a word differ, in the languages that a script is known for: a text does not say its own.
# Labels and texts are cut alike, so that a cut too deep does no harm in a name of several words.
_LATIN = re.compile(
    r"(?<=\w{4})[aeiouy]*(?:ami|ach|ech|ich|ych|ego|eho|emu|imi|ymi|mi|owi|ow|om|em|im|ym|en|er|es|s|lor|lui|le|ul)?"
    r"[aeiouy]*$"
)
_CYRILLIC = re.compile(
    r"(?<=\w{4})[аеиоуыэюяієь]*(?:ями|ами|ого|его|ому|ему|ыми|ими|ах|ях|ам|ям|ов|ев|ів|ом|ем|ых|их|ым|им)?"
    r"[аеиоуыэюяієь]*$"
)
_GEORGIAN = re.compile(r"(?<=\w{4})(?:ებ|ის|ით|ში|ზე|მა|თან|[აეიოუს])+$")
_ARABIC_ARTICLE = re.compile(r"^(?:وال|بال|كال|فال|لل|ال)(?=\w{3})")
_SCRIPTS = (("\u0400", "\u04ff", _CYRILLIC), ("\u10a0", "\u10ff", _GEORGIAN), ("\u0600", "\u06ff", _ARABIC_ARTICLE))
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[a-zа-я][.!?])(?=[A-ZА-Я])|\n+|\s//\s")
# The same without slashes, from the stop on: with a set of signs in front, what lies between them is passed over.
_STOP = re.compile(
    r"[.!?…\n](?:(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[a-zа-я][.!?])(?=[A-ZА-Я])|(?<=\n)\n*)",
)


@dataclass(frozen=True, slots=True)
class Match:
    """A narrative (the slug of its IRI), how it was recognised, how sure that is (0 to 1), the words that decided."""

    narrative: str
    method: str
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """What a cue is worth in a part of a case: met by words, by words beside a keyword of the narrative, or by both."""

    words: float
    supported: float
    mixed: float


TITLE, CLAIM = Weight(words=0.6, supported=0.7, mixed=0.5), Weight(words=0.5, supported=0.55, mixed=0.45)


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    narrative: str

    @property
    def speaks_alone(self) -> bool:
        """Return whether the name cannot be met by chance in a running text."""
        return len(self.words) > 1 or len(self.words[0]) >= _LONG_WORD


_Names = Mapping[str, Mapping[str, list[_Name]]]


class Scheme:
    """The narratives, compiled to be held against many cases."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """Compile the concepts; UnreadableInput when a cue cannot be parsed."""
        ordered = sorted(concepts, key=lambda concept: concept.slug)
        rules = [(concept.slug, cue) for concept in ordered for cue in concept.properties.get(_CUE, ())]
        self._owners = tuple(slug for slug, _ in rules)
        self._reader = Reader([cue for _, cue in rules])
        self.concepts = tuple(ordered)
        self.slugs = frozenset(concept.slug for concept in ordered)
        self._names = {english: _names(ordered, english=english) for english in (True, False)}
        self._begins = {english: _beginner(names, _STEMS[english]) for english, names in self._names.items()}
        self._phrases = lru_cache(maxsize=_PHRASES)(self._match_phrase)
        self._broader = _all_broader(ordered)
        self._narrower = {
            slug: frozenset(one for one, above in self._broader.items() if slug in above) for slug in self._broader
        }
        self._keywords = {
            concept.slug: frozenset(map(fold_label, concept.properties.get(_KEYWORD, ()))) for concept in ordered
        }
        self._supporting = {
            slug: frozenset().union(*(self._keywords[one] for one in (slug, *self._broader[slug])))
            for slug in self._keywords
        }
        self._suggested = _invert(self._keywords)

    @classmethod
    def load(cls) -> Scheme:
        """Return the scheme of the package; it is read once."""
        return _load()

    def broader(self, narrative: str) -> frozenset[str]:
        """Return the narratives above one, at every level."""
        return self._broader.get(narrative, frozenset())

    def narrower(self, narrative: str) -> frozenset[str]:
        """Return the narratives below one, at every level."""
        return self._narrower.get(narrative, frozenset())

    def match_phrase(self, phrase: str) -> list[Match]:
        """Return the narratives that a phrase of a response names, the surest first, then by slug."""
        return list(self._phrases(phrase))

    def _match_phrase(self, phrase: str) -> list[Match]:
        text = read(phrase)
        best: dict[str, Match] = {}
        for match in self._named(text):
            _keep_surer(best, match)
        for met in self._reader.met(text):
            _keep_surer(best, Match(self._owners[met.rule], PHRASE, BY_CUE, met.words))
        return self._ranked(best)

    def match_cues(self, title: str, claim: str | None, keywords: Sequence[str]) -> list[Match]:
        """Return the narratives that the words and keywords of a case suggest, the surest first, then by slug.

        The claim is read sentence by sentence: a cue must be met within one. Cues of words beside keywords speak only
        where words by themselves say nothing, and keywords alone where those are silent too.
        """
        borne = by_folded(tuple(keywords))
        by_words: dict[str, Match] = {}
        mixed: dict[str, Match] = {}
        alone: dict[str, Match] = {}
        parts = [
            *((sentence, TITLE) for sentence in sentences(title)),
            *((sentence, CLAIM) for sentence in sentences(claim or "")),
        ]
        for text, weight in parts:
            words = read(text)
            for met in self._reader.met(words, keywords):
                tier = alone if not met.words else mixed if met.keywords else by_words
                _keep_surer(tier, self._weighed(met, weight, borne))
            self._keep_foreign(by_words, words, weight)
        for folded, label in borne.items():
            for slug in self._suggested.get(folded, ()):
                _keep_surer(alone, Match(slug, CUE, KEYWORD, (label,)))
        return self._ranked(by_words or mixed or alone)

    def match_sentence(self, sentence: str, keywords: Sequence[str]) -> list[Match]:
        """Return what `match_cues` does of one sentence of a claim, without what its words do not say by themselves."""
        words, borne = read(sentence), by_folded(tuple(keywords))
        best: dict[str, Match] = {}
        for met in self._reader.met(words, keywords, by_words=True):
            _keep_surer(best, self._weighed(met, CLAIM, borne))
        self._keep_foreign(best, words, CLAIM)
        return self._ranked(best) if best else []

    def _keep_foreign(self, best: dict[str, Match], words: Text, weight: Weight) -> None:
        """Keep the narratives whose labels in languages other than English stand in the words."""
        for name, written, _ in self._standing(words, english=False):
            if name.speaks_alone:
                _keep_surer(best, Match(name.narrative, CUE, weight.words, (written,)))

    def _named(self, text: Text) -> Iterator[Match]:
        """Yield the narratives whose labels stand in the text, English or other."""
        for english in (True, False):
            for name, written, exact in self._standing(text, english=english):
                sure = EXACT if exact else CONTAINED if len(name.words) > 1 else ONE_WORD
                yield Match(name.narrative, PHRASE, sure, (written,))

    def _standing(self, text: Text, *, english: bool) -> Iterator[tuple[_Name, str, bool]]:
        """Yield the labels in a text, the words as written, and if they are all of it; of overlapping, the longest."""
        if not any(map(self._begins[english].__getitem__, text.folded)):
            return
        kept = [(at, word) for at, word in enumerate(text.folded) if word not in _HEDGES]
        stems = [_STEMS[english](word) for _, word in kept]
        first = next((at for at, (_, word) in enumerate(kept) if word not in _LEADS), 0)
        taken: set[int] = set()
        for start, name in _occurrences(stems, self._names[english]):
            span = range(start, start + len(name.words))
            if taken.isdisjoint(span):
                taken.update(span)
                exact = start == first and len(name.words) == len(stems) - first
                yield name, " ".join(text.written[kept[at][0]] for at in span), exact

    def _weighed(self, met: Met, weight: Weight, borne: Mapping[str, str]) -> Match:
        """Return the match that a met cue makes, raised by a keyword of its narrative or of a broader one."""
        slug = self._owners[met.rule]
        if met.keywords:
            return Match(slug, CUE, weight.mixed if met.words else KEYWORD, (*met.words, *met.keywords))
        supporting = self._supporting[slug]
        support = tuple(label for folded, label in borne.items() if folded in supporting)
        return Match(slug, CUE, weight.supported if support else weight.words, (*met.words, *support))

    def _ranked(self, best: Mapping[str, Match]) -> list[Match]:
        spoken_for: dict[str, float] = {}
        for match in best.values():
            for slug in self._broader.get(match.narrative, ()):
                spoken_for[slug] = max(match.confidence, spoken_for.get(slug, 0.0))
        kept = (match for match in best.values() if match.confidence > spoken_for.get(match.narrative, 0.0))
        return sorted(kept, key=lambda match: (-match.confidence, match.narrative))


@cache
def _load() -> Scheme:
    return Scheme(vocabularies.load("narratives"))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, and the claims that a table joins by two slashes."""
    return [part for part in (_SENTENCE_END.split(text) if "//" in text else _stopped(text)) if part.strip()]


def _stopped(text: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        yield text[start : stop.start() + (stop[0][0] != "\n")]
        start = stop.end()
    yield text[start:]


def _names(concepts: Sequence[Concept], *, english: bool) -> _Names:
    """Return the labels in English, or in all other languages, by their first word and their second, '' for none."""
    names: dict[str, dict[str, list[_Name]]] = {}
    for concept in concepts:
        labels = (*concept.labels.items(), *concept.aliases)
        chosen = {_label_words(label, english) for language, label in labels if (language == "en") is english}
        for words in sorted(chosen):
            if words:
                second = words[1] if len(words) > 1 else ""
                names.setdefault(words[0], {}).setdefault(second, []).append(_Name(words, concept.slug))
    return names


def _stem_english(word: str) -> str:
    """Return the word without a plural's s."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """Return a folded word of any language without the endings, in Arabic without the article, of its script."""
    for first, last, endings in _SCRIPTS:
        if first <= word[:1] <= last:
            return endings.sub("", word, count=1)
    return _LATIN.sub("", word, count=1)


_STEMS: dict[bool, Callable[[str], str]] = {True: _stem_english, False: _stem}
"""How to cut words: English ones, or those of all other languages."""


def _beginner(names: Mapping[str, object], stem: Callable[[str], str]) -> Remembered[bool]:
    """Return what tells whether a folded word may begin a name: few words of a text do."""
    return Remembered(lambda word: stem(word) in names)


def _label_words(label: str, english: bool) -> tuple[str, ...]:
    return tuple(_STEMS[english](word) for word in read(label).folded if word not in _HEDGES)


def _occurrences(stems: Sequence[str], names: _Names) -> list[tuple[int, _Name]]:
    """Return where each name occurs among the words, the longest names first."""
    found = [
        (at, name)
        for at, (word, second) in enumerate(zip_longest(stems, stems[1:], fillvalue=""))
        if (begun := names.get(word))
        for name in (*begun.get("", ()), *begun.get(second, ()))
        if tuple(stems[at : at + len(name.words)]) == name.words
    ]
    return sorted(found, key=lambda hit: (-len(hit[1].words), hit[0], hit[1].narrative))


def _all_broader(concepts: Sequence[Concept]) -> dict[str, frozenset[str]]:
    """Return the narratives above each narrative, at every level; a cycle is read once round."""
    direct = {concept.slug: [iri.rsplit("/", 1)[-1] for iri in concept.broader] for concept in concepts}
    above: dict[str, frozenset[str]] = {}
    for slug in direct:
        seen: set[str] = set()
        waiting = list(direct[slug])
        while waiting:
            parent = waiting.pop()
            if parent in direct and parent not in seen:
                seen.add(parent)
                waiting += direct[parent]
        above[slug] = frozenset(seen - {slug})
    return above


def _invert(keywords: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    suggested: dict[str, list[str]] = {}
    for slug, labels in keywords.items():
        for label in labels:
            suggested.setdefault(label, []).append(slug)
    return suggested


def _keep_surer(best: dict[str, Match], match: Match) -> None:
    known = best.get(match.narrative)
    if known is None or match.confidence > known.confidence:
        best[match.narrative] = match
