"""Finished answers to GET requests, given again as long as the data is the same: nothing is worked out for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from disinfograph.web.outgoing import matches

Key = tuple[str, bytes, bytes, str, str]

_SHARE: Final = 16
_OVERHEAD: Final = 2048


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str

    def weight(self, key: Key) -> int:
        return len(self.body) + len(key[1]) + len(key[2]) + len(key[3]) + _OVERHEAD


class Remembered:
    """Keeps whole answers with an entity tag that begins with the version of the data, in at most `size` bytes.

    An answer is known by the address, the Accept header and the host that it was asked with.
    """

    def __init__(self, app: ASGIApp, version: Callable[[], str], size: int) -> None:
        self._app, self._version, self._size = app, version, size
        self._used = 0
        self._answers: OrderedDict[Key, _Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give an answer again, or let the application make it."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # The path as it was sent: decoded, two addresses could look like one.
        path = scope.get("raw_path") or scope["path"].encode()
        accept = ", ".join(headers.getlist("accept"))
        key = (self._version(), path, scope["query_string"], accept, headers.get("host", ""))
        known = self._answers.get(key)
        if known is None:
            await self._made(key, scope, receive, send)
            return
        self._answers.move_to_end(key)
        await _given(known, headers.get("if-none-match", ""))(scope, receive, send)

    async def _made(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif start.get("status") == 200 and not message.get("more_body"):
                self._keep(key, _Answer(list(start["headers"]), message.get("body", b""), _etag(start)))
            elif message.get("more_body"):
                start.clear()
            await send(message)

        await self._app(scope, receive, sent)

    def _keep(self, key: Key, answer: _Answer) -> None:
        weight = answer.weight(key)
        ours = key[0] and answer.etag.startswith(f'W/"{key[0]}-')
        if not ours or weight > self._size // _SHARE or key in self._answers:
            return
        self._answers[key] = answer
        self._used += weight
        while self._used > self._size:
            old, forgotten = self._answers.popitem(last=False)
            self._used -= forgotten.weight(old)


def _etag(start: Message) -> str:
    return Headers(raw=list(start["headers"])).get("etag", "")


def _given(answer: _Answer, known: str) -> Response:
    if matches(known, answer.etag):
        given = Response(status_code=304)
        given.raw_headers = [pair for pair in answer.headers if pair[0] in (b"etag", b"vary", b"cache-control")]
        return given
    given = Response(answer.body)
    given.raw_headers = answer.headers
    return given
