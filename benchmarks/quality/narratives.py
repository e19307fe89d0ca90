"""How well the narratives that the build gives a case agree with the gold labels.

    python benchmarks/quality/narratives.py SHARED tuning|reporting|fresh [--labels FILE] [--misses] [--ablation]

SHARED is the folder that holds `data/`. All cases of the page texts, the two full-text files and the database are
entered, as in a build of all of them. Prints precision, recall and F1 over the decisions case x narrative, at the top
level and at the finest, for each source and for all, also without the narratives whose cues the first reader had seen;
for each tenth of confidence the share of matches that the gold labels bear out; and what share of all cases has a
narrative. `fresh` are the cases of `labels/fresh.csv`, drawn after the first run on the reporting half. `--ablation`
prints the scores without each method too. `--misses` lists the cases of the tuning half that went wrong, to tune by; it
refuses the others.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from agreement import finest, lineage, read, tops
from draw import draw

from disinfograph.iris import case_slug
from disinfograph.reading import Reading
from disinfograph.reading import read as read_records
from disinfograph.records import Record
from disinfograph.resolve.link.crosslinks import Cases
from disinfograph.resolve.narrative.attribution import METHODS, Attribution
from disinfograph.resolve.narrative.narratives import Scheme

LABELS = Path(__file__).parent / "labels" / "gold.csv"
FRESH = LABELS.with_name("fresh.csv")
INPUTS = ("fulltext/cases_site_dump.json", "pages/docs", "fulltext/cases_2015_2017.csv")
REST = ("cknabs",)
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


def identified(shared: Path) -> Iterator[tuple[str | None, Record]]:
    """Yield all records by the ids of the draw; a case told only in passing has none."""
    pages = files_of_pages(shared / "data")
    for record in read_records([shared / "data" / name for name in (*INPUTS, *REST)], Reading()):
        if record.source == "euvsdisinfo-2015-2017":
            yield f"{record.file}#{record.position}", record
        elif record.file in pages:
            yield pages[record.file] if record.main else None, record
        else:
            yield record.url, record


def records(shared: Path) -> Iterator[tuple[str, Record]]:
    """Yield the records of the inputs of the draw by their ids."""
    return ((name, record) for name, record in identified(shared) if name and record.source not in REST)


def attributed(held: Iterable[Record], methods: frozenset[str] = METHODS) -> Attribution:
    """Return the narratives of all cases, as a build settles them."""
    attribution, cases, entered = Attribution(Scheme.load(), methods), Cases(), []
    for record in held:
        slug = case_slug(record)
        attribution.add(slug, record)
        cases.add(slug, record)
        entered += [(slug, link) for link in record.cross_links]
    found = ((slug, cases.find(link, slug, attribution.own)) for slug, link in entered)
    attribution.settle((slug, target.slug) for slug, target in found if target)
    return attribution


def judge(shared: Path, half: str, labels: Path, held: dict[str, Record], attribution: Attribution) -> list[Judged]:
    """Return the cases of a half with what is right of them and what the build gives; exits when one is not read."""
    drawn = asked_for(shared, half)
    if missing := drawn.keys() - held.keys():
        sys.exit(f"{len(missing)} cases of the draw were not read")
    gold = read(labels)
    return [Judged(name, drawn[name], gold[name], confidences(attribution, held[name])) for name in drawn]


def asked_for(shared: Path, half: str) -> dict[str, str]:
    """Return the sources of the cases of a half, or of the fresh ones, by their ids."""
    if half == "fresh":
        return {name: "table" if "#" in name else "titles" for name in read(FRESH)}
    return {case.id: case.source for case in draw(shared) if case.half == half}


def confidences(attribution: Attribution, record: Record) -> dict[str, float]:
    """Return the confidence of each narrative that the build gives the case of a record."""
    return {match.narrative: match.confidence for match in attribution.of(case_slug(record))}


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
    yield "confidence      matches   mean  right  right or broader than right"
    fine = [(case, slug) for case in cases for slug in finest(tuple(case.given), above)]
    for tenth in range(10):
        held = [(case, slug) for case, slug in fine if tenth == min(9, int(case.given[slug] * 10 + 1e-9))]
        if held:
            mean = sum(case.given[slug] for case, slug in held) / len(held)
            right = sum(slug in finest(case.gold, above) for case, slug in held)
            near = sum(slug in case.gold.union(*(above[name] for name in case.gold)) for case, slug in held)
            shares = f"{mean:6.2f} {right / len(held):6.2f} {near / len(held):6.2f}"
            yield f"  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}   {len(held):6} {shares}"


def coverage(held: Iterable[Record], attribution: Attribution) -> Iterator[str]:
    """Yield, for each source, the share of its cases that have a narrative, and how many matches each method made."""
    yield "cases with a narrative"
    slugs: dict[str, set[str]] = {}
    for record in held:
        slugs.setdefault(record.source, set()).add(case_slug(record))
    for source, cases in sorted(slugs.items()):
        given = sum(bool(attribution.of(slug)) for slug in cases)
        yield f"  {source:24} {given:6} of {len(cases):6}  {given / len(cases):.3f}"
    made = Counter(match.method for slug in sorted(set().union(*slugs.values())) for match in attribution.of(slug))
    yield "matches by method: " + ", ".join(f"{method} {many}" for method, many in made.most_common())


def ablation(judged: Callable[[Attribution], list[Judged]], held: list[Record], above: Above) -> Iterator[str]:
    """Yield the scores without each method."""
    for method in sorted(METHODS):
        cases = judged(attributed(held, METHODS - {method}))
        yield f"without {method}"
        yield score(cases, tops, above).line("top")
        yield score(cases, finest, above).line("finest")


def misses(cases: list[Judged], held: dict[str, Record], above: Above) -> Iterator[list[str]]:
    """Yield id, title, what was missed and what was wrongly given, of the cases that went wrong at the finest level."""
    for case in cases:
        gold, given = finest(case.gold, above), finest(tuple(case.given), above)
        if gold != given:
            title = held[case.id].title or ""
            yield [case.id, title, " ".join(sorted(gold - given)), " ".join(sorted(given - gold))]


def options() -> argparse.Namespace:
    """Return what the command line asks for; exits where it asks for the misses of the reporting half."""
    parser = argparse.ArgumentParser(description="Score the narratives against the gold labels.")
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("half", choices=("tuning", "reporting", "fresh"))
    parser.add_argument("--labels", type=Path, default=LABELS, help="a file of labels: id,narratives")
    parser.add_argument("--misses", action="store_true", help="list the cases that went wrong")
    parser.add_argument("--ablation", action="store_true", help="score without each method too")
    asked = parser.parse_args()
    if asked.misses and asked.half != "tuning":
        parser.error("nobody tunes by the cases that are reported")
    if asked.half == "fresh" and asked.labels == LABELS:
        asked.labels = FRESH
    return asked


def main() -> None:
    """Print the tables of a half, or its misses."""
    asked, above = options(), lineage()
    named = list(identified(asked.shared))
    held, drawn = [record for _, record in named], {}
    for name, record in named:
        if name and (asked.half == "fresh" or record.source not in REST):
            drawn.setdefault(name, record)
    attribution = attributed(held)

    def judged(by: Attribution) -> list[Judged]:
        return judge(asked.shared, asked.half, asked.labels, drawn, by)

    cases = judged(attribution)
    if asked.misses:
        csv.writer(sys.stdout, lineterminator="\n").writerows(misses(cases, drawn, above))
        return
    lines = [*table(cases, "top", tops, above), *table(cases, "finest", finest, above), *reliability(cases, above)]
    lines += coverage(held, attribution)
    if asked.ablation:
        lines += ablation(judged, held, above)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
