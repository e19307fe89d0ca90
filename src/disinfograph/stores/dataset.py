"""A store over an rdflib Dataset in memory: for people whose tools speak rdflib, and as a second opinion in tests.

rdflib would fetch `FROM <http…>` and SERVICE, and would declare prefixes that no other store knows. Queries are
therefore parsed here with none of its prefixes, SERVICE never gets this far, and FROM chooses among the Dataset's own
graphs. Statements are read with Oxigraph's parser: it keeps lexical forms, and takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.processor import SPARQLResult
from rdflib.plugins.sparql.sparql import Query as Prepared

from disinfograph.errors import BadQuery, UnreadableInput
from disinfograph.queries.tokens import Kind, code
from disinfograph.stores import content
from disinfograph.stores.oxigraph import N_QUADS
from disinfograph.stores.protocol import Agreed, Answer, Answering, unasked
from disinfograph.stores.query_text import Query
from disinfograph.terms import Blank, Iri, Literal, Rows, Term, Triple, token


class DatasetStore(Answering):
    """A store over an rdflib Dataset; `dataset` may be read, and is replaced by the next `publish`."""

    where = "rdflib"

    def __init__(self, dataset: rdflib.Dataset | None = None) -> None:
        self.dataset = _empty() if dataset is None else dataset
        self._ledger: tuple[str, ...] = ()
        self._version = ""

    def _answer(self, query: Query) -> Answer:
        prepared = _prepared(query.text)
        try:
            result = SPARQLResult(evalQuery(_chosen(self.dataset, prepared), prepared))
            if result.type == "SELECT":
                return _rows(result)
            if result.type == "ASK":
                return bool(result.askAnswer)
            return [_triple(triple) for triple in result.graph or ()]
        except Exception as fault:  # rdflib raises whatever its evaluator stumbles over, a bare Exception included
            raise BadQuery("query", _sentence(fault)) from fault

    def quads(self) -> Iterator[str]:
        """Yield every statement as a canonical N-Quads line, in order."""
        return content.ordered(_lines(self.dataset))

    def ledger(self) -> Iterator[str]:
        """Yield the lines kept beside the data."""
        return iter(self._ledger)

    def version(self) -> str:
        """Return the digest of what was published last."""
        return self._version

    def publish(self, quads: Path, ledger: Path, agreed: Agreed = unasked, *, vouched: bool = False) -> bool:
        """Replace everything; a file that is not N-Quads is UnreadableInput and changes nothing."""
        digest = content.digest(quads, ledger)
        agreed(None)
        if digest == self._version:
            return False
        self.dataset = _read(quads)
        self._ledger, self._version = tuple(content.lines(ledger)), digest
        return True

    def close(self) -> None:
        """Do nothing: memory holds no file."""


class _Dataset(rdflib.Dataset):
    """A Dataset without the warnings that rdflib 7 gives of its own evaluator."""

    @property
    def default_context(self) -> rdflib.Graph:
        return self._default_context

    @default_context.setter
    def default_context(self, graph: rdflib.Graph) -> None:
        self._default_context = graph

    def contexts(self, triple: Any = None) -> Generator[rdflib.Graph, None, None]:
        return self.graphs(triple)


def _empty() -> rdflib.Dataset:
    return _Dataset(default_union=False)


def _read(path: Path) -> rdflib.Dataset:
    dataset = _empty()
    graphs = {ox.DefaultGraph(): dataset.default_graph}
    try:
        for quad in ox.parse(path=path, format=N_QUADS):
            graph = graphs.get(quad.graph_name)
            if graph is None:
                graph = graphs[quad.graph_name] = dataset.graph(rdflib.URIRef(quad.graph_name.value))
            graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    except SyntaxError as fault:
        raise UnreadableInput(str(path), f"not N-Quads: {_sentence(fault)}") from fault
    return dataset


def _node(term: Any) -> rdflib.term.Node:
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
    datatype = None if term.language else rdflib.URIRef(term.datatype.value)
    if datatype == rdflib.XSD.string:
        datatype = None
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def _term(node: Any) -> Term:
    match node:
        case rdflib.URIRef():
            return Iri(str(node))
        case rdflib.Literal():
            language = (node.language or "").lower()
            datatype = rdflib.RDF.langString if language else node.datatype or rdflib.XSD.string
            return Literal(str(node), str(datatype), language)
        case _:
            return Blank(str(node))


def _triple(triple: Any) -> Triple:
    subject, predicate, obj = triple
    return token(_term(subject)), token(_term(predicate)), token(_term(obj))


def _rows(result: Any) -> Rows:
    variables = tuple(str(variable) for variable in result.vars)
    return Rows(
        variables,
        tuple(tuple(None if node is None else _term(node) for node in row) for row in result),
    )


def _lines(dataset: rdflib.Dataset) -> Iterator[str]:
    default = dataset.default_graph.identifier
    for subject, predicate, obj, graph in dataset.quads():
        triple = " ".join(_triple((subject, predicate, obj)))
        yield f"{triple} ." if graph is None or graph == default else f"{triple} <{graph}> ."


def _prepared(text: str) -> Prepared:
    try:
        return prepareQuery(_tabs_escaped(text))
    except Exception as fault:  # pyparsing's errors, RecursionError, and rdflib's own bare Exception
        raise BadQuery("query", _sentence(fault)) from fault


def _tabs_escaped(text: str) -> str:
    """Return a query whose strings hold no bare tab: rdflib's parser would turn it into spaces."""
    for piece in reversed(code(text)):
        if piece.kind is Kind.STRING and "\t" in piece.text:
            text = text[: piece.start] + piece.text.replace("\t", "\\t") + text[piece.end :]
    return text


def _chosen(dataset: rdflib.Dataset, query: Prepared) -> rdflib.Dataset:
    """Return the dataset that a query's FROM clauses choose, so that rdflib does not go and fetch them."""
    clauses = query.algebra.datasetClause
    if not clauses:
        return dataset
    query.algebra["datasetClause"] = None
    chosen = _empty()
    for clause in clauses:
        source = dataset.graph(clause.default or clause.named)
        target = chosen.default_graph if clause.default else chosen.graph(clause.named)
        for triple in source:
            target.add(triple)
    return chosen


def _sentence(fault: BaseException) -> str:
    return " ".join(str(fault.args[-1] if len(fault.args) == 1 else fault).split()) or type(fault).__name__
