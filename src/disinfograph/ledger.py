"""What every source has said so far: the records behind a graph, so that a corrected one can replace them.

A build makes the graph from the whole ledger; so the graph depends on what was read, never on the order of builds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from disinfograph.iris import case_slug
from disinfograph.records import Record, Run

_Key = tuple[str, str]


@dataclass(slots=True)
class Ledger:
    """Records by source and case, the runs that read them, and the base of the graph's IRIs."""

    records: dict[_Key, list[Record]] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    base: str | None = None

    @classmethod
    def read(cls, lines: Iterable[str]) -> Ledger:
        """Return the ledger of the lines that `lines` wrote."""
        ledger = cls()
        for line in lines:
            entry = json.loads(line)
            if "base" in entry:
                ledger.base = entry["base"]
            elif "run" in entry:
                ledger.note(Run.from_dict(entry["run"]))
            else:
                record = Record.from_dict(entry["record"])
                ledger.records.setdefault((record.source, case_slug(record)), []).append(record)
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
        for key in sorted(self.records):
            yield from sorted(self.records[key], key=_order)

    def __len__(self) -> int:
        return sum(map(len, self.records.values()))

    def sources(self) -> list[str]:
        """Return the names of the sources that said something, sorted."""
        return sorted({source for source, _ in self.records})

    def note(self, run: Run) -> None:
        """Enter a run; the same run is entered once."""
        self.runs[run.name] = run

    def withdraw(self, source: str) -> None:
        """Forget everything that a source said, and the runs that read that source alone."""
        self.records = {key: records for key, records in self.records.items() if key[0] != source}
        self.runs = {name: run for name, run in self.runs.items() if run.sources != (source,)}

    def take(self, new: Iterable[Record]) -> None:
        """Enter records: those of a case replace what the same source said of it before.

        A cut-off record (`main` false) never displaces a main one: it replaces only the cut-off record that the same
        place of the same file gave before.
        """
        groups: dict[_Key, list[Record]] = {}
        for record in new:
            groups.setdefault((record.source, case_slug(record)), []).append(record)
        for key, records in groups.items():
            kept = [old for old in self.records.get(key, []) if not _replaced(old, records)]
            self.records[key] = list(dict.fromkeys([*kept, *records]))

    def drop(self, unwanted: set[Record]) -> None:
        """Forget single records."""
        for key in {(record.source, case_slug(record)) for record in unwanted}:
            left = [record for record in self.records[key] if record not in unwanted]
            self.records[key] = left
            if not left:
                del self.records[key]


def _replaced(old: Record, new: list[Record]) -> bool:
    if old.main:
        return any(record.main for record in new)
    return any((record.file, record.position) == (old.file, old.position) for record in new)


def _order(record: Record) -> tuple[bool, str, int, str]:
    return (not record.main, record.file, record.position, record.id or "")


def _line(entry: dict[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
