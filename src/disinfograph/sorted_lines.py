"""Lines in order and each once, in memory that does not grow with their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

_CHUNK = 200_000
_BATCH = 10_000
_READ = 1 << 20
# Bytes that are read at a time of all chunks together, as far as each gets some; and files that are open at a time.
_READ_OF_ALL, _LEAST_READ = 32 << 20, 1 << 16
_OPEN = 256

# Lines of a chunk that are looked at to tell where half of all lines are.
_SAMPLES = 32

Block = list[bytes]
"""Some lines without their line ends, in order."""
Span = tuple[bytes, bytes | None]
"""Where lines begin, and before which they end; None for those up to the last."""
ALL: Span = (b"", None)


class SortedLines:
    """Takes lines in any order; gives them back sorted by code point, without repeats.

    Chunks of some 200,000 lines are sorted in memory and kept in `folder` until `lines` or `blocks` merge them. Lines
    are kept as UTF-8, whose bytes sort as code points do.
    """

    def __init__(self, folder: Path, name: str, chunk: int = _CHUNK) -> None:
        self._folder, self._name, self._limit = folder, name, chunk
        # A dict and no set: lines as they came lie beside each other in memory, and are sorted in half the time.
        self._held: dict[bytes, None] = {}
        self._chunks: list[Path] = []
        self._merged = 0
        self._last: Block | None = None

    def add(self, lines: Iterable[str]) -> None:
        """Take lines without their line ends; no line may hold one."""
        self.add_encoded(line.encode() for line in lines)

    def add_encoded(self, lines: Iterable[bytes]) -> None:
        """Take lines in UTF-8."""
        taken = iter(lines)
        self._last = None
        while batch := list(islice(taken, min(_BATCH, self._limit))):
            self._held.update(dict.fromkeys(batch))
            if len(self._held) >= self._limit:
                self.spill()

    def spill(self) -> list[Path]:
        """Write what is held to disk, and return the files of all chunks, for the `adopt` of another."""
        if self._held:
            path = self._folder / f"{self._name}.{len(self._chunks)}"
            with path.open("wb") as file:
                write(file, [sorted(self._held)])
            self._chunks.append(path)
            self._held.clear()
            self._last = None
        return list(self._chunks)

    def adopt(self, files: Iterable[Path]) -> None:
        """Take over files of lines that are in order, each once: they are read where they are until `drop`."""
        self._chunks += files

    def lines(self) -> Iterator[str]:
        """Yield every line once, in the order of code points, without line ends."""
        return map(bytes.decode, chain.from_iterable(self.blocks()))

    def blocks(self, span: Span = ALL) -> Iterator[Block]:
        """Yield the same lines, or those of a span, in blocks, in UTF-8."""
        last = self._last = sorted(self._held) if self._last is None else self._last
        self._merge_some()
        yield from _merged_files(self._chunks, last[_within(last, span)], span)

    def spans(self, most: int) -> list[Span]:
        """Return spans that together are the whole, at most so many, of about as many lines each; other processes can
        read them. Lines that begin with the same word, up to a space, are not parted.
        """
        if most < 2 or not self._chunks:
            return [ALL]
        self.spill()
        self._merge_some()
        words = sorted(word for path in self._chunks for word in _some_words(path))
        starts = sorted({words[len(words) * number // most] for number in range(1, most)} - {b""}) if words else []
        return list(zip([b"", *starts], [*starts, None], strict=True))

    def _merge_some(self) -> None:
        """Make few of many chunks: so many can be open at a time."""
        while len(self._chunks) > _OPEN:
            some = self._chunks[:_OPEN]
            self._merged += 1
            path = self._folder / f"{self._name}.merged.{self._merged}"
            with path.open("wb") as file:
                write(file, _merged_files(some, [], ALL))
            for one in some:
                one.unlink()
            self._chunks = [*self._chunks[_OPEN:], path]

    def drop(self) -> None:
        """Remove the chunks from the disk, and forget what is held."""
        for path in self._chunks:
            path.unlink(missing_ok=True)
        self._chunks.clear()
        self._held.clear()
        self._last = None


def write(file: BinaryIO, blocks: Iterable[Block]) -> int:
    """Write lines with their line ends; return how many."""
    count = 0
    for block in blocks:
        file.writelines([b"\n".join(block), b"\n"] if block else [])
        count += len(block)
    return count


def blocks_of(path: Path) -> Iterator[Block]:
    """Yield the lines of a file in its order."""
    return (piece[:-1].split(b"\n") for piece in _pieces_of(path))


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        yield from _pieces(file, _READ, 0, path.stat().st_size)


def mix(target: BinaryIO, paths: Iterable[Path], others: Iterable[Block]) -> int:
    """Write the lines of files, which are in order one after the other, each line once, and others that are so too;
    return how many more these were.

    Where none of the others comes among them, lines are copied as they stand.
    """
    coming = chain.from_iterable(others)
    other, more = next(coming, None), 0
    for piece in chain.from_iterable(map(_pieces_of, paths)):
        last = piece[piece.rfind(b"\n", 0, -1) + 1 : -1]
        if other is None or last < other:
            target.write(piece)
            continue
        among: Block = []
        while other is not None and other <= last:
            among.append(other)
            other = next(coming, None)
        lines = piece[:-1].split(b"\n")
        more += write(target, [_joined([lines, among])]) - len(lines)
    return more + (write(target, [[other, *coming]]) if other is not None else 0)


def merged(runs: Iterable[Iterator[Block]]) -> Iterator[Block]:
    """Yield the lines of runs, each of which is in order without repeats, in order without repeats."""
    heads = [head for head in map(_Head, runs) if head.block]
    while len(heads) > 1:
        # Up to the end of the block that ends first, every run shows what it has.
        end = min(head.block[-1] for head in heads)
        shown = [lines for head in heads if (lines := head.up_to(end))]
        yield shown[0] if len(shown) == 1 else _joined(shown)
        heads = [head for head in heads if head.block]
    for head in heads:
        yield head.block[head.start :]
        yield from head.run


def _joined(runs: list[Block]) -> Block:
    taken = list(chain.from_iterable(runs))
    # The runs within it are found, and merged rather than sorted anew.
    taken.sort()
    return [line for line, _ in groupby(taken)]


def _merged_files(files: list[Path], held: Block, span: Span) -> Iterator[Block]:
    size = min(_READ, max(_LEAST_READ, _READ_OF_ALL // max(1, len(files))))
    with ExitStack() as stack:
        runs = [
            _blocks(stack.enter_context(path.open("rb", buffering=0)), size, _place(path, start), _place(path, end))
            for path in files
            for start, end in [span]
        ]
        yield from merged([*runs, iter([held] if held else [])])


def _within(block: Block, span: Span) -> slice:
    start, end = span
    return slice(bisect_left(block, start), len(block) if end is None else bisect_left(block, end))


def _place(path: Path, start: bytes | None) -> int:
    """Return where in a file of lines in order the first begins that does not come before a text; None is its end."""
    if start is None:
        return path.stat().st_size
    with path.open("rb") as file:
        return place_of(file, lambda line: line[:-1] >= start)


def place_of(file: BinaryIO, holds: Callable[[bytes], bool]) -> int:
    """Return where in a file the first line begins of which something holds, as it does of all that come after it.

    Where it does not hold of all of these, the place is that of some line.
    """
    low, high = 0, file.seek(0, SEEK_END)
    while low < high:
        middle = (low + high) // 2
        # The line that begins at `low`, or the first that begins after the middle.
        file.seek(middle)
        if middle > low:
            file.readline()
        at = file.tell()
        line = file.readline()
        if not line or holds(line):
            high = middle
        else:
            low = at + len(line)
    return low


def _some_words(path: Path) -> Iterator[bytes]:
    """Yield with what words some lines of a file begin, taken at even distances."""
    size = path.stat().st_size
    with path.open("rb") as file:
        for number in range(_SAMPLES):
            file.seek(size * number // _SAMPLES)
            file.readline()
            word, space, _ = file.readline().partition(b" ")
            if space:
                yield word + space


class _Head:
    """A run, its block that is being read, and how far; an empty block at its end."""

    def __init__(self, run: Iterator[Block]) -> None:
        self.run, self.start = run, 0
        self.block: Block = next(run, [])

    def up_to(self, end: bytes) -> Block:
        """Take the lines that do not come after another."""
        stop = bisect_right(self.block, end, self.start)
        taken = self.block[self.start : stop]
        self.start = stop
        if stop == len(self.block):
            self.block, self.start = next(self.run, []), 0
        return taken


def _blocks(file: BinaryIO, size: int, start: int, end: int) -> Iterator[Block]:
    return (piece[:-1].split(b"\n") for piece in _pieces(file, size, start, end))


def _pieces(file: BinaryIO, size: int, start: int, end: int) -> Iterator[bytes]:
    """Yield what is in a file between two places in pieces of whole lines with their line ends."""
    file.seek(start)
    return whole_lines(iter(lambda: file.read(min(size, end - file.tell())), b""))


def whole_lines(texts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a text that comes in pieces of any size in pieces of whole lines with their line ends."""
    rest = b""
    for read in texts:
        whole = read.rfind(b"\n") + 1
        if whole:
            yield rest + read[:whole]
            rest = read[whole:]
        else:
            rest += read
    if rest:
        yield rest + b"\n"
