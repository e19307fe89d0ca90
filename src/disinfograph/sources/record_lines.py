"""Our own records as JSON Lines, one object a line (or one JSON list): what `disinfograph parse` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from disinfograph.errors import UnreadableInput
from disinfograph.records import FIELDS, Article, CrossLink, Evidence, Record, Reject, Unresolved
from disinfograph.sources.json_text import parsed
from disinfograph.sources.reader import Reader, objects_in

_PARTS: Mapping[str, type] = {
    "articles": Article,
    "cross_links": CrossLink,
    "evidence": Evidence,
    "unresolved": Unresolved,
}
_LABELS = frozenset(("languages", "countries", "keywords", "outlets", "narrative_phrases"))
_FLAGS = frozenset(("main", "title_truncated", "first"))
_NUMBERS = frozenset(("position", "issue"))
_REQUIRED: Mapping[type, frozenset[str]] = {CrossLink: frozenset(("text",)), Unresolved: frozenset(("field", "label"))}


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield the record of each line; a line that is no record is a reject that names its line and its fault."""
    try:
        with path.open("rb") as stream:
            if stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
                yield from _from_list(path)
                return
            stream.seek(0)
            position = 0
            for number, line in enumerate(stream, 1):
                if line.strip(b"\xef\xbb\xbf \t\r\n"):
                    position += 1
                    yield _from_line(path.name, position, number, line)
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "cannot be opened") from error


def record_of(data: object, file: str, position: int) -> Record:
    """Return the record that a JSON object holds; ValueError, with one sentence, where it holds none.

    `file` and `position` are taken where the object does not give its own.
    """
    if not isinstance(data, dict):
        raise ValueError("it is no JSON object")
    if unknown := [name for name in data if name not in FIELDS]:
        raise ValueError(f"it has the unknown field {unknown[0]!r}")
    values: dict[str, Any] = {name: _value(name, value) for name, value in data.items() if value is not None}
    if not values.get("source"):
        raise ValueError("its field 'source' is missing")
    given: dict[str, Any] = {"file": file, "position": position, **values}
    return Record(**given)


def _from_line(file: str, position: int, number: int, line: bytes) -> Record | Reject:
    try:
        data = parsed(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Reject("records", file, position, f"line {number} is no UTF-8 text", "save the file as UTF-8")
    except ValueError as error:
        advice = "write one JSON object on each line"
        return Reject("records", file, position, f"line {number} is no JSON ({error})", advice)
    return _record(data, file, position, f"line {number}: ")


def _from_list(path: Path) -> Iterator[Record | Reject]:
    try:
        members = parsed(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise UnreadableInput(str(path), f"it is no JSON ({error})", "write the records anew") from error
    for position, data in enumerate(members, 1):
        yield _record(data, path.name, position, "")


def _record(data: object, file: str, position: int, where: str) -> Record | Reject:
    try:
        return record_of(data, file, position)
    except ValueError as error:
        known = data if isinstance(data, dict) else {}
        source = known.get("source")
        own = known.get("id")
        return Reject(
            source if isinstance(source, str) and source else "records",
            file,
            position,
            f"{where}{error}",
            "write the fields as `disinfograph parse` prints them",
            own if isinstance(own, str) else None,
            known or None,
        )


def _value(name: str, value: object) -> object:
    if name in _PARTS:
        return tuple(_part(_PARTS[name], f"{name}[{place}]", part) for place, part in enumerate(_listed(name, value)))
    if name in _LABELS:
        return tuple(_text(f"{name}[{place}]", part) for place, part in enumerate(_listed(name, value)))
    return _scalar(name, name, value)


def _scalar(name: str, where: str, value: object) -> object:
    if name in _FLAGS:
        return _of(bool, "true or false", where, value)
    if name in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or value < (name == "position"):
            raise ValueError(f"its field {where!r} is no whole number: {_shown(value)}")
        return value
    return _day(where, value) if name == "date" else _text(where, value)


def _part(kind: type, where: str, value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError(f"its field {where!r} is no object: {_shown(value)}")
    known = {field.name for field in fields(kind)}
    if unknown := [name for name in value if name not in known]:
        raise ValueError(f"its field {where!r} has the unknown field {unknown[0]!r}")
    if absent := sorted(name for name in _REQUIRED.get(kind, ()) if value.get(name) is None):
        raise ValueError(f"its field {where!r} lacks {absent[0]!r}")
    given = {name: _scalar(name, f"{where}.{name}", part) for name, part in value.items() if part is not None}
    make: Callable[..., object] = kind
    return make(**given)


def _listed(where: str, value: object) -> list[Any]:
    found: list[Any] = _of(list, "a list", where, value)
    return found


def _text(where: str, value: object) -> str:
    found: str = _of(str, "text", where, value)
    return found


def _day(where: str, value: object) -> str:
    text = _text(where, value)
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise ValueError(f"its field {where!r} is no day as YYYY-MM-DD: {_shown(value)}")


def _of(kind: type, what: str, where: str, value: object) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"its field {where!r} is not {what}: {_shown(value)}")
    return value


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _recognises(path: Path, head: bytes) -> bool:
    """Recognise a file by an object with a source and no fewer of our fields than others."""
    return any(
        "source" in found and len(ours := set(found) & set(FIELDS)) >= max(2, len(found) - len(ours))
        for found in objects_in(head)
    )


READER = Reader("records", _recognises, read)
