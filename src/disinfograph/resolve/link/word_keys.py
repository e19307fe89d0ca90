"""What a short text is about, as keys that survive another inflection: for comparing titles, anchors and claims.

Works on the folded form of `iris.fold`, which spells every script in ASCII letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from disinfograph.iris import fold

_STEM = 6
# What the same thing is called on other pages; a key is one word.
_SAME = {
    "world-war-ii": "wwii",
    "world-war-2": "wwii",
    "world-war-two": "wwii",
    "second-world-war": "wwii",
    "ww2": "wwii",
    "world-war-i": "wwi",
    "first-world-war": "wwi",
    "ww1": "wwi",
    "soviet-union": "ussr",
    "european-union": "eu",
    "united-states-of-america": "us",
    "united-states": "us",
    "usa": "us",
    "u-s": "us",
    "united-kingdom": "uk",
    "u-k": "uk",
    "great-britain": "uk",
    "united-nations": "un",
    "european-parliament": "ep",
    "world-health-organisation": "who",
    "world-health-organization": "who",
    "covid-19": "covid",
    "coronavirus": "covid",
    "kiev": "kyiv",
    "donbass": "donbas",
    "molotov-ribbentrop": "ribbentrop-molotov",
}
_SAME_PATTERN = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(sorted(_SAME, key=lambda name: (-len(name), name)))})(?![a-z0-9])"
)
# A text without any of these words holds no such name; looking for the names takes much longer.
_SAME_BEGIN = frozenset(name.partition("-")[0] for name in _SAME)
_EMPTY = frozenset(
    "a an and are as at be because been being but by can could did do does for from had has have her his how if in into"
    " is it its may might of on or our shall she should so such than that the their them then there these they this"
    " those to was we were what when where which while who whom whose will with would you your he him".split()
)
_NOT = frozenset(
    "no not never none nobody nothing neither nor without cannot cant couldnt isnt arent wasnt werent dont doesnt didnt"
    " wont wouldnt hasnt havent hadnt shouldnt aint".split()
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The folded text, its keys without repetition, the numbers in it, and how often it says no."""

    folded: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    refusals: int


@lru_cache(maxsize=4096)
def keys(text: str) -> Keys:
    """Return the keys of a text: words cut to their first letters, without those that say nothing.

    Numbers stay whole. Other names of the same thing ("World War II", "WW2") give the same key.
    """
    # The texts are long and each is read once: to hold their folded forms would fill the memory, and spare nothing.
    folded = fold.__wrapped__(text)
    tokens = folded.split("-")
    if not _SAME_BEGIN.isdisjoint(tokens):
        folded = _SAME_PATTERN.sub(lambda found: _SAME[found[0]], folded)
        tokens = folded.split("-")
    words = dict.fromkeys(map(_key, tokens))
    words.pop("", None)
    numbers = frozenset([token for token in tokens if "0" <= token < "a"])
    return Keys(folded, tuple(words), numbers, sum(map(_NOT.__contains__, tokens)))


@lru_cache(maxsize=1 << 14)
def _key(token: str) -> str:
    """Return the key of a word, kept once however many texts have it; '' for one that says nothing."""
    if token in _EMPTY:
        return ""
    return intern(token if token.isdigit() else token[:_STEM])
