"""All that curators decided, and which of it is about things that are no longer there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.authorities import is_known
from disinfograph.resolve.curation import decision_files
from disinfograph.resolve.curation.decided import CASE, LABEL, LINK, NARRATIVE, PHRASE, Decided, Key, key


@dataclass(slots=True)
class Known:
    """What decisions can be about: the slugs of cases, and the keys of the labels, phrases and links of records."""

    cases: set[str] = field(default_factory=set)
    keys: set[Key] = field(default_factory=set)


@dataclass(frozen=True, slots=True, order=True)
class Stale:
    """A decision that cannot be followed, and why, in a sentence that says what to do."""

    message: str
    decided: Decided


_GONE = {
    LABEL: "A decision is about a label that no record has: take it out, or correct its spelling.",
    PHRASE: "A decision is about a phrase that no response has: take it out, or correct its spelling.",
    LINK: "A decision is about a cross-link that its case does not have: take it out, or correct its spelling.",
    CASE: "A decision is about a case that no source tells of: take it out, or correct the slug.",
}
_NO_THING = "A decision names a thing that no vocabulary holds: correct the name, or add the thing."
_NO_TARGET = "A decision leads a cross-link to a case that no source tells of: take it out, or correct the slug."
_OVERRULED = "Two decisions about what is now one case contradict each other: the later one is followed."


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions by what they are about, each subject decided once."""

    by_key: Mapping[Key, Decided] = field(default_factory=dict)
    _of_case: Mapping[str, Mapping[str, Decided]] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    """The kinds of decisions that there are: of the others nothing need be looked up."""

    @classmethod
    def read(cls, folder: Path) -> Decisions:
        """Return the decisions of a folder such as `curation/`; UnreadableInput for what cannot be followed."""
        return cls.of(decision_files.read(folder))

    @classmethod
    def of(cls, decided: Iterable[Decided]) -> Decisions:
        """Return some decisions; UnreadableInput where two are about the same, or cases are both same and different."""
        by_key: dict[Key, Decided] = {}
        for one in decided:
            other = by_key.setdefault(one.key, one)
            if other is not one:
                raise _clash(one, other)
        _refuse_knots(by_key.values())
        return cls._indexed(by_key.values())

    @classmethod
    def _indexed(cls, decided: Iterable[Decided]) -> Decisions:
        by_key = {one.key: one for one in sorted(decided)}
        of_case: defaultdict[str, dict[str, Decided]] = defaultdict(dict)
        for one in by_key.values():
            if one.kind == NARRATIVE:
                of_case[one.subject[0]][one.slug] = one
        return cls(by_key, dict(of_case), frozenset(one.kind for one in by_key.values()))

    def __len__(self) -> int:
        return len(self.by_key)

    def __iter__(self) -> Iterator[Decided]:
        return iter(self.by_key.values())

    def of_kind(self, kind: str) -> tuple[Decided, ...]:
        """Return the decisions of one kind."""
        return tuple(one for one in self if one.kind == kind)

    def about(self, kind: str, *subject: str) -> Decided | None:
        """Return the decision about a subject, however it is spelled."""
        return self.by_key.get(key(kind, subject)) if kind in self.kinds else None

    def label(self, field: str, label: str) -> Decided | None:
        """Return what a label in a field of a record was decided to mean."""
        return self.about(LABEL, field, label)

    def phrase(self, text: str) -> Decided | None:
        """Return which narrative a phrase was decided to name."""
        return self.about(PHRASE, text)

    def narratives(self, slug: str) -> Mapping[str, Decided]:
        """Return what was decided about the narratives of a case, by the narratives' slugs."""
        return self._of_case.get(slug, {})

    def link(self, slug: str, anchor: str) -> Decided | None:
        """Return to which case a cross-link of a case was decided to lead."""
        return self.about(LINK, slug, anchor)

    def same(self) -> tuple[Decided, ...]:
        """Return the pairs of slugs that are one case."""
        return tuple(one for one in self.of_kind(CASE) if one.holds)

    def different(self) -> tuple[Decided, ...]:
        """Return the pairs of slugs that are two cases."""
        return tuple(one for one in self.of_kind(CASE) if not one.holds)

    def moved(self, canonical: Callable[[str], str]) -> tuple[Decisions, list[Stale]]:
        """Return the decisions under the slugs at which their cases are published now, and those overruled by it.

        Of contradicting ones the later is followed, and of one day the one that comes last in the file.
        """
        now: dict[Key, tuple[Decided, Decided]] = {}
        overruled: list[Stale] = []
        for one in sorted(self, key=lambda one: (one.date, one.subject)):
            moved = _moved(one, canonical)
            earlier, written = now.get(moved.key, (moved, one))
            if earlier.outcome != moved.outcome:
                overruled.append(Stale(_OVERRULED, written))
            now[moved.key] = moved, one
        return Decisions._indexed(moved for moved, _ in now.values()), overruled

    def stale(self, known: Known) -> list[Stale]:
        """Return the decisions about what is no longer there, sorted."""
        found = ((one, _missing(one, known)) for one in self)
        return sorted(Stale(message, one) for one, message in found if message)


def _missing(one: Decided, known: Known) -> str:
    """Return what a decision is about and is not there, in a sentence; '' where all is."""
    cases = one.subject if one.kind == CASE else one.subject[:1] if one.kind in {NARRATIVE, LINK} else ()
    if not known.cases.issuperset(cases):
        return _GONE[CASE]
    if one.kind in {LABEL, PHRASE, LINK} and one.key not in known.keys:
        return _GONE[one.kind]
    if one.kind == LINK and one.holds and one.slug not in known.cases:
        return _NO_TARGET
    return "" if names_something(one) else _NO_THING


def names_something(one: Decided) -> bool:
    """Return whether what a decision names is in our vocabularies; a case is no matter of vocabularies."""
    return one.kind in {LINK, CASE} or not one.thing or is_known(one.thing)


def _moved(one: Decided, canonical: Callable[[str], str]) -> Decided:
    if one.kind not in {NARRATIVE, LINK}:
        return one
    thing = f"case:{canonical(one.slug)}" if one.kind == LINK and one.thing else one.thing
    return replace(one, subject=(canonical(one.subject[0]), *one.subject[1:]), thing=thing)


def _clash(one: Decided, other: Decided) -> UnreadableInput:
    how = "again" if one.outcome == other.outcome else f"otherwise than {other.where or 'before'} ({other})"
    return UnreadableInput(one.where or "a new decision", f"decides {how} on {one}", "keep one of the two")


def _refuse_knots(decided: Iterable[Decided]) -> None:
    """Raise UnreadableInput where cases that differ are one by way of others."""
    cases = [one for one in decided if one.kind == CASE]
    group: dict[str, str] = {}

    def root(slug: str) -> str:
        while slug in group:
            slug = group[slug]
        return slug

    for one in cases:
        ends = sorted(map(root, one.subject))
        if one.holds and ends[0] != ends[1]:
            group[ends[1]] = ends[0]
    for one in cases:
        if not one.holds and root(one.subject[0]) == root(one.subject[1]):
            reason = f"says that {one.subject[0]} and {one.subject[1]} differ, which other lines say are one case"
            raise UnreadableInput(one.where or "a new decision", reason, "take one of these lines out")
