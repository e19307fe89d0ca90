"""Answers a worker's questions over one snapshot: finished, within the limits, or with the reason why not."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from disinfograph.errors import BadQuery, DisinfographError
from disinfograph.formats import GRAPH_TYPES
from disinfograph.namespaces import PREFIXES
from disinfograph.stores.folder import Folder, Snapshot
from disinfograph.stores.own import Own
from disinfograph.stores.oxigraph import faults, term_of
from disinfograph.stores.worker_frames import ANSWERED, BAD, FAULT, LARGE, MEMORY, UNKNOWN, Question, Reply
from disinfograph.stores.worker_rows import written, written_truth
from disinfograph.terms import Rows


@dataclass(frozen=True, slots=True)
class Desk:
    """An open snapshot; `hold` keeps builds from removing it while the process lives."""

    store: ox.Store
    version: str
    hold: int
    snapshot: Snapshot

    @classmethod
    def open(cls, folder: Path) -> Desk:
        """Open the current snapshot of a folder; StoreUnavailable where there is none."""
        snapshot, hold = Folder(folder).hold()
        snapshot.manifest()
        with faults(str(folder)):
            return cls(ox.Store.read_only(str(snapshot.oxigraph)), snapshot.path.name, hold, snapshot)

    def reply(self, question: Question) -> Reply:
        """Return the answer to a question, or why there is none."""
        try:
            return replace(self._reply(question), version=self.version)
        except BadQuery as fault:
            return Reply(BAD, fault.reason, version=self.version)
        except DisinfographError as fault:
            return Reply(FAULT, str(fault), version=self.version)
        except MemoryError:
            return Reply(MEMORY, version=self.version)

    def own(self) -> Own:
        """Return the snapshot as a store that this program asks itself."""
        return Own(self.store)

    def _reply(self, question: Question) -> Reply:
        with faults("store"):
            for iri in question.known:
                if not _says(self.store, iri):
                    return Reply(UNKNOWN, iri)
            found = _asked(_filled(question.statements) if question.statements else self.store, question)
            if isinstance(found, ox.QueryBoolean):
                return Reply(ANSWERED, total=1, body=written_truth(bool(found), question.syntax))
            if isinstance(found, ox.QuerySolutions):
                return _rows(found, question)
            return _graph(found, question)


def _says(store: ox.Store, iri: str) -> bool:
    """Say whether the graph says something of an IRI; of one that is not legal it cannot."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return False
    return next(store.quads_for_pattern(node, None, None), None) is not None


def _filled(statements: str) -> ox.Store:
    store = ox.Store()
    store.load(statements, ox.RdfFormat.N_QUADS)
    return store


def _asked(store: ox.Store, question: Question) -> Any:
    chosen: dict[str, Any] = {}
    if question.default_graphs is not None or question.named_graphs is not None:
        # Either parameter describes the whole dataset: what it does not name is not in it.
        chosen["default_graph"] = [ox.NamedNode(iri) for iri in question.default_graphs or ()]
        chosen["named_graphs"] = [ox.NamedNode(iri) for iri in question.named_graphs or ()]
    return store.query(question.text, base_iri=question.base, **chosen)


def _rows(found: ox.QuerySolutions, question: Question) -> Reply:
    variables = tuple(variable.value for variable in found.variables)
    last = question.most if question.count is None else min(question.most, question.first + question.count)
    rows, total, truncated = [], 0, False
    for solution in found:
        if total == question.most:
            truncated = True
            break
        if question.first <= total < last:
            rows.append(tuple(None if node is None else term_of(node) for node in solution))
        total += 1
    body = written(Rows(variables, tuple(rows)), question.syntax, truncated=truncated)
    return _sized(Reply(ANSWERED, total=total, truncated=truncated, body=body), question)


def _graph(found: Iterable[ox.Triple], question: Question) -> Reply:
    triples = list(dict.fromkeys(islice(found, question.most)))
    truncated = next(iter(found), None) is not None
    out, form = io.BytesIO(), ox.RdfFormat.from_media_type(GRAPH_TYPES[question.syntax])
    ox.serialize(triples, output=out, format=form, prefixes=dict(PREFIXES))
    return _sized(Reply(ANSWERED, total=len(triples), truncated=truncated, body=out.getvalue()), question)


def _sized(reply: Reply, question: Question) -> Reply:
    if len(reply.body) <= question.size:
        return reply
    return Reply(LARGE, f"The answer has {len(reply.body):,} bytes, more than the {question.size:,} allowed")
