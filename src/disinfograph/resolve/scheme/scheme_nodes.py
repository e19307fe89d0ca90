"""The concepts of a foreign scheme as its file has them, and the slugs that they get: the same for the same file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from disinfograph.errors import UnreadableInput
from disinfograph.iris import digest, fold

Texts = frozenset[tuple[str, str]]
"""Pairs of language tag ('' for none) and text."""

_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Node:
    """A concept: `key` is what its file tells it apart by, `broader` and `related` hold keys.

    `notation` is the id that the file gives it, if any; `matches` pairs of a SKOS mapping property and an IRI.
    """

    key: str
    labels: Texts
    aliases: Texts = frozenset()
    definitions: Texts = frozenset()
    notation: str | None = None
    broader: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    matches: frozenset[tuple[str, str]] = frozenset()

    @property
    def label(self) -> str:
        """Return the first label: that without a language, else by the order of the language tags."""
        return min(self.labels)[1] if self.labels else self.notation or self.key


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: its concepts, and where it says so the scheme's title, IRI and licence."""

    nodes: tuple[Node, ...]
    title: str | None = None
    iri: str | None = None
    licence: str | None = None


def slugs(nodes: Sequence[Node], file: str) -> dict[str, str]:
    """Return the slug of each node by its key; UnreadableInput where a concept stands above itself.

    Nodes that would share a slug are told apart by the slugs of their broader concepts, as far up as it takes.
    """
    by_key = {node.key: node for node in nodes}
    _refuse_circles(by_key, file)
    paths = {node.key: _path(node, by_key) for node in nodes}
    taken = dict.fromkeys(paths, 1)
    while True:
        clashing = _clashing(paths, taken)
        longer = {key for key in clashing if taken[key] < len(paths[key])}
        if not longer:
            return {key: _joined(paths[key], taken[key], key if key in clashing else "") for key in paths}
        taken |= {key: taken[key] + 1 for key in longer}


def _path(node: Node, by_key: Mapping[str, Node]) -> tuple[str, ...]:
    """Return the plain slugs from a node up to the top of its scheme, by the first of several broader ones."""
    path = [_plain(node)]
    while above := sorted(key for key in node.broader if key in by_key):
        node = by_key[above[0]]
        path.append(_plain(node))
    return tuple(path)


def _plain(node: Node) -> str:
    return fold(node.notation or "") or fold(node.label) or digest(node.key)[:_DIGITS]


def _joined(path: Sequence[str], count: int, clashing_key: str) -> str:
    slug = "-".join(reversed(path[:count]))
    return f"{slug}-{digest(clashing_key)[:_DIGITS]}" if clashing_key else slug


def _clashing(paths: Mapping[str, Sequence[str]], taken: Mapping[str, int]) -> set[str]:
    sharing: dict[str, list[str]] = defaultdict(list)
    for key, path in paths.items():
        sharing[_joined(path, taken[key], "")].append(key)
    return {key for keys in sharing.values() if len(keys) > 1 for key in keys}


def _refuse_circles(by_key: Mapping[str, Node], file: str) -> None:
    above = {key: {other for other in node.broader if other in by_key} for key, node in by_key.items()}
    while tops := [key for key, others in above.items() if not others]:
        for key in tops:
            del above[key]
        for others in above.values():
            others.difference_update(tops)
    if above:
        label = min(by_key[key].label for key in above)
        raise UnreadableInput(file, f"the broader concepts of {label!r} run in a circle", "take out one of the links")
