"""How well anchors are split from the prose, and how well they are resolved to the cases that they mean.

    python benchmarks/quality/crosslinks.py SHARED tuning|reporting|known|unseen|development|untouched [--splitting]

SHARED is the folder that holds `data/`. Prints no text of a case. With `--splitting` the first of three tables only:

- Splitting: anchors against the hashes in `labels/first_prose.csv` or `development_prose.csv`, and anchors of
  lists composed of titles of cknabs, where it is known what was put in.
- Resolution of damaged titles of cknabs against all its cases but 35 % of those meant, which have nothing to be found:
  what is found for them counts as wrong, though it mostly says the same. `shared` are titles of several cases.
- Resolution of the anchors of the site dump, which appends to a response the titles of the cases that it links to; the
  cases of the reporting half are passed over. Where a case has another title now, the dump's list seems not to name it.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from damaged_titles import damages
from draw import Drawn, draw
from narratives import Score, records

from disinfograph.iris import case_slug, fold
from disinfograph.reading import Reading, read
from disinfograph.records import CrossLink, Record
from disinfograph.resolve.link.crosslinks import Cases, Target
from disinfograph.resolve.narrative.attribution import METHODS, Attribution
from disinfograph.resolve.narrative.narratives import Scheme
from disinfograph.sources.prose_links import cross_links

LABELS = Path(__file__).parent / "labels" / "first_prose.csv"
ROUNDS = {"development": "1", "untouched": "2"}
QUARTERS = ("known", "unseen")
SETS = ("tuning", "reporting", *QUARTERS, *ROUNDS)
SEED = 20261122
ANCHORS, GONE, LISTS = 5000, 0.35, 400
LINKS = 40_000
"""Links of a whole database, for the time that they take."""

TEMPLATES: dict[str, Callable[[list[str]], str]] = {
    "that, that, and that": lambda t: f"See similar cases claiming that {', that '.join(t[:-1])}, and that {t[-1]}.",
    "that; that": lambda t: f"See earlier disinformation cases alleging that {'; that '.join(t)}.",
    "; ;": lambda t: f"See other examples: {'; '.join(t)}.",
    "; and": lambda t: f"See other cases: {'; '.join(t[:-1])} and {t[-1]}.",
    ", ,": lambda t: f"Read similar examples such as {', '.join(t)}.",
    ", and": lambda t: f"Read similar cases: {', '.join(t[:-1])} and {t[-1]}.",
}


class Outcome(NamedTuple):
    """What became of an anchor: which damage it had, what it means and what was found."""

    kind: str
    meant: frozenset[str]
    found: Target | None

    @property
    def right(self) -> bool:
        """Tell whether a case was found and is the one that is meant."""
        return self.found is not None and self.found.slug in self.meant


def mark(text: str) -> str:
    """Return the hash by which the labels know a quotation."""
    return sha256(" ".join(text.split()).casefold().encode()).hexdigest()[:12]


def overlap(sides: Iterable[tuple[set[str], set[str]]]) -> Score:
    """Return the counts over cases of what was given and what is right."""
    pairs = list(sides)
    return Score(sum(len(a & b) for a, b in pairs), sum(len(a) for a, _ in pairs), sum(len(b) for _, b in pairs))


def quarter(case: Drawn) -> str:
    """Return the part of the reporting half that a case fell into when rules were widened by one part of it."""
    even = int(sha256(f"{SEED} prose {case.id}".encode()).hexdigest(), 16) % 2 == 0
    return QUARTERS[not even] if case.half == "reporting" else ""


def labelled_prose(shared: Path, half: str) -> list[dict[str, str]]:
    """Return the rows with the hashes of phrases and links of a half of the gold set, or of a round outside it."""
    if half in ROUNDS:
        path = LABELS.with_name("development_prose.csv")
        with path.open(encoding="utf-8", newline="") as rows:
            return [row for row in csv.DictReader(rows) if row["round"] == ROUNDS[half]]
    drawn = {case.id for case in draw(shared) if half in (case.half, quarter(case))}
    with LABELS.open(encoding="utf-8", newline="") as rows:
        return [row for row in csv.DictReader(rows) if row["id"] in drawn]


def splitting(shared: Path, half: str) -> Iterator[str]:
    """Yield the row of a half or a round."""
    labels = {row["id"]: set(row["link_hashes"].split()) for row in labelled_prose(shared, half)}
    texts = {identity: record for identity, record in records(shared) if identity in labels}
    sides = [({mark(link.text) for link in texts[i].cross_links}, labels[i]) for i in labels]
    yield overlap(sides).line("links")


def composed(titles: list[str]) -> Iterator[str]:
    """Yield the rows of the composed lists, one for each way of listing."""
    plain = [title for title in titles if len(title.split()) >= 4 and not set(title) & set(';:?!."“”')]
    for name, template in TEMPLATES.items():
        chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
        lists = [chance.sample(plain, chance.randint(2, 5)) for _ in range(LISTS)]
        sides = [
            ({mark(link.text) for link in cross_links(template(listed))}, {mark(title.strip(" .")) for title in listed})
            for listed in lists
        ]
        yield overlap(sides).line(name)


class Known:
    """Cases that links can lead to, with what is known of their narratives."""

    def __init__(self, cases: Iterable[Record]) -> None:
        """Enter records under the slugs of their cases."""
        scheme = Scheme.load()
        self.narratives = Attribution(scheme, METHODS)
        self.cases = Cases(named=lambda text: frozenset(match.narrative for match in scheme.match_phrase(text)))
        for record in cases:
            self.cases.add(case_slug(record), record)
            self.narratives.add(case_slug(record), record)

    def find(self, text: str, own: str = "") -> Target | None:
        """Return what an anchor of a case leads to."""
        return self.cases.find(CrossLink(text), own, self.narratives.own)


def damaged(cases: list[Record]) -> tuple[list[Outcome], float]:
    """Return what became of damaged titles, and the seconds that `LINKS` of them would take."""
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for record in cases:
        titles[fold(record.title or "")].add(case_slug(record))
    whole = {case_slug(r): r.title or "" for r in cases if not r.title_truncated and len((r.title or "").split()) > 4}
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    drawn = chance.sample(sorted(whole), ANCHORS)
    gone = set().union(*(titles[fold(whole[slug])] for slug in chance.sample(drawn, int(ANCHORS * GONE))))
    known = Known(record for record in cases if case_slug(record) not in gone)
    ways = damages(sorted(whole.values()))
    anchors = [(slug, name, ways[name](whole[slug], chance)) for slug in drawn for name in [chance.choice(list(ways))]]
    known.find("the index is built with the first link")
    begun = time.process_time()
    found = [known.cases.find(CrossLink(text), "") for _, _, text in anchors]
    seconds = (time.process_time() - begun) * LINKS / ANCHORS
    outcomes = [
        Outcome(
            name if len(titles[fold(whole[slug])]) == 1 else "shared",
            frozenset() if slug in gone else frozenset({slug}),
            target,
        )
        for (slug, name, _), target in zip(anchors, found, strict=True)
    ]
    return outcomes, seconds


def dumped(shared: Path, cases: list[Record], dump: list[Record]) -> Iterator[Outcome]:
    """Yield what became of the dump's anchors, whole and shortened."""
    unseen = {case.id for case in draw(shared) if case.half == "reporting"}
    known, whole = Known([*cases, *dump]), [record for record in (*cases, *dump) if not record.title_truncated]
    titles = {fold(record.title or ""): case_slug(record) for record in whole if record.title}
    starts: defaultdict[str, list[str]] = defaultdict(list)
    for title in titles:
        starts["-".join(title.split("-")[:2])].append(title)
    shorten = damages([record.title or "" for record in whole])["beginning"]
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    for record in dump:
        if record.url in unseen or not record.response:
            continue
        meant = frozenset(titles[title] for title in appended(fold(record.response), starts))
        for text in dict.fromkeys(link.text for link in record.cross_links if meant):
            slug = case_slug(record)
            yield Outcome("as they are", meant, known.find(text, slug))
            yield Outcome("shortened", meant, known.find(shorten(text, chance), slug))


def appended(text: str, starts: dict[str, list[str]]) -> list[str]:
    """Return the titles, folded, that a folded text ends with."""
    found: list[str] = []
    words = text.split("-")
    for at in range(len(words) - 3, -1, -1):
        rest = "-".join(words[at:])
        match = [title for title in starts.get("-".join(words[at : at + 2]), ()) if rest.startswith(title)]
        if match and len(rest) - len(max(match, key=len)) <= 12:
            found.append(max(match, key=len))
            words = words[:at]
    return found


def table(outcomes: list[Outcome], title: str) -> Iterator[str]:
    """Yield the rows: by kind of damage, by method, and by tenth of confidence."""
    yield f"{title:<24} {'anchors':>8} {'meant':>6} {'found':>6} {'right':>6} precision  share of meant"
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes)
    groups = {kind: [o for o in outcomes if o.kind == kind] for kind in sorted(kinds)}
    for name, held in {**groups, "all": outcomes}.items():
        found, right = sum(o.found is not None for o in held), sum(o.right for o in held)
        meant = sum(bool(o.meant) for o in held)
        rates = f"{right / max(1, found):9.4f} {right / max(1, meant):9.3f}"
        yield f"  {name:<22} {len(held):>8} {meant:>6} {found:>6} {right:>6} {rates}"
    by: Counter[str] = Counter()
    right_by: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.found:
            for key in (outcome.found.method, f"confidence {outcome.found.confidence:.2f}"[:14]):
                by[key] += 1
                right_by[key] += outcome.right
    yield from (
        f"    {key:<28} {count:>6} found, right {right_by[key] / count:.3f}" for key, count in sorted(by.items())
    )


def lines(shared: Path, half: str, *, whole: bool = True) -> Iterator[str]:
    """Yield the tables; the splitting alone unless the `whole` is asked for."""
    yield f"splitting, {half}"
    yield from splitting(shared, half)
    data, reading = shared / "data", Reading()
    cases = list(read([data / "cknabs"], reading))
    yield "splitting of composed lists"
    yield from composed([" ".join((r.title or "").split()) for r in cases if not r.title_truncated])
    if whole:
        dump = list(read([data / "fulltext/cases_site_dump.json"], reading))
        outcomes, seconds = damaged(cases)
        yield from table(outcomes, "damaged titles")
        yield f"  {LINKS} links take {seconds:.1f} s of computing"
        yield from table(list(dumped(shared, cases, dump)), "links of the dump")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("half", choices=SETS)
    parser.add_argument("--splitting", action="store_true", help="only how anchors are split")
    options = parser.parse_args()
    for line in lines(options.shared, options.half, whole=not options.splitting):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
