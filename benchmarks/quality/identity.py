"""How well one case of several sources is known as one: precision and recall over pairs that are known otherwise.

    python benchmarks/quality/identity.py SHARED

SHARED is the folder that holds `data/`. Each row of the table hides from one side what its pairs are known by. The
copies are cases of cknabs without their URL and further damaged; the case of every tenth copy is taken away, so that
the copy has nothing to be found. Prints no text of a case.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from disinfograph.iris import case_slug, fold, url_slug
from disinfograph.reading import Reading, read
from disinfograph.records import Record
from disinfograph.resolve.identity.identities import Identities
from disinfograph.resolve.identity.traits import Witness, addresses

SEED = 20261122
COPIES = 5000
Known = Mapping[Record, str | None]
Things = Callable[[Record], set[tuple[str | None, object]]]
Damage = Callable[[Record, random.Random], Record]


class Score(NamedTuple):
    """What came of pairs that are known: `found` of them, `right` of those, `known` in all, in seconds of computing."""

    name: str
    known: int
    found: int
    right: int
    seconds: float

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.known)
        return f"{self.name:<46} {self.known:>6} {precision:>10.4f} {recall:>8.4f} {self.seconds:>6.1f}"


def score(name: str, cases: Iterable[Record], known: Known) -> Score:
    """Settle cases and the records to be found; `known` gives each its slug, or None where it has no case."""
    everything = [(case_slug(record), record) for record in (*cases, *known)]
    identities, begun = Identities(), time.process_time()
    for slug, record in everything:
        identities.add(slug, record)
    identities.settle()
    spent = time.process_time() - begun
    urls = {url_slug(record.url) for _, record in everything if record.url}
    given = {record: identities.canonical(case_slug(record), record) for record in known}
    found = [record for record in known if given[record] in urls]
    right = sum(given[record] == known[record] for record in found)
    return Score(name, sum(slug is not None for slug in known.values()), len(found), right, spent)


def by_article(cases: list[Record], others: list[Record]) -> dict[Record, str]:
    """Return the pairs that share a day and an article, which no third case of either side has."""
    return _unique(cases, others, lambda record: {(record.date, place) for place in addresses(record.articles)})


def by_labels(cases: list[Record], others: list[Record]) -> dict[Record, str]:
    """Return the pairs that share a day and all countries and keywords, which no third case of either side does."""
    witness = Witness()
    return _unique(cases, others, lambda record: {(record.date, witness.labels(record))} if record.keywords else set())


def by_title(cases: list[Record], others: list[Record]) -> dict[Record, str]:
    """Return the pairs of one day whose title, or slug of the URL, begins with 40 letters that no third case's does."""
    return _unique(cases, others, lambda record: {(record.date, start) for start in _starts(record)})


def _starts(record: Record) -> set[str]:
    letters = (slug.replace("-", "") for slug in (fold(record.title or ""), url_slug(record.url or "")))
    return {text[:40] for text in letters if len(text) >= 40}


def _unique(cases: list[Record], others: list[Record], things: Things) -> dict[Record, str]:
    holders: defaultdict[object, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((cases, others)):
        for record in records:
            for thing in things(record):
                holders[thing][side].append(record)
    partners = defaultdict(set)
    for ours, theirs in holders.values():
        if len(ours) == len(theirs) == 1:
            partners[theirs[0]].add(url_slug(ours[0].url or ""))
    return {record: min(slugs) for record, slugs in partners.items() if len(slugs) == 1}


def hidden(known: Mapping[Record, str], others: Iterable[Record], **changes: object) -> dict[Record, str | None]:
    """Return the known records with some fields emptied."""
    return {replace(record, **changes): known[record] for record in others if record in known}


def on_pages(gold: Path, records: Iterable[Record], cases: list[Record]) -> dict[Record, str | None]:
    """Return the pages' cases of which the gold knows the URL; one that no case has leaves nothing to find."""
    urls = {url_slug(case.url or "") for case in cases}
    held = [(page["file"], case) for page in json.loads(gold.read_text()) for case in (page["main"], *page["related"])]
    known = {(file, fold(case["title"])): url_slug(case["url"]) for file, case in held if case.get("url")}
    found = {record: known.get((record.file, fold(record.title or ""))) for record in records}
    return {record: slug if slug in urls else None for record, slug in found.items() if slug}


def bare(record: Record, _: random.Random) -> Record:
    """Return a record without URL and own id."""
    return replace(record, source="copy", file="copy.csv", url=None, id=None)


def cut(record: Record, chance: random.Random) -> Record:
    """Return the record with a title cut after 30 to 70 characters, at a word."""
    title = record.title or ""
    short = title[: chance.randint(30, 70)].rsplit(" ", 1)[0]
    return replace(record, title=f"{short}…", title_truncated=True) if len(short) < len(title) else record


def misspelt(record: Record, chance: random.Random) -> Record:
    """Return the record with two letters of the title wrong."""
    title = list(record.title or "")
    for place in chance.sample(range(len(title)), 2):
        title[place] = chance.choice(ascii_lowercase)
    return replace(record, title="".join(title))


def without(*fields: str) -> Damage:
    """Return the damage that empties fields."""
    empty = {name: None if name in {"title", "date"} else () for name in fields}
    return lambda record, _: replace(record, **empty)


UNLABELLED: dict[str, object] = {"countries": (), "keywords": ()}
COPIED: dict[str, tuple[Damage, ...]] = {
    "copies: no URL": (bare,),
    "copies: cut, misspelt, no articles": (bare, cut, misspelt, without("articles")),
    "copies: cut, misspelt, no articles or labels": (bare, cut, misspelt, without("articles", "outlets", *UNLABELLED)),
    "copies: no title": (bare, without("title")),
    "copies: no title, no articles": (bare, without("title", "articles")),
    "copies: no title, no labels": (bare, without("title", "languages", "outlets", *UNLABELLED)),
    "copies: no date": (bare, without("date")),
    "copies: title alone, cut": (bare, cut, without("date", "articles", "outlets", "languages", *UNLABELLED)),
}


def copies(cases: list[Record], damages: tuple[Damage, ...]) -> tuple[list[Record], dict[Record, str | None]]:
    """Return the cases left, and damaged copies of some with what they are copies of, if that is left."""
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    gone = set((drawn := chance.sample(cases, COPIES))[::10])
    known: dict[Record, str | None] = {}
    for position, case in enumerate(drawn, 1):
        copy = replace(case, position=position)
        for damage in damages:
            copy = damage(copy, chance)
        known[copy] = None if case in gone else url_slug(case.url or "")
    return [case for case in cases if case not in gone], known


def rows(shared: Path) -> Iterator[Score]:
    """Yield the rows of the table."""
    data, reading = shared / "data", Reading()
    names = ("cknabs", "api-2020", "fulltext/cases_2015_2017.csv", "fulltext/cases_site_dump.json", "pages/docs")
    cases, api, early, site, pages = (list(read([data / name], reading)) for name in names)
    yield score("API, known by article, by the rest", cases, hidden(by_article(cases, api), api, articles=()))
    holding = {address for case in cases for address in addresses(case.articles)}
    linked = [record for record in api if not holding.isdisjoint(addresses(record.articles))]
    yield score("API, known by labels, by article", cases, hidden(by_labels(cases, linked), api, **UNLABELLED))
    yield score("2015-2017, known by article, by the rest", cases, hidden(by_article(cases, early), early, articles=()))
    untitled = {"title": None, "claim": None}
    yield score("2015-2017, known by title, by the rest", cases, hidden(by_title(cases, early), early, **untitled))
    urls = {url_slug(case.url or "") for case in cases}
    slugs = {case: url_slug(case.url or "") for case in site}
    stripped = {replace(case, url=None, id=None): slug if slug in urls else None for case, slug in slugs.items()}
    yield score("site dump without URL", cases, stripped)
    known = on_pages(data / "pages/gold.json", pages, cases)
    yield score("pages, main cases", cases, {record: slug for record, slug in known.items() if record.main})
    yield score("pages, related cases", cases, {record: slug for record, slug in known.items() if not record.main})
    for name, damages in COPIED.items():
        yield score(name, *copies(cases, damages))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    sys.stdout.write(f"{'pairs':<46} {'known':>6} {'precision':>10} {'recall':>8} {'time/s':>6}\n")
    for row in rows(parser.parse_args().shared):
        sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main()
