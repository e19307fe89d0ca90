"""The statements of a build in files: those of the named graphs, and their merge, which is made from them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from disinfograph.sorted_lines import Block, SortedLines, blocks_of, write

_GRAPH = b" <"
_END = b" ."


@dataclass(slots=True)
class Graph:
    """Statements as canonical N-Quads lines, every one in a named graph, taken in any order; then `write`.

    `quads` and `triples` count the statements of the named graphs and of the merge, once they are written.
    """

    folder: Path
    name: str
    lines: SortedLines = field(init=False)
    quads: int = 0
    triples: int = 0

    def __post_init__(self) -> None:
        self.lines = SortedLines(self.folder, f"{self.name}-lines")

    @property
    def named(self) -> Path:
        """The named graphs as sorted N-Quads."""
        return self.folder / f"{self.name}.nq"

    @property
    def merge(self) -> Path:
        """The merge as sorted N-Triples."""
        return self.folder / f"{self.name}.nt"

    def write(self) -> None:
        """Write the two files."""
        with self.named.open("wb") as named, self.merge.open("wb") as merge:
            last = b""
            for block in self.lines.blocks():
                self.quads += write(named, [block])
                triples = _merged(block, last)
                last = triples[-1] if triples else last
                self.triples += write(merge, [triples])
        self.lines.drop()

    def with_more(self, name: str, lines: Iterable[bytes]) -> Graph:
        """Return a written graph of these statements and more; the files of this one are gone then."""
        whole = Graph(self.folder, name)
        whole.lines.add_encoded(lines)
        whole.lines.adopt([self.named])
        whole.write()
        self.merge.unlink()
        return whole

    def whole(self) -> Path:
        """Return one file of the merge and then the named graphs; the two files are gone then."""
        with self.merge.open("ab") as merge, self.named.open("rb") as named:
            shutil.copyfileobj(named, merge, 1 << 20)
        self.named.unlink()
        return self.merge

    def merge_lines(self) -> Iterator[str]:
        """Yield the merge as N-Triples lines without line ends."""
        for block in blocks_of(self.merge):
            yield from map(bytes.decode, block)


def _merged(quads: Block, last: bytes) -> Block:
    """Return the triples of sorted N-Quads lines, each once, without the `last` of those before.

    Their order is the same: after the object stands a space in both, and no object goes on where another ends.
    """
    triples = dict.fromkeys([quad[: quad.rindex(_GRAPH)] + _END for quad in quads])
    triples.pop(last, None)
    return list(triples)
