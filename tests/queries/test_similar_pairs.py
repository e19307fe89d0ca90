"""Pairs of claims that say nearly the same: on any graph each pair once, with its highest score."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from query_engines import oxigraph_rows, rdflib_rows

from disinfograph.iris import resolve_name
from disinfograph.namespaces import BASE, expand
from disinfograph.queries.catalogue import catalogue
from disinfograph.queries.parameters import bind
from disinfograph.terms import XSD, Rows, iri_token

SLUGS = ("a", "a-b", "ab", "b")
Measured = list[tuple[str, str, str]]
Days = dict[str, list[str]]

MEASURED = st.lists(
    st.tuples(st.sampled_from(SLUGS), st.sampled_from(SLUGS), st.sampled_from(["0.5", "0.6", "0.75", "1.0"])).filter(
        lambda pair: pair[0] != pair[1]
    ),
    max_size=8,
)
DAYS = st.dictionaries(
    st.sampled_from(SLUGS), st.lists(st.sampled_from(["2020-01-02", "2019-12-31", "2021-05-06"]), max_size=2)
)


def case(slug: str) -> str:
    return f"{BASE}case/{slug}"


def lines(measured: Measured, days: Days) -> str:
    found = []

    def say(subject: str, curie: str, value: str) -> None:
        found.append(f"{iri_token(subject)} {iri_token(expand(curie))} {value} .")

    for slug in SLUGS:
        say(case(slug), "rdf:type", iri_token(expand("dg:Case")))
        say(case(slug), "rdfs:label", f'"Claim: {slug}"')
        say(case(slug), "schema:itemReviewed", iri_token(f"{BASE}claim/{slug}"))
        for day in days.get(slug, ()):
            say(case(slug), "dg:date", f'"{day}"^^<{XSD}date>')
    for number, (one, two, score) in enumerate(measured):
        assertion = f"{BASE}assertion/{number}"
        say(assertion, "rdf:subject", iri_token(f"{BASE}claim/{one}"))
        say(assertion, "rdf:predicate", iri_token(expand("dg:similarClaim")))
        say(assertion, "rdf:object", iri_token(f"{BASE}claim/{two}"))
        say(assertion, "dg:score", f'"{score}"^^<{XSD}decimal>')
    return "\n".join(found)


def expected(measured: Measured, days: Days, least: str, of: str | None) -> list[tuple[object, ...]]:
    best: dict[tuple[str, str], Decimal] = {}
    for one, two, score in measured:
        pair = (one, two) if case(one) < case(two) else (two, one)
        best[pair] = max(best.get(pair, Decimal(0)), Decimal(score))
    kept = {pair: score for pair, score in best.items() if score >= Decimal(least) and of in (None, *pair)}
    rows = []
    for pair in sorted(kept, key=lambda pair: (-kept[pair], case(pair[0]), case(pair[1]))):
        row: list[object] = [kept[pair]]
        for slug in pair:
            row += [case(slug), f"Claim: {slug}", min(days.get(slug) or [""])]
        rows.append(tuple(row))
    return rows


def plain(rows: Rows) -> list[tuple[object, ...]]:
    return [(Decimal(str(row[0])), *("" if term is None else str(term) for term in row[1:])) for row in rows]


@settings(max_examples=60)
@given(MEASURED, DAYS, st.sampled_from(["0.5", "0.6", "0.8"]), st.sampled_from([None, *SLUGS]))
def test_each_pair_stands_once_with_its_highest_score(
    measured: Measured, days: Days, least: str, of: str | None
) -> None:
    store = ox.Store()
    store.load(lines(measured, days).encode(), format=ox.RdfFormat.N_TRIPLES)
    values = {"min": least} | ({"case": case(of)} if of else {})
    text = bind(catalogue()["cases/similar"], values, resolve_name)
    assert expected(measured, days, least, of) == plain(oxigraph_rows(store, text))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(max_examples=10)
@given(MEASURED, DAYS)
def test_another_engine_finds_the_same_pairs(measured: Measured, days: Days) -> None:
    dataset = rdflib.Dataset()
    dataset.default_graph.parse(data=lines(measured, days), format="nt")
    text = bind(catalogue()["cases/similar"], {}, resolve_name)
    assert expected(measured, days, "0.6", None) == plain(rdflib_rows(dataset, text))


def test_many_pairs_among_many_cases_are_joined_one_by_one() -> None:
    """All cases paired with all would be 4 million rows for each of the two labels."""
    pairs = [(f"c{n:04}", f"c{n + 1:04}") for n in range(0, 2000, 2)]
    text = []
    for one, two in pairs:
        for slug in (one, two):
            text.append(f"<{case(slug)}> <{expand('rdf:type')}> <{expand('dg:Case')}> .")
            text.append(f'<{case(slug)}> <{expand("rdfs:label")}> "Claim: {slug}" .')
            text.append(f"<{case(slug)}> <{expand('schema:itemReviewed')}> <{BASE}claim/{slug}> .")
        text.append(f"<{BASE}as/{one}> <{expand('rdf:subject')}> <{BASE}claim/{one}> .")
        text.append(f"<{BASE}as/{one}> <{expand('rdf:predicate')}> <{expand('dg:similarClaim')}> .")
        text.append(f"<{BASE}as/{one}> <{expand('rdf:object')}> <{BASE}claim/{two}> .")
        text.append(f'<{BASE}as/{one}> <{expand("dg:score")}> "0.9"^^<{XSD}decimal> .')
    store = ox.Store()
    store.load("\n".join(text).encode(), format=ox.RdfFormat.N_TRIPLES)
    assert 1000 == len(oxigraph_rows(store, bind(catalogue()["cases/similar"], {}, resolve_name)))
