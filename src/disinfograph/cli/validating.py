"""The command that holds files or a store to the shapes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from disinfograph.cli.exit_codes import DONE, FINDINGS
from disinfograph.cli.messages import counted, progress, say
from disinfograph.errors import NotFound, UnreadableInput
from disinfograph.validation import ENGINES

if TYPE_CHECKING:
    from disinfograph.stores.memory import MemoryStore
    from disinfograph.validation.findings import Finding

_FORMATS = ("human", "json", "ttl")

# The shapes' own library takes a quarter of a second to import: that and all other imports are done while files are
# read.


def run_validate(files: list[Path], store: str, base: str, engine: str, form: str, *, quiet: bool) -> int:
    """Print what the shapes find in files or in a store; FINDINGS where there is a violation.

    UnreadableInput for files that hold nothing of which the shapes speak: that nothing is wrong would say nothing.
    """
    if form not in _FORMATS:
        raise NotFound("format", form, _FORMATS)
    if engine not in ENGINES:
        raise NotFound("engine", engine, ENGINES)
    with progress(quiet=quiet) as tell:
        tell("validating")
        findings, size = _found_in_files(files, engine) if files else _found_in_store(store, base, engine)
    _show(findings, form, base)
    return _told(findings, size, quiet=quiet)


def _show(findings: list[Finding], form: str, base: str) -> None:
    from disinfograph.cli.output import out
    from disinfograph.validation.report import rendered

    with out() as stream:
        stream.write(rendered(findings, form, base).encode())


def _told(findings: list[Finding], size: Callable[[], int], *, quiet: bool) -> int:
    from disinfograph.validation.findings import counts
    from disinfograph.validation.report import summary

    tally = counts(findings)
    if not quiet:
        say(f"{counted(size(), 'triple')}: {summary(tally)}")
    return FINDINGS if tally["Violation"] else DONE


def _found_in_files(files: list[Path], engine: str) -> tuple[list[Finding], Callable[[], int]]:
    """Return what the shapes find in files, and the way to count the different statements that these hold.

    pySHACL is given their lines, so that what it quotes is written as in the files.
    """
    from disinfograph.stores.memory import MemoryStore

    memory = MemoryStore()
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(memory.read, files)
        _read_shapes(engine)
        reading.result()
    _left_to_the_end(memory)

    from disinfograph.processes import cores
    from disinfograph.stores.serialiser import triples_in
    from disinfograph.terms import merge_of
    from disinfograph.validation.engine import check, check_by
    from disinfograph.validation.scope import is_spoken_of

    own = memory.own()
    if not is_spoken_of(own.ask):
        names = ", ".join(map(str, files))
        raise UnreadableInput(names, "holds nothing that the shapes speak of", "name files that hold cases")
    if engine == "pyshacl":
        return check(line for file in files for line in triples_in(file)), memory.size
    return check_by(engine, own.select, lambda: merge_of(memory.quads()), at_once=cores()), memory.size


def _left_to_the_end(store: MemoryStore) -> None:
    """Leave a store to the end of the process: to take a million statements down one by one takes half a second."""
    held: list[object] = [store]
    held.append(held)
    gc.freeze()


def _read_shapes(engine: str) -> None:
    import disinfograph.cli.output
    import disinfograph.processes
    import disinfograph.validation.report
    import disinfograph.validation.scope  # noqa: F401 - and all that is needed later
    from disinfograph.validation.engine import prepare

    prepare(engine)


def _found_in_store(store: str, base: str, engine: str) -> tuple[list[Finding], Callable[[], int]]:
    """Return what the shapes find in a store, and the way to count the statements that its merge holds."""
    from disinfograph.processes import cores
    from disinfograph.stores import nearer, open_store
    from disinfograph.stores.memory import MemoryStore
    from disinfograph.terms import merge_of
    from disinfograph.validation.engine import check_by

    opened = nearer(open_store(store, base=base))
    select, at_once = (opened.own().select, cores()) if isinstance(opened, MemoryStore) else (opened.select, 1)

    def size() -> int:
        return int(str(opened.select("SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }").rows[0][0]))

    return check_by(engine, select, lambda: merge_of(opened.quads()), at_once=at_once), size
