"""The memory of a process and of all that it started, while they run (Linux)."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

EVERY = 0.5
"""Seconds between two looks."""


class Peak:
    """The greatest sum that was seen, in MB; what processes share counts once (proportional set size)."""

    def __init__(self) -> None:
        self.megabytes = 0.0

    def look(self, pid: int) -> None:
        """Add up what the processes have now."""
        self.megabytes = max(self.megabytes, sum(map(_proportional, _tree(pid))))


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Look at a process and those that it started again and again, until the block is left."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(EVERY):
            peak.look(pid)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text("ascii").split():
                yield from _tree(int(child))


def _proportional(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
