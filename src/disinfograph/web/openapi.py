"""What OpenAPI says of a stored query, made from its head."""

from __future__ import annotations

from typing import Any, Final

from disinfograph.queries.catalogue import Query
from disinfograph.queries.values import Parameter

LONGEST_VALUE: Final = 2000
"""Characters that the value of a parameter may have."""

MOST_PAGES: Final = 100_000

_INTEGER: Final = 10**18 - 1
_DECIMAL: Final = r"^[+-]?([0-9]{1,18}\.?[0-9]{0,18}|\.[0-9]{1,18})$"
_TYPES: Final[dict[str, dict[str, Any]]] = {
    "integer": {"type": "integer", "minimum": -_INTEGER, "maximum": _INTEGER},
    "decimal": {"type": "string", "format": "decimal", "pattern": _DECIMAL},
    "double": {"type": "number"},
    "number": {"type": "string", "pattern": _DECIMAL},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "dateTime": {"type": "string", "format": "date-time"},
    "gYear": {"type": "string", "pattern": "^[0-9]{4}$"},
    "gYearMonth": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "anyURI": {"type": "string", "format": "uri", "maxLength": LONGEST_VALUE},
}
_PROBLEM: Final = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what is wrong, in one sentence"},
    },
}
_REFUSALS: Final = {
    "304": "The client has this answer already",
    "400": "A parameter is missing, unknown or of another type",
    "404": "The graph knows nothing of the thing that a parameter names",
    "406": "None of the media types wanted is offered",
    "429": "Too many requests",
    "503": "The server is busy",
    "504": "The query was stopped at the time limit",
}


def operation(query: Query) -> dict[str, Any]:
    """Return the parameters and responses of a query as OpenAPI 3.1 writes them."""
    return {
        "parameters": [*map(_parameter, query.parameters), _PAGE, _FORMAT],
        "responses": {"200": _answer(query), **{status: _refusal(status, says) for status, says in _REFUSALS.items()}},
    }


def _parameter(each: Parameter) -> dict[str, Any]:
    schema = _TYPES.get(each.type, {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE})
    if each.choices:
        schema = {"type": "string", "enum": list(each.choices)}
    if each.default is not None:
        schema = schema | {"default": int(each.default) if each.type == "integer" else each.default}
    return {
        "name": each.name,
        "in": "query",
        "required": each.required,
        "description": f"{each.description or each.name}: takes {each.takes}",
        "schema": schema,
    }


_PAGE: Final = {
    "name": "page",
    "in": "query",
    "required": False,
    "description": "which page of the answer; the header Link names the others",
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1},
}
_FORMAT: Final = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "the syntax of the answer; goes before the Accept header",
    "schema": {"type": "string", "enum": ["json", "html", "xml", "csv", "tsv"]},
}


def _answer(query: Query) -> dict[str, Any]:
    columns = {
        name: {"type": ["string", "number", "boolean", "null"], "description": says}
        for name, says in query.columns.items()
    }
    rows = {"type": "array", "items": {"type": "object", "properties": columns}}
    others = ("text/html", "text/csv", "text/tab-separated-values", "application/sparql-results+xml")
    return {
        "description": "A page of the answer",
        "headers": {
            "Link": _header("other pages, by RFC 8288"),
            "ETag": _header("the version of the data and the question"),
            "X-Total-Count": {"description": "rows on all pages", "schema": {"type": "integer"}},
            "Result-Truncated": _header("there, and first=N, when only the first N rows are on the pages"),
        },
        "content": {
            "application/json": {"schema": rows},
            "application/sparql-results+json": {"schema": {"type": "object"}},
            **{kind: {"schema": {"type": "string"}} for kind in others},
        },
    }


def _header(says: str) -> dict[str, Any]:
    return {"description": says, "schema": {"type": "string"}}


def _refusal(status: str, says: str) -> dict[str, Any]:
    if status == "304":
        return {"description": says}
    return {"description": says, "content": {"application/problem+json": {"schema": _PROBLEM}}}
