"""The wheel works where there is no checkout: it carries its data, and the demo runs from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CARRIED = ("ontology", "shapes", "queries", "examples")


@dataclass(frozen=True, slots=True)
class Installed:
    """A blank environment with nothing but the wheel, which borrows third-party packages from this one."""

    python: Path
    home: Path

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in an empty folder."""
        program, *arguments = map(str, words)
        given = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DISINFOGRAPH"))}
        path = self.python.with_name(program)
        return subprocess.run(
            [str(path), *arguments], cwd=self.home, env=given, capture_output=True, text=True, timeout=300, check=False
        )


def pip(*words: object) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([sys.executable, "-m", "pip", *map(str, words), *quiet], check=True, timeout=300)


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", root, "--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", folder)
    (built,) = folder.glob("disinfograph-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("blank")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    pip("--python", python, "install", "--no-index", "--no-deps", wheel)
    packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
    # A path in a .pth file is searched, but the .pth files in it are not read: so the editable install stays unseen.
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    (folder / "home").mkdir()
    return Installed(python, folder / "home")


def data_files(root: Path) -> Iterator[str]:
    for folder in CARRIED:
        for path in (root / folder).rglob("*"):
            if path.is_file() and not any(part.startswith((".", "__")) for part in path.relative_to(root).parts):
                yield path.relative_to(root).as_posix()


def test_the_wheel_carries_all_data_and_both_licences(root: Path, wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert sorted(f"disinfograph/_data/{name}" for name in data_files(root)) == sorted(
        name for name in names if name.startswith("disinfograph/_data/")
    )
    assert {Path(name).name for name in names if ".dist-info/licenses/" in name} == {"LICENSE", "LICENSE-DATA"}


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if not name.startswith(("disinfograph/", "disinfograph-"))] == []
    assert [name for name in names if "__pycache__" in name or "tests/" in name] == []


def test_what_is_imported_is_the_wheel(installed: Installed) -> None:
    said = installed.run("python", "-c", "import disinfograph; print(disinfograph.__file__)")
    assert said.stdout.startswith(str(installed.python.parents[1])), said.stderr


def test_the_stored_queries_are_listed_from_the_wheel(root: Path, installed: Installed) -> None:
    said = installed.run("disinfograph", "queries", "--format", "jsonl")
    listed = [json.loads(line)["query"] for line in said.stdout.splitlines()]
    assert listed == sorted(
        p.relative_to(root / "queries").with_suffix("").as_posix() for p in (root / "queries").rglob("*.rq")
    )


def test_the_demo_runs_from_the_wheel(installed: Installed) -> None:
    built = installed.run("disinfograph", "build", "examples")
    assert built.returncode == 0, built.stderr
    asked = installed.run("disinfograph", "query", "narratives/across-countries", "--format", "json")
    rows = json.loads(asked.stdout)
    assert len(rows) > 5
    assert all(row["countries"] >= 3 for row in rows)
    doctor = installed.run("disinfograph", "doctor")
    assert doctor.returncode == 0
    assert str(installed.python.parents[1]) in doctor.stdout
