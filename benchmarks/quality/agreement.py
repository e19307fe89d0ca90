"""How far two labellers agree on the narratives of the same cases.

    python benchmarks/quality/agreement.py FIRST SECOND

Each file has the columns `id,narratives` (slugs joined by space). Prints Cohen's kappa over the yes-or-no decisions
case x narrative, at the top level and at the finest, and the narratives that one labeller put in place of another.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import product
from pathlib import Path

from disinfograph.vocabularies import load

FEWEST = 5
"""Cases with a narrative below which its own kappa says little."""
SHOWN = 12
"""Confused pairs that the table shows."""

Labels = dict[str, frozenset[str]]


def read(path: Path) -> Labels:
    """Return the slugs of each case of a file of labels; ValueError when a case is listed twice."""
    with path.open(encoding="utf-8", newline="") as rows:
        listed = [(row["id"], frozenset(row["narratives"].split())) for row in csv.DictReader(rows)]
    if len(labels := dict(listed)) < len(listed):
        raise ValueError(f"{path}: a case is listed twice")
    return labels


def lineage() -> dict[str, frozenset[str]]:
    """Return each slug of the scheme with all narratives above it."""
    above = {n.slug: frozenset(iri.rsplit("/", 1)[-1] for iri in n.broader) for n in load("narratives")}

    def ancestors(slug: str) -> frozenset[str]:
        return above[slug].union(*map(ancestors, above[slug]))

    return {slug: ancestors(slug) for slug in above}


def tops(slugs: Collection[str], above: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the top narratives of the slugs."""
    return frozenset(name for slug in slugs for name in {slug, *above[slug]} if not above[name])


def finest(slugs: Collection[str], above: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the slugs without those that a finer one of them implies."""
    return frozenset(slugs).difference(*(above[slug] for slug in slugs))


def kappa(both: int, first: int, second: int, decisions: int) -> float:
    """Return Cohen's kappa of yes-or-no decisions, of which `both`, `first` and `second` count the yeses."""
    observed = (decisions - first - second + 2 * both) / decisions
    chance = (first * second + (decisions - first) * (decisions - second)) / decisions**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def by_narrative(first: Labels, second: Labels) -> dict[str, tuple[int, int, int]]:
    """Return, for each narrative used, how many cases both labellers gave it, the first, and the second."""
    used = sorted(frozenset().union(*first.values(), *second.values()))
    pairs = [(first[case], second[case]) for case in first]
    return {
        name: (sum(name in a & b for a, b in pairs), sum(name in a for a, _ in pairs), sum(name in b for _, b in pairs))
        for name in used
    }


def level(title: str, first: Labels, second: Labels, names: int) -> Iterator[str]:
    """Yield the lines of one level of a scheme that has so many names at it."""
    counts = by_narrative(first, second)
    both, one, two = (sum(column) for column in zip(*counts.values(), strict=True))
    often = {n: kappa(*c, len(first)) for n, c in counts.items() if c[1] + c[2] - c[0] >= FEWEST}
    same = sum(first[case] == second[case] for case in first)
    yield f"{title}: {len(first)} cases, {one} and {two} labels, {both} shared"
    yield f"  kappa, pooled over {names} narratives  {kappa(both, one, two, len(first) * names):.3f}"
    yield f"  kappa, mean of the {len(often)} in >= {FEWEST} cases {sum(often.values()) / max(1, len(often)):.3f}"
    yield f"  cases with the same set              {same / len(first):.3f}"
    for name, value in sorted(often.items(), key=lambda item: item[1]):
        shared, a, b = counts[name]
        yield f"    {value:6.3f}  both {shared:3}  first {a:3}  second {b:3}  {name}"


def confused(first: Labels, second: Labels) -> Iterator[str]:
    """Yield the pairs of narratives that the labellers put one for the other, the most frequent first."""
    swaps = Counter(pair for case in first for pair in product(first[case] - second[case], second[case] - first[case]))
    yield "one for the other (first, second)"
    yield from (f"    {n:3}  {a} | {b}" for (a, b), n in sorted(swaps.items(), key=lambda i: (-i[1], i[0]))[:SHOWN])


def main() -> None:
    """Print the table for two files of labels."""
    parser = argparse.ArgumentParser(description="Agreement of two labellers.")
    parser.add_argument("files", nargs=2, type=Path)
    first, second = map(read, parser.parse_args().files)
    if first.keys() != second.keys():
        sys.exit(f"the files differ in {len(first.keys() ^ second.keys())} cases")
    above = lineage()
    top, other_top = ({case: tops(slugs, above) for case, slugs in each.items()} for each in (first, second))
    fine, other_fine = ({case: finest(slugs, above) for case, slugs in each.items()} for each in (first, second))
    highest = sum(not up for up in above.values())
    lines = [*level("top", top, other_top, highest), *level("finest", fine, other_fine, len(above))]
    sys.stdout.write("\n".join([*lines, *confused(fine, other_fine)]) + "\n")


if __name__ == "__main__":
    main()
