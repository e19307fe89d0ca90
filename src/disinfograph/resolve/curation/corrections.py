"""What curators decided, applied: to the labels of records, to narratives and to cross-links.

A decision wins over every method. One that names what is not there is not followed; `stale` tells which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from disinfograph.iris import case_slug
from disinfograph.records import CrossLink, Record
from disinfograph.resolve.curation.curated_labels import CuratedLabels
from disinfograph.resolve.curation.decided import LABEL, LINK, METHOD, PHRASE, Decided, Key, key
from disinfograph.resolve.curation.decisions import Decisions, Known, Stale, names_something
from disinfograph.resolve.link.crosslinks import Target
from disinfograph.resolve.narrative.narratives import Match


@dataclass(frozen=True, slots=True)
class CuratedMatch(Match):
    """A narrative that a person says a case tells."""

    decided: Decided = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class CuratedTarget(Target):
    """The case that a person says a cross-link means."""

    decided: Decided = field(kw_only=True)


@dataclass(slots=True)
class Curation:
    """The decisions at work. `add` every record of a build and `settle` before asking about narratives and links."""

    decisions: Decisions = field(default_factory=Decisions)
    known: Known = field(default_factory=Known)
    _now: Decisions = field(init=False)
    _overruled: list[Stale] = field(default_factory=list)
    _phrases: dict[str, dict[str, Decided]] = field(default_factory=dict)
    _labels: CuratedLabels = field(init=False)

    def __post_init__(self) -> None:
        self._now, self._labels = self.decisions, CuratedLabels(self.decisions)

    @classmethod
    def of(cls, decisions: Decisions) -> Curation:
        """Return decisions at work."""
        return cls(decisions)

    def settle(self, canonical: Callable[[str], str]) -> None:
        """Take note of the slugs under which cases are published now (`Identities.canonical`)."""
        if self.decisions:
            self._now, self._overruled = self.decisions.moved(canonical)

    def add(self, slug: str, record: Record) -> None:
        """Enter a record of a case as its source gives it, not corrected."""
        if not self.decisions:
            return
        self.known.cases.update((slug, case_slug(record)))
        keys = [one for kind in self._now.kinds for one in _keys(kind, slug, record)]
        labels = self._labels.keys(record) if LABEL in self._now.kinds else ()
        self.known.keys.update(one for one in (*keys, *labels) if one in self._now.by_key)
        for phrase in record.narrative_phrases:
            decided = self._now.phrase(phrase)
            if decided and decided.holds and names_something(decided):
                self._phrases.setdefault(slug, {})[decided.slug] = decided

    def stale(self) -> list[Stale]:
        """Return the decisions that could not be followed, sorted; ask when every record was added."""
        return sorted({*self._now.stale(self.known), *self._overruled})

    def corrected(self, record: Record) -> Record:
        """Return a record with every label that was decided on in the spelling, and the field, of what it means."""
        return self._labels.corrected(record)

    def aliases(self) -> Iterator[Decided]:
        """Yield the decisions that give a thing a label that some record has, so that the graph can say whence."""
        for one in self.decisions.of_kind(LABEL):
            if one.holds and one.key in self.known.keys and names_something(one):
                yield one

    def undecided(self, record: Record) -> Record:
        """Return a record without the phrases that were decided on: what methods may read narratives from."""
        if PHRASE not in self._now.kinds:
            return record
        left = tuple(phrase for phrase in record.narrative_phrases if not self._now.phrase(phrase))
        return record if left == record.narrative_phrases else replace(record, narrative_phrases=left)

    def narratives(self, slug: str) -> dict[str, Decided]:
        """Return what is decided about the narratives of a case: its phrases speak, a decision on itself wins."""
        of_case = self._now.narratives(slug)
        return {**self._phrases.get(slug, {}), **{n: one for n, one in of_case.items() if names_something(one)}}

    def own(self, slug: str, narratives: Iterable[str]) -> frozenset[str]:
        """Return the narratives of a case, of those that methods found, as far as decisions leave and add them."""
        decided = self.narratives(slug)
        added = {narrative for narrative, one in decided.items() if one.holds}
        return frozenset(narrative for narrative in narratives if narrative not in decided) | added

    def matches(self, slug: str, matches: Iterable[Match]) -> tuple[Match, ...]:
        """Return the narratives of a case with what was decided in the place of what methods found, sorted."""
        decided = self.narratives(slug)
        kept = [match for match in matches if match.narrative not in decided]
        kept += [CuratedMatch(n, METHOD, 1.0, _because(one), decided=one) for n, one in decided.items() if one.holds]
        return tuple(sorted(kept, key=lambda match: match.narrative))

    def target(self, slug: str, link: CrossLink, found: Target | None) -> Target | None:
        """Return the case that a link of a case leads to: what was decided, else what methods found."""
        decided = self._now.link(slug, link.text)
        if decided is None or (decided.holds and decided.slug not in self.known.cases):
            return found
        if not decided.holds or decided.slug == slug:
            return None
        return CuratedTarget(decided.slug, METHOD, 1.0, decided=decided)


def _because(decided: Decided) -> tuple[str, ...]:
    """Return the words that decided: the phrase, where it was one, and the curator's note."""
    phrase = decided.subject if decided.kind == PHRASE else ()
    return (*phrase, *filter(None, [decided.note]))


def _keys(kind: str, slug: str, record: Record) -> Iterator[Key]:
    """Yield the keys of the decisions of a kind that could be about a record of a case."""
    if kind == PHRASE:
        yield from (key(PHRASE, (phrase,)) for phrase in record.narrative_phrases)
    elif kind == LINK:
        yield from (key(LINK, (slug, link.text)) for link in record.cross_links)
