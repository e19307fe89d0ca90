"""The summary counts what the claims say, keeps to the constraints of the Data Cube vocabulary, and stays small."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from disinfograph.iris import Minter
from disinfograph.mapping.cube_cells import above
from disinfograph.mapping.cube_claims import telling
from disinfograph.mapping.cube_structure import CUBE, QB, cuboids
from disinfograph.mapping.summary import summary
from disinfograph.namespaces import BASE, PREFIXES, TERMS

DATA = Path(__file__).resolve().parents[1] / "data"
ELSEWHERE = "https://data.example/"
PREFIX = "".join(f"PREFIX {name}: <{iri}> " for name, iri in (PREFIXES | {"qb": QB, "cube": CUBE}).items())


def lines() -> list[str]:
    store = ox.Store()
    store.load(path=str(DATA / "small.trig"), format=ox.RdfFormat.TRIG)
    return sorted({f"{quad.triple} ." for quad in store})


def summarised(merge: list[str], base: str = BASE) -> ox.Store:
    store = ox.Store()
    found = (f"{s} {p} {o} ." for _, (s, p, o) in summary(merge, Minter(base)))
    store.load("\n".join(found).encode(), format=ox.RdfFormat.N_TRIPLES)
    return store


@pytest.fixture(scope="module")
def small() -> ox.Store:
    return summarised(lines())


def said_of(store: ox.Store, cell: str, base: str = BASE) -> dict[str, str]:
    quads = store.quads_for_pattern(ox.NamedNode(f"{base}summary/{cell}"), None, None)
    return {quad.predicate.value.removeprefix(CUBE): quad.object.value for quad in quads}  # type: ignore[union-attr]


def test_a_narrative_counts_with_those_above_it(small: ox.Store) -> None:
    plots, laboratories = said_of(small, "by-narrative/west-plots"), said_of(small, "by-narrative/secret-laboratories")
    assert int(plots["cases"]) > int(laboratories["cases"])
    assert plots["first"] <= laboratories["first"]


def test_a_case_that_promotes_two_narrower_narratives_counts_once_for_the_one_above_both() -> None:
    claim = [f"<{BASE}claim/x> <{PREFIXES['dg']}promotes> <{BASE}narrative/{name}> ." for name in ("low", "lower")]
    tree = [f"<{BASE}narrative/{n}> <{PREFIXES['skos']}broader> <{BASE}narrative/top> ." for n in ("low", "lower")]
    assert "1" == said_of(summarised(sorted(claim + tree)), "by-narrative/top")["cases"]


def test_a_ring_of_narratives_is_gone_through_once() -> None:
    assert {"a", "b", "c"} == above(["a"], {"a": {"b"}, "b": {"c"}, "c": {"a"}})


def test_what_says_nothing_is_left_out_of_a_cell() -> None:
    claim = f"<{BASE}claim/x>"
    undated = [f"{claim} <{PREFIXES['dg']}carriedBy> <{BASE}outlet/o> ."]
    day = [f'{claim} <{PREFIXES["schema"]}datePublished> "2020-05-06"^^<{PREFIXES["xsd"]}date> .']
    measures = {"cases": "1", "narratives": "0", "countries": "0", "outlet": f"{BASE}outlet/o"}
    place = {f"{QB}dataSet": f"{BASE}summary/by-outlet"}
    assert measures | place == said_of(summarised(undated), "by-outlet/o")
    assert measures | place | {"first": "2020-05-06"} == said_of(summarised(sorted(undated + day)), "by-outlet/o")


def test_a_keyword_stays_with_its_case_where_one_slug_begins_like_another() -> None:
    slugs = ("a", "a-b", "ab", "a-")
    keyword, promotes = f"<{PREFIXES['dg']}keyword>", f"<{PREFIXES['dg']}discusses>"
    merge = [f"<{BASE}case/{slug}> {keyword} <{BASE}keyword/k-{slug}> ." for slug in slugs if slug != "ab"]
    merge += [f"<{BASE}claim/{slug}> {promotes} <{BASE}place/p> ." for slug in slugs]
    found = summarised(sorted(merge))
    assert ["1", "1", "1"] == [said_of(found, f"by-keyword/k-{slug}")["cases"] for slug in ("a", "a-b", "a-")]
    assert {} == said_of(found, "by-keyword/k-ab")


def test_words_of_a_text_are_no_statements() -> None:
    text = f'<{BASE}z> <{PREFIXES["schema"]}text> "a <{PREFIXES["skos"]}broader> b" .'
    assert set(summary([], Minter())) == set(summary([text], Minter()))


def test_the_summary_is_the_same_each_time_and_lies_in_one_graph() -> None:
    first, second = list(summary(lines(), Minter())), list(summary(lines(), Minter()))
    assert set(first) == set(second)
    assert len(first) == len(set(first))
    assert {graph for graph, _ in first} == {f"{BASE}graph/derived/summary"}


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_of_the_lines_in_blocks_few_tell_all_that_is_counted(size: int) -> None:
    encoded = [line.encode() for line in lines()]
    told = list(telling((encoded[at : at + size] for at in range(0, len(encoded), size)), Minter()))
    assert len(told) < len(encoded)
    assert set(summary(map(bytes.decode, told), Minter())) == set(summary(lines(), Minter()))


def test_all_lines_are_read_before_the_first_quad_comes() -> None:
    taken: list[str] = []

    def watched() -> Iterator[str]:
        for line in lines():
            taken.append(line)
            yield line

    next(iter(summary(watched(), Minter())))
    assert len(lines()) == len(taken)


def test_another_base_moves_the_cells_and_not_their_properties() -> None:
    merge = sorted(line.replace(BASE, ELSEWHERE).replace(f"{ELSEWHERE}ontology", f"{BASE}ontology") for line in lines())
    here = said_of(summarised(lines()), "by-place/UA")
    there = said_of(summarised(merge, ELSEWHERE), "by-place/UA", ELSEWHERE)
    assert {name: value.replace(BASE, ELSEWHERE) for name, value in here.items()} == there


def test_memory_grows_with_the_cells_and_not_with_the_claims() -> None:
    def many(count: int) -> Iterator[str]:
        draw = random.Random(1)  # noqa: S311
        for kind in ("case", "claim"):
            for number in range(count):
                predicate, thing = ("keyword", "keyword/k") if kind == "case" else ("discusses", "place/p")
                value = f"<{BASE}{thing}{draw.randrange(20)}>"
                yield f"<{BASE}{kind}/{number:09d}> <{PREFIXES['dg']}{predicate}> {value} ."

    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in summary(many(count), Minter()):
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(20_000) < 1.2 * peak(2_000) + 100_000


def test_the_structure_uses_no_unknown_term_of_ours_and_no_blank_node(root: Path) -> None:
    graph = rdflib.Graph().parse(root / "ontology" / "cube.ttl")
    nodes = {node for triple in graph for node in triple}
    assert not any(isinstance(node, rdflib.BNode) for node in nodes)
    ours = {str(node).removeprefix(PREFIXES["dg"]) for node in nodes if str(node).startswith(PREFIXES["dg"])}
    assert ours <= TERMS
    used = {str(node) for node in nodes if str(node).startswith(CUBE)}
    assert used == {str(subject) for subject in graph.subjects() if str(subject).startswith(CUBE)}


def test_every_data_set_has_cells_of_the_small_graph_and_says_how_to_count_again(small: ox.Store) -> None:
    for name in cuboids():
        node = ox.NamedNode(f"{BASE}summary/{name}")
        assert any(small.quads_for_pattern(None, ox.NamedNode(f"{QB}dataSet"), node)), name
        assert any(small.quads_for_pattern(node, ox.NamedNode(f"{PREFIXES['dcterms']}source"), None)), name


# The integrity constraints of https://www.w3.org/TR/vocab-data-cube/#wf-rules, each true where it is broken, over the
# graph after its normalisation. Those on slices (IC-7 to IC-10), measure dimensions (IC-15 to IC-17), and hierarchical
# code lists (IC-20, IC-21) have nothing to hold here: the cube has none of them.
NORMALISED = "INSERT { ?o a qb:Observation } WHERE { ?o qb:dataSet ?set }"
CONSTRAINTS = {
    "IC-1 one data set": """{ ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?one } }
        UNION { ?o a qb:Observation ; qb:dataSet ?one, ?other FILTER(?one != ?other) }""",
    "IC-2 one structure": """{ ?set a qb:DataSet FILTER NOT EXISTS { ?set qb:structure ?one } }
        UNION { ?set a qb:DataSet ; qb:structure ?one, ?other FILTER(?one != ?other) }""",
    "IC-3 a measure": """?dsd a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?dsd qb:component/qb:measure ?measure . ?measure a qb:MeasureProperty }""",
    "IC-4 dimensions have a range": "?d a qb:DimensionProperty FILTER NOT EXISTS { ?d rdfs:range ?range }",
    "IC-5 concept dimensions have code lists": """?d a qb:DimensionProperty ; rdfs:range skos:Concept
        FILTER NOT EXISTS { ?d qb:codeList ?list }""",
    "IC-6 only attributes may be optional": """?dsd qb:component ?c . ?c qb:componentRequired false
        FILTER NOT EXISTS { ?c qb:attribute ?attribute }""",
    "IC-11 all dimensions": """?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d
        FILTER NOT EXISTS { ?o ?d ?value }""",
    "IC-13 required attributes": """?o qb:dataSet/qb:structure/qb:component ?c .
        ?c qb:componentRequired true ; qb:attribute ?a FILTER NOT EXISTS { ?o ?a ?value }""",
    "IC-14 all measures": """?o qb:dataSet/qb:structure/qb:component/qb:measure ?m
        FILTER NOT EXISTS { ?o ?m ?value }""",
    "IC-18 data sets and slices agree": """?set qb:slice/qb:observation ?o
        FILTER NOT EXISTS { ?o qb:dataSet ?set }""",
    "IC-19 codes are of the list": """?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d .
        ?d qb:codeList ?list . ?o ?d ?value FILTER NOT EXISTS { ?value skos:inScheme ?list }""",
}
BREAKS = {
    "IC-1 one data set": "<x:o> a qb:Observation",
    "IC-2 one structure": "<x:set> a qb:DataSet",
    "IC-3 a measure": "<x:dsd> a qb:DataStructureDefinition",
    "IC-4 dimensions have a range": "<x:d> a qb:DimensionProperty",
    "IC-5 concept dimensions have code lists": "<x:d> a qb:DimensionProperty ; rdfs:range skos:Concept",
    "IC-6 only attributes may be optional": "<x:dsd> qb:component <x:c> . <x:c> qb:componentRequired false",
    "IC-11 all dimensions": "<x:o> qb:dataSet ?set",
    "IC-13 required attributes": """<x:o> qb:dataSet <x:set> . <x:set> qb:structure <x:dsd> .
        <x:dsd> qb:component <x:c> . <x:c> qb:componentRequired true ; qb:attribute <x:a>""",
    "IC-14 all measures": "<x:o> qb:dataSet ?set",
    "IC-18 data sets and slices agree": "<x:set> qb:slice <x:slice> . <x:slice> qb:observation <x:o>",
    "IC-19 codes are of the list": "cube:place qb:codeList <x:list>",
}


def broken(store: ox.Store, name: str) -> bool:
    return bool(store.query(f"{PREFIX} ASK {{ {CONSTRAINTS[name]} }}"))


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_cube_is_well_formed(name: str, small: ox.Store) -> None:
    small.update(PREFIX + NORMALISED)
    assert not broken(small, name)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_cube_that_is_not_well_formed_is_noticed(name: str) -> None:
    store = summarised(lines())
    store.update(f"{PREFIX} INSERT {{ {BREAKS[name]} }} WHERE {{ ?set qb:structure cube:by-place }}")
    assert broken(store, name)


def test_no_two_observations_of_a_data_set_have_the_same_dimensions(small: ox.Store) -> None:
    seen = set()
    for name, cuboid in cuboids().items():
        given = " ; ".join(f"cube:{each} ?{each}" for each in cuboid.dimensions)
        text = f"SELECT * {{ ?set qb:structure cube:{name} . ?cell qb:dataSet ?set ; {given} }}"
        rows = [tuple(str(row[each]) for each in cuboid.dimensions) for row in small.query(PREFIX + text)]  # type: ignore[index, union-attr]
        assert len(rows) == len(set(rows)), f"IC-12 is broken in {name}"
        seen |= set(rows)
    assert seen


def test_a_cell_bears_nothing_but_what_its_structure_has(small: ox.Store) -> None:
    for name, cuboid in cuboids().items():
        may = {*cuboid.dimensions, *cuboid.measures, *cuboid.attributes, f"{QB}dataSet"}
        text = f"SELECT DISTINCT ?p {{ ?set qb:structure cube:{name} . ?cell qb:dataSet ?set ; ?p ?o }}"
        bears = {row[0].value.removeprefix(CUBE) for row in small.query(PREFIX + text)}  # type: ignore[index, union-attr]
        assert bears - {PREFIXES["rdf"] + "type"} <= may, name
