"""The data about a thing: its description, with the document that holds it, its licence and its data set."""

from __future__ import annotations

import io
from functools import cache
from typing import Final

from disinfograph.describe import Asked, Description, Labels, described, lines, write
from disinfograph.errors import NotFound
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.site.addresses import DATA, DATASET, data_paths
from disinfograph.site.json_ld import Compactor
from disinfograph.terms import Triple, iri_token, text_token

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the project's data, and so of a description (LICENSE-DATA)."""

_RIGHTS: Final = (
    "The description is by disinfograph contributors, CC BY 4.0. Texts of cases that it quotes stay under the terms of "
    "their source."
)
_NOTICE: Final = (
    "What a claim says is disinformation that others debunked, never a fact. A case about an outlet's article is no "
    "verdict on the outlet."
)


def describe(store: Asked, iri: str, base: str = BASE, known: Labels | None = None) -> list[str]:
    """Return the data about a thing as sorted N-Triples lines without line ends; NotFound where there is none."""
    told = described_here(store, iri, base, known)
    return lines([*told.triples(), *_document(told, base)])


def described_here(store: Asked, iri: str, base: str = BASE, known: Labels | None = None) -> Description:
    """Return what the graph says of an IRI, or that it is one of its named graphs; NotFound where it is neither."""
    try:
        found = described(store, iri, known)
    except NotFound:
        found = Description(iri, [], [], [], [], [], [])
    if iri.startswith(f"{base}graph/"):
        found.own.extend(_named_graph(store, iri, base))
    if not found.own and not found.pointing:
        raise NotFound("thing", iri)
    return found


def _named_graph(store: Asked, iri: str, base: str) -> list[Triple]:
    """Return what can be said of a named graph, of which most do not speak themselves."""
    graph = iri_token(iri)
    if not len(store.select(f"SELECT * WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} LIMIT 1")):
        return []
    return [
        (graph, _iri("rdf", "type"), iri_token("http://www.w3.org/ns/sparql-service-description#Graph")),
        (graph, _iri("rdfs", "label"), text_token(f"Named graph {iri.removeprefix(f'{base}graph/')}", "en")),
        (graph, _iri("dcterms", "isPartOf"), iri_token(base + DATASET)),
    ]


def written(said: list[str], syntax: str, base: str = BASE) -> bytes:
    """Return N-Triples lines in a syntax of `addresses.DATA`."""
    if syntax == "jsonld":
        return _json_ld(base).compacted(said)
    out = io.BytesIO()
    write(said, syntax, out, base)
    return out.getvalue()


@cache
def _json_ld(base: str) -> Compactor:
    def expanded(said: list[str]) -> bytes:
        out = io.BytesIO()
        write(said, "jsonld", out, base)
        return out.getvalue()

    return Compactor(expanded)


def _document(told: Description, base: str) -> list[Triple]:
    """Return what is said of the description itself: the same in every syntax."""
    path = data_paths(told.iri, base).get(DATA[0])
    if path is None:
        return []
    document = iri_token(base + path)
    sources = sorted({o for _, p, o in told.own if p == _iri("dcterms", "source") and o.startswith("<")})
    return [
        (document, _iri("rdf", "type"), _iri("foaf", "Document")),
        (document, _iri("foaf", "primaryTopic"), iri_token(told.iri)),
        (document, _iri("dcterms", "isPartOf"), iri_token(base + DATASET)),
        (document, _iri("dcterms", "license"), iri_token(LICENSE)),
        (document, _iri("dcterms", "rights"), text_token(_RIGHTS, "en")),
        (document, _iri("rdfs", "comment"), text_token(_NOTICE, "en")),
        *((document, _iri("dcterms", "source"), source) for source in sources),
    ]


def _iri(prefix: str, name: str) -> str:
    return iri_token(PREFIXES[prefix] + name)
