"""A shapes graph read into plain values. What cannot be made into queries is NotCovered, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import BNode, Literal, Node, URIRef

from disinfograph.terms import iri_token
from disinfograph.validation.findings import Severity
from disinfograph.validation.paths import path_text
from disinfograph.validation.results import node_token
from disinfograph.validation.shape_model import (
    Argument,
    Choice,
    Constraint,
    NotCovered,
    Path,
    Pattern,
    Qualified,
    Repeat,
    Select,
    Sequence,
    Shape,
    Step,
    Targets,
)

_TERMS = ("class", "equals", "disjoint", "lessThan", "lessThanOrEquals", "hasValue", "datatype", "nodeKind")
_BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_COUNTS = ("minCount", "maxCount", "minLength", "maxLength")
_SHAPES = ("not", "node")
_LISTS = ("and", "or", "xone")
_REPEATS = (("+", SH.oneOrMorePath), ("*", SH.zeroOrMorePath), ("?", SH.zeroOrOnePath))
_SIGNS = {str(word): sign for sign, word in _REPEATS}


@dataclass(slots=True)
class Reader:
    """The shapes of a graph, each read when it is asked for."""

    graph: Graph
    _read: dict[Node, Shape] = field(default_factory=dict)
    _above: list[Node] = field(default_factory=list)

    def roots(self) -> list[Node]:
        """Return every shape that has targets, in a settled order."""
        words = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
        aimed = {shape for word in words for shape in self.graph.subjects(word)} | set(self.classes())
        return sorted(aimed, key=str)

    def classes(self) -> Iterator[Node]:
        """Yield every shape that is a class, and so has its instances as targets (section 2.1.3.3)."""
        kinds = {RDFS.Class, *self.graph.transitive_subjects(RDFS.subClassOf, RDFS.Class)}
        for kind in kinds:
            yield from (node for node in self.graph.subjects(RDF.type, kind) if self._is_shape(node))

    def _is_shape(self, node: Node) -> bool:
        return any((node, RDF.type, kind) in self.graph for kind in (SH.NodeShape, SH.PropertyShape))

    def targets(self, node: Node) -> Targets:
        """Return what a shape is aimed at; NotCovered where that is a blank node."""
        classes = [*self.graph.objects(node, SH.targetClass), *([node] if node in set(self.classes()) else [])]
        return Targets(
            _tokens("a target", classes),
            _tokens("a target", self.graph.objects(node, SH.targetNode)),
            _tokens("a target", self.graph.objects(node, SH.targetSubjectsOf)),
            _tokens("a target", self.graph.objects(node, SH.targetObjectsOf)),
        )

    def shape(self, node: Node) -> Shape:
        """Return a shape with all that it leads to; NotCovered for a shape that leads to itself."""
        if node in self._above:
            raise NotCovered("the shape refers to itself")
        if node not in self._read:
            self._above.append(node)
            try:
                self._read[node] = self._shape(node, self.properties(node))
            finally:
                self._above.pop()
        return self._read[node]

    def alone(self, node: Node) -> Shape:
        """Return a shape with its own constraints, and without the property shapes that it lists."""
        return self._shape(node, ())

    def properties(self, node: Node) -> tuple[Shape, ...]:
        """Return the property shapes that a shape lists."""
        return tuple(self.shape(inner) for inner in self.listed(node))

    def listed(self, node: Node) -> list[Node]:
        """Return the nodes of the property shapes that a shape lists."""
        return sorted(set(self.graph.objects(node, SH.property)), key=str)

    def _shape(self, node: Node, properties: tuple[Shape, ...]) -> Shape:
        self._refuse_own_components(node)
        path = self.graph.value(node, SH.path)
        return Shape(
            node=node,
            iri=str(node) if isinstance(node, URIRef) else "",
            severity=self._severity(node),
            messages=self._messages(node),
            deactivated=self._is(node, SH.deactivated),
            path=None if path is None else self._path(path),
            path_text="" if path is None else path_text(self.graph, path),
            constraints=tuple(self._constraints(node)),
            properties=properties,
        )

    def _refuse_own_components(self, node: Node) -> None:
        """Refuse a shape that gives a parameter of a constraint component declared in the graph (section 6)."""
        for parameter in self.graph.objects(None, SH.parameter):
            path = self.graph.value(parameter, SH.path)
            if path is not None and (node, path, None) in self.graph:
                raise NotCovered("a constraint component of its own")

    def _severity(self, node: Node) -> Severity:
        severity = str(self.graph.value(node, SH.severity, default=SH.Violation)).removeprefix(str(SH))
        if severity not in list(Severity):
            raise NotCovered("a severity of its own")
        return Severity(severity)

    def _messages(self, node: Node) -> tuple[str, ...]:
        return tuple(sorted({str(message) for message in self.graph.objects(node, SH.message)}))

    def _is(self, node: Node, word: URIRef) -> bool:
        value = self.graph.value(node, word)
        if value is not None and str(value) not in ("true", "false"):
            raise NotCovered("a truth value that is neither true nor false")
        return str(value) == "true"

    def _path(self, node: Node) -> Path:
        if isinstance(node, URIRef):
            return Step(iri_token(str(node)))
        if (node, RDF.first, None) in self.graph:
            return Sequence(tuple(map(self._path, self._items(node))))
        for word, inner in self.graph.predicate_objects(node):
            if word == SH.inversePath:
                return _turned(self._path(inner))
            if word == SH.alternativePath:
                return Choice(tuple(map(self._path, self._items(inner))))
            if sign := _SIGNS.get(str(word)):
                return Repeat(self._path(inner), sign)  # type: ignore[arg-type]
        raise NotCovered("a path that is none")

    def _items(self, node: Node) -> list[Node]:
        return list(self.graph.items(node))

    def _constraints(self, node: Node) -> Iterator[Constraint]:
        for names, read in self._readers():
            for name in names:
                for value in sorted(set(self.graph.objects(node, SH[name])), key=str):
                    yield Constraint(name, read(value))
        yield from self._with_two_parameters(node)

    def _readers(self) -> tuple[tuple[tuple[str, ...], Callable[[Node], Argument]], ...]:
        return (
            (_TERMS, lambda value: _token("a parameter", value)),
            (_BOUNDS, _bound),
            (_COUNTS, _count),
            (("in",), lambda value: _tokens("a parameter", self._items(value))),
            (("languageIn",), lambda value: tuple(str(item) for item in self._items(value))),
            (_SHAPES, lambda value: (self.shape(value),)),
            (_LISTS, lambda value: tuple(map(self.shape, self._items(value)))),
        )

    def _with_two_parameters(self, node: Node) -> Iterator[Constraint]:
        flags = "".join(sorted(map(str, self.graph.objects(node, SH.flags))))
        for pattern in sorted(set(self.graph.objects(node, SH.pattern)), key=str):
            yield Constraint("pattern", Pattern(str(pattern), flags))
        if self._is(node, SH.uniqueLang):
            yield Constraint("uniqueLang", 1)
        if self._is(node, SH.closed):
            yield Constraint("closed", self._allowed(node))
        if (node, SH.path, None) in self.graph:  # section 4.7.3: a node shape has no qualified values
            yield from self._qualified(node)
        for constraint in sorted(self.graph.objects(node, SH.sparql), key=str):
            if not self._is(constraint, SH.deactivated):
                yield Constraint("sparql", self._select(constraint))

    def _allowed(self, node: Node) -> tuple[str, ...]:
        ignored = {item for items in self.graph.objects(node, SH.ignoredProperties) for item in self._items(items)}
        paths = {self.graph.value(inner, SH.path) for inner in self.listed(node)}
        return tuple(sorted(iri_token(str(term)) for term in ignored | paths if isinstance(term, URIRef)))

    def _qualified(self, node: Node) -> Iterator[Constraint]:
        for value in self.graph.objects(node, SH.qualifiedValueShape):
            shape, siblings = self.shape(value), self._siblings(node, value)
            for name in ("qualifiedMinCount", "qualifiedMaxCount"):
                for count in self.graph.objects(node, SH[name]):
                    yield Constraint(name, Qualified(shape, siblings, _count(count)))

    def _siblings(self, node: Node, own: Node) -> tuple[Shape, ...]:
        """Return the other qualified shapes of the shapes that list this one (section 4.7.3)."""
        if not self._is(node, SH.qualifiedValueShapesDisjoint):
            return ()
        others = {
            value
            for parent in self.graph.subjects(SH.property, node)
            for listed in self.graph.objects(parent, SH.property)
            for value in self.graph.objects(listed, SH.qualifiedValueShape)
        }
        return tuple(map(self.shape, sorted(others - {own}, key=str)))

    def _select(self, node: Node) -> Select:
        texts = list(self.graph.objects(node, SH.select))
        if len(texts) != 1:
            raise NotCovered("a SPARQL constraint without one sh:select")
        return Select(self._prologue(node), str(texts[0]), self._messages(node))

    def _prologue(self, node: Node) -> str:
        """Return the prefixes that a SPARQL constraint names, with those of the ontologies these import (5.2.1)."""
        lines = set()
        for owner in self.graph.objects(node, SH.prefixes):
            for ontology in self.graph.transitive_objects(owner, OWL.imports):
                for declared in self.graph.objects(ontology, SH.declare):
                    prefix, namespace = self.graph.value(declared, SH.prefix), self.graph.value(declared, SH.namespace)
                    lines.add(f"PREFIX {prefix}: {iri_token(str(namespace))}")
        return "\n".join(sorted(lines))


def _turned(path: Path) -> Path:
    """Return a path taken backwards."""
    match path:
        case Step(predicate, backwards):
            return Step(predicate, not backwards)
        case Sequence(parts):
            return Sequence(tuple(map(_turned, reversed(parts))))
        case Choice(parts):
            return Choice(tuple(map(_turned, parts)))
        case Repeat(part, sign):
            return Repeat(_turned(part), sign)


def _token(what: str, node: Node) -> str:
    if isinstance(node, BNode):
        raise NotCovered(f"{what} that is a blank node")
    return node_token(node)


def _tokens(what: str, nodes: object) -> tuple[str, ...]:
    return tuple(sorted({_token(what, node) for node in nodes}))  # type: ignore[attr-defined]


def _bound(node: Node) -> str:
    if not isinstance(node, Literal):
        raise NotCovered("a bound that is no literal")
    return node_token(node)


def _count(node: Node) -> int:
    if not str(node).isdecimal():
        raise NotCovered("a count that is no number")
    return int(str(node))
