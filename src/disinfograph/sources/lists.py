"""Cells that list things: labels, languages, outlets, web addresses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from disinfograph.iris import web_iri
from disinfograph.sources.texts import clean, visible

COMMON = ",;|\n"
# Few labels are many of all that are read.
_KEPT = 1 << 12

_FURNITURE = frozenset(("show more", "show less", "read more", "…", "..."))
_BUTTON = re.compile(
    r"\s*\((?:archived?|archive link|original|opens in a new tab)\)\s*|(?<=\S)\s+archived$|^archived\s+(?=\S)",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\s+(?:and others|and other outlets|et al)\.?$", re.IGNORECASE)
_TIME_CODE = re.compile(r"[\[(]?\s*(?:(?:time|from|at|min\.?)\b:?\s*)?\d{1,2}[:.]\d{2}\b", re.IGNORECASE)
_WRITTEN_LIST = re.compile(r"\s*\[\s*(?:['\"].*['\"]\s*)?\]\s*", re.DOTALL)
_LINE_ENDS = re.compile(r"[\r\n]+")
_BRACKET_OR_FIGURE = re.compile(r"[(\[\d]")
_SLASHES = re.compile(r"(?<![:/])\s*//(?:\s+|$)")
_URL = re.compile(r"(?:^|(?<=[\s,;|(+]))(?:h?t)?tps?://", re.IGNORECASE)
_AFTER_URL = re.compile(r"\s+\(|[;,|+]?\s*$|;\s|[\r\n]")
_TWO_HOSTS = re.compile(r"https?://[^/\s]*https?:", re.IGNORECASE)
# Names of several words in ISO 639: a scraper that splits at commas tears them.
_TORN = {
    ("spanish", "castilian"),
    ("catalan", "valencian"),
    ("kirghiz", "kyrgyz"),
    ("uighur", "uyghur"),
    ("greek", "modern"),
    ("greek", "modern (1453-)"),
    ("ossetian", "ossetic"),
    ("pushto", "pashto"),
    ("panjabi", "punjabi"),
    ("sinhala", "sinhalese"),
}


def labels(cell: object, separators: str = COMMON) -> tuple[str, ...]:
    """Return the labels that a cell lists with any of the separators, cleaned, each once, in order."""
    return distinct(_parts(cell, separators))


def languages(cell: object, separators: str = COMMON) -> tuple[str, ...]:
    """Return a cell's language labels; a name torn at its own comma ("Spanish, Castilian") is one again."""
    return mended(labels(cell, separators))


def outlets(cell: object, separators: str = COMMON) -> tuple[str, ...]:
    """Return a cell's outlet labels.

    A list gives its members. In a text, lines and ` // ` part outlets whatever the source. The separators do so outside
    brackets and not before a time code, which stays with its programme; a comma only where the parts are names and not
    prose. What the page's buttons say ("Show more", "(archived)") is no outlet.
    """
    if isinstance(cell, list):
        return distinct(name for member in cell for name in outlets(member, ""))
    names = (name for line in _lines(cell) for name in (_SLASHES.split(line) if "//" in line else (line,)))
    return distinct(piece for name in names for part in _apart(name, separators) for piece in _unbuttoned(part))


@lru_cache(maxsize=_KEPT)
def _unbuttoned(part: str) -> tuple[str, ...]:
    """Return the names in a part without what the page's buttons beside them say."""
    return tuple(_OTHERS.sub("", piece) for piece in _BUTTON.split(part))


def distinct(parts: Iterable[object]) -> tuple[str, ...]:
    """Return the labels among the parts, cleaned, each once, in order."""
    return tuple(dict.fromkeys(filter(None, map(_label, map(str, parts)))))


@lru_cache(maxsize=_KEPT)
def _label(part: str) -> str | None:
    label = clean(part)
    return label if label and label.casefold() not in _FURNITURE else None


def mended(names: Iterable[str]) -> tuple[str, ...]:
    """Return language labels with the names that were torn at a comma put together again."""
    whole: list[str] = []
    for name in names:
        if whole and (whole[-1].casefold(), name.casefold()) in _TORN:
            whole[-1] = f"{whole[-1]}, {name}"
        else:
            whole.append(name)
    return tuple(whole)


def addresses(cell: object) -> tuple[str, ...]:
    """Return the web addresses in a cell, each once; what names no host (`http://N/A`) is none."""
    text = visible(cell)
    if "://" not in text:
        return ()
    starts = [found.start() for found in _URL.finditer(text)]
    pieces = (text[start:end] for start, end in pairwise([*starts, len(text)]))
    return tuple(dict.fromkeys(url for url in map(_address, pieces) if url))


def address(cell: object) -> str | None:
    """Return the first web address of a cell, or None."""
    return next(iter(addresses(cell)), None)


def number(cell: object) -> int | None:
    """Return the number in a cell such as `82`, `Issue 82` or `/issues/82`; None where there is not just one."""
    found = re.findall(r"\d+", str(cell or ""))
    return int(found[0]) if len(found) == 1 else None


def _address(piece: str) -> str | None:
    url = _AFTER_URL.split(piece, maxsplit=1)[0].strip()
    url = re.sub(r"^(?:h?t)?tp(s?)://", r"http\1://", url, flags=re.IGNORECASE)
    return None if _TWO_HOSTS.match(url) or not web_iri(url) else url


def _parts(cell: object, separators: str) -> Iterable[object]:
    """Return a cell's parts; a list that was written as Python or JSON (`['a', 'b']`) gives its members."""
    if isinstance(cell, list):
        return cell
    text = visible(cell)
    if text.lstrip().startswith("[") and _WRITTEN_LIST.fullmatch(text):
        try:
            return list(ast.literal_eval(text.strip()))
        except (ValueError, SyntaxError):
            pass
    return text.split(separators) if len(separators) == 1 else _any_of(separators).split(text)


@lru_cache(maxsize=16)
def _any_of(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separators)}]")


def _lines(cell: object) -> list[str]:
    """Return a cell's lines; one that only goes on with the line before it is put back to that."""
    whole: list[str] = []
    for line in filter(None, map(str.strip, _LINE_ENDS.split(visible(cell)))):
        if whole and (whole[-1][-1] in ":,@-" or line[0] in "[(" or _is_prose(line)):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
    return whole


def _is_prose(part: str) -> bool:
    """Tell whether a part goes on with a sentence: several words, the first in lower case and no host name."""
    words = part.split()
    return len(words) > 1 and words[0].islower() and "." not in words[0]


def _apart(text: str, separators: str) -> list[str]:
    parts = list(_split(text, separators))
    return [text] if "," in separators and any(map(_is_prose, parts)) else parts


def _split(text: str, separators: str) -> Iterator[str]:
    """Yield the parts of a list, not parting inside brackets nor before a time code."""
    if not any(separator in text for separator in separators):
        yield text
        return
    if not _BRACKET_OR_FIGURE.search(text):
        yield from _any_of(separators).split(text)
        return
    part, depth = "", 0
    for place, character in enumerate(text):
        depth += (character in "([") - (character in ")]" and depth > 0)
        if depth or character not in separators:
            part += character
        elif _TIME_CODE.match(text[place + 1 :].lstrip()):
            part += ", "
        else:
            yield part
            part = ""
    yield part
