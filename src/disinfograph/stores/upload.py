"""How content gets into an endpoint: in pieces beside the old content, then into its place by one request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from disinfograph.errors import UnreadableInput
from disinfograph.stores import content
from disinfograph.stores.client import Client
from disinfograph.stores.oxigraph import N_QUADS, triple_of
from disinfograph.terms import text_token

OURS = "urn:disinfograph:"
"""What the names of the graphs begin with that are no part of the content."""

LEDGER = f"{OURS}ledger"
NEW = f"{OURS}new:"
"""What stands before a graph's name until the content is complete."""

DIGEST, GRAPH, MERGE, LINE = (f"<{OURS}{name}>" for name in ("digest", "graph", "merge", "line"))
PROBE = f"<{NEW}probe>"

_DEFAULT = "default"
# Oxigraph 0.5 moves some 1,000 to 5,000 statements a second, all of them in one request.
_PATIENCE = 3600
# Virtuoso compiles a request to SQL, and gives up at some thousands of statements.
_STATEMENTS = 1000
_CHARACTERS = 1_000_000


class Upload:
    """One content on its way into an endpoint; `merge` names the graph that takes its default graph, "" for none.

    Where there is content already, `beside` it is where the new one waits for the switch. Where there is none, it goes
    into its place at once, which takes half the time.
    """

    def __init__(self, client: Client, merge: str, *, beside: bool) -> None:
        self._client, self._merge, self._beside = client, merge, beside
        self._graphs: set[str] = set()

    def load(self, quads: Path, ledger: Path, digest: str) -> None:
        """Load everything; UnreadableInput for a file that is not N-Quads, of which nothing is seen."""
        if not self._beside:
            for _ in _read(quads):
                pass
            self._mark()
        for batch in _batches(self._statements(quads)):
            self._insert(batch)
        for batch in _batches(self._kept(ledger, digest)):
            self._insert(batch)

    def switch(self, before: Iterable[str]) -> None:
        """Put what waits in the place of what was there, of which `before` are the named graphs."""
        steps = []
        if self._beside:
            self._mark()
            default = f"GRAPH <{self._merge}>" if self._merge else "DEFAULT"
            steps += [f"DROP SILENT GRAPH <{graph}>" for graph in sorted(set(before) - self._graphs)]
            steps += [f"MOVE GRAPH <{NEW}{graph}> TO GRAPH <{graph}>" for graph in sorted(self._graphs - {_DEFAULT})]
            filled = _DEFAULT in self._graphs
            steps.append(f"MOVE GRAPH <{NEW}{_DEFAULT}> TO {default}" if filled else f"CLEAR SILENT {default}")
        steps.append(f"MOVE GRAPH <{NEW}{LEDGER}> TO GRAPH <{LEDGER}>")
        self._client.update(" ;\n".join(steps), _PATIENCE)

    def _mark(self) -> None:
        """Say that the content is ours and not complete, until the ledger's graph is replaced as the last of all."""
        merge = f" ; {MERGE} <{self._merge}>" if self._merge else ""
        self._client.update(
            f"DELETE WHERE {{ GRAPH <{LEDGER}> {{ ?s {DIGEST} ?o }} }} ; "
            f'INSERT DATA {{ GRAPH <{LEDGER}> {{ <{LEDGER}> <{OURS}state> "being replaced"{merge} }} }}'
        )

    def _statements(self, quads: Path) -> Iterator[tuple[str, str]]:
        for graph, triple in _read(quads):
            if graph not in self._graphs:
                self._graphs.add(graph)
                self._begin(graph)
            yield graph, triple

    def _begin(self, graph: str) -> None:
        """Empty a graph that is filled in its place, and note that it is ours, should the upload break off."""
        if not self._beside and graph != _DEFAULT:
            note = f"INSERT DATA {{ GRAPH <{LEDGER}> {{ <{LEDGER}> {GRAPH} <{graph}> }} }}"
            self._client.update(f"DROP SILENT GRAPH <{graph}> ; {note}")

    def _kept(self, ledger: Path, digest: str) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(content.lines(ledger)):
            yield LEDGER, f"<{LEDGER}:{number:012}> {LINE} {text_token(line)}"
        yield LEDGER, f"<{LEDGER}> {DIGEST} {text_token(digest)}"
        for graph in sorted(self._graphs - {_DEFAULT}):
            yield LEDGER, f"<{LEDGER}> {GRAPH} <{graph}>"
        if self._merge:
            yield LEDGER, f"<{LEDGER}> {MERGE} <{self._merge}>"

    def _insert(self, batch: dict[str, list[str]]) -> None:
        blocks = (self._block(graph, " .\n".join(triples)) for graph, triples in batch.items())
        self._client.update("INSERT DATA {\n" + "\n".join(blocks) + "\n}")

    def _block(self, graph: str, triples: str) -> str:
        if self._beside or graph == LEDGER:
            return f"GRAPH <{NEW}{graph}> {{ {triples} }}"
        if graph != _DEFAULT:
            return f"GRAPH <{graph}> {{ {triples} }}"
        return f"GRAPH <{self._merge}> {{ {triples} }}" if self._merge else f"{triples} ."


def _read(quads: Path) -> Iterator[tuple[str, str]]:
    try:
        for quad in ox.parse(path=quads, format=N_QUADS):
            graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else _DEFAULT
            yield graph, " ".join(triple_of(quad))
    except SyntaxError as fault:
        raise UnreadableInput(str(quads), f"not N-Quads: {fault}") from fault


def _batches(statements: Iterable[tuple[str, str]]) -> Iterator[dict[str, list[str]]]:
    batch: dict[str, list[str]] = defaultdict(list)
    count = size = 0
    for graph, triple in statements:
        batch[graph].append(triple)
        count, size = count + 1, size + len(triple)
        if count == _STATEMENTS or size >= _CHARACTERS:
            yield batch
            batch, count, size = defaultdict(list), 0, 0
    if batch:
        yield batch
