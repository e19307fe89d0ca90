"""The files of the ontology as documents of the site: what each path shows, and the terms that are defined there."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from disinfograph.namespaces import ONTOLOGY, PREFIXES
from disinfograph.resources import root
from disinfograph.stores.serialiser import triples_in

CONTEXT: Final = "ontology/context.jsonld"
"""The path of the JSON-LD context of our terms."""

_FILES: Final = {
    "ontology": "disinfograph.ttl",
    "ontology/alignments": "alignments.ttl",
    "cube": "cube.ttl",
}
_VERSION = re.compile(r"ontology/[0-9]+\.[0-9]+\.[0-9]+")
_TRIPLE = re.compile(r"(\S+) (\S+) (.+) \.", re.DOTALL)

Statements = dict[str, dict[str, list[str]]]
"""Objects by subject and predicate: IRIs bare, literals as tokens."""


def document(thing: str) -> list[str] | None:
    """Return the statements of a document as sorted N-Triples lines, None where there is no such document.

    Of the ontology's versions there is the present one, under its version IRI.
    """
    if _VERSION.fullmatch(thing):
        return document("ontology") if thing == _present() else None
    return list(_lines(thing)) if thing in _FILES else None


def documents() -> tuple[str, ...]:
    """Return the paths of all documents, without a suffix."""
    return (*_FILES, _present())


@cache
def _lines(thing: str) -> tuple[str, ...]:
    return tuple(sorted(set(triples_in(root() / "ontology" / _FILES[thing]))))


@cache
def _present() -> str:
    (iri,) = statements("ontology")[ONTOLOGY][f"{PREFIXES['owl']}versionIRI"]
    return "ontology" + iri.removeprefix(ONTOLOGY)


@cache
def statements(thing: str) -> Statements:
    """Return what a document says, by subject and predicate; each list sorted."""
    found: Statements = defaultdict(lambda: defaultdict(list))
    for line in _lines(thing):
        match = _TRIPLE.fullmatch(line)
        if match:
            subject, name, value = (part[1:-1] if part.startswith("<") else part for part in match.groups())
            found[subject][name].append(value)
    return {subject: dict(said) for subject, said in found.items()}


def context() -> bytes:
    """Return the JSON-LD context of our terms, as it lies in the ontology's folder."""
    return (root() / "ontology" / "context.jsonld").read_bytes()
