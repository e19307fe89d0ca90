"""Shapes made into queries: small graphs at random against a shape for each thing that the compiler covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from rdflib import Graph
from rdflib.namespace import RDF, RDFS, SH, XSD

from disinfograph.errors import UnreadableInput
from disinfograph.stores import memory_store
from disinfograph.stores.memory import MemoryStore
from disinfograph.terms import merge_of
from disinfograph.validation import setwise
from disinfograph.validation.compiler import Compiled, compiled
from disinfograph.validation.engine import check
from disinfograph.validation.findings import Finding

HEAD = f"""@prefix sh: <{SH}> . @prefix e: <https://e/> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> .
@prefix rdf: <{RDF}> . """
NOT_ASKED = {SH.js, SH.expression}

# Each stands for `e:S sh:targetClass e:T ; …`.
BODIES = {
    "minCount": "sh:property [ sh:path e:p ; sh:minCount 2 ]",
    "minCount of five": "sh:property [ sh:path e:p ; sh:minCount 5 ]",
    "maxCount": "sh:property [ sh:path e:p ; sh:maxCount 1 ] ; sh:property [ sh:path e:q ; sh:maxCount 0 ]",
    "maxCount of three": "sh:property [ sh:path ( [ sh:zeroOrOnePath e:p ] e:q ) ; sh:maxCount 3 ]",
    "class": "sh:property [ sh:path e:p ; sh:class e:T, e:U ]",
    "class of the node": "sh:class e:U",
    "datatype": "sh:property [ sh:path e:p ; sh:datatype xsd:integer ] ; sh:property [ sh:path e:q ;"
    " sh:datatype xsd:date ]",
    "datatype of strings": "sh:property [ sh:path e:p ; sh:datatype xsd:string ; sh:minLength 2 ; sh:maxLength 3 ]",
    "langString": "sh:property [ sh:path e:p ; sh:datatype rdf:langString ; sh:uniqueLang true ;"
    " sh:languageIn ('en') ]",
    "nodeKind": "sh:property [ sh:path e:p ; sh:nodeKind sh:IRI ] ; sh:property [ sh:path e:q ; sh:nodeKind"
    " sh:Literal ]",
    "other kinds": "sh:property [ sh:path e:p ; sh:nodeKind sh:BlankNodeOrIRI ] ; sh:nodeKind sh:IRIOrLiteral",
    "ranges": "sh:property [ sh:path e:p ; sh:minInclusive 2 ; sh:maxExclusive 7 ]",
    "pattern": "sh:property [ sh:path e:p ; sh:pattern '^[aA]' ] ; sh:property [ sh:path e:q ; sh:pattern 'B' ;"
    " sh:flags 'i' ]",
    "in": "sh:property [ sh:path e:p ; sh:in ( e:a 2 'abc' 'abc'@en ) ]",
    "hasValue": "sh:property [ sh:path e:p ; sh:hasValue 'abc'@en ] ; sh:property [ sh:path e:q ;"
    " sh:hasValue e:a, e:b ]",
    "equals": "sh:property [ sh:path e:p ; sh:equals e:q ]",
    "equals of the node": "sh:equals e:p",
    "disjoint": "sh:property [ sh:path ( e:p e:q ) ; sh:disjoint e:q ] ; sh:disjoint e:q",
    "closed": "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property e:P . e:P sh:path e:p",
    "not": "sh:not [ sh:property [ sh:path e:p ; sh:minCount 1 ; sh:class e:U ] ]",
    "and": "sh:and ( [ sh:class e:U ] [ sh:path e:p ; sh:maxCount 2 ] )",
    "or": "sh:property [ sh:path e:p ; sh:or ( [ sh:datatype xsd:integer ] [ sh:class e:U ] [ sh:hasValue e:d ] ) ]",
    "xone": "sh:xone ( [ sh:path e:p ; sh:minCount 1 ] [ sh:path e:q ; sh:minCount 1 ] )",
    "node": "sh:property [ sh:path e:q ; sh:node [ sh:property [ sh:path e:p ; sh:minCount 1 ; sh:nodeKind"
    " sh:IRI ] ] ]",
    "nested counts": "sh:not [ sh:property [ sh:path e:p ; sh:minCount 2 ; sh:maxCount 2 ] ]",
    "nested pairs": "sh:node [ sh:property [ sh:path e:p ; sh:equals e:q ] ] ; sh:not [ sh:disjoint e:p ]",
    "nested languages": "sh:not [ sh:property [ sh:path [ sh:alternativePath ( e:p e:q ) ] ; sh:uniqueLang true ] ]",
    "nested closed": "sh:not [ sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path e:p ] ]",
    "nested value": "sh:not [ sh:property [ sh:path ( e:p [ sh:inversePath e:q ] ) ; sh:hasValue e:a ] ]",
    "property of a property": "sh:property [ sh:path e:p ; sh:property [ sh:path e:q ; sh:minCount 1 ;"
    " sh:class e:U ] ]",
    "qualified": "sh:property [ sh:path e:p ; sh:qualifiedValueShape [ sh:class e:U ] ; sh:qualifiedMinCount 1 ;"
    " sh:qualifiedMaxCount 1 ]",
    "qualified five": "sh:property [ sh:path e:p ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; "
    "sh:qualifiedMinCount 4 ; sh:qualifiedMaxCount 3 ]",
    "siblings": "sh:property [ sh:path e:p ; sh:qualifiedValueShapesDisjoint true ;"
    " sh:qualifiedValueShape [ sh:class e:U ] ; sh:qualifiedMinCount 1 ] ,"
    " [ sh:path e:p ; sh:qualifiedValueShape [ sh:class e:T ] ; sh:qualifiedMinCount 1 ]",
    "inverse": "sh:property [ sh:path [ sh:inversePath e:p ] ; sh:minCount 1 ; sh:class e:U ]",
    "sequence": "sh:property [ sh:path ( e:p e:q ) ; sh:maxCount 1 ; sh:nodeKind sh:IRI ]",
    "alternative": "sh:property [ sh:path [ sh:alternativePath ( e:p [ sh:inversePath e:q ] ) ] ; sh:minCount 1 ;"
    " sh:class e:T ]",
    "one or more": "sh:property [ sh:path [ sh:oneOrMorePath e:p ] ; sh:class e:U ; sh:disjoint e:q ; sh:minCount 2 ]",
    "zero or more": "sh:property [ sh:path [ sh:zeroOrMorePath e:p ] ; sh:class e:U ; sh:hasValue e:a ]",
    "zero or one": "sh:property [ sh:path [ sh:zeroOrOnePath e:q ] ; sh:class e:T ; sh:maxCount 1 ]",
    "switched off": "sh:property [ sh:path e:p ; sh:minCount 9 ; sh:deactivated true ] ; sh:node [ sh:class e:U ;"
    " sh:deactivated true ]",
    "warning": "sh:property [ sh:path e:p ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message 'Name one.' ]",
    "targets": "sh:targetNode e:a, 5 ; sh:targetSubjectsOf e:p ; sh:targetObjectsOf e:q ; sh:nodeKind sh:IRI ;"
    " sh:property [ sh:path e:q ; sh:minCount 1 ]",
    "sparql": """sh:sparql [ sh:message "{$this} has {?value}" ; sh:select '''SELECT $this ?value WHERE { # }
        $this <https://e/p> ?value . OPTIONAL { ?value <https://e/q> ?x }
        FILTER NOT EXISTS { $this <https://e/q> ?value } FILTER(!BOUND(?x)) }''' ]""",
    "sparql of a property": """sh:property [ sh:path e:p ; sh:sparql [ sh:select
        'SELECT $this ?value { $this $PATH ?value . FILTER(isIRI(?value) && ?value != <https://e/a>) }' ] ]""",
}

INCOMPARABLE = (f"<{XSD.date}> .", f"<{XSD.boolean}> .")
NODES = [f"<https://e/{name}>" for name in "abcd"] + ["_:x", "_:y"]
LITERALS = [
    *('"abc"', '"abc"@en', '"abd"@en', '"Bcd"@de', '"a"', '""', '"abcd"', '"2020-02-28"', '"it\'s {a} \\\\ \\"b\\""'),
    *(f'"{n}"^^<{XSD.integer}>' for n in ("1", "2", "7", "x")),
    *(f'"{day}"^^<{XSD.date}>' for day in ("2020-02-28", "2020-02-30", "2020-13-01")),
    *(f'"2.5"^^<{XSD.decimal}>', f'"true"^^<{XSD.boolean}>'),
]
LINKS = st.tuples(
    st.sampled_from(NODES), st.sampled_from(["<https://e/p>", "<https://e/q>"]), st.sampled_from(NODES * 3 + LITERALS)
)
TYPES = st.tuples(
    st.sampled_from(NODES), st.just(f"<{RDF.type}>"), st.sampled_from([f"<https://e/{name}>" for name in "TTUV"])
)
BELOW = (f"<https://e/V> <{RDFS.subClassOf}> <https://e/U> .", f"<https://e/U> <{RDFS.subClassOf}> <https://e/W> .")
GRAPHS = st.builds(
    lambda links, types, below: sorted({" ".join(triple) + " ." for triple in links + types} | set(below)),
    st.lists(LINKS, max_size=14),
    st.lists(TYPES, min_size=1, max_size=7),
    st.sampled_from([(), BELOW]),
)


def graph(text: str) -> Graph:
    return Graph().parse(data=HEAD + text, format="turtle")


def holding(lines: Iterable[str]) -> MemoryStore:
    store = memory_store()
    store.take(lines, (), "test")
    return store


def by_queries(store: MemoryStore, plan: Compiled) -> list[Finding]:
    return setwise.check(store.select, plan)


def by_pyshacl(store: MemoryStore, shapes_graph: Graph) -> list[Finding]:
    return check(merge_of(store.quads()), shapes_graph)


def without_words(findings: Iterable[Finding]) -> set[Finding]:
    """Return the findings without the words that pySHACL makes where a shape has none."""
    return {replace(finding, message="") for finding in findings}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_queries_find_what_pyshacl_finds(body: str) -> None:
    # Two shapes refer to it, so that no list of properties is taken apart on the way to pySHACL.
    shapes_graph = graph(f"e:S sh:targetClass e:T ; {body} . e:unaimed sh:node e:S .")
    plan = compiled(shapes_graph)
    assert plan.handed_over == ()

    @settings(max_examples=15)
    @given(GRAPHS)
    def same(lines: list[str]) -> None:
        # pySHACL puts values that cannot be compared into some order; see the test below.
        store = holding(line for line in lines if "clusive" not in body or not line.endswith(INCOMPARABLE))
        fast, slow = by_queries(store, plan), by_pyshacl(store, shapes_graph)
        assert without_words(fast) == without_words(slow)

    same()


def test_every_parameter_that_pyshacl_knows_is_read() -> None:
    bodies = " ".join(BODIES.values())
    known = {parameter for parameter in ALL_CONSTRAINT_PARAMETERS if parameter not in NOT_ASKED}
    lacking = {str(p).removeprefix(str(SH)) for p in known if f"sh:{str(p).removeprefix(str(SH))} " not in bodies}
    assert lacking == {"minExclusive", "maxInclusive", "lessThan", "lessThanOrEquals"}  # in the W3C's tests


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("sh:node e:S", "the shape refers to itself"),
        ("sh:property [ sh:path e:p ; sh:node e:S ]", "the shape refers to itself"),
        ("sh:not [ sh:path e:p ; sh:minCount 4 ]", "a count above 3 within another shape"),
        ("sh:pattern '(?=a)b'", "a pattern that regular expressions read in different ways"),
        ("sh:hasValue []", "a parameter that is a blank node"),
        ("sh:targetNode [] ; sh:class e:U", "a target that is a blank node"),
        ("sh:sparql [ sh:select 'SELECT $this { { FILTER($this = 1) } }' ]", "groups within groups"),
        ("sh:sparql [ sh:select 'SELECT $this { $this ?p ?o } LIMIT 1' ]", "LIMIT"),
        ("sh:sparql [ sh:select 'SELECT ?x { $this ?p ?x }' ]", "does not select $this"),
        ("sh:sparql [ sh:select 'SELECT $this { OPTIONAL { BIND($this AS ?x) } }' ]", "BIND in an inner group"),
    ],
)
def test_what_is_not_covered_is_named_with_its_reason(body: str, reason: str) -> None:
    (one,) = compiled(graph(f"e:S sh:targetClass e:T ; {body} .")).handed_over
    assert reason in one.reason


def test_what_is_handed_over_is_found_by_pyshacl_and_nothing_else_is_asked_of_it() -> None:
    text = (
        "e:S sh:targetClass e:T ; sh:property e:P, e:Q . e:P sh:path e:p ; sh:minCount 1 ."
        " e:Q sh:path e:q ; sh:pattern '(?=a)b' ."
    )
    plan = compiled(graph(text))
    assert [(one.shape, len(plan.queries)) for one in plan.handed_over] == [("https://e/Q", 1)]
    store = holding([f"<https://e/a> <{RDF.type}> <https://e/T> .", '<https://e/a> <https://e/q> "b" .'])
    wanted: list[frozenset[str] | None] = []

    def subgraph(predicates: frozenset[str] | None) -> Iterable[str]:
        wanted.append(predicates)
        return merge_of(store.quads())

    found = setwise.check(store.select, plan, subgraph)
    assert [finding.shape for finding in found] == ["https://e/P", "https://e/Q"]
    assert without_words(found) == without_words(by_pyshacl(store, graph(text)))
    (seen,) = wanted
    assert seen is not None
    assert "<https://e/q>" in seen
    assert "<https://e/p>" not in seen


def test_a_recursive_shape_is_handed_over_with_the_statements_that_it_can_see() -> None:
    plan = compiled(graph("e:S sh:targetClass e:T ; sh:property e:P . e:P sh:path e:p ; sh:node e:S ; sh:maxCount 1 ."))
    assert {one.reason for one in plan.handed_over} == {"the shape refers to itself"}


def test_a_message_of_a_sparql_constraint_quotes_the_row_and_no_other_message_does() -> None:
    select = "SELECT $this ?value { $this <https://e/p> ?value }"
    query = f"sh:sparql [ sh:message '{{$this}} has {{?value}}{{?x}}' ; sh:select '{select}' ]"
    shapes_graph = graph(
        f"e:S sh:targetClass e:T ; {query} . e:R sh:targetClass e:T ; sh:class e:U ; sh:message '{{$this}}' ."
    )
    store = holding([f"<https://e/a> <{RDF.type}> <https://e/T> .", '<https://e/a> <https://e/p> "b" .'])
    found = by_queries(store, compiled(shapes_graph))
    assert {one.message for one in found} == {"https://e/a has b{?x}", "{$this}"}
    assert found == by_pyshacl(store, shapes_graph)


def test_a_shape_without_a_message_says_which_parameter_is_broken() -> None:
    plan = compiled(graph("e:S sh:targetClass e:T ; sh:property [ sh:path e:p ; sh:minCount 2 ] ."))
    (one,) = by_queries(holding([f"<https://e/a> <{RDF.type}> <https://e/T> ."]), plan)
    assert one.message == "This breaks sh:minCount 2."


@pytest.mark.parametrize("constraint", ["sh:lessThan e:q", "sh:maxExclusive 7", "sh:minInclusive 'a'"])
def test_a_comparison_that_sparql_cannot_make_is_a_violation(constraint: str) -> None:
    plan = compiled(graph(f"e:S sh:targetClass e:T ; sh:property [ sh:path e:p ; {constraint} ] ."))
    lines = [
        f"<https://e/a> <{RDF.type}> <https://e/T> .",
        f'<https://e/a> <https://e/p> "2020-01-01"^^<{XSD.date}> .',
        '<https://e/a> <https://e/q> "2021-01-01" .',
    ]
    assert len(by_queries(holding(lines), plan)) == 1


def test_a_path_of_several_steps_is_followed_backwards_from_its_end() -> None:
    path = "[ sh:inversePath ( e:p e:q ) ]"
    plan = compiled(graph(f"e:S sh:targetNode e:c ; sh:property [ sh:path {path} ; sh:nodeKind sh:Literal ] ."))
    (one,) = by_queries(
        holding(["<https://e/a> <https://e/p> <https://e/b> .", "<https://e/b> <https://e/q> <https://e/c> ."]), plan
    )
    assert (one.path, one.value) == ("^(<https://e/p>/<https://e/q>)", "<https://e/a>")


def test_shapes_without_a_target_are_refused_because_everything_would_conform() -> None:
    with pytest.raises(UnreadableInput, match="no shape with a target"):
        compiled(graph("e:S sh:class e:T ."))
