from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from disinfograph.iris import case_slug
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.records import Record
from disinfograph.resolve.narrative.attribution import ASSERTED, METHODS, Attribution
from disinfograph.resolve.narrative.calibration import Calibration, Step
from disinfograph.resolve.narrative.narratives import Match, Scheme
from disinfograph.vocabularies import Concept

CUE, KEYWORD = PREFIXES["dg"] + "cue", PREFIXES["dg"] + "cueKeyword"
WORDS = METHODS - {"similarity", "propagation"}
PLAIN = Calibration(
    {"base": -2.0, "title": 3.0, "claim": 1.0, "phrase": 1.0, "nearest": 1.5, "likeness": 2.5, "linked": 3.0}, {}
)


def narrative(slug: str, label: str, *cues: str, broader: tuple[str, ...] = (), definition: str = "") -> Concept:
    return Concept(
        iri=f"{BASE}narrative/{slug}",
        labels={"en": label},
        broader=tuple(f"{BASE}narrative/{parent}" for parent in broader),
        definition=definition,
        properties={CUE: cues, KEYWORD: ()},
    )


SKY = narrative("sky", "The sky is false", "sky & false|painted")
MOON = narrative("moon", "The moon is cheese", "moon & cheese", broader=("sky",))
SEA = narrative("sea", "The sea is soup", "sea & soup")


def record(title: str, claim: str | None = None, *phrases: str, keywords: tuple[str, ...] = ()) -> Record:
    return Record("tests", "cases", 1, title=title, claim=claim, narrative_phrases=phrases, keywords=keywords)


def attribution(
    cases: dict[str, Record],
    methods: frozenset[str] = WORDS,
    links: tuple[tuple[str, str], ...] = (),
    calibration: Calibration = PLAIN,
) -> Attribution:
    held = Attribution(Scheme([SKY, MOON, SEA]), methods, calibration)
    for slug, case in cases.items():
        held.add(slug, case)
    held.settle(links)
    return held


def narratives(held: Attribution, slug: str) -> list[str]:
    return [match.narrative for match in held.of(slug)]


# The words of a case


def test_a_match_names_its_method_and_the_words_that_decided() -> None:
    (match,) = attribution({"a": record("Cheese makes up the moon")}).of("a")
    assert match == Match("moon", "cue-match", 0.73, ("cheese", "moon"))


def test_a_case_of_several_records_has_each_narrative_once() -> None:
    held = attribution({"a": record("The moon is of cheese")})
    held.add("a", record("The moon is of cheese!", "The sea, they say, is a soup. Believe it: the sea is but soup."))
    held.add("a", record("A sea of soup"))
    assert narratives(held, "a") == ["moon", "sea"]


def test_an_unknown_case_has_no_narrative() -> None:
    held = attribution({})
    assert (held.of("a"), held.own("a")) == ((), frozenset())


def test_what_weighs_too_little_is_not_asserted() -> None:
    assert attribution({"a": record("", "He went to sea with some soup.")}).of("a") == ()


def test_a_finer_narrative_speaks_for_its_broader_one() -> None:
    held = attribution({"a": record("The sky is false and the moon is of cheese")})
    assert narratives(held, "a") == ["moon"]


def test_cues_must_be_met_within_one_sentence_of_a_title() -> None:
    assert attribution({"a": record("He saw the moon. He ate cheese // She slept.")}).of("a") == ()


def test_a_narrative_that_only_the_response_names_is_believed() -> None:
    steps = {"named-alone": [Step(0.0, 0.8)]}
    cases = {"a": record("A title of no use", None, "The moon is cheese"), "b": record("No use either")}
    held = attribution(cases, calibration=Calibration(PLAIN.weights, steps))
    assert held.of("a") == (Match("moon", "phrase-match", 0.8, ("moon is cheese",)),)
    told = record("A sea of soup", None, "The moon is cheese")
    assert narratives(attribution({"a": told}, calibration=Calibration(PLAIN.weights, steps)), "a") == ["sea"]


def test_a_case_says_of_itself_what_its_words_tell_before_all_is_settled() -> None:
    held = Attribution(Scheme([MOON, SEA]), WORDS, PLAIN)
    held.add("a", record("The moon is of cheese"))
    assert held.own("a") == {"moon"}
    held.add("a", record("The sea is a soup"))
    assert held.own("a") == {"moon", "sea"}


# Switching methods


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_method_that_is_off_makes_no_match(method: str) -> None:
    cases = {
        "a": record("The moon is of cheese", None, "The moon is cheese"),
        "b": record("A yellow moon, all of it cheddar and brie"),
        "c": record("The moon is of cheese and brie, of cheddar and brie"),
    }
    for methods in (METHODS, METHODS - {method}):
        held = attribution(cases, methods, links=(("a", "b"), ("c", "b")))
        found = {match.method for slug in cases for match in held.of(slug)}
        assert method not in found or method in methods


def test_without_any_method_there_is_no_match() -> None:
    held = attribution({"a": record("The moon is of cheese", None, "The moon is cheese")}, frozenset())
    assert (held.of("a"), held.own("a")) == ((), frozenset())


# What other cases add


def test_a_case_without_telling_words_is_known_by_the_cases_that_it_is_like() -> None:
    cases = {
        "a": record("The moon is of cheese, ripe brie and old cheddar, says the grocer"),
        "b": record("The moon is of cheese, old cheddar and ripe brie, says a milkman"),
        "c": record("Ripe brie and old cheddar, says the grocer"),
        "d": record("The sea is a soup of leeks"),
    }
    held = attribution(cases, WORDS | {"similarity"})
    (match,) = held.of("c")
    assert (match.narrative, match.method) == ("moon", "similarity")
    assert match.evidence == ("a", "b")
    assert attribution(cases).of("c") == ()


def test_a_case_without_telling_words_takes_what_several_linked_cases_agree_on() -> None:
    cases = {name: record(f"The moon is of cheese, says {name}") for name in ("a", "b")} | {"c": record("Say what")}
    held = attribution(cases, WORDS | {"propagation"}, (("a", "c"), ("c", "b"), ("c", "c")))
    (match,) = held.of("c")
    assert (match.narrative, match.method, match.evidence) == ("moon", "propagation", ("a", "b"))
    assert attribution(cases, WORDS, (("a", "c"), ("c", "b"))).of("c") == ()


def test_linked_cases_that_disagree_carry_nothing_over() -> None:
    cases = {"a": record("The moon is of cheese"), "b": record("The sea is a soup"), "c": record("Say what")}
    assert attribution(cases, WORDS | {"propagation"}, (("a", "c"), ("b", "c"))).of("c") == ()


# The scheme and the calibration of the package, and real cases


def test_the_order_of_the_records_does_not_matter() -> None:
    titles = [
        "Western labs in Ukraine breed the plague",
        "American labs in Ukraine breed germs",
        "The plague was bred in secret",
        "Fascists rule in Kyiv",
        "Washington pays for the protests in Minsk",
    ]
    found = []
    for order in (titles, titles[::-1]):
        held = Attribution(Scheme.load())
        for title in order:
            held.add(case_slug(record(title)), record(title))
        held.settle([])
        found.append({title: held.of(case_slug(record(title))) for title in titles})
    assert found[0] == found[1]
    assert sum(map(bool, found[0].values())) >= 4


def test_eleven_thousand_cases_are_attributed_within_seconds(shared: Path) -> None:
    with (shared / "data" / "cknabs" / "posts.csv").open(encoding="utf-8", newline="") as lines:
        cases = [record(row["title"], keywords=tuple(row["keywords"].split("+"))) for row in csv.DictReader(lines)]
    slugs = {f"case-{number}": case for number, case in enumerate(cases)}
    held, started = Attribution(Scheme.load()), time.process_time()
    for slug, case in slugs.items():
        held.add(slug, case)
    held.settle([])
    given = [held.of(slug) for slug in slugs]
    assert time.process_time() - started < 30
    assert 0.6 < sum(map(bool, given)) / len(given) < 0.85
    assert all(ASSERTED <= match.confidence <= 1 and match.evidence for matches in given for match in matches)
