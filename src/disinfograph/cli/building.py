"""The commands that read inputs."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from disinfograph import __version__
from disinfograph.build import Options, Outcome, build
from disinfograph.cli.exit_codes import DONE, FINDINGS
from disinfograph.cli.messages import Tell, counted, progress, say, say_some
from disinfograph.cli.settings import input_paths
from disinfograph.errors import NotFound, Rejected, UnreadableInput, WrongUse
from disinfograph.namespaces import BASE
from disinfograph.processes import Forked, cores
from disinfograph.reading import Reading, read
from disinfograph.records import Record, Reject, Run
from disinfograph.resolve.collection import METHODS
from disinfograph.stores import open_store
from disinfograph.stores.protocol import Store
from disinfograph.validation.findings import Finding, Severity, counts, grouped
from disinfograph.validation.report import rendered, summary

_REJECTS = Path("rejects.jsonl")
_SHOWN = 5
# Bytes of statements from which on a process of its own makes the search index sooner.
_MANY = 32 << 20


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is to be read and how; without a format, columns or source each input shows its own."""

    names: tuple[str, ...]
    reader: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None

    def records(self, folder: Path, reading: Reading) -> Iterator[Record]:
        """Yield the records; what stands on standard input is kept in `folder` meanwhile."""
        if self.source is not None and not self.source.strip():
            raise WrongUse("--source is empty: give the name of who says all this")
        paths = input_paths(self.names, folder)
        return read(paths, reading, reader=self.reader, columns=self.columns or None, source=self.source)

    def refuse_nothing(self, reading: Reading) -> None:
        """Raise UnreadableInput when no file could be read at all."""
        if not reading.files:
            raise UnreadableInput(", ".join(self.names), "no cases in there", "name files that hold cases")


@dataclass(frozen=True, slots=True)
class Report:
    """Where rejects and findings are kept, and whether the user is told."""

    path: Path | None
    quiet: bool
    findings: Path | None = None

    @property
    def target(self) -> Path:
        """Return the file of the report."""
        return self.path or _REJECTS

    def check(self) -> None:
        """Raise WrongUse before the work begins when the file that the user named cannot be written."""
        for path in filter(None, (self.path, self.findings)):
            if path.is_dir() or not os.access(path.parent, os.W_OK):
                kind = "reject report" if path == self.path else "report"
                raise WrongUse(f"cannot write the {kind} {path}")

    def tell(self, findings: list[Finding], base: str) -> None:
        """Write all findings where the user asked for them: JSON or Turtle by the file's suffix, else words."""
        if self.findings:
            self.findings.write_text(rendered(findings, self.findings.suffix.lstrip("."), base), "utf-8")

    def keep(self, left_out: list[Reject]) -> None:
        """Write the report where there is one to write, or an empty one where the user named its file."""
        if not left_out and self.path is None:
            if _REJECTS.exists():
                say(f"nothing was left out; {_REJECTS} here is from an earlier build", quiet=self.quiet)
            return
        lines = (json.dumps(reject.to_dict(), ensure_ascii=False, sort_keys=True) for reject in left_out)
        try:
            self.target.write_text("".join(f"{line}\n" for line in lines), "utf-8", "backslashreplace")
        except OSError as error:
            raise WrongUse(f"cannot write the reject report {self.target}: {error.strerror}") from error
        if left_out:
            verb = "was" if len(left_out) == 1 else "were"
            say(f"{counted(len(left_out), 'record')} {verb} left out, with the reason in {self.target}:",
                quiet=self.quiet)  # fmt: skip
            say_some([str(reject) for reject in left_out], _SHOWN, quiet=self.quiet)


def methods(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of methods, sorted; NotFound for one that there is none of."""
    for name in names:
        if name not in METHODS:
            raise NotFound("method", name, sorted(METHODS))
    return tuple(sorted(set(names)))


def run_build(inputs: Inputs, store: str, options: Options, read_on: str | None, report: Report) -> int:
    """Build into a store and say what was done; FINDINGS where records were left out."""
    day, reading = _day(read_on), Reading()
    report.check()
    opened = open_store(store, base=options.base or BASE)
    # A store that does not answer shows before the inputs are read, not after.
    opened.version()
    index = _Index(store)
    try:
        outcome = _built(opened, inputs, replace(options, beside=index), day, reading, quiet=report.quiet)
    except Rejected as error:
        report.keep([reject for reject in error.rejects if isinstance(reject, Reject)])
        raise
    index.put(quiet=report.quiet)
    left_out = [*reading.rejects, *outcome.rejects]
    _summarise(outcome, reading, store, quiet=report.quiet)
    report.tell(outcome.findings, options.base or BASE)
    report.keep(left_out)
    return FINDINGS if left_out else DONE


class _Index:
    """The search index of a store in a folder, made while the store is filled; without it the first search makes one.

    Another process makes it where there are cores for two.
    """

    def __init__(self, store: str) -> None:
        self._place = None if store.lower().startswith(("http://", "https://")) else Path(store)

    @contextmanager
    def __call__(self, statements: Path) -> Iterator[None]:
        """Make the index of a file of statements during the block."""
        if self._place is None or cores() == 1 or statements.stat().st_size < _MANY:
            yield
            return
        from disinfograph.searching import is_ready, prepared, put

        # Beside the statements, because a store that may not come to be is left as it was.
        folder = statements.with_suffix(".search")
        with Forked(partial(prepared, statements, folder)) as made:
            yield
            with suppress(OSError, ValueError):
                if not is_ready(self._place):
                    made.result()
                    put(self._place, folder, open_store(self._place).version())

    def put(self, *, quiet: bool) -> None:
        """Make the index, unless it is there."""
        if self._place is None:
            return
        from disinfograph.searching import refresh

        try:
            refresh(self._place)
        except (OSError, ValueError) as fault:
            say(f"no search index was made: {fault}", quiet=quiet)


def _built(
    store: Store, inputs: Inputs, options: Options, day: str | None, reading: Reading, *, quiet: bool
) -> Outcome:
    with _folder() as folder, progress(quiet=quiet) as tell:
        return build(
            store,
            _whole(_told(inputs.records(folder, reading), tell), inputs, options, reading),
            lambda sources: Run(sources, tuple(sorted(reading.files)), __version__, day),
            options,
            tell,
        )


def _whole(records: Iterator[Record], inputs: Inputs, options: Options, reading: Reading) -> Iterator[Record]:
    """Yield records; where they end, and nothing was read or, if that matters, something was left out, raise."""
    yield from records
    if not options.replace_sources:
        inputs.refuse_nothing(reading)
    if options.strict and reading.rejects:
        raise Rejected(reading.rejects)


def run_parse(inputs: Inputs, name: str, *, quiet: bool) -> int:
    """Print records as JSON Lines or as one JSON list; rejects are named on standard error."""
    if name not in {"jsonl", "json"}:
        raise NotFound("format", name, ["json", "jsonl"])
    reading = Reading()
    with _folder() as folder:
        texts = (json.dumps(r.to_dict(), ensure_ascii=False) for r in inputs.records(folder, reading))
        if name == "jsonl":
            sys.stdout.writelines(f"{text}\n" for text in texts)
        else:
            # Nothing is written before the inputs are known to be readable: half a list is no JSON.
            sys.stdout.write("[" + ",".join(f"\n{text}" for text in texts) + "\n]\n")
    inputs.refuse_nothing(reading)
    _passed_over(reading, quiet=quiet)
    if reading.rejects:
        say(f"{counted(len(reading.rejects), 'record')} could not be read:", quiet=quiet)
        say_some([str(reject) for reject in reading.rejects], _SHOWN, quiet=quiet)
    return FINDINGS if reading.rejects else DONE


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder for what stands on standard input; an error there is not about a file that the user knows."""
    with tempfile.TemporaryDirectory(prefix="disinfograph-") as folder:
        try:
            yield Path(folder)
        except UnreadableInput as error:
            if Path(error.file).parent != Path(folder):
                raise
            raise UnreadableInput("standard input", error.reason, error.advice) from error


def _told(records: Iterator[Record], tell: Tell) -> Iterator[Record]:
    for count, record in enumerate(records, 1):
        if count % 100 == 0:
            tell(f"reading: {counted(count, 'record')}")
        yield record


def _day(given: str | None) -> str | None:
    try:
        return date.fromisoformat(given).isoformat() if given is not None else None
    except ValueError as error:
        raise WrongUse(f"--read-on {given!r} is no day: write it as YYYY-MM-DD") from error


def _passed_over(reading: Reading, *, quiet: bool) -> None:
    if reading.notes:
        say("notes on the inputs:", quiet=quiet)
        say_some(reading.notes, _SHOWN, quiet=quiet)


def _summarise(outcome: Outcome, reading: Reading, store: str, *, quiet: bool) -> None:
    state = "" if outcome.changed else "; the store held the same already"
    cases = f"{counted(outcome.cases, 'case')} from {counted(outcome.records, 'record')}"
    say(f"{cases}, {counted(outcome.triples, 'triple')} in {store}{state}", quiet=quiet)
    say(f"read now: {counted(reading.records, 'record')} in {counted(len(reading.files), 'file')}", quiet=quiet)
    say(f"shapes: {summary(counts(outcome.findings))}", quiet=quiet)
    warnings = [group for group in grouped(outcome.findings) if group.severity is Severity.WARNING]
    say_some([f"{group.count:,} × {group.message}" for group in warnings], 2 * _SHOWN, quiet=quiet)
    if outcome.conflicts:
        doubts = counted(len(outcome.conflicts), "set")
        say(f"{doubts} of cases may be one case or several and were left apart", quiet=quiet)
    _passed_over(reading, quiet=quiet)
