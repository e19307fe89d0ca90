"""The report of a run: tables and charts of what the scripts measured."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import charts
from turns import Measured

Found = dict[int, dict[str, Measured]]
Cell = str | float | int | None
NONE = Measured()
CUT_OFF = "cut off"
HEADLINE = "narratives/across-countries"
ENGINES = {
    "ours, library": ("ours warm", ""),
    "ours, command": ("ours cold", ""),
    "pyoxigraph memory": ("raw query", ""),
    "pyoxigraph disk": ("raw query", "disk "),
    "rdflib": ("rdflib query", ""),
    "Virtuoso": ("virtuoso", ""),
}
"""The columns of the tables of queries: the script that measured, and how it marks its queries."""

HEAD = """# Benchmarks

Written by the command below; every figure was measured in the same run on the same machine, ours and the rivals in
turns. A figure is the median of its runs. A ratio is the rival's time divided by ours in this run, so above 1 we are
faster; ratios below 1.5 are within the noise of a shared machine.

What is compared:

- **Cases** are generated from a seed with the skew of real ones (`benchmarks/speed/skew.py`): titles of about 14 words,
  claims of 90, responses of 200, labels by rank-frequency laws, cross-links to earlier cases, articles with archived
  copies, a share of claims said again in other words. Nothing in them was ever published.
- **rdflib + pySHACL** is what one writes with the given packages: a table into an rdflib Graph, pySHACL, Graph.query.
  It and **morph-kgc** read a table in which every label is resolved already and the narratives are given. They are
  spared what our build does first (resolution, narratives, cross-links, likeness, assertions) and make fewer triples;
  what rdflib and pySHACL need for the same triples as ours stands under validation (pyshacl).
- **ours stated** is our build with every method switched off that derives statements, but for the summary and for the
  narratives that a record names: the nearest to what these two do, though it still resolves labels, tells cases apart,
  keeps named graphs and their merge, and writes a store on disk.
- **raw pyoxigraph** is the engine below our store with nothing around it, loading exactly the statements that our store
  holds; the **floor** is reading their bytes, counting their lines, cutting them into terms.
- **pyshifty**, **pySHACL** and ours validate the same N-Triples file against the same shapes. Every engine is asked the
  same text of every stored query; rdflib and Virtuoso hold the merge of all graphs alone, but for questions of named
  graphs, for which rdflib reads those too.
- Memory is the greatest resident set of one process, for our commands that of all their processes together (a page that
  two share counts once), for Virtuoso that of its server.
"""


def write(path: Path, found: Found, machine: dict[str, str], command: str) -> None:
    """Write the report and, in a folder of its name beside it, its charts."""
    folder = path.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {name: svg for name, svg in _charts(found).items() if svg}
    for name, svg in drawn.items():
        (folder / f"{name}.svg").write_text(svg, "utf-8")
    parts = [HEAD, _machine(found, machine, command), _sizes(found), _builds(found), _phases(found)]
    parts += [_validations(found), _small(found), *(_queries(cases, of) for cases, of in found.items())]
    shown = "\n".join(f"![{name}]({folder.name}/{name}.svg)\n" for name in drawn)
    path.write_text("\n".join([*(part for part in parts if part), "## Charts\n", shown]), "utf-8")


def _machine(found: Found, machine: dict[str, str], command: str) -> str:
    versions = {name: v for of in found.values() for m in of.values() for name, v in m.versions.items()}
    facts = {**machine, **dict(sorted(versions.items()))}
    return f"```sh\n{command}\n```\n\n" + _table(("", "on"), facts.items())


def _sizes(found: Found) -> str:
    rows = []
    for cases, of in found.items():
        export, floor, build = (of.get(name, NONE).counts for name in ("ours export", "floor", "ours build"))
        triples = export.get("triples")
        rows.append((cases, triples, floor.get("statements"), _mb(floor.get("bytes")),
                     _mb(build.get("bytes in the store"))))  # fmt: skip
    head = ("cases", "triples of the merge", "statements with named graphs", "N-Quads, MB", "our store, MB")
    return "## Sizes\n\n" + _table(head, rows)


def _builds(found: Found) -> str:
    head = ("cases", "script", "work", "triples", "runs", "seconds", "cases/s", "peak MB", "rival ÷ ours",
            "rival ÷ ours stated", "")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for cases, of in found.items():
        ours, stated = of.get("ours build", NONE), of.get("ours stated", NONE)
        for name, work in (
            ("ours build", "records → validated, optimised store, headline answered"),
            ("ours stated", "the same, with few derived statements"),
            ("rdflib build", "table → graph, pySHACL, headline answered"),
            ("morph-kgc", "table → N-Triples"),
            ("raw load", "N-Quads → store on disk, optimised"),
            ("floor", "bytes, lines and terms of the N-Quads"),
        ):
            m = of.get(name, NONE)
            rivals = () if name.startswith("ours") else (ours, stated)
            ratios = [_ratio(m.total, one.total) for one in rivals] or [None, None]
            rate = cases / m.total if m.total else None
            made = of.get("ours export", NONE).counts if name == "ours build" else m.counts
            rows.append((cases, name, work, made.get("triples"), m.runs, m.total, rate, m.peak, *ratios, m.why))
    parts = "; ".join(
        f"{cases:,} cases, {name}: " + ", ".join(f"{phase} {_show(s)} s" for phase, s in of[name].seconds.items())
        for cases, of in found.items()
        for name in ("ours build", "ours stated", "rdflib build", "raw load", "floor")
        if name in of and of[name].seconds
    )
    return "## Build\n\n" + _table(head, rows) + f"\nOf which: {parts}.\n" + _growth(found)


def _growth(found: Found) -> str:
    sizes, lines = sorted(found), []
    for small, large in pairwise(sizes):
        less, more = (found[size].get("ours build", NONE).seconds.get("build") for size in (small, large))
        if less and more:
            lines.append(f"{large:,} cases against {small:,}: {more / less:.1f} times the time of our build.")
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def _phases(found: Found) -> str:
    held = {cases: of["ours phases"].seconds for cases, of in found.items() if "ours phases" in of}
    held = {cases: seconds for cases, seconds in held.items() if seconds}
    if not held:
        return ""
    names = dict.fromkeys(name for seconds in held.values() for name in seconds)
    rows: list[tuple[Cell, ...]] = []
    for cases, seconds in held.items():
        apart = sum(seconds.values()) - seconds.get("validating", 0.0)
        raw = found[cases].get("raw load", NONE).total
        rows.append((cases, *(seconds.get(name) for name in names), apart, apart / raw if raw else None))
    head = ("cases", *names, "without validation", "÷ raw load")
    return "## Where the time of our build goes\n\nSeconds, one run through the library.\n\n" + _table(head, rows)


def _validations(found: Found) -> str:
    head = ("cases", "script", "runs", "seconds", "peak MB", "violations", "warnings", "notes", "rival ÷ ours", "")
    rows: list[tuple[Cell, ...]] = []
    for cases, of in found.items():
        ours = of.get("ours validate", NONE).total
        for name in ("ours validate", "pyshifty", "pyshacl"):
            if name not in of:
                continue
            m = of[name]
            counts = [m.counts.get(f"{severity} results") for severity in ("Violation", "Warning", "Info")]
            ratio = _ratio(m.total, ours) if name != "ours validate" else None
            rows.append((cases, name, m.runs, m.total, m.peak, *counts, ratio, m.why))
    return "## Validation\n\nThe same file, read and held to the same shapes; ours from process start.\n\n" + _table(
        head, rows
    )


def _small(found: Found) -> str:
    rows: list[tuple[Cell, ...]] = []
    for cases, of in found.items():
        pages, start = of.get("pages", NONE), of.get("start", NONE).seconds
        rate = pages.counts["pages"] / pages.seconds["read"] if pages.seconds else None
        milliseconds = [1000 * start[name] if name in start else None for name in ("help", "query")]
        rows.append((cases, rate, *milliseconds))
    head = ("cases", "pages read per second and core", "`--help`, ms", "headline on the examples, ms")
    return "## Pages and the start of the command\n\n" + _table(head, rows)


def _queries(cases: int, of: dict[str, Measured]) -> str:
    if not of.get("ours warm", NONE).queries:
        return ""
    rows: list[tuple[Cell, ...]] = []
    for query in of["ours warm"].queries:
        ratios = (_times(of, engine, query) for engine in ("rdflib", "pyoxigraph memory", "pyoxigraph disk"))
        shown = (_milliseconds(of, engine, query) for engine in ENGINES)
        rows.append((query, *shown, *ratios, _rows_of(of, query)))
    head = ("query", *ENGINES, "rdflib ÷ ours", "memory ÷ ours", "disk ÷ ours", "rows")
    peaks = ", ".join(f"{s} {m.peak:,.0f} MB" for s, m in of.items() if m.queries and m.peak)
    about = (
        "Milliseconds, warm, but for the command: a process for each question. Ratios to the library; > where the "
        "rival was cut off, and how many times as long it took at least.\n\n"
    )
    return f"## Stored queries at {cases:,} cases\n\n{about}{_table(head, rows)}\nPeak memory: {peaks}.\n{_failed(of)}"


def _seconds(of: dict[str, Measured], engine: str, query: str) -> float | None:
    script, mark = ENGINES[engine]
    return of.get(script, NONE).queries.get(mark + query)


def _times(of: dict[str, Measured], engine: str, query: str) -> Cell:
    """Return how many times our time an engine took; at least, where it was cut off."""
    ours, theirs = _seconds(of, "ours, library", query), _seconds(of, engine, query)
    limit = of.get(ENGINES[engine][0], NONE).counts.get("limit")
    if theirs is None and _milliseconds(of, engine, query) == CUT_OFF:
        return f"> {_show(limit / ours)}" if ours and limit else None
    return _ratio(theirs, ours)


def _milliseconds(of: dict[str, Measured], engine: str, query: str) -> Cell:
    script, mark = ENGINES[engine]
    m, seconds = of.get(script, NONE), _seconds(of, engine, query)
    if seconds is not None:
        return 1000 * seconds
    failed = query in m.counts.get("failed", {})
    return None if failed or mark + query not in m.queries else CUT_OFF


def _rows_of(of: dict[str, Measured], query: str) -> str:
    """Return the number of rows, and which engines found another."""
    counts = {script: of.get(script, NONE).counts.get(f"rows {query}") for script, _ in ENGINES.values()}
    ours = counts["ours warm"] if counts["ours warm"] is not None else counts["ours cold"]
    apart = [f"{script} {count}" for script, count in counts.items() if count is not None and count != ours]
    return f"{_show(ours)}" + (f" ({', '.join(apart)})" if apart else "")


def _failed(of: dict[str, Measured]) -> str:
    lines = [f"{m.why}: {name}" for name, m in of.items() if m.why and name in {s for s, _ in ENGINES.values()}]
    lines += [f"{name}, {query}: {why}" for name, m in of.items() for query, why in m.counts.get("failed", {}).items()]
    return "\nNot answered, beside those cut off:\n\n" + "".join(f"- {line}\n" for line in lines) if lines else ""


def _charts(found: Found) -> dict[str, str]:
    """Return the charts by name; one for which nothing was measured is empty."""

    def over(names: dict[str, str], value: Callable[[Measured], float | None]) -> dict[str, charts.Points]:
        held = {shown: [(c, value(of.get(name, NONE))) for c, of in found.items()] for shown, name in names.items()}
        return {shown: [(c, v) for c, v in points if v] for shown, points in held.items()}

    builds = {"ours": "ours build", "ours, stated": "ours stated", "rdflib + pySHACL": "rdflib build",
              "morph-kgc": "morph-kgc", "raw pyoxigraph": "raw load", "floor": "floor"}  # fmt: skip
    checks = {"ours": "ours validate", "pyshifty": "pyshifty", "pySHACL": "pyshacl"}
    asked = {engine: [(c, _seconds(of, engine, HEADLINE)) for c, of in found.items()] for engine in ENGINES}
    largest = max((cases for cases, of in found.items() if of.get("ours warm", NONE).queries), default=0)
    return {
        "build": charts.lines("Build", "seconds", over(builds, lambda m: m.total)),
        "memory": charts.lines("Peak memory of the build", "MB", over(builds, lambda m: m.peak)),
        "validation": charts.lines("Validation", "seconds", over(checks, lambda m: m.total)),
        "headline": charts.lines("The headline question", "seconds",
                                 {name: [(c, s) for c, s in points if s] for name, points in asked.items()}),
        "queries": _ratios(found.get(largest, {}), largest),
    }  # fmt: skip


def _ratios(of: dict[str, Measured], cases: int) -> str:
    groups: dict[str, dict[str, float]] = {}
    for engine in ("rdflib", "pyoxigraph memory", "pyoxigraph disk"):
        pairs = {q: (_seconds(of, engine, q), s) for q, s in of.get("ours warm", NONE).queries.items()}
        groups[engine] = {q: theirs / ours for q, (theirs, ours) in pairs.items() if theirs and ours}
    middle = {name: statistics.median(group.values()) for name, group in groups.items() if group}
    about = ", ".join(f"{name} {value:.1f}" for name, value in middle.items())
    return charts.bars(f"Stored queries at {cases:,} cases", f"rival's time ÷ ours; medians: {about}", groups)


def _ratio(theirs: float | None, ours: float | None) -> float | None:
    return theirs / ours if theirs and ours else None


def _mb(size: int | None) -> float | None:
    return None if size is None else size / 1e6


def _table(head: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *([_show(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _show(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell.replace("|", "\\|")
    if isinstance(cell, int) or cell >= 100:
        return f"{cell:,.0f}"
    return f"{cell:.1f}" if cell >= 10 else f"{cell:.2f}" if cell >= 0.1 else f"{cell:.3f}"
