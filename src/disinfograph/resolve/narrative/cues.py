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
from functools import cache, lru_cache

from disinfograph.errors import UnreadableInput

REACH = 6
"""How many words may stand between two groups joined by ".."."""

_QUOTES = str.maketrans("‘’‚‛ʼ´`", "'" * 7)
_ABBREVIATION = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
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

Choice = tuple[tuple[str, bool], ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text: as written, in lower case, and folded for comparison."""

    written: tuple[str, ...]
    folded: tuple[str, ...]


def read(text: str) -> Text:
    """Return the words of a text; "U.S." is one word, "anti-Russian" two, and "Russia's" is "russia"."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    plain = _POSSESSIVE.sub("", _ABBREVIATION.sub(lambda found: found[0].replace(".", "") + " ", plain))
    written = tuple(_WORD.findall(plain))
    return Text(written, tuple(map(fold, written)))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return the word without accents and in the one spelling that stands for all."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    for pattern, form in _SPELLINGS:
        bare = pattern.sub(form, bare)
    return bare


@lru_cache(maxsize=1 << 14)
def fold_label(label: str) -> str:
    """Return the folded words of a keyword's label, joined by a space."""
    return " ".join(read(label).folded)


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


class Reader:
    """Many cues, compiled to one index from a text's words to the rules that they may meet."""

    def __init__(self, rules: Sequence[str]) -> None:
        self._rules = tuple(map(parse, rules))
        self._needed = tuple((1 << sum(len(t.groups) for t in terms if not t.denied)) - 1 for terms in self._rules)
        self._asked = _groups_by_choice(self._rules)
        self._starts = _choices_by_start(self._asked)
        self._lengths = tuple(sorted({len(start) for start, prefix in self._starts if prefix}))
        self._candidates = cache(self._candidates_of)

    def met(self, text: Text, keywords: Iterable[str] = ()) -> Iterator[Met]:
        """Yield the rules that the text of a case with these keywords meets, in the order of the rules."""
        borne = {f"[{fold_label(label)}]": label for label in keywords}
        found = self._found(text.folded, borne)
        groups: dict[int, int] = {}
        for choice in found:
            for rule, bit in self._asked[choice]:
                groups[rule] = groups.get(rule, 0) | bit
        for rule in sorted(rule for rule, bits in groups.items() if bits == self._needed[rule]):
            spans = _spans(self._rules[rule], found)
            if spans is not None:
                yield Met(rule, _written(text, spans), _labels(self._rules[rule], found, borne))

    def _found(self, words: tuple[str, ...], borne: Mapping[str, str]) -> dict[Choice, list[Span]]:
        found: dict[Choice, list[Span]] = {}
        for at, word in enumerate(words):
            for choice in self._candidates(word):
                if len(choice) == 1 or _follows(choice, words, at):
                    found.setdefault(choice, []).append((at, at + len(choice)))
        for label in borne:
            if ((label, False),) in self._asked:
                found[((label, False),)] = [(-1, -1)]
        return found

    def _candidates_of(self, word: str) -> tuple[Choice, ...]:
        starts = [(word, False), *((word[:n], True) for n in self._lengths if n <= len(word))]
        return tuple(choice for start in starts for choice in self._starts.get(start, ()))


def _groups_by_choice(rules: Sequence[tuple[Term, ...]]) -> dict[Choice, list[tuple[int, int]]]:
    """Return, for every choice, the rules that ask for it and the bit of the group that does; none for a denied one."""
    asked: dict[Choice, list[tuple[int, int]]] = {}
    for rule, terms in enumerate(rules):
        wanted = [group for term in terms if not term.denied for group in term.groups]
        for number, group in enumerate(wanted):
            for choice in group:
                asked.setdefault(choice, []).append((rule, 1 << number))
        for choice in (choice for term in terms if term.denied for group in term.groups for choice in group):
            asked.setdefault(choice, [])
    return asked


def _choices_by_start(choices: Iterable[Choice]) -> dict[tuple[str, bool], list[Choice]]:
    starts: dict[tuple[str, bool], list[Choice]] = {}
    for choice in sorted(choices):
        starts.setdefault(choice[0], []).append(choice)
    return starts


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


def _labels(terms: tuple[Term, ...], found: Mapping[Choice, list[Span]], borne: Mapping[str, str]) -> tuple[str, ...]:
    asked = {choice for term in terms if not term.denied for group in term.groups for choice in group}
    return tuple(borne[choice[0][0]] for choice in sorted(asked) if _is_keyword(choice) and choice in found)
