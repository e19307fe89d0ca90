"""The questions for a curator, each with how many answers depend on it.

`impact` counts the cells of the table of narratives by country that would change (a narrative counts with those above
it), and one for each case touched, both weighted by how doubtful the present answer is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from disinfograph.resolve.curation import decided, suggestions
from disinfograph.resolve.curation.decided import FIELDS, text_key
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.curation.suggestions import Suggestion, Titles
from disinfograph.resolve.identity.identities import Conflict
from disinfograph.resolve.narrative.candidates import Candidate
from disinfograph.review.graph import Graph, Ground
from disinfograph.review.items import CANDIDATE, IDENTITY, LABEL, LINK, NARRATIVE, VALUE, Item

NONE, ACCEPT, REJECT, SAME, DIFFERENT = "none", "accept", "reject", "same", "different"
CLAIM = "Claim: "
"""What marks a title, and so the words of a link to one, as what is claimed."""

# How the mapping labels a case that has neither title nor claim.
_UNTITLED = "(no text in the source)"
_FIELD_OF = {kind: field for field, kind in FIELDS.items()}
_ALIKE, _MUCH_ALIKE = 0.8, 0.9
_SHOWN = 3
_LABELS = """
SELECT DISTINCT ?thing ?spelling ?claim
WHERE { ?thing dg:unresolvedLabel ?spelling
  { ?claim dg:discusses|dg:circulatedIn|dg:carriedBy ?thing }
  UNION { ?case dg:keyword ?thing ; schema:itemReviewed ?claim } }
"""
_VALUES = "SELECT DISTINCT ?case ?text WHERE { ?case a dg:Case ; dg:unresolvedLabel ?text }"
_PHRASES = "SELECT DISTINCT ?case ?phrase WHERE { ?case a dg:Case ; dg:narrativePhrase ?phrase }"
_CONFLICTS = {
    "ambiguous": "several cases may be this one",
    "two-urls": "two report addresses that the evidence would join",
    "same-title-different-date": "cases of different days under one slug",
}


@dataclass
class Questions:
    """Asks a graph what is in doubt; what was decided already is not asked again.

    What rests on no confidence of `below` or more is in doubt.
    """

    graph: Graph
    decisions: Decisions = field(default_factory=Decisions)
    below: float = 0.7

    def labels(self) -> Iterator[Item]:
        """Yield the labels that name nothing known, each spelling that tells by itself."""
        uses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        spellings: dict[tuple[str, str], str] = {}
        for thing, spelling, claim in sorted(self.graph.rows(_LABELS)):
            name = _FIELD_OF.get(thing.partition(":")[0], "")
            if name and claim in self.graph.case_of and not self.decisions.label(name, spelling):
                mark = (name, decided.label_key(spelling))
                spellings.setdefault(mark, spelling)
                uses[mark].add(self.graph.case_of[claim])
        for (name, key), cases in uses.items():
            moved = sum(len(self.graph.told(case)) for case in cases) if name == "countries" else 0
            yield self._label(name, spellings[name, key], cases, len(cases) + moved)

    def _label(self, name: str, label: str, cases: set[str], impact: int) -> Item:
        near = suggestions.for_label(label, FIELDS[name])
        proposed = near[0].curie if near and near[0].likeness >= _MUCH_ALIKE else ""
        return Item(LABEL, float(impact), name, "", label, self._context(cases, near), proposed)

    def values(self) -> Iterator[Item]:
        """Yield what stands in a field where it cannot be; only the source can be corrected, so nothing is proposed."""
        for case, text in self.graph.rows(_VALUES):
            yield Item(VALUE, 1.0, case, "", text, f"{self._claim(case)} | correct the source and build again", "")

    def narratives(self) -> Iterator[Item]:
        """Yield the narratives that a case may not promote after all."""
        for (case, narrative), grounds in self.graph.narrative_grounds.items():
            subject = (_slug(case), _slug(narrative))
            if grounds[0].confidence < self.below and not self.decisions.about(decided.NARRATIVE, *subject):
                yield self._narrative(case, narrative, grounds)

    def _narrative(self, case: str, narrative: str, grounds: list[Ground]) -> Item:
        others = self.graph.promoted.get(case, set()) - {narrative}
        kept = {each for other in others for each in self.graph.with_broader(other)}
        cells = len(self.graph.with_broader(narrative) - kept) * len(self.graph.countries.get(case, ()))
        proposed = ACCEPT if grounds[0].confidence >= 0.5 else REJECT
        context = f"{self._claim(case)} | {_because(grounds)}"
        name = self.graph.names.get(narrative, narrative)
        return Item(NARRATIVE, _weighted(1 + cells, grounds[0]), case, narrative, name, context, proposed)

    def candidates(self, clusters: Iterable[Candidate]) -> Iterator[Item]:
        """Yield the phrases that name no narrative of the scheme: those of a cluster one by one, with its impact.

        So too the phrases in no cluster of which some case promotes nothing.
        """
        grouped = {text_key(phrase): cluster.label for cluster in clusters for phrase in cluster.phrases}
        phrases, uses = self._open_phrases(grouped)
        members: defaultdict[str, list[str]] = defaultdict(list)
        for mark in sorted(phrases):
            members[grouped.get(mark, phrases[mark])].append(mark)
        for name, marks in members.items():
            cases = {case for mark in marks for case in uses[mark]}
            impact = len(cases) + sum(len(self.graph.countries.get(case, ())) for case in cases)
            others = [phrases[mark] for mark in marks]
            for mark in marks:
                yield self._candidate(name, phrases[mark], others, uses[mark], impact)

    def _open_phrases(self, grouped: Container[str]) -> tuple[dict[str, str], dict[str, set[str]]]:
        """Return the phrases to be asked about by what their spellings share, and the cases of each."""
        phrases: dict[str, str] = {}
        uses: defaultdict[str, set[str]] = defaultdict(set)
        for case, phrase in sorted(self.graph.rows(_PHRASES)):
            mark = text_key(phrase)
            if (mark in grouped or case not in self.graph.promoted) and not self.decisions.phrase(phrase):
                phrases.setdefault(mark, phrase)
                uses[mark].add(case)
        return phrases, uses

    def _candidate(self, name: str, phrase: str, cluster: list[str], cases: set[str], impact: int) -> Item:
        near = suggestions.for_phrase(phrase)
        proposed = near[0].curie if near and near[0].likeness >= _ALIKE else ""
        told = [f"also worded: {'; '.join(_some([o for o in cluster if o != phrase]))}"] if len(cluster) > 1 else []
        context = " | ".join([self._context(cases, near), *told])
        return Item(CANDIDATE, float(impact), name, "", phrase, context, proposed)

    def links(self) -> Iterator[Item]:
        """Yield the cross-links that may lead elsewhere, and those that lead nowhere though some title is like them."""
        titles = Titles(self._titles)
        for link in self.graph.links:
            if self.decisions.link(_slug(link.case), link.anchor):
                continue
            grounds = self.graph.link_grounds.get((link.node, link.target), [])
            if link.target and grounds and grounds[0].confidence < self.below:
                yield self._doubtful(link.case, link.anchor, link.target, grounds)
            elif not link.target:
                near = [one for one in titles.nearest(link.anchor) if one.curie != link.case]
                yield from self._dangling(link.case, link.anchor, near)

    def _doubtful(self, case: str, anchor: str, target: str, grounds: list[Ground]) -> Item:
        context = f"{self._claim(case)} | leads to {self._claim(target)} | {_because(grounds)}"
        impact = _weighted(1 + self._shared_by(case, target), grounds[0])
        proposed = ACCEPT if grounds[0].confidence >= 0.5 else NONE
        return Item(LINK, impact, case, target, CLAIM + anchor, context, proposed)

    def _dangling(self, case: str, anchor: str, near: list[Suggestion]) -> Iterator[Item]:
        if near:
            context = f"{self._claim(case)} | leads nowhere | {self._nearest_cases(near)}"
            impact = round((1 + self._shared_by(case, near[0].curie)) * near[0].likeness, 3)
            yield Item(LINK, impact, case, "", CLAIM + anchor, context, near[0].curie)

    def _shared_by(self, case: str, target: str) -> int:
        """Return how many cells the narratives of a target would add to a case that leads to it."""
        return len(self.graph.told(target) - self.graph.told(case)) * len(self.graph.countries.get(case, ()))

    def identities(self, conflicts: Iterable[Conflict]) -> Iterator[Item]:
        """Yield each pair of cases that may be one; of cases that share a slug, the slug with itself."""
        for conflict in conflicts:
            pairs = [*combinations(conflict.slugs, 2)] or [(conflict.slugs[0], conflict.slugs[0])]
            for one, other in pairs:
                if not self.decisions.about(decided.CASE, one, other):
                    yield self._identity(f"case:{one}", f"case:{other}", conflict)

    def _identity(self, one: str, other: str, conflict: Conflict) -> Item:
        countries = self.graph.countries
        shared = countries.get(one, set()) & countries.get(other, set())
        cells = len(self.graph.told(one) & self.graph.told(other)) * len(shared)
        titles = [self._titles[case] for case in (one, other) if case in self._titles]
        told = f"{self._claim(one)} | {self._claim(other)} | {'; '.join(conflict.because)}"
        proposed = "" if len(titles) < 2 else SAME if suggestions.likeness(*titles) >= _MUCH_ALIKE else DIFFERENT
        return Item(
            IDENTITY, float(1 + cells), one, other, _CONFLICTS.get(conflict.kind, conflict.kind), told, proposed
        )

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The titles of the cases that have one."""
        claims = ((case, claim.removeprefix(CLAIM)) for case, claim in self.graph.claims.items())
        return {case: title for case, title in claims if not title.startswith(_UNTITLED)}

    def _claim(self, case: str) -> str:
        return self.graph.claims.get(case, case)

    def _context(self, cases: Iterable[str], near: Iterable[Suggestion]) -> str:
        found = sorted(cases)
        count = f"{len(found):,} case{'s' if len(found) != 1 else ''}"
        parts = [f"{count}, such as {self._claim(found[0])}", *map(str, _named(near))]
        return " | ".join(parts)

    def _nearest_cases(self, near: Iterable[Suggestion]) -> str:
        return "; ".join(f"{one.curie} ({self._claim(one.curie)}, {one.likeness:g} alike)" for one in near)


def _named(near: Iterable[Suggestion]) -> list[str]:
    told = "; ".join(f"{one.curie} ({one.name}, {one.likeness:g} alike)" for one in near)
    return [f"near: {told}"] if told else []


def _because(grounds: list[Ground]) -> str:
    return "; ".join(f"{ground}: {ground.words}" if ground.words else str(ground) for ground in grounds)


def _some(texts: list[str]) -> list[str]:
    return texts[:_SHOWN] + ([f"… {len(texts) - _SHOWN} more"] if len(texts) > _SHOWN else [])


def _weighted(answers: int, ground: Ground) -> float:
    return round(answers * (1 - ground.confidence), 3)


def _slug(curie: str) -> str:
    return curie.partition(":")[2]
