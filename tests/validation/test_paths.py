"""Property paths as text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.namespace import SH

from disinfograph.validation.paths import path_text, path_turtle

PREDICATES = st.sampled_from(["<https://e/p>", "<https://e/q|r>", "<https://e/(s)+>"])
PATHS = st.recursive(
    PREDICATES,
    lambda inner: st.one_of(
        inner.map(lambda path: f"^{path}" if path[0] in "<(" and path[-1] not in "+*?" else f"^({path})"),
        st.tuples(inner, st.sampled_from("+*?")).map(lambda pair: f"({pair[0]}){pair[1]}"),
        st.tuples(st.lists(inner, min_size=2, max_size=3), st.sampled_from("|/")).map(lambda p: f"({p[1].join(p[0])})"),
    ),
    max_leaves=5,
)


def read(turtle: str) -> str:
    graph = Graph().parse(data=f"@prefix sh: <{SH}> . <https://e/s> sh:path {turtle} .", format="turtle")
    return path_text(graph, next(graph.objects(None, SH.path)))


@given(PATHS)
def test_a_path_is_read_back_as_it_was_written(path: str) -> None:
    text = read(path_turtle(path))
    assert text == read(path_turtle(text))


@pytest.mark.parametrize(
    "text",
    ["<https://e/p>", "^<https://e/p>", "(<https://e/p>|<https://e/q>)", "(<https://e/p>/^<https://e/q>)", "(^<https://e/p>)+",
     "(<https://e/p>)*", "(<https://e/p>)?", "((<https://e/p>|<https://e/q>)/(<https://e/r>)+)"],
)  # fmt: skip
def test_the_text_of_a_path_stays_the_same(text: str) -> None:
    assert text == read(path_turtle(text))
