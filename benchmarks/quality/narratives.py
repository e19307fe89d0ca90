"""How well the narratives that the build gives a case agree with the gold labels.

    python benchmarks/quality/narratives.py SHARED tuning|reporting [--labels FILE] [--misses]

SHARED is the folder that holds `data/`. Prints precision, recall and F1 over the decisions case x narrative, at the top
level and at the finest, for each source and for all, also without the narratives whose cues the first reader had seen;
and for each tenth of confidence the share of matches that the gold labels bear out. `--misses` lists the cases of the
tuning half that went wrong, to tune by; it refuses the reporting half.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from agreement import finest, lineage, read, tops
from draw import draw

from disinfograph.reading import Reading
from disinfograph.reading import read as read_records
from disinfograph.records import Record
from disinfograph.resolve.resolver import Resolver

LABELS = Path(__file__).parent / "labels" / "gold.csv"
INPUTS = ("fulltext/cases_site_dump.json", "pages/docs", "fulltext/cases_2015_2017.csv")
SEEN_BRANCHES = ("war-in-ukraine", "crimea-is-russian", "ukraine-not-a-state")
"""Where the first reader saw cues; in the last of them as far as `ukraine-abandoned`, so all of it is left out."""

Above = dict[str, frozenset[str]]
Level = Callable[[Collection[str], Above], frozenset[str]]


class Judged(NamedTuple):
    """A case of the half: its source, the slugs of the gold labels, the confidence by slug of what the build gives."""

    id: str
    source: str
    gold: frozenset[str]
    given: dict[str, float]


class Score(NamedTuple):
    """Counts of decisions, summed over cases."""

    right: int
    given: int
    gold: int

    def line(self, title: str) -> str:
        """Return precision, recall and F1 as a row of the table."""
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * self.right / (self.given + self.gold) if self.given + self.gold else 0.0
        counts = f"{self.right:4} right {self.given:4} given {self.gold:4} gold"
        return f"  {title:16} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {counts}"


def files_of_pages(data: Path) -> dict[str, str]:
    """Return the id of the draw of the main case of each page file."""
    held = json.loads((data / "pages/gold.json").read_text("utf-8"))
    return {page["file"]: page["main"].get("url") or page["file"] for page in held}


def records(shared: Path) -> Iterator[tuple[str, Record]]:
    """Yield the records of the inputs by the ids of the draw; cases told only in passing have none."""
    pages = files_of_pages(shared / "data")
    for record in read_records([shared / "data" / name for name in INPUTS], Reading()):
        if record.source == "euvsdisinfo-2015-2017":
            yield f"{record.file}#{record.position}", record
        elif record.file in pages and record.main:
            yield pages[record.file], record
        elif record.source == "euvsdisinfo-site-dump" and record.url:
            yield record.url, record


def judge(shared: Path, half: str, labels: Path) -> list[Judged]:
    """Return the cases of a half with what is right of them and what the build gives; exits when one is not read."""
    drawn = {case.id: case.source for case in draw(shared) if case.half == half}
    gold, resolver = read(labels), Resolver.load()
    judged = [
        Judged(identity, drawn[identity], gold[identity], confidences(resolver, record))
        for identity, record in {i: r for i, r in records(shared) if i in drawn}.items()
    ]
    if len(judged) < len(drawn):
        sys.exit(f"{len(drawn) - len(judged)} cases of the draw were not read")
    return judged


def confidences(resolver: Resolver, record: Record) -> dict[str, float]:
    """Return the confidence of each narrative that the build gives a record."""
    return {match.narrative: match.confidence for match in resolver.narratives(record)}


def score(cases: Iterable[Judged], level: Level, above: Above, without: Collection[str] = ()) -> Score:
    """Return the counts of a level; narratives in `without` are passed over on both sides."""
    sides = [(level(c.gold, above) - set(without), level(tuple(c.given), above) - set(without)) for c in cases]
    return Score(sum(len(g & m) for g, m in sides), sum(len(m) for _, m in sides), sum(len(g) for g, _ in sides))


def seen(above: Above) -> frozenset[str]:
    """Return the narratives whose cues the first reader may have seen."""
    return frozenset(slug for slug, up in above.items() if not up.isdisjoint(SEEN_BRANCHES) or slug in SEEN_BRANCHES)


def table(cases: list[Judged], title: str, level: Level, above: Above) -> Iterator[str]:
    """Yield the rows of a level."""
    yield f"{title}: {len(cases)} cases, {sum(not case.given for case in cases)} of them given nothing"
    for source in dict.fromkeys(case.source for case in cases):
        yield score([case for case in cases if case.source == source], level, above).line(source)
    yield score(cases, level, above).line("all")
    yield score(cases, level, above, seen(above)).line("without seen")


def reliability(cases: list[Judged], above: Above) -> Iterator[str]:
    """Yield, for each tenth of confidence, how many of the finest matches are right or on the way to what is right."""
    yield "confidence      matches  right  right or broader than right"
    fine = [(case, slug) for case in cases for slug in finest(tuple(case.given), above)]
    for tenth in range(10):
        held = [(case, slug) for case, slug in fine if tenth == min(9, int(case.given[slug] * 10 + 1e-9))]
        if held:
            right = sum(slug in finest(case.gold, above) for case, slug in held)
            near = sum(slug in case.gold.union(*(above[name] for name in case.gold)) for case, slug in held)
            shares = f"{right / len(held):6.2f} {near / len(held):6.2f}"
            yield f"  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}   {len(held):6} {shares}"


def misses(cases: list[Judged], shared: Path, above: Above) -> Iterator[list[str]]:
    """Yield id, title, what was missed and what was wrongly given, of the cases that went wrong at the finest level."""
    titles = {identity: record.title or "" for identity, record in records(shared)}
    for case in cases:
        gold, given = finest(case.gold, above), finest(tuple(case.given), above)
        if gold != given:
            yield [case.id, titles[case.id], " ".join(sorted(gold - given)), " ".join(sorted(given - gold))]


def main() -> None:
    """Print the tables of a half, or its misses."""
    parser = argparse.ArgumentParser(description="Score the narratives against the gold labels.")
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("half", choices=("tuning", "reporting"))
    parser.add_argument("--labels", type=Path, default=LABELS, help="a file of labels: id,narratives")
    parser.add_argument("--misses", action="store_true", help="list the cases that went wrong")
    options = parser.parse_args()
    if options.misses and options.half == "reporting":
        parser.error("nobody tunes by the reporting half")
    cases, above = judge(options.shared, options.half, options.labels), lineage()
    if options.misses:
        csv.writer(sys.stdout, lineterminator="\n").writerows(misses(cases, options.shared, above))
        return
    lines = [*table(cases, "top", tops, above), *table(cases, "finest", finest, above), *reliability(cases, above)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
