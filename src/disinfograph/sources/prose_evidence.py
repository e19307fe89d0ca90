"""What a response cites: web pages, and sources that its prose names ("according to the OSCE")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from disinfograph.records import Evidence
from disinfograph.sources.prose_addresses import addresses, kind_of, original_of
from disinfograph.sources.prose_sentences import is_abbreviation

_DOCUMENT = (
    r"(?:reports?|investigations?|fact-?checks?|article|analysis|study|survey|statement|resolution|interview|data)"
)
_DONE = (
    "issued published released presented compiled documented confirmed verified reported debunked disproved disproven"
    " refuted conducted prepared explained recorded established"
).split()
# What stands before a name …
_BEFORE = re.compile(
    r"\b(?:[Aa]ccording\s+to"
    rf"|(?:{'|'.join(_DONE)})\s+by"
    rf"|{_DOCUMENT}\s+(?:by|of|from)"
    r"|[Ff]urther\s+debunk(?:ing|ed)?\s+(?:of\s+that\s+claim\s+)?(?:by|at|on))\s+"
)
# … and behind one.
_BEHIND = re.compile(rf"\b(?:{_DOCUMENT}\b|(?:reported|noted|confirmed|explained)\s+that\b)")
# What these begin with: words are found faster than a pattern that begins with any of them.
_BEGINNINGS = (
    *("ccording", "urther", "report", "investigation", "fact", "article", "analysis", "study", "survey", "statement"),
    *("resolution", "interview", "data"),
)
# What was done ends so before its doer, and before what it says.
_DONE_WORDS = (*_DONE, "noted")
_END_OF_DONE = re.compile(r"e[dn]\s+(?:by|that)\b")
_CAPITAL_OR_NOT = frozenset(("ccording", "urther"))
_ARTICLES = frozenset(("the", "a", "an", "this", "as"))
_ADJECTIVES = frozenset(("previous", "recent", "full", "latest", "detailed", "new", "joint", "official", "own"))
_JOINTS = frozenset(("of", "for", "on", "de", "du", "des", "der", "and", "the", "&", "by"))
_SMALL_WORDS = _JOINTS | _ARTICLES
_OPENERS, _CLOSERS = "(“‘\"'[", ".,;:!?)”\"']"
_MOST_WORDS = 40
_WORD = re.compile(r"\S+")
_AND = re.compile(r"\s+and\s+(?:by\s+)?(?:the\s+)?")
_TAKES_AND = re.compile(r"\b(?:for|of|on)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+)?$")
_NO_SOURCE = re.compile(
    r"(?:the\s+)?(?:(?:mr|mrs|ms|dr|gen)\.\s+)?(?:(?:pro-)?kremlin(?:['’]s)?|russian?(?:['’]s)?|moscow|putin|sputnik|rt|president\s+putin|vladimir\s+putin|this|these"
    r"|it|article|constitution|january|february|march|april|may|june|july|august|september|october|november|december|second|first"
    r"|world\s+war|wwii|in|on|his|her|their|our|such|pact)\b",
    re.IGNORECASE,
)
# An adjective whose noun is no name ("Polish sources") names nobody.
_ADJECTIVE = re.compile(
    r"\w+(?:ian|ish|ese|kish)|german|french|dutch|czech|slovak|soviet|catalan|american|belarusian|western|european|joint",
    re.I,
)
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST_NAME = 90


def evidence(response: str) -> tuple[Evidence, ...]:
    """Return what a response cites, in its order, each once.

    Addresses of cases are cross-links and not listed, nor is what the site says elsewhere. An archived copy gives the
    page it is a copy of; one that does not say of which gives nothing.
    """
    found = [*_cited_pages(response), *_named_sources(response)]
    found.sort(key=lambda item: item[0])
    return tuple(dict.fromkeys(item for _, item in found))


def with_anchors(stated: Sequence[Evidence], anchors: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return what is cited with the addresses that the page's markup gives, and the anchors nothing else speaks of."""
    if not anchors:
        return tuple(stated)
    items, left = list(stated), list(anchors)
    for at, item in enumerate(items):
        match = next((anchor for anchor in left if _same(item, anchor)), None)
        if match:
            left.remove(match)
            items[at] = Evidence(match.text if item.text is None else item.text, match.url)
    return tuple(dict.fromkeys((*items, *left)))


def _same(item: Evidence, anchor: Evidence) -> bool:
    if item.url:
        return item.url == anchor.url
    return bool(item.text and anchor.text and item.text.casefold() in anchor.text.casefold())


def _cited_pages(response: str) -> Iterator[tuple[int, Evidence]]:
    for at, url in addresses(response):
        if page := page_cited(url):
            yield at, Evidence(None, page)


def page_cited(url: str) -> str | None:
    """Return the page that an address cites: itself or what it is a copy of; None for the site and unknown copies."""
    kind = kind_of(url)
    page = original_of(url) if kind == "archive" else url
    return page if page and kind_of(page) == "page" else None


def _named_sources(response: str) -> Iterator[tuple[int, Evidence]]:
    before_ends = behind_ends = 0
    for at in _places(response):
        if at >= before_ends and (match := _BEFORE.match(response, at)):
            before_ends = match.end()
            yield from _sources(at, _names_behind(response, match.end()))
        if at >= behind_ends and (match := _BEHIND.match(response, at)):
            behind_ends = match.end()
            yield from _sources(at, _name_before(response, at))


def _places(text: str) -> list[int]:
    """Return where the patterns of named sources may begin."""
    places = set()
    for word in _BEGINNINGS:
        at = text.find(word)
        while at >= 0:
            places.add(at - (word in _CAPITAL_OR_NOT))
            at = text.find(word, at + 1)
    for match in _END_OF_DONE.finditer(text):
        end = match.start() + len("ed")
        if text.endswith(_DONE_WORDS, 0, end):
            places.update(end - len(word) for word in _DONE_WORDS if text.endswith(word, 0, end))
    return sorted(places)


def _sources(at: int, names: list[str]) -> Iterator[tuple[int, Evidence]]:
    return ((at, Evidence(name)) for name in names if _is_source(name))


def _names_behind(text: str, at: int) -> list[str]:
    """Return the names that begin at a place: words with a capital, joined by small words, parted by commas."""
    names: list[list[str]] = [[]]
    end = at + 600
    for match in islice(_WORD.finditer(text, at, end), _MOST_WORDS):
        word = match[0]
        core = _core(word)
        if not (core[:1].isupper() or (core in _JOINTS and not word.endswith(","))):
            break
        names[-1].append(core)
        if word.endswith(","):
            names.append([])
        elif word[-1] in ".;:)!?" and not is_abbreviation(word, *text[match.end() : end].split(None, 1)[:1]):
            break
    return [name for words in names for name in _apart(" ".join(words))]


def _core(word: str) -> str:
    """Return a word without the punctuation around it; an abbreviation keeps its own full stop."""
    word = word.strip(_OPENERS)
    core = word.rstrip(_CLOSERS)
    return f"{core}." if word.startswith(f"{core}.") and is_abbreviation(f"{core}.") else core


def _name_before(text: str, at: int) -> list[str]:
    """Return the name between an article and a place: the BBC in "the previous BBC report"."""
    words: list[str] = []
    before = text[max(0, at - 200) : at].split()[-12:]
    for place in range(len(before) - 1, -1, -1):
        word, core = before[place], before[place].lstrip(_OPENERS)
        inside = core == "the" and place > 0 and before[place - 1] in _JOINTS
        low = core.casefold()
        if (low in _ARTICLES or (core.islower() and low in _ADJECTIVES)) and not inside:
            return _apart(" ".join(words))
        closed = word[-1] in _CLOSERS and not is_abbreviation(word, (*before, "Name")[place + 1])
        if closed or not (core[:1].isupper() or core in _JOINTS):
            return []
        words.insert(0, core)
    return []


def _apart(names: str) -> list[str]:
    """Part names at an "and", but not "Security and Co-operation" inside one name."""
    names = _bare(names)
    for match in _AND.finditer(names) if "and" in names else ():
        if " the " in match[0] + " " or not _TAKES_AND.search(names[: match.start()]):
            return [_bare(names[: match.start()]), *_apart(names[match.end() :])]
    return [names]


def _bare(name: str) -> str:
    """Return a name without the small words at its ends and without a possessive."""
    words = name.split()
    while words and words[0].casefold() in _SMALL_WORDS:
        words.pop(0)
    while words and words[-1] in _JOINTS:
        words.pop()
    return _POSSESSIVE.sub("", " ".join(words))


def _is_source(name: str) -> bool:
    fits = 1 < len(name) <= _LONGEST_NAME
    return fits and _NO_SOURCE.match(name) is None and _ADJECTIVE.fullmatch(name) is None
