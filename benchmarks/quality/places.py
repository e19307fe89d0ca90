"""Which country labels of real sources name a place, as what kind, and which name none: a table to be read by a person.

    python benchmarks/quality/places.py SHARED

SHARED is the folder that holds `data/`. Each label stands with its uses, so that every one can be checked by eye; the
counts come at the end. Then: how many titles and claims name a place that the source does not list.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from disinfograph.records import Record
from disinfograph.resolve.place.mentions import Mentions
from disinfograph.resolve.place.places import Places

KINDS = ("Country", "Region", "Bloc", "FormerState", "no place")


class Label(NamedTuple):
    """A label of a source, how often it is used, and the place it names; `kind` is "no place" where it names none."""

    source: str
    label: str
    uses: int
    kind: str
    place: str

    def __str__(self) -> str:
        return f"{self.source:<8} {self.label:<50} {self.uses:>6}  {self.kind:<11} {self.place}"


class Total(NamedTuple):
    """How many labels of a source are of each kind, and which share of their uses names a place."""

    source: str
    labels: int
    kinds: dict[str, int]
    share: float

    def __str__(self) -> str:
        counts = ", ".join(f"{self.kinds[kind]} {kind}" for kind in KINDS)
        return f"{self.source:<8} {self.labels} labels: {counts}; {self.share:.2%} of uses name a place"


class Mentioned(NamedTuple):
    """Texts, those that name a place, the mentions, those of places that the case does not list, and seconds."""

    texts: int
    naming: int
    mentions: int
    unlisted: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.texts} titles and claims: {self.naming} name a place, {self.mentions} mentions, "
            f"{self.unlisted} of a place that the case does not list; {self.seconds:.1f} s"
        )


def labels_of_cases(shared: Path) -> Counter[str]:
    """Return the country labels of the cases of cknabs."""
    with (shared / "data/cknabs/posts.csv").open(encoding="utf-8", newline="") as file:
        return Counter(label for row in csv.DictReader(file) for label in row["countries"].split("+") if label)


def labels_of_the_api(shared: Path) -> Counter[str]:
    """Return the country labels of the API dump; one that no claim uses counts 0 times."""
    with (shared / "data/api-2020/all_countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row["@id"]: row["name"] for row in csv.DictReader(file)}
    used = Counter(dict.fromkeys(names.values(), 0))
    claims = json.loads((shared / "data/api-2020/claims.json").read_text("utf-8"))
    used.update(names[iri] for claim in claims for iri in claim["contentLocations"])
    return used


def rows(shared: Path) -> Iterator[Label]:
    """Yield every label, the most frequent first."""
    places = Places.load()
    for source, counts in (("cknabs", labels_of_cases(shared)), ("API", labels_of_the_api(shared))):
        for label, uses in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            place = places.resolve(label)
            yield Label(source, label, uses, place.kind if place else "no place", place.slug if place else "-")


def totals(labels: list[Label]) -> Iterator[Total]:
    """Yield the counts of each source."""
    for source in dict.fromkeys(row.source for row in labels):
        own = [row for row in labels if row.source == source]
        kinds = Counter(row.kind for row in own)
        named = sum(row.uses for row in own if row.kind != "no place")
        yield Total(source, len(own), {kind: kinds[kind] for kind in KINDS}, named / sum(row.uses for row in own))


def mentioned(records: list[Record]) -> Mentioned:
    """Count what the titles and claims of cases name."""
    found, places = Mentions.load(), Places.load()
    begun, texts, naming, mentions, unlisted = time.process_time(), 0, 0, 0, 0
    for record in records:
        listed = {place.slug for place in map(places.resolve, record.countries) if place}
        for text in filter(None, (record.title, record.claim)):
            named = found.find(text)
            texts, naming, mentions = texts + 1, naming + bool(named), mentions + len(named)
            unlisted += sum(mention.place.slug not in listed for mention in named)
    return Mentioned(texts, naming, mentions, unlisted, time.process_time() - begun)


def main() -> None:
    """Print the tables."""
    from disinfograph.reading import Reading, read

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    shared = parser.parse_args().shared
    labels = list(rows(shared))
    names = ("cknabs", "fulltext/cases_2015_2017.csv", "fulltext/cases_site_dump.json")
    records = [record for name in names for record in read([shared / "data" / name], Reading())]
    for line in (*labels, *totals(labels), mentioned(records)):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
