"""The benchmark: disinfograph beside its rivals, on the same cases, in the same run.

    python benchmarks/speed [--sizes 1000,10000,100000] [--quick] [-o docs/benchmarks.md]

`--quick` takes 1,000 cases, each script once, a query of each subject, pySHACL on its own table only, and is done in
under three minutes. Writes the report and, beside it, its charts; what every
script measured lies as `results.json` in the folder of the run (`--work`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import generate
from machine import machine
from report import write
from turns import HERE, Measured, Script, Turns

SIZES, QUICK = (1_000, 10_000, 100_000), (1_000,)
WHOLE = 100_000
"""Cases up to which everything is measured; above, the build and its first answer: an export would fill the disk."""
PAGES = 1_000

BUILD = Script("ours build", "ours.py", "build")
EXPORT = Script("ours export", "ours.py", "export")
PHASES = Script("ours phases", "ours.py", "phases")
BUILDS = (
    (BUILD, "cases.jsonl"),
    (Script("ours stated", "ours.py", "stated"), "cases.jsonl"),
    (Script("rdflib build", "rivals/rdflib_pyshacl.py", "build", 10_000, needs_questions=True), "cases.csv"),
    (Script("morph-kgc", "rivals/morph_kgc_table.py", "build", 100_000), "cases.csv"),
    (Script("raw load", "rivals/raw_oxigraph.py", "load"), "graph.nq"),
    (Script("floor", "rivals/floor.py", "floor"), "graph.nq"),
)
VALIDATIONS = (
    (Script("ours validate", "ours.py", "validate"), "graph.nt"),
    (Script("pyshifty", "rivals/shacl_pyshifty.py", "validate", 100_000), "graph.nt"),
    (Script("pyshacl", "rivals/rdflib_pyshacl.py", "validate", 1_000), "graph.nt"),
)
QUERIES = (
    (Script("ours cold", "ours.py", "cold", needs_questions=True), "ours.db"),
    (Script("ours warm", "ours.py", "warm", needs_questions=True), "ours.db"),
    (Script("raw query", "rivals/raw_oxigraph.py", "query", needs_questions=True), "graph.nq"),
    (Script("virtuoso", "rivals/virtuoso.py", "query", 100_000, needs_questions=True), "graph.nt"),
    (Script("rdflib query", "rivals/rdflib_pyshacl.py", "query", 10_000, needs_questions=True), "graph.nt"),
)
ALONE = ((Script("pages", "ours.py", "read"), "pages"), (Script("start", "ours.py", "start"), "cases.jsonl"))

_USUAL = {"seed": generate.SEED, "repeats": 3, "limit": 3600.0, "query_limit": 60.0}

Found = dict[int, dict[str, Measured]]


def tell(text: str) -> None:
    """Say what is being done, where somebody is watching."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def measure_size(turns: Turns, seed: int, *, quick: bool) -> None:
    """Make the cases of a size and take every measure at it."""
    work = turns.work
    tell(f"{turns.cases:,} cases: being made")
    generate.write(work, seed, turns.cases, min(PAGES, turns.cases))
    # The first build makes what the rivals read.
    turns.once(BUILD, work / "cases.jsonl")
    if BUILD.name not in turns.results:
        sys.exit(f"the build came to nothing: {turns.whys[BUILD.name]}")
    if turns.cases > WHOLE:
        return
    turns.once(EXPORT, work / "ours.db")
    with (work / "questions.json").open("w", encoding="utf-8") as asked:
        line = [sys.executable, str(HERE / "questions.py"), str(work / "ours.db"), *(["--few"] if quick else [])]
        subprocess.run(line, stdout=asked, check=True)  # noqa: S603
    turns.take((script, work / name) for script, name in BUILDS)
    if not quick:
        turns.once(PHASES, work / "cases.jsonl")
    turns.take((script, work / name) for script, name in VALIDATIONS[: 2 if quick else None])
    turns.take((script, work / name) for script, name in QUERIES)
    turns.take((script, work / name) for script, name in ALONE)


def measure_all(options: argparse.Namespace, folder: Path) -> Found:
    """Return what every script gave, by size."""
    found: Found = {}
    before: dict[str, tuple[int, float]] = {}
    for cases in options.sizes:
        work = folder / str(cases)
        work.mkdir(parents=True, exist_ok=True)
        repeats = 1 if options.quick else options.repeats
        turns = Turns(cases, work, options.limit, options.query_limit, repeats, options.morph_python, tell, before)
        measure_size(turns, options.seed, quick=options.quick)
        found[cases], before = turns.measured(), turns.walls()
        text = json.dumps({size: {name: asdict(m) for name, m in of.items()} for size, of in found.items()}, indent=1)
        (folder / "results.json").write_text(text, "utf-8")
    tell("")
    return found


def main() -> None:
    """Read the command line, measure, write the report."""
    options = _options()
    if options.results:
        held = json.loads(options.results.read_text("utf-8"))
        found = {int(size): {name: Measured(**m) for name, m in of.items()} for size, of in held.items()}
    else:
        kept = nullcontext(str(options.work)) if options.work else tempfile.TemporaryDirectory(prefix="benchmark-")
        with kept as folder:
            found = measure_all(options, Path(folder))
    write(options.output, found, machine(), _line(options))


def _line(options: argparse.Namespace) -> str:
    """Return the command that measures the same again."""
    if options.quick:
        return "python benchmarks/speed --quick"
    words = ["python benchmarks/speed", f"--sizes {','.join(map(str, options.sizes))}"]
    chosen = {name: vars(options)[name] for name, usual in _USUAL.items() if vars(options)[name] != usual}
    words += [f"--{name.replace('_', '-')} {value:g}" for name, value in chosen.items()]
    return " ".join(words)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/speed", description="Measure disinfograph beside its rivals.")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="numbers of cases, parted by commas")
    parser.add_argument("--quick", action="store_true", help="1,000 cases, fewer queries, one run of each")
    parser.add_argument("-o", "--output", type=Path, default=HERE.parents[1] / "docs" / "benchmarks.md")
    parser.add_argument("--work", type=Path, help="keep all files of the run in this folder")
    parser.add_argument("--results", type=Path, help="write the report of an earlier run anew, from its results.json")
    parser.add_argument("--seed", type=int, default=generate.SEED)
    parser.add_argument("--repeats", type=int, default=_USUAL["repeats"], help="runs of each, over two minutes one")
    parser.add_argument("--limit", type=float, default=_USUAL["limit"], help="seconds after which a script is stopped")
    parser.add_argument("--query-limit", type=float, help="seconds after which a query is stopped (60; quick: 5)")
    parser.add_argument("--morph-python", default=os.environ.get("MORPH_PYTHON", sys.executable),
                        help="the Python of the environment that holds morph-kgc")  # fmt: skip
    options = parser.parse_args()
    if options.quick:
        options.sizes, options.limit = QUICK, min(options.limit, 120.0)
    options.query_limit = options.query_limit or (5.0 if options.quick else _USUAL["query_limit"])
    return options


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


if __name__ == "__main__":
    main()
