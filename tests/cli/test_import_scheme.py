"""Somebody else's narrative scheme comes in beside ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from disinfograph.cli.door import run


def test_a_taxonomy_becomes_concepts_below_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "weather.json").write_text('{"Snow": ["Snow is black", "Snow is warm"], "Ice": []}', "utf-8")
    code = run(["import-scheme", str(tmp_path / "weather.json"), "--name", "weather", "-o", str(tmp_path / "w.ttl")])
    graph = Graph().parse(tmp_path / "w.ttl")
    assert (0, 4) == (code, len(set(graph.subjects(RDF.type, SKOS.Concept))))
    assert all("/scheme/weather/" in str(concept) for concept in graph.subjects(RDF.type, SKOS.Concept))


def test_a_file_that_is_no_scheme_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none.txt").write_text("nothing of the kind", "utf-8")
    assert 2 == run(["import-scheme", str(tmp_path / "none.txt"), "--name", "none"])
    assert 1 == len(capsys.readouterr().err.strip().splitlines())
