"""Property paths of SHACL as text and back.

In a graph a path is a predicate or a blank node (SHACL 1.0 section 2.3.1); as text it is written as in SPARQL 1.1
(section 9.1): `<p>`, `^<p>`, `(<p>|<q>)`, `(<p>/<q>)`, `(<p>)+`.
"""

from __future__ import annotations

import re

from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node, URIRef

_SUFFIXES = {"+": SH.oneOrMorePath, "*": SH.zeroOrMorePath, "?": SH.zeroOrOnePath}
_TOKEN = re.compile(r"<[^>]*>|[\^()|/+*?]")


def path_text(graph: Graph, path: Node) -> str:
    """Return a path of a graph as text."""
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        return _listed(graph, path, "/")
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return "^" + path_text(graph, inverse)
    if (choice := graph.value(path, SH.alternativePath)) is not None:
        return _listed(graph, choice, "|")
    suffix, repeated = next((s, node) for s, word in _SUFFIXES.items() for node in graph.objects(path, word))
    return f"({path_text(graph, repeated)}){suffix}"


def _listed(graph: Graph, steps: Node, separator: str) -> str:
    return "(" + separator.join(path_text(graph, step) for step in graph.items(steps)) + ")"


def path_turtle(text: str) -> str:
    """Return the text of a path as Turtle, in which `sh:` is bound."""
    tokens = _TOKEN.findall(text)
    return _step(tokens[::-1])


def _step(tokens: list[str]) -> str:
    """Take one step off the end of reversed tokens, with the suffix that follows it."""
    token = tokens.pop()
    if token == "^":  # noqa: S105 - a path's sign
        return f"[ sh:inversePath {_step(tokens)} ]"
    step = _group(tokens) if token == "(" else token  # noqa: S105 - as above
    if tokens and tokens[-1] in _SUFFIXES:
        return f"[ sh:{_SUFFIXES[tokens.pop()].removeprefix(str(SH))} {step} ]"
    return step


def _group(tokens: list[str]) -> str:
    steps, separator = [_step(tokens)], ""
    while (token := tokens.pop()) != ")":
        separator = token
        steps.append(_step(tokens))
    if len(steps) == 1:
        return steps[0]
    listed = f"( {' '.join(steps)} )"
    return f"[ sh:alternativePath {listed} ]" if separator == "|" else listed
