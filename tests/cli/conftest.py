"""One store that a build made, and a way to run commands in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import ALPHA, TABLE, Disinfograph, Said, as_lines

from disinfograph.cli.door import run


@pytest.fixture
def disinfograph(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Disinfograph:
    """Run a command in this process, with a wide pipe as its standard output."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def said(*arguments: object) -> Said:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Said(code, *capsys.readouterr())

    return said


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with records of the source alpha and a table in the layout of cknabs; one case is in both."""
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "alpha.jsonl").write_text(as_lines(ALPHA), "utf-8")
    (folder / "cases.csv").write_text(TABLE, "utf-8")
    return folder


@pytest.fixture(scope="session")
def store(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store that a build of the inputs made; nobody may write to it."""
    place = tmp_path_factory.mktemp("store") / "cases.db"
    assert run(["build", str(inputs), "--store", str(place), "--quiet"]) == 0
    return place
