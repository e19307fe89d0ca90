"""What a program was asked, what came of it, and the table of all of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from disinfograph import Graph

HERE = Path(__file__).resolve().parent
say = partial(print, flush=True)
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class World:
    """What every program gets: the address of the server, the store behind it, and a folder to work in."""

    site: str
    store: Path
    folder: Path
    examples: int = 20

    @property
    def endpoint(self) -> str:
        """Return the address that takes SPARQL."""
        return f"{self.site}/sparql"

    def truth(self, query: str) -> list[str]:
        """Return the first column of an answer as the library gives it, which no server has touched, sorted."""
        return sorted(str(row[0]) for row in _opened(self.store).sparql(query).rows)


_graphs: dict[Path, Graph] = {}


def _opened(store: Path) -> Graph:
    if store not in _graphs:
        _graphs[store] = Graph.open(store)
    return _graphs[store]


@dataclass(slots=True)
class Program:
    """One program of others: its checks are printed as they are made."""

    name: str
    does: str
    version: str = ""
    install: str = ""
    passed: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def missing(self) -> bool:
        """Say whether the program is not installed."""
        return not self.version

    def check(self, asked: str, expected: object, answer: Callable[..., object], *given: object) -> None:
        """Ask, and compare what comes with what should; a program that breaks has failed this check only."""
        try:
            came = answer(*given)
        except Exception as error:  # whatever another program raises is its answer
            came = f"{type(error).__name__}: {str(error)[-2000:]}"
        passed = came == expected and type(came) is type(expected)
        say(f"{'PASS' if passed else 'FAIL'}  {asked}\n      came: {_brief(came, passed)}")
        if passed:
            self.passed += 1
        else:
            say(f"      expected: {_brief(expected, passed)}")
            self.failed.append(asked)

    def row(self) -> str:
        """Return the program's row of the table."""
        if self.missing:
            return f"| {self.name} | not installed | {self.does} | passed over: `{self.install}` |"
        tried = self.passed + len(self.failed)
        result = f"{self.passed} of {tried} pass" + "".join(f"; fails: {asked}" for asked in self.failed)
        return f"| {self.name} | {self.version} | {self.does} | {result} |"


def _brief(came: object, passed: bool) -> str:
    if isinstance(came, list) and passed:
        first = f", the first {came[0]}" if came else ""
        return f"{len(came)} values{first}"[:_SHOWN]
    text = str(came)
    return text if not passed else text[:_SHOWN]


def installed(*names: str) -> str:
    """Return the versions of distributions of Python, or nothing where one is not installed."""
    try:
        return ", ".join(version(name) for name in names)
    except PackageNotFoundError:
        return ""


def on_path(name: str) -> str | None:
    """Return where a program is: beside this Python, or on the path of programs."""
    import sys

    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def run(command: Sequence[str | Path], folder: Path, **options: Any) -> str:
    """Run a program to its end and return what it printed; RuntimeError with all its words where it fails."""
    done = subprocess.run(  # noqa: S603 - the programs under trial
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False, **options
    )
    if done.returncode:
        raise RuntimeError(f"exit {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def table(programs: Sequence[Program]) -> str:
    """Return all programs as a Markdown table."""
    head = "| program | version | what it does | result |\n| --- | --- | --- | --- |"
    return "\n".join([head, *(program.row() for program in programs)])
