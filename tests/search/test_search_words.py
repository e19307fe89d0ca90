"""What people type finds what they mean, and nothing that they type is an error."""

from __future__ import annotations

import pytest
import search_world
from hypothesis import example, given, settings
from hypothesis import strategies as st
from search_world import slugs

from disinfograph.search.index import Search
from disinfograph.search.query import LONGEST, plain
from disinfograph.search.schema import FIELDS
from disinfograph.search.words import fold, words

SIGNS = [*"\"()+-*:'^~", "AND ", "OR ", "NOT ", " IN [", "title:", "rank:", "[1 TO 2]"]


@pytest.fixture(scope="module")
def index() -> Search:
    return search_world.search()


@pytest.mark.parametrize("text", ["bridge", "BRIDGE", "bridges", "no bridge", "brid*", "strait bridge"])
def test_english_words_are_found_whatever_their_case_and_endings(index: Search, text: str) -> None:
    assert slugs(index, text) == ["bridge"]


@pytest.mark.parametrize("text", ["naive", "naïve", "NAI\u0308VE", "café", "lodz", "Łódź", "etat", "état-major"])
def test_accents_make_no_difference(index: Search, text: str) -> None:
    assert slugs(index, text) == ["naive-cafe"]


@pytest.mark.parametrize("text", ["озеро", "ОЗЕРО", "о́зеро", "ტბა", "البحيرة", "البُحَيْرة", "مسمومه"])
def test_cyrillic_georgian_and_arabic_are_found_by_word(index: Search, text: str) -> None:
    assert slugs(index, text) == ["lake"]


@pytest.mark.parametrize("text", ["Україна", "украина", "საქართველო bridge", "Farbrevolutionen", "sputnik", "ficelles"])
def test_a_case_is_found_by_the_names_of_its_things_in_every_language(index: Search, text: str) -> None:
    assert slugs(index, text) == ["bridge"]


def test_all_words_must_occur_unless_an_or_parts_them(index: Search) -> None:
    assert slugs(index, "bridge lake") == []
    assert sorted(slugs(index, "bridge OR lake")) == ["bridge", "lake"]
    assert slugs(index, "georgia -bridge") == ["mountain"]
    assert slugs(index, "georgia NOT bridge") == ["mountain"]
    assert sorted(slugs(index, "-twin")) == ["bridge", "lake", "mountain", "naive-cafe"]
    assert slugs(index, "(bridge OR lake) divers") == ["lake"]
    assert slugs(index, "georgia bridge OR divers") == ["bridge"]


@pytest.mark.parametrize("text", ['"never built"', "“never built”", "„never built“", "«never built»"])
def test_words_in_quotes_stand_side_by_side(index: Search, text: str) -> None:
    assert slugs(index, text) == ["bridge"]
    assert slugs(index, '"built never"') == []


def test_what_is_quoted_is_meant_letter_by_letter(index: Search) -> None:
    assert slugs(index, "engineer") == ["bridge"]
    assert slugs(index, '"engineer"') == []
    assert slugs(index, '"engineers have mea"*') == ["bridge"]


def test_the_last_word_may_be_one_that_is_still_being_typed(index: Search) -> None:
    assert slugs(index, "moun", last_is_beginning=True) == ["mountain"]
    assert slugs(index, "poisoned la", last_is_beginning=True) == ["lake"]
    assert slugs(index, "bridges", last_is_beginning=True) == ["bridge"]
    assert slugs(index, "moun") == []


def test_a_known_field_before_a_colon_narrows_down(index: Search) -> None:
    assert slugs(index, "title:bridge") == ["bridge"]
    assert slugs(index, "response:strait") == []
    assert slugs(index, "place:ua") == ["bridge"]
    assert slugs(index, "place:poland") == ["lake"]
    assert slugs(index, "language:ru divers") == ["lake"]
    assert slugs(index, "source:beta mountain") == ["mountain"]
    assert slugs(index, 'title:"moves at"') == ["mountain"]


@pytest.mark.parametrize("text", ["rank:0", "card:bridge", "day:20210304", "place_key:UA", "title_stems:bridg"])
def test_the_fields_that_keep_the_index_going_cannot_be_reached(index: Search, text: str) -> None:
    assert slugs(index, text) == []


def test_a_colon_after_any_other_word_is_no_field(index: Search) -> None:
    assert slugs(index, "bridge: built") == ["bridge"]
    assert slugs(index, "Bridge:never") == ["bridge"]


def test_nothing_typed_finds_everything_and_no_words_find_nothing(index: Search) -> None:
    assert slugs(index, "") == sorted(search_world.CASES)
    assert slugs(index, "  ") == sorted(search_world.CASES)
    assert index.find("?!").total == 0
    assert index.find("*").total == 0


@settings(max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=12), st.just("bridge")), max_size=12).map("".join))
@example("(" * 100_000)
@example("NOT " * 10_000)
@example("\ud800 \0 \x1b[31m")
@example('a"b')
@example("NEAR(")
@example("a:b")
@example("-x")
@example("x IN [a b]")
@example("/re.*/")
@example("title:*")
@example("\ufdfa" * 500)
def test_no_text_is_an_error(text: str) -> None:
    for last in (False, True):
        hits = INDEX.find(text, last_is_beginning=last)
        assert hits.total >= len(hits.hits)


@given(st.text())
def test_what_the_parser_sees_is_short_and_free_of_its_other_signs(text: str) -> None:
    seen = plain(text)
    assert len(seen) <= LONGEST
    assert not set(seen) & set("[]{}<>^/\\~`|")
    assert all(part.endswith(FIELDS) for part in seen.split(":")[:-1])


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert words(fold(text)) == words(text)


INDEX = search_world.search()


@pytest.mark.parametrize(
    ("text", "bare"),
    [("край", "край"), ("краи\u0306", "край"), ("И\u0306\u0301", "Й"), ("ё а\u0306 Ă", "е а A"), ("ий\u0306", "ий")],
)
def test_only_the_short_i_keeps_its_sign(text: str, bare: str) -> None:
    assert fold(text) == bare
