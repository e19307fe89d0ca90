"""Asking a graph: stored queries by names that people type, and free queries that only read."""

from __future__ import annotations

import pytest

from disinfograph import answer
from disinfograph.build import Options, build
from disinfograph.errors import BadQuery, NotFound, WrongUse
from disinfograph.namespaces import BASE
from disinfograph.records import Article, Record, Run
from disinfograph.stores import memory_store
from disinfograph.stores.memory import MemoryStore
from disinfograph.terms import Rows

SNOW = Record(
    source="alpha",
    file="alpha.jsonl",
    position=1,
    title="The snow was painted abroad",
    date="2021-02-03",
    countries=("Georgia",),
    outlets=("TASS",),
    articles=(Article(url="https://tass.ru/politika/1", outlet="TASS"),),
)


def run(sources: tuple[str, ...]) -> Run:
    return Run(sources, ("alpha.jsonl sha256:00",), "test")


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = memory_store()
    build(made, [SNOW], run)
    return made


def test_a_thing_may_be_named_by_code_curie_path_or_iri(store: MemoryStore) -> None:
    answers = [
        answer.stored(store, "cases/find", {"country": name})
        for name in ("GE", "place:GE", "place/GE", f"{BASE}place/GE")
    ]
    assert [1, 1, 1, 1] == [len(rows) for rows in answers]


def test_a_label_in_place_of_a_thing_is_answered_with_what_was_meant(store: MemoryStore) -> None:
    with pytest.raises(NotFound, match="no place in the graph named 'georgia'; there are: place:GE"):
        answer.stored(store, "cases/find", {"country": "georgia"})


def test_a_hostile_label_names_nothing_and_breaks_nothing(store: MemoryStore) -> None:
    with pytest.raises((NotFound, BadQuery)):
        answer.stored(store, "cases/find", {"country": 'place:x" } { ?s ?p ?o } #'})


def test_a_free_query_need_not_declare_our_prefixes(store: MemoryStore) -> None:
    rows = answer.free(store, "SELECT ?claim { ?claim a dg:Claim ; dg:discusses place:GE }")
    assert isinstance(rows, Rows)
    assert 1 == len(rows)


def test_a_prefix_that_the_query_declares_itself_stays_its_own() -> None:
    text = "PREFIX dg: <http://example.org/> SELECT * { ?s a dg:Claim . ?s rdfs:label ?l }"
    assert answer.with_prefixes(text) == f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {text}"


def test_an_unknown_prefix_is_named_in_a_short_sentence(store: MemoryStore) -> None:
    with pytest.raises(BadQuery, match="does not declare this prefix") as caught:
        answer.free(store, "SELECT * { ?s foo:bar ?o }")
    assert len(str(caught.value)) < 200


def test_an_article_of_one_edition_does_not_count_its_brand_as_a_second_outlet(store: MemoryStore) -> None:
    rows = answer.free(store, "SELECT ?outlet { ?claim dg:carriedBy ?outlet }")
    assert isinstance(rows, Rows)
    assert 1 == len(rows)


def test_another_base_is_refused_where_it_would_move_every_iri() -> None:
    store = memory_store()
    build(store, [SNOW], run, Options(base="https://example.org/kg/"))
    with pytest.raises(WrongUse, match=r"IRIs begin with https://example\.org/kg/"):
        build(store, [SNOW], run, Options(base=BASE))
    build(store, [SNOW], run)
    assert store.ask("ASK { <https://example.org/kg/case/the-snow-was-painted-abroad> ?p ?o }")


def test_a_source_that_never_said_anything_cannot_be_replaced() -> None:
    store = memory_store()
    build(store, [SNOW], run)
    with pytest.raises(NotFound, match="no source in the store named 'aplha'; there are: alpha"):
        build(store, [], run, Options(replace_sources=("aplha",)))
    build(store, [SNOW], run, Options(replace_sources=("alpha",)))
