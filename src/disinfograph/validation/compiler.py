"""Shapes made into queries: one SELECT for each constraint of each shape, whose rows are the findings.

Each query asks the default graph only and uses nothing but SPARQL 1.1, so that any endpoint can run it. A shape that is
not covered is named with its reason, and left to another engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node, URIRef

from disinfograph.errors import BadQuery
from disinfograph.queries.tokens import guard
from disinfograph.validation.components import is_of_one_value
from disinfograph.validation.nested import MOST, TYPE, Nested, either
from disinfograph.validation.query import Query
from disinfograph.validation.screens import SHORT, screened
from disinfograph.validation.shape_model import (
    Choice,
    Constraint,
    NotCovered,
    Path,
    Qualified,
    Repeat,
    Select,
    Sequence,
    Shape,
    Step,
    Targets,
    may_be_empty,
    written,
)
from disinfograph.validation.shape_reader import Reader
from disinfograph.validation.shapes import refuse_aimless, shapes
from disinfograph.validation.sparql_constraints import joined

_SH = str(SH)
_OF_VALUES = ("maxCount", "qualifiedMaxCount", "uniqueLang", "closed", "disjoint", "lessThan", "lessThanOrEquals")
Below = Mapping[str, tuple[str, ...]]
Aim = tuple[URIRef, Node]


@dataclass(frozen=True, slots=True)
class Focus:
    """The pattern that binds `?this` to each focus node, once, and the classes and predicates without which none is."""

    text: str
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A shape that is not made into queries: its IRI or blank node's label, the reason, and what it is aimed at."""

    shape: str
    reason: str
    node: Node
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The queries of a shapes graph, and the shapes that are not covered by any."""

    graph: Graph
    queries: tuple[Query, ...]
    handed_over: tuple[HandedOver, ...]
    classes: frozenset[str]
    """Tokens of the classes that queries speak of: only a class below one of these can change them."""

    def under(self, below: Below) -> Compiled:
        """Return the queries for data with these classes below others; classes that no query speaks of are left out."""
        wanted = {token: names for token, names in below.items() if token in self.classes}
        return _Compiler(self.graph, wanted).compiled() if wanted else self


def compiled(shapes_graph: Graph | None = None) -> Compiled:
    """Return the queries of a shapes graph, of the package's own where none is given.

    UnreadableInput where no shape has a target: every graph would conform.
    """
    return _own() if shapes_graph is None else _of(shapes_graph)


@cache
def _own() -> Compiled:
    return _of(shapes())


def _of(graph: Graph) -> Compiled:
    refuse_aimless(graph)
    return _Compiler(graph, {}).compiled()


@dataclass(slots=True)
class _Plan:
    queries: list[Query] = field(default_factory=list)
    handed: list[HandedOver] = field(default_factory=list)


class _Compiler:
    def __init__(self, graph: Graph, below: Below) -> None:
        self._graph, self._below, self._reader = graph, below, Reader(graph)
        self._nested = Nested(below)
        self._above: list[Node] = []

    def compiled(self) -> Compiled:
        plan = _Plan()
        for root in self._reader.roots():
            aims = self._aims(root)
            try:
                targets = self._reader.targets(root)
            except NotCovered as reason:
                plan.handed.append(HandedOver(str(root), str(reason), root, aims))
                continue
            self._take(root, self._focus(targets), aims, plan)
        queries, handed = screened(dict.fromkeys(plan.queries)), dict.fromkeys(plan.handed)
        return Compiled(self._graph, tuple(queries), tuple(handed), frozenset(self._nested.asked))

    def _aims(self, root: Node) -> tuple[Aim, ...]:
        words = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
        aims = [(word, thing) for word in words for thing in self._graph.objects(root, word)]
        own = [(SH.targetClass, root)] if root in set(self._reader.classes()) else []
        return tuple(sorted({*aims, *own}, key=str))

    def _focus(self, targets: Targets) -> Focus:
        classes = {name for token in targets.classes for name in self._nested.classes(token)}
        parts = [f"?this {TYPE} {name} ." for name in sorted(classes)]
        parts += [f"?this {predicate} ?thing ." for predicate in targets.subjects_of]
        parts += [f"?thing {predicate} ?this ." for predicate in targets.objects_of]
        if targets.nodes:
            # VALUES in front of a group is joined in quadratic time by some engines, behind a SELECT it is not.
            parts.append(f"{{ SELECT ?this WHERE {{ }} VALUES ?this {{ {' '.join(targets.nodes)} }} }}")
        needs = frozenset(classes.union(targets.subjects_of, targets.objects_of))
        plain = len(parts) == 1 and (classes or targets.nodes)
        text = parts[0] if plain else _distinct(" UNION ".join(f"{{ {part} }}" for part in parts))
        return Focus(text, () if targets.nodes else (needs,))

    def _take(self, node: Node, focus: Focus, aims: tuple[Aim, ...], plan: _Plan) -> None:
        """Add the queries of a shape and of the property shapes that it lists, or hand it over."""
        own = _Plan()
        try:
            if node in self._above:
                raise NotCovered("the shape refers to itself")
            self._above.append(node)
            try:
                self._add(node, focus, aims, own)
            finally:
                self._above.pop()
        except NotCovered as reason:
            own = _Plan(handed=[HandedOver(str(node), str(reason), node, aims)])
        plan.queries += own.queries
        plan.handed += own.handed

    def _add(self, node: Node, focus: Focus, aims: tuple[Aim, ...], plan: _Plan) -> None:
        shape = self._reader.alone(node)
        if shape.deactivated:
            return
        for query in _Questions(self._nested, shape, focus).all():
            for text in (query.text, query.screen):
                _refuse_what_stores_refuse(text)
            plan.queries.append(query)
        inner_focus = focus
        if shape.path is not None:
            values = _distinct(_values(focus.text, shape.path, "?this", "?up"))
            inner_focus = Focus(values, (*focus.needs, *_starts(shape.path)))
        for inner in self._reader.listed(node):
            self._take(inner, inner_focus, aims, plan)
        if shape.path is not None and plan.handed:
            # Its own aims are not those of the shapes that it lists: these can only be handed over with it.
            raise NotCovered(plan.handed[0].reason)


@dataclass(slots=True)
class _Questions:
    """The queries of one shape's own constraints."""

    nested: Nested
    shape: Shape
    focus: Focus

    def all(self) -> Iterator[Query]:
        for constraint in self.shape.constraints:
            for text, value in self._texts(constraint):
                yield self._query(constraint, text, value)

    def _query(self, constraint: Constraint, text: str, value: str) -> Query:
        select = constraint.argument if isinstance(constraint.argument, Select) else None
        messages = self.shape.messages or (select.messages if select else ())
        start = f"SELECT DISTINCT ?this WHERE {{ {self.focus.text} FILTER("
        return Query(
            text=text,
            severity=self.shape.severity,
            shape=self.shape.iri,
            path=self.shape.path_text,
            component=_SH + constraint.component,
            message=messages[-1] if messages else _default(constraint),
            value=value,
            needs=self._needs(constraint),
            screen=self._screen(constraint),
            focus=self.focus.text,
            test=text.removeprefix(start).removesuffix(") }") if text.startswith(start) else "",
        )

    def _needs(self, constraint: Constraint) -> tuple[frozenset[str], ...]:
        path = self.shape.path
        of_values = self.nested.is_of_values(constraint) or constraint.name in _OF_VALUES
        return (*self.focus.needs, *(_starts(path) if path is not None and of_values else ()))

    def _screen(self, constraint: Constraint) -> str:
        """Return a query over a predicate as a whole, which is several times cheaper than one that joins the targets.

        It may have rows where the constraint's own query has none, never the other way round.
        """
        if not isinstance(self.shape.path, Step):
            return ""
        pair = f"{'?thing' if self.shape.path.backwards else '?one'} {self.shape.path.predicate} "
        pair += "?one ." if self.shape.path.backwards else "?thing ."
        match constraint.name, constraint.argument:
            case "maxCount", 1:
                counts = f"SELECT (COUNT(*) AS ?all) (COUNT(DISTINCT ?one) AS ?ones) WHERE {{ {pair} }}"
                return f"SELECT ?all WHERE {{ {{ {counts} }} FILTER(?all != ?ones) }}"
            case "class", str(token):
                return f"SELECT ?one WHERE {{ {pair} {self._untyped('?thing', token)} }} LIMIT 1"
            case _ if is_of_one_value(constraint):
                alike = (one for one in self.shape.constraints if is_of_one_value(one))
                test = either(self.nested.breaks("?thing", one) for one in alike)
                return f"SELECT ?one WHERE {{ {pair} FILTER({test}) }} LIMIT 1"
        return ""

    def _untyped(self, value: str, token: str) -> str:
        """Return what leaves the values without a class: to look each up takes three times as long."""
        return f"MINUS {{ {' UNION '.join(f'{{ {value} {TYPE} {name} }}' for name in self.nested.classes(token))} }}"

    @property
    def _value(self) -> str:
        return "this" if self.shape.path is None else "value"

    def _texts(self, constraint: Constraint) -> Iterator[tuple[str, str]]:
        """Yield the queries of a constraint, each with the column of the value."""
        path, value = self.shape.path, f"?{self._value}"
        match constraint.name, constraint.argument:
            case "sparql", Select() as select:
                yield joined(select, self.focus.text, path, self.shape.path_text)
            case "closed", tuple(allowed):
                listed = ", ".join(map(str, allowed))
                wanted = f"{value} ?path ?thing . FILTER(?path NOT IN ({listed}))"
                yield self._found(wanted, "?this ?path ?thing"), "thing"
            case "disjoint", str(other):
                yield self._found(f"FILTER EXISTS {{ ?this {other} {value} }}"), self._value
            case "lessThan" | "lessThanOrEquals", str(other):
                yield self._found(f"FILTER({self.nested.out_of_order('?this', value, other, constraint)})"), self._value
            case "equals", str(other):
                yield self._found(f"FILTER NOT EXISTS {{ ?this {other} {value} }}"), self._value
                missing = f"FILTER(!({self.nested.reaches('?this', path, '?other')}))"
                yield (
                    f"SELECT DISTINCT ?this ?other WHERE {{ {self.focus.text} ?this {other} ?other . {missing} }}",
                    "other",
                )
            case "class", str(token):
                yield self._found(self._untyped(value, token)), self._value
            case _ if self.nested.is_of_values(constraint):
                yield self._found(f"FILTER({self.nested.breaks(value, constraint)})"), self._value
            case _:
                yield self._counted(constraint), ""

    def _found(self, test: str, columns_: str = "") -> str:
        """Return the query for the values that a test picks."""
        if self.shape.path is None:
            return f"SELECT DISTINCT {columns_ or '?this'} WHERE {{ {self.focus.text} {test} }}"
        values = _values(self.focus.text, self.shape.path, "?value")
        return f"SELECT DISTINCT {columns_ or '?this ?value'} WHERE {{ {values} {test} }}"

    def _counted(self, constraint: Constraint) -> str:
        """Return the query for the focus nodes whose values, taken together, break a constraint."""
        path = self.shape.path
        match constraint.name, constraint.argument:
            case "maxCount", 0 if path is not None:
                return f"SELECT DISTINCT ?this WHERE {{ {_values(self.focus.text, path, '?value')} }}"
            case "uniqueLang", _:
                return self._grouped('FILTER(LANG(?value) != "")', "> 1", " (LCASE(LANG(?value)) AS ?language)")
            case "minCount", int(number) if number > MOST:
                return self._without(self._grouped("", f">= {number}"))
            case "maxCount", int(number) if number >= MOST:
                return self._grouped("", f"> {number}")
            case "qualifiedMinCount", Qualified(_, _, number) as qualified if number > MOST:
                return self._without(self._grouped(self._counting(qualified), f">= {number}"))
            case "qualifiedMaxCount", Qualified(_, _, number) as qualified if number >= MOST:
                return self._grouped(self._counting(qualified), f"> {number}")
        test = self.nested.counted("?this", path, constraint)
        return f"SELECT DISTINCT ?this WHERE {{ {self.focus.text} FILTER({test}) }}"

    def _counting(self, qualified: Qualified) -> str:
        return f"FILTER({self.nested.qualifies('?value', qualified)})"

    def _grouped(self, test: str, count: str, further: str = "") -> str:
        values = _values(self.focus.text, self.shape.path, "?value")
        having = f"GROUP BY ?this{further} HAVING(COUNT(DISTINCT ?value) {count})"
        return f"SELECT ?this WHERE {{ {values} {test} }} {having}"

    def _without(self, query: str) -> str:
        return f"SELECT DISTINCT ?this WHERE {{ {self.focus.text} MINUS {{ {query} }} }}"


def _refuse_what_stores_refuse(text: str) -> None:
    if len(text) > SHORT:
        try:
            guard(text)
        except BadQuery as error:
            raise NotCovered(str(error)) from error


def _starts(path: Path) -> tuple[frozenset[str], ...]:
    """Return, as a set of predicates, those of which a graph has at least one where the path leads anywhere."""
    if may_be_empty(path):
        return ()
    match path:
        case Step(predicate):
            return (frozenset([predicate]),)
        case Sequence(parts):
            return tuple(needed for part in parts for needed in _starts(part))
        case Choice(parts):
            return (frozenset(predicate for part in parts for needed in _starts(part) for predicate in needed),)
        case Repeat(part):
            return _starts(part)


def _distinct(pattern: str) -> str:
    return f"{{ SELECT DISTINCT ?this WHERE {{ {pattern} }} }}"


def _values(focus: str, path: Path | None, value: str, node: str = "?this") -> str:
    """Return the pattern for the values of each focus node; `node` is what these are called in it."""
    own = focus if node == "?this" else f"{{ SELECT (?this AS {node}) WHERE {{ {focus} }} }}"
    same = f"{{ {own} BIND({node} AS {value}) }}"
    if path is None:
        return same
    further = f"{own} {node} {written(path)} {value} ."
    # A path that may be empty leads from a node to itself even where the graph does not hold the node.
    return f"{{ {further} }} UNION {same}" if may_be_empty(path) else further


def _default(constraint: Constraint) -> str:
    """Return what is said where a shape has no message: pySHACL's own words depend on its way of writing graphs."""
    what = f" {constraint.argument}" if isinstance(constraint.argument, str | int) else ""
    return f"This breaks sh:{constraint.name}{what}."


def below(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return each class that has others below it with all of these and itself, from pairs of class and class above."""
    children: dict[str, set[str]] = {}
    for lower, upper in pairs:
        children.setdefault(upper, set()).add(lower)
    return {upper: tuple(sorted(_all_below(upper, children))) for upper in children}


def _all_below(token: str, children: Mapping[str, set[str]]) -> set[str]:
    found, left = {token}, [token]
    while left:
        for child in children.get(left.pop(), set()) - found:
            found.add(child)
            left.append(child)
    return found
