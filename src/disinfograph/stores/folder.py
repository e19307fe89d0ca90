"""A folder of snapshots, of which one is current; whatever happens, it is there as a whole or not at all.

    DIR/current                          the name of the snapshot that is read
    DIR/lock                             held by the one build that writes
    DIR/search/                          the search index, which is not this module's business (see `searching`)
    DIR/snapshots/{digest}/snapshot.json format, digest and number of statements
    DIR/snapshots/{digest}/oxigraph/     the store of Oxigraph, never written to again
    DIR/snapshots/{digest}/quads.nq.gz   what was published, to fill a memory with or another engine
    DIR/snapshots/{digest}/ledger.jsonl
    DIR/snapshots/{digest}/counts.json   what is in it, by class and property (see `counts`); older ones lack it
    DIR/snapshots/.new-{process}-{try}   one that is being written

A snapshot is written under another name, brought to disk (Oxigraph's own commits are not), renamed, and only then named
in `current`, which is replaced in one step. A reader holds a shared lock on its snapshot, so that no build removes it.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from disinfograph.errors import StoreUnavailable

FORMAT = 1
"""The layout above; a folder of any other format is not read."""

_NAME = re.compile(r"[0-9a-f]{16}")
_OURS = {"current", "current.new", "lock", "search", "snapshots"}
_ATTEMPTS = 5
# A folder that was given up may still be locked in this process: the next has another name.
_TRIES = count(1)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What snapshot.json says: the statements counted over all graphs, and those of the default graph."""

    format: int
    digest: str
    quads: int
    triples: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot on disk."""

    path: Path

    @property
    def oxigraph(self) -> Path:
        """The folder of Oxigraph's store."""
        return self.path / "oxigraph"

    @property
    def quads(self) -> Path:
        """The N-Quads that were published, compressed with gzip."""
        return self.path / "quads.nq.gz"

    @property
    def ledger(self) -> Path:
        """The ledger's lines."""
        return self.path / "ledger.jsonl"

    @property
    def counts(self) -> Path:
        """What is in it, counted."""
        return self.path / "counts.json"

    def manifest(self) -> Manifest:
        """Return what snapshot.json says; StoreUnavailable if it is damaged or of another format."""
        path = self.path / "snapshot.json"
        try:
            said = json.loads(path.read_text("utf-8"))
            manifest = Manifest(**said) if said.get("format") == FORMAT else None
        except (OSError, ValueError, TypeError, AttributeError) as fault:
            raise StoreUnavailable(str(path), f"cannot be read: {_reason(fault)}") from fault
        if manifest is None:
            raise StoreUnavailable(str(path), f"its format is {said.get('format')}; this version reads format {FORMAT}")
        return manifest

    def describe(self, manifest: Manifest) -> None:
        """Write snapshot.json."""
        (self.path / "snapshot.json").write_text(json.dumps(asdict(manifest), indent=1) + "\n", "utf-8")


class Folder:
    """The folder itself; nothing is read or written before a method is called."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._snapshots = path / "snapshots"
        self._current = path / "current"

    def current(self) -> Snapshot | None:
        """Return the current snapshot, or None where none was published; StoreUnavailable for a folder not ours."""
        try:
            name = self._current.read_text("ascii").strip()
        except FileNotFoundError:
            self._check_ours()
            return None
        except NotADirectoryError as fault:
            raise StoreUnavailable(str(self.path), "this is a file; a store is a folder or an http(s) URL") from fault
        except (OSError, ValueError) as fault:
            raise StoreUnavailable(str(self.path), f"cannot be read: {_reason(fault)}") from fault
        if not _NAME.fullmatch(name):
            raise StoreUnavailable(str(self.path), "its file 'current' names no snapshot: is this another program's?")
        return Snapshot(self._snapshots / name)

    def snapshot(self, version: str) -> Snapshot:
        """Return the snapshot of a version, whether it is still there or not."""
        return Snapshot(self._snapshots / version)

    def hold(self) -> tuple[Snapshot, int]:
        """Return the current snapshot and a file descriptor that keeps it from being removed until it is closed."""
        for _ in range(_ATTEMPTS):
            snapshot = self.current()
            if snapshot is None:
                raise StoreUnavailable(str(self.path), "no data yet: run 'disinfograph build' with this store first")
            try:
                return snapshot, _locked(snapshot.path, fcntl.LOCK_SH)
            except OSError:
                # Two builds have ended since `current` was read: read it again.
                continue
        raise StoreUnavailable(str(self.path), "its current snapshot is gone: run 'disinfograph build' again")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one right to write; StoreUnavailable while another build has it, or where a folder is not ours."""
        self._check_ours()
        is_new = not self.path.exists()
        try:
            self._snapshots.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as fault:
            raise StoreUnavailable(str(self.path), f"cannot be written: {fault.strerror}") from fault
        try:
            self._claim(lock)
            yield
        except BaseException:
            if is_new:
                self._unmake()
            raise
        finally:
            os.close(lock)

    def _unmake(self) -> None:
        """Remove what was made for a first snapshot that never came."""
        with suppress(OSError):
            self._snapshots.rmdir()
            (self.path / "lock").unlink()
            self.path.rmdir()

    def _claim(self, lock: int) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise StoreUnavailable(str(self.path), "another build is writing to it: wait until it ends") from fault

    def add(self, digest: str, fill: Callable[[Snapshot], Manifest], again: Callable[[Snapshot], None]) -> None:
        """Make the snapshot `digest` current, made by `fill` or, where it is there, looked at by `again`.

        What these raise leaves the one that was current; only for the holder of the lock.
        """
        before = self.current()
        self._sweep(keep={digest, before.path.name if before else ""})
        target = self._snapshots / digest
        if not target.exists():
            new = Snapshot(self._snapshots / f".new-{os.getpid()}-{next(_TRIES)}")
            new.path.mkdir()
            try:
                new.describe(fill(new))
                _to_disk(new.path)
                new.path.rename(target)
            finally:
                shutil.rmtree(new.path, ignore_errors=True)
            _sync(self._snapshots)
        else:
            again(Snapshot(target))
        self._switch(digest)

    def _switch(self, digest: str) -> None:
        new = self.path / "current.new"
        new.write_text(f"{digest}\n", "ascii")
        _sync(new)
        new.replace(self._current)
        _sync(self.path)

    def _sweep(self, keep: set[str]) -> None:
        for path in self._snapshots.iterdir():
            ours = path.name.startswith(".new-") or (
                _NAME.fullmatch(path.name) and path.name not in keep and (path / "snapshot.json").is_file()
            )
            if ours and path.is_dir() and not path.is_symlink():
                _remove_unread(path)

    def _check_ours(self) -> None:
        try:
            others = {entry.name for entry in self.path.iterdir()} - _OURS
        except FileNotFoundError:
            return
        except OSError as fault:
            raise StoreUnavailable(str(self.path), f"cannot be read: {fault.strerror}") from fault
        if others:
            raise StoreUnavailable(
                str(self.path), f"this is no store: it holds {min(others)!r}; name an empty or a new folder"
            )


def _locked(path: Path, how: int) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _remove_unread(path: Path) -> None:
    """Remove a snapshot unless someone reads it; the next build tries again."""
    try:
        descriptor = _locked(path, fcntl.LOCK_EX)
    except OSError:
        return
    try:
        # Under a name that is never current, so that an interruption leaves no half of a snapshot behind.
        doomed = path if path.name.startswith(".new-") else path.rename(path.with_name(f".new-old-{path.name}"))
        shutil.rmtree(doomed)
    finally:
        os.close(descriptor)


def _to_disk(folder: Path) -> None:
    for where, _, names in os.walk(folder):
        for name in names:
            _sync(Path(where, name))
        _sync(Path(where))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(fault: Exception) -> str:
    """Return what an exception says, without the number that the system gives the fault."""
    return getattr(fault, "strerror", None) or str(fault)
