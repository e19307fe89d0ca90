"""The curated lists of `ontology/vocab/`, read from their Turtle into plain concepts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from disinfograph import resources
from disinfograph.namespaces import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SKOS = PREFIXES["skos"]
_LABEL, _ALIASES = _SKOS + "prefLabel", (_SKOS + "altLabel", _SKOS + "hiddenLabel")
_NOTATION, _BROADER, _DEFINITION = _SKOS + "notation", _SKOS + "broader", _SKOS + "definition"
_TYPE = PREFIXES["rdf"] + "type"
_NAMES = {_SKOS + "Concept", *(PREFIXES["dg"] + name for name in ("Outlet", "Place", "Keyword", "Narrative"))}


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a curated list: its IRI (with the default base), labels by language, aliases and the rest."""

    iri: str
    types: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)
    aliases: tuple[tuple[str, str], ...] = ()
    notations: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str | None = None
    properties: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Return the last path segment of the IRI."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def label(self) -> str:
        """Return the English label, else the first of the others, else the slug."""
        return self.labels.get("en") or next(iter(self.labels.values()), self.slug)


@cache
def statements(name: str) -> Graph:
    """Return all that the files of a vocabulary say, as an rdflib graph that nobody may change."""
    from rdflib import Graph  # 160 ms that `--help` need not pay

    graph = Graph()
    for path in resources.vocabulary_files(name):
        graph.parse(path, format="turtle")
    return graph


@cache
def load(name: str) -> tuple[Concept, ...]:
    """Return the concepts of a vocabulary file, sorted by IRI; NotFound when there is no such file."""
    graph = statements(name)
    subjects = {s for s, _, o in graph.triples((None, _uri(_TYPE), None)) if str(o) in _NAMES}
    return tuple(_concept(graph, subject) for subject in sorted(subjects, key=str))


def _uri(iri: str) -> Node:
    from rdflib import URIRef

    return URIRef(iri)


def _concept(graph: Graph, subject: Node) -> Concept:
    said: dict[str, list[Node]] = {}
    for predicate, value in graph.predicate_objects(subject):
        said.setdefault(str(predicate), []).append(value)
    named = {_LABEL, *_ALIASES, _NOTATION, _BROADER, _DEFINITION, _TYPE}
    return Concept(
        iri=str(subject),
        types=frozenset(map(str, said.get(_TYPE, ()))),
        labels=dict(sorted((_language(value), str(value)) for value in said.get(_LABEL, ()))),
        aliases=tuple(sorted((_language(v), str(v)) for name in _ALIASES for v in said.get(name, ()))),
        notations=_strings(said.get(_NOTATION, [])),
        broader=_strings(said.get(_BROADER, [])),
        definition=next(iter(_strings(said.get(_DEFINITION, []))), None),
        properties={name: _strings(values) for name, values in sorted(said.items()) if name not in named},
    )


def _strings(values: list[Node]) -> tuple[str, ...]:
    return tuple(sorted(map(str, values)))


def _language(value: Node) -> str:
    return getattr(value, "language", None) or ""
