"""Whether the shapes speak of a graph at all: a graph outside of them conforms, whatever it says."""

from __future__ import annotations

import pytest
from rdflib.namespace import RDF, RDFS, SKOS

from disinfograph.namespaces import PREFIXES
from disinfograph.stores import memory_store
from disinfograph.validation.scope import is_spoken_of

DG, SCHEMA = PREFIXES["dg"], PREFIXES["schema"]


def is_of_shapes(*lines: str) -> bool:
    store = memory_store()
    store.take(lines, (), "test")
    return is_spoken_of(store.ask)


@pytest.mark.parametrize(
    "line",
    [
        f"<urn:a> <{RDF.type}> <{DG}Case> .",
        f"<urn:a> <{RDF.type}> <{DG}Cas> .",
        f"<urn:a> <{RDF.type}> <https://schema.org/ClaimReview> .",
        f"<urn:a> <{RDF.type}> <{PREFIXES['dcat']}Dataset> .",
        f"<urn:Debunk> <{RDFS.subClassOf}> <{DG}Case> .",
        f'<urn:a> <{DG}titel> "x" .',
        f"<urn:a> <{SKOS.broader}> <urn:b> .",
        '<urn:a> <https://schema.org/name> "x" .',
    ],
)
def test_shapes_speak_of_our_terms_and_of_what_they_aim_at(line: str) -> None:
    assert is_of_shapes("<urn:a> <urn:b> <urn:c> .", line)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["<urn:a> <urn:b> <urn:c> ."],
        [f"<urn:a> <{RDF.type}> <urn:T> ."],
        [f"<urn:a> <{RDF.type}> <{SCHEMA}ClaimReview> ."],
        [f"<urn:a> <{RDFS.seeAlso}> <{DG}Case> ."],
        [f'<urn:a> <{RDFS.comment}> "<{DG}Case> ." .'],
    ],
)
def test_shapes_do_not_speak_of_other_graphs(lines: list[str]) -> None:
    assert not is_of_shapes(*lines)
