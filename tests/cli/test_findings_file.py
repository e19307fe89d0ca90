"""A build can keep all of its findings, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF, SH

from disinfograph.cli.door import run


def test_a_build_keeps_its_findings_as_json_as_a_shacl_report_and_in_words(tmp_path: Path) -> None:
    record = tmp_path / "one.jsonl"
    record.write_text(json.dumps({"source": "alpha", "title": "The snow is black", "date": "2021-02-03"}), "utf-8")
    for name in ("found.json", "found.ttl", "found.txt"):
        store = str(tmp_path / "store")
        assert run(["build", str(record), "--store", store, "--findings", str(tmp_path / name), "-q"]) == 0
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    report = Graph().parse(tmp_path / "found.ttl")
    assert len(found) == len(set(report.subjects(RDF.type, SH.ValidationResult))) > 0
    assert "ClaimShape-placeMissing" in (tmp_path / "found.txt").read_text("utf-8")


def test_a_findings_file_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    assert run(["build", "examples", "--store", str(tmp_path / "s"), "--findings", str(tmp_path)]) == 2
    assert not (tmp_path / "s").exists()
