"""What the endpoint says of itself: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from disinfograph.namespaces import PREFIXES
from disinfograph.stores.serialiser import serialise
from disinfograph.stores.worker_frames import Question
from disinfograph.terms import XSD, iri_token, typed_token
from disinfograph.web.incoming import origin, url_pairs
from disinfograph.web.negotiation import GRAPHS, Offers, accepted, content_type, named
from disinfograph.web.outgoing import caching, etag, unchanged
from disinfograph.web.pool import Pool
from disinfograph.web.templates import rendered

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = iri_token(f"{PREFIXES['rdf']}type")
_FORMATS: Final = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV "
    "Turtle N-Triples JSON-LD RDF_XML TriG N-Quads"
).split()
_PAGE_OR_GRAPH: Final[Offers] = {**GRAPHS, "html": ("text/html", "application/xhtml+xml")}
_SIZES: Final = """
SELECT ?graph (COUNT(*) AS ?triples) WHERE {
  { ?s ?p ?o } UNION { GRAPH ?graph { ?s ?p ?o } }
} GROUP BY ?graph ORDER BY ?graph"""


async def described(request: Request, pool: Pool) -> Response:
    """Return the service description, or for a browser the page with a field for queries."""
    asked = (named(value, _PAGE_OR_GRAPH) for name, value in url_pairs(request) if name == "format")
    syntax = next(filter(None, asked), None) or accepted(", ".join(request.headers.getlist("accept")), _PAGE_OR_GRAPH)
    address = f"{origin(request, pool.settings.public_url)}/sparql"
    tag = etag(pool.version, ("description", address, syntax))
    headers = caching(tag)
    if same := unchanged(request, tag):
        return same
    if syntax == "html":
        return HTMLResponse(rendered("sparql.html", settings=pool.settings, prefixes=PREFIXES), headers=headers)
    out = io.BytesIO()
    serialise(_lines(address, await _sizes(pool)), syntax, PREFIXES | {"sd": _SD}, out)
    return Response(out.getvalue(), 200, headers, content_type(syntax, GRAPHS))


async def _sizes(pool: Pool) -> dict[str, int]:
    """Return the number of triples of each graph, of the default graph under ""."""
    question = Question(_SIZES, "json", pool.settings.rows, pool.settings.answer_mb << 20)
    rows = json.loads((await pool.ask(question, own=True)).body)["results"]["bindings"]
    return {"": 0} | {row.get("graph", {"value": ""})["value"]: int(row["triples"]["value"]) for row in rows}


def _lines(address: str, sizes: dict[str, int]) -> Iterator[str]:
    """Yield the description as N-Triples lines."""
    service, dataset, merge = f"<{address}>", f"<{address}#dataset>", f"<{address}#default>"
    says = [
        (service, _TYPE, _sd("Service")),
        (service, _sd("endpoint"), f"<{address}>"),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *((service, _sd("resultFormat"), f"<http://www.w3.org/ns/formats/{name}>") for name in _FORMATS),
        (service, _sd("defaultDataset"), dataset),
        (dataset, _TYPE, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), merge),
        (merge, _TYPE, _sd("Graph")),
        (merge, _VOID_TRIPLES, typed_token(str(sizes[""]), f"{XSD}integer")),
    ]
    for place, (name, size) in enumerate((name, size) for name, size in sizes.items() if name):
        graph, content = f"<{address}#graph-{place}>", f"<{address}#graph-{place}-content>"
        says += [
            (dataset, _sd("namedGraph"), graph),
            (graph, _TYPE, _sd("NamedGraph")),
            (graph, _sd("name"), iri_token(name)),
            (graph, _sd("graph"), content),
            (content, _TYPE, _sd("Graph")),
            (content, _VOID_TRIPLES, typed_token(str(size), f"{XSD}integer")),
        ]
    return (f"{' '.join(triple)} ." for triple in says)


_VOID_TRIPLES: Final = iri_token(f"{PREFIXES['void']}triples")


def _sd(name: str) -> str:
    return iri_token(_SD + name)
