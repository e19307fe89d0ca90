"""How well a scheme of others is assigned that is imported and known by its words alone.

    python benchmarks/quality SHARED --only semeval --only voxukraine

The SemEval taxonomy is read by the product's own importer and assigned to the cases of the gold set by the product's
text similarity. What is right is what the gold labels carry over by our mappings: of a label and the narratives above
it, each concept that is the same (exactMatch, closeMatch) or that holds it (broadMatch). VoxUkraine's table has its own
truth: each text stands under the narrative that VoxUkraine gave it. Prints no text and no label of either.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from assigning import SCORES, SEED, Ranked, baselines, interval
from report import Row, Setting

from disinfograph.namespaces import BASE
from disinfograph.records import Record
from disinfograph.resolve.narrative.case_text import CaseText
from disinfograph.resolve.narrative.similarity import Similarity
from disinfograph.resolve.scheme import mappings
from disinfograph.resolve.scheme.mappings import NarrativeMapping
from disinfograph.resolve.scheme.schemes import ExternalScheme, read_scheme
from disinfograph.vocabularies import Concept, load

TAXONOMY = "narratives/semeval2025_taxonomy.json"
TABLE = "narratives/voxukraine_eng.json"
CARRYING = frozenset({"exactMatch", "closeMatch", "broadMatch"})
EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
MARGIN = {score: 1.0 if score == "recall at 3" else 2.0 for score in SCORES}
"""How many times the best baseline's score is a wide margin; of three guesses among few names many are right."""

Labels = Mapping[str, frozenset[str]]


class Foreign:
    """A foreign scheme as the product's similarity takes one: its concepts, and what lies above each."""

    def __init__(self, scheme: ExternalScheme) -> None:
        """Make concepts of a scheme that was imported."""
        self.concepts = {
            concept.slug: Concept(
                iri=f"{BASE}scheme/{scheme.name}/{concept.slug}",
                labels={"en": " ".join(text for _, text in concept.labels)},
                aliases=concept.aliases,
                definition=" ".join(text for _, text in concept.definitions) or None,
            )
            for concept in scheme.concepts
        }
        self._broader = {concept.slug: concept.broader for concept in scheme.concepts}

    def above(self, slug: str) -> frozenset[str]:
        """Return a concept with all that lie above it."""
        return frozenset({slug}).union(*map(self.above, self._broader[slug]))

    def level(self, depth: int) -> dict[str, list[str]]:
        """Return the concepts so far below the top, 0 for the top itself, each with all concepts at or below it."""
        at = [slug for slug in self.concepts if len(self.above(slug)) == depth + 1]
        return {slug: [other for other in self.concepts if slug in self.above(other)] for slug in at}

    def ranked(self, like: Mapping[str, float], level: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
        """Return the names of a level by the best likeness at or below each; those that share no word are left out."""
        best = {slug: max(like[name] for name in below) for slug, below in level.items()}
        return tuple(slug for slug, cosine in sorted(best.items(), key=lambda item: (-item[1], item[0])) if cosine > 0)


def likeness(
    foreign: Foreign, texts: Mapping[str, CaseText], asked: Iterable[str], taught: Iterable[tuple[str, CaseText]] = ()
) -> dict[str, dict[str, float]]:
    """Return how alike each text asked for and each concept are; the other texts say which words are rare.

    `taught` are further texts with the concept that each tells. They enter as cases that promote it do: of what a
    concept says itself the similarity reads a beginning only.
    """
    lessons = {f"lesson {number}": lesson for number, lesson in enumerate(taught)}
    known = {name: frozenset({slug}) for name, (slug, _) in lessons.items()}
    similarity = Similarity(tuple(foreign.concepts.values()))
    compared = similarity.compared({**texts, **{name: text for name, (_, text) in lessons.items()}})
    similarity.settle(compared, known)
    return {name: {slug: similarity.of(name, slug).cosine for slug in foreign.concepts} for name in asked}


def carried(labels: Labels, above: Labels, judged: Iterable[NarrativeMapping]) -> dict[str, frozenset[str]]:
    """Return the foreign concepts that the labels of each case carry over; `above` gives what lies above a label."""
    over: dict[str, set[str]] = {}
    for one in judged:
        if one.predicate.rsplit("#", 1)[-1] in CARRYING:
            over.setdefault(one.narrative, set()).add(one.object_.rsplit("/", 1)[-1])
    return {
        case: frozenset(name for own in own_labels for label in {own, *above[own]} for name in over.get(label, ()))
        for case, own_labels in labels.items()
    }


def mapped_words(judged: Iterable[NarrativeMapping]) -> Iterator[tuple[str, CaseText]]:
    """Yield label with definition, and each example, of our narratives, with the foreign concept that they tell."""
    ours = {concept.slug: concept for concept in load("narratives")}
    for one in judged:
        if one.predicate.rsplit("#", 1)[-1] in CARRYING:
            said, other = ours[one.narrative], one.object_.rsplit("/", 1)[-1]
            yield other, CaseText(said.label, said.definition or "", ())
            yield from ((other, CaseText(example, "", ())) for example in said.properties.get(EXAMPLE, ()))


def levels(
    truth: Labels, like: Mapping[str, Mapping[str, float]], foreign: Foreign, named: Mapping[str, int], group: Labels
) -> Iterator[tuple[str, list[Ranked], list[str]]]:
    """Yield each level's title, its texts with what is right and what is given, and its names."""
    for title, depth in named.items():
        level = foreign.level(depth)
        right = {text: frozenset().union(*map(foreign.above, names)) & level.keys() for text, names in truth.items()}
        ranked = [
            Ranked(right[text], foreign.ranked(like[text], level), min(group[text])) for text in truth if right[text]
        ]
        yield title, ranked, sorted(level)


def rows(
    title: str, ways: Mapping[str, Sequence[Ranked]], names: Sequence[str], unjudged: Collection[str]
) -> Iterator[Row]:
    """Yield the rows of a level: each way with its interval, then the baselines."""
    texts = next(iter(ways.values()))
    chance = baselines(texts, names)
    for way, ranked in ways.items():
        for score, of in SCORES.items():
            low, high = interval(ranked, of)
            best = max(scores[score] for scores in chance.values())
            target, met = "", None
            if way not in unjudged:
                target = f"interval > {best:.3f}, figure ≥ {MARGIN[score] * best:.3f}"
                met = low > best and of(ranked) >= MARGIN[score] * best
            yield Row(f"{title}, {way}: {score}", target, f"{of(ranked):.3f}", met, f"95 %: {low:.3f} to {high:.3f}")
    for way, scores in chance.items():
        (first, figure), *rest = scores.items()
        others = ", ".join(f"{score} {other:.3f}" for score, other in rest)
        note = f"{others}; {len(texts)} texts, {len(names)} names"
        yield Row(f"{title}, {way}: {first}", "", f"{figure:.3f}", None, note)


def semeval(setting: Setting, cases: Mapping[str, Record], drawn: Labels, given: Labels) -> Iterator[Row]:
    """Yield the rows of the SemEval taxonomy.

    `cases` are the records by id; `drawn` the gold labels of the half, by id; `given` what the build gives to each case
    that is not in the gold set.
    """
    from agreement import lineage

    foreign = Foreign(read_scheme(setting.shared / "data" / TAXONOMY, "semeval"))
    judged, above = mappings.load("semeval").mappings, lineage()
    over = carried(drawn, above, judged)
    truth = {case: names for case, names in over.items() if names}
    yield Row("cases with a label that carries over", "", f"{len(truth)} of {len(drawn)}")
    texts = {name: CaseText(r.title or "", r.claim or "", tuple(sorted(r.keywords))) for name, r in cases.items()}
    words = list(mapped_words(judged))
    promoted = carried(given, above, judged)
    cases_told = [(name, texts[case]) for case in sorted(promoted) for name in sorted(promoted[case])]
    rest = {name: text for name, text in texts.items() if not promoted.get(name)}
    ways = {
        "labels": likeness(foreign, texts, truth),
        "and mapped words": likeness(foreign, texts, truth, words),
        "and mapped cases": likeness(foreign, rest, truth, [*words, *cases_told]),
    }
    alone = {case: frozenset({case}) for case in truth}
    named = {"narrative": 1, "sub-narrative": 2}
    yield from _by_level(ways, lambda like: levels(truth, like, foreign, named, alone), {"labels"})


def _by_level(
    ways: Mapping[str, Mapping[str, Mapping[str, float]]],
    ranked: Callable[[Mapping[str, Mapping[str, float]]], Iterable[tuple[str, list[Ranked], list[str]]]],
    unjudged: Collection[str],
) -> Iterator[Row]:
    """Yield the rows of each level, of all ways; those in `unjudged` stand to compare the others with."""
    found = {way: {title: (texts, names) for title, texts, names in ranked(like)} for way, like in ways.items()}
    for title, (_, names) in next(iter(found.values())).items():
        yield from rows(title, {way: by[title][0] for way, by in found.items()}, names, unjudged)


class Fake(NamedTuple):
    """A statement of VoxUkraine's table: the narrative that it stands under, and the texts that spread it."""

    statement: str
    narrative: str
    texts: tuple[str, ...]


def fakes(path: Path) -> list[Fake]:
    """Return the statements of the table, by narrative, with their texts, each once."""
    texts: dict[tuple[str, str], set[str]] = {}
    for row in json.loads(path.read_text("utf-8")):
        narrative, statement, text = (_line(row[name]) for name in ("Narrative", "Fakes", "Disinfo_cases_en"))
        if narrative and statement:
            texts.setdefault((narrative, statement), set()).add(text)
    return [Fake(fake, narrative, tuple(sorted(held - {""}))) for (narrative, fake), held in sorted(texts.items())]


def halves(held: Sequence[Fake]) -> tuple[list[Fake], list[Fake]]:
    """Return the statements that teach and those that are asked; of each narrative, half, the odd one is asked."""
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    taught: set[Fake] = set()
    for narrative in sorted({fake.narrative for fake in held}):
        own = [fake for fake in held if fake.narrative == narrative]
        taught.update(chance.sample(own, len(own) // 2))
    return [fake for fake in held if fake in taught], [fake for fake in held if fake not in taught]


def imported(held: Iterable[Fake]) -> tuple[Foreign, dict[str, str]]:
    """Return the narratives of the table as the importer reads them, and the slug of each."""
    names = sorted({fake.narrative for fake in held})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "narratives.json"
        path.write_text(json.dumps(names), "utf-8")
        scheme = read_scheme(path, "voxukraine")
    return Foreign(scheme), {text: concept.slug for concept in scheme.concepts for _, text in concept.labels}


def voxukraine(setting: Setting) -> Iterator[Row]:
    """Yield the rows of VoxUkraine's table: the texts, then the statements, of the half that does not teach."""
    held = fakes(setting.shared / "data" / TABLE)
    foreign, slugs = imported(held)
    taught, asked = halves(held)
    yield Row("statements: that teach, that are asked", "", f"{len(taught)}, {len(asked)}")
    lessons = [(slugs[fake.narrative], text) for fake in taught for text in (fake.statement, *fake.texts)]
    told, seen = [(slug, CaseText(text, "", ())) for slug, text in lessons], {text for _, text in lessons}
    units: dict[str, Callable[[Fake], tuple[str, ...]]] = {"texts": lambda f: f.texts, "statements": lambda f: f[:1]}
    for unit, said in units.items():
        pairs = [(text, fake) for fake in asked for text in said(fake) if text not in seen]
        truth = {text: frozenset(slugs[f.narrative] for other, f in pairs if other == text) for text, _ in pairs}
        group = {text: frozenset(f.statement for other, f in pairs if other == text) for text in truth}
        texts = {text: CaseText(text, "", ()) for text in truth}
        ways = {"labels": likeness(foreign, texts, truth), "and examples": likeness(foreign, texts, truth, told)}
        ranked = partial(levels, truth, foreign=foreign, named={unit: 0}, group=group)
        yield from _by_level(ways, ranked, {"labels"})


def _line(text: str) -> str:
    return " ".join(text.split())
