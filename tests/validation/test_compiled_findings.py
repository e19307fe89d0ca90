"""Our shapes made into queries: on every fixture, and on graphs damaged at random, the findings are pySHACL's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.plugins.sparql import prepareQuery

from disinfograph.errors import NotFound
from disinfograph.namespaces import PREFIXES
from disinfograph.stores import memory_store
from disinfograph.stores.memory import MemoryStore
from disinfograph.stores.serialiser import triples_in
from disinfograph.terms import merge_of
from disinfograph.validation import setwise
from disinfograph.validation.compiler import compiled
from disinfograph.validation.engine import check, check_by
from disinfograph.validation.findings import Finding
from disinfograph.validation.known_terms import KNOWN_TERMS
from disinfograph.validation.results import node_token
from disinfograph.validation.shapes import shapes

SHAPES = Path(__file__).resolve().parents[1] / "shapes"
FIXTURES = sorted(SHAPES.glob("*Shape/*.ttl"))
DG = PREFIXES["dg"]
NUMBER = PREFIXES["schema"] + "issueNumber"
# Python takes a week and a day for a date, XML Schema does not.
NO_DATE = '"2020-W01-1"'


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    return tuple(triples_in(path))


def holding(lines: Iterable[str]) -> MemoryStore:
    store = memory_store()
    store.take(lines, (), "test")
    return store


def both(lines: Iterable[str]) -> tuple[list[Finding], list[Finding]]:
    """Return what queries and what pySHACL find in what a store holds of some lines."""
    store = holding(lines)
    return setwise.check(store.select, compiled()), check(merge_of(store.quads()))


def test_every_shape_of_ours_goes_by_query() -> None:
    assert compiled().handed_over == ()


def test_the_queries_are_sparql_1_1_that_other_engines_read() -> None:
    texts = {text for query in compiled().queries for text in (query.text, query.screen) if text}
    assert len(texts) > 150
    for text in texts:
        prepareQuery(text)


@pytest.mark.parametrize("folder", sorted({path.parent for path in FIXTURES}), ids=lambda path: path.name)
def test_a_fixture_gives_the_findings_of_pyshacl(folder: Path) -> None:
    for path in sorted(folder.glob("*.ttl")):
        fast, slow = both([*lines_of(SHAPES / "background.ttl"), *lines_of(path)])
        assert [one for one in fast if one not in slow] == [one for one in fast if is_no_date(one)], path.name
        assert [one for one in slow if one not in fast] == []


def is_no_date(one: Finding) -> bool:
    return one.value.startswith(NO_DATE) and one.component == str(SH.DatatypeConstraintComponent)


def test_all_fixtures_together_give_the_findings_of_pyshacl() -> None:
    fast, slow = both([line for path in FIXTURES for line in lines_of(path)])
    assert [one for one in fast if not is_no_date(one)] == slow
    assert len({one.shape for one in fast}) > 90


ALL = sorted(
    {line for path in (SHAPES / "background.ttl", *FIXTURES) for line in lines_of(path) if NO_DATE not in line}
)
PARTS = [tuple(line.removesuffix(" .").split(" ", 2)) for line in ALL]
SUBJECTS, PREDICATES, VALUES = (sorted({part[n] for part in PARTS}) for n in range(3))
STRANGE = [
    '"x"@en-GB',
    f'"7"^^<{XSD.integer}>',
    '""',
    '"ru"',
    "_:nobody",
    f'"2020-02-30"^^<{XSD.date}>',
    "<https://e/x>",
]
KEPT = st.sets(st.sampled_from(ALL), min_size=5, max_size=60)
ADDED = st.lists(
    st.tuples(
        st.sampled_from(SUBJECTS),
        st.sampled_from(PREDICATES),
        st.one_of(st.sampled_from(VALUES), st.sampled_from(STRANGE)),
    ),
    max_size=12,
)
RETYPED = st.lists(
    st.tuples(
        st.sampled_from(SUBJECTS),
        st.just(f"<{RDF.type}>"),
        st.sampled_from([value for value in VALUES if value.startswith(f"<{DG}")] + [f"<{DG}Unheard>"]),
    ),
    max_size=8,
)
BELOW = st.sampled_from(
    [(), (f"<{DG}Claim> <{RDFS.subClassOf}> <{DG}Case> .", f"<{DG}Unheard> <{RDFS.subClassOf}> <{DG}Claim> .")]
)


def is_comparable(line: str) -> bool:
    """Return whether both engines compare a value alike: a bound is a number, and pySHACL finds a place for a date."""
    bounded = any(f" <{DG}{name}> " in line for name in ("confidence", "score")) or f" <{NUMBER}> " in line
    return not bounded or not line.endswith(f"^^<{XSD.date}> .")


@settings(max_examples=40)
@given(st.booleans(), KEPT, ADDED, RETYPED, BELOW)
def test_a_damaged_graph_gives_the_findings_of_pyshacl(
    whole: bool, touched: set[str], added: list[tuple[str, ...]], retyped: list[tuple[str, ...]], below: tuple[str, ...]
) -> None:
    start = set(lines_of(SHAPES / "background.ttl")) ^ touched if whole else touched
    new = {f"{' '.join(triple)} ." for triple in added + retyped}
    fast, slow = both(sorted(filter(is_comparable, start | new | set(below))))
    assert fast == slow


def test_a_term_that_the_ontology_lacks_is_found_by_query_too() -> None:
    lines = [f'<https://e/{name}> <{DG}verdikt> "x" .' for name in "ba"] + [f"_:c <{RDF.type}> <{DG}Cas> ."]
    fast, slow = both(lines)
    assert fast == slow
    assert next((one.shape, one.focus) for one in fast) == (str(KNOWN_TERMS), "<https://e/a>")


def test_a_choice_of_engine_gives_the_same_and_an_unknown_engine_is_refused() -> None:
    store = holding([line for path in FIXTURES[:30] for line in lines_of(path) if NO_DATE not in line])

    def triples() -> Iterable[str]:
        return merge_of(store.quads())

    assert check_by("fast", store.select, triples) == check_by("pyshacl", store.select, triples) != []
    with pytest.raises(NotFound, match="pyshacl"):
        check_by("quick", store.select, triples)


def test_a_text_with_quotes_and_braces_in_it_is_data_and_nothing_else() -> None:
    hostile = '"\\" } UNION { ?s ?p ?o } # {$this} \\\\"'
    name = f"<https://e/a> <{RDFS.label}> {hostile} ."
    fast, slow = both([f"<https://e/a> <{RDF.type}> <{DG}Case> .", name])
    assert fast == slow
    assert hostile in {one.value for one in fast}


def test_pyshifty_counts_the_same_per_component_and_focus(tmp_path: Path) -> None:
    shifty = pytest.importorskip("shifty", reason="pyshifty, a second oracle, is not installed")
    lines = [line for path in FIXTURES for line in lines_of(path) if NO_DATE not in line and "_:" not in line]
    store = holding(lines)
    file = tmp_path / "graph.nt"  # a graph of rdflib would hold other spellings
    file.write_text("\n".join(merge_of(store.quads())), "utf-8")
    fast = [one for one in setwise.check(store.select, compiled()) if one.shape != str(KNOWN_TERMS)]
    assert Counter((one.component, one.focus) for one in fast) == by_shifty(shifty, file)


def by_shifty(shifty: Any, file: Path) -> Counter[tuple[str, str]]:
    _, report, _ = shifty.validate(file, shacl_graph=shapes(), graph_mode="data", infer=False)
    words = (SH.sourceConstraintComponent, SH.focusNode, SH.sourceShape, SH.value)
    results = report.subjects(RDF.type, SH.ValidationResult)
    found = {tuple(map(partial(report.value, result), words)) for result in results}
    return Counter((str(component), node_token(focus)) for component, focus, *_ in found)


def test_a_finding_quotes_what_the_store_holds() -> None:
    fast, slow = both([f"<https://e/a> <{RDF.type}> <{DG}Issue> .", f'<https://e/a> <{NUMBER}> "7"@EN .'])
    assert fast == slow
    assert '"7"@en' in {one.value for one in fast}
