"""The claims of a merge, one by one, read from its sorted lines in memory that does not grow with their number."""

from __future__ import annotations

import re
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, Final

from disinfograph.iris import Minter
from disinfograph.mapping.words import A, word

_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)"\^\^<http://www\.w3\.org/2001/XMLSchema#date>')
_IS_COUNTRY: Final = f" {A} {word('dg:Country')} ."
_BROADER, _KEYWORD = f" {word('skos:broader')} ", f" {word('dg:keyword')} "
_FIELDS: Final = {
    word("dg:promotes"): "narratives",
    word("dg:discusses"): "places",
    word("dg:mentions"): "mentions",
    word("dg:carriedBy"): "outlets",
    word("dg:circulatedIn"): "languages",
    word("schema:datePublished"): "days",
}


@dataclass(slots=True)
class Claim:
    """What the cells count of a claim and of the case that reviews it: tokens of things, and days as YYYY-MM-DD."""

    narratives: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    keywords: tuple[str, ...] = ()


def telling(blocks: Iterable[list[bytes]], mint: Minter) -> Iterator[bytes]:
    """Yield, of the lines of a merge in order, those that `Merge.claims` looks at: few of very many.

    All are in UTF-8.
    """
    case, claim = (f"<{mint.thing(kind, '')}".encode() for kind in ("case", "claim"))
    keyword, broader, country = (part.encode() for part in (_KEYWORD, _BROADER, _IS_COUNTRY))
    for block in blocks:
        # The lines of all cases stand together, and so do those of all claims.
        first, second = _spanned(block, case), _spanned(block, claim)
        for others in (block[: first.start], block[first.stop : second.start], block[second.stop :]):
            text = b"\n".join(others)
            if broader in text or country in text:
                yield from (line for line in others if broader in line or line.endswith(country))
        yield from (line for line in block[first] if keyword in line)
        yield from block[second]


def _spanned(block: list[bytes], start: bytes) -> slice:
    """Return where the lines with a beginning stand; it ends in ASCII."""
    end = start[:-1] + bytes([start[-1] + 1])
    return slice(bisect_left(block, start), bisect_left(block, end))


@dataclass(slots=True)
class Merge:
    """The lines of a merge, gone through once: its claims, and then what stands elsewhere but concerns them all.

    `broader` (narrative to those right above it) and `countries` are whole once `claims` has ended.
    """

    mint: Minter
    broader: dict[str, set[str]] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)

    def claims(self, lines: Iterable[str]) -> Iterator[Claim]:
        """Yield every claim, with the keywords of its case.

        `lines` are canonical N-Triples without line ends in the order of code points. A claim is reviewed by the case
        of the same slug and by no other, as the mapping makes it.
        """
        case, claim = (f"<{self.mint.thing(kind, '')}" for kind in ("case", "claim"))
        with ExitStack() as stack:
            kept = _Keywords(stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")))
            at, found = "", Claim()
            for line in lines:
                if line.startswith(claim):
                    subject, predicate, value = line[:-2].split(" ", 2)
                    if subject != at:
                        if at:
                            yield found
                        at, found = subject, Claim(keywords=kept.of(subject[len(claim) :]))
                    _take(found, predicate, value)
                elif line.startswith(case):
                    if _KEYWORD in line:
                        kept.add(line[len(case) :])
                else:
                    self._note(line)
            if at:
                yield found

    def _note(self, line: str) -> None:
        if line.endswith(_IS_COUNTRY):
            self.countries.add(line[: -len(_IS_COUNTRY)])
        elif _BROADER in line:
            subject, predicate, value = line[:-2].split(" ", 2)
            if predicate == _BROADER.strip():  # the words may stand in a text too
                self.broader.setdefault(subject, set()).add(value)


def _take(claim: Claim, predicate: str, value: str) -> None:
    name = _FIELDS.get(predicate)
    if name == "days":
        if day := _DAY.fullmatch(value):
            claim.days.append(day[1])
    elif name:
        getattr(claim, name).append(value)


class _Keywords:
    """The keywords of the cases, kept on disk until their claims come by in the same order."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._next: tuple[str, str] | None = None
        self._is_written = False

    def add(self, line: str) -> None:
        """Take a line from the slug on: `slug> predicate keyword .`"""
        slug, predicate, value = line[:-2].split(" ", 2)
        if predicate == _KEYWORD.strip():
            self._file.write(f"{slug} {value}\n")

    def of(self, slug: str) -> tuple[str, ...]:
        """Return the keywords of a case; slugs must be asked for in the order in which they were added."""
        if not self._is_written:
            self._file.seek(0)
            self._is_written = True
            self._advance()
        found = []
        while self._next and self._next[0] <= slug:
            if self._next[0] == slug:
                found.append(self._next[1])
            self._advance()
        return tuple(found)

    def _advance(self) -> None:
        line = self._file.readline()
        slug, _, value = line.rstrip("\n").partition(" ")
        self._next = (slug, value) if line else None
