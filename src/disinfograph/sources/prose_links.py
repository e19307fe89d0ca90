"""Pointers from a response to other cases: "See other examples: a; b; c, d."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disinfograph.records import CrossLink
from disinfograph.sources.prose_addresses import addresses, kind_of
from disinfograph.sources.prose_sentences import lowered, searched, sentences_with

_KIN = r"other|another|similar|earlier|previous|past|recent|related|further|more|here|also"
_KREMLIN = r"(?:pro-)?kremlin(?:['’]s)?|russian"
# For sentences in small letters.
_OPENING = re.compile(
    r"(?:(?P<verb>(?:^|[,(]|\b(?:and|or|can)\b|\s[-–])\s*(?:please\s+)?(?:see|read|check(?:\s+out)?|consult|find|recall)\s+|\bdatabase\s+(?:contains|holds)\s+)"
    rf"|(?P<first>^)|(?:,|\band|\bas\s+well\s+as)\s+(?:of\s+)?(?=(?:{_KIN})\b))"
    rf"(?P<kin>(?:(?:{_KIN}|for|our|some|the|these|of|selected|an?|full|detailed|additional|disinfo(?:rmation)?|false|debunked|connected|linked|disinfo|such"
    rf"|examples?|{_KREMLIN})\s+){{0,8}})"
    r"(?P<noun>cases?|examples?|narratives?|messages?|claims?|stories|debunks?|debunkings?|disproofs?|disinformation)(?!\w)"
)
_NOUNS = ("case", "example", "narrative", "message", "claim", "stories", "debunk", "disproof", "disinformation")
_ASKS = re.compile(r"\W*(?:please\s+)?(?:see|read|check|consult|find|recall)\b", re.IGNORECASE)
_KIN_WORDS = (*_KIN.split("|"), "examples")
_IS_KIN = re.compile(rf"\b(?:{'|'.join(_KIN_WORDS)})\b", re.IGNORECASE)
_LIST = re.compile(
    r":\s+|\s[-–—]\s+|\b(?:such\s+as|including|includes?|for\s+(?:instance|example))\b(?:\s+(?:the\s+)?(?:bogus\s+|false\s+)?claims?)?(?:\s+(?:that|about))?[:,]?\s+"
    r"|\b(?:claim|alleg|stat|assert|suggest|argu|say|insist|imply)(?:ing|es?)(?:\s+that)?\s+",
    re.IGNORECASE,
)
_DASHES = frozenset("-–—")
_COLON = re.compile(r"[^,:;.]{1,40}:\s+")
_CLAUSE = re.compile(
    r"(?=\b(?:accus|portray|present|deny|blam|describ|cast)ing\b)|\b(?:(?:about|on)\s+how|that)\s+", re.IGNORECASE
)
# "This message appeared in the same broadcast as the claim that …" names another case too.
_ALONGSIDE = re.compile(
    r"\bappear(?:ed|s)\s+in\s+the\s+same\s+(?:[\w-]+\s+){1,4}?(?:as|with)\s+(?:(?:the|an?|our|this)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:claim|case|message|narrative|stor(?:y|ie)|allegation)s?\s*"
    r"(?P<link>,?\s*(?:claiming|alleging|stating|saying)?\s+that\s+|(?:claiming|alleging)\s+|:\s+|,?\s*(?=[“\"‘]))",
    re.IGNORECASE,
)
# There the anchor is "here", and the claim is told, not named as the title of a case.
_TOLD_HERE = re.compile(
    r"\bhere\s+(?:is\s+|for\s+)?(?:an?\s+|our\s+|the\s+|more\s+)?(?:[\w-]+\s+){0,3}?$", re.IGNORECASE
)
_DISPROOFS = ("debunk", "disproof")
_HERE = re.compile(
    r"(?:\s+can\s+be\s+(?:found|seen))?(?:[\s,(]+(?:(?:and|or)\s+)?here\b[)]?)+[.:]?\s*$|\s+in our database\s*$",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"(?:[,;]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?:the\s+claims?\s+)?that\s+|[,;]\s*(?:and|or)\s+(?=accusing\b|spreading\b)"
)
_LEAD = re.compile(
    r"(?:(?:and|or|that|the\s+claims?\s+that|(?:spreading\s+)?statements\s+that|the\s+case\s+that|how|the(?=\s+(?-i:[A-Z][a-z]+ing\s+of\b)))\s+)+",
    re.IGNORECASE,
)
_THAT_WORDS = ("that", "accusing", "spreading")
_ADDRESS = re.compile(r"\s*\(?https?://")
_AND = re.compile(r",?\s+(?:and|or)\s+(?=(?:that\s+|the\s+)?[“‘\"]?[A-ZÀ-ÞА-Я])")
_AND_WORDS = ("and", "or")
# A blank before a comma is where a link ended in the markup; once may be a slip of the pen.
_AFTER_LINK = re.compile(r"\s+,\s*")
_FEWEST_AFTER_LINK = 2
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_CONDITION = re.compile(r"if\s", re.IGNORECASE)
_CONSEQUENCE = re.compile(r"\b(?:would|could|will|might)\b")
# "…, Lakes, rivers and seas are dry": where the subject of a clause is a list itself.
_SUBJECTS = re.compile(r"[“‘\"]?\w[\w’'-]*(?:\s[\w’'-]+)?\s+(?:and|or)\s+\w")
_LONGEST_SUBJECT = 3
_ARTICLE = re.compile(r"[“‘\"]?(?:The|An?)\s")
_QUOTE = re.compile(r"[“”‘’\"'(]")
_COMMA = re.compile(r"[,\s][,\s]*(?<=,)\s+(?:(?:and|or)\s+)?")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|do|did|will|would|can|could|should|must|may|might|don['’]t|doesn['’]t"
    r"|took|made|became|began|led|lost|won|held|kept|brought|paid|sold|bought|gave|went|came|got|said|told|knew|saw|built|sent"
    r"|spent|left|felt|ran|wrote|broke|chose|fell|grew|drew|drove|stole|spoke|fought|sought|taught|caught|hid|fled|rose"
    r"|(?<!\bto\s)(?:wants?|try|lie|plan|seek|use|claim|accuse|support|promote|refuse|deny|know|threaten|destroy|believe|become"
    r"|remain|continue|prepare|provoke|pay|send|sell|buy|give|get|come|make|keep|hold|bring|lose|create|commit|ignore|distort"
    r"|re-?write|re-writes|block|oppose|impose|intend|steal|kill|suffer|need|fight|want|spread|provide)|[a-z]{2,}ed"
    r"|(?<!\bof\s)(?<!\bthe\s)(?<!\btheir\s)(?<!\bits\s)(?<!\band\s)(?<!\bin\s)(?<!\bfor\s)(?<!\bto\s)[a-z]{3,}s(?=\s+\S))\b"
)
_NOT_A_START = frozenset(
    "which who whom whose but so thus because as when where while if including especially not nor although though "
    "since than then therefore it they he she its their his her led backed financed have has had is are was "
    "were".split()
)
_HANGING = frozenset(
    "if when after while although because in by on at during before since for with despite due according like unlike "
    "from under without as to once until unless today yesterday through".split()
)
_HINTS = searched(
    "see ",
    "read ",
    "find ",
    "check ",
    "consult ",
    "recall ",
    "similar ",
    "other ",
    "example",
    "earlier ",
    "previous ",
    "related ",
    "appear",
)
_FEWEST_WORDS = 3
_SAME_WORDS = 4
_MOST_LINKS = 60
_LONG_ENOUGH = 12


def cross_links(response: str) -> tuple[CrossLink, ...]:
    """Return a response's pointers to other cases, one for each anchor text, in its order.

    An address below euvsdisinfo.eu/report/ is one too; where it stands bare, it is its own anchor text.
    """
    found: list[tuple[int, CrossLink]] = [
        (at, CrossLink(url, url)) for at, url in addresses(response) if kind_of(url) == "case"
    ]
    for at, sentence in sentences_with(_HINTS, response):
        found += [(at, CrossLink(text)) for text in _in_sentence(sentence)]
    unique = {(link.text.casefold(), link.url): link for _, link in sorted(found, key=lambda item: item[0])}
    return tuple(unique.values())


def with_anchors(stated: Sequence[CrossLink], anchors: Sequence[CrossLink]) -> tuple[CrossLink, ...]:
    """Return the pointers with the addresses that the page's markup gives to their anchor texts.

    An anchor that holds more ("similar cases claiming that rain is sold") gives its address to the pointer's own words.
    One that no pointer speaks of ("here") is kept as it is, after the others.
    """
    if not anchors:
        return tuple(stated)
    links, left = list(stated), list(anchors)
    for at, link in enumerate(links):
        equal = next((anchor for anchor in left if _folded(anchor.text) == _folded(link.text)), None)
        match = equal or next((anchor for anchor in left if _overlap(anchor.text, link.text)), None)
        if match:
            left.remove(match)
            links[at] = match if equal else replace(match, text=link.text)
    known = {link.url for link in links if link.url}
    return (*links, *(anchor for anchor in left if anchor.url not in known))


def _folded(text: str) -> str:
    return text.casefold().strip(" .,;:“”\"'")


def _overlap(anchor: str, stated: str) -> bool:
    outer, inner = _folded(anchor), _folded(stated)
    if min(len(outer), len(inner)) > _LONG_ENOUGH and (outer in inner or inner in outer):
        return True
    return bool(inner) and re.search(rf"(?<!\w){re.escape(inner)}(?!\w)", outer) is not None


def _in_sentence(sentence: str) -> Iterator[str]:
    low = lowered(sentence)
    if "appear" in low and (beside := _ALONGSIDE.search(sentence)):
        yield from _cleaned(_pieces(sentence[beside.end() :]))
        return
    if not _holds_opening(low):
        return
    openings = list(_openings(low))
    ends = [*(match.start() for match in openings), len(sentence)][1:]
    for opening, end in zip(openings, ends, strict=False):
        yield from _anchors(sentence[opening.end() : end], invited=opening["verb"] is not None)


def _openings(sentence: str) -> Iterator[re.Match[str]]:
    """Yield where the sentence turns to other cases: "See other examples", and then also ", and similar claims"."""
    begun = False
    for match in _possible_openings(sentence):
        asked = begun or match["verb"] is not None or match["first"] is not None or _ASKS.match(sentence)
        if asked and _IS_KIN.search(match["kin"] or match["noun"]) and not _is_told(sentence, match):
            begun = True
            yield match


def _possible_openings(sentence: str) -> Iterator[re.Match[str]]:
    """Yield what may be an opening; where no word of one is left behind the first, nothing more is looked for."""
    found = _OPENING.finditer(sentence)
    for first in found:
        yield first
        if _holds_opening(sentence[first.end() :]):
            yield from found
        return


def _holds_opening(text: str) -> bool:
    return any(map(text.__contains__, _KIN_WORDS)) and any(map(text.__contains__, _NOUNS))


def _is_told(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether an opening speaks of a disproof that is told elsewhere or here, and of no case."""
    if not match["noun"].startswith(_DISPROOFS):
        return False
    return match["kin"].split() == ["further"] or _TOLD_HERE.search(sentence[: match.start("noun")]) is not None


def _anchors(rest: str, *, invited: bool) -> Iterator[str]:
    """Return the anchor texts in the rest of a sentence that points to other cases.

    `invited` says that the sentence asks to see them; without that only a list is taken for one.
    """
    return _cleaned(_list_in(rest[:6000], invited))


def _cleaned(pieces: list[str]) -> Iterator[str]:
    for piece in pieces[:_MOST_LINKS]:
        text = " ".join(piece.split()).strip(" .,;:–—-")
        if lead := _LEAD.match(text):
            text = text[lead.end() :]
        low = text.casefold()
        text = (_HERE.sub("", text) if "here" in low or "database" in low else text).strip(" .,;:–—-(]")
        if quoted := _QUOTED.fullmatch(text):
            text = (quoted[1] or quoted[2]).strip(" .,;")
        if len(text) > 3 and "://" not in text and any(letter.isalpha() for letter in text):
            yield text


def _list_in(rest: str, invited: bool) -> list[str]:
    mark = _mark(rest)
    clause = _CLAUSE.search(rest, 0, mark.end() if mark else len(rest)) if invited else None
    if clause and clause.group() and (mark is None or clause.start() < mark.start()):
        mark = clause
    mark = mark or clause
    if mark:
        return _pieces(rest[mark.end() :])
    # "See similar cases Rain is sold, Snow is bought": titles may follow without any link word.
    named = invited and rest.lstrip(' “‘"')[:1].isupper() and _stands_alone(rest)
    return _pieces(rest, capitals=True) if named else []


def _mark(rest: str) -> re.Match[str] | None:
    """Return what opens the list; a dash inside a name ("the A – B pact: …") does not where a colon follows."""
    mark = _LIST.search(rest)
    if mark and mark[0].strip() in _DASHES and (colon := _COLON.match(rest, mark.end())):
        return colon
    return mark


def _pieces(text: str, *, capitals: bool = False) -> list[str]:
    """Return the anchor texts of a list: parted by semicolons, by "that", or by commas between clauses.

    `capitals` says that each anchor begins with a capital.
    """
    text = _before_titles(_ADDRESS.split(text, maxsplit=1)[0] if "://" in text else text)
    if ";" in text:
        parts = [part for part in text.split(";") if part.strip()]
        return [*parts[:-1], *_by_commas(parts[-1], final=True)]
    if any(map(text.__contains__, _THAT_WORDS)) and _THAT.search(text):
        *parts, last = _THAT.split(text)
        pieces = [piece for part in parts for piece in _by_commas(part, capitals=True)]
        return [*pieces, *_by_commas(last, final=True, capitals=True)]
    if text.count(",") >= _FEWEST_AFTER_LINK <= len(_AFTER_LINK.findall(text)):
        return [piece for part in _AFTER_LINK.split(text) for piece in _by_commas(part, capitals=True)]
    return _by_commas(text, final=True, capitals=capitals)


def _before_titles(text: str) -> str:
    """Return a list without the titles that a source repeats behind one that no full stop ends.

    They begin where the first words of the list come again.
    """
    words = text.split()
    if words[-1:] and words[-1].endswith((".", ":", ")")):
        return text
    low = text.casefold().split()
    first = low[:_SAME_WORDS]
    for at in range(_SAME_WORDS, len(words) - _SAME_WORDS):
        if low[at] == first[0] and low[at : at + _SAME_WORDS] == first and words[at - 1][-1] not in ",;":
            return " ".join(words[:at])
    return text


def _by_commas(text: str, *, final: bool = False, capitals: bool = False) -> list[str]:
    """Return a text parted at the commas that stand between two clauses, and at such an "and".

    `final` says that the list ends with this text, so that its last "and" may part too; with `capitals` only what
    begins with a capital begins another anchor.
    """
    pieces, start = [], 0
    for comma in _COMMA.finditer(text) if "," in text else ():
        following = _COMMA.search(text, comma.end())
        right = text[comma.end() : following.start() if following else len(text)]
        beyond = text[following.end() :] if following else ""
        fits = _begins(right, beyond) and (not capitals or right.lstrip('“‘"')[:1].isupper())
        if fits and _stands_alone(text[start : comma.start()]):
            pieces.append(text[start : comma.start()])
            start = comma.end()
    pieces.append(text[start:])
    last = len(pieces) - 1
    return [part for at, piece in enumerate(pieces) for part in _by_and(piece, final and at == last)]


def _by_and(text: str, last: bool) -> list[str]:
    for match in _AND.finditer(text) if any(map(text.__contains__, _AND_WORDS)) else ():
        right = text[match.end() :]
        if (last or _ARTICLE.match(right)) and _stands_alone(text[: match.start()]) and _begins(right):
            return [text[: match.start()], right]
    return [text]


def _stands_alone(text: str) -> bool:
    words = _words(text)
    hangs = words[:1] and words[0] in _HANGING and "," not in text
    # "Utopia thinks that the lakes" waits for what the lakes do.
    clause = text.rsplit(" that ", 1)[-1]
    return len(words) >= _FEWEST_WORDS and not hangs and _VERB.search(clause) is not None


def _begins(text: str, beyond: str = "") -> bool:
    """Tell whether an anchor may begin with a text, behind which, after a comma, follows what is beyond."""
    words = _words(text)
    if beyond and (_is_condition(text, beyond) or _is_first_subject(text, beyond)):
        return True
    if len(words) < _FEWEST_WORDS or words[0].endswith("ing"):
        return False
    if text.lstrip('“‘"')[:1].isupper():
        return (len(words) > _FEWEST_WORDS and _ARTICLE.match(text) is not None) or _VERB.search(text) is not None
    return len(words) > _FEWEST_WORDS and words[0] not in _NOT_A_START and _VERB.search(text) is not None


def _is_condition(text: str, beyond: str) -> bool:
    return _CONDITION.match(text) is not None and _CONSEQUENCE.search(beyond.split(",", 1)[0]) is not None


def _is_first_subject(text: str, beyond: str) -> bool:
    short = len(_words(text)) <= _LONGEST_SUBJECT and text[:1].isupper() and _VERB.search(text) is None
    listed = _SUBJECTS.match(beyond)
    return short and listed is not None and _VERB.search(beyond.split(",", 1)[0]) is not None


def _words(text: str) -> list[str]:
    return _QUOTE.sub("", text.casefold()).split()
