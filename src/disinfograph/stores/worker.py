"""A process that answers outside queries over a snapshot, one at a time, and may be killed at any moment.

Oxigraph cannot be told to stop, and a query can exhaust its memory or its stack: only a process of its own bounds that.
It reads questions from standard input, and writes replies to standard output (see `worker_frames`), the first when it
is ready. Texts must have passed the guard. `web.worker` is the program.
"""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from disinfograph.stores.worker_limits import confine, write_nothing

if TYPE_CHECKING:
    from disinfograph.stores.worker_frames import Asked, Reply


class Answers(Protocol):
    """What answers: over a snapshot, of this version."""

    version: str

    def reply(self, asked: Asked, /) -> Reply:
        """Return the answer to a question, or why there is none."""

    def idle(self) -> bool:
        """Do a piece of what can be done while nobody asks; return whether there is more."""


def work(folder: Path, memory: int, opened: Callable[[Path], Answers]) -> int:
    """Answer until standard input ends, in `memory` bytes; `opened` opens the snapshot, once the process is confined.

    What it imports must not be loaded before: threads inherit what the kernel refuses.
    """
    # Whatever a library prints must not get between the frames.
    frames = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    confined = confine(memory)
    _serve(folder, confined, frames, opened)
    return 0


def _serve(folder: Path, confined: bool, out: BinaryIO, opened: Callable[[Path], Answers]) -> None:
    from disinfograph.errors import DisinfographError
    from disinfograph.stores.worker_frames import FAULT, READY, Reply, packed_reply, read_question

    try:
        desk = opened(folder)
    except DisinfographError as fault:
        _send(out, packed_reply(Reply(FAULT, str(fault))))
        return
    write_nothing()
    _send(out, packed_reply(Reply(READY, "confined" if confined else "", version=desk.version)))
    more = True
    while True:
        # The server sends a question when it has the last reply, so none waits in the buffer.
        while more and not select.select([sys.stdin.buffer], [], [], 0)[0]:
            more = desk.idle()
        if not (asked := read_question(sys.stdin.buffer.read)):
            return
        _send(out, packed_reply(desk.reply(asked)))


def _send(out: BinaryIO, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[out.write(view) :]
