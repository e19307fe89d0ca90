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
# Oxigraph moves some 5,000 to 15,000 statements a second, all of them in one request.
_PATIENCE = 3600
# Virtuoso compiles a request to SQL, and gives up at some thousands of statements.
_STATEMENTS = 1000
_CHARACTERS = 1_000_000


class Upload:
    """One content on its way into an endpoint; `merge` names the graph that takes its default graph, "" for none."""

    def __init__(self, client: Client, merge: str) -> None:
        self._client, self._merge = client, merge
        self._graphs: set[str] = set()

    def stage(self, quads: Path, ledger: Path, digest: str) -> None:
        """Load everything under names that no query asks for; UnreadableInput for a file that is not N-Quads."""
        for batch in _batches(self._statements(quads)):
            self._insert(batch)
        for batch in _batches(self._kept(ledger, digest)):
            self._insert(batch)

    def switch(self, before: Iterable[str]) -> None:
        """Put what was staged in the place of what was there, of which `before` are the named graphs."""
        # Until the switch is complete, no digest may say that it is.
        self._client.update(
            f"DELETE WHERE {{ GRAPH <{LEDGER}> {{ ?s {DIGEST} ?o }} }} ; "
            f'INSERT DATA {{ GRAPH <{LEDGER}> {{ <{LEDGER}> <{OURS}state> "being replaced" }} }}'
        )
        gone = sorted(set(before) - self._graphs)
        default = f"GRAPH <{self._merge}>" if self._merge else "DEFAULT"
        steps = [f"DROP SILENT GRAPH <{graph}>" for graph in gone]
        steps += [f"MOVE GRAPH <{NEW}{graph}> TO GRAPH <{graph}>" for graph in sorted(self._graphs - {_DEFAULT})]
        steps.append(
            f"MOVE GRAPH <{NEW}{_DEFAULT}> TO {default}" if _DEFAULT in self._graphs else f"CLEAR SILENT {default}"
        )
        steps.append(f"MOVE GRAPH <{NEW}{LEDGER}> TO GRAPH <{LEDGER}>")
        self._client.update(" ;\n".join(steps), _PATIENCE)

    def _statements(self, quads: Path) -> Iterator[tuple[str, str]]:
        try:
            for quad in ox.parse(path=quads, format=N_QUADS):
                graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else _DEFAULT
                self._graphs.add(graph)
                yield graph, " ".join(triple_of(quad))
        except SyntaxError as fault:
            raise UnreadableInput(str(quads), f"not N-Quads: {fault}") from fault

    def _kept(self, ledger: Path, digest: str) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(content.lines(ledger)):
            yield LEDGER, f"<{LEDGER}:{number:012}> {LINE} {text_token(line)}"
        yield LEDGER, f"<{LEDGER}> {DIGEST} {text_token(digest)}"
        for graph in sorted(self._graphs - {_DEFAULT}):
            yield LEDGER, f"<{LEDGER}> {GRAPH} <{graph}>"
        if self._merge:
            yield LEDGER, f"<{LEDGER}> {MERGE} <{self._merge}>"

    def _insert(self, batch: dict[str, list[str]]) -> None:
        blocks = (f"GRAPH <{NEW}{graph}> {{\n" + " .\n".join(triples) + "\n}" for graph, triples in batch.items())
        self._client.update("INSERT DATA {\n" + "\n".join(blocks) + "\n}")


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
