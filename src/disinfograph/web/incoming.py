"""What a request says: its parameters, its body in bounded size and time, whether the client is still there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from disinfograph.web.refusals import Refused

T = TypeVar("T")
Pairs = list[tuple[str, str]]

_MOST_PARAMETERS: Final = 200
_BODY_TIME: Final = 20
_DRAINED: Final = 32 << 20
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


def pairs(raw: bytes) -> Pairs:
    """Return form-encoded parameters in order; Refused where they are no UTF-8, or too many."""
    try:
        return parse_qsl(raw.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError as fault:
        raise Refused(400, "The parameters are not UTF-8.") from fault
    except ValueError as fault:
        raise Refused(400, f"There are more than {_MOST_PARAMETERS} parameters.") from fault


def url_pairs(request: Request) -> Pairs:
    """Return the parameters of the URL."""
    return pairs(request.scope["query_string"])


async def body(request: Request, most: int) -> bytes:
    """Return the body of a request; Refused where it has more than `most` bytes, or does not come."""
    blocks, size = [], 0
    try:
        async with asyncio.timeout(_BODY_TIME):
            async for block in request.stream():
                size += len(block)
                if size <= most:
                    blocks.append(block)
                elif size > _DRAINED:
                    break
    except (TimeoutError, ClientDisconnect) as fault:
        raise Refused(400, "The request did not come to its end.") from fault
    # A client that is still sending would not read the answer, so some more is read, and let go.
    if size > most:
        raise Refused(413, f"The request has more than {most:,} bytes.", {"Connection": "close"})
    return b"".join(blocks)


async def unless_gone(request: Request, answer: Awaitable[T]) -> T:
    """Return the answer; if the client leaves before it is there, its making is cancelled. The body must be read."""
    working = asyncio.ensure_future(answer)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Refused(499, "The client has left.")
        return working.result()
    finally:
        leaving.cancel()
        if not working.done():
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def client_of(request: Request) -> str:
    """Return who asks, as the limits count clients."""
    return str(request.scope.get("disinfograph.client", ""))


def origin(request: Request, public: str) -> str:
    """Return the scheme and host under which the client sees this server, without a slash at the end."""
    if public:
        return public.rstrip("/")
    host = request.headers.get("host", "")
    # Anybody may write anything into Host, and this goes into IRIs.
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else "http://localhost"
