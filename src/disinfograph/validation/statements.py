"""N-Triples lines as a graph that is filled once and then only read.

rdflib's own parser and store take 30 microseconds a triple, and its literals are rewritten on the way in
("007"^^xsd:integer becomes "7"): a finding would then quote what no file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from rdflib import Graph
from rdflib.namespace import RDF, NamespaceManager
from rdflib.term import BNode, Literal, Node, URIRef

from disinfograph.errors import UnreadableInput

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NOTHING: dict[Node, list[Node]] = {}
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


_T = TypeVar("_T")


class _NoPrefixes(NamespaceManager):
    """Names nothing: pySHACL describes each result in words, and would look for a prefix of every IRI in them."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph, bind_namespaces="none")

    def bind(self, *_: Any, **__: Any) -> None:
        """Bind nothing."""

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803 - rdflib's names
        """Return the IRI in full."""
        return f"<{rdfTerm}>"


class Statements(Graph):
    """An rdflib graph over two plain indexes: what a subject says by a predicate, and who says a thing by it.

    The same statement may be put in twice: SHACL counts distinct values.
    """

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._values: dict[Node, dict[Node, list[Node]]] = {}
        self._subjects: dict[Node, dict[Node, list[Node]]] = {}
        self._count = 0
        self.namespace_manager = _NoPrefixes(self)

    def put(self, subject: Node, predicate: Node, value: Node) -> None:
        """Take one statement."""
        self._count += 1
        self._values.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self._subjects.setdefault(predicate, {}).setdefault(value, []).append(subject)

    def properties(self) -> Iterable[Node]:
        """Return every predicate, each once."""
        return self._subjects.keys()

    def classes(self) -> Iterable[Node]:
        """Return every class that something is typed with, each once."""
        return self._subjects.get(RDF.type, _NOTHING).keys()

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        """Yield the values of a subject's property, as `Graph.objects` does."""
        if subject is not None and predicate.__class__ is URIRef:
            return iter(self._values.get(subject, _NOTHING).get(predicate, ()))
        return super().objects(subject, predicate, unique)

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:  # noqa: A002 - rdflib's name
        """Yield who has a value for a property, as `Graph.subjects` does."""
        if object is not None and predicate.__class__ is URIRef:
            return iter(self._subjects.get(predicate, _NOTHING).get(object, ()))
        return super().subjects(predicate, object, unique)

    def triples(self, triple: Any) -> Any:
        """Yield the statements that match a pattern, in which None matches everything."""
        subject, predicate, value = triple
        if subject is None and (predicate, value) != (None, None):
            for by, said_of in _wanted(self._subjects, predicate):
                for given, subjects in _wanted(said_of, value):
                    yield from ((one, by, given) for one in subjects)
            return
        for one, said in _wanted(self._values, subject):
            for by, values in _wanted(said, predicate):
                yield from ((one, by, given) for given in values if value in (None, given))

    def __len__(self, context: Any = None) -> int:
        return self._count


def _wanted(index: dict[Node, _T], key: Node | None) -> Iterable[tuple[Node, _T]]:
    if key is None:
        return index.items()
    return [(key, index[key])] if key in index else []


def statements(lines: Iterable[str]) -> Statements:
    """Return the graph of N-Triples lines without line ends; UnreadableInput for a line that is none."""
    graph, known = Statements(), _Nodes()
    for line in lines:
        try:
            subject, predicate, rest = line.split(" ", 2)
            value, dot = rest[:-2], rest[-2:]
            if dot != " .":
                raise ValueError(line)
            graph.put(known[subject], known[predicate], known[value])
        except ValueError as error:
            raise UnreadableInput("N-Triples", f"this line is no statement: {line[:200]}") from error
    return graph


class _Nodes(dict[str, Node]):
    """Each token's node, made once: a million statements hold far fewer different terms."""

    def __missing__(self, token: str) -> Node:
        self[token] = node = _node(token)
        return node


def _node(token: str) -> Node:
    match token[:1], token[-1:]:
        case "<", ">":
            return URIRef(_unescaped(token[1:-1]))
        case "_", _ if token[1:2] == ":":
            return BNode(token[2:])
        case '"', _:
            return _literal(token)
    raise ValueError(token)


def _literal(token: str) -> Literal:
    end = token.rindex('"')
    if not end:
        raise ValueError(token)
    text, kind = _unescaped(token[1:end]), token[end + 1 :]
    if not kind:
        return Literal(text)
    if kind.startswith("@"):
        return Literal(text, lang=kind[1:])
    if kind.startswith("^^<") and kind.endswith(">"):
        return _typed(text, URIRef(kind[3:-1]))
    raise ValueError(token)


def _typed(text: str, datatype: URIRef) -> Literal:
    if datatype not in (RDF.HTML, RDF.XMLLiteral):
        return Literal(text, datatype=datatype, normalize=False)
    # rdflib would parse markup from outside, HTML in quadratic time, and no shape asks what it says.
    literal = Literal(text)
    literal._datatype = datatype
    return literal


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    short, long, letter = escape.groups()
    return _CHARACTERS.get(letter, letter) if letter else chr(int(short or long, 16))
