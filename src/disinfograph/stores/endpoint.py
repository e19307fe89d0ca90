"""A store behind a SPARQL 1.1 endpoint: Oxigraph's server, Virtuoso, or another that takes queries and updates.

What the endpoint holds for us:

- the merge in its default graph; where the default graph is the union of all graphs (Virtuoso), in `{base}graph/merge`;
- each named graph under its name;
- in the graph `urn:disinfograph:ledger` the ledger's lines, the digest of the content and the names of the graphs. No
  query sees this graph as a part of the merge or as `GRAPH ?g`.

Virtuoso 7 keeps literals by value: decimals to 15 digits, language tags in lower case. Its own prefixes and `bif:`
functions work there, and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from disinfograph.errors import StoreUnavailable
from disinfograph.namespaces import BASE
from disinfograph.stores import content
from disinfograph.stores.client import TIMEOUT, Client, address
from disinfograph.stores.protocol import Agreed, Answer, Answering, unasked
from disinfograph.stores.query_text import Query
from disinfograph.stores.upload import DIGEST, GRAPH, LEDGER, LINE, MERGE, NEW, OURS, PROBE, Upload
from disinfograph.terms import Row, Rows, token

_PAGE = 50_000


@dataclass(frozen=True, slots=True)
class _State:
    """What the ledger's graph says of the content; `known` is false where nothing was published yet."""

    known: bool = False
    digest: str = ""
    merge: str = ""
    graphs: tuple[str, ...] = ()

    def dataset(self) -> tuple[tuple[str, str], ...]:
        """Return the protocol's parameters that make a query see the merge, where it is not the default graph."""
        if not self.merge:
            return ()
        # Without one named graph Virtuoso would let `GRAPH ?g` reach all that it holds.
        named = self.graphs or (f"{OURS}none",)
        return (("default-graph-uri", self.merge), *(("named-graph-uri", graph) for graph in named))


class EndpointStore(Answering):
    """A store behind a SPARQL endpoint.

    `url` takes queries, and may hold a user and password; for where updates go unless `update` says it, see
    `client.address`. `auth` is "basic" or "digest", `timeout` in seconds holds for each request.
    """

    def __init__(
        self,
        url: str,
        *,
        update: str = "",
        user: str = "",
        password: str = "",
        auth: str = "",
        timeout: int = TIMEOUT,
        base: str = BASE,
        service: bool = False,
    ) -> None:
        where = address(url, update, user, password, auth)
        self.where = where.query
        self.service = service
        self._client = Client(where, timeout)
        self._merge = f"{base}graph/merge"
        self._state = _State()

    def _answer(self, query: Query) -> Answer:
        state = self._state if self._state.known else self._look()
        if state.merge:
            # FROM would be added to what the parameters choose, not stand instead of it.
            return self._client.ask(query.text, query.form, () if query.chooses_graphs else state.dataset())
        return self._client.ask(query.without_graphs(OURS), query.form)

    def _rows(self, query: str) -> Rows:
        answer = self._client.ask(query, "SELECT")
        if not isinstance(answer, Rows):
            raise StoreUnavailable(self.where, "it answers a SELECT query with something else than rows")
        return answer

    def _look(self) -> _State:
        said: dict[str, list[str]] = defaultdict(list)
        rows = self._rows(f"SELECT ?p ?o {{ GRAPH <{LEDGER}> {{ <{LEDGER}> ?p ?o }} }}")
        for predicate, value in rows:
            said[f"<{predicate}>"].append(str(value))
        digest, merge = (next(iter(said[name]), "") for name in (DIGEST, MERGE))
        self._state = _State(len(rows) > 0, digest, merge, tuple(sorted(said[GRAPH])))
        return self._state

    def version(self) -> str:
        """Return the digest of what was published last; "" where that was not us, or did not come to its end."""
        return self._look().digest

    def quads(self) -> Iterator[str]:
        """Yield every statement as a canonical N-Quads line, in order; graphs that others added are left out."""
        state = self._look()
        graphs = state.graphs if state.known else tuple(self._graphs())
        default = f"GRAPH <{state.merge}> {{ ?s ?p ?o }}" if state.merge else "?s ?p ?o"
        patterns = [("", default), *((f" <{graph}>", f"GRAPH <{graph}> {{ ?s ?p ?o }}") for graph in graphs)]
        expected = {pattern: self._count(pattern) for _, pattern in patterns}
        given = 0
        for line in content.ordered(self._lines(patterns, expected)):
            given += 1
            yield line
        if given != (total := sum(expected.values())):
            raise StoreUnavailable(self.where, f"gave {given} of {total} statements: was it written to meanwhile?")

    def _lines(self, patterns: list[tuple[str, str]], expected: dict[str, int]) -> Iterator[str]:
        for suffix, pattern in patterns:
            for row in self._paged("?s ?p ?o", pattern, expected[pattern]):
                yield " ".join(token(term) for term in row if term is not None) + f"{suffix} ."

    def _count(self, pattern: str) -> int:
        (count,) = next(iter(self._rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")))
        return int(str(count))

    def _paged(self, variables: str, pattern: str, total: int) -> Iterator[Row]:
        """Yield all rows of a pattern, however few an endpoint gives at once."""
        given = 0
        while given < total:
            rows = self._rows(f"SELECT {variables} {{ {pattern} }} OFFSET {given} LIMIT {_PAGE}")
            if not rows:
                raise StoreUnavailable(self.where, f"gives only {given} of {total} rows")
            given += len(rows)
            yield from rows

    def _graphs(self) -> Iterator[str]:
        for (graph,) in self._rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            if not str(graph).startswith(OURS):
                yield str(graph)

    def ledger(self) -> Iterator[str]:
        """Yield the lines kept beside the data."""
        pattern = f"GRAPH <{LEDGER}> {{ ?s {LINE} ?o }}"
        rows = self._paged("?s ?o", pattern, self._count(pattern))
        return (line for _, line in sorted((str(subject), str(line)) for subject, line in rows))

    def publish(self, quads: Path, ledger: Path, agreed: Agreed = unasked, *, vouched: bool = False) -> bool:
        """Replace everything: loaded beside the old content, then put in its place by one update request.

        Content that is the first goes straight into its place, and `version` is "" until it is complete. Where an
        update request is a transaction (Oxigraph, Fuseki) others see the old content or the new. Elsewhere (Virtuoso)
        they may see a part of it for the moment of the change, and after a failure until the next publish, which
        begins anew. Two builds that publish here at once are not kept apart. A default graph with data that did not
        come from here is StoreUnavailable: nothing of it is removed.
        """
        digest = content.digest(quads, ledger)
        agreed(None)
        state = self._look()
        if digest == state.digest:
            return False
        upload = Upload(self._client, self._new_merge(state), beside=state.known)
        upload.load(quads, ledger, digest)
        upload.switch(state.graphs)
        if self._look().digest != digest:
            raise StoreUnavailable(self.where, "does not show what was published: does the update URL belong to it?")
        return True

    def _new_merge(self, state: _State) -> str:
        """Return the graph that takes the merge, "" for the default graph; remove what a broken publish left."""
        for (graph,) in self._rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            if str(graph).startswith(NEW):
                self._client.update(f"DROP SILENT GRAPH <{graph}>")
        self._client.update(f"INSERT DATA {{ GRAPH {PROBE} {{ {PROBE} {PROBE} {PROBE} }} }}")
        union = self._client.ask(f"ASK {{ {PROBE} {PROBE} {PROBE} }}", "ASK")
        self._client.update(f"DROP SILENT GRAPH {PROBE}")
        if union:
            return self._merge
        if not state.known and self._client.ask("ASK { ?s ?p ?o }", "ASK"):
            raise StoreUnavailable(self.where, "holds data that was not built here: empty it, or name another store")
        return ""

    def close(self) -> None:
        """Do nothing: no connection is kept open."""
