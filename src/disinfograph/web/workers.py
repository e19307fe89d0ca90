"""Worker processes as this process sees them (see `stores.worker`), and the crew of them that reads one snapshot."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from disinfograph.errors import StoreUnavailable
from disinfograph.stores.worker_frames import LENGTHS, READY, Asked, Reply, packed_question, unpacked_reply

_HIRING: Final = 60
"""Seconds within which a new worker must be ready, on the busiest machine."""

_KEPT: Final = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "TMPDIR", "HOME")
_PAUSE: Final = 1.0
_ALONE: Final = 1.0
"""Seconds that the first worker has the machine to itself."""

PAGES, QUERIES = "pages", "queries"
"""What a crew is for."""


@dataclass(eq=False, slots=True)
class Worker:
    """A process that answers one question at a time."""

    process: Process
    version: str = ""
    confined: bool = False

    async def ask(self, asked: Asked) -> Reply:
        """Return the reply; EOFError, or an OSError, when the process dies of the question."""
        if self.process.stdin is None:
            raise EOFError
        self.process.stdin.write(packed_question(asked))
        await self.process.stdin.drain()
        return await self.heard()

    async def heard(self) -> Reply:
        """Return the next reply of the process."""
        if self.process.stdout is None:
            raise EOFError
        head, body = LENGTHS.unpack(await self.process.stdout.readexactly(LENGTHS.size))
        said = await self.process.stdout.readexactly(head)
        return unpacked_reply(said, await self.process.stdout.readexactly(body))

    def lives(self) -> bool:
        """Say whether the process is there; asyncio learns a little later when it is not."""
        if self.process.returncode is not None:
            return False
        try:
            return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False

    def kill(self) -> None:
        """End the process, whatever it does."""
        if self.process.returncode is None:
            self.process.kill()

    async def gone(self) -> int:
        """Return the exit code when the process has ended: minus the signal's number, where one ended it."""
        if self.process.stdin:
            self.process.stdin.close()
        return await self.process.wait()


async def hired(folder: Path, memory: int, base: str, task: str) -> Worker:
    """Return a new worker that is ready; StoreUnavailable where it cannot open the store."""
    given = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # Each further arena of the allocator would take 64 MiB of the address space.
    given["MALLOC_ARENA_MAX"] = "1"
    command = (sys.executable, "-m", "disinfograph.web.worker", str(folder), str(memory), base, task)
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=given, limit=1 << 20
    )
    worker = Worker(process)
    try:
        reply = await asyncio.wait_for(worker.heard(), _HIRING)
    except (TimeoutError, EOFError, OSError) as fault:
        worker.kill()
        raise StoreUnavailable(
            str(folder), f"a query worker did not start (exit code {await worker.gone()})"
        ) from fault
    except BaseException:
        worker.kill()
        raise
    if reply.status != READY:
        worker.kill()
        await worker.gone()
        raise StoreUnavailable(str(folder), reply.message.removeprefix(f"store {folder}: "))
    worker.version, worker.confined = reply.version, bool(reply.message)
    return worker


@dataclass(eq=False, slots=True)
class Crew:
    """The workers of one time: `size` of them, each replaced when it dies, until the crew is dismissed."""

    folder: Path
    memory: int
    base: str
    task: str
    size: int
    idle: asyncio.Queue[Worker | None] = field(default_factory=asyncio.Queue)
    members: set[Worker] = field(default_factory=set)
    ended: bool = False
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def assemble(self) -> str:
        """Hire the workers, and return the version of the snapshot that the first of them reads."""
        first = await self._hire()
        # Later, and one after the other: many starting at once would keep the first from answering.
        asyncio.get_running_loop().call_later(_ALONE, self._soon, self.size - 1)
        return first.version

    async def _hire(self) -> Worker:
        worker = await hired(self.folder, self.memory, self.base, self.task)
        if self.ended:
            self._let_go(worker)
        else:
            self.members.add(worker)
            self.idle.put_nowait(worker)
        return worker

    def _soon(self, count: int = 1) -> None:
        task = asyncio.get_running_loop().create_task(self._replace(count))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _replace(self, count: int) -> None:
        while count and not self.ended:
            try:
                await self._hire()
            except (StoreUnavailable, OSError):
                # The machine may be out of memory, or the store be renamed just now.
                await asyncio.sleep(_PAUSE)
            else:
                count -= 1

    def back(self, worker: Worker) -> None:
        """Take back a worker that has answered."""
        if self.ended:
            self._let_go(worker)
        else:
            self.idle.put_nowait(worker)

    def lost(self, worker: Worker) -> None:
        """Replace a worker that died, or that has to."""
        self._let_go(worker)
        if not self.ended:
            self._soon()

    def _let_go(self, worker: Worker) -> None:
        worker.kill()
        self.members.discard(worker)
        task = asyncio.get_running_loop().create_task(_buried(worker))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def free(self) -> Worker | None:
        """Return an idle worker when there is one, None when the crew is dismissed."""
        while worker := await self.idle.get():
            if worker.lives():
                return worker
            self.lost(worker)
        return None

    def dismiss(self) -> None:
        """Hire nobody any more; who is idle goes at once, the others when they have answered."""
        self.ended = True
        while not self.idle.empty():
            if worker := self.idle.get_nowait():
                self._let_go(worker)
        for _ in range(self.size):
            self.idle.put_nowait(None)

    async def close(self) -> None:
        """End all workers, running ones too."""
        self.dismiss()
        for worker in list(self.members):
            self._let_go(worker)
        while self.tasks:
            await asyncio.gather(*self.tasks, return_exceptions=True)


async def _buried(worker: Worker) -> None:
    await worker.gone()
