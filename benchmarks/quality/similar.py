"""How fast similar claims are found, and how many of those that comparing each with each would find.

    python benchmarks/quality/similar.py [SHARED] [--cases FILE] [--texts N] [--sample N]

With SHARED, the folder that holds `data/`, the sample is drawn from the titles of cknabs, else it is made. The texts
that time is taken of are made too: 9 to 16 words of a vocabulary in which few words are frequent and most are rare
(Zipf), every fifth a copy of another with a word or two lost, changed or moved. With FILE, records as
`disinfograph parse` prints them or `benchmarks/speed/generate.py` makes them, their claims take the place of made
texts: those of generated cases have some 90 words. Prints no text of a case.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path

from disinfograph.reading import Reading, read
from disinfograph.records import Record
from disinfograph.resolve.link.similar_claims import LEAST, MOST, SimilarClaims, all_pairs

SEED = 20261122
VOCABULARY = 30_000
STARTS, ENDS = (
    "b br d f g gr k kl l m n p pr r s st t tr v z".split(),
    "a ak an ar e em en er i in ir o ol on u ur".split(),
)


def words() -> list[str]:
    """Return made words, no two the same."""
    made = {f"{a}{b}{c}{d}{e}" for a in STARTS for b in ENDS for c in STARTS[:6] for d in ENDS for e in ("", "s", "t")}
    return sorted(made, key=lambda word: (len(word), word))[:VOCABULARY]


def made_texts(count: int) -> list[str]:
    """Return made texts; every fifth is a damaged copy of one before."""
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    vocabulary = words()
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(vocabulary))))
    texts: list[str] = []
    for number in range(count):
        if number % 5 == 4:
            texts.append(damaged(chance.choice(texts), vocabulary, chance))
        else:
            texts.append(" ".join(chance.choices(vocabulary, cum_weights=weights, k=chance.randint(9, 16))))
    return texts


def damaged(text: str, vocabulary: Sequence[str], chance: random.Random) -> str:
    """Return a text with a word lost, a word changed and two words swapped, each or not."""
    parts = text.split()
    if chance.random() < 0.5:
        del parts[chance.randrange(len(parts))]
    if chance.random() < 0.5:
        parts[chance.randrange(len(parts))] = chance.choice(vocabulary)
    if chance.random() < 0.5:
        one, two = chance.sample(range(len(parts)), 2)
        parts[one], parts[two] = parts[two], parts[one]
    return " ".join(parts)


def titles(shared: Path) -> list[str]:
    """Return the distinct titles of cknabs."""
    return sorted({record.title for record in read([shared / "data" / "cknabs"], Reading()) if record.title})


def claims_of(cases: Path, count: int) -> list[str]:
    """Return the distinct claims of the first records of a file."""
    claims = (record.claim for record in islice(read([cases], Reading()), count) if record.claim)
    return list(dict.fromkeys(claims))


def settled(texts: Sequence[str]) -> tuple[SimilarClaims, float]:
    """Return the settled claims, the slugs their numbers, and the seconds of computing."""
    claims = SimilarClaims()
    begun = time.process_time()
    for number, text in enumerate(texts):
        claims.add(str(number), Record("made", "made", number + 1, title=text))
    claims.settle()
    return claims, time.process_time() - begun


def recall(texts: Sequence[str]) -> Iterator[str]:
    """Yield the share of the pairs found that comparing each with each finds, from each score upwards."""
    claims, _ = settled(texts)
    found = {
        tuple(sorted((number, int(other.slug)))) for number in range(len(texts)) for other in claims.of(str(number))
    }
    exact = all_pairs(texts)
    ranks: dict[int, list[float]] = {}
    for (one, two), score in exact.items():
        ranks.setdefault(one, []).append(score)
        ranks.setdefault(two, []).append(score)
    floor = {number: sorted(scores)[-MOST] if len(scores) > MOST else LEAST for number, scores in ranks.items()}
    for least in (LEAST, 0.7, 0.8, 0.9):
        # A pair that is among the best of neither side is left out on purpose.
        due = [pair for pair, s in exact.items() if s >= least and any(s >= floor[number] for number in pair)]
        held = f"recall {sum(pair in found for pair in due) / len(due):.4f}" if due else "nothing to find"
        yield f"  score {least:.1f} and more  {len(due):>6} pairs  {held}"


def sample(shared: Path | None, count: int) -> list[str]:
    """Return the titles, or the made texts, that are compared each with each."""
    return drawn(titles(shared) if shared else made_texts(count), count)


def drawn(texts: Sequence[str], count: int) -> list[str]:
    """Return some of texts, all where they are few."""
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    return chance.sample(texts, min(count, len(texts)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", help="the folder that holds data/")
    parser.add_argument("--cases", type=Path, help="records whose claims are compared")
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=5_000)
    options = parser.parse_args()
    kind = "claims" if options.cases else "made texts"
    texts = claims_of(options.cases, options.texts) if options.cases else made_texts(options.texts)
    some = drawn(texts, options.sample) if options.cases else sample(options.shared, options.sample)
    source = "titles of cknabs" if options.shared and not options.cases else kind
    sys.stdout.write(f"{len(some)} {source}, against each with each\n")
    sys.stdout.write("\n".join(recall(some)) + "\n")
    claims, seconds = settled(texts)
    pairs = sum(len(claims.of(str(number))) for number in range(len(texts)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{len(texts)} {kind}: {seconds:.1f} s, {pairs} similar claims, {memory:.0f} MB at most\n")


if __name__ == "__main__":
    main()
