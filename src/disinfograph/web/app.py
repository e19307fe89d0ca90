"""The application: every part is a router of its own, over the same pool of workers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from disinfograph import __version__
from disinfograph.errors import StoreUnavailable
from disinfograph.namespaces import BASE
from disinfograph.site.assets import FOLDER
from disinfograph.web.api import api_routes
from disinfograph.web.envelope import Envelope
from disinfograph.web.linked import linked_routes
from disinfograph.web.pool import Pool
from disinfograph.web.protocol import endpoint
from disinfograph.web.refusals import Refused, told
from disinfograph.web.remembered import Remembered
from disinfograph.web.settings import Settings
from disinfograph.web.wellknown import Service

_SAYS = (
    "Stored questions to a graph of debunked disinformation. Every claim in the answers is one that was debunked; none "
    "is stated as a fact. Any other question can be asked in SPARQL at /sparql."
)


def create_app(settings: Settings, pool: Pool, base: str = BASE) -> FastAPI:
    """Return the application over a pool that was started; `base` is the base of the graph's IRIs."""
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
    # The last one added is the outermost.
    app.add_middleware(Remembered, version=lambda: pool.version, size=settings.cache_mb << 19)
    app.add_middleware(Envelope, rate=settings.rate, burst=settings.burst)
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
    logging.getLogger("disinfograph.web").error("%s", fault)
    return told(request, Refused(503, "The data cannot be read just now.", {"Retry-After": "30"}))


_FAULTS: dict[Any, Callable[..., Awaitable[Response]]] = {
    Refused: _refused,
    HTTPException: _http,
    StoreUnavailable: _no_store,
}
