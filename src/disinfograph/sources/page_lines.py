"""Bytes of a saved page to lines, and lines to blocks parted by blank lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RETURNS = re.compile(r"\r+\n|\r")
_SPACES = "\u00a0\u2007\u202f\u2003\u2002\u2009\t"
_CYRILLIC_WORD = re.compile(r"[а-яё]{3}")

BIG_GAP = 2
"""How many blank lines part the claim from the response; paragraphs within a text are parted by one."""
MISSING_PART_GAP = 4
"""How many blank lines stand where a text is missing between two separators."""


def decode(data: bytes) -> str:
    """Return the text of a page: by its byte order mark, else UTF-8, else the Windows code page that reads best."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        cyrillic = data.decode("cp1251", "replace")
        return cyrillic if _CYRILLIC_WORD.search(cyrillic) else data.decode("cp1252", "replace")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without trailing blanks, whatever its line ends and widths of space."""
    if "\r" in text:
        text = _RETURNS.sub("\n", text)
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    return [line.rstrip() for line in text.splitlines()]


class Block(NamedTuple):
    """Lines that stand together. `start` and `end` are line numbers from 0; `gap` counts the blank lines before."""

    start: int
    end: int
    gap: int
    text: str

    @property
    def flat(self) -> str:
        """Return the text in one line."""
        return " ".join(self.text.split())


def blocks_of(lines: Sequence[str], start: int = 0, end: int | None = None) -> list[Block]:
    """Return the blocks of the lines (as `lines_of` gives them) from `start` to before `end`."""
    stop = len(lines) if end is None else end
    blocks: list[Block] = []
    at, previous_end = start, start
    while at < stop:
        if not lines[at]:
            at += 1
            continue
        first = at
        while at < stop and lines[at]:
            at += 1
        text = lines[first].lstrip() if at - first == 1 else "\n".join(map(str.strip, lines[first:at]))
        blocks.append(Block(first, at, first - previous_end, text))
        previous_end = at
    return blocks


def join(blocks: Sequence[Block]) -> str | None:
    """Return blocks as one text of paragraphs, or None where there is no block."""
    return "\n\n".join([block.text for block in blocks]) or None


def split_texts(blocks: Sequence[Block], loose: bool) -> tuple[str | None, str | None]:
    """Return the claim and the response among the blocks that follow a title.

    Two blank lines part them. `loose` says that the page has no such gap anywhere (it was copied without them): then
    the first paragraph is the claim.
    """
    if not blocks:
        return None, None
    if blocks[0].gap >= MISSING_PART_GAP:
        return None, join(blocks)
    cut = next((at for at, block in enumerate(blocks) if at and block.gap >= BIG_GAP), len(blocks))
    if loose:
        cut = 1
    return join(blocks[:cut]), join(blocks[cut:])
