"""A build that is ended before its time, in any of its processes: nothing is lost, and nothing is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from small_world import ALPHA, COMMAND, as_lines

from disinfograph.processes import cores
from disinfograph.stores import open_store

INTERRUPTED = "disinfograph: interrupted; the store is as it was\n"
forked = pytest.mark.skipif(
    cores() == 1 or not Path("/proc/self/task").is_dir(), reason="a build is not forked here, or not seen to be"
)


def quads(store: Path) -> list[str]:
    return list(open_store(store).quads())


@pytest.fixture
def copy(store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(store, tmp_path / "copy.db"))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return records enough for a build to be forked."""
    path = tmp_path / "many.jsonl"
    path.write_text(
        as_lines([{**ALPHA[2], "title": f"Mountain {n} moves to lake {n // 2}"} for n in range(900)]), "utf-8"
    )
    return path


@contextmanager
def started(work: Path, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command in a session of its own, as in a terminal, that keeps what it works on in a folder."""
    work.mkdir()
    # What runs in the background of a shell ignores Ctrl-C, and so does all that it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "TMPDIR": str(work)},
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        yield process


def wait_for_work(process: subprocess.Popen[bytes], work: Path) -> None:
    while process.poll() is None and not list(work.glob("disinfograph-*")):
        time.sleep(0.001)


def wait_for_fork(process: subprocess.Popen[bytes], number: int) -> None:
    """Wait until a process has forked a number of others, in turn or at once."""
    seen: set[str] = set()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and len(seen) < number:
        seen.update(children.read_text().split())
        time.sleep(0.001)


def running(group: int) -> list[str]:
    """Return the processes of a group that have not ended, each as Linux describes it."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            told = path.read_text()
            # After the name in brackets: state, parent, group.
            state, _, of, *_ = told[told.rindex(")") + 2 :].split()
            if int(of) == group and state not in "ZX":
                found.append(told)
    return found


def wait_for_end(group: int) -> None:
    """Wait until every process of a group has ended; AssertionError where one stays."""
    end = time.monotonic() + 60
    while left := running(group):
        assert time.monotonic() < end, left
        time.sleep(0.01)


def test_ctrl_c_ends_a_build_with_one_sentence(copy: Path, inputs: Path, tmp_path: Path) -> None:
    before, work = quads(copy), tmp_path / "work"
    with started(work, "build", inputs, "--store", copy) as process:
        wait_for_work(process, work)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode()) == (130, INTERRUPTED)
    assert quads(copy) == before


@forked
@pytest.mark.parametrize("fork", [1, 2])
def test_ctrl_c_in_a_terminal_ends_all_processes_of_a_build(copy: Path, many: Path, tmp_path: Path, fork: int) -> None:
    before, work = quads(copy), tmp_path / "work"
    with started(work, "build", many, "--store", copy) as process:
        wait_for_fork(process, fork)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode()) == (130, INTERRUPTED)
    assert running(process.pid) == []
    assert list(work.iterdir()) == []
    assert quads(copy) == before


@forked
def test_a_forked_build_that_is_killed_leaves_the_graph_whole_and_no_process(
    copy: Path, many: Path, tmp_path: Path
) -> None:
    before, work = quads(copy), tmp_path / "work"
    with started(work, "build", many, "--store", copy) as process:
        wait_for_fork(process, 2)
        process.kill()
        # The forked process holds the other end of standard error until it is about to end as well.
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (-signal.SIGKILL, b"")
    wait_for_end(process.pid)
    assert quads(copy) == before
