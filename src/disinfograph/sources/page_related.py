"""The related cases below a page's main one: a title, a claim, a response, all cut off, and no field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disinfograph.sources.page_lines import BIG_GAP, MISSING_PART_GAP, Block, join, split_texts
from disinfograph.sources.page_record import TITLE_PREFIX, Draft

_ELLIPSIS = re.compile(r"\s*(?:…|\.{3})$")
_WORD = re.compile(r"\w+")
_LONG_TITLE = 220


def related_drafts(blocks: Sequence[Block], *, loose: bool) -> list[Draft]:
    """Return the related cases among the blocks after the main case.

    In most layouts each title begins with "Disinfo:". Where none does, the two blank lines between a claim and its
    response show the cases, and the title is found among the paragraphs between two such gaps.
    """
    starts = [at for at, block in enumerate(blocks) if TITLE_PREFIX.match(block.text)]
    if starts:
        return [
            _marked(blocks[start:end], loose) for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)
        ]
    chunks = _chunks(blocks)
    return list(_unmarked(chunks)) if len(chunks) > 1 else []


def _marked(blocks: Sequence[Block], loose: bool) -> Draft:
    title, *texts = blocks
    claim, response = split_texts(texts, loose)
    return Draft(title.text, claim, response)


def _chunks(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks in chunks that two or more blank lines part."""
    chunks: list[list[Block]] = []
    for block in blocks:
        if not chunks or block.gap >= BIG_GAP:
            chunks.append([])
        chunks[-1].append(block)
    return chunks


def _unmarked(chunks: Sequence[Sequence[Block]]) -> Iterator[Draft]:
    """Yield the cases of chunks that each hold the rest of one case and the beginning of the next."""
    title: Block | None = None
    claim: list[Block] = []
    response: list[Block] = []
    awaits_title = True
    for at, chunk in enumerate(chunks):
        last = at == len(chunks) - 1
        gap = 0 if last else chunks[at + 1][0].gap
        begin = 0 if awaits_title else _title_place(chunk, last, gap)
        if begin is None:
            response.extend(chunk)
            continue
        response.extend(chunk[:begin])
        if title:
            yield Draft(title.text, join(claim), join(response))
        title, claim, response = chunk[begin], list(chunk[begin + 1 :]), []
        awaits_title = gap >= MISSING_PART_GAP and bool(claim)
    if title and (claim or response):
        yield Draft(title.text, join(claim), join(response))


def _title_place(chunk: Sequence[Block], last: bool, gap: int) -> int | None:
    """Return which block of a chunk that begins with a response is the next case's title; None if none is."""
    if last:
        return None
    places = range(1, len(chunk) - 1)
    if places:
        return max(places, key=lambda at: (_likeness(chunk[at], chunk[at + 1]), -at))
    return 1 if len(chunk) == 2 and gap >= MISSING_PART_GAP else None


def _likeness(block: Block, following: Block) -> float:
    """Return how much a block looks like the title of the claim that follows it."""
    title, claim = block.flat, following.flat
    bare = _ELLIPSIS.sub("", title).rstrip(" .,")
    words = set(_WORD.findall(bare.casefold()))
    shared = len(words & set(_WORD.findall(claim[:2000].casefold()))) / max(1, len(words))
    score = 2 * shared + 4 * bool(_ELLIPSIS.search(title)) + 4 * claim.casefold().startswith(bare.casefold())
    return score - 3 * ("://" in title) - 2 * (len(title) > _LONG_TITLE) - (". " in bare)
