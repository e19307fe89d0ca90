"""Build a graph: take records into the ledger, map all of it, hold it to the shapes, publish it.

The graph is made from the whole ledger each time. So the same input again changes nothing, a corrected record takes
the place of what its source said before, and what is published is always a whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from disinfograph.building.graph import Graph
from disinfograph.building.judged import found
from disinfograph.building.mapped import ALONE, lines, mapped
from disinfograph.errors import InvalidData, NotFound, Rejected, WrongUse
from disinfograph.iris import source_slug
from disinfograph.ledger import Ledger
from disinfograph.mapping.authority import authority, sources
from disinfograph.mapping.cube_claims import telling
from disinfograph.mapping.quads import Mapping, Quad
from disinfograph.mapping.runs import runs
from disinfograph.mapping.summary import summary
from disinfograph.namespaces import BASE
from disinfograph.processes import beside
from disinfograph.records import Record, Reject, Run
from disinfograph.resolve.curation.decisions import Decisions, Stale
from disinfograph.resolve.identity.identities import Conflict
from disinfograph.stores.protocol import Store
from disinfograph.terms import Rows, text_token
from disinfograph.validation.findings import Finding, Severity, ordered

Progress = Callable[[str], None]
Beside = Callable[[Path], AbstractContextManager[object]]
"""What is done with the file of all statements, as N-Quads, while it is being published."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: the base of all IRIs, the sources to withdraw first, whether a reject stops the build.

    Without a base the store's own is kept, or the default taken for a new store. `without` names the methods that
    shall derive nothing (`resolve.collection.METHODS`); `decisions` are a curator's, which win over every method.
    `beside` goes on while the statements are published.
    """

    base: str | None = None
    replace_sources: tuple[str, ...] = ()
    strict: bool = False
    without: tuple[str, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    beside: Beside = nullcontext


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
        """Map and publish, until no record breaks a shape: each round leaves the breaking records out."""
        for turn in range(len(self.ledger) + 1):
            graph, missed = self._mapped(turn)
            broken = self._publish(graph, missed)
            graph.drop()
            if not broken:
                return self.outcome
            self._leave_out(broken)
        raise AssertionError("each round leaves out a record, or raises")

    def _judged(self, graph: Graph, missed: list[Finding], select: Callable[[str], Rows] | None) -> None:
        """Note what the shapes find in the merge beside what was `missed`; _Broken if that is more than warnings."""
        self.progress("validating")
        findings = found(graph, select)
        if broken := _broken(findings):
            raise _Broken(findings, broken)
        self.outcome.findings = ordered([*findings, *missed])
        self.progress("publishing")

    def _entered(self) -> Mapping:
        self.progress("resolving")
        mapping = Mapping.below(self.ledger.base or BASE, self.options.without, self.options.decisions)
        mapping.enter(self.ledger)
        self.outcome.conflicts = mapping.collection.identities.conflicts
        self.outcome.cases = len(mapping.collection.cases.slugs)
        return mapping

    def _mapped(self, turn: int) -> tuple[Graph, list[Finding]]:
        """Return the graph of the whole ledger, and the decisions that could not be followed.

        All that is known of the records together is let go of: publishing takes memory enough.
        """
        mapping = self._entered()
        self.progress("mapping")
        graph = Graph(self.folder, f"stated-{turn}")
        mapped(mapping, self.ledger, len(self.ledger), graph)
        graph.lines.add_encoded(lines(self._beside_records(mapping)))
        graph.write(partial(telling, mint=mapping.mint))
        # Counts that spare many questions the way through the merge.
        if "summary" in mapping.collection.methods:
            graph.more.add_encoded(lines(summary(map(bytes.decode, graph.told()), mapping.mint)))
        return graph, [_missed(stale) for stale in mapping.collection.curation.stale()]

    def _beside_records(self, mapping: Mapping) -> Iterator[Quad]:
        used = frozenset(self.ledger.sources())
        yield from authority(mapping.mint)
        yield from sources(used, mapping.mint)
        yield from runs(self.ledger.runs.values(), mapping.mint)

    def _leave_out(self, broken: _Broken) -> None:
        """Drop the records whose statements break a shape, and enter each with its reason as reject."""
        mapping = self._entered()
        mapping.settle()
        unwanted: set[Record] = set()
        for record in self.ledger:
            resolved = mapping.resolve(record)
            quads = (*mapping.quads(resolved), *mapping.case_quads(resolved.slug))
            subjects = {triple[0] for _, triple in quads}
            if guilty := sorted(subjects & broken.messages.keys()):
                unwanted.add(record)
                reasons = dict.fromkeys(message for subject in guilty for message in broken.messages[subject])
                self.outcome.rejects.append(_reject(record, " ".join(reasons)))
        if not unwanted:
            raise InvalidData("the graph breaks its shapes, and no record is the cause", broken.findings)
        if self.options.strict:
            raise Rejected(self.outcome.rejects)
        self.ledger.drop(unwanted)

    def _publish(self, graph: Graph, missed: list[Finding]) -> _Broken | None:
        """Put the graph into the store; where it breaks a shape, return that: the store then stays as it was."""
        ledger = self.folder / "published.jsonl"
        written = beside(partial(_written, self.ledger, ledger), pays=len(self.ledger) > ALONE)
        whole = graph.whole()
        written()
        self.outcome.records = len(self.ledger)
        self.outcome.triples, self.outcome.quads = graph.triples, graph.quads
        self.progress("publishing")
        try:
            with self.options.beside(whole):
                agreed = partial(self._judged, graph, missed)
                # Each of our IRIs was made legal when it was minted or read.
                self.outcome.changed = self.store.publish(whole, ledger, agreed, vouched=True)
        except _Broken as broken:
            # The way here holds the engine that was filled in vain, and with it the lock of its folder.
            return broken.with_traceback(None)
        return None


class _Broken(Exception):
    """Shapes that are broken: all that was found, and the messages of violations by the thing that breaks a shape."""

    def __init__(self, findings: list[Finding], messages: dict[str, list[str]]) -> None:
        super().__init__()
        self.findings, self.messages = findings, messages


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


def _written(ledger: Ledger, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in ledger.lines())
