"""Finished answers to GET requests, given again as long as the data is the same: nothing is worked out for them.

They are kept compressed, and sent so to who takes that. An answer is known by all that it depends on: the version of
the data, the path, the query, which syntaxes the Accept header likes best, and the host where the answer names it.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from disinfograph.site.addresses import SUFFIXES
from disinfograph.web.negotiation import Offers, liked, takes_gzip
from disinfograph.web.outgoing import TRUNCATED, matches
from disinfograph.web.recent import Recent

Raw = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, tuple[str, ...], bytes]

_SHARE: Final = 16
_OVERHEAD: Final = 1024
_A_HEADER: Final = 110
"""Bytes that Python needs for a pair of texts beside the texts."""

_LONGEST: Final = 2000
_LONGEST_ACCEPT: Final = 500
_LARGEST: Final = 8 << 20
_WHILE_OTHERS_WAIT: Final = 1 << 17
"""Bytes that are compressed at once; more are in a thread."""

_LEVEL: Final = 6
_UNTOLD: Final = frozenset({b"content-length", b"content-encoding"})
_OF_UNCHANGED: Final = frozenset({b"etag", b"vary", b"cache-control"})
_OF_HOSTS: Final = ("/sparql", "/.well-known/")
"""Where answers name the host that they were asked at."""

_NEGOTIATED: Final = ("/api/", *_OF_HOSTS)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Headers without those of the body; the body compressed where that saves something."""

    headers: Raw
    etag: str
    body: bytes
    packed: bool

    def weight(self, key: Key) -> int:
        headers = sum(_A_HEADER + len(name) + len(value) for name, value in self.headers)
        return len(self.body) + headers + 4 * len(key[0]) + len(key[1]) + len(key[3]) + _OVERHEAD


class Remembered:
    """Keeps whole answers with an entity tag that begins with the version of the data, in about `size` bytes.

    What is asked with a query has a quarter of them, for there is no end of queries: pages are not forgotten for it.
    An eighth is for bodies that were asked for uncompressed. Refusals and answers that were cut are never kept.
    """

    def __init__(self, app: ASGIApp, version: Callable[[], str], size: int, offers: Sequence[Offers]) -> None:
        self._app, self._version, self._now = app, version, ""
        self._pages: Recent[Key, _Answer] = Recent(size * 5 // 8, _SHARE)
        self._asked: Recent[Key, _Answer] = Recent(size // 4, _SHARE // 2)
        self._plain: Recent[Key, bytes] = Recent(size // 8, _SHARE // 4)
        self._likes = lru_cache(1024)(lambda accept: liked(accept, offers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give an answer again, or let the application make it."""
        headers = _read(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        key = None if headers is None else self._key(scope, headers)
        if headers is None or key is None:
            await self._app(scope, receive, send)
            return
        self._renew()
        recent = self._asked if key[1] else self._pages
        takes = takes_gzip(headers[b"accept-encoding"])
        if known := recent.get(key):
            await self._give(key, known, send, takes=takes, has=headers[b"if-none-match"])
        else:
            await self._make(key, recent, (scope, receive, send), takes=takes)

    def _renew(self) -> None:
        if (version := self._version()) != self._now:
            self._now = version
            for recent in (self._pages, self._asked, self._plain):
                recent.clear()

    def _key(self, scope: Scope, headers: dict[bytes, bytes]) -> Key | None:
        """Return what an answer depends on; None where that is too long to be kept."""
        path, query, accept = scope["path"], scope["query_string"], headers[b"accept"]
        if len(path) + len(query) > _LONGEST or len(accept) > _LONGEST_ACCEPT:
            return None
        likes = () if _has_suffix(path) else self._likes(accept.decode("latin-1"))
        return path, query, likes, headers[b"host"] if path.startswith(_OF_HOSTS) else b""

    async def _give(self, key: Key, answer: _Answer, send: Send, *, takes: bool, has: bytes) -> None:
        if has and matches(has.decode("latin-1"), answer.etag):
            headers = [pair for pair in answer.headers if pair[0] in _OF_UNCHANGED]
            await _send(send, 304, headers, b"")
        elif answer.packed and takes:
            await _send(send, 200, [*answer.headers, (b"content-encoding", b"gzip")], answer.body)
        else:
            await _send(send, 200, list(answer.headers), self._unpacked(key, answer))

    def _unpacked(self, key: Key, answer: _Answer) -> bytes:
        if not answer.packed:
            return answer.body
        body = self._plain.get(key)
        if body is None:
            body = zlib.decompress(answer.body, wbits=31)
            self._plain.put(key, body, len(body) + _OVERHEAD)
        return body

    async def _make(
        self, key: Key, recent: Recent[Key, _Answer], request: tuple[Scope, Receive, Send], *, takes: bool
    ) -> None:
        scope, receive, send = request
        version = self._now
        start: dict[str, Any] = {}

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and _fit(message, version):
                # It is sent with the body, which may become a shorter one.
                start.update(message)
                return
            if not start or message["type"] != "http.response.body":
                await send(message)
                return
            held = dict(start)
            start.clear()
            body = message.get("body", b"")
            if message.get("more_body") or len(body) > _LARGEST:
                await send(held)
                await send(message)
            elif takes:
                answer = await self._keep(key, recent, held, body)
                await self._give(key, answer, send, takes=True, has=b"")
            else:
                await send(held)
                await send(message)
                await self._keep(key, recent, held, body)

        await self._app(scope, receive, sent)

    async def _keep(self, key: Key, recent: Recent[Key, _Answer], start: dict[str, Any], body: bytes) -> _Answer:
        version = self._now
        packed = await asyncio.to_thread(_packed, body) if len(body) > _WHILE_OTHERS_WAIT else _packed(body)
        headers = [pair for pair in start["headers"] if pair[0] not in _UNTOLD]
        answer = _Answer(headers, _etag(start), packed or body, packed is not None)
        # Meanwhile another version may have come.
        if version == self._now == self._version() and _ours(answer.etag, version):
            recent.put(key, answer, answer.weight(key))
        return answer


async def _send(send: Send, status: int, headers: Raw, body: bytes) -> None:
    if status != 304:
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _packed(body: bytes) -> bytes | None:
    """Return a body compressed, None where that saves less than an eighth."""
    packed = gzip.compress(body, _LEVEL, mtime=0)
    return packed if len(packed) < len(body) * 7 // 8 else None


_READ: Final = dict.fromkeys((b"accept", b"accept-encoding", b"host", b"if-none-match"), b"")


def _read(scope: Scope) -> dict[bytes, bytes]:
    """Return the headers that matter here, "" where they are not sent; those sent several times joined."""
    found = dict(_READ)
    for name, value in scope["headers"]:
        if name in found:
            found[name] = b"%b, %b" % (found[name], value) if found[name] else value
    return found


def _has_suffix(path: str) -> bool:
    """Say whether an address names its syntax itself, so that the Accept header does not matter."""
    return not path.startswith(_NEGOTIATED) and path.rpartition(".")[2] in SUFFIXES


def _fit(start: Message, version: str) -> bool:
    if start["status"] != 200:
        return False
    names = {name for name, _ in start["headers"]}
    coded = b"content-encoding" in names or TRUNCATED.lower().encode() in names
    return not coded and _ours(_etag(start), version)


def _ours(etag: str, version: str) -> bool:
    return bool(version) and etag.startswith(f'W/"{version}-')


def _etag(start: Message) -> str:
    return next((value.decode("latin-1") for name, value in start["headers"] if name == b"etag"), "")
