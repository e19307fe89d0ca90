"""How many outlet names and article hosts of real sources reach an entry of the authority file, weighted by cases.

    python benchmarks/quality/outlets.py SHARED

SHARED is the folder that holds `data/`. A name counts once for each case that gives it, a host once for each case with
an article there; a label that lists several outlets counts for each. What names no outlet ("Show more", a time code, a
link shortener) is no name and no host.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from disinfograph.reading import Reading, read
from disinfograph.records import Record
from disinfograph.resolve.outlet.outlets import Outlet, Outlets

SOURCES = {
    "cknabs": "cknabs",
    "API": "api-2020",
    "2015-2017": "fulltext/cases_2015_2017.csv",
    "site dump": "fulltext/cases_site_dump.json",
    "pages": "pages/docs",
}


class Share(NamedTuple):
    """Of names, hosts or cases of a source: how many there are and how many reach the authority file."""

    source: str
    what: str
    known: int
    all: int

    def __str__(self) -> str:
        return f"{self.source:<10} {self.what:<26} {self.known:>6} of {self.all:>6} {self.share:>8.2%}"

    @property
    def share(self) -> float:
        """Return the share that is known; 1 where there is nothing to know."""
        return self.known / self.all if self.all else 1.0


def named(record: Record, outlets: Outlets) -> set[Outlet]:
    """Return the outlets that a case names."""
    return {outlet for label in record.outlets for outlet in outlets.resolve_all(label)}


def publishers(record: Record, outlets: Outlets) -> set[Outlet]:
    """Return the outlets at the hosts of a case's articles."""
    found = (outlets.at(article.url) for article in record.articles if article.url)
    return {outlet for outlet in found if outlet}


def shares(source: str, records: Iterable[Record], outlets: Outlets) -> Iterator[Share]:
    """Yield the three rows of a source: names, hosts, and cases with at least one of either known."""
    pairs = [(named(record, outlets), publishers(record, outlets)) for record in records]
    for what, column in (("outlet names", 0), ("article hosts", 1)):
        every = [outlet for pair in pairs for outlet in pair[column]]
        yield Share(source, what, sum(outlet.known for outlet in every), len(every))
    cases = [both for both in (names | hosts for names, hosts in pairs) if both]
    yield Share(source, "cases with a known outlet", sum(any(o.known for o in both) for both in cases), len(cases))


def rows(shared: Path) -> Iterator[Share]:
    """Yield the rows of every source, then of all together."""
    outlets, every = Outlets.load(), []
    for source, name in SOURCES.items():
        records = list(read([shared / "data" / name], Reading()))
        every += records
        yield from shares(source, records, outlets)
    yield from shares("all", every, outlets)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    for row in rows(parser.parse_args().shared):
        sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main()
