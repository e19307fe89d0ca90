"""How a response names the narratives that a claim belongs to.

EUvsDisinfo opens its responses with a few set forms: "Recurring pro-Kremlin disinformation narrative about …",
"This message is part of the Kremlin's policy of …", "Conspiracy theory about …". A form is a *head* (what kind of thing
it is), who spreads it, and a *link* to the phrase wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disinfograph.sources.prose_sentences import sentences

_KREMLIN = r"(?:pro[-– ]?)?kr(?:e)?mlin(?:['’]s)?(?:-\w{1,12})?"
_SIGNAL = (
    r"recurr(?:ing|ent)|re-?occ?urr?ing|repeat(?:ed|ing|s)|well[- ]known|long[- ]?standing|common|typical|widespread"
    rf"|frequent|{_KREMLIN}|disinformation|propaganda|conspirac(?:y|ies)"
)
_FILLER = (
    rf"{_KREMLIN}|an?|the|this|and|or|often|many|times|already|debunked|old|false|fake|popular|favoured|russian|disinformation"
    r"|propaganda|conspiracy|historical|revisionist|revisionism|recurring|repeated|anti-\w{1,20}|imperialist|hostile"
)
_NOUN = (
    r"narratives?|messages?|tropes?|themes?|theor(?:y|ies)|claims?|myths?|campaigns?|stor(?:y|ies)|attacks?|disinformation"
    r"|propaganda|conspirac(?:y|ies)"
)
_HEAD = rf"\b(?:{_SIGNAL})(?:[\s,-]{{1,3}}(?:{_FILLER})){{0,6}}[\s-]{{1,3}}(?:{_NOUN})(?![\w-])"
_LONE_HEAD = (
    r"\bconspirac(?:y|ies)(?![\w-]|\s+(?:theor|claim|narrative))"
    r"|\bdisinformation(?=\s+(?:about|on|concerning|regarding)\b)"
)
_SPREADER = (
    r"(?:\s+(?:of|from|by|in|promoted by|spread by|used by|pushed by)\s+(?:the\s+)?(?:wider\s+)?"
    rf"(?:{_KREMLIN}|russian|russia['’]s)(?:\s+(?:state|disinformation|propaganda|media|outlets?|sources?|ecosystem)){{0,4}})?"
    r"(?:\s+(?:already\s+)?debunked(?:\s+many\s+times)?)?"
)
_ADVERBS = r"(?:\s+(?:\w{1,20}ly|often|also|again)){0,2}"
_TOPIC = (
    r"about|on|concerning|regarding|around|surrounding|of|relat(?:ed|ing) to|in relation to"
    r"|focus(?:ing|ed) on|centred on|centered on|against|targeting"
)
_SAYING = r"(?:claim|alleg|stat|assert|insist|suggest|argu|say|imply|maintain|contend|purport|hold)(?:e?s|ing)"
_LINK = re.compile(
    rf"(?P<head>{_HEAD}|{_LONE_HEAD}){_SPREADER}[,:]?{_ADVERBS}\s+(?:"
    rf"(?P<saying>(?:(?:which|that)\s+)?{_SAYING}(?:\s+that)?|according to which|that|how)"
    rf"|(?P<topic>{_TOPIC})"
    r"|(?P<doing>(?!during|including|according|following|being)(?=\w{2,20}ing\b)"
    r"|(?=(?:aimed (?:at|to)|designed to|intended to|meant to)\b)|to(?:\s+(?:claim|say|suggest)\s+that)?(?=\s))"
    r")\b\s*",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:is|are|as|being|,)\s+(?:\w{1,20}\s+){0,2}?(?:part|an?\s+example)\s+of\s+(?:an?|the)\s+"
    rf"(?:(?:{_KREMLIN}|russian|ongoing|wider|broader|systematic|organised|and|pro-russian|larger|state)\s+){{0,5}}"
    r"(?P<what>(?:polic(?:y|ies)|campaigns?|strateg(?:y|ies)|narratives?|disinformation\s+\w{1,20}|push|efforts?|attempts?)\b)",
    re.IGNORECASE,
)
_ATTEMPT = re.compile(
    r"(?:^|\b(?:is|are|and|as|of|also|in)\s+)(?:an?|another|the\s+russian)\s+(?:\w{1,20}\s+)?(?:attempt|effort|push)\s+"
    r"(?:to|suggesting(?:\s+that)?)\s+",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"(?:\s[-–—]|,)\s*it\s+(?=(?:\w{1,20}ly\s+)?(?:accuses|presents|portrays|promotes|tries|claims|depicts)\b)"
)
_SUBJECT = re.compile(r"(?:this|these|the|a|an|it|another|such)\b", re.IGNORECASE)
_HINTS = (
    *("narrative", "conspirac", "kremlin", "recurr", "occur", "repeat", "disinformation", "attempt", "part of", "myth"),
    "example of",
)
_POINTER = re.compile(r"(?:see|read|check|further|more about)\b", re.IGNORECASE)
_ASIDES = (
    r"see|read|no evidence|but|while|however|yet|already|lacking|with no|without|as (?:we|usual|can|is)|it\s|starting"
)
# Where a phrase ends before its sentence does: at a source, a second predicate, an aside, a verdict.
_STOP = re.compile(
    r"\s*(?:\(?\s?https?://|\sread\s(?:here|more)\b|\((?:see|read|also|e\.g)\b"
    r"|\sand\s(?:is|are|was|it|has|have|also\s\w+s|an\sattempt|(?:an?\s)?part\sof|promotes|the\srussian\sattempt)\b"
    r"|\s[-–—]+\s(?:it|this|no|see|russia|the|a)\b"
    r"|\s(?:that|which)\s(?:is|are)\s(?:an?\s)?part\sof\b"
    rf"|[,;]\s?(?:{_ASIDES}|here (?:described|portrayed)|(?:which|that)\s(?:ha(?:s|ve)\sbeen|is|are|was|were))\b"
    r"|\s(?:that\s)?(?:ha(?:s|ve)\s(?:\w{1,12}\s)?been"
    r"|(?:is|are)\s(?:an?\s|not\s)?(?:recurring|disproven|new|well[- ]known|cornerstone|often))\b)",
    re.IGNORECASE,
)
# What a subordinate clause adds is no longer the narrative's name.
_SUBORDINATE = re.compile(
    rf"\s?,\s?(?:(?:and|thus|thereby|\w{{1,20}}ly)\s)?{_SAYING}\sthat\b|\s?,\s?(?:(?:according\sto|in|of|by|for)\s)?which\b"
    r"|\sbut\s(?:none|no)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(r"^\s?(?:this|that)\soccasion,?\s", re.IGNORECASE)
# Words that point back or stop before their noun name nothing.
_FRAGMENT = re.compile(
    r"(?:his|her|its|their|this|that|these|those|such)\s[\w’'-]+"
    r"|(?:(?:an?|the|this|that|these|those|his|her|its|their|such|another|ongoing|current|recent|wider|broader|larger|same"
    r"|old|new|well-known|so-called|alleged|various|several|many)\b\s?)+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:ha(?:s|ve|d)|is|are|was|were|can|could|\w{2,20}ed)\b", re.IGNORECASE)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Found:
    at: int
    phrases: tuple[str, ...]


def narrative_phrases(response: str) -> tuple[str, ...]:
    """Return the phrases with which a response names narratives, in its order, each once.

    "Recurring … narrative about X and about Y." gives X and Y; "… narrative falsely casting X as Y." gives
    "casting X as Y".
    """
    found = (phrase for _, sentence in sentences(response) if _speaks(sentence) for phrase in _in_sentence(sentence))
    return tuple(dict.fromkeys(found))


def _speaks(sentence: str) -> bool:
    low = sentence.casefold()
    return any(map(low.__contains__, _HINTS)) and _POINTER.match(sentence) is None


def _in_sentence(sentence: str) -> Iterator[str]:
    found = sorted([*_after_heads(sentence), *_part_of(sentence)], key=lambda item: item.at)
    phrases = [phrase for item in found for phrase in item.phrases]
    return (phrase for phrase in phrases if not any(_is_inside(phrase, other) for other in phrases))


def _is_inside(phrase: str, other: str) -> bool:
    return phrase != other and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", other) is not None


def _after_heads(sentence: str) -> Iterator[_Found]:
    links = list(_LINK.finditer(sentence))
    ends = [*(link.start() for link in links), len(sentence)][1:]
    for link, end in zip(links, ends, strict=True):
        rest = sentence[link.end() : end]
        saying, topic = link["saying"], link["topic"]
        theory = "conspirac" in link["head"].casefold() and link["doing"] is not None
        if theory or (saying and saying.casefold() == "that" and _RELATIVE.match(rest)):
            continue
        word = (topic or (saying or "").rsplit(" ", 1)[-1]).casefold()
        yield _Found(link.start(), tuple(_phrases(rest, word)))


def _part_of(sentence: str) -> Iterator[_Found]:
    part = _PART_OF.search(sentence)
    if part:
        what = part["what"].casefold()
        bare = what.startswith(("push", "effort", "attempt", "narrative", "disinformation"))
        if not bare:
            yield _Found(part.start(), tuple(_phrases(sentence[part.start("what") :], "")))
    if part or (_SUBJECT.match(sentence) and len(sentence) < _LONGEST):
        for match in list(_ATTEMPT.finditer(sentence))[:1]:
            yield _Found(match.start(), tuple(_phrases(sentence[match.end() :], "")))
    if part:
        for match in _ACCUSES.finditer(sentence):
            yield _Found(match.start(), tuple(_phrases(sentence[match.end() :], "")))


def _phrases(rest: str, link: str) -> Iterator[str]:
    """Yield the phrases in the rest of a sentence: a repeated link word begins another one."""
    rest = rest[: _LONGEST * 3]
    stop = _STOP.search(rest)
    rest = rest[: stop.start()] if stop else rest
    parts = re.split(rf"(?:[,;]|\s)\s*(?:and|or)\s+(?:also\s+)?{link}\s+|[,;]\s*{link}\s+", rest) if link else [rest]
    for part in parts:
        phrase = _SUBORDINATE.split(_OCCASION.sub("", " ".join(part.split())), maxsplit=1)[0]
        phrase = phrase.strip(" .,;:–—-").removesuffix(" and")
        if len(phrase) > 2 and any(letter.isalpha() for letter in phrase) and not _FRAGMENT.fullmatch(phrase):
            yield phrase[:_LONGEST].rstrip()
