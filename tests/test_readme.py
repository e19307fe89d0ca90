"""What README.md shows is what happens: its commands are run, in order, in a copy of the project.

How README.md is to be written:

- A fence marked `console` shows a session. A line that begins with `$ ` is a command; a backslash at its end continues
  it on the next line. The lines below are what it prints, on both streams. A line `…` stands for any lines or none, a
  `…` within a line for any text.
- A fence marked `sh` holds commands only, one a line; empty lines and comments are passed over. Their output is not
  compared.
- A fence marked `python` is run as a script where the commands are run; its output is not compared.
- A command succeeds (exit code 0) unless it ends in a comment `# exit code N`.
- Commands that set up a machine (`SETUP` below) are not run: the continuous integration runs them.
- Tables are as in a terminal of 100 columns. Nothing is built before the README builds it, and there is no network.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SETUP = re.compile(
    r"(git clone|cd|make|python3? -m (venv|pip)|pip install|pipx?|uv|source|\."
    r"|\.venv/bin/(python -m )?pip|apt-get|sudo) "
)
FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
EXIT_CODE = re.compile(r"\s+# exit code (\d+)$")
COLUMNS = "100"
LEFT_BEHIND = shutil.ignore_patterns(
    ".*", "tests", "benchmarks", "__pycache__", "*.db", "build", "dist", "rejects.jsonl"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A command and what it is shown to print (None: not shown); `script` is Python, given on standard input."""

    command: str
    shown: str | None = None
    code: int = 0
    script: str = ""

    @property
    def is_setup(self) -> bool:
        """Tell whether the command sets up a machine."""
        return SETUP.match(self.command) is not None


def steps(markdown: str) -> Iterator[Step]:
    """Yield what a text in Markdown tells the reader to run, in order."""
    for language, body in FENCE.findall(markdown):
        if language == "python":
            yield Step("python -", script=body)
        elif language == "sh":
            lines = body.replace("\\\n", " ").splitlines()
            yield from (
                _step(line.strip(), None) for line in lines if line.strip() and not line.lstrip().startswith("#")
            )
        elif language == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, shown = part.replace("\\\n", " ").partition("\n")
                yield _step(command.strip(), shown)


def _step(command: str, shown: str | None) -> Step:
    found = EXIT_CODE.search(command)
    return Step(EXIT_CODE.sub("", command), shown, int(found[1]) if found else 0)


def fits(shown: str, printed: str) -> bool:
    """Tell whether what is printed is what is shown; trailing spaces and empty lines at either end do not count."""
    pattern = ""
    for line in _lines(shown):
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(printed))) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")] if text.strip() else []


def run(step: Step, folder: Path) -> str:
    """Run a step in a folder and return what it printed; AssertionError where it does not end as it should."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    given = {name: value for name, value in os.environ.items() if not name.startswith("DISINFOGRAPH")}
    given |= {"PATH": path, "COLUMNS": COLUMNS, "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", step.command], cwd=folder, env=given, input=step.script, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == step.code, f"$ {step.command}\n{done.stdout}exit code {done.returncode}"
    return done.stdout


def follow(markdown: str, folder: Path) -> None:
    """Run all steps of a text; AssertionError at the first that does something else than is shown."""
    for step in steps(markdown):
        if not step.is_setup:
            printed = run(step, folder)
            if step.shown is not None:
                assert fits(step.shown, printed), f"$ {step.command}\n--- shown\n{step.shown}--- printed\n{printed}"


def test_every_command_of_the_readme_does_what_it_shows(root: Path, tmp_path: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    if not text.strip():
        pytest.skip("README.md is not written yet")
    assert any(not step.is_setup for step in steps(text)), "README.md shows no command"
    copy = shutil.copytree(root, tmp_path / "copy", ignore=LEFT_BEHIND)
    follow(text, copy)


SAMPLE = """
# A sample

```sh
git clone https://example.org/it && cd it   # not run
make demo
# a comment
echo one > file.txt
```

Text with `$ inline` code.

```console
$ cat file.txt
one
$ printf 'a\\nb\\nc\\n' \\
    | cat
a
…
c
$ echo "12 cases in 0.3 s"
12 cases in … s
$ false # exit code 1
$ echo quiet >&2
quiet
```

```python
from pathlib import Path
Path("made.txt").write_text("by Python")
```

```turtle
$ this is no command
```
"""


def test_commands_are_found_in_order_with_what_they_show() -> None:
    found = list(steps(SAMPLE))
    assert [step.command.split()[0] for step in found] == "git make echo cat printf echo false echo python".split()
    assert [step.is_setup for step in found] == [True, True] + [False] * 7
    assert found[3] == Step("cat file.txt", "one\n")
    assert found[6] == Step("false", "", 1)


def test_a_text_that_tells_the_truth_passes(tmp_path: Path) -> None:
    follow(SAMPLE, tmp_path)
    assert (tmp_path / "made.txt").read_text() == "by Python"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("cat file.txt\none", "cat file.txt\ntwo"),
        ("# exit code 1", ""),
        ("a\n…\nc", "a\nc"),
        ("12 cases in …", "13 … in"),
    ],
)
def test_a_text_that_does_not_is_found_out(tmp_path: Path, true: str, false: str) -> None:
    assert true in SAMPLE
    with pytest.raises(AssertionError, match=r"^\$ "):
        follow(SAMPLE.replace(true, false), tmp_path)
