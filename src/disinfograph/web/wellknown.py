"""What tools ask of an endpoint about itself: examples, prefixes and partitions, as documents and through SPARQL."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Iterable
from itertools import pairwise
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from disinfograph.iris import Minter
from disinfograph.namespaces import KINDS, PREFIXES
from disinfograph.queries.tokens import Kind, code
from disinfograph.stores.serialiser import serialise
from disinfograph.web import examples, partitions
from disinfograph.web.incoming import origin, url_pairs
from disinfograph.web.negotiation import GRAPHS, accepted, content_type, named
from disinfograph.web.outgoing import caching, etag, unchanged
from disinfograph.web.partitions import Partitions
from disinfograph.web.pool import Pool

Statements = Iterable[tuple[str, str, str]]

_VOID: Final = frozenset(
    PREFIXES["void"] + name for name in ("classPartition", "propertyPartition", "linkPredicate", "class", "property")
)
_SHACL: Final = PREFIXES["sh"]


class Service:
    """What a server says of itself."""

    def __init__(self, pool: Pool, base: str) -> None:
        self.pool, self._base = pool, base
        self.partitions = Partitions(pool)

    def routes(self) -> APIRouter:
        """Return the routes of the two documents."""
        router = APIRouter(include_in_schema=False)

        async def of_examples(site: str) -> Statements:
            return examples.example_statements(site, known_prefixes(self._base))

        for path, made in ((examples.DOCUMENT, of_examples), (partitions.DOCUMENT, self.partitions.statements)):
            router.add_api_route(path, _document(self.pool, made), methods=["GET"])
        return router

    async def statements(self, site: str) -> str:
        """Return all that is said as N-Quads: merged, and by document."""
        parts = {
            examples.DOCUMENT: examples.example_statements(site, known_prefixes(self._base)),
            partitions.DOCUMENT: await self.partitions.statements(site),
        }
        triples = [(path, " ".join(triple)) for path, said in parts.items() for triple in said]
        return "".join(f"{triple} .\n{triple} <{site}{path}> .\n" for path, triple in triples)


def known_prefixes(base: str) -> dict[str, str]:
    """Return every prefix that stands for something here: the vocabularies, and the kinds of things."""
    return PREFIXES | {kind: Minter(base).thing(kind, "") for kind in KINDS}


def _document(pool: Pool, made: Callable[[str], Awaitable[Statements]]) -> Callable[[Request], Awaitable[Response]]:
    async def document(request: Request) -> Response:
        asked = (named(value, GRAPHS) for name, value in url_pairs(request) if name == "format")
        syntax = next(filter(None, asked), None) or accepted(", ".join(request.headers.getlist("accept")), GRAPHS)
        site = origin(request, pool.settings.public_url)
        tag = etag(pool.version, (request.url.path, site, syntax))
        if same := unchanged(request, tag):
            return same
        out, lines = io.BytesIO(), sorted(f"{' '.join(each)} ." for each in await made(site))
        serialise(lines, syntax, PREFIXES | {"void-ext": partitions.VOID_EXT}, out)
        return Response(out.getvalue(), 200, caching(tag), content_type(syntax, GRAPHS))

    return document


def asks_about_service(text: str) -> bool:
    """Say whether a query is about examples, prefixes or partitions, of which the graph itself has none.

    Tools read these through the endpoint. Such a query names a term of SHACL, or a partition of VoID.
    """
    tokens = code(text)
    prefixes = {
        name.text: iri.text[1:-1]
        for (word, name), (_, iri) in pairwise(pairwise(tokens))
        if word.is_word("PREFIX") and iri.kind is Kind.IRI
    }
    for word, token in pairwise(tokens):
        if token.kind is Kind.NAME and not word.is_word("PREFIX"):
            prefix, colon, name = token.text.partition(":")
            iri = prefixes.get(prefix + colon, "") + name
        else:
            iri = token.text[1:-1] if token.kind is Kind.IRI and word.kind is not Kind.NAME else ""
        if iri in _VOID or iri.startswith((_SHACL, partitions.VOID_EXT)):
            return True
    return False
