from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, SKOS

from disinfograph.errors import UnreadableInput, WrongUse
from disinfograph.namespaces import BASE
from disinfograph.resolve.scheme.schemes import ExternalConcept, ExternalScheme, read_scheme, to_turtle, triples

WEATHER = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix w: <https://example.org/weather#> .

w:all a skos:ConceptScheme ; dcterms:title "Weather stories"@en ; dcterms:license <https://example.org/licence> .
w:W1 a skos:Concept ; skos:inScheme w:all ; skos:prefLabel "The rain is made"@en, "Le pluie est faite"@fr ;
    skos:altLabel "made rain"@en ; skos:definition "Somebody makes it rain."@en ; skos:narrower w:W1_1 .
w:W1_1 a skos:Concept ; skos:prefLabel "Planes make the rain"@en ; skos:related w:W2 .
w:W2 a skos:Concept ; skos:prefLabel "The \\"sun\\" is switched off"@en ; skos:closeMatch <https://example.com/sun> .
"""


def written(folder: Path, text: str, name: str = "scheme.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def scheme_of(folder: Path, data: object) -> ExternalScheme:
    return read_scheme(written(folder, json.dumps(data)), "tales")


def shape(scheme: ExternalScheme) -> dict[str, tuple[str, ...]]:
    return {concept.slug: concept.broader for concept in scheme.concepts}


def graph_of(scheme: ExternalScheme, base: str = BASE) -> Graph:
    return Graph().parse(data=to_turtle(scheme, base), format="turtle")


def refused(folder: Path, text: str, name: str = "scheme.txt") -> str:
    with pytest.raises(UnreadableInput) as caught:
        read_scheme(written(folder, text, name), "tales")
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence.removeprefix(str(folder / name))


def test_skos_keeps_its_labels_links_and_its_own_iris(tmp_path: Path) -> None:
    scheme = read_scheme(written(tmp_path, WEATHER), "weather")
    assert (scheme.title, scheme.iri, scheme.licence) == (
        "Weather stories", "https://example.org/weather#all", "https://example.org/licence",
    )  # fmt: skip
    assert shape(scheme) == {"w1": (), "w1-1": ("w1",), "w2": ()}
    rain = scheme.concepts[0]
    assert rain == ExternalConcept(
        slug="w1",
        labels=(("en", "The rain is made"), ("fr", "Le pluie est faite")),
        aliases=(("en", "made rain"),),
        definitions=(("en", "Somebody makes it rain."),),
        notation="W1",
        matches=(("exactMatch", "https://example.org/weather#W1"),),
    )
    assert scheme.concepts[1].related == ("w2",)
    assert ("closeMatch", "https://example.com/sun") in scheme.concepts[2].matches


@pytest.mark.parametrize("syntax", ["turtle", "nt", "xml", "pretty-xml"])
def test_the_same_skos_is_read_from_any_text_of_rdf(tmp_path: Path, syntax: str) -> None:
    text = Graph().parse(data=WEATHER, format="turtle").serialize(format=syntax)
    expected = read_scheme(written(tmp_path, WEATHER, "a"), "weather")
    assert read_scheme(written(tmp_path, text, "b"), "weather") == expected


def test_json_ld_is_read_as_rdf(tmp_path: Path) -> None:
    text = Graph().parse(data=WEATHER, format="turtle").serialize(format="json-ld")
    expected = read_scheme(written(tmp_path, WEATHER, "a"), "weather")
    assert read_scheme(written(tmp_path, text, "b"), "weather") == expected


def test_json_ld_whose_context_lies_on_the_web_is_not_fetched(tmp_path: Path) -> None:
    for context in ("https://example.org/c", ["https://example.org/c"]):
        assert "on the web" in refused(tmp_path, json.dumps({"@context": context, "@graph": []}))


def test_a_concept_below_one_of_another_file_is_a_top_that_says_so(tmp_path: Path) -> None:
    text = WEATHER + "w:W2 skos:broader <https://example.com/sky> ."
    sun = read_scheme(written(tmp_path, text), "weather").concepts[2]
    assert sun.broader == ()
    assert ("broadMatch", "https://example.com/sky") in sun.matches


def test_an_iri_that_is_relative_in_its_file_gives_away_no_path(tmp_path: Path) -> None:
    text = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <#a> a skos:Concept ; skos:prefLabel "A" .'
    (concept,) = read_scheme(written(tmp_path, text), "tales").concepts
    assert concept.slug == "a"
    assert concept.matches == ()


def test_nested_names_become_a_hierarchy(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, {"War": {"Blame": ["The others began", "Nobody began"], "Fear": []}, "Peace": None})
    assert shape(scheme) == {
        "war": (), "blame": ("war",), "fear": ("war",), "peace": (),
        "the-others-began": ("blame",), "nobody-began": ("blame",),
    }  # fmt: skip
    assert scheme.title == "tales"


def test_a_name_that_occurs_twice_takes_the_name_above_it(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, {"A": {"X": ["Other"], "Y": ["Other"]}, "B": {"X": ["Rest"]}})
    assert shape(scheme) == {
        "a": (), "b": (), "a-x": ("a",), "b-x": ("b",), "y": ("a",),
        "x-other": ("a-x",), "y-other": ("y",), "rest": ("b-x",),
    }  # fmt: skip


def test_names_that_no_letter_tells_apart_still_get_slugs_of_their_own(tmp_path: Path) -> None:
    first, second = scheme_of(tmp_path, ["Why?", "Why!"]).concepts
    assert re.fullmatch("why-[0-9a-f]{8}", first.slug)
    assert first.slug != second.slug
    (mark,) = scheme_of(tmp_path, ["???"]).concepts
    assert re.fullmatch("[0-9a-f]{8}", mark.slug)


def test_objects_with_a_label_are_read_with_their_ids_and_definitions(tmp_path: Path) -> None:
    data = {
        "title": "Tales",
        "narratives": [{"id": 7, "name": "War", "description": "On war.", "children": ["Blame", {"label": "Fear"}]}],
    }
    scheme = scheme_of(tmp_path, data)
    assert scheme.title == "Tales"
    assert shape(scheme) == {"7": (), "blame": ("7",), "fear": ("7",)}
    assert scheme.concepts[0].definitions == (("", "On war."),)


def test_a_text_beside_a_name_is_its_definition(tmp_path: Path) -> None:
    (concept,) = scheme_of(tmp_path, {"War": "On war."}).concepts
    assert concept.definitions == (("", "On war."),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_its_header(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["ID", "Label", "Broader", "Definition"],
        ["b", "Blame", "War", ""],
        [],
        ["w", "War", "", '"On ""war""."'],
        ["n", "Nobody began", "b|w", ""],
    ]
    scheme = read_scheme(written(tmp_path, "\ufeff" + "\n".join(map(delimiter.join, rows)), "t.csv"), "tales")
    assert shape(scheme) == {"b": ("w",), "n": ("b", "w"), "w": ()}
    assert scheme.concepts[2].definitions == (("", 'On "war".'),)


def test_a_table_of_labels_alone_is_a_flat_scheme(tmp_path: Path) -> None:
    scheme = read_scheme(written(tmp_path, "narrative\nWar\nPeace\n"), "tales")
    assert shape(scheme) == {"peace": (), "war": ()}


def test_a_scheme_is_written_as_skos_that_any_tool_reads(tmp_path: Path) -> None:
    graph = graph_of(read_scheme(written(tmp_path, WEATHER), "weather"))
    scheme, rain, planes = (URIRef(f"{BASE}scheme/weather{end}") for end in ("", "/w1", "/w1-1"))
    assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {scheme}
    assert len(set(graph.subjects(SKOS.inScheme, scheme))) == 3
    assert (planes, SKOS.broader, rain) in graph
    assert (scheme, SKOS.hasTopConcept, rain) in graph
    assert (rain, SKOS.topConceptOf, scheme) in graph
    assert (rain, SKOS.exactMatch, URIRef("https://example.org/weather#W1")) in graph
    assert (rain, SKOS.prefLabel, Literal("The rain is made", lang="en")) in graph
    assert graph.value(URIRef(f"{BASE}scheme/weather/w2"), SKOS.prefLabel) == Literal(
        'The "sun" is switched off', lang="en"
    )
    assert graph.value(scheme, DCTERMS.license) == URIRef("https://example.org/licence")
    assert f"{BASE}narrative/" not in graph.serialize(format="nt")


def test_a_scheme_lies_below_the_base_that_is_asked_for(tmp_path: Path) -> None:
    graph = graph_of(scheme_of(tmp_path, ["War"]), "https://example.org/kg/")
    assert (URIRef("https://example.org/kg/scheme/tales/war"), RDF.type, SKOS.Concept) in graph


def test_the_statements_are_those_of_the_turtle(tmp_path: Path) -> None:
    scheme = read_scheme(written(tmp_path, WEATHER), "weather")
    lines = "".join(" ".join(triple) + " .\n" for triple in triples(scheme))
    assert isomorphic(Graph().parse(data=lines, format="nt"), graph_of(scheme))


def test_a_scheme_that_was_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    scheme = read_scheme(written(tmp_path, WEATHER), "weather")
    again = read_scheme(written(tmp_path, to_turtle(scheme), "again"), "weather")
    assert again.concepts == scheme.concepts


def test_a_notation_is_the_id_that_a_scheme_gives(tmp_path: Path) -> None:
    text = WEATHER + 'w:W1 skos:notation "A.1" .'
    assert read_scheme(written(tmp_path, text), "weather").concepts[0].slug == "a-1"


def test_a_licence_in_words_is_a_statement_of_rights(tmp_path: Path) -> None:
    text = WEATHER.replace("<https://example.org/licence>", '"All rights reserved"')
    scheme = read_scheme(written(tmp_path, text), "weather")
    graph = graph_of(scheme)
    assert graph.value(URIRef(f"{BASE}scheme/weather"), DCTERMS.rights) == Literal("All rights reserved")


def test_the_order_of_a_file_changes_nothing(tmp_path: Path) -> None:
    one = scheme_of(tmp_path, {"War": ["Blame", "Fear"], "Peace": ["Blame"]})
    other = scheme_of(tmp_path, {"Peace": ["Blame"], "War": ["Fear", "Blame"]})
    assert to_turtle(one) == to_turtle(other)


@pytest.mark.parametrize("name", ["", "Tales", "a b", "a/b", "../a", "a-", "narratives", "keywords"])
def test_a_name_that_is_no_slug_or_is_ours_is_wrong_use(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUse, match="name"):
        read_scheme(written(tmp_path, WEATHER), name)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("a\0b", "is not text"),
        ("{", "is not JSON"),
        ("[]", "names no narrative"),
        ("{}", "names no narrative"),
        ('{"War": 3}', "has 3 where a name is expected below 'War'"),
        ('["War", "War"]', "names 'War' twice"),
        ('{"War": [], "War": []}', "names 'War' twice in one object"),
        ('{"War": [" "]}', "has a narrative without a name below 'War'"),
        ('{"type": "bundle", "objects": []}', "is a STIX bundle"),
        ("[" * 100_000, "is nested too deeply"),
        ("<html><p>Not found</p>", "cannot be read as turtle"),
        ("<?xml version='1.0'?><rdf", "cannot be read as xml"),
        ("Once upon a time.", "cannot be read as turtle"),
        ("<https://example.org/a> <https://example.org/b> <https://example.org/c> .", "holds no skos:Concept"),
        ("id,label\n", "has a header and no narrative"),
        ("id,label\n1,War\n1,Peace\n", ", record 2: repeats '1'"),
        ("id,label\n1,War\n\n2,\n", ", record 2: has no label"),
        ("id,label\n1,War,of,all\n", ", record 1: has 4 cells below 2 columns"),
        ("id,label,broader\n1,War,9\n", ", record 1: names '9' as broader, which no row is"),
        ("id,label,broader\n1,War,2\n2,Peace,1\n", "the broader concepts of 'Peace' run in a circle"),
        ("id,label,broader\n1,War,1\n", "the broader concepts of 'War' run in a circle"),
    ],
)
def test_what_is_no_scheme_is_refused_in_one_sentence(tmp_path: Path, text: str, reason: str) -> None:
    assert reason in refused(tmp_path, text)


def test_a_table_without_labels_is_told_what_is_missing(tmp_path: Path) -> None:
    assert "has no column for labels (label, " in refused(tmp_path, "id,text\n1,War\n", "t.csv")


def test_files_that_cannot_be_opened_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_scheme(tmp_path / "none.json", "tales")
    with pytest.raises(UnreadableInput, match="is a directory"):
        read_scheme(tmp_path, "tales")
    (tmp_path / "latin").write_bytes(b"label\ncaf\xe9\n")
    with pytest.raises(UnreadableInput, match="UTF-8"):
        read_scheme(tmp_path / "latin", "tales")


TREES = st.recursive(
    st.none() | st.lists(st.text(min_size=1).filter(str.strip), unique_by=lambda name: " ".join(name.split())),
    lambda below: st.dictionaries(st.text(min_size=1).filter(str.strip), below, max_size=4),
    max_leaves=12,
)


@given(tree=TREES)
def test_any_taxonomy_becomes_legal_skos_with_slugs_of_its_own_or_one_clear_sentence(
    tree: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tree")
    try:
        scheme = scheme_of(folder, tree)
    except UnreadableInput:
        return
    slugs = [concept.slug for concept in scheme.concepts]
    assert slugs == sorted(set(slugs))
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)
    assert len(set(graph_of(scheme).subjects(RDF.type, SKOS.Concept))) == len(slugs)


def test_semeval_becomes_two_domains_21_narratives_and_75_below_them(shared: Path) -> None:
    scheme = read_scheme(shared / "data" / "narratives" / "semeval2025_taxonomy.json", "semeval")
    found = shape(scheme)
    assert [slug for slug, broader in found.items() if not broader] == ["cc", "urw"]
    assert sum(broader in (("cc",), ("urw",)) for broader in found.values()) == 21
    assert len(found) == 2 + 21 + 75
    assert len(graph_of(scheme)) > 4 * len(found)


def test_cards_keeps_its_numbers_and_its_tree(shared: Path) -> None:
    scheme = read_scheme(shared / "data" / "narratives" / "cards.ttl", "cards")
    found = shape(scheme)
    assert scheme.title == "CARDS"
    assert [slug for slug, broader in found.items() if not broader] == ["0", "1", "2", "3", "4", "5"]
    assert found["1-1-4"] == ("1-1",)
    assert len(found) == 82
