"""A store in memory, with Oxigraph as its engine: for tests, for one process, and to serve a copy from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from disinfograph.stores import content
from disinfograph.stores.own import Own
from disinfograph.stores.oxigraph import answer, dumped, load
from disinfograph.stores.protocol import Agreed, Answer, Answering, unasked
from disinfograph.stores.query_text import Query
from disinfograph.stores.serialiser import load_files


class MemoryStore(Answering):
    """A store that is gone with its process."""

    where = "memory"

    def __init__(self) -> None:
        self._store = ox.Store()
        self._ledger: tuple[str, ...] = ()
        self._version = ""

    def _answer(self, query: Query) -> Answer:
        return answer(self._store, self.where, query)

    def quads(self) -> Iterator[str]:
        """Yield every statement as a canonical N-Quads line, in order."""
        return content.ordered(dumped(self._store, self.where))

    def ledger(self) -> Iterator[str]:
        """Yield the lines kept beside the data."""
        return iter(self._ledger)

    def version(self) -> str:
        """Return the digest of what was published last."""
        return self._version

    def publish(self, quads: Path, ledger: Path, agreed: Agreed = unasked, *, vouched: bool = False) -> bool:
        """Replace everything; a file that is not N-Quads is UnreadableInput and changes nothing."""
        digest = content.digest(quads, ledger)
        agreed(None)
        if digest == self._version:
            return False
        with quads.open("rb") as file:
            self.fill(file, content.lines(ledger), digest, str(quads))
        return True

    def take(self, quads: Iterable[str], ledger: Iterable[str], version: str) -> None:
        """Replace everything by lines of N-Quads and of a ledger that go by a version of theirs."""
        with tempfile.TemporaryFile() as file:
            file.writelines(f"{line}\n".encode() for line in quads)
            file.seek(0)
            self.fill(file, ledger, version)

    def fill(self, quads: IO[bytes], ledger: Iterable[str], version: str, name: str = "quads") -> None:
        """Replace everything by an open N-Quads file and the lines of a ledger."""
        store = ox.Store()
        load(store, quads, name)
        self._store, self._ledger, self._version = store, tuple(ledger), version

    def read(self, files: Sequence[Path]) -> None:
        """Replace everything by what RDF files say, all of their graphs merged (see `serialiser.load_files`)."""
        store = ox.Store()
        load_files(store, files)
        self._store, self._ledger, self._version = store, (), ""

    def size(self) -> int:
        """Return the number of statements over all graphs."""
        return len(self._store)

    def own(self) -> Own:
        """Return the same data for what this program itself asks."""
        return Own(self._store)

    def close(self) -> None:
        """Do nothing: memory holds no file."""
