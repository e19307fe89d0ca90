"""The statements of a build in files: those of the named graphs, and their merge, which is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from disinfograph.sorted_lines import Block, SortedLines, blocks_of, merged, write

# Lines made from the merge that wait in memory.
_MORE = 100_000
_GRAPH = b" <"
_END = b" ."


@dataclass(slots=True)
class Graph:
    """Statements as canonical N-Quads lines, every one in a named graph, taken in any order; then `write`.

    `more` takes statements that are made from the merge, which then come into the `whole`. `quads` and `triples` count
    the statements of the named graphs and of the merge, once they are written.
    """

    folder: Path
    name: str
    lines: SortedLines = field(init=False)
    more: SortedLines = field(init=False)
    quads: int = 0
    triples: int = 0

    def __post_init__(self) -> None:
        self.lines = SortedLines(self.folder, f"{self.name}-lines")
        self.more = SortedLines(self.folder, f"{self.name}-more", _MORE)

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

            def written() -> Iterator[Block]:
                for block in self.lines.blocks():
                    self.quads += write(named, [block])
                    yield block

            self.triples = write(merge, _merge(written()))
        self.lines.drop()

    def whole(self) -> Path:
        """Return one file of the merge and then the named graphs, with `more`; the two files are gone then."""
        path = self.folder / f"{self.name}.whole"
        with path.open("wb") as whole:
            self.triples = write(whole, merged([blocks_of(self.merge), _merge(self.more.blocks())]))
            self.merge.unlink()
            self.quads = write(whole, merged([blocks_of(self.named), self.more.blocks()]))
            self.named.unlink()
        self.more.drop()
        return path

    def merge_lines(self) -> Iterator[str]:
        """Yield the merge as N-Triples lines without line ends."""
        for block in blocks_of(self.merge):
            yield from map(bytes.decode, block)


def _merge(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the triples of sorted N-Quads lines, each once.

    Their order is the same: after the object stands a space in both, and no object goes on where another ends.
    """
    last = b""
    for block in blocks:
        triples = dict.fromkeys([quad[: quad.rindex(_GRAPH)] + _END for quad in block])
        triples.pop(last, None)
        if triples:
            yield list(triples)
            last = next(reversed(triples))
