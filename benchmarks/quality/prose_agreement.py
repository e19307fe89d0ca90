"""How well two readers agree on the phrases and links of the same responses.

    python benchmarks/quality/prose_agreement.py SHARED

SHARED is the folder that holds `data/`. Prints no text of a case. The labels are hashes; the words that they stand for
are found again in the response, so that two quotations also count as near where one holds the other and the shorter has
at least half of the words of the longer. What is not found again counts as near to nothing.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from crosslinks import LABELS, mark, overlap
from narratives import records
from phrases import ENDS

SECOND = LABELS.with_name("second_prose.csv")
LONGEST = 60
"""Words of the longest quotation."""

QUOTES = "“”‘’\"'«»()"


def read(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of labels by case."""
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["id"]: row for row in csv.DictReader(rows)}


def quotations(response: str, labelled: set[str]) -> dict[str, str]:
    """Return the words, folded, that hashes stand for."""
    words, found = response.split(), dict[str, str]()
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + LONGEST) + 1):
            span = " ".join(words[first:last])
            for text in dict.fromkeys((span, span.strip(ENDS), span.strip(ENDS + QUOTES), span.lstrip(QUOTES))):
                if (hit := mark(text)) in labelled:
                    found.setdefault(hit, text.casefold())
        if len(found) == len(labelled):
            break
    return found


def near(one: str, other: str) -> bool:
    """Tell whether one quotation holds the other, and the shorter has half of the words of the longer."""
    short, long = sorted((one, other), key=len)
    return f" {short} " in f" {long} " and 2 * len(short.split()) >= len(long.split())


def nearly(label: str, other: set[str], words: dict[str, str]) -> str:
    """Return the label of the other reader that a label is up to its ends, or the label itself."""
    if label in other or label not in words:
        return label
    return next((hit for hit in sorted(other) if hit in words and near(words[label], words[hit])), label)


def lines(shared: Path) -> Iterator[str]:
    """Yield the rows: the second reader's labels against the first's."""
    one, two = read(LABELS), read(SECOND)
    texts = {identity: record.response or "" for identity, record in records(shared) if identity in two}
    for name in ("phrase_hashes", "link_hashes"):
        exact, lenient = [], []
        for identity, row in two.items():
            first, second = set(one[identity][name].split()), set(row[name].split())
            words = quotations(texts[identity], first | second)
            exact.append((second, first))
            lenient.append(({nearly(label, first, words) for label in second}, first))
        yield overlap(exact).line(f"{name.partition('_')[0]}s, exact")
        yield overlap(lenient).line(f"{name.partition('_')[0]}s, up to their ends")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    for line in lines(parser.parse_args().shared):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
