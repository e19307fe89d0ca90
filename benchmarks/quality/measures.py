"""The measures: what each is of, and the rows that it yields.

Each imports its script when it is taken, so that one that cannot even be read stops no other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from report import Row, Setting, least, shown

from disinfograph.records import Record

if TYPE_CHECKING:
    from narratives import Judged, Level, Score

    from disinfograph.resolve.narrative.attribution import Attribution

RESAMPLES, SEED = 1000, 20261122


@cache
def source(shared: Path, name: str) -> tuple[Record, ...]:
    """Return the records of one input."""
    from disinfograph.reading import Reading, read

    return tuple(read([shared / "data" / name], Reading()))


@cache
def settled(shared: Path) -> tuple[dict[str, Record], tuple[Record, ...], Attribution]:
    """Return the cases by id, those of the draw's inputs first, all records, and their narratives as in a build."""
    from narratives import REST, attributed, identified

    named = list(identified(shared))
    records = tuple(record for _, record in named)
    cases = {name: record for name, record in named if name}
    drawn = {name: record for name, record in named if name and record.source not in REST}
    return cases | drawn, records, attributed(records)


def agreement(_: Setting) -> Iterator[Row]:
    """Yield Cohen's kappa of the two readers over all cases of the gold set."""
    yield from _agreement("first", "second")


def _agreement(*readers_of: str) -> Iterator[Row]:
    import agreement as by
    from narratives import LABELS

    above = by.lineage()
    readers = [by.read(LABELS.with_name(f"{name}.csv")) for name in readers_of]
    tops = sum(not up for up in above.values())
    for title, level, names in (("top", by.tops, tops), ("finest", by.finest, len(above))):
        first, second = ({case: level(slugs, above) for case, slugs in each.items()} for each in readers)
        counts = by.by_narrative(first, second).values()
        both, one, two = (sum(column) for column in zip(*counts, strict=True))
        note = f"{len(first)} cases x {names} narratives; {one} and {two} labels, {both} shared"
        yield shown(f"kappa, {title}", by.kappa(both, one, two, len(first) * names), note)
        same = sum(first[case] == second[case] for case in first) / len(first)
        yield shown(f"cases with the same labels, {title}", same)


def narratives(setting: Setting) -> Iterator[Row]:
    """Yield precision, recall and reliability of the narratives of a half, and the share of cases that have one."""
    from agreement import finest, lineage
    from narratives import LABELS, judge

    drawn, records, attribution = settled(setting.shared)
    cases, above = judge(setting.shared, setting.half, LABELS, drawn, attribution), lineage()
    yield from _promoted(cases, above)
    yield from _reliability(cases, finest, above)
    yield from _coverage(records, attribution)


def fresh(setting: Setting) -> Iterator[Row]:
    """Yield the agreement of two readers on the fresh cases, and precision, recall and reliability on them."""
    from agreement import finest, lineage
    from narratives import FRESH, judge

    known, _, attribution = settled(setting.shared)
    cases, above = judge(setting.shared, "fresh", FRESH, known, attribution), lineage()
    yield from _agreement("fresh_first", "fresh_second")
    yield from _promoted(cases, above)
    yield from _reliability(cases, finest, above)


def _promoted(cases: Sequence[Judged], above: dict[str, frozenset[str]]) -> Iterator[Row]:
    """Yield precision and recall of the narratives of some cases."""
    from agreement import finest, tops
    from narratives import score, seen

    for title, level, precision, recall in (("top", tops, 0.85, 0.70), ("finest", finest, 0.75, 0.55)):
        whole = score(cases, level, above)
        for name, of, target in (("precision", _precision, precision), ("recall", _recall, recall)):
            low, high = _interval(cases, lambda some, of=of, level=level: of(score(some, level, above)))
            counts = f"{whole.right} right, {whole.given} given, {whole.gold} gold; 95 %: {low:.3f} to {high:.3f}"
            yield least(f"{name}, {title}", of(whole), target, counts)
        yield shown(f"F1, {title}", _f1(whole))
        rest = score(cases, level, above, seen(above))
        note = f"F1 {_f1(rest):.3f}; without the narratives whose cues the first reader had seen"
        yield Row(
            f"precision and recall, {title}, unseen", "", f"{_precision(rest):.3f}, {_recall(rest):.3f}", None, note
        )
        for name in dict.fromkeys(case.source for case in cases):
            own = score([case for case in cases if case.source == name], level, above)
            note = f"{own.right} right, {own.given} given, {own.gold} gold"
            yield Row(
                f"precision and recall, {title}, {name}", "", f"{_precision(own):.3f}, {_recall(own):.3f}", None, note
            )


def _reliability(cases: Sequence[Judged], finest: Level, above: dict[str, frozenset[str]]) -> Iterator[Row]:
    """Yield, for each tenth of confidence, the share that is right; met where chance alone may explain the rest."""
    fine = [
        (case.given[slug], slug in finest(case.gold, above))
        for case in cases
        for slug in finest(tuple(case.given), above)
    ]
    for tenth in range(10):
        held = [(sure, right) for sure, right in fine if tenth == min(9, int(sure * 10 + 1e-9))]
        if held:
            mean, share = (sum(column) / len(held) for column in zip(*held, strict=True))
            low, high = _wilson(share, len(held))
            name = f"right, at confidence {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"
            note = f"{len(held)} matches; 95 %: {low:.3f} to {high:.3f}"
            yield Row(name, f"{mean:.2f} within the interval", f"{share:.3f}", low <= mean <= high, note)


def _coverage(records: Iterable[Record], attribution: Attribution) -> Iterator[Row]:
    from disinfograph.iris import case_slug

    slugs: dict[str, set[str]] = {}
    for record in records:
        slugs.setdefault(record.source, set()).add(case_slug(record))
    for name, cases in [*sorted(slugs.items()), ("all", set[str]().union(*slugs.values()))]:
        given = sum(bool(attribution.of(slug)) for slug in cases)
        yield shown(f"cases with a narrative, {name}", given / len(cases), f"{given:,} of {len(cases):,}")


def phrases(setting: Setting) -> Iterator[Row]:
    """Yield precision and recall of the narrative phrases of a half, word for word and up to their ends."""
    from crosslinks import mark, overlap
    from narratives import records
    from phrases import gold, nearly

    labels = gold(setting.shared, setting.half)
    texts = {name: record for name, record in records(setting.shared) if name in labels}
    ways: dict[str, Callable[[str, str, set[str]], str]] = {
        "exact": lambda phrase, _, __: mark(phrase),
        "up to its ends": nearly,
    }
    for title, way in ways.items():
        given = {
            name: {way(phrase, texts[name].response or "", labels[name]) for phrase in texts[name].narrative_phrases}
            for name in sorted(labels)
        }
        whole = overlap((given[name], labels[name]) for name in given)
        counts = f"{whole.right} right, {whole.given} given, {whole.gold} gold"
        yield least(f"precision, {title}", _precision(whole), 0.97, counts)
        yield least(f"recall, {title}", _recall(whole), 0.95)


def splitting(setting: Setting) -> Iterator[Row]:
    """Yield F1 of the anchors of a half, and of composed lists."""
    whole = _anchors(setting)
    note = f"precision {_precision(whole):.3f}, recall {_recall(whole):.3f}; {whole.right} right, {whole.gold} gold"
    yield least("F1, responses", _f1(whole), 0.95, note)
    scores = _composed(source(setting.shared, "cknabs"))
    pooled = type(whole)(*map(sum, zip(*scores.values(), strict=True)))
    note = f"precision {_precision(pooled):.3f}, recall {_recall(pooled):.3f}"
    yield least("F1, composed lists", _f1(pooled), 0.95, note)
    for name, score in scores.items():
        note = f"precision {_precision(score):.3f}, recall {_recall(score):.3f}"
        yield shown(f"F1, composed, joined by “{name}”", _f1(score), note)


def _composed(cases: Iterable[Record]) -> dict[str, Score]:
    """Return the counts of lists composed of titles, by how they are joined."""
    from crosslinks import LISTS, TEMPLATES, mark, overlap

    from disinfograph.sources.prose_links import cross_links

    held = (" ".join((case.title or "").split()) for case in cases if not case.title_truncated)
    plain = [title for title in held if len(title.split()) >= 4 and not set(title) & set(';:?!."“”')]
    scores = {}
    for name, template in TEMPLATES.items():
        chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
        lists = [chance.sample(plain, chance.randint(2, 5)) for _ in range(LISTS)]
        scores[name] = overlap(
            ({mark(link.text) for link in cross_links(template(listed))}, {mark(title.strip(" .")) for title in listed})
            for listed in lists
        )
    return scores


def resolution(setting: Setting) -> Iterator[Row]:
    """Yield precision of resolved anchors and the share resolved: damaged titles, then links of the dump."""
    from crosslinks import Outcome, damaged, dumped

    cases, dump = (list(source(setting.shared, name)) for name in ("cknabs", "fulltext/cases_site_dump.json"))
    tables = {"damaged titles": damaged(cases)[0], "links of the dump": list(dumped(setting.shared, cases, dump))}
    for title, outcomes in tables.items():
        kinds = sorted({outcome.kind for outcome in outcomes})
        groups: dict[str, list[Outcome]] = {"all": outcomes}
        groups |= {kind: [one for one in outcomes if one.kind == kind] for kind in kinds}
        for kind, held in groups.items():
            found, right = sum(one.found is not None for one in held), sum(one.right for one in held)
            meant, share = sum(bool(one.meant) for one in held), right / max(1, found)
            resolved, reached = found / len(held), right / max(1, meant)
            note = f"{len(held)} anchors, {resolved:.3f} resolved; {reached:.3f} of the {meant} to be found"
            name = f"precision, {title}, {kind}"
            yield least(name, share, 0.98, note) if kind == "all" else shown(name, share, note)


def identity(setting: Setting) -> Iterator[Row]:
    """Yield precision and recall of the sameness of cases."""
    from identity import rows

    scores = list(rows(setting.shared))
    real = [one for one in scores if not one.name.startswith("copies")]
    pooled = (sum(column) for column in zip(*((one.known, one.found, one.right) for one in real), strict=True))
    for one in (type(real[0])("all shared slices", *pooled, 0.0), *scores):
        precision, recall = one.right / max(1, one.found), one.right / max(1, one.known)
        yield least(f"precision, {one.name}", precision, 0.995, f"{one.right:,} of {one.found:,} found", digits=4)
        yield least(f"recall, {one.name}", recall, 0.95, f"{one.right:,} of {one.known:,} known", digits=4)


def places(setting: Setting) -> Iterator[Row]:
    """Yield how many country labels are resolved, typed or rejected, and how many places the texts name."""
    from places import mentioned, rows, totals

    due = {"cknabs": 109, "API": 119}
    for total in totals(list(rows(setting.shared))):
        kinds = ", ".join(f"{count} {kind}" for kind, count in total.kinds.items() if count)
        judged = sum(total.kinds.values())
        known = due[total.source]
        yield Row(
            f"labels, {total.source}",
            f"{known} of {known}",
            f"{judged} of {total.labels}",
            judged == total.labels == known,
            kinds,
        )
        yield shown(f"share of uses that name a place, {total.source}", total.share, digits=4)
    names = ("cknabs", "fulltext/cases_2015_2017.csv", "fulltext/cases_site_dump.json")
    found = mentioned([record for name in names for record in source(setting.shared, name)])
    yield shown("titles and claims that name a place", found.naming / found.texts, f"of {found.texts:,}")
    note = f"of {found.mentions:,} mentions"
    yield shown("mentions of a place that the case does not list", found.unlisted / found.mentions, note)


def outlets(setting: Setting) -> Iterator[Row]:
    """Yield the size of the authority file, and the share of names and hosts that reach it, weighted by cases."""
    from outlets import SOURCES, shares

    from disinfograph.resolve.outlet.outlets import Outlets
    from disinfograph.vocabularies import load

    entries, known = len(load("outlets")), Outlets.load()
    yield Row("entries of the authority file", "≥ 300", str(entries), entries >= 300)
    held = {name: source(setting.shared, path) for name, path in SOURCES.items()}
    groups = {**held, "all": tuple(record for records in held.values() for record in records)}
    for name, records in groups.items():
        for one in shares(name, records, known):
            if one.all:
                yield shown(f"{one.what}, {one.source}", one.share, f"{one.known:,} of {one.all:,}", digits=4)


def similar(setting: Setting) -> Iterator[Row]:
    """Yield how many of the alike pairs are found, and how long 100,000 texts take."""
    from similar import made_texts, sample, settled

    from disinfograph.resolve.link.similar_claims import LEAST, all_pairs

    for name, texts in (("titles", sample(setting.shared, 5000)), ("made texts", sample(None, 5000))):
        claims, _ = settled(texts)
        found = {frozenset((at, int(other.slug))) for at in range(len(texts)) for other in claims.of(str(at))}
        pairs = {frozenset(pair): score for pair, score in all_pairs(texts).items()}
        floor = _floors(pairs)
        for low in (LEAST, 0.7, 0.8, 0.9):
            due = [pair for pair, score in pairs.items() if score >= low and any(score >= floor[at] for at in pair)]
            share = sum(pair in found for pair in due) / max(1, len(due))
            yield shown(f"recall, {name}, score ≥ {low:.1f}", share, f"{len(due):,} pairs")
    _, seconds = settled(made_texts(100_000))
    yield shown("seconds, 100,000 made texts", seconds, "of computing, on a machine that did other work too", digits=0)


def _floors(pairs: Mapping[frozenset[int], float]) -> dict[int, float]:
    """Return the score of the last pair of each text that is kept: of one text, only the best are."""
    from disinfograph.resolve.link.similar_claims import LEAST, MOST

    scores: dict[int, list[float]] = {}
    for pair, score in pairs.items():
        for at in pair:
            scores.setdefault(at, []).append(score)
    return {at: sorted(held)[-MOST] if len(held) > MOST else LEAST for at, held in scores.items()}


def semeval(setting: Setting) -> Iterator[Row]:
    """Yield how well the SemEval taxonomy is assigned to the half."""
    import foreign
    from agreement import finest, lineage, read
    from draw import draw, folded
    from narratives import LABELS

    from disinfograph.iris import case_slug

    cases, _, attribution = settled(setting.shared)
    gold, above, halves = read(LABELS), lineage(), {case.id: case.half for case in draw(setting.shared)}
    half = {name: gold[name] for name, of in halves.items() if of == setting.half}
    slugs = {name: case_slug(record) for name, record in cases.items()}
    # The same case may stand in several sources, under slugs of their own.
    drawn = {slugs[name] for name in halves} | {folded(cases[name].title or "") for name in halves}
    others = [name for name in slugs if drawn.isdisjoint({slugs[name], folded(cases[name].title or "")})]
    given = {name: finest([match.narrative for match in attribution.of(slugs[name])], above) for name in others}
    yield from foreign.semeval(setting, cases, half, given)


def voxukraine(setting: Setting) -> Iterator[Row]:
    """Yield how well VoxUkraine's narratives are assigned to its own texts."""
    import foreign

    return foreign.voxukraine(setting)


def _anchors(setting: Setting) -> Score:
    """Return the counts of a half: the anchors that the reader gives of each response against the labels."""
    import csv

    from crosslinks import LABELS, mark, overlap
    from draw import draw
    from narratives import records

    drawn = {case.id for case in draw(setting.shared) if case.half == setting.half}
    with LABELS.open(encoding="utf-8", newline="") as rows:
        right = {row["id"]: set(row["link_hashes"].split()) for row in csv.DictReader(rows) if row["id"] in drawn}
    texts = {name: record for name, record in records(setting.shared) if name in drawn}
    return overlap(({mark(link.text) for link in texts[name].cross_links}, right[name]) for name in sorted(right))


def _precision(score: Score) -> float:
    return score.right / score.given if score.given else 0.0


def _recall(score: Score) -> float:
    return score.right / score.gold if score.gold else 0.0


def _f1(score: Score) -> float:
    return 2 * score.right / (score.given + score.gold) if score.given + score.gold else 0.0


def _interval(cases: Sequence[Judged], figure: Callable[[Sequence[Judged]], float]) -> tuple[float, float]:
    """Return the bounds between which 95 % of the figures of resampled cases lie."""
    chance = random.Random(SEED)  # noqa: S311 - a draw, no secret
    figures = sorted(figure(chance.choices(cases, k=len(cases))) for _ in range(RESAMPLES))
    return figures[int(0.025 * RESAMPLES)], figures[int(0.975 * RESAMPLES) - 1]


def _wilson(share: float, many: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), which holds for few and for shares near 0 and 1."""
    middle = (share + z * z / (2 * many)) / (1 + z * z / many)
    half = z / (1 + z * z / many) * sqrt(share * (1 - share) / many + z * z / (4 * many * many))
    return max(0.0, middle - half), min(1.0, middle + half)
