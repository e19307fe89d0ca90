"""A file of N-Quads into Oxigraph's bulk loader, in blocks: as much memory as a few blocks take, both cores at work.

The loader takes what it is given in batches of a million statements, at some 2 KB each. Given a block at a time it
takes less; and two blocks can be loaded at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from disinfograph.errors import UnreadableInput
from disinfograph.sorted_lines import place_of
from disinfograph.stores.content import has_graph
from disinfograph.stores.oxigraph import N_QUADS, not_n_quads

_BLOCK = 24 << 20
_THREADS = 2


def load_file(store: ox.Store, quads: Path, size: int = _BLOCK, *, vouched: bool = False) -> None:
    """Load a file of N-Quads in blocks of about `size` bytes; of a `vouched` one no IRI is looked at.

    UnreadableInput for a file that is not N-Quads, of which anything may have been loaded.
    """
    if quads.stat().st_size <= size:
        _load(store, quads.read_bytes(), str(quads), vouched)
        return
    with ThreadPoolExecutor(_THREADS) as threads:
        running: set[Future[None]] = set()
        for block in _blocks(quads, size):
            running.add(threads.submit(_load, store, block, str(quads), vouched))
            del block
            if len(running) >= _THREADS:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
        for future in running:
            future.result()


def _load(store: ox.Store, block: bytes, name: str, vouched: bool) -> None:
    try:
        store.bulk_load(block, N_QUADS, lenient=vouched)
    except SyntaxError as fault:
        raise UnreadableInput(name, not_n_quads(fault)) from fault


def _blocks(quads: Path, most: int) -> Iterator[bytes]:
    """Yield the lines of a file: half of each block from its first part, half from where the named graphs begin.

    A published file holds the merge and then, in the same order, the named graphs: so a block holds a statement with
    its merge, and each of their terms is written once. Any other file comes out whole too.
    """
    size = quads.stat().st_size
    with quads.open("rb") as first, quads.open("rb") as second:
        # The first line with a graph, if those without come first; else some line.
        middle = place_of(first, has_graph)
        first.seek(0)
        second.seek(middle)
        blocks = -(-size // most)
        for number in range(1, blocks + 1):
            ends = (middle * number // blocks, middle + (size - middle) * number // blocks)
            yield _up_to(first, ends[0]) + _up_to(second, ends[1])


def _up_to(file: BinaryIO, place: int) -> bytes:
    """Return the lines from where a file stands to the end of the line at a place."""
    read = file.read(max(0, place - file.tell()))
    return read if read.endswith(b"\n") else read + file.readline()
