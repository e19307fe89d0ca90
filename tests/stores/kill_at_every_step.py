"""Publishes into copies of a store, each killed one change later, and prints what every copy holds then.

Run as `python kill_at_every_step.py STORE QUADS LEDGER`, it prints one line a copy: the step, how the publish
ended, what the store holds then, whether publishing once more was needed, what it holds after that, and how many
snapshots lie in it. It is a process of its own, without threads, because it forks.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disinfograph.stores import Store

EVENTS = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "shutil.copyfile",
    "shutil.rmtree",
    "fcntl.flock",
)
WRITING = os.O_WRONLY | os.O_RDWR


def killed_at(step: int) -> None:
    """End this process just before its file-system change of that number, counted from 0."""
    steps = count()

    def hook(event: str, details: tuple[object, ...]) -> None:
        changes = event in EVENTS or (event == "open" and isinstance(details[2], int) and details[2] & WRITING)
        if changes and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def in_child(deed: Callable[[], object], step: int = -1) -> str:
    """Run a deed in a child process; return what it returned as text, or "killed"."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if step >= 0:
            killed_at(step)
        os.write(writing, str(deed()).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else text


def main(origin: Path, quads: Path, ledger: Path) -> None:
    # Loaded before the first fork, so that no step is one of Python's own imports.
    from disinfograph.stores.snapshot import SnapshotStore

    for step in count():
        folder = origin.with_name("copy.db")
        shutil.copytree(origin, folder)
        ended = in_child(lambda at=folder: SnapshotStore(at).publish(quads, ledger), step)
        then = in_child(lambda at=folder: aftermath(SnapshotStore(at), quads, ledger))
        print(step, ended, then, len(os.listdir(folder / "snapshots")), sep="\t", flush=True)  # noqa: T201
        shutil.rmtree(folder)
        if ended != "killed":
            return


def aftermath(store: Store, quads: Path, ledger: Path) -> str:
    holds = described(store)
    again = store.publish(quads, ledger)
    return f"{holds}\t{again}\t{described(store)}"


def described(store: Store) -> str:
    return f"{store.version()} {len(list(store.quads()))} {'|'.join(store.ledger())}"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
