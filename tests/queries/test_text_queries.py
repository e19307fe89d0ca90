"""A stored query that looks for a text answers the same with an index that narrows it down as without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_engines import oxigraph_rows

from disinfograph import answer
from disinfograph.iris import resolve_name
from disinfograph.namespaces import BASE, expand
from disinfograph.queries.catalogue import Query, catalogue
from disinfograph.queries.fast import joined
from disinfograph.queries.parameters import bind
from disinfograph.queries.tokens import Kind, code
from disinfograph.queries.words import MOST, looks_for_words, narrowed, sought
from disinfograph.search.index import Search
from disinfograph.search.letters import keeps_its_form
from disinfograph.search.words import words
from disinfograph.searching import refresh
from disinfograph.stores import open_store
from disinfograph.stores.worker_frames import Question
from disinfograph.stores.worker_replies import Desk
from disinfograph.terms import Rows, iri_token, text_token
from disinfograph.web.clerk import Clerk

SEARCH = catalogue()["cases/search"]
LOOKING = [query for query in catalogue().values() if any(each.type == "literal" for each in query.parameters)]
FIELDS = {"title": "schema:name", "response": "schema:reviewBody", "claim": "schema:text"}
TEXTS = {
    "bridge": {"title": "The bridge was never built", "claim": "There is NO bridge over the strait"},
    "lake": {"title": "Divers", "response": "Отравленное озеро, май 2022: the lake isn't poisoned"},
    "long": {"claim": "x" * 90 + "ballot" + "y" * 90 + " papers"},
    "far": {"title": "北约NATO的扩张没有任何理由可以被接受而且将来也永远不会有任何理由可以被任何人接受"},
}


def lines(texts: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
    """Yield the statements of cases with these texts, by field."""
    for slug, said in texts.items():
        case, claim = iri_token(f"{BASE}case/{slug}"), iri_token(f"{BASE}claim/{slug}")
        yield f"{case} {iri_token(expand('rdf:type'))} {iri_token(expand('dg:Case'))} ."
        yield f'{case} {iri_token(expand("rdfs:label"))} "Claim: {slug}" .'
        yield f"{case} {iri_token(expand('schema:itemReviewed'))} {claim} ."
        for field, text in said.items():
            subject = claim if field == "claim" else case
            yield f"{subject} {iri_token(expand(FIELDS[field]))} {text_token(text)} ."


def asked(store: ox.Store, text: str, found: list[str] | None) -> Rows:
    return oxigraph_rows(store, narrowed(bind(SEARCH, {"text": text}, resolve_name), found))


def filled(texts: Mapping[str, Mapping[str, str]]) -> ox.Store:
    store = ox.Store()
    store.load("\n".join(lines(texts)).encode(), format=ox.RdfFormat.N_TRIPLES)
    return store


@pytest.mark.parametrize("query", LOOKING, ids=lambda query: str(query.name))
def test_every_query_for_a_text_makes_room_for_what_an_index_names(query: Query) -> None:
    (parameter,) = [each for each in query.parameters if each.type == "literal"]
    assert sought(query, {parameter.name: "some words"}) == "some words"
    text = narrowed(query.text, ["https://a.example/1"])
    assert re.search(r"VALUES \?case \{ <https://a.example/1> \}", text)
    assert "VALUES" in [token.text for token in code(text)]


def test_a_query_for_no_text_is_never_narrowed() -> None:
    others = [query for query in catalogue().values() if query not in LOOKING]
    assert {""} == {sought(query, {"text": "words", "country": "UA"}) for query in others}
    assert all(query.text == narrowed(query.text, ["https://a.example/1"]) for query in others)


def test_no_value_can_take_the_room_of_the_things() -> None:
    text = bind(SEARCH, {"text": "x\n      # words: ?case holds text\n}"}, resolve_name)
    before = [token.text for token in code(text) if token.kind is Kind.STRING]
    found = narrowed(text, ["https://a.example/1"])
    assert 1 == found.count("VALUES")
    assert before == [token.text for token in code(found) if token.kind is Kind.STRING]


def test_more_things_than_a_query_may_name_leave_it_as_it_stands() -> None:
    assert narrowed(SEARCH.text, [f"https://a.example/{'x' * 200}/{n}" for n in range(MOST)]) == SEARCH.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bridge", ["bridge", "long", "far"]),
        ("RIDGE OV", ["bridge", "long", "far"]),
        ("e is no br", ["bridge", "long", "far"]),
        ("is no", None),
        ("no bridges", ["long", "far"]),
        ("озеро, май", ["lake", "long", "far"]),
        ("isn't", ["lake", "long", "far"]),
        ("北约", None),
        ("r", None),
        (" ", None),
    ],
)
def test_the_index_names_what_may_hold_a_text_or_cannot_tell(text: str, found: list[str] | None) -> None:
    expected = None if found is None else sorted(f"{BASE}case/{slug}" for slug in found)
    assert expected == Search.in_memory(lines(TEXTS)).holding(text, 9)


def test_the_index_does_not_name_more_things_than_wanted() -> None:
    index = Search.in_memory(lines(TEXTS))
    assert index.holding("bridge", 2) is None
    assert index.holding("bridge", 3) is not None


def test_a_word_too_long_for_the_index_is_found_all_the_same() -> None:
    store, index = filled(TEXTS), Search.in_memory(lines(TEXTS))
    for text, slug in (("ballot", "long"), ("NATO", "far")):
        rows = asked(store, text, index.holding(text, MOST))
        assert [f"{BASE}case/{slug}"] == [str(row["case"]) for row in rows.dicts()]


def test_every_letter_that_is_looked_up_has_one_form_in_the_index() -> None:
    small: set[str] = set()
    for number in (*range(0xD800), *range(0xE000, 0x110000)):
        letter = chr(number)
        for low in letter.lower():
            if re.fullmatch("[0-9a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]", low) and keeps_its_form(low):
                assert words(f"x{low}x") == words(f"x{letter}x"), (letter, low)
                small.add(low)
    assert set("0123456789abcdefghijklmnopqrstuvwxyzäéñøłßάωςжийіїґ") <= small
    assert not {"'", "ŉ", " "} & small


def test_accents_and_other_marks_after_a_letter_do_not_hide_it() -> None:
    marks = [chr(n) for n in (*range(0x500), 0x3099) if unicodedata.category(chr(n)) == "Mn"]
    for letter in "aиßσ":
        texts = {f"c{n}": {"title": f"wor{letter}{mark}d"} for n, mark in enumerate(marks)}
        found = Search.in_memory(lines(texts)).holding(f"wor{letter}", len(texts))
        assert found is not None
        assert len(texts) == len(found)


LETTERS = [*"aAbB12ßẞıIİKéÉøŁиИйЙґΣσςάǅŉ", "ﬁ", "㎏", "北", "약", "ح", "\u0650", "🙂"]
JOINED = ["e\u0301", "и\u0306", "И\u0306\u0327", "й\u0301", "a" * 98, "ж" * 49, "bal", "lot"]
SIGNS = ["\u200b", "\u00ad", "ʼ", "’", "'", " ", "-", ".", '"', "\\", "\n"]
PIECES = st.sampled_from([*LETTERS, *JOINED, *SIGNS])
WRITTEN = st.lists(PIECES, max_size=9).map("".join)
SPELLING = st.sampled_from([str, str.upper, str.lower, str.swapcase, str.title])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, dict[str, str]], str]:
    """Return cases with texts, and what to look for: a part of one of the texts, or anything."""
    texts = draw(
        st.dictionaries(
            st.sampled_from(["a", "b", "c"]), st.dictionaries(st.sampled_from([*FIELDS]), WRITTEN), min_size=1
        )
    )
    held = [text for said in texts.values() for text in said.values() if text]
    if not held or draw(st.integers(0, 4)) == 0:
        return texts, draw(WRITTEN)
    text = draw(st.sampled_from(held))
    start = draw(st.integers(0, len(text) - 1))
    return texts, draw(SPELLING)(text[start : draw(st.integers(start + 1, len(text)))])


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_an_index_changes_no_answer(world: tuple[dict[str, dict[str, str]], str]) -> None:
    texts, text = world
    store = filled(texts)
    assert asked(store, text, None) == asked(store, text, Search.in_memory(lines(texts)).holding(text, MOST))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "quads.nq").write_text("".join(f"{line}\n" for line in sorted(lines(TEXTS))), "utf-8", newline="\n")
    (folder / "ledger.jsonl").write_text("", "utf-8")
    open_store(folder / "db").publish(folder / "quads.nq", folder / "ledger.jsonl")
    return folder / "db"


def test_a_store_answers_the_same_without_an_index_with_one_and_with_a_broken_one(place: Path) -> None:
    def answers() -> list[Rows]:
        return [answer.stored(open_store(place), "cases/search", {"text": text}) for text in ("bridge", "NATO", "nil")]

    snapshot = place / "snapshots" / open_store(place).version()
    plain = answers()
    assert [1, 1, 0] == [len(rows) for rows in plain]
    assert answer.cases_holding(snapshot, "bridge") is None
    assert refresh(place)
    assert answer.cases_holding(snapshot, "bridge") == [f"{BASE}case/{slug}" for slug in ("bridge", "far", "long")]
    assert plain == answers()
    for path in (place / "search").rglob("meta.json"):
        path.write_text("{", "utf-8")
    assert answer.cases_holding(snapshot, "bridge") is None
    assert plain == answers()


def test_a_worker_of_the_server_looks_only_where_the_index_says(place: Path) -> None:
    refresh(place)
    text = bind(SEARCH, {"text": "bridge"}, resolve_name)
    plain, clerk = Question(text, "csv", 100, 10_000), Clerk(Desk.open(place), BASE)
    narrow = Question(text, "csv", 100, 10_000, sought="bridge")
    assert clerk.reply(plain) == clerk.reply(narrow)
    assert b"case/bridge" in clerk.reply(narrow).body
    # A text that only the index can leave out shows that it was asked.
    other = Question(text, "csv", 100, 10_000, sought="no such bridges")
    assert b"case/bridge" not in clerk.reply(other).body


def test_only_a_query_that_looks_for_a_text_is_left_to_the_index_before_it_is_asked_in_parts() -> None:
    looking = [name for name, query in catalogue().items() if looks_for_words(query)]
    assert looking == ["cases/search"]
    assert not looks_for_words(joined(catalogue()["cases/search"]))
