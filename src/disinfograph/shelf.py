"""What there is too much of for memory, kept in a file without a name until it is asked for."""

from __future__ import annotations

import marshal
import os
import shutil
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from sys import intern
from typing import Any
from weakref import finalize

_HELD = 1 << 20


class Shelf:
    """Texts of bytes by number, from 0, in the order in which they were put there; memory holds where each begins.

    A process that is forked reads what was there; what it adds is its own and nobody else's as long as both do not add.
    """

    def __init__(self) -> None:
        with tempfile.TemporaryFile(prefix="disinfograph-") as file:
            self._file = os.dup(file.fileno())
        finalize(self, os.close, self._file)
        self._starts = array("q", [0])
        self._held = bytearray()
        self._written = 0

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def put(self, text: bytes) -> int:
        """Add a text and return its number."""
        self._held += text
        self._starts.append(self._starts[-1] + len(text))
        if len(self._held) >= _HELD:
            self._write()
        return len(self._starts) - 2

    def __getitem__(self, number: int) -> bytes:
        start, end = self._starts[number], self._starts[number + 1]
        if end <= self._written:
            return os.pread(self._file, end - start, start)
        # What is held is written in one piece: a text is there, or here, as a whole.
        return bytes(self._held[start - self._written : end - self._written])

    def handed(self) -> array[int]:
        """Write all that was put there to the file, and return where each begins, for the `take` of another process."""
        self._write()
        return self._starts

    def take(self, handed: array[int]) -> None:
        """Take what a process put there that was forked when nothing was there."""
        self._starts, self._written = handed, handed[-1]

    def _write(self) -> None:
        while self._held:
            done = os.pwrite(self._file, self._held, self._written)
            self._written += done
            del self._held[:done]


Handed = tuple[list[str], "array[int]", "array[int]"]
"""The names on a shelf, their numbers, and where what they name begins."""


class NamedShelf:
    """Plain values by name: texts, numbers, and lists, tuples, sets and dicts of these. A name's last value counts."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __contains__(self, name: str) -> bool:
        return name in self._numbers

    def __getitem__(self, name: str) -> Any:
        return marshal.loads(self._shelf[self._numbers[name]])  # noqa: S302 - nobody else wrote it

    def __setitem__(self, name: str, value: Any) -> None:
        self._numbers[name] = self._shelf.put(marshal.dumps(value))

    def handed(self) -> Handed:
        """Return what `take` needs in the process that forked this one, while nothing was there."""
        return list(self._numbers), array("q", self._numbers.values()), self._shelf.handed()

    def take(self, handed: Handed) -> None:
        """Take what a process put there that was forked when nothing was there."""
        names, numbers, starts = handed
        self._shelf.take(starts)
        self._numbers = dict(zip(map(intern, names), numbers, strict=True))

    def forget(self, name: str) -> None:
        """Forget a name, if it is known."""
        self._numbers.pop(name, None)


def folder_of(owner: object) -> Path:
    """Return a new folder that is gone when its owner is."""
    folder = Path(tempfile.mkdtemp(prefix="disinfograph-"))
    finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder
