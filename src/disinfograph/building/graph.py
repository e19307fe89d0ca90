"""The statements of a build in files: those of the named graphs, and their merge, which is made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby, islice
from pathlib import Path

from disinfograph.processes import Forked, Tickets, cores
from disinfograph.sorted_lines import Block, SortedLines, Span, blocks_of, mix, write

# Lines made from the merge that wait in memory.
_MORE = 100_000
_COPIED = 1 << 20
# Parts that a process writes, one after the other: as they become one file, each is gone before the next is copied.
_PARTS = 4
_GRAPH = b" <"
_END = b" ."


Told = Callable[[Iterator[Block]], Iterable[bytes]]
"""Yields, of the lines of a merge in order, some; it goes through all of them."""


def _nothing(blocks: Iterator[Block]) -> Iterator[bytes]:
    for _ in blocks:
        yield from ()


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
    _parts: list[_Part] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = SortedLines(self.folder, f"{self.name}-lines")
        self.more = SortedLines(self.folder, f"{self.name}-more", _MORE)

    @property
    def _whole(self) -> Path:
        return self.folder / f"{self.name}.whole"

    def write(self, telling: Told = _nothing) -> None:
        """Write the statements and their merge to files; of the lines of the merge, keep some apart for `told`."""
        at_once = cores()
        spans = self.lines.spans(at_once * _PARTS if at_once > 1 else 1)
        self._parts = [_Part(self.folder / f"{self.name}.{number}", span) for number, span in enumerate(spans)]
        call = partial(self._written, Tickets(len(spans)), telling)
        with ExitStack() as running:
            others = [running.enter_context(Forked(call)) for _ in range(1, min(at_once, len(spans)))]
            counts = [call(), *(other.result() for other in others)]
        self.quads, self.triples = map(sum, zip(*counts, strict=True))
        self.lines.drop()

    def _written(self, numbers: Tickets, telling: Told) -> tuple[int, int]:
        """Write those parts that this process draws; return how many statements and triples they hold."""
        counts = [self._parts[number].write(self.lines, telling) for number in numbers]
        return sum(quads for quads, _ in counts), sum(triples for _, triples in counts)

    def told(self) -> Iterator[bytes]:
        """Yield what was kept apart of the merge, in its order."""
        for part in self._parts:
            yield from chain.from_iterable(blocks_of(part.told))

    def whole(self) -> Path:
        """Return one file of the merge and then the named graphs, with `more`; all others are gone then."""
        with self._whole.open("wb") as whole:
            self.triples += mix(whole, _once(part.merge for part in self._parts), _merge(self.more.blocks()))
            self._size = whole.tell()
            self.quads += mix(whole, _once(part.named for part in self._parts), self.more.blocks())
        for part in self._parts:
            part.told.unlink()
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
        if self._size:
            return map(bytes.decode, islice(chain.from_iterable(blocks_of(self._whole)), self.triples))
        return (line.decode() for part in self._parts for block in blocks_of(part.merge) for line in block)


@dataclass(frozen=True, slots=True)
class _Part:
    """Files of some of the statements, in order; each subject is in one part only, and so each triple of the merge."""

    path: Path
    span: Span

    @property
    def named(self) -> Path:
        return self.path.with_name(f"{self.path.name}.nq")

    @property
    def merge(self) -> Path:
        return self.path.with_name(f"{self.path.name}.nt")

    @property
    def told(self) -> Path:
        return self.path.with_name(f"{self.path.name}.told")

    def write(self, lines: SortedLines, telling: Told) -> tuple[int, int]:
        """Write the files; return how many statements there are, and how many triples of the merge."""
        quads = triples = 0
        with self.named.open("wb") as named, self.merge.open("wb") as merge, self.told.open("wb") as told:

            def stated() -> Iterator[Block]:
                nonlocal quads
                for block in lines.blocks(self.span):
                    quads += write(named, [block])
                    yield block

            def merged() -> Iterator[Block]:
                nonlocal triples
                for block in _merge(stated()):
                    triples += write(merge, [block])
                    yield block

            told.writelines(b"%b\n" % line for line in telling(merged()))
        return quads, triples


def _once(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files to be read once: each is gone when the next is asked for."""
    for path in paths:
        yield path
        path.unlink()


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
