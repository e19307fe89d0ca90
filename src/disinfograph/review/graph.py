"""What a store says, as far as a review asks: every thing by its CURIE, so that graphs of two bases can be compared."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from disinfograph.namespaces import BASE, PREFIXES, shorten
from disinfograph.stores.protocol import Store
from disinfograph.terms import Iri, Term

_USED = ("dcterms", "dg", "rdf", "rdfs", "schema", "skos")
_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in _USED)
_CASES = """
SELECT ?case ?claim (MIN(STR(?marked)) AS ?label)
WHERE { ?case a dg:Case ; schema:itemReviewed ?claim ; rdfs:label ?marked } GROUP BY ?case ?claim
"""
_COUNTRIES = "SELECT DISTINCT ?claim ?country WHERE { ?claim dg:discusses ?country . ?country a dg:Country }"
_PROMOTED = "SELECT DISTINCT ?claim ?narrative WHERE { ?claim dg:promotes ?narrative }"
_BROADER = """
SELECT ?narrative ?broader WHERE { ?narrative a dg:Narrative ; skos:broader ?broader . ?broader a dg:Narrative }
"""
_NAMES = """
SELECT ?narrative (MIN(?written) AS ?label)
WHERE { ?narrative a dg:Narrative ; skos:prefLabel ?name FILTER(LANG(?name) = "en") BIND(STR(?name) AS ?written) }
GROUP BY ?narrative
"""
_LINKED = """
SELECT DISTINCT ?case ?link ?anchor ?target
WHERE { ?case dg:crossLink ?link . ?link dg:anchorText ?anchor OPTIONAL { ?link dg:toCase ?target } }
"""
_ASSERTED = """
SELECT ?subject ?object ?way ?sure ?words
WHERE { ?assertion rdf:predicate %s ; rdf:subject ?subject ; rdf:object ?object ; dg:method ?way ; dg:confidence ?sure
  OPTIONAL { ?assertion rdfs:comment ?words } }
"""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """On what a derived statement rests: a method (its slug), a confidence from 0 to 1, the words that decided."""

    method: str
    confidence: float
    words: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.confidence:g}"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A cross-link of a case: its node, its words, and the case that it leads to, or ''."""

    case: str
    anchor: str
    node: str
    target: str = ""


@dataclass
class Graph:
    """One store, asked once for each thing that a review needs."""

    store: Store
    base: str = field(init=False)

    def __post_init__(self) -> None:
        entry = json.loads(next(iter(self.store.ledger()), "{}"))
        self.base = str(entry.get("base", BASE))

    def rows(self, query: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a query with IRIs as CURIEs, texts as they are, and '' for what is unbound."""
        for row in self.store.select(_HEAD + query):
            yield tuple(map(self.short, row))

    def short(self, term: Term | None) -> str:
        """Return a term as a review shows it."""
        if term is None:
            return ""
        return shorten(term.value, self.base) if isinstance(term, Iri) else term.value

    @cached_property
    def claims(self) -> dict[str, str]:
        """The titles of cases, marked as claims."""
        return {case: label for case, _, label in self._cases}

    @cached_property
    def case_of(self) -> dict[str, str]:
        """The case of each claim."""
        return {claim: case for case, claim, _ in self._cases}

    @cached_property
    def _cases(self) -> list[tuple[str, ...]]:
        return sorted(self.rows(_CASES))

    @cached_property
    def countries(self) -> dict[str, set[str]]:
        """The countries of each case's claim."""
        return self._of_cases(_COUNTRIES)

    @cached_property
    def promoted(self) -> dict[str, set[str]]:
        """The narratives of each case's claim, without those above them."""
        return self._of_cases(_PROMOTED)

    @cached_property
    def names(self) -> dict[str, str]:
        """The English labels of the narratives."""
        return {narrative: label for narrative, label in self.rows(_NAMES)}  # noqa: C416 - rows are tuples of any length

    @cached_property
    def links(self) -> list[Link]:
        """All cross-links, sorted; one that leads to two cases is there twice."""
        return sorted(Link(case, anchor, node, target) for case, node, anchor, target in self.rows(_LINKED))

    @cached_property
    def narrative_grounds(self) -> dict[Pair, list[Ground]]:
        """On what it rests that a case's claim promotes a narrative, by case and narrative."""
        found = self._grounds("dg:promotes")
        return {(self.case_of[claim], n): grounds for (claim, n), grounds in found.items() if claim in self.case_of}

    @cached_property
    def link_grounds(self) -> dict[Pair, list[Ground]]:
        """On what it rests that a cross-link leads to a case, by the link's node and the case."""
        return self._grounds("dg:toCase")

    def with_broader(self, narrative: str) -> set[str]:
        """Return a narrative and all that stand above it."""
        found, waiting = {narrative}, [narrative]
        while waiting:
            above = self._broader[waiting.pop()] - found
            found |= above
            waiting += above
        return found

    def told(self, case: str) -> set[str]:
        """Return the narratives of a case and those above them."""
        return {each for narrative in self.promoted.get(case, ()) for each in self.with_broader(narrative)}

    @cached_property
    def _broader(self) -> defaultdict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for narrative, broader in self.rows(_BROADER):
            found[narrative].add(broader)
        return found

    def _of_cases(self, query: str) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for claim, thing in self.rows(query):
            if claim in self.case_of:
                found[self.case_of[claim]].add(thing)
        return dict(found)

    def _grounds(self, predicate: str) -> dict[Pair, list[Ground]]:
        found: defaultdict[Pair, set[Ground]] = defaultdict(set)
        for subject, value, way, sure, words in self.rows(_ASSERTED % predicate):
            found[subject, value].add(Ground(way.partition(":")[2], float(sure), words))
        return {pair: sorted(grounds, key=lambda one: (-one.confidence, one)) for pair, grounds in found.items()}
