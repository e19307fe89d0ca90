"""How a response names the narratives that a claim belongs to.

EUvsDisinfo opens its responses with a few set forms: "Recurring pro-Kremlin disinformation narrative about …",
"This message is part of the Kremlin's policy of …", "Conspiracy theory about …". A form is a *head* (what kind of thing
it is), who spreads it, and a *link* to the phrase wanted. Where the phrase ends is known to `prose_phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from disinfograph.sources.prose_phrases import Kind, is_fragment, phrases
from disinfograph.sources.prose_sentences import lowered, searched, sentences_with
from disinfograph.sources.prose_verbs import PARTICIPLES, SAY, SAYING, SAYS, THIRD_PERSONS

_OWN = r"(?:pro[-– ]?kr(?:e)?mlin(?:['’]s?)?|kremlin['’]s?|kremlin[-–]\w{1,12}|moscow['’]s|russia['’]s)"
_OFTEN = (
    r"recurr(?:ing|ent)|re-?occ?urr?(?:ing|ent)|(?:often|frequently|many\stimes)[- ]rep(?:r)?eated|repeat(?:ed|ing|s)"
    r"|well[- ]known|long[- ]?standing|common|typical|widespread|frequent|popular|favou?rite|one of the most"
)
_FALSE = r"disinformation|disinfo|propagand\w{0,6}|conspirac(?:y|ies)|conspiratorial|misinformation"
# Words between a signal and its noun; none of them opens a phrase or a predicate.
_BETWEEN = (
    r"(?:[\s,-]{1,3}(?!(?:that|which|who|is|are|was|were|be|been|has|have|to|of|in|on|by|from|for|with|about"
    r"|against|at|as"
    r"|media|outlets?|sources?|sites?|websites?|channels?|authorities|officials|activit\w+)\b)[\w'’“”\"-]{1,25})"
)
_NARRATIVE = (
    r"narratives?|tropes?|myths?|themes?|talking[- ]points?|stereotypes?|conspirac(?:y|ies)|disinforma(?:tion"
    r"|iton)s?|propaganda"
)
_SAID = (
    r"theor(?:y|ies)|claims?|messages?|stor(?:y|ies)|allegations?|accusations?|lies?|falsehoods?|fakes?|legends?"
    r"|ideas?|topics?"
)
_DONE = r"campaigns?|attacks?|operations?|offensives?|efforts?|push|strateg(?:y|ies)|attempts?"
_HEAD = (
    rf"\b(?:(?:{_OFTEN}|{_OWN}|{_FALSE}){_BETWEEN}{{0,6}}?[\s-]{{1,3}}(?:{_NARRATIVE}|{_SAID})"
    rf"|(?:kremlin|russian){_BETWEEN}{{0,3}}?[\s-]{{1,3}}(?:{_NARRATIVE})"
    rf"|(?:{_FALSE}|smear|defamation|revisionis[mt])(?:\s\w{{1,20}})?[\s-]{{1,3}}(?:{_DONE})"
    rf"|revisionis[mt][\s-]{{1,3}}(?:{_NARRATIVE}|{_SAID}))(?![\w-])"
)
_LONE_HEAD = (
    r"^(?:the|this)\s+(?:\w+\s+)?narratives?(?=\s+(?:about|of|on|that)\b)(?=.*\b(?:recurr|re-?occ|common"
    r"|kremlin|pro-kremlin|disinfo|propagand))"
    r"|\bconspirac(?:y|ies)(?![\w-]|\s+(?:theor|claim|narrative))"
    r"|\b(?:disinformation|propaganda)(?=\s+(?:about|on|concerning|regarding|that)\b)"
    r"|\b(?:advanc|promot|repeat|echo|contain|includ|perpetuat|spread|push|reproduc|reinforc|support|amplif|use|fit"
    r"|feed|recycl|exploit)"
    r"(?:s|es|ies|ing|ying)(?:\s+into)?\s+(?:(?:the|an?|several|various|multiple|many|two"
    r"|three)\s+)?(?:[\w'’-]+\s+){0,3}?"
    r"(?:narratives?|tropes?)(?![\w-])"
    r"|\bfalse\s+(?:narratives?|messages?|claims?)(?=\s+(?:claiming|alleging|asserting|suggesting|stating)\s+that\b)"
    r"|\b(?:common|typical|frequent|recurr(?:ing|ent)|well-known|favou?rite)\s+(?:tactic|trait|technique|practice|method)"
    rf"(?=\s+(?:of|in)\s+(?:\S+\s+){{1,5}}to\s+(?:{SAY}|present|portray|depict)\s)"
)
_BEARER = (
    r"(?:\s+(?:of|from|by|in|within|among|across|promoted by|spread by|used by"
    r"|pushed by)\s+(?:the\s+)?(?:wider\s+|various\s+)?"
    rf"(?:{_OWN}|kremlin|russian?)(?:\s+(?:state|disinformation|propaganda|media|outlets?|sources?|ecosystem"
    rf"|messaging)){{0,4}}(?:\s+in\s+\w+)?)?"
    r"(?:\s+(?:already\s+)?debunked(?:\s+many\s+times)?(?:\s+already)?)?"
)
_ADVERBS = r"(?:\s+(?:\w{1,20}ly|often|also|again)){0,2}"
_TOPIC = (
    r"about|on|concerning|regarding|around|surrounding|of(?!\s+(?:the\s+)?russian\s)|related to"
    r"|(?:relat|pertain|referr)ing to"
    r"|in relation to|with regards? to"
    r"|(?:focuss?(?:ing|ed)|cent(?:red|ered|ring|ering)) (?:on|around)|against|targeting|targeted (?:at"
    r"|against)|such as|involving"
    r"|(?:connected|linked|dedicated) (?:to|with)|(?:aimed|directed) (?:against"
    r"|at(?!\s+(?:\w+ly\s+)?[a-z-]+ing\b))|towards"
)
_NO_DEED = (
    r"during|including|according|following|being|contradicting|lacking|appearing|emerging|circulating|dating"
    r"|originating"
    r"|starting|beginning|coming|going|using|relying|having|gaining|running|spreading|involving|containing"
    r"|appealing|mentioning"
)
_LINK = (
    rf"(?P<saying>(?:(?:which|that)\s+)?(?:(?:{SAYING})(?:\s+that)?|(?:{SAYS})\s+that)|according to which"
    rf"|to the effect that|such as (?:the claims? )?that"
    rf"|(?:which|that)\s+(?:\w+ly\s+)?(?P<finite>{THIRD_PERSONS}|(?:aims|seeks|tries|attempts)\s+(?:to|at))(?=\s)"
    r"|(?P<bare>that|how))"
    rf"|(?P<does>(?:{THIRD_PERSONS})(?=\s))"
    rf"|(?P<topic>{_TOPIC})"
    rf"|(?P<doing>(?!(?:{_NO_DEED})\b)(?=[a-z]{{2,20}}ing\b)|(?=(?:aimed at|aimed to|designed to|intended to"
    rf"|meant to)\b))"
    r"|(?P<to_do>to(?=\s(?!be\b)))"
)
# All that a head may be begins a word: where none begins, nothing else is tried.
_HEADED = re.compile(rf"\b(?P<head>{_HEAD}|{_LONE_HEAD}){_BEARER}(?P<comma>[,:])?{_ADVERBS}\s+(?:{_LINK})\b\s*")
_WHOSE = (
    rf"(?:{_OWN}|kremlin|russian?|moscow|belarusian|lukashenk\w+|(?:anti|pro)-\w+|hostile|{_FALSE}|smear"
    rf"|information|revisionis\w+)"
)
_WORD = r"(?!(?:of|to|on|about|that|which|in|is|are|has|have|and)\b)[\w'’-]{1,25}"
_MEMBER = re.compile(
    r"(?P<subject>\b(?:this|it|these|that|such|message|messages|claim|claims|narrative|narratives|case|story"
    r"|stories|article|allegations?"
    r"|publication|disinformation|all|also)\s+(?:\w+\s+){0,3}?(?:is|are|was|as|being|forms?"
    r"|constitutes?)\s+(?:\w+\s+){0,2}?|^(?:an?\s+)?"
    r"|[,;]\s*(?:and\s+)?(?:an?\s+)?|\band\s+(?:an?\s+|another\s+)?|\b(?:is|are|as|advanced\sas)\s+(?:\w+\s+){0,2}?)"
    r"(?:part\s+(?:and\s+parcel\s+)?of|(?:an?\s+)?(?:example|instance|element|case|continuation|reflection"
    r"|manifestation)s?\s+of|in\s+line\s+with"
    r"|consistent\s+with|in\s+accordance\s+with)\s+"
    rf"(?P<mods>(?:{_WORD}\s+){{0,8}}?)(?P<noun>polic(?:y|ies)|line|agenda|{_DONE}|{_NARRATIVE})"
    r"(?P<by>\s+(?:from|by|of)\s+(?:the\s+)?(?:russia|kremlin|moscow|belarus)\b)?"
    rf"(?:,?{_ADVERBS}\s+(?:{_LINK})\b\s*)"
)
_REFLECTS = re.compile(
    rf"\b(?:reflect|echo|follow|serv|support|repeat|illustrat|confirm)(?:e?s|ing)\s+(?:the\s+)?(?:{_OWN}"
    rf"|russian)\s+(?:\w+\s+)?polic(?:y|ies)\s+"
    r"(?P<topic>of|on)\s+"
)
_THIS = re.compile(
    r"\b(?:this|it|these|message|claim|narrative|case|story|article|allegation|publication|disinformation)s?\b"
)
_OF_WHOM = re.compile(rf"\b{_WHOSE}\b")
# A kind of message that is a narrative itself, wherever it is what the response calls the message.
_REVISION = re.compile(
    r"(?:^(?:an?\s+|this\s+is\s+(?:an?\s+)?)?(?:serious\s+|gross\s+|blatant\s+|russian\s+|pro-kremlin\s+"
    r"|recurring\s+|typical\s+|clear\s+)*"
    r"|\b(?:(?:case|example|instance|part|campaign|effort|form|policy|polic)s?\s+of|attempts?\s+at)\s+(?:an?\s+)?(?:\w+\s+|pro-\w+\s+)?|\bis\s+(?:recurring\s+"
    r"|pro-kremlin\s+|russian\s+|pure\s+)*)"
    r"(?P<named>histor(?:ical|y)\s+revisionism)(?![\w-]|\s+(?:claim|message|stor))"
    r"(?P<tail>\s+(?:of|on|about|regarding|concerning)\s+)?"
)
_CLAIMS = re.compile(rf"(?:[\w’'-]+\s){{1,4}}{SAYING}\s+that\s+")
_BESIDE = re.compile(r",\s+(?:which\s+is\s+)?an?\s+$")
_SUGGESTS = re.compile(rf"(?:\w+\s+){{1,5}}?{SAYS}\s+that\s+", re.IGNORECASE)
# Words without which no form stands in a sentence: looked for first, as most sentences hold none.
_KINDS = (
    "narrative",
    "disinfo",
    "conspirac",
    "propagand",
    "myth",
    "trope",
    "theme",
    "talking",
    "stereotyp",
    "smear",
    "defam",
)
_SIGNS = ("false ", "recurr", "occur", "repeat", "kremlin", "known", "standing")
_SAYINGS = ("claim", "theor", "message", "stor", "allegation", "lie", "false", "fake", "idea")
_MEMBERS = ("part of", "consistent with", "in line with", "in accordance with")
_REVISED, _POLICY = "revisionism", "polic"
_ANY_FORM = searched(*_KINDS, *_SIGNS, *_MEMBERS, _REVISED, _POLICY)
_POINTER = re.compile(
    r"for\s+(?:the|more|similar|other|further|background|additional)\b.*\b(?:see|read)\b|(?:see|read|check|similar"
    r"|other|further|discover|learn"
    r"|more (?:about|on)|compare|browse|explore)\b|in the same context, see\b|\[note\b"
)
_POINTER_INSIDE = re.compile(
    r"\b(?:same|similar)\s+(?:\w+\s+){0,2}(?:article|tv|show|broadcast|programme?|interview|publication|video)\b"
    r"|\banother\s+(?:\w+\s+){0,2}(?:disinformation|message|claim)\b|\bsee above\b"
    r"|\bdatabase\s+contains\b"
)
_POINTING_WORDS = ("same", "similar", "another", "see above", "database")
_POINTS = re.compile(
    r"\b(?:see|read|check|find|visit|discover|learn)\s+(?:here|more|also|other|another|similar|our|further"
    r"|earlier|previous|related|about)\b"
    r"|\bcan\s+be\s+(?:seen|found|read)\b|\b(?:by|through)\s+(?:the\s+|making\s+)?(?:statements?\s+that"
    r"|(?:stat|say|claim|alleg)ing\s+that)\b"
)
_RELATIVE = re.compile(
    r"(?:ha(?:s|ve|d)|is|are|was|were|can|could|(?!alleged|united)\w{2,20}ed|we|the\spro-kremlin|pro-kremlin)\b",
    re.IGNORECASE,
)
# Heads of which the sentence says something else than that the message is one.
_NO_HEAD = re.compile(
    r"\b(?:(?:accusations?|cornerstone|trope|target|staple|hallmark|source|tool)\s+(?:of|by|from|for)"
    r"|by)\s+(?:the\s+)?$"
    r"|\b(?:counter|combat|fight|monitor|debunk|against)\w*\s+(?:\w+\s+){0,3}$"
    r"|\b(?:outlet|site|website|channel)s?\s+(?:\w+\s+){0,3}(?:spreading|publishing|known)\b[^,]*$"
)
_OPENS = re.compile(r"(?:(?:this|that|the|a|an|such|another)\s+)?")
_IS_NARRATIVE = re.compile(r"(?:narrative|trope|myth|disinformation)s?$")
_IS_WAY = re.compile(r"(?:tactic|trait|technique|practice|method)$")
_IS_CLAIM = re.compile(r"(?:claim|message|stor(?:y|ie)|allegation|accusation|lie)s?$")
# Heads below a preposition that makes them another's: "a statement about pro-Kremlin narratives attacking X".
_ANOTHERS = re.compile(
    r"\b(?:about|on|against|for|by|from|between|behind)\s+(?:(?:the|an?|its|such|these|various|several|many|false)\s+){0,2}$"
    r"|\b(?:no|any|without|lacks?)\s+(?:\w+\s+){0,2}(?:evidence|proof|indication|signs?)s?\s+(?:\w+\s+){0,3}$"
    r"|\b(?:media|outlets?|sources?|websites?|channels?)\s+(?:(?:has|have|often|also|been|\w+ly)\s+){0,4}"
    r"(?:spread|spreading|repeat|repeating|publish|publishing|disseminat\w+|promot\w+)\s+(?:\w+\s+){0,2}$"
)
_SUBJECT = re.compile(r"(?:the|this)\s+(?:\w+\s+)?narrative")
_WITHIN = re.compile(r"\b(?:of|against|about|with|in|for|by|to|spread|spreading)\s+(?:(?:the|an?|such|\w+)\s+)?$")


class _Forms(NamedTuple):
    """Which forms a sentence can hold, by the words in it."""

    headed: bool
    member: bool
    revision: bool
    policy: bool


# No writer's sentence is longer; on a hostile one these patterns did not end for minutes.
_LONGEST = 3_000


def narrative_phrases(response: str) -> tuple[str, ...]:
    """Return the phrases with which a response names narratives, in its order, each once.

    "Recurring … narrative about X and about Y." gives X and Y; "… narrative falsely casting X as Y." gives "X as Y";
    "… part of the Kremlin's policy of X" gives X.
    """
    found: dict[str, str] = {}
    for _, sentence in sentences_with(_ANY_FORM, response):
        for phrase in _in_sentence(sentence[:_LONGEST]):
            found.setdefault(phrase.casefold(), phrase)
    return tuple(found.values())


def _in_sentence(sentence: str) -> list[str]:
    low = lowered(sentence)
    held = low.__contains__
    forms = _Forms(
        any(map(held, _KINDS)) or held(_REVISED) or (any(map(held, _SIGNS)) and any(map(held, _SAYINGS))),
        any(map(held, _MEMBERS)),
        held(_REVISED),
        held(_POLICY),
    )
    if not any(forms):
        return []
    links = sorted(_links(low, forms), key=lambda link: link.end())
    revision = _REVISION.search(low) if forms.revision else None
    if not (links or revision) or _is_pointer(low):
        return []
    points = _POINTS.search(low)
    sentence = sentence[: points.start()] if points else sentence
    found = _found(sentence, [link for link in links if link.end() <= len(sentence)], revision)
    return [phrase for _, named in sorted(found, key=lambda item: item[0]) for phrase in named]


def _is_pointer(low: str) -> bool:
    inside = any(map(low.__contains__, _POINTING_WORDS)) and _POINTER_INSIDE.search(low) is not None
    return inside or _POINTER.match(low) is not None


def _found(
    sentence: str, links: list[re.Match[str]], revision: re.Match[str] | None
) -> Iterator[tuple[int, list[str]]]:
    """Yield the phrases that each form gives, with the place of the form; one form ends where the next begins."""
    if revision and revision.end() <= len(sentence):
        yield revision.start("named"), _revised(sentence, revision)
    if links and _SUBJECT.match(links[0][0]):
        links = links[:1]
    while links:
        link = links.pop(0)
        if told := _told_before(sentence[: link.start()]):
            yield link.start(), [told]
            continue
        while links and _is_within(sentence[link.end() : links[0].start()]):
            links.pop(0)
        end = next((later.start() for later in links if later.start() >= link.end()), len(sentence))
        yield link.start(), list(_behind(sentence, link, end))


def _told_before(before: str) -> str:
    """Return the claim that a form stands beside: "the article suggests that X, a recurring narrative …"."""
    if (beside := _BESIDE.search(before)) is None or (claim := _SUGGESTS.match(before)) is None:
        return ""
    return before[claim.end() : beside.start()].strip()


def _is_within(between: str) -> bool:
    """Tell whether a form stands inside the phrase of the one before it: "about the spread of disinformation on X"."""
    return _WITHIN.search(between.lower()) is not None and ", which " not in between and not is_fragment(between)


def _links(sentence: str, forms: _Forms) -> Iterator[re.Match[str]]:
    taken = -1
    found = _MEMBER.finditer(sentence) if forms.member else ()
    members = [link for link in found if _is_theirs(sentence, link)]
    if forms.policy:
        members += _REFLECTS.finditer(sentence)
    yield from members
    for link in _HEADED.finditer(sentence) if forms.headed else ():
        if any(member.start() <= link.start() < member.end() for member in members) or link.start() < taken:
            continue
        if _names(sentence, link):
            taken = link.end()
            yield link


def _is_theirs(sentence: str, link: re.Match[str]) -> bool:
    """Tell whether a policy or a campaign is one of those who spread disinformation."""
    if link["noun"].casefold().startswith(("narrative", "trope", "myth", "theme", "disinfo", "propag", "conspir")):
        return _OF_WHOM.search(link["mods"] + link["noun"]) is not None
    before = sentence[: link.start("mods")]
    return _OF_WHOM.search(link["mods"] + (link["by"] or "")) is not None or (
        _THIS.search(before) is not None
        and re.search(r"\b(?:broader|wider|larger|push|organised|ongoing)\b", link["mods"] + link["noun"]) is not None
    )


def _names(sentence: str, link: re.Match[str]) -> bool:
    head, before, deed = link["head"].casefold(), sentence[: link.start()], sentence[link.end() :]
    if before and (_NO_HEAD.search(before) or _ANOTHERS.search(before[-120:])):
        return False
    if before.endswith(" in ") and head.endswith(("propaganda", "disinformation")) and link["saying"] is None:
        return False
    if link["does"] and not (_OPENS.fullmatch(before) and _IS_NARRATIVE.search(head)):
        return False
    if _IS_WAY.search(head) and link["to_do"] is None:
        return False
    if link["doing"] is not None and _IS_CLAIM.search(head) and deed.startswith("aimed"):
        return False
    if link["comma"] and ((link["topic"] or "such as").casefold() != "such as" or link["bare"] or link["to_do"]):
        return False
    if link["to_do"] and re.search(r"(?:accus|alleg)ations?$", head):
        return False
    if "conspirac" in head and (
        link["to_do"] is not None or (link["doing"] is not None and not re.match(PARTICIPLES, deed))
    ):
        return False
    return not ((link["bare"] or "").casefold() == "that" and _RELATIVE.match(deed))


def _behind(sentence: str, link: re.Match[str], end: int) -> Iterator[str]:
    topic, rest = link["topic"], sentence[link.end() : end]
    if topic == "against" and (claim := _CLAIMS.match(rest)):
        return phrases(rest[claim.end() :], Kind.CLAUSE, "that")
    if topic:
        return phrases(rest, Kind.TOPIC, topic)
    groups = link.groupdict()
    for verb in ("finite", "does"):
        if groups[verb]:
            return phrases(sentence[link.start(verb) : end], Kind.DOES)
    if saying := groups["saying"]:
        return phrases(rest, Kind.CLAUSE, saying.rsplit(" ", 1)[-1])
    return phrases(rest, Kind.DOING if groups["doing"] is not None else Kind.TO_DO)


def _revised(sentence: str, found: re.Match[str]) -> list[str]:
    named = sentence[found.start("named") : found.end("named")]
    if found["tail"] is None:
        return [named]
    tail = f"{named}{found['tail'].rstrip()}"
    return [f"{tail} {what}" for what in phrases(sentence[found.end() :], Kind.TOPIC)][:1]
