"""The structure of the summary as `ontology/cube.ttl` defines it: which data sets it has, what their cells bear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from disinfograph import resources
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.terms import Triple, iri_token, text_token, typed_token

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

QB: Final = "http://purl.org/linked-data/cube#"
CUBE: Final = f"{BASE}cube#"
"""Our dimensions, measures and structures: terms, which stay where they are when `--base` moves the things."""


@dataclass(frozen=True, slots=True)
class Cuboid:
    """A data set: its name (`by-narrative-place`), and the local names of the properties that its cells bear.

    Every cell has each dimension and each measure; it has an attribute only where that says something. `described`
    is what is said of the data set itself, as pairs of predicate and value.
    """

    name: str
    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    attributes: tuple[str, ...]
    described: tuple[tuple[str, str], ...]


@cache
def cube(name: str) -> str:
    """Return the token of a property or structure of the summary, given by its local name."""
    return iri_token(CUBE + name)


@cache
def qb(name: str) -> str:
    """Return the token of a term of the Data Cube vocabulary, given by its local name."""
    return iri_token(QB + name)


def definitions() -> Iterator[Triple]:
    """Yield every statement of `ontology/cube.ttl`, as N-Triples tokens."""
    for subject, predicate, value in _graph():
        yield _token(subject), _token(predicate), _token(value)


def version() -> str:
    """Return the version of the structure: cells of another one cannot be read by the same queries."""
    said = [value for predicate, value in _said(CUBE.rstrip("#")) if predicate == f"{PREFIXES['owl']}versionInfo"]
    return str(said[0])


@cache
def cuboids() -> dict[str, Cuboid]:
    """Return every data set that the summary has, by name."""
    kind = f"{PREFIXES['rdf']}type"
    names = sorted(
        str(subject).removeprefix(CUBE)
        for subject, predicate, value in _graph()
        if str(predicate) == kind and str(value) == QB + "DataStructureDefinition"
    )
    return {name: _cuboid(name) for name in names}


def _cuboid(name: str) -> Cuboid:
    parts: dict[str, list[str]] = {"dimension": [], "measure": [], "attribute": []}
    said = _said(CUBE + name)
    for component in (str(value) for predicate, value in said if predicate == QB + "component"):
        for predicate, value in _said(component):
            if predicate.removeprefix(QB) in parts:
                parts[predicate.removeprefix(QB)].append(str(value).removeprefix(CUBE))
    terms = {
        f"{PREFIXES['rdfs']}label": "title",
        f"{PREFIXES['rdfs']}comment": "description",
        f"{PREFIXES['dcterms']}source": "source",
    }
    described = [
        (iri_token(f"{PREFIXES['dcterms']}{terms[predicate]}"), _token(value))
        for predicate, value in said
        if predicate in terms
    ]
    # `by-country-pair` is keyed by two places, of which `place` comes first; the others read as their name does.
    order = {dimension: at for at, dimension in enumerate(("narrative", "language", "place", "other"))}
    dimensions = sorted(parts["dimension"], key=lambda dimension: order.get(dimension, len(order)))
    return Cuboid(
        name, tuple(dimensions), tuple(sorted(parts["measure"])), tuple(sorted(parts["attribute"])), tuple(described)
    )


def _said(subject: str) -> list[tuple[str, Node]]:
    from rdflib import URIRef

    return [(str(predicate), value) for predicate, value in _graph().predicate_objects(URIRef(subject))]


@cache
def _graph() -> Graph:
    from rdflib import Graph

    return Graph().parse(resources.root() / "ontology" / "cube.ttl", format="turtle")


def _token(node: Node) -> str:
    from rdflib import Literal

    if not isinstance(node, Literal):
        return iri_token(str(node))
    if node.language:
        return text_token(str(node), node.language)
    return typed_token(str(node), str(node.datatype)) if node.datatype else text_token(str(node))
