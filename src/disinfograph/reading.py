"""Read inputs into records: recognise the format, read it, and put languages in their standard form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from disinfograph.errors import UnreadableInput, WrongUse
from disinfograph.records import Record, Reject, legible
from disinfograph.resolve.languages import Languages
from disinfograph.sources import registry, table_reader
from disinfograph.sources.reader import Reader

_BLOCK = 1 << 20


@dataclass(slots=True)
class Reading:
    """What reading some inputs gave; filled while `read` runs.

    `files` are `{name} sha256:{digest}` of every file read; `notes` say what was passed over or odd, but cost no
    record.
    """

    records: int = 0
    rejects: list[Reject] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(
    paths: Iterable[Path],
    reading: Reading,
    *,
    reader: str | None = None,
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
) -> Iterator[Record]:
    """Yield the records of files and folders, and note in `reading` what was left out.

    `reader` forces a format for every input; `columns` maps record fields to the columns of an unknown table;
    `source` names who says all this, where it is not the source that the format is known from.
    UnreadableInput when a path does not exist or when a file named by itself has no known format.
    """
    languages = Languages.load()
    for path, chosen in _inputs(paths, reading, reader, columns):
        reading.files.extend(_digests(path))
        reading.notes.extend(chosen.notes(path))
        for item in chosen.read(path):
            if isinstance(item, Reject):
                reading.rejects.append(item)
            else:
                reading.records += 1
                tidy = languages.tidy(legible(item))
                yield dataclasses.replace(tidy, source=source) if source else tidy


def _inputs(
    paths: Iterable[Path], reading: Reading, reader: str | None, columns: Mapping[str, str] | None
) -> Iterator[tuple[Path, Reader]]:
    if columns and reader not in {None, "table"}:
        raise WrongUse("--columns maps the columns of a table: leave --from out, or say --from table")
    forced = _mapped(columns) if columns else registry.reader(reader) if reader else None
    if forced:
        yield from ((file, forced) for path in paths for file in _files(path, forced))
        return
    for item in registry.inputs(paths):
        if isinstance(item, registry.Input):
            yield item.path, item.reader
        elif item.named:
            raise UnreadableInput(
                str(item.path), item.why, "name its format with --from, or a table's columns with --columns"
            )
        else:
            reading.notes.append(f"passed over {item.path.name}: it is in no format that can be read")


def _mapped(columns: Mapping[str, str]) -> Reader:
    return dataclasses.replace(
        registry.reader("table"), read=lambda path: table_reader.read_table(path, columns), notes=lambda _: ()
    )


def _files(path: Path, reader: Reader) -> list[Path]:
    """Return what a forced reader is to read: a file, a folder that it takes as a whole, or every file below."""
    if not path.exists():
        raise UnreadableInput(str(path), "there is no such file or folder")
    if not path.is_dir() or reader.recognises(path, b""):
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))


def _digests(path: Path) -> Iterator[str]:
    files = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    for file in files:
        digest = sha256()
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
        name = file.name.encode("utf-8", "replace").decode("utf-8")
        yield f"{name} sha256:{digest.hexdigest()}"
