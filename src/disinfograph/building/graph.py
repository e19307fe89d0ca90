"""The statements of a build in files: those of the named graphs, and their merge, which is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from pathlib import Path

from disinfograph.sorted_lines import Block, SortedLines, blocks_of, merged, write

# Lines made from the merge that wait in memory.
_MORE = 100_000
_COPIED = 1 << 20
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
    # Bytes of the merge in the whole file, 0 as long as there is none.
    _size: int = 0

    def __post_init__(self) -> None:
        self.lines = SortedLines(self.folder, f"{self.name}-lines")
        self.more = SortedLines(self.folder, f"{self.name}-more", _MORE)

    @property
    def named(self) -> Path:
        """The named graphs as sorted N-Quads."""
        return self.folder / f"{self.name}.nq"

    @property
    def _whole(self) -> Path:
        return self.folder / f"{self.name}.whole"

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
        with self._whole.open("wb") as whole:
            self.triples = write(whole, merged([blocks_of(self.merge), _merge(self.more.blocks())]))
            self._size = whole.tell()
            self.merge.unlink()
            self.quads = write(whole, merged([blocks_of(self.named), self.more.blocks()]))
            self.named.unlink()
        self.more.drop()
        return self._whole

    @contextmanager
    def merge_alone(self) -> Iterator[Path]:
        """Give a file of the merge alone, once there is the `whole`."""
        path = self.folder / f"{self.name}.merge"
        with self._whole.open("rb") as whole, path.open("wb") as alone:
            left = self._size
            while read := whole.read(min(left, _COPIED)):
                alone.write(read)
                left -= len(read)
        try:
            yield path
        finally:
            path.unlink()

    def drop(self) -> None:
        """Remove the whole file."""
        self._whole.unlink(missing_ok=True)

    def merge_lines(self) -> Iterator[str]:
        """Yield the merge as N-Triples lines without line ends."""
        is_whole = self._size > 0
        lines = chain.from_iterable(blocks_of(self._whole if is_whole else self.merge))
        return map(bytes.decode, islice(lines, self.triples) if is_whole else lines)


def _merge(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the triples of sorted N-Quads lines, each once.

    Their order is the same: after the object stands a space in both, and no object goes on where another ends.
    """
    last = b""
    for block in blocks:
        triples = [quad[: quad.rindex(_GRAPH)] + _END for quad in block]
        once = [triple for triple, _ in groupby(triples)]
        if once and once[0] == last:
            del once[0]
        if once:
            yield once
            last = once[-1]
