"""What a measure is, and the page and tables that its rows make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

VERDICTS = {True: "yes", False: "**no**", None: ""}
COLUMNS = ("what", "target", "figure", "met", "note")

HEAD = """# Quality

Written by the command below, of the {half} half of the gold set; every table has its own command. The texts are not
part of this repository: SHARED is the folder that holds `data/`. Where a figure has no target, none was set, or it
stands to compare another with. What was tuned was tuned on the tuning half; the reporting half is for one run at the
end.

```sh
{command}
```
"""


class Setting(NamedTuple):
    """What the measures are taken of: the folder that holds `data/`, and a half of the gold set."""

    shared: Path
    half: str


class Row(NamedTuple):
    """A figure: its name, the target in words, the figure, if it meets the target (None: no target), and a note."""

    name: str
    target: str
    figure: str
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure: its name on the command line, its title, what is measured, on what, the limits, and the deed."""

    name: str
    title: str
    what: str
    data: str
    rows: Callable[[Setting], Iterable[Row]]
    limits: Sequence[str] = field(default=())


class Outcome(NamedTuple):
    """What came of a measure: its rows, and the error that ended it, empty where none did."""

    measure: Measure
    rows: tuple[Row, ...]
    error: str = ""


def taken(measure: Measure, setting: Setting) -> Outcome:
    """Take a measure; an error of any kind ends this one alone, and the rows before it are kept."""
    rows: list[Row] = []
    try:
        rows.extend(measure.rows(setting))
    except (Exception, SystemExit) as error:
        words = " ".join(f"{type(error).__name__}: {error}".split()).replace(str(setting.shared), "SHARED")
        return Outcome(measure, tuple(rows), words)
    return Outcome(measure, tuple(rows))


def least(name: str, figure: float, target: float, note: str = "", digits: int = 3) -> Row:
    """Return the row of a figure that must reach a target; what is rounded for show is judged as it is."""
    return Row(name, f"≥ {target:g}", f"{figure:.{digits}f}", figure >= target, note)


def shown(name: str, figure: float, note: str = "", digits: int = 3) -> Row:
    """Return the row of a figure without a target."""
    return Row(name, "", f"{figure:.{digits}f}", None, note)


def console(outcome: Outcome) -> str:
    """Return the table of a measure in columns, its title above."""
    cells = [COLUMNS, *((r.name, r.target, r.figure, VERDICTS[r.met].strip("*"), r.note) for r in outcome.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    error = [f"failed: {outcome.error}"] if outcome.error else []
    return "\n".join([f"{outcome.measure.title} ({outcome.measure.name})", *lines, *error]) + "\n"


def page(outcomes: Sequence[Outcome], half: str, command: str) -> str:
    """Return the page of all measures in Markdown: the same text for the same rows."""
    parts = [HEAD.format(half=half, command=command), *_summary(outcomes), *(_section(o, half) for o in outcomes)]
    return "\n".join(parts)


def _summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| measure | targets met | missed |\n| --- | --- | --- |"
    for measure, rows, error in outcomes:
        judged = [row for row in rows if row.met is not None]
        missed = [row.name for row in judged if not row.met] + (["failed"] if error else [])
        counted = f"{sum(bool(row.met) for row in judged)} of {len(judged)}" if judged else "none set"
        yield f"| [{_cell(measure.title)}](#{_anchor(measure.title)}) | {counted} | {_cell('; '.join(missed))} |"
    yield ""


def _section(outcome: Outcome, half: str) -> str:
    measure = outcome.measure
    lines = [f"## {measure.title}\n", f"{measure.what}\n", f"Data: {measure.data}\n"]
    if outcome.rows:
        lines += [_line(COLUMNS), _line(["---"] * len(COLUMNS))]
        lines += [_line((row.name, row.target, row.figure, VERDICTS[row.met], row.note)) for row in outcome.rows]
        lines.append("")
    if outcome.error:
        lines.append(f"**The measure failed**: {_cell(outcome.error)}\n")
    if measure.limits:
        lines += ["Limits:\n", *(f"- {limit}" for limit in measure.limits), ""]
    return "\n".join([*lines, f"`python benchmarks/quality SHARED --half {half} --only {measure.name}`\n"])


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _anchor(title: str) -> str:
    """Return the fragment that renderers of Markdown give a heading."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -")
    return kept.replace(" ", "-")
