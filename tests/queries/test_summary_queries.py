"""Every fast text gives the answer of its stored query on any graph with its summary, which disturbs no query."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from query_engines import merged, oxigraph_rows, rdflib_rows, sort_keys
from test_query_answers import asked, table, values_of

from disinfograph.iris import Minter, resolve_name
from disinfograph.mapping.cube_structure import cuboids, version
from disinfograph.mapping.summary import summary
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.queries.catalogue import Query, catalogue, parse
from disinfograph.queries.fast import HOLDS_SUMMARY, VERSION, fast
from disinfograph.queries.parameters import bind
from disinfograph.queries.tokens import guard

FAST = {name: quick for name, query in catalogue().items() if (quick := fast(query))}
DATA = Path(__file__).resolve().parents[1] / "data"
XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"


def lines_of(store: ox.Store) -> list[str]:
    """Return the default graph of a store as sorted N-Triples lines."""
    return sorted(f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def with_summary(lines: Iterable[str]) -> ox.Store:
    """Return a store that holds lines in its default graph, and their summary both there and in its own graph."""
    lines = sorted(lines)
    store = ox.Store()
    quads = [f"{s} {p} {o} <{graph}> ." for graph, (s, p, o) in summary(lines, Minter())]
    triples = [f"{s} {p} {o} ." for _, (s, p, o) in summary(lines, Minter())]
    store.load("\n".join([*lines, *triples, *quads]).encode(), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def summarised(small: ox.Store) -> ox.Store:
    store = with_summary(lines_of(small))
    store.extend(quad for quad in small if quad.graph_name != ox.DefaultGraph())
    return store


def test_the_summary_disturbs_no_stored_query(name: str, small: ox.Store, summarised: ox.Store) -> None:
    assert oxigraph_rows(small, asked(name)) == oxigraph_rows(summarised, asked(name))


@pytest.mark.parametrize("fast_name", FAST)
def test_the_fast_text_gives_the_expected_answer(fast_name: str, summarised: ox.Store) -> None:
    text = bind(FAST[fast_name], values_of(fast_name), resolve_name)
    expected = (Path(__file__).parent / f"{fast_name}.csv").read_text("utf-8")
    assert expected == table(oxigraph_rows(summarised, text))
    assert oxigraph_rows(summarised, asked(fast_name)) == oxigraph_rows(summarised, text)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_engine_reads_the_fast_texts_in_the_same_way(summarised: ox.Store) -> None:
    dataset = rdflib.Dataset()
    dataset.default_graph.parse(data="\n".join(lines_of(summarised)), format="nt")
    for name, query in FAST.items():
        text = bind(query, values_of(name), resolve_name)
        assert table(oxigraph_rows(summarised, text)) == table(rdflib_rows(dataset, text)), name


@pytest.mark.parametrize("fast_name", FAST)
def test_the_fast_text_takes_the_same_parameters_and_orders_the_same_columns(fast_name: str) -> None:
    plain, quick = catalogue()[fast_name], FAST[fast_name]
    read = parse(quick.text, fast_name)
    assert {each.variable for each in plain.parameters} == {each.variable for each in read.parameters}
    assert (plain.summary, plain.tags, ()) == (read.summary, read.tags, read.warnings)
    assert sort_keys(plain) == sort_keys(quick)
    pattern = r"COALESCE\(\?(__\w+), ([0-9.]+)\)"
    assert set(re.findall(pattern, plain.text)) == set(re.findall(pattern, quick.text))
    guard(quick.text, name=fast_name)
    assert max(map(len, quick.text.splitlines())) <= 120


@pytest.mark.parametrize("fast_name", FAST)
def test_the_fast_text_runs_as_it_stands(fast_name: str, summarised: ox.Store) -> None:
    oxigraph_rows(summarised, FAST[fast_name].text)


def test_every_fast_text_belongs_to_a_stored_query_and_every_data_set_to_a_fast_text(root: Path) -> None:
    folder = root / "src" / "disinfograph" / "queries" / "summary"
    found = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.rq")}
    assert found == set(FAST)
    used = {name for query in FAST.values() for name in re.findall(r"cube:(by-[a-z-]+)", query.text)}
    assert used == set(cuboids())
    named = re.findall(r'"queries/([a-z/-]+)\.rq"', (root / "ontology" / "cube.ttl").read_text("utf-8"))
    assert set(named) <= set(FAST)


def test_the_store_tells_whether_it_holds_a_summary_of_this_structure(small: ox.Store, summarised: ox.Store) -> None:
    assert version() == VERSION
    assert not small.query(HOLDS_SUMMARY)
    assert summarised.query(HOLDS_SUMMARY)


def test_a_query_without_a_fast_text_has_none() -> None:
    assert fast(catalogue()["cases/search"]) is None


# Graphs of any shape that the mapping can make: each claim has a case of its own, all else may be missing or manifold.

SLUGS = ("a", "a-b", "ab", "b", "b-2")
NARRATIVES = ("hidden", "hidden-hand", "plot", "plots", "west")
PLACES = ("AA", "AB", "BB", "north", "x-1")
COUNTRIES = ("AA", "AB", "BB")
OUTLETS = ("o1", "o1-tv", "o2")
LANGUAGES = ("en", "en-GB", "ru")
KEYWORDS = ("k", "k-1", "l")
DAYS = ("2019-12-31", "2020-01-01", "2020-01-31", "2020-03-01", "2021-02-28", "2022-02-28")


def some(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=3)


CLAIM = st.fixed_dictionaries(
    {
        "dg:promotes": some(NARRATIVES),
        "dg:discusses": some(PLACES),
        "dg:mentions": some(PLACES),
        "dg:carriedBy": some(OUTLETS),
        "dg:circulatedIn": some(LANGUAGES),
        "schema:datePublished": some(DAYS),
        "dg:keyword": some(KEYWORDS),
    }
)
KIND = {
    "dg:promotes": "narrative",
    "dg:discusses": "place",
    "dg:mentions": "place",
    "dg:carriedBy": "outlet",
    "dg:circulatedIn": "language",
    "dg:keyword": "keyword",
}
LABELS = st.dictionaries(st.sampled_from(["en", "de", "uk"]), st.sampled_from(["Anna", "Berta", "Cäsar"]), max_size=2)


def thing(kind: str, name: str) -> str:
    return f"<{BASE}{kind}/{name}>"


def term(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return f"<{PREFIXES[prefix]}{name}>"


def claim_lines(slug: str, said: dict[str, list[str]]) -> list[str]:
    case, claim = thing("case", slug), thing("claim", slug)
    lines = [
        f"{case} {term('rdf:type')} {term('dg:Case')} .",
        f"{claim} {term('rdf:type')} {term('dg:Claim')} .",
        f"{case} {term('schema:itemReviewed')} {claim} .",
        f'{case} {term("rdfs:label")} "Claim: {slug}" .',
    ]
    for predicate, values in said.items():
        subject = case if predicate == "dg:keyword" else claim
        for value in values:
            written = f'"{value}"^^<{XSD_DATE}>' if predicate not in KIND else thing(KIND[predicate], value)
            lines.append(f"{subject} {term(predicate)} {written} .")
    return lines


def list_lines(labels: list[dict[str, str]], broader: list[tuple[str, str]]) -> list[str]:
    """Return the curated lists: of each five things in turn, the labels in several languages or in none."""
    lines = [f"{thing('narrative', low)} {term('skos:broader')} {thing('narrative', high)} ." for low, high in broader]
    kinds = {"narrative": NARRATIVES, "place": PLACES, "language": LANGUAGES, "keyword": KEYWORDS}
    classes = {"narrative": ["dg:Narrative"], "place": ["dg:Place"], "language": [], "keyword": ["dg:Keyword"]}
    for kind, names in kinds.items():
        for name, label in zip(names, labels, strict=False):
            typed = [*classes[kind], "skos:Concept", *(["dg:Country"] if kind == "place" and name in COUNTRIES else [])]
            lines += [f"{thing(kind, name)} {term('rdf:type')} {term(each)} ." for each in typed]
            lines += [f'{thing(kind, name)} {term("skos:prefLabel")} "{t}"@{tag} .' for tag, t in label.items()]
    for name in OUTLETS:
        lines.append(f"{thing('outlet', name)} {term('rdf:type')} {term('dg:Outlet')} .")
        lines.append(f'{thing("outlet", name)} {term("schema:name")} "{name.upper()}" .')
    return lines


GRAPHS = st.builds(
    lambda claims, labels, broader: {
        *(line for slug, said in claims.items() for line in claim_lines(slug, said)),
        *list_lines(labels, broader),
    },
    st.dictionaries(st.sampled_from(SLUGS), CLAIM),
    st.lists(LABELS, min_size=5, max_size=5),
    st.lists(st.tuples(st.sampled_from(NARRATIVES), st.sampled_from(NARRATIVES)), max_size=4),
)
GIVEN = {
    "narrative": [{"narrative": "plot"}, {"narrative": "west"}],
    "country": [{"country": "AA"}, {"country": "north"}],
    "outlet": [{"outlet": "o1"}],
    "min": [{"min": "0"}, {"min": "2"}],
    "min_countries": [{"min_countries": "0"}, {"min_countries": "1"}, {"min_countries": "2"}],
    "months": [{"months": "0"}, {"months": "1"}, {"months": "2"}],
    "from": [{"from": "2020-01-01"}],
    "until": [{"until": "2020-12-31"}],
}


def ways_to_ask(query: Query) -> list[dict[str, str]]:
    """Return values of the parameters: the required ones alone, and with each other one in turn."""
    needed = {
        p.name: {"other": "BB"}.get(p.name, "") or GIVEN[p.name][0][p.name] for p in query.parameters if p.required
    }
    return [needed, *(needed | values for p in query.parameters if p.name in GIVEN for values in GIVEN[p.name])]


@settings(max_examples=60)
@given(GRAPHS)
def test_the_fast_text_gives_the_answer_of_the_stored_query_on_any_graph(lines: set[str]) -> None:
    store = with_summary(lines)
    for name, query in FAST.items():
        for values in ways_to_ask(query):
            plain = oxigraph_rows(store, bind(catalogue()[name], values, resolve_name))
            assert plain == oxigraph_rows(store, bind(query, values, resolve_name)), (name, values)


def test_the_fast_texts_give_the_answers_on_the_good_graph_and_on_a_graph_without_claims() -> None:
    for store in (with_summary(lines_of(merged(DATA / "good.trig"))), with_summary([])):
        for name, query in FAST.items():
            values = ways_to_ask(query)[0]
            plain = oxigraph_rows(store, bind(catalogue()[name], values, resolve_name))
            assert plain == oxigraph_rows(store, bind(query, values, resolve_name)), name
