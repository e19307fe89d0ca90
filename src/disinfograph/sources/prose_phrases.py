"""Where the phrase that names a narrative begins and ends.

What follows a head such as "recurring narrative" is a topic ("about X"), a clause ("claiming that X") or a deed
("denying X", "trying to portray X as Y"). A topic and a clause are the phrase; of a deed the object is, except where
only the verb makes sense of it ("accusing X of Y").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from disinfograph.sources.prose_verbs import INFINITIVES, PARTICIPLES, SAYING, THIRD_PERSONS

LONGEST = 400
_ADVERB = r"(?:\w{1,20}ly|often|also|again|thus|further|once more)"
_REMARK = (
    r"see|read|no evidence|but|while|whereas|however|yet|already|lacking|with no|without|as (?:we|usual|can"
    r"|is|if|well)|it\s"
    r"|starting|but|although|though|despite|even though|based on|because|especially|particularly"
    r"|in particular|notably|namely"
    r"|often|usually|frequently|again|so|then|just|here|where|when|who|whose|whom|aim(?:ing|ed)|intended"
    r"|designed|meant|such as"
    r"|including|in (?:order|an? (?:attempt|effort|bid))|with (?:the|an) (?:aim|goal|purpose|intent)|part of"
    r"|a part of|a? ?typical"
    r"|recurr\w+|known"
)
# Where any phrase ends: at a source, an aside, a purpose, an occasion, a second predicate, who spreads it.
_END = re.compile(
    r"(?=[\s,;(.])(?:\(?\s?https?://|\(?\s?www\.|\.?\s[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/|\sread\s(?:here|more)\b"
    r"|\s\((?=[a-zà-þ0-9“\"‘])|\s\((?:See|Read|More|This)\b"
    rf"|,\s(?:\w+ly\s)?\w+ed\s(?:in|to|by|out|with|as|for|on|upon)\b|\s[-–—]+\s|[,;]\s?(?:{_REMARK})\b"
    rf"|[,;]\s?(?:and\s)?{_ADVERB}\s[a-z]+ing\b"
    r"|\swhich\s(?:ha(?:s|ve)\s(?:\w+ly\s)?(?:been|gained|become|already|long)|the\s(?:[Pp]ro-)?Kremlin)\b"
    r"|\son\sthis\soccasion\b"
    r"|\s?,\s?(?:(?:and|based\son|according\sto|in|of|by|for|from|with)\s)?which\b"
    r"|,\s?that\s(?:ha(?:s|ve)|is|are|was|were)\b|\sthat\s(?:is|are|has\sbeen|have\sbeen)\s(?:an?\s)?(?:part"
    r"|often|recurr\w+)\b"
    r"|(?P<aim>\sin\sorder\sto\b|\sso\sas\sto\b|\sby\sthe\sKremlin\b)|\sin\s(?:an?|another)\s(?:attempt|effort|bid|move)\b"
    r"|\s(?:with|for)\s(?:the|an?)\s(?:\w+\s)?(?:aim|goal|purpose|intent(?:ion)?|intend|objective|view)\s(?:of|to)\b"
    r"|\sahead\sof\b|\sin\sthe\s(?:context|wake)\sof\b|\son\sthe\s(?:eve|occasion)\sof\b|\samid(?:st)?\b"
    r"|\sas\spart\sof\b"
    r"|\s(?:by|in|from|through|across|among)\s(?:the\s)?(?:various\s)?(?:[Pp]ro-\w+|Kremlin['’\w-]*|Russian"
    r"|state)\s(?:\w+[\s-]){0,2}?"
    r"(?:media|outlets?|officials|propagand\w+|disinfo\w+|sources?|authorities|state|TV|channels?)\b"
    r"|,?\s(?:that\s)?(?:ha(?:s|ve)\s(?:\w{1,12}\s)?been|(?:is|are)\s(?:one|an?|the|not|among"
    r"|also)?\s?(?:of\s\w+\s)?(?:\w+ly\s)?"
    r"(?:common|recurr\w+|re-?occ?u\w+|disprove[nd]|disseminated|not\snew|well[- ]known|cornerstone|often|typical"
    r"|frequent\w*)"
    r"|continues?\sto\sbe|remains?\sa)\b|\sbut\s(?:none|no|there)\b|\s(?:here|which\sis)\s(?:described"
    r"|portrayed|debunked)\b)"
)
# Where a phrase that is no clause ends: at a verb.
_PREDICATE = re.compile(
    rf"(?=[\s,])(?:\s(?:is|are)\s(?:an?\s)?part\sof\b|,?\sand\s(?:is|are|was|it|this|has|have|also|an?\s(?:\w+\s)?attempt|the\s\w+\sattempt"
    rf"|(?:an?\s)?part\sof|consistent"
    rf"|(?:aims?|serves?|seeks?|tries|attempts?)\s(?:to|at))\b|\swhich\s(?:{_ADVERB}\s)?(?:{THIRD_PERSONS})\s"
    rf"|\sand\s(?:{_ADVERB}\s)?[a-z]+(?<!\Ws)s\s(?:(?:back|out|up|down)\s)?(?:an?|the|what|how|them|it)\s)"
)
_FINITE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|appeared|emerged|resurfaced|remains?|continues?|began|started\sto)\s"
    r"|\s(?:since|starting\s(?:from|in))\s"
)
_OPEN_CLAUSE = re.compile(r"\b(?:that|which|who|whom|what|how|why|where|when|if|as)\s")
# What a subordinate clause adds is no longer the narrative's name.
_ADDED = re.compile(
    rf"(?=[\s,])(?:\s?,\s?(?:(?:and|or|thus|thereby|hence)\s)?{SAYING}\b(?:\s(?=that\b))?"
    rf"|\s(?:{_ADVERB}\s)?(?:claiming|alleging|asserting|suggesting|saying|implying)\sthat\b)"
)
_AFTER_TOPIC = re.compile(
    rf"\s?,\s?(?:{_ADVERB}\s)?[a-z]{{2,20}}ing\s|:\s|;|,\s?(?:an?|the\s(?:one|same))\s|\s?,\s?(?:allegedly"
    rf"|supposedly|purportedly)\b"
    r"|\sthat\s(?:it|they|he|she)\s|,\s?(?:as|that)\s"
)
# What stands behind a clause: another one, or a participle.
_BESIDES = re.compile(r";\s(?:that|and)?\s?|\s?,\s[a-z]{2,20}ing\s")
_MEANS = re.compile(
    r",?\s(?:by|through)\s(?:\w+ly\s)?(?:[a-z]+ing\b|(?:the\s|making\s)?statements?\b)|,\s?in\sparticular\b"
)
_TRAILING = re.compile(
    r"(?:[\s,;:]+(?:[Pp]ro-Kremlin|ongoing|broader|wider|recurr\w+|well-known|common|and|or|also|as|well|an?|the"
    r"|of|in|on|with|by|to|from|for|is|are|was|its|that|which|both|promot(?:es|ing)"
    r"|repeat(?:s|ing)|contains|part|consistent|other|see|another|about|against))+\s*$"
)
_OCCASION = re.compile(
    r"\s?(?:this|that)\soccasion,?\s|(?:e\.g\.?|for\sexample|i\.e\.?|inter\salia),?\s", re.IGNORECASE
)
_SAYS_THAT = re.compile(r"(?:\w+\s){1,4}that\s")
_ASIDE = re.compile(r"\s[-–—]+\s|\shttps?://")
_THIS_TIME = re.compile(r"th(?:is|at)\s(?:occasion|time)\b")
# Words that point back or stop before their noun name nothing.
_FRAGMENT = re.compile(
    r"(?:his|her|its|their|this|that|these|those|such|the\ssame)\s[\w’'-]+|(?:it|him|them|itself|themselves)(?:\s.*)?"
    r"|(?:(?:an?|the|this|that|these|those|his|her|its|their|such|another|ongoing|current|recent|wider"
    r"|broader|larger|same"
    r"|pro-kremlin|russian|recurr\w+|disinformation|propaganda|conspirac(?:y|ies)|theor(?:y|ies)|narratives?"
    r"|campaigns?"
    r"|old|new|well-known|so-called|alleged|various|several|many|different|issue|here|topic|other)\b\s?)+",
    re.IGNORECASE,
)
_POINTING = re.compile(r"(?:its|their|his|her|it|them|him|itself|themselves)\b", re.IGNORECASE)
_CHAIN = re.compile(
    rf"(?:{_ADVERB}\s+)?(?:(?:attempt|try|seek|aim|striv|hop|serv|intend|work|want|purport|look|wish"
    rf"|endeavour)(?:ing|e?s)?|tries"
    rf"|(?:is\s)?(?:aimed|designed|intended|meant|directed|calculated|used|tailored"
    rf"|geared))\s+(?:{_ADVERB}\s+)?(?:to(?:wards)?|at)\s+",
    re.IGNORECASE,
)
_VERB = re.compile(
    rf"(?:to\s+)?(?:{_ADVERB}\s+)?(?P<verb>[a-z][a-z-]{{1,24}})"
    rf"(?:(?:,\s+[a-z-]{{3,20}})?,?\s+(?:and|or|and/or)\s+(?:{_ADVERB}\s+)?(?:{PARTICIPLES}|{INFINITIVES}))?"
    r"(?:\s+(?:up(?=\s)|down|away|into\s+question|(?:a\s+)?(?:doubts?|shadow|aspersions)\s+(?:on|over|about"
    r"|upon)))?\s+",
    re.IGNORECASE,
)
_DEED = re.compile(rf"(?:{_ADVERB}\s)?(?:{PARTICIPLES})\s", re.IGNORECASE)
_KEEPS_ITS_VERB = re.compile(r"(?:accus|blam)(?:e|es|ing)$", re.IGNORECASE)
_JOIN = r"(?:and|or|as well as)\s+"
_NEXT_DEED = re.compile(
    rf"(?:\s?(?P<stop>[;,])\s*(?P<and>{_JOIN})?|\s(?P<join>{_JOIN}))(?:also\s+)?(?:{_ADVERB}\s+)?"
    rf"(?=[a-z]{{2,20}}ing\s)(?=(?:{PARTICIPLES}|attempting|trying|seeking)\s)"
)
_NEXT_FINITE = re.compile(rf"(?P<stop>,?)\s(?P<and>)(?P<join>{_JOIN})(?:{_ADVERB}\s)?(?=(?:{THIRD_PERSONS})\s)")
_STATE = re.compile(r",?\sand\s(?:is|are|was|were|has|have)\s")
_NEXT_INFINITIVE = re.compile(rf",?\s+(?:and|or)\s+(?:{_ADVERB}\s+)?(?=(?:to\s+)?(?:{INFINITIVES})\s)")
_ITEM = re.compile(r"\s*[,;]\s*(?:and|or|as well as)\s+|\s*[,;]\s*|\s+(?:and|or|as well as)\s+")
_AFTER_ITEMS = re.compile(r":\s|\s?,\s?(?:that\s|as\s|[a-z]+ing\s)")
_LIST = re.compile(
    r"[^,;]{3,}(?:[,;][^,;]{3,}){0,6}(?:[,;]\s?(?:and|or)\s|[,;][^,;]{3,}?\s(?:and|or|as well as)\s)[^,;]{3,}"
)
_ADJECTIVES = re.compile(
    r"(?:(?:an?|the)\s)?(?:[\w-]+\s)?(?:[\w-]+(?:ive|ile|ic|ed|ful|ous|al|less|ian|ent|ant|ary|ish|ern|free)"
    r"|corrupt|weak|evil)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:the\s)?(?:[A-ZÀ-Þ][\w’'.-]*\s?){1,4}$")
_INNER = re.compile(
    r"\b(?:in|of|by|against|from|between|to|with|for|towards|on|over|as|among|near|via|behind)\s", re.IGNORECASE
)


class Kind(Enum):
    """What stands behind a head: a topic, a clause, or a deed as a participle, an infinitive or a finite verb."""

    TOPIC = 0
    CLAUSE = 1
    DOING = 2
    TO_DO = 3
    DOES = 4


def phrases(rest: str, kind: Kind, again: str = "") -> Iterator[str]:
    """Yield the phrases in the rest of a sentence behind the word that leads to them.

    Where that word comes `again`, another phrase begins: "(about) X and about Y".
    """
    rest = " ".join(rest[: LONGEST * 3].split())
    if occasion := _OCCASION.match(rest):
        rest = rest[occasion.end() :]
    if kind is Kind.TOPIC and again == "of" and _DEED.match(rest):
        kind = Kind.DOING
    for part in _again(rest, again):
        yield from (phrase for found in _KINDS[kind](_ended(part, kind)) if (phrase := _trimmed(found)))


def _ended(part: str, kind: Kind) -> str:
    says = kind is Kind.CLAUSE or (kind is not Kind.TOPIC and _SAYS_THAT.match(part))
    # What is claimed has purposes and doers of its own.
    end = next((end for end in _END.finditer(f" {part}", 1) if not (says and end["aim"])), None)
    part = part[: max(0, end.start() - 1)] if end else part
    predicate = None if says else (_STATE if kind is Kind.DOES else _PREDICATE).search(part)
    return part[: predicate.start()] if predicate else part


def is_fragment(text: str) -> bool:
    """Tell whether words name nothing by themselves: determiners, or one that points back."""
    bare = _TRAILING.sub("", f" {text}").strip(" ,;:")
    return not bare or _FRAGMENT.fullmatch(bare) is not None


def _again(rest: str, word: str) -> list[str]:
    if not word:
        return [rest]
    named = _ASIDE.split(rest, maxsplit=1)[0]
    parts = _parted_at(word).split(named) if word in named else [named]
    return [part for part in parts if not _THIS_TIME.match(part)]


@lru_cache(maxsize=64)
def _parted_at(word: str) -> re.Pattern[str]:
    word = re.escape(word)
    return re.compile(rf"(?:[,;]|\s)\s*(?:and|or|as well as)\s+(?:also\s+)?{word}\s+|[,;]\s*{word}\s+")


def _trimmed(found: str) -> str:
    phrase = _TRAILING.sub("", found).strip(" .,;:–—-")
    if phrase.endswith('"') and phrase.count('"') % 2:
        phrase = phrase.strip('" .,;:–—-')
    if len(phrase) < 3 or not any(map(str.isalpha, phrase)) or _FRAGMENT.fullmatch(phrase):
        return ""
    return phrase[:LONGEST].rstrip()


def _topic(part: str) -> Iterator[str]:
    finite = _FINITE.search(part)
    if finite and not _OPEN_CLAUSE.search(part, 0, finite.start() + 1):
        part = part[: finite.start()]
    named, more = _named(part) if "ing" in part else (part, [])
    head = _ADDED.split(named, maxsplit=1)[0] if "ing" in named else named
    items = _items(head)
    if len(items) < 3 and not ("," in items[0] and _LIST.fullmatch(items[0])):
        items = [_AFTER_TOPIC.split(head, maxsplit=1)[0]]
    yield from items
    for deed in more:
        yield from _object(deed, Kind.DOING)


def _named(part: str) -> tuple[str, list[str]]:
    """Return what of a topic names it, and the deeds that are listed behind it."""
    mark = next((mark for mark in _NEXT_DEED.finditer(part) if mark.start()), None)
    if mark and (mark["and"] or mark["join"]):
        named, *more = _deeds(part)
        return named, more
    return part[: mark.start()] if mark else part, []


def _items(text: str) -> list[str]:
    """Return the items of a list of three or more narratives; a list of names or of adjectives is one phrase."""
    text = _AFTER_ITEMS.split(text, maxsplit=1)[0]
    if not ("," in text or ";" in text) or not _LIST.fullmatch(text):
        return [text]
    items = [item.strip() for item in _ITEM.split(text) if item.strip()]
    commas = [item.strip() for item in re.split(r"\s*[,;]\s*(?:(?:and|or)\s+)?", text) if item.strip()]
    *early, last = commas
    ends = re.split(r"\s+(?:and|or|as well as)\s+", last, maxsplit=1) if len(commas) < 3 or " and " in last else [last]
    items = [*early, *ends] if not re.search(r"[,;]\s*(?:and|or)\s", text) else commas
    return [text] if len(items) < 3 or _is_one(items) else items


def _is_one(items: list[str]) -> bool:
    """Tell whether the items are parts of one phrase: names, adjectives of one noun, or names behind a preposition."""
    if all(map(_ADJECTIVES.fullmatch, items[:-1])):
        return True
    rest = items[1:]
    if _NAME.match(items[1]) and _INNER.search(items[0]):
        return True
    if " as a" in items[0] and items[1].startswith(("a ", "an ")):
        return True
    names = all(map(_NAME.match, items[:-1])) and re.match(r"(?:the\s)?[A-ZÀ-Þ]", items[-1]) is not None
    return names or any(item.startswith(("its ", "their ", "that ", "which ")) for item in rest)


def _clause(part: str) -> Iterator[str]:
    yield _BESIDES.split(_ADDED.split(part, maxsplit=1)[0], maxsplit=1)[0]


def _doing(part: str) -> Iterator[str]:
    for deed in _deeds(part):
        yield from _object(deed, Kind.DOING)


def _does(part: str) -> Iterator[str]:
    for deed in _deeds(part, _NEXT_FINITE):
        yield from _object(deed, Kind.DOING)


def _to_do(part: str) -> Iterator[str]:
    yield from _object(part, Kind.TO_DO)


def _deeds(part: str, following: re.Pattern[str] = _NEXT_DEED) -> list[str]:
    """Part deeds that are listed; one behind a mere comma only says how the first is done."""
    marks = [mark for mark in following.finditer(part) if mark.start()]
    listed = any(mark["and"] or mark["join"] or mark["stop"] == ";" for mark in marks)
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(part)]
    deeds = [part[start:end] for start, end in zip(starts, ends, strict=True)]
    return deeds if listed else deeds[:1]


def _object(deed: str, kind: Kind) -> Iterator[str]:
    for _ in range(3):
        if (chain := _CHAIN.match(deed)) is None:
            break
        deed = deed[chain.end() :]
        kind = Kind.TO_DO
    first, *others = _NEXT_INFINITIVE.split(deed) if kind is Kind.TO_DO else [deed]
    for text in (first, *others):
        verb = _VERB.match(text)
        if verb is None:
            continue
        named = text[verb.end() :]
        if named.startswith("that "):
            yield from _clause(named[5:])
        elif not _POINTING.match(named):
            kept = text[verb.start("verb") :] if _KEEPS_ITS_VERB.match(verb["verb"]) else named
            yield _AFTER_TOPIC.split(_MEANS.split(_ADDED.split(kept, maxsplit=1)[0], maxsplit=1)[0], maxsplit=1)[0]


_KINDS = {Kind.TOPIC: _topic, Kind.CLAUSE: _clause, Kind.DOING: _doing, Kind.TO_DO: _to_do, Kind.DOES: _does}
