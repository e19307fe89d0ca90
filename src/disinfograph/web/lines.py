"""The log of requests: lines on standard error, some at once, for each on its own would cost more than its answer."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Final, TextIO

_LATE: Final = 0.1
"""Seconds that a line may wait for others."""

_MOST: Final = 500


class Lines:
    """Writes lines that begin with the time to a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: list[str] = []
        self._second, self._stamp = -1, ""

    def add(self, line: str) -> None:
        """Write a line soon; belongs into a running loop."""
        now = int(time.time())
        if now != self._second:
            self._second, self._stamp = now, time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(now))
        if not self._waiting:
            asyncio.get_running_loop().call_later(_LATE, self.flush)
        self._waiting.append(f"{self._stamp} {line}\n")
        if len(self._waiting) >= _MOST:
            self.flush()

    def flush(self) -> None:
        """Write what waits; a stream that is gone does not stop the server."""
        text = "".join(self._waiting)
        self._waiting.clear()
        if text:
            with suppress(OSError, ValueError):
                self._stream.write(text)
                self._stream.flush()
