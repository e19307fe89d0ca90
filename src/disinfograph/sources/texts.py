"""Texts as sources write them: labels on one line, paragraphs, titles, and paragraphs that lost their breaks."""

from __future__ import annotations

import html
import re

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_NOTHING = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "–", "—"))
_PREFIX = re.compile(r"^\s*disinfo:\s*", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:…|\.\.\.)[.…\s]*$")
_LINE_END = re.compile(r"\r\n?|\n|\u2028|\u2029")

_GLUED = re.compile(
    r"(?<![^\W_])(?P<last>[^\W_]*)(?P<stop>[\"”’»)\]]*[.!?…]+[\"”’»)\]]*)"
    r"(?=(?P<next>[“«‘\"(\[]?(?P<word>[^\W\d_][\w’'-]*)))"
)
# A capital may follow these, or begin those, without a new sentence. Ends of host names that are words are left out.
_SHORT_FORMS = frozenset("Mr Mrs Ms Dr Prof St Gen Col Lt Maj Sgt Sen Rep Gov Jr Sr No vs www".split())
_HOST_ENDS = frozenset("com net org info biz ru su ua pl cz sk hu lt lv".split())
_MONTHS = re.compile(
    r"jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?",
    re.IGNORECASE,
)


def visible(text: object) -> str:
    """Return what a reader of a cell would see: no invisible characters, no hard spaces, entities decoded."""
    if text is None:
        return ""
    if (plain := str(text)).isascii() and "&" not in plain:
        return plain
    raw = _INVISIBLE.sub("", plain).replace("\u00a0", " ")
    return html.unescape(raw) if _ENTITY.search(raw) else raw


def clean(text: object) -> str | None:
    """Return a label on one line without surplus space; None if it is empty or says NA."""
    line = " ".join(visible(text).split())
    return None if line.casefold() in _NOTHING else line


def paragraphs(text: object) -> str | None:
    """Return a text with its lines, and at most one blank line between them; None if it is empty or says NA."""
    lines = (" ".join(line.split()) for line in _LINE_END.split(visible(text)))
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return None if whole.casefold() in _NOTHING else whole


def title(text: object) -> tuple[str | None, bool]:
    """Return a title without the site's mark `Disinfo:`, and whether the source cut it off; if so it ends in `…`."""
    line = clean(_PREFIX.sub("", visible(text)))
    return (line and cut(line)), is_cut(line)


def is_cut(title: str | None) -> bool:
    """Tell whether a title ends as one that its source cut off, in `…` or three dots."""
    return bool(title and _CUT.search(title))


def cut(title: str) -> str:
    """Return a title with one sign, `…`, for the end that its source cut off; any other stays as it is."""
    return _CUT.sub("…", title)


def unglued(text: object) -> str | None:
    """Return a text whose paragraphs a scraper glued ("…the text.Next one…") with the breaks put back.

    A break is put back only where a sentence ends and a word with a capital follows at once: not in an address, a host
    name, a figure, an initial or a short form ("U.S.Army", "Lenta.Ru", "12.Mar", "Dr.Who" stay as they are).
    """
    whole = paragraphs(text)
    return whole and "\n".join(_parted(line) for line in whole.split("\n"))


def _parted(line: str) -> str:
    pieces, start = [], 0
    for found in _GLUED.finditer(line):
        if _is_break(line, found):
            pieces.append(line[start : found.end("stop")])
            start = found.start("next")
    return "\n\n".join([*pieces, line[start:]])


def _is_break(line: str, found: re.Match[str]) -> bool:
    last, word = found["last"], found["word"]
    if not word[0].isupper() or _in_address(line, found.start("next")):
        return False
    if not last or not found["stop"].startswith("."):
        return True
    if len(last) == 1 and not last.isdigit():
        return False
    if word.casefold() in _HOST_ENDS or (len(word) == 1 and line[found.end("next") :].startswith(".")):
        return False
    if last.isdigit():
        return _ends_a_sentence(line, found, word)
    return last not in _SHORT_FORMS


def _ends_a_sentence(line: str, found: re.Match[str], word: str) -> bool:
    """Tell whether a figure before a stop ends a sentence, and begins no item of a list nor a date such as 12.Mar."""
    month = _MONTHS.fullmatch(word)
    before = line[: found.start("last")].rstrip()
    return len(found["last"]) > 2 or not (month or not before or before[-1] in ".!?:;")


def _in_address(line: str, place: int) -> bool:
    """Tell whether the place lies in a web address: a word with `://`, `www.` or a path behind a host name."""
    token = line[line.rfind(" ", 0, place) + 1 : place]
    return "://" in token or token.startswith("www.") or bool(re.search(r"\.\w{2,}/\S", token))
