"""The application: every part is a router of its own, over the same pool of workers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from disinfograph import __version__
from disinfograph.errors import StoreUnavailable
from disinfograph.namespaces import BASE
from disinfograph.site.assets import FOLDER
from disinfograph.web.api import OBJECTS, api_routes
from disinfograph.web.description import PAGE_OR_GRAPH
from disinfograph.web.envelope import LOG, Envelope
from disinfograph.web.linked import HOME_OFFERS, linked_routes
from disinfograph.web.negotiation import GRAPHS, ROWS
from disinfograph.web.pool import Pool
from disinfograph.web.protocol import endpoint
from disinfograph.web.refusals import Refused
from disinfograph.web.remembered import Remembered
from disinfograph.web.settings import Settings
from disinfograph.web.telling import told
from disinfograph.web.wellknown import Service

_SAYS = (
    "Stored questions to a graph of debunked disinformation. Every claim in the answers is one that was debunked; none "
    "is stated as a fact. Any other question can be asked in SPARQL at /sparql."
)

_OFFERS = (OBJECTS, HOME_OFFERS, PAGE_OR_GRAPH, ROWS, GRAPHS)
"""All among which an Accept header chooses, where the answer is one that is remembered."""


def create_app(settings: Settings, pool: Pool, base: str = BASE, log: Callable[[str], None] | None = None) -> ASGIApp:
    """Return the application over a pool that was started; `base` is the base of the graph's IRIs.

    `log` is given a line for each request.
    """
    # What is remembered never gets as far as the framework.
    size = (settings.cache_mb << 18) * 3
    kept = Remembered(_made(pool, base), lambda: pool.version, size, _OFFERS)
    return Envelope(kept, settings.rate, settings.burst, log or LOG.info)


def _made(pool: Pool, base: str) -> ASGIApp:
    app = FastAPI(
        title="disinfograph",
        version=__version__,
        description=_SAYS,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    service = Service(pool, base)
    handler = endpoint(pool, service)
    for path in ("/sparql", "/sparql/"):
        app.add_api_route(path, _plain(handler), methods=["GET", "POST"], include_in_schema=False)
    app.mount("/assets", StaticFiles(directory=FOLDER))
    for router in (api_routes(pool, base), service.routes(), linked_routes(pool, base)):
        app.include_router(router)
    for kind, answer in _FAULTS.items():
        app.add_exception_handler(kind, cast("Any", answer))
    return app


def _plain(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await handler(request)

    return answer


async def _refused(request: Request, fault: Refused) -> Response:
    return told(request, fault)


async def _http(request: Request, fault: HTTPException) -> Response:
    sentences = {404: "There is nothing at this address.", 405: "This address does not take this method."}
    sentence = sentences.get(fault.status_code, f"{fault.detail}.")
    return told(request, Refused(fault.status_code, sentence, fault.headers))


async def _no_store(request: Request, fault: StoreUnavailable) -> Response:
    LOG.error("%s", fault)
    return told(request, Refused(503, "The data cannot be read just now.", {"Retry-After": "30"}))


async def _broken(request: Request, fault: Exception) -> Response:
    # The framework raises it again, and the envelope logs it.
    return told(request, Refused(500, "Something went wrong in the server."))


_FAULTS: dict[Any, Callable[..., Awaitable[Response]]] = {
    Refused: _refused,
    HTTPException: _http,
    StoreUnavailable: _no_store,
    Exception: _broken,
}
