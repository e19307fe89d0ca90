"""Build a graph: take records into the ledger, map all of it, hold it to the shapes, publish it.

The graph is made from the whole ledger each time. So the same input again changes nothing, a corrected record takes
the place of what its source said before, and what is published is always a whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from disinfograph.building.graph import Graph
from disinfograph.building.judged import judging
from disinfograph.building.mapped import lines, mapped
from disinfograph.errors import InvalidData, NotFound, Rejected, WrongUse
from disinfograph.iris import source_slug
from disinfograph.ledger import Ledger
from disinfograph.mapping.authority import authority, sources
from disinfograph.mapping.quads import Mapping, Quad
from disinfograph.mapping.runs import runs
from disinfograph.mapping.summary import summary
from disinfograph.namespaces import BASE
from disinfograph.records import Record, Reject, Run
from disinfograph.resolve.curation.decisions import Decisions, Stale
from disinfograph.resolve.identity.identities import Conflict
from disinfograph.stores.protocol import Store
from disinfograph.terms import text_token
from disinfograph.validation.findings import Finding, Severity, ordered

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: the base of all IRIs, the sources to withdraw first, whether a reject stops the build.

    Without a base the store's own is kept, or the default taken for a new store. `without` names the methods that
    shall derive nothing (`resolve.collection.METHODS`); `decisions` are a curator's, which win over every method.
    """

    base: str | None = None
    replace_sources: tuple[str, ...] = ()
    strict: bool = False
    without: tuple[str, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)


@dataclass(slots=True)
class Outcome:
    """What a build did: counts of what the store now holds, and what was found.

    `triples` counts the merge, `quads` the statements of the named graphs. `changed` is false where the store
    already held the same. `conflicts` are cases that may be one, or one that may be several, left to a curator.
    """

    changed: bool = False
    records: int = 0
    cases: int = 0
    triples: int = 0
    quads: int = 0
    findings: list[Finding] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def build(
    store: Store,
    records: Iterable[Record],
    run: Callable[[tuple[str, ...]], Run],
    options: Options | None = None,
    progress: Progress = lambda _: None,
) -> Outcome:
    """Publish the graph of what the store already knew and of new records; return what was done.

    `records` is gone through once, and no record is held. `run` makes the entry of this reading from the names of the
    sources found, once all records are read. Rejected when `options.strict` and a record breaks a shape; InvalidData
    when something else than a record does. The store then stays as it was.
    """
    options = options or Options()
    with tempfile.TemporaryDirectory(prefix="disinfograph-") as folder:
        ledger = _based(Ledger.read(store.ledger(), Path(folder)), options.base)
        if coming := _taken(ledger, records, [source_slug(name) for name in options.replace_sources]):
            ledger.note(run(tuple(sorted(coming))))
        return _Work(store, ledger, options, progress, Path(folder)).done()


def _based(ledger: Ledger, base: str | None) -> Ledger:
    """Return the ledger with its base settled; WrongUse where that would move every IRI of a published graph."""
    if ledger.base and base and base != ledger.base:
        raise WrongUse(f"the store's IRIs begin with {ledger.base}: leave --base out, or build into another store")
    ledger.base = base or ledger.base or BASE
    return ledger


def _taken(ledger: Ledger, records: Iterable[Record], instead: list[str]) -> set[str]:
    """Enter records one by one, `instead` of all that some sources said; return the names of their sources.

    NotFound for a source to replace that neither said anything before nor says something now.
    """
    coming: set[str] = set()

    def named() -> Iterator[Record]:
        for record in records:
            # Names of sources come from outside and become part of IRIs.
            source = source_slug(record.source)
            coming.add(source)
            yield record if source == record.source else replace(record, source=source)

    known = ledger.sources()
    for name in instead:
        ledger.withdraw(name)
    ledger.take(named())
    for name in instead:
        if name not in coming and name not in known:
            raise NotFound("source in the store", name, known)
    return coming


@dataclass(slots=True)
class _Work:
    store: Store
    ledger: Ledger
    options: Options
    progress: Progress
    folder: Path
    outcome: Outcome = field(default_factory=Outcome)

    def done(self) -> Outcome:
        graph = self._checked()
        self.progress("publishing")
        self._publish(graph)
        return self.outcome

    def _checked(self) -> Graph:
        """Map and validate until no record breaks a shape: each round leaves the breaking records out."""
        for turn in range(len(self.ledger) + 1):
            mapping = self._learned()
            graph = self._mapped(mapping, turn)
            self.progress("validating")
            self.outcome.findings = self._judged(graph, mapping)
            broken = _broken(self.outcome.findings)
            if not broken:
                missed = map(_missed, mapping.collection.curation.stale())
                self.outcome.findings = ordered([*self.outcome.findings, *missed])
                return graph
            self._leave_out(mapping, broken)
        raise AssertionError("each round leaves out a record, or raises")

    def _judged(self, graph: Graph, mapping: Mapping) -> list[Finding]:
        """Return what the shapes find in the merge, and add the counts that spare many questions the way through it."""
        with judging(graph) as findings:
            if "summary" in mapping.collection.methods:
                graph.more.add_encoded(lines(summary(graph.merge_lines(), mapping.mint)))
            return findings()

    def _learned(self) -> Mapping:
        self.progress("resolving")
        mapping = Mapping.below(self.ledger.base or BASE, self.options.without, self.options.decisions)
        mapping.learn(self.ledger)
        self.outcome.conflicts = mapping.collection.identities.conflicts
        self.outcome.cases = len(mapping.collection.cases.slugs)
        return mapping

    def _mapped(self, mapping: Mapping, turn: int) -> Graph:
        self.progress("mapping")
        graph = Graph(self.folder, f"stated-{turn}")
        mapped(mapping, self.ledger, len(self.ledger), graph)
        graph.lines.add_encoded(lines(self._beside_records(mapping)))
        graph.write()
        return graph

    def _beside_records(self, mapping: Mapping) -> Iterator[Quad]:
        used = frozenset(self.ledger.sources())
        yield from authority(mapping.mint)
        yield from sources(used, mapping.mint)
        yield from runs(self.ledger.runs.values(), mapping.mint)

    def _leave_out(self, mapping: Mapping, broken: dict[str, list[str]]) -> None:
        """Drop the records whose statements break a shape, and enter each with its reason as reject."""
        unwanted: set[Record] = set()
        for record in self.ledger:
            resolved = mapping.resolve(record)
            quads = (*mapping.quads(resolved), *mapping.case_quads(resolved.slug))
            subjects = {triple[0] for _, triple in quads}
            if guilty := sorted(subjects & broken.keys()):
                unwanted.add(record)
                reasons = dict.fromkeys(message for subject in guilty for message in broken[subject])
                self.outcome.rejects.append(_reject(record, " ".join(reasons)))
        if not unwanted:
            raise InvalidData("the graph breaks its shapes, and no record is the cause", self.outcome.findings)
        if self.options.strict:
            raise Rejected(self.outcome.rejects)
        self.ledger.drop(unwanted)

    def _publish(self, graph: Graph) -> None:
        ledger = self.folder / "published.jsonl"
        with ledger.open("w", encoding="utf-8", newline="\n") as file:
            self.outcome.records = _write(file, self.ledger.lines()) - len(self.ledger.runs) - 1
        whole = graph.whole()
        self.outcome.triples, self.outcome.quads = graph.triples, graph.quads
        self.outcome.changed = self.store.publish(whole, ledger)


def _missed(stale: Stale) -> Finding:
    """Return a decision that could not be followed as a finding; its focus is the decision, its value the line."""
    decision, where = text_token(str(stale.decided)), text_token(stale.decided.where)
    return Finding(Severity.WARNING, "", decision, "", where, "", stale.message)


def _broken(findings: list[Finding]) -> dict[str, list[str]]:
    """Return the messages of all violations by the thing that breaks a shape."""
    broken: dict[str, list[str]] = {}
    for finding in findings:
        if finding.severity is Severity.VIOLATION:
            broken.setdefault(finding.focus, []).append(finding.message)
    return broken


def _reject(record: Record, reason: str) -> Reject:
    advice = "correct the record and build again"
    return Reject(record.source, record.file, record.position, reason, advice, record.id, record.to_dict())


def _write(file: TextIO, lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        file.write(f"{line}\n")
        count += 1
    return count
