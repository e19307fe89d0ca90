"""The folder that is published to: what in it was written by this program, and how it changes, file by file.

    DIR/SHA256SUMS              every file that the last finished run left, with its checksum
    DIR/.disinfograph/lock      held by the one run that writes
    DIR/.disinfograph/made      what the last finished run made, and from what (see `record`)
    DIR/.disinfograph/new-*     during a run: the files that are new, each named before it is written

Only files named there are ever replaced or removed. A file appears as a whole, by a rename. So a run that was killed
leaves a folder in which every file is whole, old or new, and the next run knows which are ours.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Final, NamedTuple

from disinfograph.errors import WrongUse

SUMS: Final = "SHA256SUMS"
STATE: Final = ".disinfograph"

_TOLERATED: Final = frozenset((".git", "CNAME"))
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
_LONGEST: Final = 240
_NOT_IN_NAMES: Final = frozenset('\\:*?"<>|')


class Written(NamedTuple):
    """A file of the site: its path, SHA-256 and size, whether this run changed it, and its time in nanoseconds."""

    path: str
    sha256: str
    size: int
    changed: bool
    when: int


def can_be_written(path: str) -> bool:
    """Say whether a path can be a file below the folder on every system: no way out of it, no odd or long name."""
    parts = path.split("/")
    return all(
        part not in ("", ".", "..", STATE)
        and part.isprintable()
        and not _NOT_IN_NAMES.intersection(part)
        and not part.endswith((".", " "))
        and len(part.encode("utf-8", "replace")) <= _LONGEST
        for part in parts
    )


class Folder:
    """The folder; `writing` must be entered before anything is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._state = path / STATE
        self._ours: set[str] = set()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one right to write; WrongUse for a folder that holds other things, or while another run has it."""
        if self.path.exists() and not self.path.is_dir():
            raise WrongUse(f"{self.path} is a file; name a folder")
        if not self._state.exists() and self.path.exists():
            others = sorted({entry.name for entry in self.path.iterdir()} - _TOLERATED)
            if others:
                raise WrongUse(
                    f"{self.path} holds {others[0]!r} and was not published by this program: name an empty folder"
                )
        self._state.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._state / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _claim(lock, self.path)
            self._ours = {path for path in self._named() if can_be_written(path)}
            yield
        finally:
            os.close(lock)

    def _named(self) -> Iterator[str]:
        yield SUMS
        yield from self.sums()
        yield from self._recorded()
        for journal in self._journals():
            # The last line may have been cut off; then its file was not written.
            yield from journal.read_text("utf-8", "replace").split("\n")[:-1]

    def _recorded(self) -> Iterator[str]:
        """Yield the paths of the record, so that the files stay ours where the checksums are lost."""
        try:
            lines = self.record.read_text("utf-8").split("\n")[1:]
        except (OSError, ValueError):
            return
        yield from (line.split(" ", 3)[3] for line in lines if line.count(" ") >= 3)

    def _journals(self) -> list[Path]:
        return sorted(self._state.glob("new-*"))

    def sums(self) -> dict[str, str]:
        """Return the checksum of every file that the last finished run left, by path."""
        try:
            text = (self.path / SUMS).read_text("utf-8")
        except (OSError, ValueError):
            return {}
        found = (_SUM.fullmatch(line) for line in text.split("\n"))
        return {match[2]: match[1] for match in found if match}

    @property
    def record(self) -> Path:
        """Where the last finished run told what it made."""
        return self._state / "made"

    def is_ours(self, path: str) -> bool:
        """Say whether this program wrote the file at a path."""
        return path in self._ours

    def journal(self, number: int) -> Path:
        """Return where a writer names the files that it adds."""
        return self._state / f"new-{number}"

    def part(self, number: int) -> Path:
        """Return where a writer puts a file that is not whole yet."""
        return self._state / f"part-{number}"

    def scratch(self, name: str) -> Path:
        """Return where a large file is made before it is put in its place."""
        return self._state / f"part-{name}"

    def finish(self, files: Iterable[Written], record: bytes = b"") -> int:
        """Remove what is ours and not among the files, write checksums and record; return how many were removed."""
        kept = {file.path: file.sha256 for file in files}
        gone = sorted(self._ours - kept.keys() - {SUMS})
        removed = sum(self._remove(path) for path in gone)
        with Writer(self, 0) as writer:
            writer.write(SUMS, "".join(f"{kept[path]}  {path}\n" for path in sorted(kept)).encode())
        if not _holds(self.record, record):
            made = self.scratch("made")
            made.write_bytes(record)
            made.replace(self.record)
        for left in (*self._journals(), *self._state.glob("part-*")):
            left.unlink()
        return removed

    def _remove(self, path: str) -> bool:
        file = self.path / path
        try:
            file.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        for folder in list(file.parents)[: path.count("/")]:
            try:
                folder.rmdir()
            except OSError:
                break
        return True


class Writer:
    """Writes files of the folder, those alone that change; each process has one of its own, by number."""

    def __init__(self, folder: Folder, number: int) -> None:
        self._folder, self._number = folder, number
        self._journal: IO[bytes] | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._journal is not None:
            self._journal.close()

    def write(self, path: str, data: bytes) -> Written:
        """Write a file unless it is there with the same bytes; WrongUse where one is there that is not ours."""
        target, digest = self._folder.path / path, hashlib.sha256(data).hexdigest()
        # A time from before the file is read: one that changes meanwhile is found changed by the next run.
        when = _time_of(target)
        if when is not None and _holds(target, data):
            return Written(path, digest, len(data), False, when)
        part = self._folder.part(self._number)
        part.write_bytes(data)
        when = part.stat().st_mtime_ns
        self._put(part, path)
        return Written(path, digest, len(data), True, when)

    def take(self, made: Path, path: str) -> Written:
        """Move a file that was made elsewhere on the same disk to its path, as `write` does."""
        digest, there, target = digest_of(made), made.stat(), self._folder.path / path
        when = _time_of(target)
        if when is not None and target.stat().st_size == there.st_size and digest_of(target) == digest:
            made.unlink()
            return Written(path, digest, there.st_size, False, when)
        self._put(made, path)
        return Written(path, digest, there.st_size, True, there.st_mtime_ns)

    def _put(self, made: Path, path: str) -> None:
        target = self._folder.path / path
        if not self._folder.is_ours(path):
            self._name(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        made.replace(target)

    def _name(self, path: str) -> None:
        if (self._folder.path / path).exists():
            raise WrongUse(f"{self._folder.path / path} is there and was not published by this program: move it away")
        if self._journal is None:
            self._journal = self._folder.journal(self._number).open("ab", buffering=0)
        self._journal.write(f"{path}\n".encode())


def _claim(lock: int, path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        raise WrongUse(f"another run is publishing to {path}: wait until it ends") from fault


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _time_of(file: Path) -> int | None:
    """Return when a plain file was changed; None where there is none, a link included: it is replaced."""
    try:
        there = file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return there.st_mtime_ns if stat.S_ISREG(there.st_mode) else None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
