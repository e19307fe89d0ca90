"""N-Triples lines as a graph: the same statements as rdflib reads, with every literal as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.namespace import RDF, XSD
from rdflib.term import BNode, Literal, Node, URIRef

from disinfograph.errors import UnreadableInput
from disinfograph.terms import Blank, Iri, token
from disinfograph.terms import Literal as Text
from disinfograph.validation.statements import Statements, statements

IRIS = st.sampled_from(["https://e/a", "https://e/b", "https://e/%C3%A9", "https://e/é"]).map(Iri)
BLANKS = st.sampled_from(["b0", "x"]).map(Blank)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
LITERALS = st.one_of(
    TEXTS.map(Text),
    st.builds(Text, TEXTS, st.just(str(RDF.langString)), st.sampled_from(["en", "ru", "sr-latn"])),
    st.builds(Text, TEXTS, st.just("https://e/type")),
    st.builds(
        Text, st.sampled_from(["007", "1.50", "x", "2020-13-45"]), st.sampled_from([str(XSD.integer), str(XSD.date)])
    ),
)
TRIPLES = st.lists(st.tuples(st.one_of(IRIS, BLANKS), IRIS, st.one_of(IRIS, BLANKS, LITERALS)), max_size=8)


def line(*terms: Iri | Blank | Text) -> str:
    return " ".join(map(token, terms)) + " ."


def node(term: Iri | Blank | Text) -> Node:
    match term:
        case Iri(value):
            return URIRef(value)
        case Blank(value):
            return BNode(value)
        case Text(value, datatype, language):
            kind = None if language or datatype == str(XSD.string) else URIRef(datatype)
            return Literal(value, lang=language or None, datatype=kind, normalize=False)


@given(TRIPLES)
def test_lines_become_the_statements_they_are(triples: list[tuple[Iri | Blank | Text, ...]]) -> None:
    graph = statements(line(*triple) for triple in triples)
    assert {tuple(map(node, triple)) for triple in triples} == set(graph)


@given(TRIPLES, st.one_of(st.none(), IRIS, BLANKS), st.one_of(st.none(), IRIS), st.one_of(st.none(), IRIS, LITERALS))
def test_a_pattern_matches_as_in_any_graph_of_rdflib(
    triples: list[tuple[Iri | Blank | Text, ...]], subject: Iri | None, predicate: Iri | None, value: Iri | Text | None
) -> None:
    graph, plain = Statements(), Graph()
    for triple in triples:
        one, by, given_value = map(node, triple)
        graph.put(one, by, given_value)
        plain.add((one, by, given_value))
    s, p, o = (None if term is None else node(term) for term in (subject, predicate, value))
    assert set(plain.triples((s, p, o))) == set(graph.triples((s, p, o)))
    assert set(plain.objects(s, p)) == set(graph.objects(s, p))
    assert set(plain.subjects(p, o)) == set(graph.subjects(p, o))
    assert set(plain.subject_objects(p)) == set(graph.subject_objects(p))
    assert set(plain.transitive_objects(s, p)) == set(graph.transitive_objects(s, p)) if s and p else True


def test_a_literal_keeps_its_spelling() -> None:
    graph = statements([f'<https://e/a> <https://e/p> "007"^^<{XSD.integer}> .'])
    assert [str(value) for value in graph.objects()] == ["007"]


def test_escapes_are_read_in_every_form_of_the_grammar() -> None:
    graph = statements([r'<https://e/a> <https://e/\u00E9> "\t\b\n\r\f\"\'\\ \u00e9 \U0001F600 \\u00e9" .'])
    assert list(graph.predicates()) == [URIRef("https://e/é")]
    assert [str(value) for value in graph.objects()] == ["\t\b\n\r\f\"'\\ é 😀 \\u00e9"]


def test_a_text_may_look_like_the_end_of_a_statement() -> None:
    text = 'he said "no"@en . <https://e/x>'
    assert [str(v) for v in statements([line(Iri("https://e/a"), Iri("https://e/p"), Text(text))]).objects()] == [text]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "x",
        "<https://e/a> <https://e/p>",
        "<https://e/a> <https://e/p> <https://e/b>",
        "https://e/a <https://e/p> <https://e/b> .",
        '<https://e/a> <https://e/p> "open .',
        '<https://e/a> <https://e/p> "x"^^y .',
        '<https://e/a> <https://e/p> "x"@no_tag .',
        "http://example.org/data.ttl",
        "/etc/hostname",
    ],
)
def test_a_line_that_is_no_statement_is_refused(broken: str) -> None:
    with pytest.raises(UnreadableInput, match="is no statement"):
        statements([broken])


def test_the_length_is_the_number_of_statements_taken() -> None:
    assert len(statements(["<https://e/a> <https://e/p> <https://e/b> ."] * 3)) == 3
