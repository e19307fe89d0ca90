"""Data as JSON-LD that reads well: Oxigraph's own, with our context in the document and its names in place of IRIs.

Source: https://www.w3.org/TR/json-ld11-api/#compaction-algorithm; this does what the context's terms need of it.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, partial
from itertools import groupby
from typing import Any, Final

from disinfograph.site.documents import context

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

Node = dict[str, Any]


Expand = Callable[[list[str]], bytes]
"""Returns N-Triples lines as expanded JSON-LD."""

_MOST_KEPT: Final = 4_096
"""Nodes that are kept as text: what places, outlets and narratives are called comes with every case that has them."""


class Compactor:
    """Makes JSON-LD of N-Triples lines; it remembers nodes, and so is made for one way of expanding."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand
        self._kept: OrderedDict[str, str] = OrderedDict()

    def compacted(self, said: list[str]) -> bytes:
        """Return lines in order as one object: our context, and a node for each subject in their order."""
        blocks = ["\n".join(lines) for _, lines in groupby(said, key=lambda line: line.partition(" ")[0])]
        missing = [block for block in blocks if block not in self._kept]
        found = json.loads(self._expand([line for block in missing for line in block.split("\n")])) if missing else []
        fresh = {block: _text(_node(node)) for block, node in zip(missing, found, strict=True)}
        nodes = ",\n".join([fresh.get(block) or self._known(block) for block in blocks])
        self._keep(fresh)
        return f'{{"@context": {_context_text()},\n"@graph": [\n{nodes}\n]}}\n'.encode()

    def _known(self, block: str) -> str:
        self._kept.move_to_end(block)
        return self._kept[block]

    def _keep(self, fresh: dict[str, str]) -> None:
        self._kept |= fresh
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


_text = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


@cache
def _context() -> Node:
    found: Node = json.loads(context())["@context"]
    return found


@cache
def _context_text() -> str:
    return _text(_context())


@cache
def _terms() -> dict[str, tuple[str, Node]]:
    """Return name and definition of the term for each property's IRI."""
    found = {}
    for name, meant in _context().items():
        definition = {"@id": meant} if isinstance(meant, str) else meant
        if not name.startswith("@") and name not in _prefixes() and ":" in definition["@id"]:
            found[_iri(definition["@id"])] = (name, definition)
    return found


@cache
def _prefixes() -> dict[str, str]:
    said = _context().items()
    return {name: iri for name, iri in said if isinstance(iri, str) and iri.endswith(("/", "#")) and "://" in iri}


def _iri(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return _prefixes()[prefix] + name


def _short(iri: str) -> str:
    for prefix, namespace in _prefixes().items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _node(node: Node) -> Node:
    said: Node = {"id": node["@id"]}
    for name, values in sorted(node.items()):
        if name in ("@type", f"{_RDF}type"):
            types = [value if isinstance(value, str) else value["@id"] for value in values]
            said["type"] = sorted(_terms()[each][0] if each in _terms() else _short(each) for each in types)
        elif name != "@id":
            _put(said, name, values)
    return said


_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def _put(said: Node, iri: str, values: list[Node]) -> None:
    """Put the values of a property under its term where each fits it, under its CURIE where one does not."""
    name, definition = _terms().get(iri, (_short(iri), {}))
    container = definition.get("@container", [])
    fits = [value for value in values if _fits(value, definition)]
    if "@language" in container:
        by_language: dict[str, list[str]] = {}
        for value in fits:
            by_language.setdefault(value["@language"], []).append(value["@value"])
        if by_language:
            said[name] = {tag: _few(texts, keep="@set" in container) for tag, texts in sorted(by_language.items())}
    elif fits:
        said[name] = _few([_value(value, definition) for value in fits], keep="@set" in container)
    if rest := [value for value in values if value not in fits]:
        said[_short(iri)] = _few([_value(value, {}) for value in rest], keep=False)


def _few(values: list[Any], *, keep: bool) -> Any:
    return values if keep or len(values) > 1 else values[0]


def _fits(value: Node, definition: Node) -> bool:
    wanted = definition.get("@type")
    if "@language" in definition.get("@container", []):
        return "@language" in value
    if wanted == "@id":
        return "@id" in value
    if wanted:
        return value.get("@type") == _iri(wanted) and isinstance(value["@value"], str)
    return not definition or "@value" in value


def _value(value: Node, definition: Node) -> Any:
    if "@id" in value:
        return value["@id"] if definition.get("@type") == "@id" else {"id": value["@id"]}
    if definition.get("@type") or set(value) == {"@value"}:
        return value["@value"]
    return {name: _short(text) if name == "@type" else text for name, text in value.items()}
