"""A snapshot is filled: Oxigraph's files, and beside them what was published, packed and counted."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from disinfograph.processes import Forked, cores
from disinfograph.stores.counts import counted_in
from disinfograph.stores.folder import FORMAT, Manifest, Snapshot
from disinfograph.stores.loading import load_file
from disinfograph.stores.own import Own
from disinfograph.stores.protocol import Agreed

# The fastest level: quads shrink to an eighth, and higher levels take several times as long for little.
_LEVEL = 1
# Bytes of a file from which on it pays to count and pack it in a process of its own.
_MANY = 32 << 20


def fill(snapshot: Snapshot, digest: str, quads: Path, ledger: Path, agreed: Agreed, *, vouched: bool) -> Manifest:
    """Fill the folder of a snapshot that is `agreed` to; return what is in it."""
    with ExitStack() as beside:
        counts = _beside(beside, quads, snapshot, vouched=vouched)
        shutil.copyfile(ledger, snapshot.ledger)
        store = ox.Store(str(snapshot.oxigraph))
        load_file(store, quads, vouched=vouched)
        store.optimize()
        store.flush()
        agreed(Own(store).select)
        triples = counts()
    return Manifest(FORMAT, digest, len(store), triples)


def _beside(running: ExitStack, quads: Path, snapshot: Snapshot, *, vouched: bool) -> Callable[[], int]:
    """Begin to make what lies beside the engine's files; what is returned waits for it, and gives the merge's size.

    That is done by a process of its own, and before the engine has threads, which a forked process would miss.
    """
    call = partial(_counted_and_packed, quads, snapshot, in_order=vouched)
    if cores() > 1 and quads.stat().st_size > _MANY:
        return running.enter_context(Forked(call)).result
    return running.enter_context(ThreadPoolExecutor(1)).submit(call).result


def _counted_and_packed(quads: Path, snapshot: Snapshot, *, in_order: bool) -> int:
    _pack(quads, snapshot.quads)
    counts = counted_in(quads, in_order=in_order)
    snapshot.counts.write_text(counts.to_json(), "utf-8")
    return counts.triples


def _pack(quads: Path, target: Path) -> None:
    with quads.open("rb") as plain, gzip.open(target, "wb", _LEVEL) as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)
