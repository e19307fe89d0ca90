"""What is in the graph, by class and property: VoID, https://www.w3.org/TR/void/, with the datatypes of void-ext."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any, Final

from disinfograph.iris import digest
from disinfograph.namespaces import PREFIXES
from disinfograph.stores.worker_frames import Question
from disinfograph.terms import XSD, iri_token, typed_token
from disinfograph.web.pool import Pool

DOCUMENT: Final = "/.well-known/void"
VOID_EXT: Final = "http://ldf.fi/void-ext#"

_CLASSES: Final = "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES: Final = (
    "SELECT ?class ?p (COUNT(*) AS ?n) WHERE { ?s a ?class ; ?p ?o } GROUP BY ?class ?p ORDER BY ?class ?p"
)
_OBJECTS: Final = (
    "SELECT ?class ?p ?other (COUNT(*) AS ?n) WHERE { ?s a ?class ; ?p ?o . ?o a ?other } "
    "GROUP BY ?class ?p ?other ORDER BY ?class ?p ?other"
)
_VALUES: Final = (
    "SELECT ?class ?p ?other (COUNT(*) AS ?n) WHERE { ?s a ?class ; ?p ?o FILTER(ISLITERAL(?o)) "
    "BIND(DATATYPE(?o) AS ?other) } GROUP BY ?class ?p ?other ORDER BY ?class ?p ?other"
)
_TOTAL: Final = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) WHERE { ?s ?p ?o }"

_COUNTS: Final = (_TOTAL, _CLASSES, _PROPERTIES, _OBJECTS, _VALUES)
_PATIENCE: Final = 120.0
"""Seconds that a count may take: Oxigraph looks at every triple for it."""

Statement = tuple[str, str, str]


class Partitions:
    """The description of the graph that a pool serves; counted once for each version, which takes a while."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._counting = asyncio.Lock()
        self._version = ""
        self._counts: dict[str, list[dict[str, str]]] = {}

    async def statements(self, site: str) -> list[Statement]:
        """Return the triples that describe the graph by its classes, their properties, and what those lead to."""
        async with self._counting:
            if self._version != self._pool.version:
                version = self._pool.version
                self._counts = {text: await _rows(self._pool, text) for text in _COUNTS}
                self._version = version
            return _statements(site, self._counts)


def _statements(site: str, counts: dict[str, list[dict[str, str]]]) -> list[Statement]:
    dataset = f"<{site}{DOCUMENT}#dataset>"
    said = [(dataset, _RDF_TYPE, _void("Dataset")), (dataset, _void("sparqlEndpoint"), f"<{site}/sparql>")]
    for row in counts[_TOTAL]:
        said.append((dataset, _void("triples"), _number(row["n"])))
        said.append((dataset, _void("distinctSubjects"), _number(row["subjects"])))
    for row in counts[_CLASSES]:
        node = _node(site, row["class"])
        said += [
            (dataset, _void("classPartition"), node),
            (node, _void("class"), iri_token(row["class"])),
            (node, _void("entities"), _number(row["n"])),
        ]
    for row in counts[_PROPERTIES]:
        node = _node(site, row["class"], row["p"])
        said += [
            (_node(site, row["class"]), _void("propertyPartition"), node),
            (node, _void("property"), iri_token(row["p"])),
            (node, _void("triples"), _number(row["n"])),
        ]
    said += _ends(site, counts[_OBJECTS], _void("classPartition"), _void("class"))
    said += _ends(site, counts[_VALUES], _ext("datatypePartition"), _ext("datatype"))
    return said


def _ends(site: str, rows: list[dict[str, str]], partition: str, names: str) -> Iterator[Statement]:
    for row in rows:
        node = _node(site, row["class"], row["p"], row["other"])
        yield _node(site, row["class"], row["p"]), partition, node
        yield node, names, iri_token(row["other"])
        yield node, _void("triples"), _number(row["n"])


async def _rows(pool: Pool, text: str) -> list[dict[str, str]]:
    question = Question(text, "json", pool.settings.rows, pool.settings.answer_mb << 20)
    found: list[dict[str, Any]] = json.loads((await pool.ask(question, own=True, deadline=_PATIENCE)).body)["results"][
        "bindings"
    ]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def _node(site: str, *what: str) -> str:
    return f"<{site}{DOCUMENT}#{digest(*what)}>"


def _number(text: str) -> str:
    return typed_token(text, f"{XSD}integer")


def _void(name: str) -> str:
    return iri_token(PREFIXES["void"] + name)


def _ext(name: str) -> str:
    return iri_token(VOID_EXT + name)


_RDF_TYPE: Final = iri_token(f"{PREFIXES['rdf']}type")
