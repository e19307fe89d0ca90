"""What every store can do, and no more: behaviour that only one engine has is not relied on.

All stores answer a query in the same way:

- The default graph is the one that was published: the merge of all named graphs. `GRAPH ?g {}` reaches the named
  graphs. `FROM` and `FROM NAMED` choose among the store's own graphs; nothing is ever fetched.
- Updates, and vendors' words in front of a query, are BadQuery. So is SERVICE, unless the store was opened with it.
- Canonical lexical forms come back as they were published. What is written otherwise (`"01"^^xsd:integer`, `@en-GB`)
  may come back in canonical form (`"1"^^xsd:integer`, `@en-gb`), by Oxigraph always, so publish canonical forms.
- Rows without ORDER BY have no order, `SELECT *` no order of columns.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from disinfograph.errors import BadQuery
from disinfograph.stores.query_text import Query, read_query
from disinfograph.terms import Rows, Triple

Answer = Rows | bool | list[Triple]

Agreed = Callable[[Callable[[str], Rows] | None], None]
"""Looks at new content, by a way to ask it SELECT queries if there is one; raises where it must not be used."""


def unasked(_: Callable[[str], Rows] | None) -> None:
    """Agree to any content."""


@runtime_checkable
class Store(Protocol):
    """A place where one graph is kept. Every method may raise StoreUnavailable, the queries also BadQuery."""

    where: str
    """The folder, URL or engine, as a person would name it; it holds no password."""

    def select(self, query: str) -> Rows:
        """Return the rows of a SELECT query."""

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query."""

    def construct(self, query: str) -> list[Triple]:
        """Return the triples, as N-Triples tokens, of a CONSTRUCT or DESCRIBE query, in no order, each once."""

    def run(self, query: str) -> Answer:
        """Return rows, a truth value or triples, whichever form the query has."""

    def quads(self) -> Iterator[str]:
        """Yield every statement as a canonical N-Quads line without its line end, in the order of code points."""

    def ledger(self) -> Iterator[str]:
        """Yield the lines kept beside the data, without their line ends; none where nothing was published yet."""

    def version(self) -> str:
        """Return a short text that changes when other content is published; "" where nothing was published yet."""

    def publish(self, quads: Path, ledger: Path, agreed: Agreed = unasked, *, vouched: bool = False) -> bool:
        """Replace everything by an N-Quads file and a ledger file of UTF-8 lines, if these are `agreed`.

        `agreed` is called once, before anything changes; a store that holds new content beside the old lets it ask the
        new. What it raises leaves everything as it was. Return False, and touch nothing, when the same content is there
        already. Blank nodes are not supported. A caller may have `vouched` for its IRIs, and that the default graph
        comes first.
        """

    def close(self) -> None:
        """Let go of files and connections; the next question opens them again."""


class Answering(ABC):
    """The four ways to ask, made from one: what `_answer` gives for a query that has been read."""

    service = False
    """Whether a query may ask other endpoints in passing (SERVICE)."""

    @abstractmethod
    def _answer(self, query: Query) -> Answer: ...

    def run(self, query: str) -> Answer:
        """Return rows, a truth value or triples, whichever form the query has."""
        return self._answer(read_query(query, service=self.service))

    def select(self, query: str) -> Rows:
        """Return the rows of a SELECT query; any other form is BadQuery."""
        return cast("Rows", self._of_form(query, "SELECT"))

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; any other form is BadQuery."""
        return cast("bool", self._of_form(query, "ASK"))

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query; any other form is BadQuery."""
        return cast("list[Triple]", self._of_form(query, "CONSTRUCT", "DESCRIBE"))

    def _of_form(self, text: str, *forms: str) -> Answer:
        query = read_query(text, service=self.service)
        if query.form not in forms:
            raise BadQuery("query", f"{' or '.join(forms)} is wanted here, this is {query.form}")
        return self._answer(query)
