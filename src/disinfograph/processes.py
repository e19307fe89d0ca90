"""Work in processes of its own: forked, so that they see all that is known so far without being handed it.

Ctrl-C reaches every process of a terminal; it is for the one that forked the others to end, and them with it.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from types import TracebackType
from typing import Generic, TypeVar
from weakref import finalize

T = TypeVar("T")


class Tickets:
    """Numbers from 0 up to an end, of which each process that was forked since draws others, whoever is free."""

    def __init__(self, end: int) -> None:
        with tempfile.TemporaryFile(prefix="disinfograph-") as file:
            self._file = os.dup(file.fileno())
        finalize(self, os.close, self._file)
        self._end = end

    def __iter__(self) -> Iterator[int]:
        """Draw numbers as long as there are any."""
        # Where a file is read is one place for all processes that were forked since (fork(2)), moved by one at a time.
        while (number := os.lseek(self._file, 1, os.SEEK_CUR) - 1) < self._end:
            yield number


def cores() -> int:
    """Return how many processes can work at a time here; 1 where processes cannot be forked safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Forked(Generic[T]):
    """A call that is being made in another process: what it changes is lost, what it returns must be picklable.

    Used with `with`, the process has ended when the block is left, whatever it was doing.
    """

    def __init__(self, call: Callable[[], T]) -> None:
        context = get_context("fork")
        self._reply, sender = context.Pipe(duplex=False)
        self._process: ForkProcess = context.Process(target=_answer, args=(call, sender, self._reply), daemon=True)
        # What is there now stays: a collection would copy its pages in every process.
        gc.freeze()
        try:
            with warnings.catch_warnings(), _ctrl_c_waits():
                # The threads of numerical libraries are asleep, and no new process wakes them.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process.start()
        finally:
            gc.unfreeze()
            sender.close()

    def __enter__(self) -> Forked[T]:
        """Return this."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Stop the process, if it has not ended."""
        self._process.terminate()
        self._process.join()
        self._reply.close()

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


def beside(call: Callable[[], T], *, pays: bool) -> Callable[[], T]:
    """Return what gives the result of a call: begun now, in a process of its own, where that `pays` and there are cores
    for it; else made when it is asked for.
    """
    return Forked(call).result if pays and cores() > 1 else call


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Keep Ctrl-C back until the end of the block; a process that is forked in it never gets it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(call: Callable[[], object], reply: Connection, callers: Connection) -> None:
    # With the caller's end open here too, an answer to one that was killed would wait for ever.
    callers.close()
    try:
        answer: tuple[bool, object] = (True, call())
    except Exception as error:  # whatever it is, the caller gets it
        answer = (False, error)
    with suppress(BrokenPipeError):
        reply.send(answer)
