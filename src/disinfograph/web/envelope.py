"""Around every request: who asks, how often, what every answer says, and one line in the log."""

from __future__ import annotations

import ipaddress
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from disinfograph.site.templates import POLICY
from disinfograph.web.refusals import Refused
from disinfograph.web.telling import told

LOG: Final = logging.getLogger("disinfograph.web")

_EXPOSED: Final = "ETag, Link, Retry-After, Result-Truncated, X-Total-Count"
_PREFLIGHT: Final = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_SAFE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": _EXPOSED,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": POLICY,
}
_SAFE_RAW: Final = [(name.lower().encode(), value.encode("latin-1")) for name, value in _SAFE.items()]
_MOST_CLIENTS: Final = 10_000
_LONGEST_PATH: Final = 200


class Buckets:
    """How many requests each client may make: a bucket of `burst` that fills at `rate` a second."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, burst
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float) -> float:
        """Take one request from a client's bucket; return the seconds until there is one, 0 where there was."""
        level, last = self._levels.pop(client, (float(self._burst), now))
        level = min(self._burst, level + (now - last) * self._rate)
        allowed = level >= 1
        self._levels[client] = (level - 1 if allowed else level, now)
        if len(self._levels) > _MOST_CLIENTS:
            self._levels.popitem(last=False)
        return 0.0 if allowed else (1 - level) / self._rate


class Envelope:
    """The outermost part of the application; `rate` 0 sets no limit, `log` takes a line for each request."""

    def __init__(self, app: ASGIApp, rate: float, burst: int, log: Callable[[str], None]) -> None:
        self._app, self._log = app, log
        self._buckets = Buckets(rate, burst) if rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application do it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _Sending(send, time.monotonic())
        try:
            await self._answer(scope, receive, sending)
        except Exception:
            LOG.exception("a fault of this program")
            if sending.ended:
                return
            if sending.status:
                raise
            refused = Refused(500, "Something went wrong in the server.")
            await told(Request(scope), refused)(scope, receive, sending)
        finally:
            self._log(sending.line(scope))

    async def _answer(self, scope: Scope, receive: Receive, send: _Sending) -> None:
        client = _client(scope)
        if scope["method"] == "OPTIONS":
            # Only queries may be too long for an address.
            methods = "GET, HEAD, POST, OPTIONS" if scope["path"].startswith("/sparql") else "GET, HEAD, OPTIONS"
            said = _PREFLIGHT | {"Allow": methods, "Access-Control-Allow-Methods": methods}
            await Response(status_code=204, headers=said)(scope, receive, send)
            return
        wait = self._buckets.wait(client, time.monotonic()) if self._buckets else 0
        if wait:
            refused = Refused(429, "Too many requests. Wait a little.", {"Retry-After": str(int(wait) + 1)})
            await told(Request(scope), refused)(scope, receive, send)
            return
        # The server leaves out the body of a HEAD itself.
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        await self._app({**scope, "method": method, "disinfograph.client": client}, receive, send)


class _Sending:
    """Sends an answer on, with the headers of all answers, and remembers what was sent."""

    def __init__(self, send: Send, began: float) -> None:
        self._send, self._began = send, began
        self.status, self.ended, self._bytes = 0, False, 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", ()))
            said = {name for name, _ in headers}
            headers += [pair for pair in _SAFE_RAW if pair[0] not in said]
            message = {**message, "headers": headers}
        elif message["type"] == "http.response.body":
            self._bytes += len(message.get("body", b""))
            self.ended = not message.get("more_body")
        await self._send(message)

    def line(self, scope: Scope) -> str:
        """Return the line of the log: no query, no parameters, nobody's address."""
        took = (time.monotonic() - self._began) * 1000
        path = scope.get("raw_path", b"").partition(b"?")[0].decode("latin-1")[:_LONGEST_PATH]
        shown = path if path.isprintable() and path.isascii() else repr(path)
        return f"{scope['method']} {shown} {self.status or '-'} {self._bytes} bytes {took:.0f} ms"


def _client(scope: Scope) -> str:
    """Return whom a request counts for: an IPv4 address, or the 64 bits of IPv6 that one household has."""
    return _household((scope.get("client") or ("",))[0])


@lru_cache(1024)
def _household(host: Any) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))
