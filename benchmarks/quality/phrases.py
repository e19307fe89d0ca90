"""How well the phrases with which responses name narratives are found.

    python benchmarks/quality/phrases.py SHARED tuning|reporting|known|unseen|development|untouched

SHARED is the folder that holds `data/`. `known` and `unseen` are the parts of the reporting half, the last two are
rounds of `labels/development_prose.csv`. By `known` and the first round the rules were widened, by `unseen` and the
second they were only judged. Prints no text of a case. The hashes tell whether a phrase is the labelled one, but not
how near it is. So there are two rows: `exact`, and `up to its ends`, where a phrase also counts if a span of its words,
or the phrase with words of the response around it, is the labelled one and the shorter of the two holds at least half
of the words of the longer.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from crosslinks import SETS, labelled_prose, mark, overlap
from narratives import records

ENDS = " .,;:–—-"


def gold(shared: Path, half: str) -> dict[str, set[str]]:
    """Return the hashes of the labelled phrases of each case of a half or a round."""
    return {row["id"]: set(row["phrase_hashes"].split()) for row in labelled_prose(shared, half)}


def spans(words: list[str], start: int, end: int) -> Iterator[str]:
    """Yield the spans inside `words[start:end]` with half of its words, and those around it of up to twice as many."""
    size = end - start
    for first in range(max(0, end - 2 * size), end):
        for last in range(first + 1, min(len(words), first + 2 * size) + 1):
            inside = start <= first and last <= end and 2 * (last - first) >= size
            around = first <= start and end <= last
            if inside or around:
                yield " ".join(words[first:last]).strip(ENDS)


def nearly(phrase: str, response: str, labelled: set[str]) -> str:
    """Return the hash of the label that a phrase is up to its ends, or the phrase's own hash."""
    own = mark(phrase)
    if own in labelled:
        return own
    before, found, after = " ".join(response.split()).partition(" ".join(phrase.split()))
    head, body = before.split(), phrase.split()
    words = [*head, *body, *(after.split() if found else [])] if found else body
    start = len(head) if found else 0
    return next((hit for span in spans(words, start, start + len(body)) if (hit := mark(span)) in labelled), own)


def lines(shared: Path, half: str) -> Iterator[str]:
    """Yield the rows of the table."""
    labels = gold(shared, half)
    texts = {identity: record for identity, record in records(shared) if identity in labels}
    exact = [(set(map(mark, texts[i].narrative_phrases)), labels[i]) for i in labels]
    near = [
        ({nearly(phrase, texts[i].response or "", labels[i]) for phrase in texts[i].narrative_phrases}, labels[i])
        for i in labels
    ]
    yield f"narrative phrases, {half}"
    yield overlap(exact).line("exact")
    yield overlap(near).line("up to its ends")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("half", choices=SETS)
    options = parser.parse_args()
    for line in lines(options.shared, options.half):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
