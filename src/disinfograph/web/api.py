"""The stored queries as an API: typed parameters, pages, four syntaxes, and a description by OpenAPI 3.1."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from disinfograph.errors import BadQuery, NotFound
from disinfograph.iris import resolve_name
from disinfograph.queries.catalogue import Query, catalogue
from disinfograph.queries.fast import HOLDS_SUMMARY, fast, joined
from disinfograph.queries.parameters import bind
from disinfograph.queries.values import TAKES
from disinfograph.queries.words import looks_for_words, sought
from disinfograph.site.templates import rendered
from disinfograph.stores.worker_frames import Question, Reply
from disinfograph.web.incoming import Pairs, client_of, unless_gone, url_pairs
from disinfograph.web.negotiation import ROWS, Offers, accepted, content_type, named
from disinfograph.web.openapi import LONGEST_VALUE, MOST_PAGES, operation
from disinfograph.web.outgoing import TRUNCATED, VARY, etag, finished, unchanged
from disinfograph.web.pool import Pool
from disinfograph.web.refusals import Refused

OBJECTS: Final[Offers] = {
    "objects": ("application/json",),
    "html": ("text/html", "application/xhtml+xml"),
    **{name: types for name, types in ROWS.items() if name != "json"},
    "json": ("application/sparql-results+json",),
}
_LISTED: Final[Offers] = {"objects": ("application/json",), "html": OBJECTS["html"]}
_NO_TEXTS: Final = TAKES.keys() - {"literal", "string"}
_OURS: Final = frozenset({"page", "format"})


def api_routes(pool: Pool, base: str) -> APIRouter:
    """Return the routes below `/api`."""
    router = APIRouter()
    router.add_api_route("/api", _listed, methods=["GET"], include_in_schema=False)
    router.add_api_route("/api/queries", _listed, methods=["GET"], openapi_extra=_LIST, tags=["queries"])
    for query in catalogue().values():
        router.add_api_route(
            f"/api/queries/{query.name}",
            _asking(pool, query, base),
            methods=["GET"],
            name=query.name,
            operation_id=query.name.replace("/", "-"),
            summary=query.summary,
            description=query.description,
            tags=list(query.tags),
            openapi_extra=operation(query),
            responses={200: {"description": "The answer"}},
            response_class=Response,
        )
    return router


_LIST: Final[dict[str, Any]] = {
    "responses": {
        "200": {
            "description": "Every stored query with its address, parameters and columns",
            "content": {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}},
        }
    }
}


async def _listed(request: Request) -> Response:
    """List the stored queries."""
    syntax = _syntax(request, url_pairs(request), _LISTED)
    queries = list(catalogue().values())
    if syntax == "html":
        return HTMLResponse(rendered("queries.html", queries=queries), headers={"Vary": "Accept"})
    return JSONResponse([_told(query) for query in queries], headers={"Vary": "Accept"})


def _told(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "url": f"/api/queries/{query.name}",
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "kind": each.kind,
                "required": each.required,
                "default": each.default,
                "choices": list(each.choices),
                "description": each.description,
            }
            for each in query.parameters
        ],
        "columns": dict(query.columns),
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request wants of a stored query."""

    query: Query
    values: dict[str, str]
    page: int
    syntax: str

    def lacks(self) -> bool:
        """Say whether a value is missing that the query cannot do without."""
        return any(each.required and each.name not in self.values for each in self.query.parameters)

    def address(self, page: int) -> str:
        """Return the path of another page of the same answer."""
        return f"/api/queries/{self.query.name}?{urlencode({**self.values, 'page': page})}"


def _asking(pool: Pool, query: Query, base: str) -> Callable[[Request], Awaitable[Response]]:
    size = min(query.pagination or pool.settings.page, pool.settings.rows)
    # A query that looks for a text is narrowed by the index beside the store, and its text for Oxigraph is not.
    quick, whole = fast(query), query if looks_for_words(query) else joined(query)

    async def ask(request: Request) -> Response:
        given = url_pairs(request)
        syntax = _syntax(request, given, OBJECTS)
        asked = _Asked(query, _values(given, query, filled_in=syntax == "html"), _page(given), syntax)
        # A browser gets the form first; who names the format has read what is required.
        if asked.syntax == "html" and asked.lacks() and all(name != "format" for name, _ in given):
            return _page_of(asked, None, {}, base)
        text = quick if quick and await _holds_summary(pool) else whole
        question = _question(asked, text, pool, base, size)
        if same := unchanged(request, etag(pool.version, (question, asked.syntax))):
            return same
        try:
            reply = await unless_gone(request, pool.ask(question, client=client_of(request), own=True))
        except Refused as refused:
            raise _unknown(asked, base, refused) from refused
        headers = {"ETag": etag(reply.version, (question, asked.syntax))} | _paging(asked, reply, size)
        if asked.syntax == "html":
            return _page_of(asked, reply, headers, base)
        return finished(reply, question, content_type(asked.syntax, OBJECTS), headers)

    return ask


def _syntax(request: Request, given: Pairs, offers: Offers) -> str:
    asked = [value for name, value in given if name == "format"]
    if not asked:
        return accepted(", ".join(request.headers.getlist("accept")), offers)
    # Here `json` is what people expect: objects keyed by column.
    word = "objects" if asked[0] == "json" else asked[0]
    if len(asked) > 1 or (found := named(word, offers)) is None:
        words = ", ".join("json" if name == "objects" else name for name in offers if name != "json")
        raise Refused(400, f"The parameter format takes one of {words}.")
    return found


def _values(given: Pairs, query: Query, *, filled_in: bool) -> dict[str, str]:
    """Return the values of the query's own parameters; of a form, those that were filled in.

    An empty text is no value, and a missing one where it is required.
    """
    found: dict[str, str] = {}
    texts = {each.name for each in query.parameters if each.type not in _NO_TEXTS}
    for name, value in given:
        if name in _OURS or (not value and (filled_in or name in texts)):
            continue
        if name in found:
            raise Refused(400, f"The parameter {name!r} is given twice.")
        if len(value) > LONGEST_VALUE:
            raise Refused(400, f"The parameter {name!r} has more than {LONGEST_VALUE} characters.")
        found[name] = value
    return found


def _page(given: Pairs) -> int:
    pages = [value for name, value in given if name == "page"] or ["1"]
    legal = len(pages) == 1 and pages[0].isascii() and pages[0].isdigit() and 0 < int(pages[0][:9]) <= MOST_PAGES
    if not legal or len(pages[0]) > len(str(MOST_PAGES)):
        raise Refused(400, f"The parameter page takes one number from 1 to {MOST_PAGES}.")
    return int(pages[0])


async def _holds_summary(pool: Pool) -> bool:
    """Say whether the graph has the cells that fast texts read; asked once for each version."""
    reply = await pool.ask(Question(HOLDS_SUMMARY, "csv", 1, 100), own=True)
    return reply.body.strip() == b"true"


def _question(asked: _Asked, query: Query, pool: Pool, base: str, size: int) -> Question:
    try:
        text = bind(query, asked.values, lambda name: resolve_name(name, base))
    except (BadQuery, NotFound) as fault:
        raise Refused(_status(asked, base), _sentence(str(fault).removeprefix(f"{query.name}: "))) from fault
    return Question(
        text=text,
        syntax="json" if asked.syntax == "html" else asked.syntax,
        most=pool.settings.rows,
        size=pool.settings.answer_mb << 20,
        first=(asked.page - 1) * size,
        count=size,
        known=tuple(_iris(asked, base).values()),
        sought=sought(query, asked.values),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _status(asked: _Asked, base: str) -> int:
    """Return 404 where the only fault is a name that nothing carries, 400 for every other."""
    names = {each.name: each for each in asked.query.parameters}
    wanted = {each.name for each in asked.query.parameters if each.required}
    if not asked.values.keys() <= names.keys() or not wanted <= asked.values.keys():
        return 400
    iris = {name for name, each in names.items() if each.type == "iri"}
    for name, value in asked.values.items():
        try:
            names[name].term(value, lambda text: resolve_name(text, base))
        except BadQuery:
            if name not in iris:
                return 400
    return 404


def _iris(asked: _Asked, base: str) -> dict[str, str]:
    """Return the IRIs that the parameters name."""
    return {
        each.name: str(each.term(asked.values[each.name], lambda text: resolve_name(text, base)))
        for each in asked.query.parameters
        if each.type == "iri" and each.name in asked.values
    }


def _unknown(asked: _Asked, base: str, refused: Refused) -> Refused:
    """Return a refusal for an IRI of which the graph says nothing in the words of who asked."""
    if refused.status != 404:
        return refused
    name = next((name for name, iri in _iris(asked, base).items() if iri == str(refused)), "")
    return Refused(404, f"The graph knows nothing of {asked.values.get(name, '')!r}, given as {name}.")


def _paging(asked: _Asked, reply: Reply, size: int) -> dict[str, str]:
    """Return the headers that tell of other pages: RFC 8288, with addresses relative to this one."""
    last = max(1, -(-reply.total // size))
    pages = {"first": 1, "last": last}
    if asked.page > 1:
        pages["prev"] = min(asked.page - 1, last)
    if asked.page < last:
        pages["next"] = asked.page + 1
    links = [f'<{asked.address(page)}>; rel="{name}"' for name, page in sorted(pages.items())]
    links.append('</api/openapi.json>; rel="service-desc"')
    return {"Link": ", ".join(links), "X-Total-Count": str(reply.total)}


def _page_of(asked: _Asked, reply: Reply | None, headers: dict[str, str], base: str) -> Response:
    found = json.loads(reply.body) if reply else None
    cut = {TRUNCATED: f"first={reply.total}"} if reply and reply.truncated else {}
    page = rendered(
        "query.html", query=asked.query, values=asked.values, found=found, reply=reply, page=asked.page,
        address=asked.address, base=base,
    )  # fmt: skip
    return HTMLResponse(page, 200, {"Vary": VARY, "Cache-Control": "no-cache"} | cut | headers)
