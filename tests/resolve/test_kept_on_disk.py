"""What is known of the cases of a build is kept on disk, and comes back as it was."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.records import CrossLink, Record
from disinfograph.resolve.link.claim_texts import ClaimTexts
from disinfograph.resolve.link.crosslinks import Target
from disinfograph.resolve.link.leads import Leads, Links
from disinfograph.resolve.link.scored import Scored
from disinfograph.resolve.link.word_keys import keys
from disinfograph.resolve.narrative.case_text import CaseText, TextWords
from disinfograph.resolve.narrative.case_words import CaseWords
from disinfograph.resolve.narrative.signs import Told, Words
from disinfograph.shelf import NamedShelf

ONE, TWO = CrossLink("one"), CrossLink("two", "https://example.org/report/two")
PAIR = st.tuples(st.integers(0, 5), st.integers(6, 9), st.sampled_from([0.6, 0.7, 1.0]))


@dataclass(frozen=True, slots=True)
class Decided(Target):
    """A target that says more than others."""

    note: str = ""


def test_each_cross_link_of_a_case_is_kept_once_in_its_order() -> None:
    links = Links()
    links.add("a", [TWO, ONE, TWO])
    links.add("b", [ONE])
    links.add("a", [ONE, CrossLink("three")])
    assert links.of("a") == [TWO, ONE, CrossLink("three")]
    assert links.of("nothing") == []
    assert list(links) == ["a", "b"]


def test_where_links_lead_comes_back_with_who_decided() -> None:
    leads = Leads()
    led = ((ONE, Target("b", "link-title", 0.95)), (TWO, Decided("c", "curated", 1.0, "seen")))
    leads.put("a", led)
    leads.put("b", ())
    assert leads.of("a") == led
    assert leads.of("b") == ()
    assert list(leads.pairs()) == [("a", "b"), ("a", "c")]


def test_the_words_of_all_records_of_a_case_come_back() -> None:
    kept, words = CaseWords(), Words()
    records = [
        Record("s", "f", 1, title="Snow is black", claim="It is.", keywords=("Snow", "Black")),
        Record("s", "f", 2, title="Snow is white", narrative_phrases=("about snow",), keywords=("White", "Snow")),
    ]
    for record in records:
        kept.add("a", record)
        kept.add("b", records[0])
        words.add(record)
    assert kept.of("a") == words
    assert list(kept.of("a").keywords) == ["Snow", "Black", "White"]
    assert list(kept) == ["a", "b"]


def test_what_a_case_tells_is_forgotten_with_another_record() -> None:
    kept = CaseWords()
    kept.add("a", Record("s", "f", 1, title="Snow is black"))
    assert kept.told("a") is None
    told = {"snow": Told({"title": 1.0}, {"cue": ["black"]})}
    kept.tell("a", told)
    assert kept.told("a") == told
    kept.add("a", Record("s", "f", 2, title="Snow is white"))
    assert kept.told("a") is None


def test_what_a_case_says_is_read_once_and_anew_with_another_record() -> None:
    kept = CaseWords()
    kept.add("a", Record("s", "f", 1, title="Snow's black", claim="It is.", keywords=("White", "Old Snow")))
    first = kept.text("a")
    kept.add("b", Record("s", "f", 2, title="Rain"))
    again = kept.text("a")
    assert again == first == CaseText("Snow's black", "It is.", ("Old Snow", "White"))
    assert again.known == first.words == TextWords(("snow", "black"), ("it", "is"), ("old snow", "white"))
    kept.add("a", Record("s", "f", 3, title="Snow is white"))
    assert kept.text("a").words.title == ("snow", "is", "white", "snow", "black")


def test_texts_come_with_their_words_and_cases_as_numbers() -> None:
    given_texts = [("Rain is sold", ["b", "c"]), ("Snow is black", ["a"]), ("Rain", [])]
    texts = ClaimTexts(given_texts)
    assert [(text.text, text.keys) for text in texts] == [(text, keys(text)) for text, _ in given_texts]
    assert [[texts.slugs[case] for case in text.cases] for text in texts] == [["b", "c"], ["a"], []]
    assert [[texts.words[word] for word in row] for row in texts.coded] == [list(keys(t).words) for t, _ in given_texts]
    assert dict(zip(texts.words, texts.held.tolist(), strict=True))["rain"] == 2


def test_there_may_be_no_texts_at_all() -> None:
    texts = ClaimTexts([])
    assert (len(texts), texts.words, texts.slugs) == (0, [], [])
    assert list(Scored().best(3)) == []


@given(st.lists(PAIR), st.lists(PAIR))
def test_of_a_pair_the_best_counts_and_of_a_case_the_best_pairs(
    before: list[tuple[int, int, float]], after: list[tuple[int, int, float]]
) -> None:
    scored, best = Scored(), dict[tuple[int, int], tuple[float, int]]()
    for number, (one, two, _) in enumerate(before):
        scored.add(one, two, 1.0, number, number)
        best[one, two] = (1.0, number)
    scored.turn()
    for number, (one, two, score) in enumerate(after, len(before)):
        scored.add(one, two, score, number, number)
        if (one, two) not in best or best[one, two][0] < score:
            best[one, two] = (score, number)
    sides: dict[int, list[tuple[float, int, int]]] = {}
    for (one, two), (score, number) in best.items():
        sides.setdefault(one, []).append((-score, two, number))
        sides.setdefault(two, []).append((-score, one, number))
    wanted = {case: [(other, -less, n, n) for less, other, n in sorted(found)[:2]] for case, found in sides.items()}
    assert {case: list(found) for case, found in scored.best(2)} == wanted


@pytest.mark.parametrize("value", [("a", 1.5, None), {"b": [1, "…"]}, frozenset({"c"}), ()])
def test_plain_values_come_back_by_name(value: object) -> None:
    shelf = NamedShelf()
    shelf["before"], shelf["name"] = value, "something else"
    shelf["name"] = value
    assert (shelf["name"], len(shelf), "name" in shelf) == (value, 2, True)
    shelf.forget("name")
    shelf.forget("name")
    assert list(shelf) == ["before"]
