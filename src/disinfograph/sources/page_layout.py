"""Which lines of a page's text are a title, a claim, a response or a field, and which only the site around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from disinfograph.sources.page_fields import Group, groups_of
from disinfograph.sources.page_lines import BIG_GAP, Block, blocks_of, join, split_texts
from disinfograph.sources.page_record import TITLE_PREFIX, Draft, clean_title
from disinfograph.sources.page_related import related_drafts

_MORE = "see more"
_TAIL = frozenset(("share with", "have you found a mistake?", "give us your feedback.", _MORE))
_FURNITURE = _TAIL | {"share", "disclaimer", "disinformation case details", "(opens in a new tab)"}
_HOME = "home"
_BREADCRUMB = re.compile(rf"{_HOME}\s*[-–—>»/|]\s*disinfo cases", re.IGNORECASE)
_DISCLAIMER = "cases in the euvsdisinfo database"
_SUMMARY_OF = frozenset(("summary of disinformation", "summary of the disinformation"))
_SUMMARY = _SUMMARY_OF | {"summary"}
_RESPONSE = frozenset(("response", "disproof"))
_HEADINGS = _SUMMARY | _RESPONSE
_MOST_TITLE_LINES = 12
_KNOWN = (*_FURNITURE, *_HEADINGS, _HOME, _DISCLAIMER)
_LONG = 400
_FIRST_SIGNS = frozenset(sign for line in _KNOWN for sign in (line[0], line[0].upper()))
# How much of a line tells whether it is the site's own.
_LOOKED_AT = 100
_REPORT_URL = re.compile(r"https?://(?:www\.)?euvsdisinfo\.eu/report/\S+")


def drafts_of(lines: Sequence[str]) -> list[Draft]:
    """Return the cases of a page's lines, the main one first; none where no case is to be seen."""
    page = Page(lines)
    if page.heading is not None:
        main, end = page.under_headings(page.heading)
    elif page.group is not None or page.prefixed:
        main, end = page.between_gaps()
    else:
        return []
    if not main.title and main.claim is None:
        return []
    return [main, *related_drafts(page.after(end), loose=page.loose)]


class Page:
    """A page's lines, and where its parts stand in them (line numbers from 0)."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.known = {
            at: text[:_LOOKED_AT].casefold()
            for at, line in enumerate(lines)
            if line and (text := line.lstrip())[0] in _FIRST_SIGNS and len(line) < _LONG
        }
        """The lines that may be headings or the site's own, in small letters."""
        self.headings = {at: words for at, line in self.known.items() if (words := line.rstrip(":")) in _HEADINGS}
        self.furniture = {at for at, line in self.known.items() if _is_furniture(line)}
        self.groups = groups_of(lines, self.furniture)
        self._apart = self.furniture.union(*[range(group.start, group.end) for group in self.groups])
        """The lines that are no text: fields and the site's own."""
        self.blocks = blocks_of(lines)
        self._starts = [block.start for block in self.blocks]
        self._ends = [block.end for block in self.blocks]
        self.prefixed = [block.start for block in self.blocks if block.text[0] in "dD" and _is_prefixed(block)]
        self.loose = max([block.gap for block in self.blocks], default=0) < BIG_GAP
        self.heading = self._heading()
        """The line of the heading over the claim, in the layouts that have one."""
        self.response_heading = None if self.heading is None else self._response_after(self.heading + 1)
        """The line of the heading over the response, below the one over the claim."""
        self.group = self._group()
        """The field lines of the main case: those at the page's edges rather than in its texts."""

    def _heading(self) -> int | None:
        first = next((at for at, words in self.headings.items() if words in _SUMMARY), None)
        return first if first is not None and self._is_heading(first) else None

    def _group(self) -> Group | None:
        ranked = [(*rank, at) for at, group in enumerate(self.groups) if (rank := self._rank(group)) is not None]
        return self.groups[max(ranked)[-1]] if ranked else None

    def under_headings(self, heading: int) -> tuple[Draft, int]:
        """Return the main case of a layout with headings, and the line after it."""
        response_heading, group = self.response_heading, self.group
        start = heading + 1 if response_heading is None else response_heading + 1
        end = self._end_of_texts(start)
        if response_heading is None:
            claim, response = split_texts(self._texts(start, end), self.loose)
        else:
            claim = join(self._texts(heading + 1, response_heading))
            response = join(self._texts(start, end))
        after = max(end, group.end if group else 0)
        return self._draft(self._title_above(heading), claim, response), after

    def between_gaps(self) -> tuple[Draft, int]:
        """Return the main case of a layout where blank lines part the texts, and the line after it."""
        group = self.group
        start = self._first_title(group.start if group else len(self.lines))
        end = self._end_of_texts(start)
        title, *texts = self._texts(start, end) or [Block(start, start, 0, "")]
        if not texts and group and group.start == end:
            end = self._end_of_texts(group.end)
            texts = self._texts(group.end, end)
        name = title.text
        if not texts and "\n" in name:
            name, _, claim = name.partition("\n")
            texts = [Block(title.start, title.end, 1, claim)]
        after = max(end, group.end if group else 0)
        return self._draft(name, *split_texts(texts, self.loose)), after

    def after(self, end: int) -> list[Block]:
        """Return the blocks of the related cases: what follows "see more", else what follows the main case."""
        more = next((at + 1 for at, line in self.known.items() if at >= end and line == _MORE), end)
        return [block for block in self._blocks(more, len(self.lines)) if not _is_the_sites(block)]

    def _draft(self, title: str, claim: str | None, response: str | None) -> Draft:
        fields = self.group.values() if self.group else {}
        head = self.lines[: self.blocks[0].end] if self.blocks else []
        url = next((line.strip() for line in head if "://" in line and _REPORT_URL.fullmatch(line.strip())), None)
        return Draft(title=title, claim=claim, response=response, fields=fields, url=url)

    def _texts(self, start: int, end: int) -> list[Block]:
        while end > start and (not self.lines[end - 1] or end - 1 in self.furniture):
            end -= 1
        return self._blocks(start, end)

    def _blocks(self, start: int, end: int) -> list[Block]:
        """Return the blocks from line `start` to before `end`."""
        inside = self.blocks[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
        if not inside:
            return []
        first = inside[0]
        if first.start < start or inside[-1].end > end:
            return blocks_of(self.lines, start, end)
        inside[0] = Block(first.start, first.end, first.start - start, first.text)
        return inside

    def _end_of_texts(self, start: int) -> int:
        """Return where the texts that begin at `start` end: at the fields, the site's own lines, or the next case."""
        if self.group and self.group.start >= start:
            return self.group.start
        following = (at for at in self.prefixed if at > start)
        return min(self._tail(start), next(following, len(self.lines)))

    def _tail(self, start: int) -> int:
        following = (at for at in self.known if at >= start and at in self.furniture and self._is_tail(at))
        return next(following, len(self.lines))

    def _is_tail(self, at: int) -> bool:
        if at and self.lines[at - 1] and at - 1 not in self.furniture:
            return False
        line = self.known[at]
        if line == "disclaimer":
            following = next((place for place in range(at + 1, len(self.lines)) if self.lines[place]), None)
            return following is None or self.known.get(following, "").startswith(_DISCLAIMER)
        return line in _TAIL or line.startswith(_DISCLAIMER)

    def _is_heading(self, at: int) -> bool:
        """Tell a heading from a line of prose: above it stand the title, fields and the site's own lines alone."""
        if self.known[at] not in _SUMMARY_OF and self._response_after(at + 1) is None:
            return False
        if not self.prefixed or self.prefixed[0] > at:
            return self.known[at] in _SUMMARY_OF or len(self._words_between(0, at)) <= 1
        words = self._words_between(self.prefixed[0], at)
        if len(words) > _MOST_TITLE_LINES:
            return False
        titles = set(map(clean_title, different)) if len(different := set(words)) > 1 else different
        whole = " ".join(titles)
        return len(titles) <= 3 and all(title in whole for title in titles)

    def _words_between(self, start: int, end: int) -> list[str]:
        return [self.lines[at] for at in range(start, end) if self.lines[at] and at not in self._apart]

    def _response_after(self, start: int) -> int | None:
        return next((at for at, words in self.headings.items() if at >= start and words in _RESPONSE), None)

    def _title_above(self, heading: int) -> str:
        above = self._blocks(0, heading)
        marked = (block for block in above if _is_prefixed(block))
        plain = (block for block in reversed(above) if block.start not in self._apart and not _is_the_sites(block))
        title = next(marked, None) or next(plain, None)
        return "\n".join(self._words_between(title.start, title.end)) if title else ""

    def _first_title(self, before: int) -> int:
        marked = next((at for at in self.prefixed if at < before), None)
        if marked is not None:
            return marked
        plain = (at for at, line in enumerate(self.lines) if line and at not in self.furniture)
        return next((at for at in plain if not _REPORT_URL.fullmatch(self.lines[at].strip())), 0)

    def _rank(self, group: Group) -> tuple[bool, int, int] | None:
        """Return how well a group of field lines stands for the main case's fields; None where it is prose."""
        names = group.names
        sides = self._site_around(group)
        dated = bool(names & {"date", "issue"})
        if self._in_response(group):
            return (False, 0, len(names)) if len(names) >= 3 and dated else None
        if sides == 2 or (sides and (len(names) >= 2 or group.bulleted)) or (len(names) >= 2 and dated):
            return True, bool(sides), len(names)
        return None

    def _site_around(self, group: Group) -> int:
        """Return on how many sides (0 to 2) the site's own lines or the page's edge stand next to the group."""
        before = next((at for at in range(group.start - 1, -1, -1) if self.lines[at]), None)
        behind = next((at for at in range(group.end, len(self.lines)) if self.lines[at]), None)
        return (before in self.furniture) + (behind is None or behind in self.furniture)

    def _in_response(self, group: Group) -> bool:
        start = self.response_heading
        return start is not None and start < group.start < self._end_of_response

    @cached_property
    def _end_of_response(self) -> int:
        return self._tail(self.response_heading or 0)


def _is_prefixed(block: Block) -> bool:
    return TITLE_PREFIX.match(block.text) is not None


def _is_the_sites(block: Block) -> bool:
    return _is_furniture(block.text[:_LOOKED_AT].casefold())


def _is_furniture(line: str) -> bool:
    if line.startswith(_HOME):
        return _BREADCRUMB.match(line) is not None
    return line in _FURNITURE or line.startswith(_DISCLAIMER)
