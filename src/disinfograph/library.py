"""The door for Python: one graph, its stored queries, its findings, and what it says of a thing."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disinfograph import answer
from disinfograph.describe import describe
from disinfograph.errors import WrongUse
from disinfograph.formats import value
from disinfograph.namespaces import BASE
from disinfograph.site.connections import ties
from disinfograph.site.labels import labels
from disinfograph.site.page import Place
from disinfograph.site.tabulating import table
from disinfograph.stores import open_store
from disinfograph.stores.protocol import Store
from disinfograph.stores.snapshot import SnapshotStore
from disinfograph.terms import XSD, Literal, Rows, Term, merge_of

if TYPE_CHECKING:
    import networkx
    import pandas as pd
    import rdflib

    from disinfograph.validation.findings import Finding

_SHOWN = 50
_SEARCHED = ("narrative", "place", "outlet", "language")


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer: iterate over dicts of Python values, or take them as a data frame."""

    rows: Rows

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return self.rows.variables

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return ({name: value(term) for name, term in row.items()} for row in self.rows.dicts())

    def to_pandas(self) -> pd.DataFrame:
        """Return a data frame: whole numbers as Int64, others as Float64, days as datetime64, the rest as string.

        WrongUse where pandas is not installed (`pip install 'disinfograph[pandas]'`).
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise WrongUse("to_pandas() needs pandas: pip install 'disinfograph[pandas]'") from error
        columns = dict(zip(self.columns, zip(*self.rows, strict=True), strict=True)) if len(self) else {}
        return pd.DataFrame({name: _series(columns.get(name, ())) for name in self.columns})

    def _repr_html_(self) -> str:
        """Return the first rows as an HTML table, for notebooks."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape('' if t is None else str(t))}</td>" for t in row) + "</tr>"
            for row in self.rows.rows[:_SHOWN]
        )
        more = f"<p>{_SHOWN} of {len(self)} rows</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _series(terms: tuple[Term | None, ...]) -> pd.Series[Any]:
    import pandas as pd

    values = [value(term) for term in terms]
    bound = [term for term in terms if term is not None]
    if not bound or not all(isinstance(term, Literal) for term in bound):
        return pd.Series(values, dtype="string")
    kinds = {type(value(term)) for term in bound}
    days = all(isinstance(term, Literal) and term.datatype == XSD + "date" for term in bound)
    if days:
        return pd.to_datetime(pd.Series(values, dtype="string"), format="%Y-%m-%d", errors="coerce")
    if kinds == {int}:
        return pd.Series(values, dtype="Int64")
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if str not in kinds:
        return pd.Series([None if v is None else float(v) for v in values], dtype="Float64")
    return pd.Series([None if v is None else str(v) for v in values], dtype="string")


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph that a build made, in a folder or behind a SPARQL endpoint."""

    store: Store
    base: str = BASE

    @classmethod
    def open(cls, where: str | Path, *, base: str = BASE) -> Graph:
        """Return the graph in a folder or at the URL of a SPARQL endpoint; StoreUnavailable at the first question."""
        return cls(open_store(where, base=base), base)

    def query(self, name: str, **parameters: object) -> Answer:
        """Return the answer to a stored query; `disinfograph queries` lists them and their parameters."""
        values = {key: str(given) for key, given in parameters.items()}
        return Answer(answer.stored(self.store, name, values, self.base))

    def sparql(self, text: str) -> Answer:
        """Return the rows of any SELECT query; BadQuery for one that writes or reaches out."""
        rows = answer.free(self.store, text)
        if not isinstance(rows, Rows):
            raise WrongUse("sparql() gives rows: ask a SELECT query")
        return Answer(rows)

    def search(self, text: str, *, limit: int = 20, since: str = "", until: str = "", **things: str) -> Answer:
        """Return the cases that hold the words of a text, best first: score, case, date, claim, snippet.

        `things` narrow it down: narrative, place, outlet, language, each as slug, CURIE or label. NotFound for one that
        the graph does not know. The index of a store in a folder is made at the first search and kept beside it.
        """
        from disinfograph import searching
        from disinfograph.search.finding import Filters

        unknown = sorted(things.keys() - set(_SEARCHED))
        if unknown:
            raise WrongUse(f"search() does not narrow down by {unknown[0]!r}; it does by {', '.join(_SEARCHED)}")
        is_folder = isinstance(self.store, SnapshotStore)
        search = searching.beside(Path(self.store.where)) if is_folder else searching.in_memory(self.store)
        keys = {kind: (search.key(kind, name),) for kind, name in things.items()}
        found = search.find(
            text, limit=limit, filters=Filters(**keys, since=since or None, until=until or None), facets=()
        )
        return Answer(searching.rows(found.hits))

    def network(self) -> networkx.Graph[str]:
        """Return outlets and narratives as a networkx graph, with an edge where cases name an outlet for a narrative.

        Nodes go by their IRIs and have `kind` (outlet or narrative), `label` and `cases`; edges have `cases`, and the
        days `first` and `last`, "" where none is known. The label of a narrative is what claims say, and an edge is no
        verdict on an outlet. WrongUse where networkx is not installed (`pip install 'disinfograph[notebooks]'`).
        """
        try:
            import networkx
        except ImportError as error:
            raise WrongUse("network() needs networkx: pip install 'disinfograph[notebooks]'") from error
        place = Place(self.store, self.base, "")
        known, found = table(place), networkx.Graph()
        joined = sorted(ties(known), key=lambda tie: (tie.narrative, tie.outlet))
        for kind, held in (("narrative", known.told), ("outlet", known.held["outlet"])):
            iris = {f"{self.base}{kind}/{slug}": slug for slug in sorted({getattr(tie, kind) for tie in joined})}
            for iri, label in labels(place, iris).items():
                found.add_node(iri, kind=kind, label=label.text, cases=len(held[iris[iri]]))
        for tie in joined:
            ends = f"{self.base}outlet/{tie.outlet}", f"{self.base}narrative/{tie.narrative}"
            found.add_edge(*ends, cases=tie.cases, first=tie.first, last=tie.last)
        return found

    def validate(self) -> list[Finding]:
        """Return what the shapes find, gravest first."""
        from disinfograph.validation.engine import check

        return check(merge_of(self.store.quads()))

    def describe(self, name: str) -> rdflib.Graph:
        """Return what the graph says of a thing, given as IRI, CURIE (`place:UA`) or `kind/name`."""
        return _rdflib(describe(self.store, name, self.base))

    def rdflib(self) -> rdflib.Graph:
        """Return the merge of all graphs as an rdflib graph in memory."""
        return _rdflib(merge_of(self.store.quads()))


def _rdflib(lines: Iterable[str]) -> rdflib.Graph:
    import rdflib

    from disinfograph.namespaces import PREFIXES

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data="\n".join(lines), format="nt")
    return graph
