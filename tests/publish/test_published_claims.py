"""What claims say is marked as such on every page: titles of cases and labels of narratives never stand bare."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from publish_world import pages

# In these a text is a name to choose or a file for programs, and says in words beside it what it is.
_UNSEEN = frozenset(("script", "style"))
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ATTRIBUTES = frozenset(("aria-label", "title", "alt", "content", "placeholder", "value"))
_MARKS = ("Claim: ", "the claim: ", "the narrative that ", "“", '"', '"that ')


class _Said(HTMLParser):
    """The texts of a page, each with whether it is marked as a claim: quoted, in an element of claims, or in words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, bool]] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        # What a response says is the words of those who debunk.
        is_marked = (
            "response" in classes
            or tag in {"q", "blockquote"}
            or "claim" in classes
            or any(mark for _, mark in self._open)
        )
        self.texts += [(given[name], is_marked) for name in _ATTRIBUTES & given.keys()]
        if tag not in _VOID:
            self._open.append((tag, is_marked))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(tag in _UNSEEN for tag, _ in self._open):
            self.texts.append((" ".join(data.split()), any(mark for _, mark in self._open)))


@pytest.fixture(scope="module")
def told(examples_site: Path) -> frozenset[str]:
    """Return every title of a case and every label of a narrative."""
    found = set()
    for table, column in (("cases", "claim_title"), ("narratives", "label")):
        with (examples_site / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row[column].removeprefix("Claim: ") for row in csv.DictReader(file)}
    assert len(found) > 150
    return frozenset(found - {""})


def _pattern(told: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(told, key=len, reverse=True))))


def _bare(html: str, told: re.Pattern[str]) -> list[str]:
    return [
        text for text, is_marked in _Said(html).texts
        if not is_marked
        for match in told.finditer(text)
        if not text[: match.start()].endswith(_MARKS)
    ]  # fmt: skip


def _of_every_kind(found: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every page, but of kinds with hundreds of pages that are made alike every tenth."""
    many = {kind for kind, number in Counter(path.split("/")[0] for path in found).items() if number > 200}
    for at, (path, html) in enumerate(found.items()):
        if path.split("/")[0] not in many or not at % 10:
            yield path, html


def test_no_title_of_a_case_and_no_narrative_stands_bare(examples_site: Path, told: frozenset[str]) -> None:
    pattern = _pattern(told)
    found = {path: bare[:2] for path, html in _of_every_kind(pages(examples_site)) if (bare := _bare(html, pattern))}
    assert dict(list(found.items())[:10]) == {}


def test_the_reader_of_this_test_sees_what_is_bare() -> None:
    told = _pattern(frozenset(("The moon is a spy",)))
    assert _bare("<p>The moon is a spy</p>", told)
    assert _bare('<a title="About The moon is a spy">x</a>', told)
    assert not _bare("<p><q>The moon is a spy</q></p><title>Claim: The moon is a spy</title>", told)
    assert not _bare('<p class="claim"><b>Claim:</b> The moon is a spy</p>', told)
