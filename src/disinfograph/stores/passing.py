"""A store of one file, for as long as it is asked: in memory, or in a folder that is removed at the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from disinfograph.stores.loading import load_file
from disinfograph.stores.oxigraph import answer, load
from disinfograph.stores.protocol import Answer, Answering
from disinfograph.stores.query_text import Query
from disinfograph.terms import Rows


class _Passing(Answering):
    def __init__(self, store: ox.Store, where: str) -> None:
        self._store, self._where = store, where

    def _answer(self, query: Query) -> Answer:
        return answer(self._store, self._where, query)


@contextmanager
def store_of(quads: Path, folder: Path | None = None) -> Iterator[Callable[[str], Rows]]:
    """Give the way to ask SELECT queries of a file of N-Quads; with a folder, of its own, it takes little memory.

    UnreadableInput for a file that is not N-Quads.
    """
    try:
        store = _loaded(quads, folder)
        yield _Passing(store, str(folder or "memory")).select
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _loaded(quads: Path, folder: Path | None) -> ox.Store:
    if folder:
        store = ox.Store(str(folder))
        load_file(store, quads)
        store.optimize()
        return store
    store = ox.Store()
    with quads.open("rb") as file:
        load(store, file, str(quads))
    return store
