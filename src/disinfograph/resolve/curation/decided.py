"""One decision of a curator: what it is about, what was decided, who decided, when and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from disinfograph.iris import fold

METHOD: Final = "curated"
FIELDS: Final = {"countries": "place", "keywords": "keyword", "languages": "language", "outlets": "outlet"}
"""The fields of a record whose labels can be decided on, and the kind of thing that each should name."""
LABEL, PHRASE, NARRATIVE, LINK, CASE = "label", "phrase", "narrative", "link", "case"

# `Places` tells "US" from "us": a label this short means what it means in its own capitals only.
_ABBREVIATION = 3
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_THING = re.compile(r"[\w.~-]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Key = tuple[str, ...]


class Broken(Exception):
    """Words that make no decision: the reason and what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


@dataclass(frozen=True, slots=True, order=True)
class Decided:
    """A decision of one of five kinds.

    `kind` and `subject` say what it is about: a `label` (field of the record, label), a `phrase` (its words), a
    `narrative` of a case (case, narrative), a `link` (case, anchor text), a `case` (slug, other slug). `thing` is the
    CURIE of what the subject means, `""` for nothing of ours; `holds` is false for that, for a narrative that is
    rejected and for cases that differ. `date` is an ISO day; `where` names the line that says so.
    """

    kind: str
    subject: tuple[str, ...]
    holds: bool
    thing: str
    author: str
    date: str
    note: str = ""
    where: str = field(default="", compare=False)

    @property
    def slug(self) -> str:
        """Return the slug of the thing meant; `""` for none."""
        return self.thing.partition(":")[2]

    @property
    def thing_kind(self) -> str:
        """Return the kind of the thing meant, such as `place`; `""` for none."""
        return self.thing.partition(":")[0]

    @property
    def key(self) -> Key:
        """Return what two decisions about the same have in common, however its words are spelled."""
        return key(self.kind, self.subject)

    @property
    def outcome(self) -> tuple[bool, str]:
        """Return what two decisions that agree have in common."""
        return self.holds, self.thing

    def __str__(self) -> str:
        """Return the decision as a person would say it."""
        about = " ".join(repr(part) for part in self.subject)
        meant = self.thing or "none"
        said = {NARRATIVE: ("accept", "reject"), CASE: ("same", "different")}.get(self.kind, (meant, meant))
        return f"{self.kind} {about}: {said[0] if self.holds else said[1]} ({self.author}, {self.date})"


def key(kind: str, subject: tuple[str, ...]) -> Key:
    """Return what the spellings of a decision's subject have in common."""
    if kind == LABEL:
        return (kind, subject[0], label_key(subject[1]))
    if kind == PHRASE:
        return (kind, text_key(subject[0]))
    if kind == LINK:
        return (kind, subject[0], text_key(subject[1]))
    return (kind, *(sorted(subject) if kind == CASE else subject))


def text_key(text: str) -> str:
    """Return what the spellings of a phrase share: letters and digits, without case, accents or quotes."""
    return fold(text) or " ".join(text.split())


@lru_cache(maxsize=1 << 16)
def label_key(label: str) -> str:
    """Return what the spellings of a label share; one of three letters or fewer stands for itself alone."""
    folded = fold(label)
    return folded if len(folded) > _ABBREVIATION else " ".join(label.split())


def thing(curie: str, kinds: Iterable[str]) -> str:
    """Return a CURIE that names a thing of one of some kinds; Broken for any other."""
    prefix, colon, name = curie.partition(":")
    known = sorted(kinds)
    if not colon or prefix not in known or not _THING.fullmatch(name):
        raise Broken(f"names {curie!r}, which is no thing of ours", f"write {' or '.join(f'{k}:…' for k in known)}")
    return curie


def slug(text: str, column: str) -> str:
    """Return the slug of a case or narrative; Broken for anything else."""
    if not _SLUG.fullmatch(text):
        raise Broken(f"has the {column} {text!r}, which is no slug", "write the last part of its IRI")
    return text


def made(
    kind: str, subject: tuple[str, ...], *, holds: bool, meant: str, who: tuple[str, str, str], where: str
) -> Decided:
    """Return a decision; `who` is author, day and note. Broken for one that nobody or no day stands for."""
    author, day, note = who
    if not all(map(str.strip, subject)):
        raise Broken("does not say what it is about", "fill the first columns, or take the line out")
    if not author:
        raise Broken("does not say who decided", "name the author")
    if not _is_day(day):
        raise Broken(f"has the date {day!r}, which is no day", "write it as YYYY-MM-DD")
    line = [" ".join(text.split()) for text in (*subject, author, note)]
    return Decided(kind, tuple(line[:-2]), holds, meant, line[-2], day, line[-1], where)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def choice(given: str, yes: str, no: str) -> bool:
    """Return whether the first of two words is given; Broken for a third."""
    if given not in {yes, no}:
        raise Broken(f"has the decision {given!r}", f"write {yes} or {no}")
    return given == yes
