"""The SPARQL 1.1 Protocol, for queries: https://www.w3.org/TR/sparql11-protocol/. Nothing is updated over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from disinfograph.stores.worker_frames import Question
from disinfograph.web.description import described
from disinfograph.web.incoming import Pairs, body, client_of, origin, pairs, unless_gone, url_pairs
from disinfograph.web.negotiation import GRAPHS, ROWS, Offers, accepted, content_type, named
from disinfograph.web.outgoing import etag, finished, unchanged
from disinfograph.web.pool import Pool
from disinfograph.web.refusals import Refused
from disinfograph.web.scan import scanned
from disinfograph.web.wellknown import Service, asks_about_service

_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_NO_UPDATE = "This endpoint only answers queries: its data is changed by publishing a new build, never over HTTP."
# A percent-encoded byte takes three, and graph names come beside the query.
_ENCODED, _BESIDE = 3, 1 << 14


def endpoint(pool: Pool, service: Service) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of `/sparql`."""

    async def sparql(request: Request) -> Response:
        given = await _given(request, pool.settings.query_kb << 10)
        text = _one(given, "query")
        if text is None:
            if request.method == "POST":
                raise Refused(400, "The form has no parameter query.")
            return await described(request, pool, service.partitions)
        question, media_type = _question(request, pool, text, given)
        if asks_about_service(text):
            site = origin(request, pool.settings.public_url)
            question = replace(question, statements=await service.statements(site))
        same = unchanged(request, etag(pool.version, question))
        if same:
            return same
        reply = await unless_gone(request, pool.ask(question, client=client_of(request)))
        return finished(reply, question, media_type)

    return sparql


async def _given(request: Request, most: int) -> Pairs:
    """Return all parameters of a request, the query among them; Refused for one that is none of the three forms."""
    given = url_pairs(request)
    if request.method == "POST":
        given += await _posted(request, most)
    if any(name == "update" for name, _ in given):
        raise Refused(403, _NO_UPDATE)
    return given


async def _posted(request: Request, most: int) -> Pairs:
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    if kind == _UPDATE:
        raise Refused(403, _NO_UPDATE)
    if kind not in (_FORM, _DIRECT):
        raise Refused(415, f"A query is sent as {_FORM} or {_DIRECT}.")
    if "charset" in parameters and "utf-8" not in parameters and "utf8" not in parameters:
        raise Refused(415, "A query is sent in UTF-8.")
    sent = await body(request, most * (_ENCODED if kind == _FORM else 1) + _BESIDE)
    if kind == _FORM:
        return pairs(sent)
    try:
        return [("query", sent.decode("utf-8"))]
    except UnicodeDecodeError as fault:
        raise Refused(400, "The query is not UTF-8.") from fault


def _one(given: Pairs, name: str) -> str | None:
    found = [value for each, value in given if each == name]
    if len(found) > 1:
        raise Refused(400, f"The parameter {name} is given {len(found)} times.")
    return found[0] if found else None


def _question(request: Request, pool: Pool, text: str, given: Pairs) -> tuple[Question, str]:
    """Return the question that a request asks, and the media type of its answer."""
    settings = pool.settings
    query = scanned(text, settings.query_kb << 10)
    offers = ROWS if query.form in ("SELECT", "ASK") else GRAPHS
    syntax = _syntax(request, given, offers)
    default, others = _graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri")
    question = Question(
        text=text,
        syntax=syntax,
        most=settings.rows,
        size=settings.answer_mb << 20,
        base=f"{origin(request, settings.public_url)}/sparql",
        default_graphs=default,
        named_graphs=others,
    )
    return question, content_type(syntax, offers)


def _syntax(request: Request, given: Pairs, offers: Offers) -> str:
    # Many clients send format, output or results beside Accept, and mean the same by all of them.
    asked = (named(value, offers) for name, value in given if name in ("format", "output"))
    return next(filter(None, asked), None) or accepted(", ".join(request.headers.getlist("accept")), offers)


def _graphs(given: Pairs, name: str) -> tuple[str, ...] | None:
    return tuple(value for each, value in given if each == name) or None
