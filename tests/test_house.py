"""The house: imports point down, rooms and deeds stay small, one library lives in one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "disinfograph"
FLOORS: list[set[str]] = [
    {"errors", "terms", "sorted_lines", "processes", "shelf"},
    {"namespaces", "resources", "formats"},
    {"records", "vocabularies", "queries"},
    {"iris"},
    {"sources", "resolve", "ledger"},
    {"mapping", "validation", "stores", "search"},
    {"building"},
    {"build", "review", "searching", "reading", "answer", "describe", "export"},
    {"site"},
    {"web", "publish", "library"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# The room in which a library lives; rdflib is the language that several rooms speak at their edges.
HOMES = {
    "SPARQLWrapper": {"stores"},
    "anyascii": {"iris"},
    "numpy": {"resolve"},
    "rapidfuzz": {"resolve"},
    "scipy": {"resolve"},
    "sklearn": {"resolve"},
    "tantivy": {"search"},
    "tldextract": {"resolve"},
    # Its parser reads the vocabularies, thirty times as fast as rdflib's.
    "pyoxigraph": {"stores", "vocabularies"},
    "pyshacl": {"validation"},
    "rich": {"cli"},
    "selectolax": {"sources"},
    "typer": {"cli"},
    "yaml": {"queries"},
    "fastapi": {"web"},
    "jinja2": {"site"},
    "markupsafe": {"site"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "werkzeug": {"web"},
    "pandas": {"library"},
    "networkx": {"library"},
    "pyarrow": {"publish"},
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    inside = path.relative_to(SOURCE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, late and type-checking imports too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            if node.module == "disinfograph":
                yield from (f"disinfograph.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    names = (name.split(".") for name in imported(path) if name.startswith("disinfograph."))
    return {parts[1] for parts in names if parts[1] in FLOOR} - {room_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for other in rooms_imported(path):
        assert FLOOR[other] < FLOOR[room], f"{room} imports {other}, which does not live below it"


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = {name_of(path) for path in MODULES}
    graph = {name_of(path): set(defining(path, known)) - {name_of(path)} for path in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(known)


def defining(path: Path, known: set[str]) -> Iterator[str]:
    """Yield the modules in which what a file imports is defined: a package counts where it holds the thing itself."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else str(node.module) for name in inside)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_module_lives_in_a_room_of_the_plan(path: Path) -> None:
    assert room_of(path) in FLOOR or path.name == "__init__.py"
    assert not FORBIDDEN_NAMES & set(path.relative_to(SOURCE).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_library_lives_in_one_room(path: Path) -> None:
    for name in imported(path):
        home = HOMES.get(name.split(".")[0])
        assert home is None or room_of(path) in home, f"{name} belongs in {home}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 40, f"{node.name} has {lines} lines"


def test_most_functions_are_shorter_than_ten_lines() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert sum(length < 10 for length in lengths) > len(lengths) / 2


def test_nothing_is_left_for_later_in_the_code() -> None:
    marks = ("TODO", "FIXME", "NotImplementedError")
    assert [p.name for p in MODULES if any(mark in p.read_text("utf-8") for mark in marks)] == []
