"""The head of a query file: its `#+` lines, which hold YAML, as grlc reads them.

Source: https://github.com/CLARIAH/grlc (decorator syntax). Where grlc gives up or ignores, so does this: a head never
makes a query unreadable, it only warns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

IGNORED: Final = frozenset({"endpoint", "endpoint_in_url", "endpoint-method", "method", "transform"})
"""Words of grlc that say where and how its server runs a query; here the caller does."""

_READ: Final = frozenset("summary description tags defaults enumerate pagination columns parameters kinds".split())


@dataclass(frozen=True, slots=True)
class Head:
    """What a query file says of itself.

    `defaults` and `choices` (grlc's `enumerate`) are keyed by parameter. `columns` and `parameters` explain each by
    name, `kinds` says which kind of thing a parameter names (`place`); these three are ours, and grlc skips them.
    `other` keeps the keys that nobody here reads, `warnings` says which of them grlc does not know either.
    """

    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pagination: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_head(text: str) -> Head:
    """Return the head of a query text; what cannot be read is left out and named in `warnings`."""
    lines = (line.lstrip("#+") for line in text.splitlines() if line.startswith("#+"))
    try:
        said = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        return Head(warnings=(f"the head is no YAML: {' '.join(str(error).split())}",))
    if said is None:
        return Head()
    if not isinstance(said, dict):
        return Head(warnings=("the head is no list of `key: value` lines",))
    return _head({str(key): value for key, value in said.items()})


def _head(said: dict[str, Any]) -> Head:
    other = {key: value for key, value in said.items() if key not in _READ}
    return Head(
        summary=_text(said.get("summary")),
        description=_text(said.get("description")),
        tags=_texts(said.get("tags")),
        defaults=_explained(said.get("defaults")),
        choices={key: _texts(each) for key, each in _pairs(said.get("enumerate")).items()},
        pagination=_whole(said.get("pagination")),
        columns=_explained(said.get("columns")),
        parameters=_explained(said.get("parameters")),
        kinds=_explained(said.get("kinds")),
        other=other,
        warnings=tuple(f"the head has an unknown key {key!r}" for key in other if key not in IGNORED),
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else " ".join(str(value).split())


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(_text(each) for each in value) if isinstance(value, list) else (_text(value),)


def _explained(value: Any) -> dict[str, str]:
    return {key: _text(each) for key, each in _pairs(value).items()}


def _pairs(value: Any) -> dict[str, Any]:
    """Return a mapping, or grlc's list of mappings with one key each, as one mapping; a bare name has no values."""
    if isinstance(value, dict):
        return {str(key): each for key, each in value.items()}
    found: dict[str, Any] = {}
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            found.update({str(key): one for key, one in each.items()})
    return found


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
