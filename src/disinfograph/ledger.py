"""What every source has said so far: the records behind a graph, so that a corrected one can replace them.

A build makes the graph from the whole ledger; so the graph depends on what was read, never on the order of builds.
The records are kept on disk, in order, and are read anew each time that they are gone through.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from disinfograph.iris import case_slug
from disinfograph.records import Record, Run
from disinfograph.shelf import Shelf, folder_of
from disinfograph.sorted_lines import SortedLines

# Records of which it is known in memory where they belong, before that is written down.
_WAITING = 50_000
# Below all that stands in a field: where a field ends, and what begins a control character in it.
_END, _CONTROL = "\x01", "\x02"
_ESCAPES = {code: _CONTROL + chr(code + 32) for code in range(32)}
_MIDDLE = 1 << 62


class Ledger:
    """Records by source and case, the runs that read them, and the base of the graph's IRIs.

    Where records belong is noted in `folder`, or, without one, in a folder that is gone when the ledger is.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.runs: dict[str, Run] = {}
        self.base: str | None = None
        self._folder = folder or folder_of(self)
        self._places = SortedLines(self._folder, "said", _WAITING)
        self._said, self._kept = Shelf(), Shelf()
        self._turn = 0
        self._forgotten: dict[str, int] = {}
        self._sources: set[str] = set()

    @classmethod
    def read(cls, lines: Iterable[str], folder: Path | None = None) -> Ledger:
        """Return the ledger of the lines that `lines` wrote."""
        ledger = cls(folder)
        for line in lines:
            entry = json.loads(line)
            if "base" in entry:
                ledger.base = entry["base"]
            elif "run" in entry:
                ledger.note(Run.from_dict(entry["run"]))
            else:
                ledger._say(Record.from_dict(entry["record"]))
        return ledger

    def lines(self) -> Iterator[str]:
        """Yield the ledger as JSON Lines without line ends, in an order that depends only on the content."""
        if self.base:
            yield _line({"base": self.base})
        for name in sorted(self.runs):
            yield _line({"run": self.runs[name].to_dict()})
        for record in self:
            yield _line({"record": record.to_dict()})

    def __iter__(self) -> Iterator[Record]:
        self._settle()
        return map(_read, self._kept)

    def __getitem__(self, some: slice) -> Iterator[Record]:
        """Return some of the records, in their order; the others are not read."""
        self._settle()
        return map(_read, map(self._kept.__getitem__, range(len(self._kept))[some]))

    def __len__(self) -> int:
        self._settle()
        return len(self._kept)

    def sources(self) -> list[str]:
        """Return the names of the sources that said something, sorted."""
        return sorted(self._sources)

    def note(self, run: Run) -> None:
        """Enter a run; the same run is entered once."""
        self.runs[run.name] = run

    def withdraw(self, source: str) -> None:
        """Forget everything that a source said, and the runs that read that source alone."""
        self._begin()
        self._forgotten[source] = self._turn
        self._sources.discard(source)
        self.runs = {name: run for name, run in self.runs.items() if run.sources != (source,)}

    def take(self, new: Iterable[Record]) -> None:
        """Enter records: those of a case replace what the same source said of it before.

        A cut-off record (`main` false) never displaces a main one: it replaces only the cut-off record that the same
        place of the same file gave before.
        """
        self._begin()
        for record in new:
            self._say(record)

    def drop(self, unwanted: set[Record]) -> None:
        """Forget single records."""
        self._keep((record.source, marshal.dumps(record.plain())) for record in self if record not in unwanted)

    def _begin(self) -> None:
        """Begin a turn: what is said now replaces what was said before."""
        for record in map(_read, self._kept):
            self._say(record)
        self._kept = Shelf()
        self._turn += 1

    def _say(self, record: Record) -> None:
        number = self._said.put(marshal.dumps(record.plain()))
        self._places.add([f"{_place(record)}{self._turn:08}{_END}{number:016}"])
        self._sources.add(record.source)

    def _settle(self) -> None:
        """Bring all that was said in order, and keep what holds of it."""
        if len(self._said):
            entries = map(_Entry.of, self._places.lines())
            held = (entry for entry in entries if entry.turn > self._forgotten.get(entry.source, -1))
            cases = ((source, list(said)) for (source, _), said in groupby(held, _case))
            self._keep((source, record) for source, said in cases for record in self._holding(said))
            self._places.drop()
            self._said = Shelf()
            self._forgotten.clear()

    def _holding(self, said: list[_Entry]) -> Iterable[bytes]:
        """Return what holds of all that a source said of a case, each once, in the order in which it is given."""
        if len(said) == 1:
            return [self._said[said[0].number]]
        held: list[_Entry] = []
        for turn in sorted({entry.turn for entry in said}):
            new = [entry for entry in said if entry.turn == turn]
            held = [old for old in held if not any(one.replaces(old) for one in new)] + new
        left, found = {entry.number for entry in held}, dict[Record, bytes]()
        for kept in (self._said[entry.number] for entry in said if entry.number in left):
            found.setdefault(_read(kept), kept)
        return found.values()

    def _keep(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Replace what is kept by other records, each given with its source."""
        kept, sources = Shelf(), set()
        for source, record in records:
            kept.put(record)
            sources.add(source)
        self._kept, self._sources = kept, sources


class _Entry(NamedTuple):
    """Where a record belongs: its case, its place within it, when it was said, and its number among all said."""

    source: str
    slug: str
    cut: str
    file: str
    position: str
    turn: int
    number: int

    @classmethod
    def of(cls, line: str) -> _Entry:
        source, slug, cut, file, position, _, turn, number = line.split(_END)
        return cls(source, slug, cut, file, position, int(turn), int(number))

    def replaces(self, old: _Entry) -> bool:
        if old.cut == "0":
            return self.cut == "0"
        return (self.file, self.position) == (old.file, old.position)


def _case(entry: _Entry) -> tuple[str, str]:
    return entry.source, entry.slug


def _read(kept: bytes) -> Record:
    return Record.of_plain(marshal.loads(kept))  # noqa: S302 - nobody else wrote it


def _place(record: Record) -> str:
    """Return what orders records as bytes: by source and case, whole ones first, then by place and own id."""
    fields = (
        record.source,
        case_slug(record),
        "0" if record.main else "1",
        record.file,
        f"{record.position + _MIDDLE:020}",
        record.id or "",
        "",
    )
    return _END.join(field.translate(_ESCAPES) for field in fields)


def _line(entry: dict[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
