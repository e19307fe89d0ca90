"""The command of the curator: what needs a person, taking the answers, and what they changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from disinfograph.cli.exit_codes import DONE
from disinfograph.cli.messages import counted, progress, say
from disinfograph.cli.output import out
from disinfograph.errors import NotFound, StoreUnavailable, WrongUse
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.review import asking, comparison, items, taking
from disinfograph.stores import open_store

FOLDER = Path("curation")


def curation_folder(option: Path | None) -> Path | None:
    """Return the folder of decisions: the option, else `curation` where the command runs, if it is there."""
    return option or (FOLDER if FOLDER.is_dir() else None)


def decisions(option: Path | None, *, quiet: bool = False) -> Decisions:
    """Return what curators decided, and say how much of it from which folder there is; nothing without a folder."""
    folder = curation_folder(option)
    if folder is None:
        return Decisions()
    found = Decisions.read(folder)
    if found:
        say(f"{counted(len(found), 'decision')} of curators in {folder}", quiet=quiet)
    return found


def one_task(take: Path | None, diff: tuple[str, str] | None, author: str | None, day: str | None) -> None:
    """Raise WrongUse where options of different tasks stand together."""
    if take and diff:
        raise WrongUse("--take and --diff are two tasks: give one at a time")
    if (author or day) and not take:
        raise WrongUse("--by and --on say who decided and when: they go with --take")


def run_review(
    store: str,
    curation: Path | None,
    form: str,
    output: Path | None,
    *,
    kinds: Sequence[str] = (),
    below: float = asking.BELOW,
    limit: int | None = None,
    quiet: bool = False,
) -> int:
    """Write the questions for a curator, those of the most impact first, to a file or to standard output."""
    _known(form, items.FORMATS)
    if not 0 <= below <= 1:
        raise WrongUse(f"--below {below} is no confidence: give a number from 0 to 1")
    opened, decided = open_store(store), decisions(curation, quiet=quiet)
    if not opened.version():
        raise StoreUnavailable(store, "holds nothing to be asked about; build it first")
    with progress(quiet=quiet) as tell:
        found = asking.questions(opened, decided, kinds or items.KINDS, below, tell)
    _write(items.rendered(found[:limit], form), output)
    tally = ", ".join(f"{sum(item.kind == kind for item in found):,} {kind}" for kind in kinds or items.KINDS)
    shown = "" if limit is None or limit >= len(found) else f"; the first {limit:,} are written"
    say(f"{counted(len(found), 'question')} ({tally}){shown}", quiet=quiet)
    return DONE


def run_take(file: Path, curation: Path | None, author: str | None, day: str | None, *, quiet: bool = False) -> int:
    """Merge a filled-in review into the folder of decisions."""
    folder = curation or FOLDER
    taken = taking.take(file, folder, (author or "").strip(), _day(day))
    say(f"{counted(taken.new, 'new decision')} in {folder}; {taken.known:,} stood there already", quiet=quiet)
    for path in taken.files:
        say(f"  wrote {path}", quiet=quiet)
    return DONE


def run_diff(old: str, new: str, form: str, output: Path | None, *, quiet: bool = False) -> int:
    """Write what changed from one store to another; the exit code says nothing of how much that is."""
    _known(form, comparison.FORMATS)
    if old == new:
        raise WrongUse("--diff names one store twice: name the older and the newer")
    opened = open_store(old), open_store(new)
    for place, store in zip((old, new), opened, strict=True):
        if not store.version():
            raise StoreUnavailable(place, "holds nothing to be compared")
    with progress(quiet=quiet) as tell:
        tell("comparing")
        changes = comparison.compare(*opened)
    _write(comparison.rendered(changes, form), output)
    return DONE


def _day(given: str | None) -> str:
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as error:
        raise WrongUse(f"--on {given!r} is no day: write it as YYYY-MM-DD") from error


def _write(text: bytes, output: Path | None) -> None:
    if output is None:
        with out() as stream:
            stream.write(text)
        return
    try:
        output.write_bytes(text)
    except OSError as error:
        raise WrongUse(f"cannot write {output}: {error.strerror}") from error


def _known(form: str, known: Sequence[str]) -> None:
    if form not in known:
        raise NotFound("format", form, known)
