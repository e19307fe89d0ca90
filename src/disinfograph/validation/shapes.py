"""The shapes of the package, as one graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from disinfograph import resources
from disinfograph.errors import UnreadableInput
from disinfograph.validation.statements import Statements, statements
from disinfograph.vocabularies import lines_of

SHAPES = "https://w3id.org/disinfograph/shapes#"
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)


def shape_files() -> tuple[Path, ...]:
    """Return the files of `shapes/`, sorted."""
    return tuple(sorted((resources.root() / "shapes").glob("*.ttl")))


@cache
def shapes() -> Graph:
    """Return all shapes of the package as their files give them."""
    return statements(line for path in shape_files() for line in lines_of(path))


def direct(graph: Graph) -> Statements:
    """Return shapes that find the same, with each property shape aimed at the targets of its node shape.

    A property shape reports in its own name, whether a node shape lists it (`sh:property`) or it has targets of its
    own (SHACL 1.0 sections 2.1.3 and 4.7.2). pySHACL takes all focus nodes of a target at once, but the property
    shapes of a list one focus node at a time, which is many times slower.

    UnreadableInput as in `refuse_aimless`.
    """
    refuse_aimless(graph)
    aimed = Statements()
    for shape, predicate, value in graph:
        aims = _aims(graph, shape) if predicate == SH.property and (value, SH.path, None) in graph else []
        for target, thing in aims:
            aimed.put(value, target, thing)
        if not aims:
            aimed.put(shape, predicate, value)
    return aimed


def refuse_aimless(graph: Graph) -> None:
    """Refuse shapes of which none has a target with UnreadableInput: every graph would conform."""
    if not _is_aimed(graph):
        raise UnreadableInput("shapes", "holds no shape with a target", "install the package again")


def _is_aimed(graph: Graph) -> bool:
    """Return whether any shape has targets; a shape that is a class has its instances (section 2.1.3.3)."""
    classes = (graph.subjects(RDF.type, kind) for kind in (RDFS.Class, OWL.Class))
    return any((None, target, None) in graph for target in TARGETS) or any(map(any, classes))


def _aims(graph: Graph, shape: Node) -> list[tuple[Node, Node]]:
    """Return the targets of a node shape that its property shapes can take over: none where it has other uses."""
    other_types = set(graph.objects(shape, RDF.type)) - {SH.NodeShape}
    is_used = (None, None, shape) in graph or (None, SH.qualifiedValueShapesDisjoint, None) in graph
    told = any((shape, word, None) in graph for word in (SH.path, SH.deactivated, SH.closed))
    if other_types or is_used or told:
        return []
    return [(target, thing) for target in TARGETS for thing in graph.objects(shape, target)]
