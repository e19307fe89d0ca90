"""What an outlet's label says beside the outlet: programmes, time codes, remarks; and which outlets it lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_TIME = r"\d{1,2}(?:[:.]\d{2}){1,2}"
_RANGE = rf"'?{_TIME}(?:\s*(?:-|–|—|to)\s*{_TIME})?"
_RANGES = rf"{_RANGE}(?:(?:\s*[,;&]\s*|\s+and\s+){_RANGE})*"
_SAID = r"(?:\b(?:time(?:\s*code)?|from|at|min\.?)\b[:,]?\s*)?"
_BRACKETED_TIME = re.compile(rf"(?:\s*\btime:?)?\s*[\[(]\s*{_SAID}{_RANGES}\s*[\])]", re.IGNORECASE)
_CLOCK = r"'?\d{1,2}:\d{2}(?::\d{2})?"
_BARE_TIME = re.compile(
    rf"(?:\s*[,@]\s*{_SAID}{_RANGES}|\s+(?:time|from|at)\b:?\s*\[?{_RANGES}\]?|\s+{_CLOCK}(?:\s*(?:-|–|—|to)\s*{_CLOCK})?"
    rf"|[\s,(]*\btime(?:\s+to|:)\s*)\s*\)?[.,]*$",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"\s*[(\[]?\barchived\b[)\]]?\s*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"[\s,;(]*(?:\band\s+)?(?:(?:many|several|some)\s+)?\bother(?:s|\s+outlets|\s+social\s+networks)\b[\s,]*"
    r"(?:see\s+the\s+disproof\s+column)?[.)]*$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_REMARK = re.compile(
    r"(?:print(?:ed)?|newspaper|magazine|paper|mobile|removed|deleted|closed|old|online|video|transcript|blocked|"
    r"added|in)\b.*",
    re.IGNORECASE,
)
_PLATFORM_END = re.compile(
    r"\s+(?:[-–—@]|on)\s+(you\s?[ty]ube|facebook|twitter|telegram|vk|instagram|odnoklassniki)$", re.I
)
_PLATFORM = re.compile(
    r"(?:you\s?tube|facebook|twitter|telegram|vk(?:ontakte)?|instagram|odnoklassniki|live\s?journal|word\s?press|"
    r"blog\s?spot|tiktok|rutube|dzen|medium)(?:\.(?:com|ru))?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|(?:[\w-]+\.)+[^\W\d_]{2,}/?", re.IGNORECASE)
_INNER_ADDRESS = re.compile(r"\s+(https?://\S+)$", re.IGNORECASE)
_AT_IN_BRACKETS = re.compile(r"\(\s*(@[^()]*)\)\s*$")
_LIST = re.compile(r"\s*;\s*|\s+//\s+|\s*\n\s*")
_MAYBE_LIST = re.compile(r"(\s*,\s+(?:and\s+)?|\s+and\s+|\s*[/|&]\s*)")
_QUOTED_END = re.compile(r"\s+[\"'‘“«„]([^\"’”»]+)[\"'’”»]\.?$")
_APPOSITION = re.compile(r",\s+(?=[a-z])")
_QUOTES = "\"'`´‘’“”„«»"
_MOST_WORDS = 6
_DEEPEST = 20
# A longer one is prose, which nobody wrote as a list.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class OutletLabel:
    """The outlets that a label names, in its order, and what else it says, for the note of an article."""

    names: tuple[str, ...]
    note: str | None = None


Known = Callable[[str], bool]
Channel = Callable[[str], str | None]


def split(label: str, known: Known, channel: Channel = lambda name: None) -> OutletLabel:
    """Return the outlets of a label and the rest.

    `known` tells whether a name is one of the authority's, `channel` gives the channel of a known programme. A name of
    the authority is never cut, whatever marks it holds. Time codes and remarks in brackets go to the note; of
    "programme @ channel" the channel publishes and the programme is noted; of "somebody @ platform" somebody publishes,
    if known. What a label lists by semicolons is parted if it reads like names; by commas, slashes or "and" only where
    each part is known or a host name.
    """
    text = " ".join(label.split())
    found = _split(text, known, 0) if len(text) <= _LONGEST else OutletLabel((text,))
    channels = [(name, channel(name)) for name in found.names if _has_letters(name)]
    names = dict.fromkeys(above or name for name, above in channels)
    noted = [*(_unquoted(name) for name, above in channels if above), found.note]
    return OutletLabel(tuple(names), "; ".join(filter(None, noted)) or None)


def _split(label: str, known: Known, depth: int) -> OutletLabel:
    name = label.strip(" ,;|")
    if not name or known(name) or depth == _DEEPEST or _ADDRESS.fullmatch(name):
        return OutletLabel((name,) if name else ())
    for rule in (_without_remarks, _in_brackets, _at_channel, _on_platform, _listed, _explained):
        if (found := rule(name, known)) is not None:
            parts, note = found
            inner = [_split(part, known, depth + 1) for part in parts]
            notes = [*(part.note for part in inner), note]
            names = dict.fromkeys(name for part in inner for name in part.names)
            return OutletLabel(tuple(names), "; ".join(text for text in notes if text) or None)
    return OutletLabel((name,))


Found = tuple[list[str], str] | None


def _without_remarks(name: str, known: Known) -> Found:
    """Part off time codes, "archived" and "and others", and a remark in brackets about the medium."""
    for pattern in (_ARCHIVED, _OTHERS, _BRACKETED_TIME, _BARE_TIME):
        if pattern.search(name):
            noted = (_bare(found[0]) for found in pattern.finditer(name))
            return [pattern.sub("", name).rstrip(" ,;.")], "; ".join(filter(None, noted))
    address = _INNER_ADDRESS.search(name)
    if address and not _ADDRESS.fullmatch(name[: address.start()]):
        return [name[: address.start()]], address[1]
    bracket = _BRACKET.search(name)
    if bracket and bracket.start() and _REMARK.match(bracket[1].strip(_QUOTES + " ")):
        return [name[: bracket.start()]], bracket[1].strip()
    return None


def _in_brackets(name: str, known: Known) -> Found:
    """Of a programme with a known outlet in brackets, or the other way round, keep the outlet."""
    bracket = _BRACKET.search(name)
    if not bracket or not bracket.start():
        return None
    outer, inner = _unquoted(name[: bracket.start()]), _unquoted(bracket[1])
    if known(outer):
        return [outer], inner
    return ([inner], outer) if known(inner) else None


def _at_channel(name: str, known: Known) -> Found:
    left, at, right = _AT_IN_BRACKETS.sub(r"\1", name).partition("@")
    left, right = _unquoted(left), _unquoted(right)
    if (
        not at
        or not _has_letters(left)
        or not _has_letters(right)
        or (" " not in name and _ADDRESS.fullmatch(right) and not known(right))
    ):
        return None
    if _PLATFORM.fullmatch(right):
        return _published_on(left, right, known)
    return ([left], right) if known(left) and not known(right) and not _ADDRESS.fullmatch(right) else ([right], left)


def _on_platform(name: str, known: Known) -> Found:
    platform = _PLATFORM_END.search(name)
    return _published_on(name[: platform.start()], platform[1], known) if platform else None


def _published_on(name: str, platform: str, known: Known) -> Found:
    """Return the publisher on a platform, if known; somebody unknown is told apart by the platform, and stays whole."""
    inner = _split(name, known, 1)
    if not inner.names or not all(map(known, inner.names[1:])):
        return None
    there = f"{inner.names[0]} - {platform}"
    if len(inner.names) == 1 and known(there):
        return [there], inner.note or ""
    return (list(inner.names), "; ".join(filter(None, (inner.note, platform)))) if known(inner.names[0]) else None


def _listed(name: str, known: Known) -> Found:
    words = name.split()
    if len(words) > 1 and all(map(_ADDRESS.fullmatch, words)):
        return [word if "://" in word else word.strip("/") for word in words], ""
    parts = [part for part in _LIST.split(name) if part.strip(" ,;|")]
    if len(parts) > 1 and all(len(part.split()) <= _MOST_WORDS for part in parts):
        return parts, ""
    pieces = _MAYBE_LIST.split(name)
    found = list(_longest_known(pieces, known))
    return (found, "") if len(found) > 1 and all(found) else None


def _longest_known(pieces: list[str], known: Known) -> Iterator[str]:
    """Yield the members of a list whose separators may be parts of names, '' for one that is not known."""
    start = 0
    while start < len(pieces):
        ends = range(len(pieces), start, -2)
        end = next((end for end in ends if _is_name("".join(pieces[start:end]), known)), start + 1)
        member = _unquoted("".join(pieces[start:end]))
        yield member if _is_name(member, known) else ""
        start = end + 1


def _is_name(text: str, known: Known) -> bool:
    text = _unquoted(text)
    return bool(text) and (known(text) or bool(_ADDRESS.fullmatch(text)))


def _explained(name: str, known: Known) -> Found:
    """Of a known outlet with an explanation behind a comma or a title in quotes, keep the outlet."""
    head, *rest = _APPOSITION.split(name, maxsplit=1)
    if rest and known(_unquoted(head)):
        return [_unquoted(head)], rest[0]
    quoted = _QUOTED_END.search(name)
    if quoted and known(name[: quoted.start()]):
        return [name[: quoted.start()]], quoted[1]
    bare = _unquoted(name)
    return ([bare], "") if bare != name and known(bare) else None


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _bare(text: str) -> str:
    return text.strip(" ,;@[]().\t")


def _unquoted(text: str) -> str:
    text = text.strip(" ,;|")
    inner = text.strip(_QUOTES).strip()
    return inner if not set(inner) & set('"“”«»„') else text
