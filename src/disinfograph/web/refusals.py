"""What is not answered, and how a client is told."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from disinfograph.errors import DisinfographError

_TITLES = {
    400: "Bad request",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    413: "Too large",
    415: "Unsupported media type",
    429: "Too many requests",
    500: "Internal error",
    503: "Unavailable",
    504: "Stopped at the time limit",
}


class Refused(DisinfographError):
    """A request that gets an HTTP status instead of an answer; its text is one sentence for the client."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, dict(headers or {})


def told(request: Request, refused: Refused) -> Response:
    """Return a refusal: a line of text, or a problem in JSON (RFC 9457) for the API and for who asks for JSON."""
    headers = {"Cache-Control": "no-store"} | refused.headers
    if request.url.path.startswith("/api") or "json" in request.headers.get("accept", ""):
        problem = {"title": _TITLES.get(refused.status, "Refused"), "status": refused.status, "detail": str(refused)}
        return JSONResponse(problem, refused.status, headers, media_type="application/problem+json")
    return PlainTextResponse(f"{refused}\n", refused.status, headers)
