"""On a terminal: progress, styles and widths; in a pipe: none of them."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from small_world import COMMAND, in_a_process

HEAVY = ("rdflib", "pyoxigraph", "pyshacl", "pandas", "selectolax", "SPARQLWrapper", "yaml")
STEPS = ("validating",)


def on_a_terminal(
    *arguments: object, columns: int = 80, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a command on a pseudo-terminal; return its exit code and all that it wrote there."""
    unset = {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}
    given = {name: value for name, value in os.environ.items() if name not in unset}
    given |= {"TERM": "xterm-256color", **(environment or {})}
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    words = [*COMMAND, *map(str, arguments)]
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=given) as process:
        os.close(theirs)
        said = _all_of(ours)
    os.close(ours)
    return process.returncode, said.decode("utf-8").replace("\r\n", "\n")


def _all_of(descriptor: int) -> bytes:
    said = b""
    while True:
        try:
            block = os.read(descriptor, 1 << 16)
        except OSError:
            return said
        if not block:
            return said
        said += block


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text("<urn:a> <http://www.w3.org/2004/02/skos/core#broader> <urn:c> .")
    return path


def test_a_terminal_shows_progress_and_a_pipe_does_not(graph: Path) -> None:
    code, said = on_a_terminal("validate", graph)
    assert code == 0
    assert "validating" in said
    assert "\x1b[?25h" in said, "the cursor does not come back"
    piped = in_a_process("validate", graph)
    assert (piped.out, piped.err) == ("", "1 triple: 0 violations, 0 warnings, 0 notes\n")


def test_quiet_is_quiet_on_a_terminal_too(graph: Path) -> None:
    assert on_a_terminal("validate", graph, "--quiet") == (0, "")


def test_a_table_fits_the_terminal_that_it_is_shown_on() -> None:
    for columns in (40, 80, 200):
        _, said = on_a_terminal("queries", columns=columns, environment={"NO_COLOR": "1"})
        widest = max(map(len, said.splitlines()))
        assert widest <= columns
        assert "\x1b" not in said
    assert "\nnarratives/across-countries" in said


def test_styles_are_for_terminals_and_for_those_who_want_them() -> None:
    assert "\x1b[1m" in on_a_terminal("queries")[1]
    assert "\x1b" not in on_a_terminal("queries", environment={"TERM": "dumb"})[1]
    assert "\x1b" not in in_a_process("queries").out


def test_columns_in_the_environment_set_the_width_of_a_pipe() -> None:
    narrow = in_a_process("queries", environment={"COLUMNS": "60"}).out.splitlines()
    wide = in_a_process("queries", environment={"COLUMNS": ""}).out.splitlines()
    assert max(map(len, narrow)) <= 60 < max(map(len, wide)) <= 160


@pytest.mark.parametrize("line", ["queries", "queries --format json", "--help", ""])
def test_a_reader_that_has_enough_is_no_error(line: str) -> None:
    with subprocess.Popen([*COMMAND, *line.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        err = process.stderr.read() if process.stderr else b""
        # Without a command it is the usage that is printed, and that is wrong use whoever reads it.
        assert process.wait() in ({0} if line else {0, 2})
    assert b"Traceback" not in err
    assert b"Broken" not in err


def test_help_shows_examples_and_every_command() -> None:
    said = in_a_process("--help", environment={"COLUMNS": "100"})
    assert said.code == 0
    for command in "build parse validate queries query sparql describe stats export doctor".split():
        assert f" {command} " in said.out
        own = in_a_process(command, "-h").out if command in {"build", "query"} else ""
        assert own == "" or "Examples:" in own
    assert "Exit codes: 0 done, 1 findings, 2 wrong use or unreadable input, 3 store unavailable." in said.out


def loaded_of(names: Collection[str], line: str) -> str:
    """Return which of these modules a command has loaded at its end."""
    script = f"""
import sys
from disinfograph.cli.door import run
run({line.split()!r})
print("loaded:", *sorted({set(names)!r} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stderr.rpartition("loaded:")[2].strip()


@pytest.mark.parametrize("line", ["--help", "--version", "build --help", "query --help"])
def test_help_loads_nothing_heavy(line: str) -> None:
    assert loaded_of(HEAVY, line) == ""


@pytest.mark.parametrize("line", ["query cases/card -p case=case:x", "sparql ASK{}", "describe place:UA", "stats"])
def test_a_question_loads_only_what_answers_it(line: str, tmp_path: Path) -> None:
    names = {*HEAVY, "pydantic", "disinfograph.records"} - {"pyoxigraph", "yaml"}
    assert loaded_of(names, f"{line} --store {tmp_path / 'absent'}") == ""


def test_names_of_files_and_switches_are_taken_without_a_library_that_looks_at_them(tmp_path: Path) -> None:
    assert loaded_of({"pydantic"}, f"validate {tmp_path / 'absent.nt'} --quiet") == ""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("disinfograph q", {"queries", "query"}),
        ("disinfograph query narratives/ac", {"narratives/across-countries"}),
        ("disinfograph export --format n", {"nq", "nt"}),
        ("disinfograph stats --format js", {"json", "jsonl"}),
        ("disinfograph build --from page", {"page-html", "page-text"}),
    ],
)
def test_the_shell_completes_commands_queries_and_formats(words: str, offered: set[str]) -> None:
    completing = {
        "_DISINFOGRAPH_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert set(in_a_process(environment=completing).out.split()) == offered


def test_the_completion_script_can_be_shown() -> None:
    said = in_a_process("--show-completion", "bash", environment={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert "_DISINFOGRAPH_COMPLETE=complete_bash" in said.out
