"""Work in processes of its own: forked, so that they see all that is known so far without being handed it."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

T = TypeVar("T")


def cores() -> int:
    """Return how many processes can work at a time here; 1 where processes cannot be forked safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Forked(Generic[T]):
    """A call that is being made in another process: what it changes is lost, what it returns must be picklable."""

    def __init__(self, call: Callable[[], T]) -> None:
        context = get_context("fork")
        self._reply, sender = context.Pipe(duplex=False)
        self._process: ForkProcess = context.Process(target=_answer, args=(call, sender), daemon=True)
        # What is there now stays: a collection would copy its pages in every process.
        gc.freeze()
        try:
            with warnings.catch_warnings():
                # The threads of numerical libraries are asleep, and no new process wakes them.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process.start()
        finally:
            gc.unfreeze()
            sender.close()

    def result(self) -> T:
        """Wait for what the call returns; raises what it raised, or ChildProcessError where the process was killed."""
        try:
            done, value = self._reply.recv()
        except EOFError:
            self._process.join()
            raise ChildProcessError(f"a process of the build ended with {self._process.exitcode}") from None
        self._process.join()
        self._reply.close()
        if not done:
            raise value
        return value  # type: ignore[no-any-return]


def _answer(call: Callable[[], object], reply: Connection) -> None:
    try:
        answer: tuple[bool, object] = (True, call())
    except Exception as error:  # whatever it is, the caller gets it
        answer = (False, error)
    reply.send(answer)
