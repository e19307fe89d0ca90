"""A store in a folder: Oxigraph on disk, opened for reading only, and replaced as a whole (see `folder`)."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from disinfograph.errors import StoreUnavailable
from disinfograph.stores import content
from disinfograph.stores.counts import Counts, counts_of
from disinfograph.stores.folder import Folder, Manifest, Snapshot
from disinfograph.stores.memory import MemoryStore
from disinfograph.stores.own import Own
from disinfograph.stores.oxigraph import answer, dumped, faults
from disinfograph.stores.protocol import Agreed, Answer, Answering, unasked
from disinfograph.stores.query_text import Query


@dataclass(frozen=True, slots=True)
class _Reader:
    snapshot: Snapshot
    store: ox.Store
    hold: int


class SnapshotStore(Answering):
    """A store in a folder.

    The snapshot that is current at the first question answers all of them until `close`, also when a build of another
    process replaces it meanwhile; `version` tells. After a `publish` here the new one answers.
    """

    def __init__(self, path: Path, *, service: bool = False) -> None:
        self.service = service
        self.where = str(path)
        self._folder = Folder(path)
        self._reader: _Reader | None = None

    def _answer(self, query: Query) -> Answer:
        return answer(self._open().store, self.where, query)

    def _open(self) -> _Reader:
        if self._reader is None:
            snapshot, hold = self._folder.hold()
            try:
                snapshot.manifest()
                with faults(self.where):
                    self._reader = _Reader(snapshot, ox.Store.read_only(str(snapshot.oxigraph)), hold)
            except BaseException:
                os.close(hold)
                raise
        return self._reader

    def quads(self) -> Iterator[str]:
        """Yield every statement as a canonical N-Quads line, in order."""
        return content.ordered(dumped(self._open().store, self.where))

    def ledger(self) -> Iterator[str]:
        """Yield the lines kept beside the data; none where nothing was published yet."""
        return content.lines(self._open().snapshot.ledger) if self._folder.current() else iter(())

    def version(self) -> str:
        """Return the digest of the current snapshot, which may be newer than the one that answers."""
        snapshot = self._folder.current()
        return snapshot.path.name if snapshot else ""

    def size(self) -> int:
        """Return the number of statements over all graphs."""
        return self._open().snapshot.manifest().quads

    def own(self) -> Own:
        """Return the same data for what this program itself asks; it lasts until `close`."""
        return Own(self._open().store)

    def counts(self) -> Counts:
        """Return what is in it, by class and property."""
        return counts_of(self._open().snapshot)

    def published(self) -> Path:
        """Return the N-Quads that were published, compressed with gzip; they stay until `close`."""
        return self._open().snapshot.quads

    def in_memory(self) -> MemoryStore:
        """Return a copy in memory, made from what was published: faster than from Oxigraph's own files."""
        snapshot, memory = self._open().snapshot, MemoryStore()
        with _disk(self.where), gzip.open(snapshot.quads) as quads:
            memory.fill(cast("IO[bytes]", quads), content.lines(snapshot.ledger), snapshot.path.name)
        return memory

    def publish(self, quads: Path, ledger: Path, agreed: Agreed = unasked, *, vouched: bool = False) -> bool:
        """Replace everything, atomically: killed at any point, the folder holds the old content or the new."""
        from disinfograph.stores.filling import fill  # its imports take time that those who only ask need not pay

        digest = content.digest(quads, ledger)
        self.close()
        if digest == self.version():
            agreed(self.own().select)
            return False

        def fill_this(snapshot: Snapshot) -> Manifest:
            return fill(snapshot, digest, quads, ledger, agreed, vouched=vouched)

        def again(snapshot: Snapshot) -> None:
            agreed(Own(ox.Store.read_only(str(snapshot.oxigraph))).select)

        with self._folder.writing(), _disk(self.where):
            self._folder.add(digest, fill_this, again)
        return True

    def close(self) -> None:
        """Let go of the snapshot that answers; the next question opens the current one."""
        reader, self._reader = self._reader, None
        if reader is not None:
            os.close(reader.hold)


@contextmanager
def _disk(where: str) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, EOFError) as fault:
        raise StoreUnavailable(where, f"the disk failed: {fault}") from fault
