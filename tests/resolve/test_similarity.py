from __future__ import annotations

import pytest

from disinfograph.namespaces import BASE
from disinfograph.resolve.narrative.case_text import CaseText
from disinfograph.resolve.narrative.similarity import Similarity
from disinfograph.vocabularies import Concept

EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
LABS = Concept(
    f"{BASE}narrative/labs",
    labels={
        "en": "Secret laboratories breed germs",
        "ru": "Секретные лаборатории выводят микробов",
        "ka": "საიდუმლო ლაბორატორია",
    },
    definition="Claims that laboratories breed germs as weapons.",
    properties={EXAMPLE: ("Claim: The germs came from a laboratory at the coast.",)},
)
COLD = Concept(
    f"{BASE}narrative/cold",
    labels={"en": "The city will freeze without gas", "ru": "Город замёрзнет без газа", "ka": "ქალაქი გაიყინება"},
    definition="Claims that without gas from abroad the city has a winter of cold homes.",
)


def case(title: str, claim: str = "", *keywords: str) -> CaseText:
    return CaseText(title, claim, keywords)


def settled(cases: dict[str, CaseText], known: dict[str, tuple[str, ...]] | None = None) -> Similarity:
    similarity = Similarity((COLD, LABS))
    similarity.settle(similarity.compared(cases), known or {})
    return similarity


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A laboratory of germs", "labs"),
        ("Without gas a cold winter", "cold"),
        ("Микробов выводили в секретных лабораториях", "labs"),
        ("Без газа города замёрзнут", "cold"),
        ("საიდუმლო ლაბორატორიები", "labs"),
    ],
)
def test_a_title_is_most_like_the_narrative_of_its_words_in_any_language_of_the_labels(
    title: str, expected: str
) -> None:
    similarity = settled({"a": case(title), "b": case("Winter gas laboratory germs city cold breed")})
    assert similarity.nearest("a") == expected
    assert similarity.of("a", expected).nearest


def test_a_title_without_a_shared_word_is_like_nothing() -> None:
    similarity = settled({"a": case("Zebras")})
    assert similarity.nearest("a") is None
    assert similarity.of("a", "labs").cosine == similarity.of("a", "labs").share == 0


def test_known_cases_lend_their_words_to_their_narrative() -> None:
    cases = {"a": case("The germs escaped through a broken pipe"), "b": case("A broken pipe")}
    assert settled(cases).nearest("b") is None
    assert settled(cases, {"a": ("labs",)}).nearest("b") == "labs"


def test_a_case_does_not_speak_for_itself() -> None:
    cases = {"a": case("Zebras graze"), "b": case("Zebras sleep"), "c": case("Lions graze")}
    similarity = settled(cases, {"a": ("labs",)})
    assert similarity.of("a", "labs").cosine == pytest.approx(0, abs=1e-3)
    assert similarity.of("b", "labs").cosine > 0.1


def test_keywords_count_like_words() -> None:
    cases = {"a": case("One", "", "Germ warfare"), "b": case("Two", "", "germ warfare"), "c": case("Three")}
    similarity = settled(cases, {"a": ("labs",)})
    assert (similarity.nearest("b"), similarity.nearest("c")) == ("labs", None)


def test_the_cases_that_a_case_is_like_come_the_most_alike_first() -> None:
    cases = {
        "a": case("Germs from a broken pipe in the harbour"),
        "b": case("Germs from the harbour"),
        "c": case("A broken pipe in the harbour"),
        "d": case("Zebras graze"),
    }
    similarity = settled(cases, {"a": ("labs",), "b": ("labs",), "d": ("labs",)})
    assert similarity.like("c", "labs") == ("a", "b")
    assert similarity.like("c", "labs", most=1) == ("a",)
    assert similarity.like("c", "cold") == ()


def test_nothing_at_all_can_be_compared() -> None:
    settled({})
    similarity = Similarity(())
    similarity.settle(similarity.compared({"a": case("Zebras")}), {})


def test_more_cases_than_are_compared_at_once_are_compared_alike() -> None:
    cases = {
        f"case-{number}": case("A laboratory of germs" if number % 2 else "Cold without gas") for number in range(2500)
    }
    similarity = settled(cases)
    assert {similarity.nearest(f"case-{number}") for number in range(1, 2500, 2)} == {"labs"}
    assert {similarity.nearest(f"case-{number}") for number in range(0, 2500, 2)} == {"cold"}
