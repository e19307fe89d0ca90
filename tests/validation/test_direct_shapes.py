"""Shapes aimed directly: the same findings as SHACL's own way by way of the node shape."""

from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import SH

from disinfograph.errors import UnreadableInput
from disinfograph.validation.engine import check
from disinfograph.validation.shapes import direct, shape_files, shapes

HEAD = f"@prefix sh: <{SH}> . @prefix e: <https://e/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
DATA = [
    "<https://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e/T> .",
    "<https://e/a> <https://e/p> <https://e/b> .",
]


def graph(text: str) -> Graph:
    return Graph().parse(data=HEAD + text, format="turtle")


def foci(text: str) -> list[str]:
    return [finding.focus for finding in check(DATA, graph(text))]


def test_no_property_shape_of_the_package_is_left_to_its_node_shape() -> None:
    assert list(direct(shapes()).subject_objects(SH.property)) == []


def test_the_shapes_themselves_stay_as_their_files_give_them() -> None:
    before = set(shapes())
    direct(shapes())
    assert before == set(shapes())


def test_a_property_shape_takes_the_targets_of_every_node_shape_that_lists_it() -> None:
    text = (
        "e:S sh:targetClass e:T ; sh:property e:P . e:R sh:targetNode e:z ; sh:property e:P ."
        " e:P sh:path e:q ; sh:minCount 1 ."
    )
    assert foci(text) == ["<https://e/a>", "<https://e/z>"]


def test_a_node_shape_that_is_switched_off_lends_no_target() -> None:
    assert (
        foci("e:S sh:targetClass e:T ; sh:deactivated true ; sh:property e:P . e:P sh:path e:q ; sh:minCount 1 .") == []
    )


def test_a_property_shape_of_a_property_shape_looks_at_the_values() -> None:
    text = "e:S sh:targetClass e:T ; sh:path e:p ; sh:property e:P . e:P sh:path e:q ; sh:minCount 1 ."
    assert foci(text) == ["<https://e/b>"]


def test_a_node_shape_that_another_refers_to_keeps_its_list() -> None:
    text = (
        "e:S sh:targetClass e:T ; sh:property e:P . e:P sh:path e:q ; sh:minCount 1 ."
        " e:R sh:targetNode e:b ; sh:node e:S ."
    )
    assert sorted(foci(text)) == ["<https://e/a>", "<https://e/b>"]


def test_a_node_shape_that_is_a_class_keeps_its_list() -> None:
    text = "e:T a rdfs:Class, sh:NodeShape ; sh:targetNode e:b ; sh:property e:P . e:P sh:path e:q ; sh:minCount 1 ."
    assert sorted(foci(text)) == ["<https://e/a>", "<https://e/b>"]


@pytest.mark.parametrize("text", ["", "e:S a sh:NodeShape ; sh:property e:P . e:P sh:path e:q ; sh:minCount 1 ."])
def test_shapes_without_a_target_are_refused_because_everything_would_conform(text: str) -> None:
    with pytest.raises(UnreadableInput, match="no shape with a target"):
        check(DATA, graph(text))


def test_the_shapes_are_what_rdflib_reads_of_their_files() -> None:
    read = Graph()
    for path in shape_files():
        read.parse(path, format="turtle")
    assert isomorphic(read, shapes())
