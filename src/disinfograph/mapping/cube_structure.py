"""The structure of the summary as `ontology/cube.ttl` defines it: which data sets it has, what their cells bear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from disinfograph import resources, vocabularies
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.terms import Iri, Term, Triple, iri_token, token

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
    for subject, said in _graph().items():
        for predicate, value in said:
            yield iri_token(subject), iri_token(predicate), token(value)


def version() -> str:
    """Return the version of the structure: cells of another one cannot be read by the same queries."""
    said = [value for predicate, value in _said(CUBE.rstrip("#")) if predicate == f"{PREFIXES['owl']}versionInfo"]
    return str(said[0])


@cache
def cuboids() -> dict[str, Cuboid]:
    """Return every data set that the summary has, by name."""
    kind = f"{PREFIXES['rdf']}type"
    definition = (kind, Iri(QB + "DataStructureDefinition"))
    names = sorted(subject.removeprefix(CUBE) for subject, said in _graph().items() if definition in said)
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
        (iri_token(f"{PREFIXES['dcterms']}{terms[predicate]}"), token(value))
        for predicate, value in said
        if predicate in terms
    ]
    # `by-country-pair` is keyed by two places, of which `place` comes first; the others read as their name does.
    order = {dimension: at for at, dimension in enumerate(("narrative", "language", "place", "other"))}
    dimensions = sorted(parts["dimension"], key=lambda dimension: order.get(dimension, len(order)))
    return Cuboid(
        name, tuple(dimensions), tuple(sorted(parts["measure"])), tuple(sorted(parts["attribute"])), tuple(described)
    )


def _said(subject: str) -> list[tuple[str, Term]]:
    return _graph()[subject]


@cache
def _graph() -> dict[str, list[tuple[str, Term]]]:
    said: dict[str, list[tuple[str, Term]]] = {}
    for subject, predicate, value in vocabularies.said_in(resources.root() / "ontology" / "cube.ttl"):
        said.setdefault(str(subject), []).append((predicate.value, value))
    return said
