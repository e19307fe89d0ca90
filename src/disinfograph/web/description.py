"""What the endpoint says of itself: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from disinfograph.namespaces import PREFIXES
from disinfograph.site.dataset import service_statements
from disinfograph.site.templates import rendered
from disinfograph.stores.counts import Counts
from disinfograph.stores.serialiser import serialise
from disinfograph.terms import iri_token
from disinfograph.web.incoming import origin, url_pairs
from disinfograph.web.negotiation import GRAPHS, Offers, accepted, content_type, named
from disinfograph.web.outgoing import caching, etag, unchanged
from disinfograph.web.partitions import Partitions
from disinfograph.web.pool import Pool

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = iri_token(f"{PREFIXES['rdf']}type")
_FORMATS: Final = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV "
    "Turtle N-Triples JSON-LD RDF_XML TriG N-Quads"
).split()
PAGE_OR_GRAPH: Final[Offers] = {**GRAPHS, "html": ("text/html", "application/xhtml+xml")}


async def described(request: Request, pool: Pool, partitions: Partitions) -> Response:
    """Return the service description, or for a browser the page with a field for queries."""
    asked = (named(value, PAGE_OR_GRAPH) for name, value in url_pairs(request) if name == "format")
    syntax = next(filter(None, asked), None) or accepted(", ".join(request.headers.getlist("accept")), PAGE_OR_GRAPH)
    address = f"{origin(request, pool.settings.public_url)}/sparql"
    tag = etag(pool.version, ("description", address, syntax))
    headers = caching(tag)
    if same := unchanged(request, tag):
        return same
    if syntax == "html":
        return HTMLResponse(rendered("sparql.html", settings=pool.settings, prefixes=PREFIXES), headers=headers)
    out = io.BytesIO()
    serialise(_lines(address, await partitions.counts(), pool.base), syntax, PREFIXES | {"sd": _SD}, out)
    return Response(out.getvalue(), 200, headers, content_type(syntax, GRAPHS))


def _lines(address: str, counts: Counts, base: str) -> Iterator[str]:
    """Yield the description as N-Triples lines."""
    service = f"<{address}>"
    says = [
        (service, _TYPE, _sd("Service")),
        (service, _sd("endpoint"), f"<{address}>"),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *((service, _sd("resultFormat"), f"<http://www.w3.org/ns/formats/{name}>") for name in _FORMATS),
        *service_statements(counts, base, address),
    ]
    return (f"{' '.join(triple)} ." for triple in says)


def _sd(name: str) -> str:
    return iri_token(_SD + name)
