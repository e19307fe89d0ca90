"""Which formats can be read, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from disinfograph.errors import NotFound, UnreadableInput
from disinfograph.sources import (
    api_dump,
    frictionless,
    page_html,
    page_text,
    record_lines,
    site_dump,
    table_reader,
)
from disinfograph.sources.reader import Reader, head_of

READERS: tuple[Reader, ...] = (
    record_lines.READER,
    api_dump.READER,
    frictionless.READER,
    site_dump.READER,
    table_reader.READER,
    page_html.READER,
    page_text.READER,
)


@dataclass(frozen=True, slots=True)
class Input:
    """A file or folder and the reader for it."""

    path: Path
    reader: Reader


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A file that no reader recognises, and why. `named` tells that the user gave this very path."""

    path: Path
    why: str
    named: bool = False


def reader(name: str) -> Reader:
    """Return the reader that `--from` names; NotFound lists those there are."""
    for known in READERS:
        if known.name == name:
            return known
    raise NotFound("format", name, [known.name for known in READERS])


def recognise(path: Path) -> Reader | None:
    """Return the first reader that recognises a file, or a folder as a data set; None if none does."""
    head = head_of(path)
    return next((known for known in READERS if known.recognises(path, head)), None)


def inputs(paths: Iterable[Path]) -> Iterator[Input | Unrecognised]:
    """Yield what there is to read below the paths, in the order given and then by name.

    A folder that is a data set is one input; of any other every file is looked at. Hidden files are passed over.
    Raises UnreadableInput for a path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise UnreadableInput(str(path), "there is no such file or folder")
        yield from _below(path, named=True)


def _below(path: Path, named: bool = False) -> Iterator[Input | Unrecognised]:
    if (found := recognise(path)) is not None:
        yield Input(path, found)
    elif not path.is_dir():
        yield Unrecognised(path, _why(path), named)
    else:
        for member in _members(path):
            yield from _below(member)


def _members(folder: Path) -> list[Path]:
    """Return what a folder holds, by name; a link to a folder is left out, for it could lead back."""
    try:
        members = sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableInput(str(folder), error.strerror or "cannot be opened") from error
    return [path for path in members if not (path.name.startswith(".") or (path.is_symlink() and path.is_dir()))]


def _why(path: Path) -> str:
    head = head_of(path)
    if not head.strip():
        return "it is empty"
    if table_reader.looks_like_a_table(path, head):
        return table_reader.why_not(path, head)
    return f"its content fits none of the formats that can be read: {', '.join(known.name for known in READERS)}"
