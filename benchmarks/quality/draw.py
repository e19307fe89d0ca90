"""The draw of the gold set: which cases two readers label, and into which half each falls.

    python benchmarks/quality/draw.py SHARED [--half tuning|reporting]

SHARED is the folder that holds `data/`. Prints `id,source,half`, one case a line; no text of a case is printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

SEED = 20261122
SHARES = {"dump": 110, "pages": 40, "table": 70}


class Drawn(NamedTuple):
    """A case of the gold set: its id, the source that it was drawn from, and its half."""

    id: str
    source: str
    half: str


def dump(data: Path) -> Iterator[tuple[str, str]]:
    """Yield id and title of each case of the site dump."""
    cases = json.loads((data / "fulltext/cases_site_dump.json").read_text("utf-8"))
    return ((case["url"], case["title"]) for case in cases)


def pages(data: Path) -> Iterator[tuple[str, str]]:
    """Yield id and title of the main case of each page."""
    held = json.loads((data / "pages/gold.json").read_text("utf-8"))
    return ((page["main"].get("url") or page["file"], page["main"]["title"]) for page in held)


def table(data: Path) -> Iterator[tuple[str, str]]:
    """Yield id and title of each row of the table; rows count from 1, the header does not."""
    path = data / "fulltext/cases_2015_2017.csv"
    with path.open(encoding="utf-8-sig", newline="") as rows:
        for position, row in enumerate(csv.DictReader(rows, delimiter=";"), 1):
            yield f"{path.name}#{position}", row["title"]


SOURCES = {"dump": dump, "pages": pages, "table": table}


def folded(title: str) -> str:
    """Return the words of a title, by which a repeated case is known."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def distinct(cases: Iterable[tuple[str, str]], seen: set[str]) -> list[str]:
    """Return the ids of the cases whose title was not seen, and mark their titles as seen."""
    fresh = []
    for identity, title in cases:
        if (mark := folded(title)) not in seen:
            seen.add(mark)
            fresh.append(identity)
    return fresh


def place(identity: str) -> str:
    """Return the place of a case in the seeded order, which hangs on no library's random numbers."""
    return sha256(f"{SEED} {identity}".encode()).hexdigest()


def draw(shared: Path) -> Iterator[Drawn]:
    """Yield the drawn cases, by source; each source's share falls half into tuning, half into reporting."""
    seen: set[str] = set()
    for source, share in SHARES.items():
        fresh = distinct(SOURCES[source](shared / "data"), seen)
        for rank, identity in enumerate(sorted(fresh, key=place)[:share]):
            yield Drawn(identity, source, "tuning" if rank < share // 2 else "reporting")


def main() -> None:
    """Print the draw, or one half of it."""
    parser = argparse.ArgumentParser(description="Draw the cases of the gold set.")
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("--half", choices=("tuning", "reporting"))
    options = parser.parse_args()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Drawn._fields)
    writer.writerows(case for case in draw(options.shared) if options.half in (None, case.half))


if __name__ == "__main__":
    main()
