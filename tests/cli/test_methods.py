"""Methods that are switched off, engines that validate, and answers with and without the summary."""

from __future__ import annotations

import json
from pathlib import Path

from small_world import Disinfograph

from disinfograph.stores import open_store


def graphs(store: Path) -> set[str]:
    rows = open_store(store).select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    return {str(row[0]).partition("/graph/")[2] for row in rows}


def test_a_method_that_is_switched_off_leaves_no_graph_and_comes_back(
    disinfograph: Disinfograph, inputs: Path, tmp_path: Path
) -> None:
    place, off = tmp_path / "x.db", ["--without", "cue-match", "--without", "phrase-match", "--without", "summary"]
    methods = {"derived/cue-match", "derived/phrase-match", "derived/summary"}
    assert disinfograph("build", inputs, "--store", place, "--quiet", *off).code == 0
    assert not methods & graphs(place)
    assert disinfograph("build", inputs, "--store", place, "--quiet").code == 0
    assert "derived/summary" in graphs(place)
    assert methods & graphs(place) > {"derived/summary"}


def test_a_method_that_there_is_none_of_is_wrong_use(disinfograph: Disinfograph, inputs: Path, tmp_path: Path) -> None:
    said = disinfograph("build", inputs, "--store", tmp_path / "x.db", "--without", "cue-matsh")
    assert said.code == 2
    assert "cue-matsh" in said.err
    assert "cue-match" in said.err
    assert not (tmp_path / "x.db").exists()


def test_an_answer_is_the_same_with_and_without_the_summary(
    disinfograph: Disinfograph, store: Path, inputs: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.db"
    assert disinfograph("build", inputs, "--store", plain, "--quiet", "--without", "summary").code == 0
    question = ["query", "countries/overview", "--format", "csv"]
    answers = {disinfograph(*question, "--store", place).out for place in (store, plain)}
    assert len(answers) == 1
    assert answers.pop().count("\n") > 1


def test_both_engines_find_the_same_in_a_store(disinfograph: Disinfograph, store: Path) -> None:
    found = [
        disinfograph("validate", "--store", store, "--format", "json", "--engine", engine)
        for engine in ("fast", "pyshacl")
    ]
    assert found[0] == found[1]
    assert json.loads(found[0].out)
