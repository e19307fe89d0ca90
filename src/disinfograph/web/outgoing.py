"""An answer as a response: never before it is finished, with what caches and people should know of it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from disinfograph import __version__
from disinfograph.stores.worker_frames import Question, Reply

VARY: Final = "Accept, Accept-Encoding"
TRUNCATED = "Result-Truncated"
"""The header that tells how many rows or triples an answer was cut to."""


def etag(version: str, what: object) -> str:
    """Return the entity tag of what a version of the data answers; weak, for the order of rows may differ."""
    return f'W/"{version}-{sha256(f"{__version__} {what!r}".encode()).hexdigest()[:12]}"'


def matches(known: str, tag: str) -> bool:
    """Say whether an If-None-Match header names an entity tag; both are compared as weak ones (RFC 9110)."""
    tags = {each.strip().removeprefix("W/") for each in known.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def unchanged(request: Request, tag: str) -> Response | None:
    """Return 304 when the client has this answer already, else None."""
    if request.method == "GET" and matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=caching(tag))
    return None


def finished(reply: Reply, question: Question, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the response that carries an answer."""
    more = {TRUNCATED: f"first={question.most}"} if reply.truncated else {}
    return Response(reply.body, 200, more | caching(etag(reply.version, question)) | dict(headers or {}), media_type)


def caching(tag: str) -> dict[str, str]:
    """Return the headers by which caches keep an answer, and ask each time whether it still holds."""
    return {"ETag": tag, "Vary": VARY, "Cache-Control": "no-cache"}
