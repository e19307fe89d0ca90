"""A SPARQL endpoint over HTTP (SPARQLWrapper 2.0): one question or update at a time, with a time limit.

What went wrong is told by kind: a query that the endpoint does not understand is BadQuery, all else StoreUnavailable.
"""

from __future__ import annotations

import ast
import re
import time
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    parse_http_list,
    parse_keqv_list,
)

import pyoxigraph as ox
from SPARQLWrapper import INSERT, JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException, Unauthorized

from disinfograph.errors import BadQuery, StoreUnavailable, WrongUse
from disinfograph.stores.oxigraph import rows_of, triple_of
from disinfograph.stores.protocol import Answer
from disinfograph.terms import XSD, Literal, Rows, Term

TIMEOUT = 300
"""Seconds without an answer after which an endpoint counts as unavailable."""

_BOOLEAN = XSD + "boolean"
_TRUTH = {"1": "true", "0": "false"}
_LONGEST_SENTENCE = 300
_BUSY = (429, 503)
# Virtuoso's SQL states for data, syntax and access: the query is at fault, though the HTTP status says 500.
_QUERY_FAULT = re.compile(r"Virtuoso (22|37|42)")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint answers and takes updates, and who asks. `auth` is "basic" or "digest"."""

    query: str
    update: str
    user: str = ""
    password: str = ""
    auth: str = "basic"


def address(url: str, update: str = "", user: str = "", password: str = "", auth: str = "") -> Address:
    """Return the address that a query URL stands for; a user and password in it are taken out of it.

    Unless it is given, the update URL is the query URL with a last segment `query` replaced by `update` (Oxigraph,
    Fuseki), with `/statements` after it below `/repositories/` (RDF4J, GraphDB), else the same (Virtuoso). Digest
    authentication is assumed for a last segment `sparql-auth` (Virtuoso), else basic.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        raise WrongUse(f"{url} names no host")
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    return Address(
        urlunsplit(bare),
        update or urlunsplit(_updating(bare)),
        user or unquote(parts.username or ""),
        password or unquote(parts.password or ""),
        auth or ("digest" if bare.path.endswith("/sparql-auth") else "basic"),
    )


def _updating(parts: SplitResult) -> SplitResult:
    before, _, last = parts.path.rpartition("/")
    if last == "query":
        return parts._replace(path=f"{before}/update")
    if before.endswith("/repositories"):
        return parts._replace(path=f"{parts.path}/statements")
    return parts


class Client:
    """Asks an endpoint by POST; `parameters` of a call go into the form beside the query."""

    def __init__(self, where: Address, timeout: int = TIMEOUT) -> None:
        self._where, self._timeout = where, timeout

    def ask(self, query: str, form: str, parameters: tuple[tuple[str, str], ...] = ()) -> Answer:
        """Return the answer to a query of the given form."""
        graph = form in ("CONSTRUCT", "DESCRIBE")
        wrapper = self._wrapper(TURTLE if graph else JSON)
        wrapper.addCustomHttpHeader(
            "Accept", "application/n-triples, text/plain;q=0.5" if graph else "application/sparql-results+json"
        )
        for name, value in parameters:
            wrapper.addParameter(name, value)
        # Not setQuery: it guesses the form from the text, and warns where it cannot.
        wrapper.queryString, wrapper.queryType = query, form
        return self._understood(self._sent(wrapper), form)

    def update(self, text: str, timeout: int = 0) -> None:
        """Run an update request, for which another time limit may hold."""
        wrapper = self._wrapper(JSON)
        wrapper.setTimeout(max(timeout, self._timeout))
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.queryString, wrapper.queryType = text, INSERT
        try:
            self._sent(wrapper)
        except BadQuery as fault:
            raise StoreUnavailable(self._where.update, f"refuses an update: {fault.reason}") from fault

    def _wrapper(self, form: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self._where.query, updateEndpoint=self._where.update, returnFormat=form)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(self._timeout)
        if self._where.user and self._where.auth != "digest":
            wrapper.setCredentials(self._where.user, self._where.password)
        return wrapper

    def _sent(self, wrapper: SPARQLWrapper) -> bytes:
        try:
            return _body(wrapper)
        except Unauthorized as fault:
            _hang_up(fault)
            login = self._digest(wrapper, fault)
            if not login or "Authorization" in wrapper.customHttpHeaders:
                raise StoreUnavailable(self._where.query, "wants another user or password") from fault
        except QueryBadFormed as fault:
            _hang_up(fault)
            raise BadQuery("query", _sentence(fault)) from fault
        except SPARQLWrapperException as fault:
            _hang_up(fault)
            raise self._failed(_sentence(fault)) from fault
        except HTTPError as fault:
            fault.close()
            raise StoreUnavailable(self._where.query, f"HTTP {fault.code} {fault.reason}") from fault
        except URLError as fault:
            raise StoreUnavailable(
                self._where.query, f"cannot be reached: {getattr(fault.reason, 'strerror', None) or fault.reason}"
            ) from fault
        except TimeoutError as fault:
            raise StoreUnavailable(self._where.query, f"no answer within {wrapper.timeout} s") from fault
        except (OSError, HTTPException, ValueError) as fault:
            raise StoreUnavailable(self._where.query, f"the connection failed: {fault!r}") from fault
        wrapper.addCustomHttpHeader("Authorization", login)
        return self._sent(wrapper)

    def _failed(self, sentence: str) -> BadQuery | StoreUnavailable:
        if _QUERY_FAULT.match(sentence):
            return BadQuery("query", sentence)
        return StoreUnavailable(self._where.query, sentence)

    def _digest(self, wrapper: SPARQLWrapper, fault: Unauthorized) -> str:
        """Return the answer to an endpoint's challenge, "" where it made none that we can answer.

        SPARQLWrapper's own way installs an opener, with the password, for the whole process.
        """
        scheme, _, fields = _challenge(fault).partition(" ")
        if self._where.auth != "digest" or scheme.lower() != "digest":
            return ""
        passwords = HTTPPasswordMgrWithDefaultRealm()
        request = wrapper._createRequest()
        passwords.add_password(None, request.full_url, self._where.user, self._where.password)
        answer = AbstractDigestAuthHandler(passwords).get_authorization(
            request, parse_keqv_list(parse_http_list(fields))
        )
        return f"Digest {answer}" if answer else ""

    def _understood(self, body: bytes, form: str) -> Answer:
        try:
            if form in ("CONSTRUCT", "DESCRIBE"):
                return list(dict.fromkeys(triple_of(quad) for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)))
            found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            return _normal(rows_of(found))
        except (SyntaxError, ValueError) as fault:
            reason = f"its answer is cut off or in another format: {fault}"
            raise StoreUnavailable(self._where.query, reason) from fault


def _normal(rows: Rows) -> Rows:
    return Rows(rows.variables, tuple(tuple(map(_truth, row)) for row in rows.rows))


def _truth(term: Term | None) -> Term | None:
    """Return true and false for the 1 and 0 that Virtuoso writes."""
    if isinstance(term, Literal) and term.datatype == _BOOLEAN:
        return Literal(_TRUTH.get(term.value, term.value), _BOOLEAN)
    return term


def _body(wrapper: SPARQLWrapper) -> bytes:
    """Return what comes back; an endpoint that says when to ask again is asked again, within the time limit in all."""
    patience = wrapper.timeout or TIMEOUT
    while True:
        try:
            with wrapper.query().response as response:
                body: bytes = response.read()
                return body
        except HTTPError as fault:
            pause = _pause(fault)
            if not 0 < pause <= patience:
                raise
            fault.close()
        time.sleep(pause)
        patience -= pause


def _pause(fault: HTTPError) -> int:
    """Return the seconds that a busy endpoint wants to be left alone (Retry-After, RFC 9110 section 10.2.3), else 0."""
    said = fault.headers.get("Retry-After", "") if fault.code in _BUSY else ""
    return int(said) if said.isascii() and said.isdigit() else 0


def _hang_up(fault: SPARQLWrapperException) -> None:
    """Close the response that SPARQLWrapper has read an error from and left open."""
    if isinstance(fault.__context__, HTTPError):
        fault.__context__.close()


def _challenge(fault: Unauthorized) -> str:
    if isinstance(fault.__context__, HTTPError):
        return fault.__context__.headers.get("WWW-Authenticate", "")
    return ""


def _sentence(fault: SPARQLWrapperException) -> str:
    """Return the endpoint's own words, of which SPARQLWrapper keeps only the repr, or else SPARQLWrapper's."""
    _, _, said = str(fault).partition("Response:\n")
    try:
        text = ast.literal_eval(said).decode("utf-8", "replace")
    except (SyntaxError, ValueError, AttributeError):
        text = ""
    # Virtuoso repeats the whole query.
    words = " ".join(text.partition("SPARQL query:")[0].split())
    return words[:_LONGEST_SENTENCE] or str(fault.msg)
