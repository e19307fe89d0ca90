"""The engine held to the W3C's own tests of SHACL Core: data, shapes and the report that is to come of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import SH

from disinfograph.stores.serialiser import triples_in
from disinfograph.validation.engine import check
from disinfograph.validation.findings import Finding
from disinfograph.validation.results import finding
from disinfograph.validation.statements import statements

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
# What the engine needs of SHACL, and what it is held to here.
FOLDERS = ("misc", "node", "path", "property", "targets")
# A severity of one's own, and `true` written as 1: our shapes have neither.
ELSEWHERE = {"severity-002.ttl", "uniqueLang-002.ttl"}


def with_a_test(folder: Path) -> list[Path]:
    """Return the files that hold a test; the others are data or manifests."""
    return [
        path
        for path in sorted(folder.glob("*.ttl"))
        if path.name not in ELSEWHERE and (None, MF.result, None) in graph(path)
    ]


def graph(path: Path) -> Graph:
    return statements(triples_in(path))


def told(one: Finding) -> tuple[str, ...]:
    """Return what the suite compares: neither the words nor the labels of blank nodes."""
    focus, value = ("_:" if token.startswith("_:") else token for token in (one.focus, one.value))
    return one.severity, one.shape, focus, one.path, value, one.component


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_findings_are_those_that_the_w3c_expects(folder: str, shared: Path) -> None:
    paths = with_a_test(shared / "suites" / "shacl" / "core" / folder)
    assert paths
    for path in paths:
        test = graph(path)
        used = {
            name: path.parent / str(next(test.objects(None, SHT[name]))).rsplit(":", 1)[-1]
            for name in ("dataGraph", "shapesGraph")
        }
        results = test.objects(next(test.objects(None, MF.result)), SH.result)
        expected = {told(finding(test.predicate_objects(result), test)) for result in results}
        found = {told(one) for one in check(triples_in(used["dataGraph"]), graph(used["shapesGraph"]))}
        assert expected == found, path.name
