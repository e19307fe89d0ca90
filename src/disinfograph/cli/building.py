"""The commands that read inputs."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from disinfograph import __version__
from disinfograph.build import Options, Outcome, build
from disinfograph.cli.door import DONE, FINDINGS
from disinfograph.cli.output import progress, say
from disinfograph.cli.settings import standard_input
from disinfograph.errors import NotFound, WrongUse
from disinfograph.reading import Reading, read
from disinfograph.records import Record, Reject, Run
from disinfograph.stores import open_store
from disinfograph.validation.findings import Severity, counts, grouped
from disinfograph.validation.report import summary

_REJECTS = Path("rejects.jsonl")
_SHOWN_REJECTS = 5


def run_build(
    inputs: list[str], store: str, base: str, *, reader: str | None, columns: Mapping[str, str], rejects: Path | None,
    replace: tuple[str, ...], read_on: str | None, strict: bool, quiet: bool,
) -> int:  # fmt: skip
    """Build into a store and say what was done; FINDINGS where records were left out."""
    day, reading = _day(read_on), Reading()
    with tempfile.TemporaryDirectory() as folder, progress(quiet=quiet) as tell:
        paths = _paths(inputs, Path(folder))
        records = list(_told(read(paths, reading, reader=reader, columns=columns), tell))
        if strict and reading.rejects:
            _keep(reading.rejects, rejects, quiet=quiet)
            return FINDINGS
        outcome = build(
            open_store(store, base=base),
            records,
            lambda sources: Run(sources, tuple(sorted(reading.files)), __version__, day),
            Options(base, replace, strict),
            tell,
        )
    for note in reading.notes:
        say(note, quiet=quiet)
    left_out = [*reading.rejects, *outcome.rejects]
    _summarise(outcome, reading, store, quiet=quiet)
    _keep(left_out, rejects, quiet=quiet)
    return FINDINGS if left_out else DONE


def run_parse(inputs: list[str], name: str, *, reader: str | None, columns: Mapping[str, str], quiet: bool) -> int:
    """Print records as JSON Lines or as one JSON list; rejects are named on standard error."""
    if name not in {"jsonl", "json"}:
        raise NotFound("format", name, ["json", "jsonl"])
    reading = Reading()
    with tempfile.TemporaryDirectory() as folder:
        records = read(_paths(inputs, Path(folder)), reading, reader=reader, columns=columns)
        if name == "jsonl":
            for record in records:
                sys.stdout.write(json.dumps(record.to_dict(), ensure_ascii=False) + "\n")
        else:
            json.dump([record.to_dict() for record in records], sys.stdout, ensure_ascii=False, indent=2)
            sys.stdout.write("\n")
    for note in [*reading.notes, *map(str, reading.rejects)]:
        say(note, quiet=quiet)
    return FINDINGS if reading.rejects else DONE


def _paths(inputs: list[str], folder: Path) -> list[Path]:
    return [standard_input(folder) if name == "-" else Path(name) for name in inputs]


def _told(records: Iterator[Record], tell: object) -> Iterator[Record]:
    for count, record in enumerate(records, 1):
        if count % 100 == 0:
            tell(f"reading: {count:,} records")  # type: ignore[operator]
        yield record


def _day(given: str | None) -> str | None:
    try:
        return date.fromisoformat(given).isoformat() if given else None
    except ValueError as error:
        raise WrongUse(f"--read-on {given!r} is no day: write it as YYYY-MM-DD") from error


def _summarise(outcome: Outcome, reading: Reading, store: str, *, quiet: bool) -> None:
    state = "" if outcome.changed else "; the store held the same already"
    say(
        f"{outcome.cases:,} cases from {outcome.records:,} records, {outcome.triples:,} triples in {store}{state}",
        quiet=quiet,
    )
    say(f"read now: {reading.records:,} records from {len(reading.files):,} files", quiet=quiet)
    say(f"shapes: {summary(counts(outcome.findings))}", quiet=quiet)
    for group in grouped(outcome.findings):
        if group.severity is Severity.WARNING:
            say(f"  {group.count:,} × {group.message}", quiet=quiet)


def _keep(left_out: list[Reject], path: Path | None, *, quiet: bool) -> None:
    """Write the reject report where there is one to write, or an empty one where the user named its file."""
    if not left_out and path is None:
        return
    target = path or _REJECTS
    text = "".join(json.dumps(r.to_dict(), ensure_ascii=False, sort_keys=True) + "\n" for r in left_out)
    try:
        target.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUse(f"cannot write the reject report {target}: {error.strerror}") from error
    if left_out:
        say(f"{len(left_out):,} records were left out; each is kept with its reason in {target}", quiet=quiet)
        for reject in left_out[:_SHOWN_REJECTS]:
            say(f"  {reject}", quiet=quiet)
