"""Ask a store what needs a person: from its graph, and from its records where the graph keeps no doubt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from disinfograph.errors import NotFound
from disinfograph.iris import case_slug
from disinfograph.ledger import Ledger
from disinfograph.records import Record
from disinfograph.resolve.curation.corrections import Curation
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.identity.identities import Conflict, Identities
from disinfograph.resolve.narrative.attribution import Attribution
from disinfograph.resolve.narrative.candidates import Candidate
from disinfograph.resolve.narrative.narratives import Scheme
from disinfograph.review.graph import Graph
from disinfograph.review.items import CANDIDATE, IDENTITY, KINDS, LABEL, LINK, NARRATIVE, VALUE, Item
from disinfograph.review.questions import Questions
from disinfograph.stores.protocol import Store

BELOW = 0.7
Progress = Callable[[str], None]


def questions(
    store: Store,
    decisions: Decisions | None = None,
    kinds: Collection[str] = KINDS,
    below: float = BELOW,
    progress: Progress = lambda _: None,
) -> list[Item]:
    """Return what a curator should decide in a store, of some kinds, the questions with the most impact first.

    What `decisions` say already is not asked again. NotFound for a kind that is none of `items.KINDS`.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise NotFound("kind of question", kind, KINDS)
    graph = Graph(store)
    asked, records = (
        Questions(graph, decisions or Decisions(), below),
        _Records(graph, Curation.of(decisions or Decisions())),
    )
    ways: dict[str, Callable[[], Iterable[Item]]] = {
        LABEL: asked.labels,
        NARRATIVE: asked.narratives,
        CANDIDATE: lambda: asked.candidates(records.candidates()),
        LINK: asked.links,
        IDENTITY: lambda: asked.identities(records.conflicts()),
        VALUE: asked.values,
    }
    found: list[Item] = []
    for kind in dict.fromkeys(kinds):
        progress(f"asking about {kind}s")
        found += ways[kind]()
    return sorted(found, key=lambda item: item.order)


@dataclass
class _Records:
    """The records behind a graph, gone through again for what the graph does not hold."""

    graph: Graph
    curation: Curation
    _identities: Identities | None = field(default=None)

    def conflicts(self) -> list[Conflict]:
        """Return the cases that may be one, or several."""
        return self._settled().conflicts

    def candidates(self) -> list[Candidate]:
        """Return the clusters of phrases that no narrative of the scheme accounts for."""
        identities, attribution = self._settled(), Attribution(Scheme.load())
        for record in self._read():
            attribution.add(identities.canonical(case_slug(record), record), self.curation.undecided(record))
        attribution.settle(())
        return attribution.candidates()

    def _settled(self) -> Identities:
        if self._identities is None:
            self._identities = Identities()
            for record in self._read():
                self._identities.add(case_slug(record), record)
            self._identities.settle(self.curation.decisions)
        return self._identities

    def _read(self) -> Iterator[Record]:
        return map(self.curation.corrected, Ledger.read(self.graph.store.ledger()))
