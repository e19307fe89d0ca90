"""An open Oxigraph store for what this program itself asks: it knows its own texts, and does not scan them first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from disinfograph.stores.oxigraph import faults, rows_of, triple_of
from disinfograph.terms import Rows, Triple


@dataclass(frozen=True, slots=True)
class Own:
    """An open snapshot as a store for what this program itself asks: such texts are not scanned before."""

    store: ox.Store

    def select(self, query: str) -> Rows:
        """Return the rows of a SELECT query."""
        with faults("store"):
            return rows_of(cast("ox.QuerySolutions", self.store.query(query)))

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query."""
        with faults("store"):
            return bool(self.store.query(query))

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query, each once."""
        with faults("store"):
            return list(dict.fromkeys(map(triple_of, cast("ox.QueryTriples", self.store.query(query)))))
