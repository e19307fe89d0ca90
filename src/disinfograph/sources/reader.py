"""What every reader of an input format offers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disinfograph.errors import UnreadableInput
from disinfograph.records import Record, Reject

HEAD_SIZE = 64 * 1024


def nothing_to_say(path: Path) -> tuple[str, ...]:
    """Return no notes."""
    return ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format.

    `name` is what `--from` takes. `recognises` gets the path and the first 64 KiB of the file (`b""` for a folder).
    `read` yields records and rejects as it meets them and raises `UnreadableInput` when nothing can be read.
    `notes` says, in sentences for the user, what was odd about an input but cost no record.
    """

    name: str
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path], Iterator[Record | Reject]]
    notes: Callable[[Path], tuple[str, ...]] = nothing_to_say


def head_of(path: Path) -> bytes:
    """Return the first 64 KiB of a file, or `b""` for a folder; UnreadableInput where it cannot be opened."""
    if path.is_dir():
        return b""
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD_SIZE)
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "cannot be opened") from error


def objects_in(head: bytes) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects with which a file begins, as a list or one a line; none that the head cuts off."""
    text = head.decode("utf-8-sig", "ignore").lstrip()
    if text.startswith("["):
        yield from _decoded([text[1:].lstrip()])
    elif text.startswith("{"):
        yield from _decoded(text.split("\n"))


def _decoded(texts: list[str]) -> Iterator[dict[str, Any]]:
    for text in texts:
        try:
            found, _ = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found
