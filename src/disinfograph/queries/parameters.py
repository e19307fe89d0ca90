"""Users' values put into a stored query: each as a term, at its token, so that no value can change the query."""

from __future__ import annotations

from collections.abc import Mapping

from disinfograph.errors import BadQuery
from disinfograph.queries.catalogue import Query
from disinfograph.queries.tokens import Kind, scan
from disinfograph.queries.values import Parameter, Resolve
from disinfograph.terms import token

__all__ = ["Parameter", "Resolve", "bind"]


def bind(query: Query, values: Mapping[str, str], resolve: Resolve) -> str:
    """Return the text of a query with the values of its parameters, given by name, in the place of their variables.

    An optional parameter without a value stays a variable: it matches anything, or COALESCE gives its default.
    BadQuery for a parameter that the query lacks, one that is missing, or a value that does not fit its type.
    """
    wanted = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in wanted:
            raise BadQuery(query.name, f"there is no parameter {name}; {_listed(query)}")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            raise BadQuery(query.name, f"the parameter {parameter.name} is required: it takes {parameter.takes}")
    terms = {
        wanted[name].variable: token(wanted[name].term(value, resolve, query.name)) for name, value in values.items()
    }
    return _put_in(query.text, terms) if terms else query.text


def _listed(query: Query) -> str:
    names = ", ".join(parameter.name for parameter in query.parameters)
    return f"it takes {names}" if names else "it takes none"


def _put_in(text: str, terms: Mapping[str, str]) -> str:
    pieces, at = [], 0
    for piece in scan(text):
        if piece.kind is Kind.VARIABLE and piece.text[1:] in terms:
            # The spaces keep the term apart from its neighbours: `?a<?_b_iri` must not become `?a<<…>`.
            pieces += [text[at : piece.start], " ", terms[piece.text[1:]], " "]
            at = piece.end
    return "".join([*pieces, text[at:]])
