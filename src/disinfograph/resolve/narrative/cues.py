"""A small language of rules about words, and a reader that holds many rules against a text at once.

    cue    = term { "&" term }         every term must hold
    term   = [ "!" ] group { ".." group }   the groups follow each other, at most six words apart; "!" denies the term
    group  = choice { "|" choice }     one of the choices must occur
    choice = word { word }             words that follow each other; "word*" is any word that begins so
           | "[" keyword label "]"     the case bears this keyword; stands in a term of one group

`nazi*|fascis* & ukrain*|kyiv` is met by "Fascists hold Kyiv" and by "Ukraine's neo-Nazis", not by "Ukraine".
Words are compared folded: without case, accents and possessive endings, and with one spelling for British and
American words. A rule must hold at least one term that is not denied.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.narrative.remembered import Remembered

REACH = 6
"""How many words may stand between two groups joined by ".."."""

# The sentences of a case are read one after the other, each with all keywords of the case.
_CASES = 16

_QUOTES = "‘’‚‛ʼ´`"
_ABBREVIATION = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
_INNER_STOP = re.compile(r"\.(?<=[^\W\d_].)[^\W\d_]")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
_WORD = re.compile(r"[^\W_]+")
# One form for both spellings. Each looks only leftwards or at the next letter, so that a prefix folds like its words.
_SPELLINGS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        ("ae", "e"),  # paedophile
        ("oeu", "eu"),  # manoeuvre
        ("(?<=[a-z]{2})our", "or"),  # colour
        ("(?<=[a-z]{3})iz(?=[aei]|$)", "is"),  # organize
        ("lyz(?=[aei]|$)", "lys"),  # paralyze
        ("enc(?=[eiy]|$)", "ens"),  # defence
        ("(?<=[a-z]{2}t)re(?=s?$)", "er"),  # centre
        ("(?<=[a-z]{2})ogue", "og"),  # dialogue
        ("gramme", "gram"),  # programme
        ("scept", "skept"),  # sceptic
        ("ll", "l"),  # travelled, fulfill
    )
)
_CHOICE = re.compile(r"\[[^\[\]]+\]|[^\W_]+\*?(?: [^\W_]+\*?)*")

_Part = tuple[str, bool]

Choice = tuple[_Part, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text: as written, in lower case, and folded for comparison."""

    written: tuple[str, ...]
    folded: tuple[str, ...]


@lru_cache(maxsize=_CASES)
def read(text: str) -> Text:
    """Return the words of a text; "U.S." is one word, "anti-Russian" two, and "Russia's" is "russia"."""
    plain = unicodedata.normalize("NFKC", text)
    for quote in _QUOTES:
        plain = plain.replace(quote, "'")
    plain = plain.casefold()
    if _INNER_STOP.search(plain):
        plain = _ABBREVIATION.sub(lambda found: found[0].replace(".", "") + " ", plain)
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain)
    written = tuple(_WORD.findall(plain))
    return Text(written, tuple(map(_FOLDED.__getitem__, written)))


def fold(word: str) -> str:
    """Return the word without accents and in the one spelling that stands for all."""
    return _FOLDED[word]


def _fold(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    for pattern, form in _SPELLINGS:
        bare = pattern.sub(form, bare)
    return bare


_FOLDED = Remembered(_fold)


@lru_cache(maxsize=1 << 14)
def fold_label(label: str) -> str:
    """Return the folded words of a keyword's label, joined by a space."""
    return " ".join(read(label).folded)


@lru_cache(maxsize=_CASES)
def by_folded(labels: tuple[str, ...]) -> Mapping[str, str]:
    """Return labels by their folded form."""
    return {fold_label(label): label for label in labels}


@dataclass(frozen=True, slots=True)
class Term:
    """Groups of choices in their order; a keyword is a choice of one word that no text can hold: "[label]"."""

    groups: tuple[frozenset[Choice], ...]
    denied: bool


def parse(cue: str) -> tuple[Term, ...]:
    """Return the terms of a cue; UnreadableInput says what is wrong with it."""
    terms = tuple(_term(cue, part.strip()) for part in cue.split("&"))
    if all(term.denied for term in terms):
        raise _wrong(cue, "nothing in it must occur")
    return terms


def _term(cue: str, text: str) -> Term:
    denied = text.startswith("!")
    groups = tuple(_group(cue, part) for part in text.removeprefix("!").split(".."))
    if len(groups) > 1 and any(_is_keyword(choice) for group in groups for choice in group):
        raise _wrong(cue, "a keyword has no place in an order of words")
    return Term(groups, denied)


def _group(cue: str, text: str) -> frozenset[Choice]:
    return frozenset(_choice(cue, part.strip()) for part in text.split("|"))


def _choice(cue: str, text: str) -> Choice:
    if not _CHOICE.fullmatch(text):
        raise _wrong(cue, f"{text!r} is neither words nor a keyword in brackets")
    if text.startswith("["):
        return ((f"[{fold_label(text[1:-1])}]", False),)
    return tuple((fold(word.removesuffix("*")), word.endswith("*")) for word in text.split())


def _is_keyword(choice: Choice) -> bool:
    return choice[0][0].startswith("[")


def _wrong(cue: str, reason: str) -> UnreadableInput:
    return UnreadableInput(f"cue {cue!r}", reason, "see the scope note of the scheme")


@dataclass(frozen=True, slots=True)
class Met:
    """A rule that a text meets: its number in the list of rules, and the words and keywords that decided."""

    rule: int
    words: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Openings:
    """The choices that a word may begin: those it is all of, and the longer ones by their second word.

    `bits` are those of the groups that the first kind meets. A second word is a key as `_Part` has it; `heads` are the
    first letters of all second words, as many of each as the shortest has.
    """

    single: tuple[Choice, ...]
    bits: int
    longer: Mapping[_Part, tuple[Choice, ...]]
    lengths: tuple[int, ...]
    heads: frozenset[str]
    head: int

    def followed(self, words: tuple[str, ...], at: int) -> list[Choice]:
        """Return the longer choices that stand where their first word does."""
        if at + 1 >= len(words):
            return []
        second = words[at + 1]
        if second[: self.head] not in self.heads:
            return []
        near = [self.longer.get((second, False), ()), *(self.longer.get((second[:n], True), ()) for n in self.lengths)]
        return [choice for choices in near for choice in choices if len(choice) == 2 or _follows(choice, words, at)]


class Reader:
    """Many cues, compiled to one index from a text's words to the rules that they may meet.

    Each group that a rule wants is a bit: the first groups of all rules come first, then the second groups, and so on.
    So a few operations on whole numbers tell the rules of which every group is met.
    """

    def __init__(self, rules: Sequence[str]) -> None:
        self._rules = tuple(map(parse, rules))
        asked = _groups_by_choice(self._rules)
        self._bits = {choice: sum(1 << group * len(rules) + rule for rule, group in asked[choice]) for choice in asked}
        wanted = [sum(len(term.groups) for term in terms if not term.denied) for terms in self._rules]
        self._layers = max(wanted, default=0)
        # A group that a rule does not have is met.
        missing = ((rule, group) for rule, many in enumerate(wanted) for group in range(many, self._layers))
        self._met_before = sum(1 << group * len(rules) + rule for rule, group in missing)
        self._starts = _choices_by_word(asked, 0)
        self._lengths = _lengths(self._starts)
        self._openings = Remembered(self._openings_of)
        self._borne = lru_cache(maxsize=_CASES)(self._borne_of)

    def met(self, text: Text, keywords: Iterable[str] = (), *, by_words: bool = False) -> Iterator[Met]:
        """Yield the rules that the text of a case with these keywords meets, in the order of the rules.

        With `by_words` only those are yielded for which no keyword speaks.
        """
        borne = self._borne(tuple(keywords))
        begun = enumerate(map(self._openings.__getitem__, text.folded))
        openings = {at: opening for at, opening in begun if opening is not None}
        longer = {at: there for at, o in openings.items() if o.longer and (there := o.followed(text.folded, at))}
        rules = self._complete(openings, longer, () if by_words else borne)
        if not rules:
            return
        found = self._found(openings, longer, borne)
        for rule in rules:
            spans = _spans(self._rules[rule], found)
            if spans is not None:
                labels = _labels(self._rules[rule], found, borne) if borne else ()
                if not (by_words and labels):
                    yield Met(rule, _written(text, spans), labels)

    def _complete(
        self, openings: Mapping[int, _Openings], longer: Mapping[int, list[Choice]], borne: Iterable[Choice]
    ) -> list[int]:
        """Return the rules of which every group is met, in their order."""
        bits = self._met_before
        for opening in openings.values():
            bits |= opening.bits
        for choice in (*chain.from_iterable(longer.values()), *borne):
            bits |= self._bits[choice]
        many = len(self._rules)
        whole = (1 << many) - 1
        for layer in range(self._layers):
            whole &= bits >> layer * many
        return list(_set_bits(whole))

    def _found(
        self, openings: Mapping[int, _Openings], longer: Mapping[int, list[Choice]], borne: Iterable[Choice]
    ) -> dict[Choice, list[Span]]:
        found: dict[Choice, list[Span]] = {}
        for at, opening in openings.items():
            for choice in (*opening.single, *longer.get(at, ())):
                found.setdefault(choice, []).append((at, at + len(choice)))
        return found | {choice: [(-1, -1)] for choice in borne}

    def _borne_of(self, keywords: tuple[str, ...]) -> dict[Choice, str]:
        """Return those of some keywords that a rule asks for, as choices."""
        labels = {((f"[{folded}]", False),): label for folded, label in by_folded(keywords).items()}
        return {choice: label for choice, label in labels.items() if choice in self._bits}

    def _openings_of(self, word: str) -> _Openings | None:
        """Return the choices that a word may begin; None where there are none: few words begin any."""
        starts = [(word, False), *((word[:n], True) for n in self._lengths if n <= len(word))]
        choices = [choice for start in starts for choice in self._starts.get(start, ())]
        single = tuple(choice for choice in choices if len(choice) == 1)
        if not choices:
            return None
        bits = reduce(or_, map(self._bits.__getitem__, single), 0)
        longer = _choices_by_word((choice for choice in choices if len(choice) > 1), 1)
        head = min((len(second) for second, _ in longer), default=0)
        heads = frozenset(second[:head] for second, _ in longer)
        return _Openings(single, bits, longer, _lengths(longer), heads, head)


def _groups_by_choice(rules: Sequence[tuple[Term, ...]]) -> dict[Choice, set[tuple[int, int]]]:
    """Return, for every choice, the rules that ask for it and the number of the group; none for a denied one."""
    asked: dict[Choice, set[tuple[int, int]]] = {}
    for rule, terms in enumerate(rules):
        wanted = [group for term in terms if not term.denied for group in term.groups]
        for number, group in enumerate(wanted):
            for choice in group:
                asked.setdefault(choice, set()).add((rule, number))
        for choice in (choice for term in terms if term.denied for group in term.groups for choice in group):
            asked.setdefault(choice, set())
    return asked


def _choices_by_word(choices: Iterable[Choice], place: int) -> dict[_Part, tuple[Choice, ...]]:
    """Return choices by their word at a place."""
    by_word: dict[_Part, tuple[Choice, ...]] = {}
    for choice in choices:
        by_word[choice[place]] = (*by_word.get(choice[place], ()), choice)
    return by_word


def _lengths(words: Iterable[_Part]) -> tuple[int, ...]:
    """Return how long the beginnings among some words are."""
    return tuple(sorted({len(word) for word, is_prefix in words if is_prefix}))


def _set_bits(whole: int) -> Iterator[int]:
    """Yield the places of the bits that are set in a number, the lowest first."""
    while whole:
        lowest = whole & -whole
        yield lowest.bit_length() - 1
        whole ^= lowest


def _follows(choice: Choice, words: tuple[str, ...], at: int) -> bool:
    there = words[at : at + len(choice)]
    return len(there) == len(choice) and all(
        word.startswith(wanted) if prefix else word == wanted
        for (wanted, prefix), word in zip(choice, there, strict=True)
    )


def _spans(terms: tuple[Term, ...], found: Mapping[Choice, list[Span]]) -> list[Span] | None:
    """Return where the terms of a rule hold, or None when one of them does not or a denied one does."""
    spans: list[Span] = []
    for term in terms:
        there = _chain([_places(group, found) for group in term.groups], None)
        if (there is None) is not term.denied:
            return None
        spans += there or ()
    return spans


def _places(group: frozenset[Choice], found: Mapping[Choice, list[Span]]) -> list[Span]:
    return sorted({span for choice in group for span in found.get(choice, ())})


def _chain(groups: Sequence[list[Span]], after: int | None) -> list[Span] | None:
    """Return the first spans, one of each group, in which each begins within reach of the end of the one before."""
    if not groups:
        return []
    for start, end in groups[0]:
        if after is None or after <= start <= after + REACH:
            rest = _chain(groups[1:], end)
            if rest is not None:
                return [(start, end), *rest]
    return None


def _written(text: Text, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(text.written[start:end]) for start, end in sorted(spans) if start >= 0))


def _labels(
    terms: tuple[Term, ...], found: Mapping[Choice, list[Span]], borne: Mapping[Choice, str]
) -> tuple[str, ...]:
    asked = {choice for term in terms if not term.denied for group in term.groups for choice in group}
    return tuple(borne[choice] for choice in sorted(asked) if _is_keyword(choice) and choice in found)
