"""The curated lists of `ontology/vocab/`, read from their Turtle into plain concepts.

They are read with Oxigraph's parser: rdflib takes seconds for what a command needs before it can begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from disinfograph import resources
from disinfograph.namespaces import PREFIXES
from disinfograph.terms import Blank, Iri, Literal, Term

Statement = tuple[Term, Iri, Term]

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
def statements(name: str) -> tuple[Statement, ...]:
    """Return all that the files of a vocabulary say, in their order; NotFound when there is no such vocabulary."""
    return tuple(statement for path in resources.vocabulary_files(name) for statement in said_in(path))


def said_in(path: Path) -> Iterator[Statement]:
    """Yield what a Turtle file says, in its order."""
    import pyoxigraph as ox  # 30 ms that `--help` need not pay

    for one in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        yield _term(one.subject), Iri(one.predicate.value), _term(one.object)


def lines_of(path: Path) -> Iterator[str]:
    """Yield what a Turtle file says as N-Triples lines without line ends."""
    import pyoxigraph as ox  # as above

    for one in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        yield f"{one.subject} {one.predicate} {one.object} ."


@cache
def load(name: str) -> tuple[Concept, ...]:
    """Return the concepts of a vocabulary, sorted by IRI; NotFound when there is no such vocabulary."""
    said: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in statements(name):
        said.setdefault(str(subject), {}).setdefault(predicate.value, []).append(value)
    return tuple(_concept(iri, said[iri]) for iri in sorted(said) if _is_concept(said[iri]))


def _is_concept(said: dict[str, list[Term]]) -> bool:
    return any(str(kind) in _NAMES for kind in said.get(_TYPE, ()))


def _concept(iri: str, said: dict[str, list[Term]]) -> Concept:
    named = {_LABEL, *_ALIASES, _NOTATION, _BROADER, _DEFINITION, _TYPE}
    return Concept(
        iri=iri,
        types=frozenset(map(str, said.get(_TYPE, ()))),
        labels=dict(sorted((_language(value), str(value)) for value in said.get(_LABEL, ()))),
        aliases=tuple(sorted((_language(v), str(v)) for name in _ALIASES for v in said.get(name, ()))),
        notations=_strings(said.get(_NOTATION, [])),
        broader=_strings(said.get(_BROADER, [])),
        definition=next(iter(_strings(said.get(_DEFINITION, []))), None),
        properties={name: _strings(values) for name, values in sorted(said.items()) if name not in named},
    )


def _strings(values: list[Term]) -> tuple[str, ...]:
    return tuple(sorted(map(str, values)))


def _language(value: Term) -> str:
    return value.language if isinstance(value, Literal) else ""


def _term(node: Any) -> Term:
    """Return a term of Oxigraph's as ours, by what it has: only a literal has a datatype."""
    if hasattr(node, "datatype"):
        return Literal(node.value, node.datatype.value, node.language or "")
    return Blank(node.value) if str(node).startswith("_:") else Iri(node.value)
