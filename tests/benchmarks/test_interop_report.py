"""The trial of other people's programs says what came, and does not pass what did not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

INTEROP = Path(__file__).resolve().parents[2] / "benchmarks" / "interop"


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(INTEROP)
    yield import_module("trial")
    sys.modules.pop("trial", None)


def test_a_check_passes_only_on_the_very_answer(trial: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    program = trial.Program("it", "asks", "1.0")
    program.check("a list", ["a"], list, "a")
    program.check("a truth", True, int, 1)
    program.check("a fall", [], [].pop)
    assert program.row() == "| it | 1.0 | asks | 1 of 3 pass; fails: a truth; fails: a fall |"
    printed = capsys.readouterr().out
    assert printed.startswith("PASS  a list\n      came: 1 values, the first a\n")
    assert "FAIL  a truth\n      came: 1\n      expected: True\n" in printed
    assert "IndexError: pop from empty list" in printed


def test_a_program_that_is_not_installed_is_named_with_its_command(trial: ModuleType) -> None:
    program = trial.Program("it", "asks", trial.installed("no-such-distribution"), "get it")
    assert program.missing
    assert program.row() == "| it | not installed | asks | passed over: `get it` |"


def test_python_itself_passes_every_check_and_ends_in_the_table() -> None:
    command = [sys.executable, str(INTEROP / "run.py"), "--only", "urllib"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS") == 3
    assert done.stdout.splitlines()[-1].endswith("| 3 of 3 pass |")
