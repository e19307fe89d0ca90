"""Search a graph by words: the index beside a store, made when it is missing or of another graph.

    DIR/search/{digest}/        the index of the snapshot of that digest
    DIR/search/.new-{process}/  one that is being written

An index is written under another name and renamed when it is whole; those of other snapshots are then removed. A folder
that may not be written to, and a store that is no folder, can have an index in memory for as long as the process lives.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from disinfograph.errors import StoreUnavailable
from disinfograph.search.documents import is_of_default_graph
from disinfograph.search.finding import Hit
from disinfograph.search.index import Search
from disinfograph.sorted_lines import Block, blocks_of
from disinfograph.stores.folder import Folder, Snapshot
from disinfograph.stores.protocol import Store
from disinfograph.terms import XSD, Iri, Literal, Rows

# Seconds after which an index that is being written belongs to a process that has died.
_FORGOTTEN = 3600
_NAME = re.compile(r"[0-9a-f]{16}")
_BLOCK = 1 << 16


def beside(place: Path) -> Search:
    """Return the index of the store in a folder; StoreUnavailable where nothing was published there.

    It is made where it is missing, and in memory where the folder cannot be written to.
    """
    with _held(place) as snapshot:
        target = _target(place, snapshot)
        found = Search.open(target)
        if found is None:
            try:
                _make(snapshot, target)
                found = Search.open(target)
            except (OSError, ValueError):
                # A full or write-protected disk is no reason to find nothing.
                found = None
        if found is None:
            with _blocks(snapshot) as blocks:
                found = Search.in_memory(line.decode() for block in blocks for line in block)
    return found


def in_memory(store: Store) -> Search:
    """Return an index of any store's graph that is gone with its process: all statements are read once."""
    return Search.in_memory(store.quads())


def rows(hits: Iterable[Hit], sign: str = "") -> Rows:
    """Return hits as rows of score, case, date, claim and snippet, in which `sign` stands around the words found."""
    found = tuple(
        (
            Literal(f"{hit.score:.4f}", XSD + "decimal"),
            Iri(hit.iri),
            Literal(hit.date, XSD + "date") if hit.date else None,
            Literal(hit.label or f"Claim: {hit.slug}"),
            Literal(f"{_speaker(hit)}: {hit.snippet.marked(sign)}") if hit.snippet.text else None,
        )
        for hit in hits
    )
    return Rows(("score", "case", "date", "claim", "snippet"), found)


def _speaker(hit: Hit) -> str:
    # What a claim says is never shown without saying that it is a claim.
    return "Response" if hit.snippet.field == "response" else "Claim"


def refresh(place: Path) -> bool:
    """Make the index of the store in a folder unless it is there, and remove older ones; tell whether it was made.

    OSError where the folder cannot be written to, StoreUnavailable where nothing was published there.
    """
    with _held(place) as snapshot:
        target = _target(place, snapshot)
        if Search.open(target) is not None:
            return False
        _make(snapshot, target)
    return True


def prepared(quads: Path, folder: Path) -> None:
    """Make the index of a graph that is about to be published in a new folder, for `put`.

    The file holds canonical N-Quads lines as a build writes them, the default graph first: no more of it is read.
    OSError where the folder cannot be written to.
    """
    folder.mkdir()
    Search.write_encoded(folder, _before_named_graphs(blocks_of(quads)))


def is_ready(place: Path) -> bool:
    """Tell whether the store in a folder has its index; StoreUnavailable where nothing was published there."""
    with _held(place) as snapshot:
        return Search.open(_target(place, snapshot)) is not None


def put(place: Path, folder: Path, version: str) -> bool:
    """Move the index in a folder beside a store, and remove older ones, if the store's `version` is that of its graph.

    Tell whether there is an index of that version now: where there was one it stays. OSError and StoreUnavailable as
    from `refresh`.
    """
    with _held(place) as snapshot:
        target = _target(place, snapshot)
        if target.name != version:
            return False
        with _new(target) as new:
            # The folder may be on another disk.
            shutil.move(folder, new)
            _put(new, target)
        _sweep(target)
    return True


def _target(place: Path, snapshot: Snapshot) -> Path:
    return place / "search" / snapshot.path.name


def _make(snapshot: Snapshot, target: Path) -> None:
    with _new(target) as new:
        new.mkdir()
        with _blocks(snapshot) as blocks:
            Search.write_encoded(new, blocks)
        _put(new, target)
    _sweep(target)


@contextmanager
def _new(target: Path) -> Iterator[Path]:
    """Give a path beside an index for one that is made; nothing is there in the end."""
    target.parent.mkdir(exist_ok=True)
    new = target.with_name(f".new-{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _put(new: Path, target: Path) -> None:
    """Give a new index its name; where another process was first, its index is as good unless it is damaged."""
    if target.exists() and Search.open(target) is None:
        shutil.rmtree(target)
    try:
        new.rename(target)
    except OSError:
        if Search.open(target) is None:
            raise


def _sweep(target: Path) -> None:
    """Remove the indexes of other snapshots, and what processes that died left; who reads one still can."""
    for path in target.parent.iterdir():
        is_left = path.name.startswith(".new-") and time.time() - path.stat().st_mtime > _FORGOTTEN
        if is_left or (_NAME.fullmatch(path.name) and path != target):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _held(place: Path) -> Iterator[Snapshot]:
    """Give the current snapshot, which no build removes meanwhile."""
    snapshot, hold = Folder(place).hold()
    try:
        yield snapshot
    finally:
        os.close(hold)


@contextmanager
def _blocks(snapshot: Snapshot) -> Iterator[Iterator[Block]]:
    """Give the lines of a snapshot from the file that keeps them as they were published: faster than its store."""
    try:
        with gzip.open(snapshot.quads) as packed:
            file = io.BufferedReader(cast("io.RawIOBase", packed), _BLOCK)
            yield ([line[:-1] for line in lines] for lines in iter(lambda: file.readlines(_BLOCK), []))
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise StoreUnavailable(str(snapshot.quads), f"cannot be read: {fault}") from fault


def _before_named_graphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks up to the first that ends in a named graph; what more it holds of such is for others to tell."""
    for block in blocks:
        yield block
        if not is_of_default_graph(block[-1].split(b" ", 2)[2]):
            return
