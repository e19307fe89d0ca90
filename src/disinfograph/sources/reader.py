"""What every reader of an input format offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from disinfograph.records import Record, Reject

HEAD_SIZE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format.

    `name` is what `--from` takes. `recognises` gets the path and the first 64 KiB of the file (`b""` for a folder).
    `read` yields records and rejects in the order of the input and raises `UnreadableInput` when nothing can be read.
    """

    name: str
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path], Iterator[Record | Reject]]


def head_of(path: Path) -> bytes:
    """Return the first 64 KiB of a file, or `b""` for a folder."""
    if path.is_dir():
        return b""
    with path.open("rb") as stream:
        return stream.read(HEAD_SIZE)
