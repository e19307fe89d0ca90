"""Lines in order and each once, in memory that does not grow with their number."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

_CHUNK = 1_000_000


class SortedLines:
    """Takes lines in any order; gives them back sorted by code point, without repeats.

    Chunks of a million lines are sorted in memory and kept in `folder` until `lines` merges them.
    """

    def __init__(self, folder: Path, name: str, chunk: int = _CHUNK) -> None:
        self._folder, self._name, self._limit = folder, name, chunk
        self._held: set[str] = set()
        self._chunks: list[Path] = []
        self._last: list[str] | None = None

    def add(self, lines: Iterable[str]) -> None:
        """Take lines without their line ends; no line may hold one."""
        held, self._last = self._held, None
        for line in lines:
            held.add(line)
            if len(held) >= self._limit:
                self._spill()

    def _spill(self) -> None:
        path = self._folder / f"{self._name}.{len(self._chunks)}"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in sorted(self._held))
        self._chunks.append(path)
        self._held.clear()

    def lines(self) -> Iterator[str]:
        """Yield every line once, in the order of code points, without line ends."""
        with ExitStack() as stack:
            files = [stack.enter_context(p.open(encoding="utf-8", newline="\n")) for p in self._chunks]
            chunks = [(line[:-1] for line in file) for file in files]
            last = self._last = sorted(self._held) if self._last is None else self._last
            if not chunks:
                yield from last
                return
            for line, _ in groupby(heapq.merge(*chunks, last)):
                yield line
