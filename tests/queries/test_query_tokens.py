"""The scanner tells SPARQL's tokens apart, and the guard lets pass only what reads, stays here and is bounded."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.errors import BadQuery
from disinfograph.queries.tokens import LARGEST, Kind, Token, code, guard, scan, skeleton


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind.name, token.text) for token in scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?s<http://a/{}>", "the brace ends the IRI"),
        ("<http://a/b> <http://a/ü>", [("IRI", "<http://a/b>"), ("IRI", "<http://a/ü>")]),
        ("?a<?b", [("VARIABLE", "?a"), ("SIGN", "<"), ("VARIABLE", "?b")]),
        ("?a < 3 && ?b > 4", None),
        ("?a<=3", [("VARIABLE", "?a"), ("SIGN", "<="), ("NUMBER", "3")]),
        ("$a", [("VARIABLE", "$a")]),
        ('"a\\"b"', [("STRING", '"a\\"b"')]),
        ("'it''s'", [("STRING", "'it'"), ("STRING", "'s'")]),
        ('"""a"b""c"""', [("STRING", '"""a"b""c"""')]),
        ("'''a'b\nc'''", [("STRING", "'''a'b\nc'''")]),
        ('""', [("STRING", '""')]),
        ('"x"@en-GB', [("STRING", '"x"'), ("LANGUAGE", "@en-GB")]),
        ('"1"^^xsd:integer', [("STRING", '"1"'), ("SIGN", "^^"), ("NAME", "xsd:integer")]),
        ("a:b.", [("NAME", "a:b"), ("SIGN", ".")]),
        ("a:b.c", [("NAME", "a:b.c")]),
        ("a:b\\#c #d", [("NAME", "a:b\\#c"), ("COMMENT", "#d")]),
        ("a:b\\'c'd'", [("NAME", "a:b\\'c"), ("STRING", "'d'")]),
        (":b : _:c", [("NAME", ":b"), ("NAME", ":"), ("BLANK", "_:c")]),
        ("1 1.5 .5 1e3 1.e3", [("NUMBER", number) for number in ("1", "1.5", ".5", "1e3", "1.e3")]),
        ("?o 1.", [("VARIABLE", "?o"), ("NUMBER", "1"), ("SIGN", ".")]),
        ("a:p?", [("NAME", "a:p"), ("SIGN", "?")]),
        ('# <a> "b\n?c', [("COMMENT", '# <a> "b'), ("VARIABLE", "?c")]),
        ("<http://a/#b>", [("IRI", "<http://a/#b>")]),
    ],
)
def test_each_token_is_told_from_its_neighbours(text: str, expected: object) -> None:
    if isinstance(expected, list):
        assert expected == kinds(text)
    elif expected is None:
        assert "IRI" not in [kind for kind, _ in kinds(text)]
    else:
        assert ("SIGN", "<") in kinds(text)


@given(st.text(max_size=200))
def test_tokens_and_spaces_make_up_the_whole_text(text: str) -> None:
    try:
        tokens = scan(text)
    except BadQuery:
        return
    at = 0
    for token in tokens:
        assert text[at : token.start].strip(" \t\r\n") == ""
        at = token.end
    assert text[at:].strip(" \t\r\n") == ""


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=200))
def test_letters_of_other_scripts_change_nothing_before_them(text: str) -> None:
    try:
        tokens = scan(text)
    except BadQuery:
        with pytest.raises(BadQuery):
            scan(f"{text}\n# ü")
        return
    assert [*tokens, Token(Kind.COMMENT, "# ü", len(text) + 1)] == scan(f"{text}\n# ü")


@pytest.mark.parametrize("text", ['"a', "'a\nb'", '"""a""', "\\u0041", "SELECT \u00a0*", "§"])
def test_what_begins_no_token_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(BadQuery, match="line 1"):
        scan(text)


def test_the_skeleton_keeps_words_and_signs_and_only_the_kinds_of_the_rest() -> None:
    assert ("SELECT", "*", "{", "variable", "A", "prefixed name", "}") == skeleton("select * { ?x a ex:B } # c")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "PREFIX insert: <http://a/load> SELECT ?drop { ?drop insert:delete 'CLEAR' } # DROP",
        "BASE <http://a/> ASK {}",
        "PREFIX from: <http://a/> SELECT ?s { ?s from:b add:load }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DESCRIBE <http://a/service>",
        "SELECT * { VALUES (?a ?b) { (<http://a/(1)> <http://a/b#(service)>) } }",
        "SELECT * { ?s ?p ?o FILTER(?o<3 && ?o>1) }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join("1" for _ in range(3000)) + ")) }",
    ],
)
def test_a_query_that_reads_passes(text: str) -> None:
    guard(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "INSERT DATA { <a> <b> <c> }",
        "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://a/b>",
        "CLEAR ALL",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
        "define sql:select-option 'x' SELECT * {}",
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { SeRvIcE#c\n<http://a/> { ?s ?p ?o } }",
        "SELECT * { service silent ?s { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://a/> { ?s ?p ?o } }",
        "PREFIX e: <http://a/> SELECT * { serviceE:b { ?s ?p ?o } }",
        "SELECT * { ?s ?p true}SERVICE<http://a/> { ?s ?p ?o } }",
        "SELECT * FROMNAMED<http://a/> { ?s ?p ?o }",
        "PREFIX e: <http://a/> SELECT * FROMe:b { ?s ?p ?o }",
        "SELECT * FROM <http://a/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
        'SELECT * { ?s ?p "\\u0022 } #" }',
        "SELECT * { \\u0053ERVICE <http://a/> {} }",
        "SELECT * { ?s ?p ?o } #\r SERVICE",
        "SELECT * { ?s ?p '\ud800' }",
    ],
)
def test_a_query_that_writes_reaches_out_or_hides_something_is_refused(text: str) -> None:
    with pytest.raises(BadQuery):
        guard(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\n<http://127.0.0.1/x> { ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o FILTER(?o<x:y)SERVICE#>\n<http://127.0.0.1/x> { ?a ?b ?c } }",
        "SELECT(1<(2)AS?x)FROM#>\n<http://127.0.0.1/x> { ?a ?b ?c }",
        "SELECT * { ?s ?p ?o FILTER(1<" + "(" * 3000 + "2>1" + ")" * 3001 + " }",
        "SELECT * { ?s ?p ?o FILTER(1<" + "!" * 20_000 + "true>1) }",
        "SELECT * { ?s ?p ?o FILTER(EXISTS{}<2" + "+2" * 20_000 + ">1) }",
    ],
)
def test_code_that_looks_like_an_iri_after_a_value_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match=r"comparison|operators|brackets"):
        guard(text)


def test_the_guard_gives_the_tokens_that_it_let_pass() -> None:
    text = "SELECT * # all\n{ ?s ?p <http://a/ü> }"
    assert code(text) == guard(text)


def test_service_and_dataset_clauses_pass_where_the_caller_allows_them() -> None:
    guard("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", service=True)
    guard("SELECT * FROM <http://a/> { ?s ?p ?o }", dataset=True)


DEEP = {
    "braces": lambda n: "SELECT * {" + "{" * n + "}" * n + "}",
    "brackets": lambda n: "SELECT * { FILTER" + "(" * n + "1" + ")" * n + "}",
    "blank nodes": lambda n: "SELECT * { ?s ?p " + "[ <p:p> " * n + "1" + "]" * n + "}",
    "exists": lambda n: "SELECT * {" + "FILTER EXISTS {" * n + "}" * n + "}",
    "unions": lambda n: "SELECT * {" + "UNION".join(["{}"] * n) + "}",
    "optionals": lambda n: "SELECT * {" + "OPTIONAL{}" * n + "}",
    "binds": lambda n: "SELECT * {" + "".join(f"BIND(1 AS ?a{i})" for i in range(n)) + "}",
    "negations": lambda n: "SELECT * {FILTER(" + "!" * n + "1)}",
    "sums": lambda n: "SELECT * {?s ?p ?o FILTER(" + "+".join(["?s"] * n) + ")}",
    "alternatives": lambda n: "SELECT * {?s ?p ?o FILTER(" + "||".join(["?s"] * n) + ")}",
    "patterns": lambda n: "SELECT * {" + "?s ?p ?o." * n + "}",
    "objects": lambda n: "SELECT * {?s ?p ?o" + ",?o" * n + "}",
    "steps": lambda n: "SELECT * {?s " + "/".join(["<p:p>"] * n) + " ?o}",
    "values": lambda n: "SELECT * {" + "VALUES ?a{1}" * n + "}",
    "columns": lambda n: "SELECT " + "".join(f"(1 AS ?a{i})" for i in range(n)) + "{}",
    "things": lambda n: "DESCRIBE" + " <p:p>" * n,
}


@pytest.mark.parametrize("shape", DEEP)
@pytest.mark.parametrize("size", [600, 5_000])
def test_a_query_that_could_overflow_an_engine_is_refused(shape: str, size: int) -> None:
    with pytest.raises(BadQuery, match="more than"):
        guard(DEEP[shape](size))


@pytest.mark.parametrize("shape", DEEP)
def test_the_same_shapes_pass_when_they_are_small(shape: str) -> None:
    guard(DEEP[shape](40))


def test_a_query_of_more_than_the_largest_size_is_refused_by_bytes() -> None:
    padding = "ü" * (LARGEST // 2)
    with pytest.raises(BadQuery, match="bytes"):
        guard(f"SELECT * {{}} # {padding}")


@pytest.mark.parametrize("piece", ['"\\', "<a", "a.", "a-", "'", "1.", "?a", "a:.", "<", "@a-", '""', "_:a.", "#", "^"])
def test_no_text_makes_the_scanner_slow(piece: str) -> None:
    text = "SELECT * { " + piece * (90_000 // len(piece))
    begun = time.process_time()
    try:
        scan(text)
        guard(text)
    except BadQuery:
        pass
    assert time.process_time() - begun < 5


def test_variables_may_be_written_in_any_script() -> None:
    assert [Kind.VARIABLE] == [token.kind for token in scan("?країна")]
