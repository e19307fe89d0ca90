"""Answers outside queries in processes that can be killed: this process never runs one.

A question waits for its turn, is asked of an idle worker, and ends at the deadline, whatever the worker does. A worker
that died or was killed is replaced, a spare one waiting meanwhile. When a build publishes another snapshot, a new crew
reads that; the old one ends what it runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path
from typing import Final

from disinfograph.errors import StoreUnavailable
from disinfograph.namespaces import BASE
from disinfograph.stores.folder import Folder
from disinfograph.stores.worker_frames import ANSWERED, BAD, FAULT, LARGE, MEMORY, MOVED, UNKNOWN, Asked, Reply, Visit
from disinfograph.web.kept import Kept
from disinfograph.web.refusals import Refused
from disinfograph.web.settings import Settings
from disinfograph.web.turns import Rules, Turns
from disinfograph.web.workers import PAGES, QUERIES, Crew, Worker

_SPARES: Final = {PAGES: 0, QUERIES: 1}
_LOOKING: Final = 0.5
"""Seconds between two looks at which snapshot is current."""

_PAGE_TIME: Final = 60.0
"""Seconds that a page may take at least, whatever the deadline of queries is."""

_MEMORY_SENTENCE = "The query needed more memory than a query may use. Ask for less: fewer joins, or a LIMIT inside."
_BROKEN_SENTENCE = "The query broke the engine. Write it more simply."
_REFUSALS: Final = {
    BAD: (400, "The query cannot be run: {}."),
    UNKNOWN: (404, "{}"),
    LARGE: (400, "{}. Ask for less, with LIMIT."),
    MEMORY: (503, _MEMORY_SENTENCE),
    FAULT: (503, "The engine failed: {}."),
}


class Pool:
    """Workers over the store in a folder; `start` and `close` belong around everything else."""

    def __init__(self, folder: Path, settings: Settings, base: str = BASE) -> None:
        self.folder, self.settings, self.base = folder, settings, base
        self.version = ""
        self._turns = Turns(
            Rules(settings.workers, settings.per_client, settings.reserved, settings.waiting, settings.patience)
        )
        # Pages and data have their own: no query from outside makes a reader wait for a new worker.
        pages = Rules(settings.page_workers, settings.page_workers, 0, settings.waiting * 8, settings.patience)
        self._page_turns = Turns(pages)
        self._crews = self._new_crews()
        self._old: list[Crew] = []
        self._watch: asyncio.Task[None] | None = None
        self._kept = Kept(settings.cache_mb << 18)

    def _new_crews(self) -> dict[str, Crew]:
        memory, sizes = (
            self.settings.memory_mb << 20,
            {PAGES: self.settings.page_workers, QUERIES: self.settings.workers},
        )
        return {task: Crew(self.folder, memory, self.base, task, size + _SPARES[task]) for task, size in sizes.items()}

    async def start(self) -> None:
        """Open the store; StoreUnavailable where it cannot be."""
        self.version = await _assembled(self._crews)
        self._watch = asyncio.get_running_loop().create_task(self._look_again())

    async def close(self) -> None:
        """End all workers."""
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        for crew in (*self._old, *self._crews.values()):
            await crew.close()

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(_LOOKING)
            # A store that cannot be read just now: what is open goes on answering.
            with contextlib.suppress(StoreUnavailable, OSError):
                current = Folder(self.folder).current()
                if current is not None and current.path.name != self.version:
                    await self._change()

    async def _change(self) -> None:
        crews = self._new_crews()
        try:
            version = await _assembled(crews)
        except BaseException:
            for crew in crews.values():
                await crew.close()
            raise
        before, self._crews, self.version = self._crews, crews, version
        for crew in before.values():
            crew.dismiss()
        self._old = [each for each in (*self._old, *before.values()) if each.members]

    async def ask(
        self, question: Asked, *, client: str = "", own: bool = False, deadline: float | None = None
    ) -> Reply:
        """Return the answer to a question, or where its page is now; Refused for every other outcome.

        `own` questions are stored queries and the like: they are never kept waiting by outside queries alone.
        `deadline` in seconds holds instead of the settings'.
        """
        if kept := self._kept.get((self.version, question)):
            return kept
        turns = self._page_turns if isinstance(question, Visit) else self._turns
        await turns.take(client, own=own)
        try:
            reply = await self._asked(question, deadline or self._time_for(question))
        finally:
            turns.give_back(client)
        if reply.status not in (ANSWERED, MOVED):
            status, sentence = _REFUSALS[reply.status]
            raise Refused(status, sentence.format(reply.message))
        self._kept.put((reply.version, question), reply)
        return reply

    def _time_for(self, question: Asked) -> float:
        # Texts of pages are ours, and the first page of a worker may wait for its whole table.
        return max(self.settings.deadline, _PAGE_TIME) if isinstance(question, Visit) else self.settings.deadline

    async def _asked(self, question: Asked, deadline: float) -> Reply:
        crew, worker = await self._free(PAGES if isinstance(question, Visit) else QUERIES)
        reply = None
        try:
            async with asyncio.timeout(deadline):
                reply = await worker.ask(question)
        except TimeoutError as fault:
            raise Refused(504, f"The query was stopped after {deadline:g} s.") from fault
        except (EOFError, OSError) as fault:
            raise await _post_mortem(worker) from fault
        finally:
            if reply is None or reply.status == MEMORY:
                crew.lost(worker)
            else:
                crew.back(worker)
        return reply

    async def _free(self, task: str) -> tuple[Crew, Worker]:
        try:
            async with asyncio.timeout(self.settings.patience):
                while True:
                    crew = self._crews[task]
                    if worker := await crew.free():
                        return crew, worker
        except TimeoutError as fault:
            raise Refused(503, "No query worker could be started. Try again later.", {"Retry-After": "5"}) from fault


async def _assembled(crews: dict[str, Crew]) -> str:
    """Hire the workers of all crews, and return the version that the first of them reads."""
    return (await asyncio.gather(*(crew.assemble() for crew in crews.values())))[0]


async def _post_mortem(worker: Worker) -> Refused:
    """Return what to tell of a worker that died of a question: Oxigraph aborts when it is out of memory."""
    worker.kill()
    code = await worker.gone()
    return Refused(503, _MEMORY_SENTENCE if code in (-signal.SIGABRT, 1) else _BROKEN_SENTENCE)
