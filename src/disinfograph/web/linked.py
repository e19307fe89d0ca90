"""Every IRI of the graph, dereferenced: 303 to a page or to data, and both by their suffix.

The rules are those of https://www.w3.org/TR/cooluris/ (section 4.3) and https://signposting.org/FAIR/.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from disinfograph.errors import NotFound
from disinfograph.iris import resolve_name
from disinfograph.site.addresses import (
    DATA,
    HOME,
    PAGE,
    SEARCH_CSV,
    Address,
    iri_of,
    page_path,
    read_address,
    thing_path,
)
from disinfograph.site.made import MADE
from disinfograph.site.signposts import signposts
from disinfograph.site.templates import POLICY_OF
from disinfograph.stores.worker_frames import MOVED, Reply, Visit
from disinfograph.web.incoming import client_of, url_pairs
from disinfograph.web.negotiation import GRAPHS, Offers, accepted, content_type
from disinfograph.web.outgoing import caching, etag, unchanged
from disinfograph.web.pool import Pool
from disinfograph.web.refusals import Refused

_DATA: Final[Offers] = {name: GRAPHS[name] for name in DATA}
_HTML: Final = ("text/html", "application/xhtml+xml")
# Who asks for anything gets data: browsers name HTML.
_THING: Final[Offers] = {**_DATA, PAGE: _HTML}
HOME_OFFERS: Final[Offers] = {PAGE: _HTML, **_DATA}
_LONGEST: Final = 2000


def linked_routes(pool: Pool, base: str) -> APIRouter:
    """Return the routes of pages, data and things; they take every path, so they come last."""
    router = APIRouter(include_in_schema=False)
    linked = _Linked(pool, base)
    router.add_api_route("/", linked.home, methods=["GET"])
    router.add_api_route("/curie/{name:path}", linked.named, methods=["GET"])
    router.add_api_route("/{path:path}", linked.anything, methods=["GET"])
    return router


class _Linked:
    def __init__(self, pool: Pool, base: str) -> None:
        self._pool, self._base = pool, base

    async def home(self, request: Request) -> Response:
        """Return the home page, or go to the data about the data set, or to the thing that `iri` names."""
        asked = [value for name, value in url_pairs(request) if name == "iri"]
        if asked:
            return self._found(asked[0])
        syntax = accepted(_wanted(request), HOME_OFFERS)
        if syntax == PAGE:
            return await self._sent(request, HOME, PAGE, {})
        return _see(Address("dataset").path(syntax))

    async def named(self, request: Request, name: str) -> Response:
        """Go to the thing that a CURIE or an IRI names."""
        return self._found(name)

    def _found(self, name: str) -> Response:
        if len(name) > _LONGEST:
            raise Refused(400, f"A name has at most {_LONGEST} characters.")
        try:
            iri = resolve_name(name, self._base)
        except NotFound as fault:
            raise Refused(404, f"{str(fault)[:1].upper()}{str(fault)[1:]}.") from fault
        thing = thing_path(iri, self._base)
        if thing is None:
            raise Refused(404, "This is the name of a thing elsewhere, which has no page here.")
        _, mark, anchor = iri.partition("#")
        return _see(quote(thing) + mark + quote(anchor))

    async def anything(self, request: Request, path: str) -> Response:
        """Return a page or data by its suffix; of a thing without one, go to where the Accept header likes."""
        address = read_address(path)
        if path.startswith("/"):
            raise _nothing()
        if path == SEARCH_CSV:
            return await self._table(request)
        if path in MADE:
            return await self._made(request, path)
        if address.syntax:
            return await self._shown(request, path, address)
        if iri_of(address, self._base) is None:
            raise _nothing()
        reply = await self._asked(request, Visit(path))
        if reply.status == MOVED:
            return _moved(reply.message)
        return self._elsewhere(address, accepted(_wanted(request), _THING))

    def _elsewhere(self, address: Address, syntax: str) -> Response:
        iri = iri_of(address, self._base) or ""
        target = page_path(iri, self._base) or "" if syntax == PAGE else address.path(syntax)
        return _see(target, self._posts(address))

    async def _shown(self, request: Request, path: str, address: Address) -> Response:
        iri = iri_of(address, self._base)
        if address.syntax != PAGE:
            return await self._sent(request, path, address.syntax, self._posts(address))
        shown = page_path(iri, self._base) if iri else None
        if shown and shown != address.path(PAGE):
            # A claim is shown on the page of its case.
            reply = await self._asked(request, Visit(address.thing))
            return _moved(reply.message if reply.status == MOVED else shown)
        return await self._sent(request, path, PAGE, self._posts(address) if iri else {})

    async def _sent(self, request: Request, path: str, syntax: str, headers: dict[str, str]) -> Response:
        given = tuple(url_pairs(request)) if syntax == PAGE else ()
        visit = Visit(path, given, self._pool.settings.answer_mb << 20)
        tag = etag(self._pool.version, visit)
        if same := unchanged(request, tag):
            return same
        reply = await self._asked(request, visit)
        if reply.status == MOVED:
            return _moved(reply.message)
        kind = content_type(syntax, _THING)
        policy = {"Content-Security-Policy": POLICY_OF[path]} if path in POLICY_OF else {}
        return Response(reply.body, reply.code, caching(etag(reply.version, visit)) | headers | policy, kind)

    async def _made(self, request: Request, path: str) -> Response:
        visit = Visit(path, (), self._pool.settings.answer_mb << 20)
        reply = await self._asked(request, visit)
        headers = {"Content-Disposition": f'attachment; filename="{path}"'}
        return Response(reply.body, 200, caching(etag(reply.version, visit)) | headers, MADE[path][0])

    async def _table(self, request: Request) -> Response:
        visit = Visit(SEARCH_CSV, tuple(url_pairs(request)), self._pool.settings.answer_mb << 20)
        reply = await self._asked(request, visit)
        headers = {"Content-Disposition": 'attachment; filename="cases.csv"'}
        return Response(reply.body, 200, caching(etag(reply.version, visit)) | headers, "text/csv; charset=utf-8")

    async def _asked(self, request: Request, visit: Visit) -> Reply:
        try:
            # Made to its end, also if the client leaves: a new worker would cost more.
            return await self._pool.ask(visit, client=client_of(request), own=True)
        except Refused as refused:
            if refused.status == 404:
                raise _nothing() from refused
            raise

    def _posts(self, address: Address) -> dict[str, str]:
        return {"Link": signposts(address, self._base)}


def _wanted(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _nothing() -> Refused:
    return Refused(404, "There is nothing at this address, and the graph knows nothing of such a thing.")


def _see(path: str, headers: dict[str, str] | None = None) -> Response:
    return RedirectResponse(f"/{path}", 303, {"Vary": "Accept", "Cache-Control": "no-cache"} | (headers or {}))


def _moved(path: str) -> Response:
    return RedirectResponse(f"/{path}", 301, {"Cache-Control": "no-cache"})
