"""Which places a text names, and where: the names of `ontology/vocab/places*.ttl` in all languages, as whole words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from disinfograph import vocabularies
from disinfograph.resolve.outlet import outlets
from disinfograph.resolve.place.place_forms import forms
from disinfograph.resolve.place.places import Place, place_names

# One character for one: what is found in the plain text stands at the same offsets in the given one.
_FANCY = "’ʼ‘`´\u00a0\u2009\u202f\u2010\u2011–ёЁ&"
_PLAIN = str.maketrans(_FANCY, "'''''   ---еЕ+")
_IS_FANCY = re.compile(f"[{_FANCY}]")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_IN_ADDRESSES = ("@", "://", "www.")
_HAN = re.compile("[\u4e00-\u9fff]+")
_ARABIC_JOINED = re.compile("[وفبلك](?=[\u0621-\u064a]{4})")
_HANDLE_BEFORE = ("@", "_")
_NOT_AFTER = re.compile(r"_|\.(?=[a-z\d])| Air(?:lines|ways)\b")
_SHORT = 4

# Words that are also a place's name, in this language or another, and are mostly not meant as one.
_HOMOGRAPHS = frozenset(
    "Congo,Reunion,Maurice,Dominique,Salvador,Granada,Indie,Chili,Dania,Fas,Man,Nordic,Island,Того,Малі,Мали,الغرب,عمان,"
    "დასავლეთი".split(",")
)
# Short names that are also words when all is in capitals.
_SHOUTED = frozenset({"US", "SEE", "CAR"})
# Longer names that hold a place's and mean something else.
_OTHER_THINGS = (
    *("New Mexico", "Gulf of Mexico", "Gulf of Guinea", "Gulf of Oman", "Sea of Japan", "Niger Delta", "New Guinea"),
    *("South China Sea", "East China Sea", "South China Morning Post", "Indian Ocean", "New Jersey", "Jersey City"),
    *("Bank of America", "Voice of America", "Captain America", "Miss America", "Air France", "Tour de France"),
    *("Panama Papers", "Guinea Pig", "Guinea Pigs", "Brazil Nut", "Brazil Nuts", "River Jordan", "Jordan River"),
    *("West Virginia", "West Coast", "West Point", "West Ham", "West Side", "West Wing", "West Jerusalem", "Wild West"),
    *("West African", "West European", "West Ukrainian", "West German", "West Berlin", "West Slavic", "West Texas"),
    *("West Siberian", "West Asian", "West Papua", "West Midlands", "North West", "South West", "Kanye West"),
    *("Mae West", "Cornel West", "Georgia Tech", "Tom Holland", "Anatole France", "Cuba Gooding"),
)
_PERSONS = frozenset({"jordan", "chad"})
_GIVEN_NAMES = frozenset(
    "Michael John James Robert William David Richard Thomas Charles Daniel Matthew Anthony Mark Paul Steven Andrew "
    "Joshua Kevin Brian George Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott "
    "Frank Raymond Gregory Samuel Patrick Alexander Jack Dennis Jerry Jim Jimmy Joe Tom Tim Mary Patricia Jennifer "
    "Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Margaret Sandra Ashley Emily Donna Michelle Carol "
    "Amanda Melissa Laura Anna Anne Kate Helen Peter Simon Martin Vernon DeAndre Hamilton".split()
)
_GIVEN_BEFORE = frozenset("jordan chad france holland ireland israel georgia west".split())
_US_STATES = re.compile(
    r"\b(?:Atlanta|Fulton County|Raffensperger|Alabama|Arizona|Florida|Michigan|Nevada|Pennsylvania|Tennessee|"
    r"Wisconsin|North Carolina|South Carolina|state of Georgia|U\.?S\.? state|American state|swing states?)\b"
)
_CAUCASUS = re.compile(
    r"\b(?:Tbilisi|Georgian|Abkhaz\w*|Ossetia\w*|Saakashvili|Ivanishvili|Armenia|Azerbaijan|Moldova)\b"
)
_NEAR = 120


@dataclass(frozen=True, slots=True)
class Mention:
    """A place and where a text names it: characters from `start` up to, not including, `end` (RFC 5147)."""

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name in lower case, and as words and what stands between them, which alternate; no place where the name means
    something else."""

    whole: str
    parts: tuple[str, ...]
    written: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Entries:
    """The names that begin with a word, longest first: those that may stand there whatever word is the second one, and
    for each second word, one character further on, these and the names that go on with it."""

    always: tuple[_Entry, ...]
    by_second: Mapping[str, tuple[_Entry, ...]]

    @classmethod
    def of(cls, entries: Sequence[_Entry]) -> _Entries:
        """Return the names, which are in their order, with their second words known."""
        seconds = [_second(entry) for entry in entries]
        always = tuple(entry for entry, second in zip(entries, seconds, strict=True) if not second)
        return cls(
            always,
            {
                word: tuple(entry for entry, second in zip(entries, seconds, strict=True) if second in {"", word})
                for word in {*seconds} - {""}
            },
        )

    def near(self, text: str, end: int) -> tuple[_Entry, ...]:
        """Return the names that may stand in the text where their first word ends."""
        if not self.by_second:
            return self.always
        second = _WORD.match(text, end + 1)
        return self.by_second.get(second[0].casefold(), self.always) if second else self.always


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names of places by their first word in lower case, and the Chinese ones as they are.

    `first` finds the words of a text with which a name may begin: most words are in small letters, most names are not.
    """

    by_word: Mapping[str, _Entries]
    first: re.Pattern[str]
    han: Mapping[str, Place]
    longest_han: int

    @classmethod
    def load(cls) -> Mentions:
        """Return the names of the authority list; it is read once."""
        return _load()

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return what the text names, in its order, the longest name wherever several fit.

        A name stands in whole words, with capitals where it has them: "turkey" and "us" are no places. Addresses and
        hosts name none, nor do names of outlets and other things that hold a place's ("Russia Today"). A word that may
        well be a person or a state of the USA counts where its neighbours do not tell so.
        """
        plain = _plain(text)
        found: list[Mention] = []
        end = 0
        for word in self.first.finditer(plain):
            if word.start() < end or not (word[0].casefold() in self.by_word or word[0][0] in "وفبلك"):
                continue
            entry, begin, stop = self._longest(plain, word)
            if entry:
                end = stop
                if entry.place and _is_place(plain, entry, begin, stop):
                    found.append(Mention(entry.place, begin, stop))
        if not text.isascii() and (chinese := [*self._in_chinese(text)]):
            found = sorted([*found, *chinese], key=lambda mention: mention.start)
        return tuple(found)

    def _longest(self, text: str, word: re.Match[str]) -> tuple[_Entry | None, int, int]:
        for begin in _beginnings(word):
            entries = self.by_word.get(text[begin : word.end()].casefold())
            for entry in entries.near(text, word.end()) if entries else ():
                if stop := _end(text, begin, entry):
                    return entry, begin, stop
        return None, 0, 0

    def _in_chinese(self, text: str) -> Iterator[Mention]:
        for run in _HAN.finditer(text):
            start = run.start()
            while start < run.end():
                lengths = range(min(run.end() - start, self.longest_han), 1, -1)
                length = next((n for n in lengths if text[start : start + n] in self.han), 0)
                if length:
                    yield Mention(self.han[text[start : start + length]], start, start + length)
                start += length or 1


def _plain(text: str) -> str:
    """Return the text in plain marks and without addresses, character for character."""
    if _IS_FANCY.search(text):
        text = text.translate(_PLAIN)
    if any(sign in text for sign in _IN_ADDRESSES):
        text = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
    return text


def _beginnings(word: re.Match[str]) -> Iterator[int]:
    """Yield where a name may begin in a word: Arabic writes "and", "in" and "to" together with it."""
    yield word.start()
    if _ARABIC_JOINED.match(word[0]):
        yield word.start() + 1


def _second(entry: _Entry) -> str:
    """Return the second word of a name, "" where there is none or more than a space before it."""
    return entry.parts[2] if len(entry.parts) > 2 and len(entry.parts[1]) == 1 else ""


def _end(text: str, start: int, entry: _Entry) -> int:
    """Return where an entry's name ends in the text that starts with its first word; 0 where it is not there."""
    end = start + len(entry.whole)
    piece = text[start:end]
    # Nearly every name that might stand there does not.
    if piece.casefold() != entry.whole and "-" not in piece:
        return 0
    place = start
    for part, written in zip(entry.parts, entry.written, strict=True):
        stop = place + len(part)
        piece = text[place:stop]
        if piece.casefold() != part and not (part == " " and piece == "-"):
            return 0
        if not _capitals_agree(piece, written):
            return 0
        place = stop
    return 0 if text[end : end + 1].isalnum() else end


def _capitals_agree(piece: str, written: str) -> bool:
    if written.isupper() and len(written) <= _SHORT:
        return piece.isupper() or (len(written) == _SHORT and piece.istitle())
    return not written[0].isupper() or piece[0].isupper()


def _is_place(text: str, entry: _Entry, start: int, end: int) -> bool:
    """Return whether a name is meant as the place's."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    around = before + text[start:end] + after
    if before.endswith(_HANDLE_BEFORE) or _NOT_AFTER.match(after):
        return False
    if text[start:end] in _SHOUTED:
        return not _is_shouted(around)
    name = entry.parts[0] if len(entry.parts) == 1 else ""
    if name in _GIVEN_BEFORE and _last_word(before) in _GIVEN_NAMES:
        return False
    if name in _PERSONS and re.match(r" [A-Z]\w+", after):
        return False
    return name != "georgia" or not _US_STATES.search(around) or bool(_CAUCASUS.search(around))


def _last_word(text: str) -> str:
    words = re.findall(r"(\w+) $", text[-30:])
    return words[0] if words else ""


def _is_shouted(text: str) -> bool:
    """Return whether most words around a name are in capitals, so that capitals tell nothing."""
    words = [word for word in _WORD.findall(text) if len(word) > 1 and word.upper() != word.lower()]
    return 2 * sum(map(str.isupper, words)) > len(words) > 2


@cache
def _load() -> Mentions:
    entries: dict[tuple[str, ...], set[Place | None]] = defaultdict(set)
    written: dict[tuple[str, ...], tuple[str, ...]] = {}
    han: dict[str, Place] = {}
    for text, place in _names():
        if _HAN.fullmatch(text) and place:
            han[text] = place
            continue
        cut = _cut(text)
        parts = tuple(part.casefold() for part in cut)
        if all(map(len, parts)) and all(len(part) == len(piece) for part, piece in zip(parts, cut, strict=True)):
            entries[parts].add(place)
            written.setdefault(parts, cut)
    by_word: defaultdict[str, list[_Entry]] = defaultdict(list)
    for parts, places in sorted(entries.items(), key=lambda item: (-sum(map(len, item[0])), item[0])):
        place = next(iter(places)) if len(places) == 1 else None
        by_word[parts[0]].append(_Entry("".join(parts), parts, written[parts], place))
    by_first = {word: _Entries.of(known) for word, known in by_word.items()}
    small = (word for word, known in by_word.items() if any(not entry.written[0][0].isupper() for entry in known))
    return Mentions(by_first, _first(small), han, max(map(len, han), default=0))


def _first(small: Iterable[str]) -> re.Pattern[str]:
    """Return what finds words, but of those that begin with a small ASCII letter only some."""
    some = "|".join(f"{word[0]}(?i:{re.escape(word[1:])})" for word in sorted(small) if "a" <= word[0] <= "z")
    return re.compile(rf"[^\W_a-z](?<![^\W_].)[^\W_]*|(?<![^\W_])(?:{some})(?![^\W_])")


def _cut(name: str) -> tuple[str, ...]:
    """Return the words of a name and what stands between them, which alternate; hyphens count as spaces."""
    return tuple(part for part in re.split(r"([^\W_]+)", name.translate(_PLAIN).replace("-", " ")) if part)


def _names() -> Iterator[tuple[str, Place | None]]:
    """Yield names and their places, declined too; None for names of other things, which win over places within them."""
    known = [name for name in place_names() if name.text not in _HOMOGRAPHS]
    plain = {name.text.translate(_PLAIN).casefold() for name in known}
    for name in known:
        yield name.text, name.place
        if name.text.isupper() and name.text.isascii() and name.text.isalpha() and len(name.text) <= _SHORT:
            yield ".".join(name.text), name.place
        for form in forms(name.text, name.language):
            if form.translate(_PLAIN).casefold() not in plain:
                yield form, name.place
    for thing in (*_OTHER_THINGS, *_outlets()):
        if thing.translate(_PLAIN).casefold() not in plain:
            yield thing, None


def _outlets() -> Iterator[str]:
    """Yield the names of outlets in several words: what of them reads like a place's name is none."""
    for concept in vocabularies.load("outlets"):
        for name in outlets.names(concept)[1:]:
            if len(name.split()) > 1:
                yield name
