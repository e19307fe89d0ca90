"""Take the measures of quality, print a table of each, and write the page that reports them.

    python benchmarks/quality SHARED [--half tuning|reporting] [--only NAME]... [-o docs/quality.md]

SHARED is the folder that holds `data/`. Without `-o` the page is written to `docs/quality.md` when all measures are
taken, and not at all where `--only` asks for some. A measure that fails is shown and stops no other; the exit is 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalogue import MEASURES
from report import Measure, Outcome, Setting, console, page, taken

PAGE = Path(__file__).resolve().parents[2] / "docs" / "quality.md"


def tell(text: str) -> None:
    """Say what is being done, where somebody is watching."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def outcomes(measures: Sequence[Measure], setting: Setting) -> Iterator[Outcome]:
    """Take the measures one after the other and print the table of each."""
    for number, measure in enumerate(measures, 1):
        tell(f"{number} of {len(measures)}: {measure.title}")
        outcome = taken(measure, setting)
        tell("")
        sys.stdout.write(f"{console(outcome)}\n")
        sys.stdout.flush()
        yield outcome


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="benchmarks/quality", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("--half", choices=("tuning", "reporting"), default="tuning", help="of the gold set")
    names = [measure.name for measure in MEASURES]
    parser.add_argument("--only", action="append", choices=names, help="take this measure; may be repeated")
    parser.add_argument("-o", "--output", type=Path, help="the page to write")
    asked = parser.parse_args()
    if not (asked.shared / "data").is_dir():
        parser.error(f"{asked.shared} holds no folder data/")
    return asked


def main() -> None:
    """Run the command."""
    asked = options()
    wanted = [measure for measure in MEASURES if asked.only is None or measure.name in asked.only]
    taken_all = list(outcomes(wanted, Setting(asked.shared, asked.half)))
    output = asked.output or (None if asked.only else PAGE)
    if output:
        only = "".join(f" --only {measure.name}" for measure in wanted) if asked.only else ""
        output.write_text(
            page(taken_all, asked.half, f"python benchmarks/quality SHARED --half {asked.half}{only}"), "utf-8"
        )
    if any(outcome.error for outcome in taken_all):
        sys.exit(1)


if __name__ == "__main__":
    main()
