"""A store of one file, for as long as it is asked: in memory, or in a folder that is removed at the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from disinfograph.errors import UnreadableInput
from disinfograph.stores.loading import load_file
from disinfograph.stores.own import Own
from disinfograph.stores.oxigraph import N_QUADS, not_n_quads
from disinfograph.terms import Rows


@contextmanager
def store_of(quads: Path, folder: Path | None = None) -> Iterator[Callable[[str], Rows]]:
    """Give the way to ask SELECT queries of a file of N-Quads that this program wrote, without a look at their text.

    With a folder, of its own, it takes little memory. UnreadableInput for a file that is not N-Quads.
    """
    try:
        yield Own(_loaded(quads, folder)).select
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
    try:
        # Whoever wrote these IRIs has seen to them: not to look at them again saves a third of the time.
        store.bulk_load(path=str(quads), format=N_QUADS, lenient=True)
    except SyntaxError as fault:
        raise UnreadableInput(str(quads), not_n_quads(fault)) from fault
    return store
