"""A process that answers outside queries over a snapshot, one at a time, and may be killed at any moment.

Oxigraph cannot be told to stop, and a query can exhaust its memory or its stack: only a process of its own bounds that.
It is started as `python -m disinfograph.stores.worker FOLDER MEMORY`, reads questions from standard input, and writes
replies to standard output (see `worker_frames`), the first when it is ready. Texts must have passed the guard.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from disinfograph.stores.worker_limits import confine, write_nothing

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Answer until standard input ends."""
    folder, memory = arguments
    # Whatever a library prints must not get between the frames.
    frames = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Before the engine is loaded: its threads inherit what the kernel refuses.
    confined = confine(int(memory))
    _serve(Path(folder), confined, frames)
    return 0


def _serve(folder: Path, confined: bool, out: BinaryIO) -> None:
    from disinfograph.errors import DisinfographError
    from disinfograph.stores.worker_frames import FAULT, READY, Reply, packed_reply, read_question
    from disinfograph.stores.worker_replies import Desk

    try:
        desk = Desk.open(folder)
    except DisinfographError as fault:
        _send(out, packed_reply(Reply(FAULT, str(fault))))
        return
    write_nothing()
    _send(out, packed_reply(Reply(READY, "confined" if confined else "", version=desk.version)))
    while question := read_question(sys.stdin.buffer.read):
        _send(out, packed_reply(desk.reply(question)))


def _send(out: BinaryIO, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[out.write(view) :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
