"""The record of the last finished run: what the site was made from, and every file that it left.

    DIR/.disinfograph/made      the digest of all that decides over the bytes, then a line for each file:
                                its SHA-256, size, time in nanoseconds and path

Where a run would be made from the same, a file that is as it was recorded need not be made again.
"""

from __future__ import annotations

import hashlib
import platform
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

import disinfograph
from disinfograph.publish.folder import Folder, Written, can_be_written, digest_of
from disinfograph.resources import root
from disinfograph.site.addresses import SUFFIXES

_LINE = re.compile(r"([0-9a-f]{64}) (\d{1,18}) (\d{1,20}) (.+)")
_LIBRARIES: Final = ("jinja2", "markupsafe", "pyarrow", "pyoxigraph")
_DATA: Final = ("ontology", "queries")
_NOT_USED: Final = frozenset(("__pycache__", "cli", "web"))


def made_from(*given: object) -> str:
    """Return the digest of what decides over the bytes of a site: what is given, the program, and its libraries."""
    found = hashlib.sha256()
    for each in (*given, _program()):
        found.update(f"{each!r}\n".encode())
    return found.hexdigest()


@cache
def _program() -> str:
    """Return the digest of the program as it is when first asked; what runs does not change after that."""
    versions = [f"{name} {_version(name)}" for name in _LIBRARIES]
    found = hashlib.sha256(repr([*versions, platform.python_version()]).encode())
    found.update(f"{zlib.ZLIB_RUNTIME_VERSION} {unicodedata.unidata_version}\n".encode())
    for name, file in _program_files():
        found.update(f"{name} {digest_of(file)}\n".encode())
    return found.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _program_files() -> Iterator[tuple[str, Path]]:
    """Yield every file of the program and of the data that came with it, in order: code, templates, queries."""
    package = Path(disinfograph.__file__).parent
    for folder in (package, *(root() / name for name in _DATA)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not _NOT_USED.intersection(file.relative_to(folder).parts[:-1]):
                yield f"{folder.name}/{file.relative_to(folder).as_posix()}", file


@dataclass(frozen=True, slots=True)
class Record:
    """What a run left; without files where there is no whole record."""

    made_from: str = ""
    files: Mapping[str, Written] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Folder) -> Record:
        """Return the record in a folder."""
        try:
            first, *lines = folder.record.read_text("utf-8").removesuffix("\n").split("\n")
        except (OSError, ValueError):
            return cls()
        found = [match for match in map(_LINE.fullmatch, lines) if match and can_be_written(match[4])]
        if len(found) != len(lines):
            return cls()
        return cls(first, {each[4]: Written(each[4], each[1], int(each[2]), False, int(each[3])) for each in found})

    def intact(self, folder: Folder) -> dict[str, Written]:
        """Return the files that are as they were; one that was only touched is read to be sure."""
        found = (_as_left(folder.path / path, file) for path, file in self.files.items())
        return {file.path: file for file in found if file}


def _as_left(path: Path, file: Written) -> Written | None:
    try:
        now = path.lstat()
        if path.is_symlink() or now.st_size != file.size:
            return None
        if now.st_mtime_ns != file.when and digest_of(path) != file.sha256:
            return None
    except OSError:
        return None
    return file._replace(when=now.st_mtime_ns)


def recorded(made_from: str, files: Iterable[Written]) -> bytes:
    """Return the record of a run."""
    lines = (f"{file.sha256} {file.size} {file.when} {file.path}\n" for file in sorted(files))
    return "".join([f"{made_from}\n", *lines]).encode()


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run need not make: the files of each page by its path, and all others, or None where one is not as it was.

    A page is made with the data of its thing, so one that has changed of these brings all of them.
    """

    pages: Mapping[str, Sequence[Written]] = field(default_factory=dict)
    others: Sequence[Written] | None = None


def kept(record: Record, intact: Mapping[str, Written], pages: Iterable[str]) -> Kept:
    """Return what need not be made, from the files of the record that are intact, and the paths of all pages."""
    whole: dict[str, list[Written]] = {page: [] for page in pages}
    others, broken = [], set()
    for path in record.files:
        stem, _, suffix = path.rpartition(".")
        page = f"{stem}.html" if suffix in SUFFIXES else ""
        if path not in intact:
            broken.add(page if page in whole else "")
        elif page in whole:
            whole[page].append(intact[path])
        else:
            others.append(intact[path])
    pages = {page: files for page, files in whole.items() if files and page not in broken}
    return Kept(pages, None if "" in broken else others)
