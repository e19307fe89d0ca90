"""Records to quads: what a source states, what is derived, and that a claim is always marked as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.iris import Minter
from disinfograph.mapping.authority import authority, sources
from disinfograph.mapping.quads import Mapping
from disinfograph.mapping.runs import runs
from disinfograph.mapping.words import decimal, word
from disinfograph.namespaces import BASE
from disinfograph.records import Article, CrossLink, Evidence, Record, Run, Unresolved

FULL = Record(
    source="test", file="page.txt", position=1, title="Snow is black", claim="Snow is black. // Ice is black.",
    response="Snow is white.", date="2022-03-02", issue=274, languages=("ru", "en-GB"),
    countries=("Kazakhstan", "David Icke"), keywords=("Protest", "Snow of the North"), outlets=("Polar Bear Radio",),
    articles=(Article("https://polar.example/1", "https://archive.example/1", "Polar Bear Radio", "ru", first=True),),
    narrative_phrases=("Western attempts to organise a colour revolution",), url="https://example.org/report/snow/",
    cross_links=(CrossLink("Ice is black"), CrossLink("nobody knows this one")),
    evidence=(Evidence("OSCE"), Evidence("report", "https://www.un.org/x")), reviewer="Reviewer", verdict="disinfo",
    license="https://creativecommons.org/licenses/by/4.0/", unresolved=(Unresolved("languages", "Moldova"),),
)  # fmt: skip
OTHER = Record(source="test", file="page.txt", position=2, title="Ice is black", url="https://example.org/report/ice/")


@pytest.fixture
def mapping() -> Mapping:
    return Mapping.below(BASE)


@cache
def untaught() -> Mapping:
    return Mapping.below(BASE)


def statements(mapping: Mapping, *records: Record) -> set[str]:
    mapping.learn(records)
    quads = mapping.everything(records)
    return {without_base(f"{graph.removeprefix(BASE)} {' '.join(triple)}") for graph, triple in quads}


def without_base(text: str) -> str:
    """Return a text with things named below the base and our terms in full."""
    return re.sub(re.escape(BASE) + "(?!ontology#)", "", text)


def short(text: str) -> str:
    """Return a statement written with CURIEs as the tests compare it."""
    return " ".join(word(part) if ":" in part and not part.startswith(("<", '"')) else part for part in text.split(" "))


def test_a_case_and_its_claim_are_two_things_and_the_claim_is_typed_as_claim(mapping: Mapping) -> None:
    said = statements(mapping, FULL)
    for wanted in (
        "graph/source/test <case/snow> rdf:type dg:Case",
        "graph/source/test <case/snow> rdf:type schema:ClaimReview",
        "graph/source/test <case/snow> schema:itemReviewed <claim/snow>",
        "graph/source/test <claim/snow> rdf:type dg:Claim",
        "graph/source/test <claim/snow> rdf:type schema:Claim",
        'graph/source/test <case/snow> rdfs:label "Claim:',
    ):
        assert any(line.startswith(short(wanted)) for line in said), wanted


def test_the_record_that_a_case_came_from_is_named_by_address_id_or_position(mapping: Mapping) -> None:
    assert short('graph/source/test <case/snow> dg:record "page.txt#1"') in statements(mapping, FULL)
    assert "cases.csv#/claims/3" == Record("a", "cases.csv", 9, id="/claims/3").provenance


def test_places_of_the_list_are_pointed_to_and_others_are_kept_and_flagged(mapping: Mapping) -> None:
    said = statements(mapping, FULL)
    assert short("graph/source/test <claim/snow> dg:discusses <place/KZ>") in said
    assert short("graph/source/test <claim/snow> dg:discusses <place/david-icke>") in said
    assert short("graph/source/test <place/david-icke> dg:flag <flag/unresolved>") in said
    assert "graph/source/test <place/david-icke> " + word("dg:unresolvedLabel") + ' "David Icke"' in said
    assert not any(word("dg:Country") in line for line in said)


def test_a_label_that_names_no_language_is_kept_and_flagged(mapping: Mapping) -> None:
    said = statements(mapping, FULL)
    assert short("graph/source/test <claim/snow> dg:circulatedIn <language/ru>") in said
    assert short('graph/source/test <language/en-GB> skos:notation "en-GB"') in said
    assert short("graph/source/test <language/moldova> dg:flag <flag/unresolved>") in said


def test_several_claims_in_one_text_stay_one_claim_and_are_told_apart(mapping: Mapping) -> None:
    said = statements(mapping, FULL)
    predicate = word("dg:claimPart")
    assert {'"Snow is black."', '"Ice is black."'} == {s.split(predicate + " ")[1] for s in said if predicate in s}


def test_the_first_appearance_is_an_appearance_with_its_copy_and_outlet(mapping: Mapping) -> None:
    said = "\n".join(statements(mapping, FULL))
    first = said.split(word("schema:firstAppearance") + " ")[1].split("\n")[0]
    for predicate, value in (
        ("schema:archivedAt", "<https://archive.example/1>"), ("schema:inLanguage", '"ru"'),
        ("dg:publishedBy", "<outlet/polarbearradio>"),
    ):  # fmt: skip
        assert f"graph/source/test {first} {word(predicate)} {value}" in said
    assert f"<claim/snow> {word('schema:appearance')} {first}" in said


def test_an_address_that_is_no_legal_iri_is_kept_as_text(mapping: Mapping) -> None:
    said = statements(mapping, Record("test", "f", 1, title="x", articles=(Article(url="www.polar.example/1"),)))
    assert any(line.endswith('"www.polar.example/1"^^<http://www.w3.org/2001/XMLSchema#anyURI>') for line in said)


def derived(said: set[str]) -> Iterator[tuple[str, str]]:
    for line in said:
        graph, statement = line.split(" ", 1)
        if graph.startswith("graph/derived/"):
            yield graph.removeprefix("graph/derived/"), statement


def test_every_derived_link_has_an_assertion_with_its_method_and_confidence(mapping: Mapping) -> None:
    said = statements(mapping, FULL, OTHER)
    linking = [word(f"dg:{name}") for name in "promotes narrativePhrase crossLink evidence linksTo toCase".split()]
    links = [(m, s) for m, s in derived(said) if s.split(" ")[1] in linking]
    assert {"prose", "phrase-match", "link-title"} == {method for method, _ in links}
    text = "\n".join(statement for _, statement in derived(said))
    for method, statement in links:
        subject, predicate, value = statement.split(" ", 2)
        nodes = {s.split(" ")[0] for s in text.split("\n") if s.endswith(f"{word('rdf:subject')} {subject}")}
        fitting = [
            node for node in nodes
            if f"{node} {word('rdf:predicate')} {predicate}" in text and f"{node} {word('rdf:object')} {value}" in text
        ]  # fmt: skip
        assert fitting, statement
        assert f"{fitting[0]} {word('dg:method')} <method/{method}>" in text
        assert f"{fitting[0]} {word('dg:confidence')} " in text


def test_no_source_graph_holds_what_a_method_derived(mapping: Mapping) -> None:
    said = statements(mapping, FULL, OTHER)
    derived_only = [word(f"dg:{n}") for n in "promotes narrativePhrase crossLink evidence linksTo toCase".split()]
    assert [] == [s for s in said if s.startswith("graph/source/") and s.split(" ")[2] in derived_only]


def test_a_cross_link_is_resolved_to_the_one_case_of_that_title_and_others_dangle(mapping: Mapping) -> None:
    said = statements(mapping, FULL, OTHER)
    assert short("graph/derived/link-title <case/snow> dg:linksTo <case/ice>") in said
    anchors = {s.split(" ")[1] for s in said if word("dg:anchorText") in s}
    resolved = {s.split(" ")[1] for s in said if f" {word('dg:toCase')} " in s and s.startswith("graph/derived")}
    assert (2, 1) == (len(anchors), len(anchors & resolved))


def test_an_ambiguous_title_is_never_guessed() -> None:
    fresh = Mapping.below(BASE)
    twins = [Record("test", "f", n, title="Ice is black", url=f"https://example.org/report/ice-{n}/") for n in (1, 2)]
    said = statements(fresh, *twins, FULL)
    assert not any(f" {word('dg:linksTo')} " in line for line in said)


def test_a_case_does_not_link_to_itself() -> None:
    own = Record("test", "f", 1, title="Ice is black", cross_links=(CrossLink("Ice is black"),))
    assert not any(f" {word('dg:linksTo')} " in line for line in statements(Mapping.below(BASE), own))


def test_a_source_without_prose_gets_narratives_from_cues_with_less_confidence(mapping: Mapping) -> None:
    told = Record("test", "t.csv", 1, title="The US organises a colour revolution", keywords=("Colour revolutions",))
    said = statements(mapping, told)
    assert any(s.startswith("graph/derived/cue-match") and word("dg:promotes") in s for s in said)
    assert not any(s.startswith("graph/derived/phrase-match") for s in said)


def test_the_name_shown_for_an_unknown_thing_is_its_most_frequent_spelling() -> None:
    spellings = ["POLAR news", "Polar News", "Polar News"]
    records = [Record("test", "f", n, title=f"t{n}", outlets=(s,)) for n, s in enumerate(spellings, 1)]
    said = statements(Mapping.below(BASE), *records)
    assert {'"Polar News"'} == {s.split(word("schema:name") + " ")[1] for s in said if s.startswith(
        f"graph/source/test <outlet/polarnews> {word('schema:name')}")}  # fmt: skip


def test_another_base_moves_all_things_and_no_term() -> None:
    elsewhere = "https://example.org/kg/"
    mapping = Mapping.below(elsewhere)
    mapping.learn([FULL])
    quads = [
        *mapping.everything([FULL]),
        *authority(mapping.mint),
        *sources(frozenset({"test"}), mapping.mint),
    ]
    text = "\n".join(f"{graph} {' '.join(triple)}" for graph, triple in quads)
    assert f"<{BASE}ontology#Case>" in text
    assert BASE not in text.replace(f"{BASE}ontology#", "")


def test_a_run_says_what_was_read_with_which_version_and_when_only_if_told() -> None:
    mint = Minter()
    told = {" ".join(t) for _, t in runs([Run(("cknabs",), ("posts.csv sha256:00",), "0.1.0", "2024-05-01")], mint)}
    silent = {" ".join(t) for _, t in runs([Run(("cknabs",), ("posts.csv sha256:00",), "0.1.0")], mint)}
    assert any(f"{word('prov:used')} <{BASE}source/cknabs>" in s for s in told)
    assert any(word("dcterms:date") in s for s in told)
    assert not any(word("dcterms:date") in s for s in silent)


def test_a_source_that_no_list_describes_is_a_dataset_with_its_name() -> None:
    said = {without_base(" ".join(t)) for _, t in sources(frozenset({"my-source"}), Minter())}
    assert short("<source/my-source> rdf:type dcat:Dataset") in said


@pytest.mark.parametrize(("number", "text"), [(0.9, '"0.9"'), (1.0, '"1"'), (0.125, '"0.125"'), (0.0, '"0"')])
def test_a_confidence_is_a_canonical_decimal(number: float, text: str) -> None:
    assert decimal(number) == f"{text}^^<http://www.w3.org/2001/XMLSchema#decimal>"


@settings(max_examples=40, deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_text_maps_to_one_line_a_statement(title: str, claim: str, label: str) -> None:
    mapping = untaught()
    record = Record("test", "f", 1, title=title, claim=claim, outlets=(label,), keywords=(label,), countries=(label,))
    for _, triple in mapping.quads(mapping.resolve(record)):
        assert not {"\n", "\r", "\0"} & set(" ".join(triple))


def test_a_case_that_a_page_shows_cut_off_is_the_case_of_the_full_title() -> None:
    full = Record(
        "test", "a.txt", 1, title="The northern parliament forbids its citizens to speak of the snow in winter",
        claim="Nobody in the north may speak of snow.", date="2021-02-03", countries=("Sweden",),
        url="https://example.org/report/northern-parliament/",
    )  # fmt: skip
    cut = Record(
        "test", "b.txt", 2, main=False, title="The northern parliament forbids its citizens to speak of…",
        title_truncated=True, claim="Nobody in the north may speak of snow.",
    )  # fmt: skip
    mapping = Mapping.below(BASE)
    said = statements(mapping, full, cut)
    alias = "<case/the-northern-parliament-forbids-its-citizens-to-speak-of>"
    moved = f"{alias} {word('dcterms:isReplacedBy')} <case/northern-parliament>"
    assert f"graph/derived/same-title {moved}" in said
    assert {"<case/northern-parliament>"} == {s.split(" ")[1] for s in said if s.endswith(word("dg:Case"))}
    assert any(s.startswith("graph/derived/same-title <assertion/") and s.endswith(alias) for s in said)
    assert 1 == sum(f" {word('schema:name')} " in s for s in said)
    assert 1 == sum(f" {word('rdfs:label')} " in s for s in said)
    assert 1 == sum(f" {word('schema:alternateName')} " in s for s in said)


def test_what_stands_in_a_field_where_it_cannot_be_is_kept_for_a_curator(mapping: Mapping) -> None:
    said = statements(mapping, Record("test", "f", 1, title="t", unresolved=(Unresolved("date", "soon"),)))
    assert f'graph/source/test <case/t> {word("dg:unresolvedLabel")} "date: soon"' in said
    assert short("graph/source/test <case/t> dg:flag <flag/unresolved>") in said
