"""Shapes as plain values: what is read of a shapes graph before queries are made of it (SHACL 1.0 sections 2 and 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rdflib.term import Node

from disinfograph.validation.findings import Severity


class NotCovered(Exception):
    """A shape says something that is not made into queries; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Step:
    """A predicate, as an IRI token, followed forwards or backwards."""

    predicate: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any of several paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path taken several times: `+` once or more, `*` any number of times, `?` once or not at all."""

    part: Path
    sign: Literal["+", "*", "?"]


Path = Step | Sequence | Choice | Repeat


def may_be_empty(path: Path) -> bool:
    """Return whether a path leads from every node to itself."""
    match path:
        case Step():
            return False
        case Sequence(parts):
            return all(map(may_be_empty, parts))
        case Choice(parts):
            return any(map(may_be_empty, parts))
        case Repeat(part, sign):
            return sign != "+" or may_be_empty(part)


def written(path: Path) -> str:
    """Return a path as SPARQL writes it, every composed part in brackets."""
    match path:
        case Step(predicate, backwards):
            return f"^{predicate}" if backwards else predicate
        case Sequence(parts):
            return f"({'/'.join(map(written, parts))})"
        case Choice(parts):
            return f"({'|'.join(map(written, parts))})"
        case Repeat(part, sign):
            return f"({written(part)}){sign}"


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape is aimed at: tokens of classes, of nodes, and of predicates whose subjects or objects are meant."""

    classes: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    subjects_of: tuple[str, ...] = ()
    objects_of: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.classes or self.nodes or self.subjects_of or self.objects_of)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression and its flags."""

    text: str
    flags: str


@dataclass(frozen=True, slots=True)
class Qualified:
    """So many values that conform to a shape, and to none of its siblings where these are meant to be disjoint."""

    shape: Shape
    siblings: tuple[Shape, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Select:
    """A SPARQL constraint: its prefixes as a prologue, its query, and its messages."""

    prologue: str
    text: str
    messages: tuple[str, ...]


Argument = str | int | tuple[str, ...] | Pattern | Qualified | Select | tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint: the name of its parameter (`minCount`) and what that is given."""

    name: str
    argument: Argument

    @property
    def component(self) -> str:
        """Return the local name of its component, by SHACL's own rule."""
        name = "SPARQL" if self.name == "sparql" else self.name[0].upper() + self.name[1:]
        return f"{name}ConstraintComponent"


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape.

    `iri` is empty for a shape without a name, `path_text` (the path as findings quote it) for a node shape.
    """

    node: Node
    iri: str
    severity: Severity
    messages: tuple[str, ...]
    deactivated: bool
    path: Path | None
    path_text: str
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]


def within(shape: Shape) -> Iterator[Shape]:
    """Yield a shape and every shape that it leads to."""
    yield shape
    for inner in shape.properties:
        yield from within(inner)
    for constraint in shape.constraints:
        for inner in _shapes_of(constraint.argument):
            yield from within(inner)


def _shapes_of(argument: Argument) -> Iterator[Shape]:
    match argument:
        case Qualified(shape, siblings, _):
            yield from (shape, *siblings)
        case tuple(parts):
            yield from (part for part in parts if isinstance(part, Shape))
