from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from disinfograph.errors import BadQuery, UnreadableInput
from disinfograph.stores import Store, memory_copy, memory_store, open_store
from disinfograph.stores.dataset import DatasetStore
from disinfograph.terms import XSD, Iri, Literal, token

B = "https://w3id.org/disinfograph/"
CASE, CLAIM = f"<{B}case/ein-fall>", f"<{B}claim/ein-fall>"
NAME, ABOUT, DATE = f"<{B}p/name>", f"<{B}p/about>", f"<{B}p/date>"
SOURCE, DERIVED = f"<{B}graph/source/table>", f"<{B}graph/derived/prose>"

TEXT = "Zeile 1\nZeile 2\r\n\t\"so\" und \\so\\ 'x' – Київ, 北京, 😀 \u2028 \u0007end"
LITERALS = {
    "long": Literal("Слово за словом. " * 4000),
    "awkward": Literal(TEXT),
    "empty": Literal(""),
    "spaces": Literal("  two  "),
    "ukrainian": Literal("Україна", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "uk"),
    "chinese": Literal("乌克兰", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "zh-hans"),
    "day": Literal("2022-03-02", XSD + "date"),
    "no-day": Literal("2022-02-30", XSD + "date"),
    "moment": Literal("2022-03-02T10:11:12Z", XSD + "dateTime"),
    "decimal": Literal("0.85", XSD + "decimal"),
    "integer": Literal("274", XSD + "integer"),
    "true": Literal("true", XSD + "boolean"),
    "false": Literal("false", XSD + "boolean"),
    "year": Literal("2022", XSD + "gYear"),
    "link": Literal("https://example.org/a?b=c&d=e", XSD + "anyURI"),
}
LITERAL_LINES = tuple(f"<{B}x/{name}> {NAME} {token(literal)} ." for name, literal in LITERALS.items())

SMALL = (
    f'{CASE} {NAME} "Ein Fall"@de .',
    f"{CASE} {ABOUT} {CLAIM} .",
    f'{CLAIM} {DATE} "2022-03-02"^^<{XSD}date> .',
    f'{CASE} {NAME} "Ein Fall"@de {SOURCE} .',
    f"{CASE} {ABOUT} {CLAIM} {SOURCE} .",
    f"{CASE} {ABOUT} {CLAIM} {DERIVED} .",
    f'{CLAIM} {DATE} "2022-03-02"^^<{XSD}date> {DERIVED} .',
)
ENGINES = ["memory", "folder", "rdflib", "oxigraph", "virtuoso"]


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    match request.param:
        case "memory":
            return memory_store()
        case "folder":
            return open_store(tmp_path / "a.db")
        case "rdflib":
            return DatasetStore()
        case server:
            return open_store(str(request.getfixturevalue(f"empty_{server}")))


@pytest.fixture
def small(store: Store, content: Callable) -> Store:
    assert content(*SMALL, ledger=("{}",)).into(store)
    return store


def test_every_store_keeps_the_protocol(store):
    assert isinstance(store, Store)


def test_a_select_gives_rows_of_terms(small):
    rows = small.select(f"SELECT ?case ?name ?nothing {{ ?case {NAME} ?name }}")
    language_string = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    assert rows.variables == ("case", "name", "nothing")
    assert list(rows) == [(Iri(CASE[1:-1]), Literal("Ein Fall", language_string, "de"), None)]


def test_an_ask_gives_a_truth_value(small):
    assert small.ask(f"ASK {{ {CASE} {ABOUT} {CLAIM} }}") is True
    assert small.ask(f"ASK {{ {CLAIM} {ABOUT} {CASE} }}") is False


def test_a_construct_gives_tokens_each_triple_once(small):
    found = small.construct(f"CONSTRUCT {{ ?b {NAME} ?date }} {{ ?a ?p ?b . ?b {DATE} ?date . ?a ?q ?any }}")
    assert found == [(CLAIM, NAME, f'"2022-03-02"^^<{XSD}date>')]


def test_a_construct_that_finds_nothing_gives_no_triples(small):
    assert small.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s {NAME} ?o ; ?p <{B}nowhere> }}") == []


def test_a_describe_gives_the_statements_about_a_thing(small):
    assert (CASE, ABOUT, CLAIM) in small.construct(f"DESCRIBE {CASE}")


def test_run_takes_every_form(small):
    assert len(small.run(f"SELECT ?s {{ ?s {ABOUT} ?o }}")) == 1
    assert small.run(f"PREFIX select: <{B}p/> ASK {{ ?s select:about ?o }}") is True
    assert small.run(f"# ask\nCONSTRUCT WHERE {{ ?s {ABOUT} ?o }}") == [(CASE, ABOUT, CLAIM)]


@pytest.mark.parametrize("method", ["select", "ask", "construct"])
def test_a_form_that_was_not_asked_for_is_a_bad_query(small, method):
    forms = {"select": "SELECT ?s { ?s ?p ?o }", "ask": "ASK { ?s ?p ?o }", "construct": "CONSTRUCT WHERE { ?s ?p ?o }"}
    for form, query in forms.items():
        if form != method:
            with pytest.raises(BadQuery, match="wanted here"):
                getattr(small, method)(query)


def test_the_default_graph_holds_the_merge_each_triple_once(small):
    assert list(small.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == [(Literal("3", XSD + "integer"),)]


def test_named_graphs_are_reached_by_a_variable_and_by_name(small):
    rows = small.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    assert [(str(graph), str(count)) for graph, count in rows] == [(DERIVED[1:-1], "2"), (SOURCE[1:-1], "2")]
    assert small.ask(f"ASK {{ GRAPH {SOURCE} {{ ?s {NAME} ?o }} }}")
    assert not small.ask(f"ASK {{ GRAPH {DERIVED} {{ ?s {NAME} ?o }} }}")


def test_merge_and_named_graphs_join_in_one_query(small):
    query = f"SELECT ?g {{ ?case {NAME} ?name . {{ GRAPH ?g {{ ?case {ABOUT} ?c }} }} ?c {DATE} ?day }} ORDER BY ?g"
    assert [str(graph) for (graph,) in small.select(query)] == [DERIVED[1:-1], SOURCE[1:-1]]


def test_a_graph_may_be_asked_for_inside_a_filter(small):
    query = f"SELECT ?s {{ ?s ?p ?o FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o . ?s {NAME} ?n }} }} }}"
    assert [str(subject) for (subject,) in small.select(query)] == [CLAIM[1:-1]]


def test_from_chooses_among_the_graphs_of_the_store(small):
    assert small.ask(f"ASK FROM {SOURCE} {{ ?s {NAME} ?o }}")
    assert not small.ask(f"ASK FROM {DERIVED} {{ ?s {NAME} ?o }}")
    both = small.construct(f"CONSTRUCT {{ ?s ?p ?o }}\nFROM {SOURCE} FROM {DERIVED} {{ ?s ?p ?o }}")
    assert len(both) == 3
    named = small.select(f"SELECT DISTINCT ?g\nFROM NAMED {SOURCE} {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert [str(graph) for (graph,) in named] == [SOURCE[1:-1]]


def test_from_a_graph_that_is_not_there_finds_nothing(small):
    assert not small.ask(f"ASK FROM <{B}graph/source/nowhere> {{ ?s ?p ?o }}")


@pytest.mark.parametrize("name", LITERALS)
def test_a_literal_comes_back_as_it_was_published(store, content, name):
    content(*LITERAL_LINES).into(store)
    assert [row[0] for row in store.select(f"SELECT ?o {{ <{B}x/{name}> ?p ?o }}")] == [LITERALS[name]]
    assert [o for _, _, o in store.construct(f"CONSTRUCT WHERE {{ <{B}x/{name}> ?p ?o }}")] == [token(LITERALS[name])]


def test_a_literal_is_found_by_its_own_token(store, content):
    content(*LITERAL_LINES).into(store)
    for name, literal in LITERALS.items():
        if name not in {"long", "no-day"}:
            assert store.ask(f"ASK {{ <{B}x/{name}> ?p {token(literal)} }}"), name


def test_dates_and_numbers_compare_by_value(store, content):
    content(*LITERAL_LINES).into(store)
    late = f'SELECT ?s {{ ?s ?p ?o FILTER(?s = <{B}x/day> && ?o > "2022-01-31"^^<{XSD}date>) }}'
    large = f"SELECT ?s {{ ?s ?p ?o FILTER(?s IN (<{B}x/decimal>, <{B}x/integer>) && ?o > 0.9) }}"
    assert [str(row[0]) for row in store.select(late)] == [f"{B}x/day"]
    assert [str(row[0]) for row in store.select(large)] == [f"{B}x/integer"]


def test_quads_are_the_published_lines_in_order(store, content):
    lines = (*SMALL, *LITERAL_LINES)
    content(*lines).into(store)
    assert list(store.quads()) == sorted(lines)


def test_other_spellings_of_a_value_are_still_that_value(store, content):
    content(
        f'{CASE} {NAME} "Case"@en-GB .',
        f'{CLAIM} {NAME} "007"^^<{XSD}integer> .',
        f'{CLAIM} {ABOUT} "\\u0041\\t\\U0001F600" .',
    ).into(store)
    assert [row[0].language for row in store.select(f"SELECT ?o {{ {CASE} {NAME} ?o }}")] == ["en-gb"]
    assert [int(str(row[0])) for row in store.select(f"SELECT ?o {{ {CLAIM} {NAME} ?o }}")] == [7]
    assert f'{CLAIM} {ABOUT} "A\t😀" .' in list(store.quads())


def test_an_empty_graph_can_be_published_and_asked(store, content):
    content(ledger=("nothing yet",)).into(store)
    assert list(store.quads()) == []
    assert store.ask("ASK { ?s ?p ?o }") is False
    assert list(store.select("SELECT ?s { ?s ?p ?o }")) == []
    assert list(store.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")) == []
    assert list(store.ledger()) == ["nothing yet"]


def test_content_of_named_graphs_alone_has_an_empty_merge(small, content):
    content(f"{CASE} {ABOUT} {CLAIM} {SOURCE} .").into(small)
    assert not small.ask("ASK { ?s ?p ?o }")
    assert small.ask("ASK { GRAPH ?g { ?s ?p ?o } }")


def test_the_same_content_twice_changes_nothing(small, content):
    version = small.version()
    assert content(*SMALL, ledger=("{}",)).into(small) is False
    assert small.version() == version != ""


def test_another_ledger_is_another_content(small, content):
    version = small.version()
    assert content(*SMALL, ledger=("{}", "[]")).into(small) is True
    assert small.version() != version
    assert list(small.ledger()) == ["{}", "[]"]


def test_what_was_replaced_is_gone(small, content):
    content(f"{CASE} {ABOUT} {CASE} .", f"{CASE} {ABOUT} {CASE} <{B}graph/meta> .").into(small)
    assert list(small.quads()) == [f"{CASE} {ABOUT} {CASE} .", f"{CASE} {ABOUT} {CASE} <{B}graph/meta> ."]
    assert not small.ask(f"ASK {{ ?s {NAME} ?o }}")
    assert [str(g) for (g,) in small.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")] == [f"{B}graph/meta"]
    assert list(small.ledger()) == []


def test_earlier_content_can_be_published_again(small, content):
    content(f"{CASE} {ABOUT} {CASE} .").into(small)
    assert content(*SMALL, ledger=("{}",)).into(small)
    assert list(small.quads()) == sorted(SMALL)


def test_the_ledger_keeps_its_lines_and_their_order(store, content):
    ledger = ("z", "a", "a", "", '{"text": "ü 😀 \\" \\\\ \u2028 \r tab\t"}', "x" * 100_000)
    content(*SMALL, ledger=ledger).into(store)
    assert list(store.ledger()) == list(ledger)


def test_the_ledger_is_no_part_of_the_data(small):
    assert small.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isLiteral(?o)) }").rows[0][0].value == "2"
    assert not any("ledger" in line for line in small.quads())
    assert not small.ask('ASK { GRAPH ?g { ?s ?p "{}" } }')


def test_nothing_published_means_no_ledger_and_no_version(store):
    assert list(store.ledger()) == []
    assert store.version() == ""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p }",
        "SELECT ?s WHERE ?s ?p ?o }",
        "ASK { ?s nowhere:known ?o }",
        "SELECT ?s { ?s ?p 'open }",
        "",
        "Which case is it?",
        "CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }",
    ],
)
def test_what_is_no_query_is_a_bad_query(small, query):
    with pytest.raises(BadQuery) as caught:
        small.run(query)
    assert caught.value.name == "query"
    assert caught.value.reason


@pytest.mark.parametrize(
    "update",
    ["DROP ALL", f"INSERT DATA {{ {CASE} {ABOUT} {CASE} }}", "LOAD <file:///etc/passwd>", "DELETE WHERE { ?s ?p ?o }"],
)
def test_an_update_is_refused_and_does_nothing(small, update):
    with pytest.raises(BadQuery):
        small.run(update)
    assert list(small.quads()) == sorted(SMALL)


def test_a_file_that_is_not_n_quads_changes_nothing(small, content):
    with pytest.raises(UnreadableInput, match="not N-Quads"):
        content(f"{CASE} {ABOUT} {CASE} .", "and then? } DROP ALL").into(small)
    assert list(small.quads()) == sorted(SMALL)
    assert content(*SMALL, ledger=("{}",)).into(small) is False


def test_a_store_answers_again_after_it_was_closed(small):
    small.close()
    assert small.ask(f"ASK {{ {CASE} ?p ?o }}")
    small.close()
    small.close()


def test_a_copy_in_memory_holds_the_same(small):
    copy = memory_copy(small)
    assert list(copy.quads()) == sorted(SMALL)
    assert list(copy.ledger()) == ["{}"]
    assert copy.version() == small.version()


def test_thousands_of_statements_come_back_whole(store, content):
    lines = [f'<{B}case/{n}> {NAME} "Fall {n}"@de .' for n in range(2500)]
    content(*lines, ledger=tuple(map(str, range(2500)))).into(store)
    assert list(store.quads()) == sorted(lines)
    assert list(store.ledger()) == [str(n) for n in range(2500)]


class Disagreed(Exception):
    """New content that somebody did not want."""


def test_content_that_is_not_agreed_to_changes_nothing(small, content):
    before, version = list(small.quads()), small.version()

    def refuse(_: object) -> None:
        raise Disagreed

    other = content(f'{CASE} {NAME} "Another" .')
    with pytest.raises(Disagreed):
        small.publish(other.quads, other.ledger, refuse)
    assert (list(small.quads()), small.version(), list(small.ledger())) == (before, version, ["{}"])


def test_whoever_must_agree_is_asked_once_and_where_it_can_be_asked_sees_what_is_new(store, content):
    seen = []

    def agree(select: Callable | None) -> None:
        seen.append(select and [str(row[0]) for row in select(f"SELECT ?name {{ ?case {NAME} ?name }}")])

    old, new = (content(f'{CASE} {NAME} "{name}" .') for name in ("old", "new"))
    for each, names in ((old, "old"), (new, "new"), (new, "new"), (old, "old")):
        store.publish(each.quads, each.ledger, agree)
        assert seen.pop() in (None, [names])
        assert not seen
