"""How a client is told that it gets no answer: people in a page, programmes in a line of text or in JSON."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from disinfograph.site.templates import rendered
from disinfograph.web.negotiation import Offers, accepted
from disinfograph.web.refusals import Refused

_TITLES: Final = {
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
# Who likes anything is a programme: browsers name HTML.
_OFFERS: Final[Offers] = {
    "text": ("text/plain",),
    "problem": ("application/problem+json", "application/json"),
    "html": ("text/html", "application/xhtml+xml"),
}


def told(request: Request, refused: Refused) -> Response:
    """Return a refusal: a page for browsers, for the API and who asks for JSON a problem (RFC 9457), else text.

    All say the same sentence, with the same status.
    """
    headers = {"Cache-Control": "no-store", "Vary": "Accept"} | refused.headers
    accept = ", ".join(request.headers.getlist("accept"))
    title = _TITLES.get(refused.status, "Refused")
    if _likes_pages(accept):
        return HTMLResponse(_page(title, str(refused)), refused.status, headers)
    if request.url.path.startswith("/api") or "json" in accept:
        problem = {"title": title, "status": refused.status, "detail": str(refused)}
        return JSONResponse(problem, refused.status, headers, media_type="application/problem+json")
    return PlainTextResponse(f"{refused}\n", refused.status, headers)


@lru_cache(256)
def _likes_pages(accept: str) -> bool:
    try:
        return "html" in accept and accepted(accept, _OFFERS) == "html"
    except Refused:
        return False


@lru_cache(64)
def _page(title: str, sentence: str) -> str:
    # Kept for floods of the same refusal: it must stay cheap to say no.
    return rendered("refused.html", title=title, sentence=sentence)
