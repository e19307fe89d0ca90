"""Every stored query says what it asks, what it takes and what each column means, and orders its answer totally."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from query_engines import sort_keys

from disinfograph.errors import NotFound
from disinfograph.namespaces import BASE, KINDS, PREFIXES, TERMS
from disinfograph.queries.catalogue import Query, catalogue, find
from disinfograph.queries.tokens import Kind, Token, code, guard

# What BASIL and grlc make of a parameter's name: both end it at the first underscore.
BASIL = re.compile(
    r"[?$]__?(?P<name>[A-Za-z0-9]+)(?:_(?P<type>iri|number|literal|integer)$|_(?P<prefix>\w+?)_(?P<local>\w+)$)"
)


def projected(query: Query) -> list[str]:
    """Return the columns of the outermost SELECT line, which names each by a bare variable or `(… AS ?name)`."""
    names, depth, last = [], 0, ""
    for token in select_line(query):
        depth += (token.text == "(") - (token.text == ")")
        if token.kind is Kind.VARIABLE and (depth == 0 or last.upper() == "AS"):
            names.append(token.text[1:])
        last = token.text
    return names


def select_line(query: Query) -> list[Token]:
    tokens = code(query.text)
    start = next(i for i, token in enumerate(tokens) if token.is_word("SELECT"))
    end = next(i for i, token in enumerate(tokens) if i > start and token.is_word("WHERE"))
    return tokens[start + 1 : end]


def test_there_are_at_least_27_queries_of_nine_subjects() -> None:
    subjects = {query.subject for query in catalogue().values()}
    assert set("narratives countries outlets cases links keywords languages evidence quality".split()) <= subjects
    assert len(catalogue()) >= 27


def test_the_headline_has_its_columns_and_its_parameter() -> None:
    query = find("narratives/across-countries")
    assert "narrative label countries cases outlets first last".split() == list(query.columns)
    ((parameter),) = query.parameters
    assert ("min_countries", "integer", False, "3") == (
        parameter.name,
        parameter.type,
        parameter.required,
        parameter.default,
    )


def test_the_head_is_complete(name: str) -> None:
    query = catalogue()[name]
    assert () == query.warnings
    assert query.summary.endswith("?")
    assert query.description.endswith(".")
    assert query.subject in query.tags
    assert all(query.columns.values())


def test_the_head_explains_each_column_in_its_order(name: str) -> None:
    query = catalogue()[name]
    assert projected(query) == list(query.columns)


def test_each_parameter_is_typed_and_explained(name: str) -> None:
    query = catalogue()[name]
    for parameter in query.parameters:
        assert parameter.description, parameter.name
        assert f"_{parameter.name}_" in f"_{parameter.variable}", "a type is written, not assumed"
        assert parameter.type == "iri" or not parameter.kind
        assert parameter.type != "iri" or parameter.kind in KINDS


def test_the_default_in_the_head_is_the_default_in_the_text(name: str) -> None:
    query = catalogue()[name]
    in_text = dict(re.findall(r"COALESCE\(\?(__\w+), ([0-9.]+)\)", query.text))
    in_head = {each.variable: each.default for each in query.parameters if each.default is not None}
    assert in_head == in_text


def test_basil_and_grlc_read_the_same_types(name: str) -> None:
    query = catalogue()[name]
    prefixes = dict(re.findall(r"PREFIX (\w+): <([^>]*)>", query.text))
    names = []
    for parameter in query.parameters:
        match = BASIL.fullmatch("?" + parameter.variable)
        assert match
        names.append(match["name"])
        datatype = prefixes[match["prefix"]] + match["local"] if match["prefix"] else None
        if datatype:
            assert datatype == PREFIXES["xsd"] + parameter.type
        else:
            assert match["type"] == parameter.type
        if match["prefix"] == "xsd" or match["type"] == "integer":
            # grlc looks for just this line before it adds one of its own in front of every SELECT.
            assert "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>" in query.text
    assert len(set(names)) == len(names)


def test_no_parameter_is_named_in_a_comment(name: str) -> None:
    query = catalogue()[name]
    declared = {"?" + parameter.variable for parameter in query.parameters}
    comments = "\n".join(line for line in query.text.splitlines() if line.startswith("#"))
    assert set(re.findall(r"\?_\w+", comments)) <= declared, "grlc looks for parameters in comments too"


def test_the_text_passes_the_guard_and_asks_the_default_graph_unless_it_is_about_sources(name: str) -> None:
    query = catalogue()[name]
    guard(query.text, name=name)
    if "GRAPH" in [token.text for token in code(query.text)]:
        assert query.subject == "quality"


def test_the_terms_exist_and_no_thing_of_the_default_base_is_named(name: str) -> None:
    tokens = code(catalogue()[name].text)
    prefixes = {a.text[:-1]: b.text[1:-1] for a, b in pairwise(tokens) if b.kind is Kind.IRI}
    prefixes.pop("countries", None)
    assert prefixes == {prefix: PREFIXES[prefix] for prefix in prefixes}
    used = {token.text for token in tokens if token.kind is Kind.NAME}
    assert {curie.removeprefix("dg:") for curie in used if curie.startswith("dg:") and curie != "dg:"} <= TERMS
    below = [t.text for t in tokens if t.kind is Kind.IRI and t.text.startswith(f"<{BASE}")]
    assert all(iri.startswith(f"<{BASE}ontology#") for iri in below), "--base moves things elsewhere"


def test_the_answer_is_ordered_by_columns(name: str) -> None:
    query = catalogue()[name]
    assert set(sort_keys(query)) <= set(projected(query))


def test_files_are_short_lines_of_plain_text(name: str) -> None:
    text = catalogue()[name].text
    assert text.endswith("\n")
    assert "\t" not in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_query_is_found_by_its_name_or_its_last_part() -> None:
    assert "narratives/across-countries" == find("narratives/across-countries").name
    assert "narratives/across-countries" == find("across-countries").name
    assert "narratives/across-countries" == find("narratives/across-countries.rq").name


def test_a_name_that_no_query_has_gives_the_nearest_ones() -> None:
    with pytest.raises(NotFound) as caught:
        find("narratives/accross-countrys")
    assert "narratives/across-countries" in caught.value.known
    with pytest.raises(NotFound) as caught:
        find("by-country")
    assert ("languages/by-country", "narratives/by-country") == caught.value.known
    with pytest.raises(NotFound) as caught:
        find("")
    assert tuple(catalogue()) == caught.value.known


def test_the_path_of_a_query_is_its_file(name: str, root: Path) -> None:
    query = catalogue()[name]
    assert root / "queries" / f"{name}.rq" == query.path
    assert query.text == query.path.read_text("utf-8")


def test_a_file_that_cannot_be_read_spoils_no_other_query(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "queries", tmp_path / "queries")
    (tmp_path / "queries" / "cases" / "card.rq").write_bytes(b"\xff")
    script = f"""
from pathlib import Path
from disinfograph import resources
resources.root = lambda: Path({str(tmp_path)!r})
from disinfograph.errors import BadQuery
from disinfograph.queries.catalogue import find
print(find("cases/find").name)
try:
    find("card")
except BadQuery as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "cases/find"
    assert "card.rq cannot be read as UTF-8 text" in done.stdout.splitlines()[1]
