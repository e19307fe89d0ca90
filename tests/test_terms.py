"""Terms and their N-Triples text."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.terms import XSD, Blank, Iri, Literal, Rows, merge_of, text_token, token


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Iri("http://a.org/"), "<http://a.org/>"),
        (Blank("b0"), "_:b0"),
        (Literal("a"), '"a"'),
        (Literal("мир", language="ru"), '"мир"@ru'),
        (Literal("1", XSD + "integer"), '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (Literal('"\\\n\r'), r'"\"\\\n\r"'),
    ],
)
def test_a_term_has_its_canonical_text(term: Iri | Blank | Literal, text: str) -> None:
    assert text == token(term)


@given(st.text())
def test_any_text_survives_the_way_through_n_triples(text: str) -> None:
    line = f"<http://a.org/s> <http://a.org/p> {text_token(text)} ."
    assert "\n" not in line
    (triple,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert text.replace("\0", "") == triple.object.value


def test_code_points_that_no_document_may_hold_are_taken_out() -> None:
    assert '"a?b"' == text_token("a\ud800b")
    assert '"ab"' == text_token("a\0b")


def test_the_merge_is_what_stands_in_no_named_graph() -> None:
    merge = ["<s> <p> <o> .", '<s> <p> "a <x> ." .', '<s> <p> "a \\" ."@en-GB .', '<s> <p> "1"^^<http://x#y> .']
    named = [f"{line[:-2]} <http://g> ." for line in merge]
    assert merge == list(merge_of([*merge, *named]))


def test_rows_come_as_dicts_too() -> None:
    rows = Rows(("a", "b"), ((Iri("x"), None),))
    assert [{"a": Iri("x"), "b": None}] == list(rows.dicts())
    assert 1 == len(rows)
