"""The whole graph as files: N-Quads and JSON-LD with all named graphs, Turtle with their merge; gzip without a clock.

They hold what `export` writes.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from disinfograph.formats import DATASET_FORMATS
from disinfograph.namespaces import PREFIXES
from disinfograph.sorted_lines import Block, merged
from disinfograph.stores.serialiser import serialise
from disinfograph.terms import merge_of

DUMPS: Final[dict[str, tuple[str, str]]] = {
    "nq": ("application/n-quads", "The whole graph with all named graphs, as N-Quads"),
    "jsonld": ("application/ld+json", "The whole graph with all named graphs, as JSON-LD"),
    "ttl": ("text/turtle", "The merge of all named graphs, as Turtle"),
}
"""The syntaxes of the dumps: media type, and what the file is."""

GZIP: Final = "application/gzip"
_LEVEL: Final = 6
_LINES: Final = 20_000


def dump_path(syntax: str) -> str:
    """Return the path of a dump."""
    return f"dumps/disinfograph.{syntax}.gz"


def ordered(published: Path, target: Path) -> None:
    """Write the lines of published quads (gzip) in the order of code points; they come in few runs in order."""
    plain = target.with_name(f"{target.name}.plain")
    with gzip.open(published) as packed, plain.open("wb") as file:
        shutil.copyfileobj(packed, file, 1 << 20)
    try:
        with target.open("wb") as file:
            for block in merged(_run(plain, start, end) for start, end in _runs(plain)):
                file.writelines([b"\n".join(block), b"\n"])
    finally:
        plain.unlink()


def _runs(path: Path) -> list[tuple[int, int]]:
    """Return where each run of lines in order begins and ends."""
    starts, place, before = [0], 0, b""
    with path.open("rb") as file:
        for line in file:
            # Without its end: a line that begins another comes before it.
            line = line.removesuffix(b"\n")
            if line < before:
                starts.append(place)
            before = line
            place += len(line) + 1
    return list(zip(starts, [*starts[1:], place], strict=True))


def _run(path: Path, start: int, end: int) -> Iterator[Block]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            block: Block = []
            while len(block) < _LINES and start < end:
                line = file.readline()
                start += len(line)
                block.append(line.removesuffix(b"\n"))
            yield block


def pack(quads: Path, syntax: str, target: Path) -> None:
    """Write a dump from quads in order: the same graph gives the same bytes."""
    with target.open("wb") as file, gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
        if syntax == "nq":
            with quads.open("rb") as plain:
                shutil.copyfileobj(plain, packed, 1 << 20)
        else:
            lines = _lines(quads)
            given = lines if syntax in DATASET_FORMATS else merge_of(lines)
            serialise(given, syntax, PREFIXES, cast("BinaryIO", packed))


def _lines(quads: Path) -> Iterator[str]:
    with quads.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")
