"""Every text made for Oxigraph, and what is done upon rows, gives the answer of its stored query on any graph."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_engines import Ask, merged, oxigraph_rows, sort_keys
from test_query_answers import asked, table, values_of

from disinfograph.iris import resolve_name
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.queries.catalogue import Query, catalogue, parse
from disinfograph.queries.fast import fast, joined
from disinfograph.queries.finish import finished, taken_apart
from disinfograph.queries.parameters import bind
from disinfograph.queries.tokens import guard
from disinfograph.terms import Rows

JOINED = {name: quick for name, query in catalogue().items() if (quick := joined(query)).text != query.text}
IN_PARTS = {n: quick for n, query in catalogue().items() if (quick := fast(query)) and "cube:" not in quick.text}
"""The fast texts that need no summary."""
DATA = Path(__file__).resolve().parents[1] / "data"


def in_two_steps(store: ox.Store, text: str) -> Rows:
    """Return the answer to a query, of which as much as possible is done upon the rows."""
    finish = taken_apart(text)
    rows = finished(oxigraph_rows(store, finish.text), finish)
    return oxigraph_rows(store, text) if rows is None else rows


def test_every_text_belongs_to_a_stored_query_that_has_no_faster_one(root: Path) -> None:
    folder = root / "src" / "disinfograph" / "queries" / "joined"
    found = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*.rq")}
    assert found == set(JOINED)
    assert not [name for name in found if fast(catalogue()[name])]


@pytest.mark.parametrize("joined_name", JOINED)
def test_the_text_gives_the_expected_answer(joined_name: str, small: ox.Store) -> None:
    text = bind(JOINED[joined_name], values_of(joined_name), resolve_name)
    expected = (Path(__file__).parent / f"{joined_name}.csv").read_text("utf-8")
    assert expected == table(oxigraph_rows(small, text))
    assert oxigraph_rows(small, asked(joined_name)) == oxigraph_rows(small, text)


@pytest.mark.parametrize("joined_name", JOINED)
def test_another_engine_reads_the_text_in_the_same_way(joined_name: str, rdflib_engine: Ask) -> None:
    text = bind(JOINED[joined_name], values_of(joined_name), resolve_name)
    assert (Path(__file__).parent / f"{joined_name}.csv").read_text("utf-8") == table(rdflib_engine(text))


@pytest.mark.parametrize("joined_name", JOINED)
def test_the_text_takes_the_same_parameters_and_orders_the_same_columns(joined_name: str) -> None:
    plain, quick = catalogue()[joined_name], JOINED[joined_name]
    read = parse(quick.text, joined_name)
    assert {each.variable for each in plain.parameters} == {each.variable for each in read.parameters}
    assert (plain.summary, plain.tags, ()) == (read.summary, read.tags, read.warnings)
    assert sort_keys(plain) == sort_keys(quick)
    pattern = r"COALESCE\(\?(__\w+), ([0-9.]+)\)"
    assert set(re.findall(pattern, plain.text)) == set(re.findall(pattern, quick.text))
    guard(quick.text, name=joined_name)
    assert max(map(len, quick.text.splitlines())) <= 120


@pytest.mark.parametrize("joined_name", JOINED)
def test_the_text_runs_as_it_stands(joined_name: str, small: ox.Store) -> None:
    oxigraph_rows(small, JOINED[joined_name].text)


def test_what_is_done_upon_the_rows_does_not_change_the_answer(small: ox.Store) -> None:
    for name, query in [*catalogue().items(), *JOINED.items(), *IN_PARTS.items()]:
        text = bind(query, values_of(name), resolve_name)
        assert oxigraph_rows(small, text) == in_two_steps(small, text), name


# Graphs of any shape: each property of each thing may be missing or manifold, and stated by either of two sources.

NAMES = ("a", "a-b", "ab", "b")
NARRATIVES = ("east", "far", "north", "plot", "plots", "west")
LINKS = {
    "case": {
        "schema:itemReviewed": ("claim", NAMES),
        "dg:linksTo": ("case", NAMES),
        "dg:evidence": ("evidence", ("e", "f")),
        "dg:keyword": ("keyword", ("k", "l")),
        "dg:reportedIn": ("issue", ("1", "2")),
    },
    "claim": {
        "dg:promotes": ("narrative", NARRATIVES),
        "dg:discusses": ("place", ("AA", "BB")),
        "dg:carriedBy": ("outlet", ("o", "o1", "p")),
        "dg:circulatedIn": ("language", ("en", "ru")),
        "schema:appearance": ("article", ("x", "y", "z")),
        "schema:firstAppearance": ("article", ("x", "y", "z")),
    },
    "article": {"schema:archivedAt": ("copy", ("x",)), "dg:publishedBy": ("outlet", ("o", "o1", "p"))},
    "evidence": {"dg:kind": ("kind", ("media", "official"))},
    "narrative": {"skos:broader": ("narrative", ("plot",))},
}
TEXTS_OF = {
    "case": {"dg:narrativePhrase": ("Plot", "Plots"), "schema:name": ("Anna", "Berta"), "schema:reviewBody": ("anna",)},
    "claim": {"schema:text": ("Anna", "berta")},
    "outlet": {"dg:host": ("one.example", "TWO.example")},
    "evidence": {"schema:name": ("one.example", "Anna")},
    "narrative": {"skos:prefLabel": ("Anna", "Berta")},
    "kind": {"skos:prefLabel": ("Anna", "Berta")},
}
ADDRESSES = ("http://www.one.example/1", "https://one.example/2", "https://two.example:8/?q")
WITH_ADDRESS = ("case", "article", "evidence")
SUBJECTS = {
    "case": NAMES, "claim": NAMES, "article": ("x", "y", "z"), "evidence": ("e", "f"),
    "narrative": NARRATIVES, "outlet": ("o", "o1", "p"), "keyword": ("k", "l"), "issue": ("1", "2"),
    "kind": ("media", "official"),
}  # fmt: skip
CLASSES = {"case": "Case", "claim": "Claim", "narrative": "Narrative", "outlet": "Outlet", "keyword": "Keyword"}
DAYS = ("2019-12-31", "2020-01-01", "2020-01-06", "2021-02-28")
NUMBERS = ("0.3", "0.5", "0.75", "1.0")


def thing(kind: str, name: str) -> str:
    return f"<{BASE}{kind}/{name}>"


def term(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return f"<{PREFIXES[prefix]}{name}>"


def _typed(value: str, kind: str) -> str:
    return f'"{value}"^^{term(f"xsd:{kind}")}'


@st.composite
def triples(draw: st.DrawFn) -> set[str]:
    """Draw what one source states."""

    def some(choice: tuple[str, ...]) -> list[str]:
        return draw(st.lists(st.sampled_from(choice), unique=True, max_size=2))

    found: set[str] = set()
    for kind, names in SUBJECTS.items():
        for name in names:
            here = thing(kind, name)
            for link, (far, others) in LINKS.get(kind, {}).items():
                found |= {f"{here} {term(link)} {thing(far, other)}" for other in some(others)}
            for link, texts in TEXTS_OF.get(kind, {}).items():
                found |= {f'{here} {term(link)} "{text}"{draw(st.sampled_from(["", "@en"]))}' for text in some(texts)}
            if kind in WITH_ADDRESS:
                found |= {f"{here} {term('schema:url')} <{address}>" for address in some(ADDRESSES)}
    for name in NAMES:
        for day in some(DAYS)[:1]:
            found.add(f"{thing('claim', name)} {term('schema:datePublished')} {_typed(day, 'date')}")
            found.add(f"{thing('case', name)} {term('dg:date')} {_typed(day, 'date')}")
    return found


@st.composite
def assertions(draw: st.DrawFn) -> set[str]:
    """Draw what methods inferred, with the assertion of each."""
    found: set[str] = set()
    ways = ("curated", "phrase-match", "similarity")
    for number in range(draw(st.integers(0, 6))):
        predicate = draw(st.sampled_from(["dg:promotes", "dg:similarClaim"]))
        far, others = ("narrative", SUBJECTS["narrative"]) if predicate == "dg:promotes" else ("claim", NAMES)
        said = {
            "rdf:predicate": term(predicate),
            "rdf:subject": thing("claim", draw(st.sampled_from(NAMES))),
            "rdf:object": thing(far, draw(st.sampled_from(others))),
            "dg:method": thing("method", draw(st.sampled_from(ways))),
            "dg:confidence": _typed(draw(st.sampled_from(NUMBERS)), "decimal"),
            "dg:score": _typed(draw(st.sampled_from(NUMBERS)), "decimal"),
        }
        found |= {f"{thing('assertion', str(number))} {term(key)} {value}" for key, value in said.items()}
    return found


def _lists(*, again: bool) -> set[str]:
    """Return what every graph has: classes, labels and names, of the cases two where asked for."""
    found = {f"{thing('issue', name)} {term('schema:issueNumber')} {_typed(name, 'integer')}" for name in ("1", "2")}
    for kind, name_of_class in CLASSES.items():
        for name in SUBJECTS[kind]:
            found.add(f"{thing(kind, name)} {term('rdf:type')} {term('dg:' + name_of_class)}")
            if kind == "case":
                found |= {f'{thing(kind, name)} {term("rdfs:label")} "Claim: {name}"'}
                found |= {f'{thing(kind, name)} {term("rdfs:label")} "Claim: again {name}"@en'} if again else set()
            if kind == "outlet":
                found.add(f'{thing(kind, name)} {term("schema:name")} "{name.upper()}"')
    return found


@st.composite
def stores(draw: st.DrawFn) -> ox.Store:
    """Draw a store: two sources and two methods in graphs of their own, and their merge."""
    graphs = {"source/a": draw(triples()) | _lists(again=draw(st.booleans())), "source/b": draw(triples())}
    for source in ("a", "b"):
        named = {f"{thing('case', name)} {term('rdf:type')} {term('dg:Case')}" for name in NAMES[: len(source) + 1]}
        told = {f"{thing('case', name)} {term('dcterms:source')} {thing('source', source)}" for name in NAMES[1:]}
        graphs[f"source/{source}"] |= named | told
    graphs["derived/some"] = draw(assertions())
    graphs["meta"] = {f"{thing('graph', f'source/{s}')} {term('dcterms:source')} {thing('source', s)}" for s in "ab"}
    store = ox.Store()
    lines = [f"{triple} {thing('graph', name)} ." for name, held in graphs.items() for triple in sorted(held)]
    merge = [f"{triple} ." for triple in sorted(set().union(*graphs.values()))]
    store.load("\n".join([*merge, *lines]).encode(), format=ox.RdfFormat.N_QUADS)
    return store


GIVEN = {
    "case": ["a", "ab"], "narrative": ["plot"], "country": ["AA"], "outlet": ["o"], "keyword": ["k"],
    "language": ["en"], "text": ["ann", "ERT"], "min": ["0", "2"], "below": ["0.3", "0.8"], "days": ["0", "5"],
    "from": ["2020-01-01"], "until": ["2020-01-01"],
}  # fmt: skip


def ways_to_ask(query: Query) -> list[dict[str, str]]:
    """Return values of the parameters: the required ones alone, and with each other one in turn."""
    needed = {p.name: GIVEN[p.name][0] for p in query.parameters if p.required}
    return [needed, *(needed | {p.name: value} for p in query.parameters for value in GIVEN[p.name])]


@settings(max_examples=25, deadline=None)
@given(stores())
def test_the_text_gives_the_answer_of_the_stored_query_on_any_graph(store: ox.Store) -> None:
    for name, query in (JOINED | IN_PARTS).items():
        for values in ways_to_ask(query):
            plain = oxigraph_rows(store, bind(catalogue()[name], values, resolve_name))
            text = bind(query, values, resolve_name)
            assert plain == oxigraph_rows(store, text), (name, values)
            assert plain == in_two_steps(store, text), (name, values)


def test_the_texts_give_the_answers_on_the_good_graph_and_on_an_empty_one() -> None:
    for store in (merged(DATA / "good.trig"), ox.Store()):
        for name, query in (JOINED | IN_PARTS).items():
            values = ways_to_ask(query)[0]
            plain = oxigraph_rows(store, bind(catalogue()[name], values, resolve_name))
            assert plain == in_two_steps(store, bind(query, values, resolve_name)), name
