"""Screens: what they save, and that they hide nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from disinfograph.stores import memory_store
from disinfograph.stores.memory import MemoryStore
from disinfograph.terms import Rows
from disinfograph.validation import setwise
from disinfograph.validation.compiler import Compiled, compiled
from disinfograph.validation.findings import Severity
from disinfograph.validation.query import Query
from disinfograph.validation.screens import SHORT, screened

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://e/> . "
THREE = "e:S sh:targetClass e:T ; sh:property [ sh:path e:p ; sh:minCount 1 ] , [ sh:path e:q ; sh:hasValue 'x' ] ,"
MILD = (
    " [ sh:path e:r ; sh:minCount 1 ; sh:severity sh:Info ] , [ sh:path e:s ; sh:minCount 1 ; sh:severity sh:Info ] ."
)
FOCUS = f"?this <{RDF.type}> <https://e/T> ."


def plan() -> Compiled:
    return compiled(Graph().parse(data=HEAD + THREE + MILD, format="turtle"))


def holding(*said: str) -> MemoryStore:
    store = memory_store()
    lines = [f"<https://e/{name}> <{RDF.type}> <https://e/T> ." for name in "ab"]
    store.take(
        [*lines, *(f'<https://e/{name}> <https://e/{word}> "x" .' for name, word in map(str.split, said))], (), ""
    )
    return store


def a_test(test: str, severity: Severity = Severity.VIOLATION, focus: str = FOCUS) -> Query:
    text = f"SELECT DISTINCT ?this WHERE {{ {focus} FILTER({test}) }}"
    return Query(text, severity, "", "", "", "", focus=focus, test=test)


def test_tests_of_one_focus_share_a_screen_with_those_as_grave() -> None:
    assert Counter(query.severity for query in plan().queries) == {Severity.VIOLATION: 2, Severity.INFO: 2}
    assert {query.screen.count("EXISTS") for query in plan().queries} == {2}
    assert len({query.screen for query in plan().queries}) == 2


def test_where_nothing_is_broken_only_the_screens_are_asked() -> None:
    store = holding(*(f"{name} {word}" for name in "ab" for word in "pqrs"))
    asked = []

    def select(text: str) -> Rows:
        asked.append(text)
        return store.select(text)

    assert setwise.check(select, plan()) == []
    assert not {query.text for query in plan().queries}.intersection(asked)
    assert {query.screen for query in plan().queries} <= set(asked)


@pytest.mark.parametrize("said", [(), ("a p",), ("a p", "b p", "a q"), ("a q", "b q", "a r", "b s", "a p", "b p")])
@pytest.mark.parametrize("at_once", [1, 3])
def test_screens_and_threads_change_no_finding(said: tuple[str, ...], at_once: int) -> None:
    store, given = holding(*said), plan()
    bare = replace(given, queries=tuple(replace(query, screen="") for query in given.queries))
    found = setwise.check(store.select, given, at_once=at_once)
    assert found == setwise.check(store.select, bare) != []


def test_a_test_that_stands_alone_and_a_query_with_a_screen_of_its_own_stay_as_they_are() -> None:
    alone, own = a_test("?a"), replace(a_test("?b", focus="?this ?p ?o ."), screen="SELECT ?one")
    grave, mild = a_test("?c", Severity.WARNING), Query("SELECT *", Severity.WARNING, "", "", "", "")
    assert list(screened([alone, own, grave, mild])) == [alone, own, grave, mild]


def test_a_screen_is_a_short_text_and_the_tests_that_it_has_no_room_for_get_another() -> None:
    tests = [f"EXISTS {{ ?this <https://e/{'x' * 300}/{n}> ?v{n} }}" for n in range(7)]
    given = list(screened(map(a_test, tests)))
    assert [query.test for query in given] == tests
    screens = Counter(query.screen for query in given)
    assert all(len(screen) <= SHORT for screen in screens)
    assert sum(screens.values()) == 7
    for query in given:
        assert query.test in query.screen or (screens[query.screen] == 1 and not query.screen)


def test_a_test_that_no_screen_has_room_for_goes_without() -> None:
    long = a_test(f'STR(?this) = "{"x" * SHORT}"')
    assert {query.screen for query in screened([long, a_test("?b"), a_test("?c")])} == {
        "",
        f"SELECT ?this WHERE {{ {FOCUS} FILTER((?b || ?c)) }} LIMIT 1",
    }


@pytest.mark.parametrize("at_once", [1, 3])
def test_what_a_graph_has_no_terms_for_is_not_asked(at_once: int) -> None:
    shapes = HEAD + (
        "e:S sh:targetClass e:T ; sh:property [ sh:path e:p ; sh:maxLength 3 ] , [ sh:path e:q ; sh:maxLength 3 ] . "
        "e:U sh:targetClass e:V ; sh:property [ sh:path e:p ; sh:minCount 1 ] ."
    )
    given, store, asked = compiled(Graph().parse(data=shapes, format="turtle")), holding("a p"), []

    def select(text: str) -> Rows:
        asked.append(text)
        return store.select(text)

    assert setwise.check(select, given, at_once=at_once) == []
    needed = {query.screen or query.text for query in given.queries if "e/V" not in query.focus + query.text}
    assert {text for text in needed if "e/p" in text} <= set(asked)
    absent = {text for query in given.queries for text in (query.screen, query.text) if "e/q" in text or "e/V" in text}
    assert len(absent) > 1
    assert not absent.intersection(asked)
