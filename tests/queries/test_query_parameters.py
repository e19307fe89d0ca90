"""A user's string becomes a term of the declared type, at its token, or is refused."""

from __future__ import annotations

import contextlib

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.errors import BadQuery
from disinfograph.iris import resolve_name
from disinfograph.queries.catalogue import catalogue, parse
from disinfograph.queries.parameters import bind
from disinfograph.queries.tokens import Kind, code
from disinfograph.queries.values import Parameter

XSD = "http://www.w3.org/2001/XMLSchema#"


def bound(text: str, **values: str) -> str:
    return bind(parse(text, "a/query"), values, resolve_name)


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("_country_iri", ("country", "iri", True)),
        ("__from_xsd_date", ("from", "date", False)),
        ("__min_countries_integer", ("min_countries", "integer", False)),
        ("__below_xsd_decimal", ("below", "decimal", False)),
        ("_label_en", ("label", "@en", True)),
        ("_text_literal", ("text", "literal", True)),
        ("_text", ("text", "literal", True)),
        ("_n_number", ("n", "number", True)),
    ],
)
def test_a_parameter_is_read_from_the_name_of_its_variable(variable: str, expected: tuple[str, str, bool]) -> None:
    for mark in "?$":
        (parameter,) = parse(f"SELECT * {{ ?s ?p {mark}{variable} }}").parameters
        assert expected == (parameter.name, parameter.type, parameter.required)


def test_only_variables_that_begin_with_an_underscore_are_parameters() -> None:
    assert () == parse("SELECT ?a ?a_iri { ?a ?a_iri ?b__iri } # ?_c_iri '?_d_iri'").parameters


@pytest.mark.parametrize(
    ("variable", "value", "term"),
    [
        ("_x_iri", "https://a.example/b?c=d", "<https://a.example/b?c=d>"),
        ("_x_iri", "place:UA", "<https://w3id.org/disinfograph/place/UA>"),
        ("_x_iri", "place/UA", "<https://w3id.org/disinfograph/place/UA>"),
        ("_x_integer", "007", f'"7"^^<{XSD}integer>'),
        ("_x_decimal", "0.50", f'"0.50"^^<{XSD}decimal>'),
        ("_x_number", "3", f'"3"^^<{XSD}integer>'),
        ("_x_number", "3.5", f'"3.5"^^<{XSD}decimal>'),
        ("_x_number", "1e3", f'"1e3"^^<{XSD}double>'),
        ("_x_xsd_date", "2020-02-29", f'"2020-02-29"^^<{XSD}date>'),
        ("_x_xsd_dateTime", "2020-02-29T10:00:00Z", f'"2020-02-29T10:00:00Z"^^<{XSD}dateTime>'),
        ("_x_xsd_gYear", "2020", f'"2020"^^<{XSD}gYear>'),
        ("_x_boolean", "true", f'"true"^^<{XSD}boolean>'),
        ("_x_en", 'a "b"', '"a \\"b\\""@en'),
        ("_x_literal", "a\\b\nc", '"a\\\\b\\nc"'),
        ("_x", "} DROP ALL", '"} DROP ALL"'),
    ],
)
def test_a_value_becomes_a_term_of_its_type(variable: str, value: str, term: str) -> None:
    assert f"SELECT * {{ ?s ?p  {term}  }}" == bound(f"SELECT * {{ ?s ?p ?{variable} }}", x=value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("_x_iri", ""),
        ("_x_iri", "UA"),
        ("_x_iri", "http://a/> . ?s ?p ?o"),
        ("_x_iri", "http://a/\ud800"),
        ("_x_iri", "nowhere:UA"),
        ("_x_iri", "dg:NoSuchTerm"),
        ("_x_integer", "3.0"),
        ("_x_integer", "three"),
        ("_x_integer", "٣"),
        ("_x_integer", "1" * 19),
        ("_x_decimal", "1e3"),
        ("_x_number", "1 2"),
        ("_x_xsd_date", "2021-02-29"),
        ("_x_xsd_date", "02.03.2021"),
        ("_x_xsd_dateTime", "2021-02-29T25:00:00Z"),
        ("_x_boolean", "yes"),
        ("_x_xsd_gYear", "20"),
        ("_x_xsd_anyURI", "a b"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(variable: str, value: str) -> None:
    with pytest.raises(BadQuery, match=r"a/query: the parameter x takes "):
        bound(f"SELECT * {{ ?s ?p ?{variable} }}", x=value)


def test_a_value_is_put_in_at_its_tokens_and_nowhere_else() -> None:
    text = "SELECT * { ?s ?p ?_x_integer ; ?q $_x_integer , ?_x_integer_ , '?_x_integer' } # ?_x_integer"
    one = f'"1"^^<{XSD}integer>'
    expected = text.replace("?p ?_x_integer", f"?p  {one} ").replace("$_x_integer", f" {one} ")
    assert expected.replace("?_x_integer_", ' "2" ') == bound(text, x="1", x_integer_="2")


def test_an_optional_parameter_without_value_stays_a_variable_and_has_its_default() -> None:
    text = "SELECT (COALESCE(?__min_integer, 3) AS ?n) {}"
    store = ox.Store()
    for values, expected in (({}, "3"), ({"min": "5"}, "5")):
        ((value,),) = store.query(bind(parse(text), values, str))  # type: ignore[misc]
        assert expected == value.value


def test_a_name_without_prefix_is_of_the_kind_that_the_head_gives() -> None:
    text = "#+ kinds: {country: place}\nASK { ?s ?p ?_country_iri }"
    for name in ("UA", "place:UA", "place/UA"):
        assert "<https://w3id.org/disinfograph/place/UA>" in bound(text, country=name)


def test_only_the_listed_values_of_an_enumeration_are_taken() -> None:
    text = "#+ enumerate:\n#+   - kind: [a, b]\nASK { ?s ?p ?_kind_literal }"
    assert '"a"' in bound(text, kind="a")
    with pytest.raises(BadQuery, match="one of a, b"):
        bound(text, kind="c")


def test_unknown_and_missing_parameters_are_refused_by_name() -> None:
    with pytest.raises(BadQuery, match="there is no parameter b; it takes a"):
        bound("ASK { ?s ?p ?__a_iri }", b="x")
    with pytest.raises(BadQuery, match="it takes none"):
        bound("ASK {}", b="x")
    with pytest.raises(BadQuery, match="the parameter a is required: it takes an IRI"):
        bound("ASK { ?s ?p ?_a_iri }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?_a_iri { ?s ?p ?_a_iri }",
        "SELECT DISTINCT ?s ?_a_iri { ?s ?p ?_a_iri }",
        "SELECT (1 AS ?_a_iri) {}",
        "SELECT * { BIND(1 AS ?_a_iri) }",
        "SELECT * { { SELECT ?_a_iri { ?s ?p ?_a_iri } } }",
        "SELECT * { VALUES ?_a_iri { 1 } }",
        "SELECT * { VALUES (?b ?_a_iri) { (1 2) } }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?_a_iri } GROUP BY ?_a_iri",
        "SELECT * { ?s ?p ?_a_iri } ORDER BY ?_a_iri",
    ],
)
def test_a_parameter_where_no_term_can_stand_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="stands where a column or a sort key is named"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COALESCE(?__a_integer, 1) AS ?n) {}",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > COALESCE(?__a_integer, 1)) ORDER BY (?__a_integer) ?s",
        "SELECT * { VALUES ?s { 1 } ?s ?p ?__a_integer } LIMIT 1",
        "SELECT * WHERE { GRAPH ?_g_iri { ?s ?p ?o } }",
    ],
)
def test_a_parameter_where_a_term_can_stand_is_taken(text: str) -> None:
    for query in (text, bind(parse(text), {p.name: _SAMPLES[p.type][0] for p in parse(text).parameters}, resolve_name)):
        list(ox.Store().query(query))  # type: ignore[arg-type]


def test_a_type_that_is_not_known_and_a_name_with_two_types_are_refused() -> None:
    with pytest.raises(BadQuery, match="unknown type xsd:hexBinary"):
        parse("ASK { ?s ?p ?_a_xsd_hexBinary }")
    with pytest.raises(BadQuery, match="two ways"):
        parse("ASK { ?s ?_a_iri ?__a_integer }")


_SAMPLES = {
    "iri": ("place:UA", "https://a.example/b#c"),
    "literal": ("a", '"', "\\", "'''", "} #", "\n"),
    "integer": ("3", "-1"),
    "decimal": ("0.5", ".5", "5."),
    "date": ("2020-01-02",),
}


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_value_changes_the_tokens_around_it(name: str, data: st.DataObject) -> None:
    query = catalogue()[name]
    values = {}
    for parameter in query.parameters:
        if parameter.required or data.draw(st.booleans()):
            fitting = st.sampled_from(_SAMPLES[parameter.type])
            values[parameter.name] = data.draw(
                fitting | st.text(max_size=30) | st.text("<>\"'\\{}?# \n\r.a:", max_size=12)
            )
    with contextlib.suppress(BadQuery):
        after = code(bind(query, values, resolve_name))
        assert _without(query.text, query.parameters, values) == _without_terms(
            query.text, after, query.parameters, values
        )


Shape = list[tuple[Kind, str]]


def _is_given(token_text: str, parameters: tuple[Parameter, ...], values: dict[str, str]) -> bool:
    return any(token_text[1:] == each.variable and each.name in values for each in parameters)


def _without(text: str, parameters: tuple[Parameter, ...], values: dict[str, str]) -> Shape:
    return [
        (token.kind, token.text)
        for token in code(text)
        if not (token.kind is Kind.VARIABLE and _is_given(token.text, parameters, values))
    ]


def _without_terms(
    before: str,
    after: list,
    parameters: tuple[Parameter, ...],
    values: dict[str, str],  # type: ignore[type-arg]
) -> Shape:
    """Return the tokens after binding, less one term for each parameter token that stood there before."""
    kept: Shape = []
    rest = iter(after)
    token = next(rest, None)
    for old in code(before):
        assert token is not None
        if old.kind is not Kind.VARIABLE or not _is_given(old.text, parameters, values):
            kept.append((token.kind, token.text))
            token = next(rest, None)
            continue
        assert token.kind in (Kind.IRI, Kind.STRING)
        was_string = token.kind is Kind.STRING
        token = next(rest, None)
        if was_string and token is not None and token.text == "^^":
            assert next(rest).kind is Kind.IRI
            token = next(rest, None)
        elif was_string and token is not None and token.kind is Kind.LANGUAGE:
            token = next(rest, None)
    assert token is None
    return kept
