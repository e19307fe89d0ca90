"""The curator's loop on the command line: ask, decide, build again, and see what changed."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from small_world import Disinfograph, Said

from disinfograph.cli.door import run
from disinfograph.review.items import COLUMNS

RIVER = '{"source": "gamma", "title": "The river flows up", "countries": ["Snowland", "Rainland"]}\n'


@pytest.fixture(scope="module")
def doubtful(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of which a curator has something to say; nobody may write to it."""
    folder = tmp_path_factory.mktemp("doubtful")
    (folder / "river.jsonl").write_text(RIVER, "utf-8")
    files = [str(inputs), str(folder / "river.jsonl")]
    assert run(["build", *files, "--store", str(folder / "cases.db"), "--quiet"]) == 0
    return folder / "cases.db"


@pytest.fixture
def copy(doubtful: Path, tmp_path: Path) -> Path:
    """Return a store with the same content that a test may write to."""
    return Path(shutil.copytree(doubtful, tmp_path / "copy.db"))


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """Return the file that was built last, to build it again."""
    (tmp_path / "river.jsonl").write_text(RIVER, "utf-8")
    return tmp_path / "river.jsonl"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def decide(path: Path, questions: list[dict[str, str]], **answers: str) -> Path:
    """Write a review in which the rows of some labels are answered, as a spreadsheet would."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({**row, "decision": answers.get(row["label"], "")} for row in questions)
    return path


def test_a_review_is_a_table_with_a_mark_sorted_by_impact(disinfograph: Disinfograph, doubtful: Path) -> None:
    said = disinfograph("review", "--store", doubtful)
    assert said.code == 0
    assert said.out.startswith("\ufeffkind,impact,about,object,label,context,proposed,decision,author,date,note\r\n")
    impacts = [float(row["impact"]) for row in rows(said.out)]
    assert len(impacts) >= 2
    assert impacts == sorted(impacts, reverse=True)
    assert said.err.startswith(f"{len(impacts)} question")


def test_kinds_a_limit_and_a_file_can_be_asked_for(disinfograph: Disinfograph, doubtful: Path, tmp_path: Path) -> None:
    output = tmp_path / "questions.json"
    command = ("review", "--store", doubtful, "--kind", "label", "--kind", "link", "--format", "json")
    said = disinfograph(*command, "--limit", 1, "-o", output)
    assert (said.code, said.out) == (0, "")
    assert "; the first 1 are written" in said.err
    assert len(json.loads(output.read_text("utf-8"))) == 1
    assert {row["label"] for row in json.loads(disinfograph(*command).out)} == {"Snowland", "Rainland"}


def test_the_loop_from_question_to_graph(
    disinfograph: Disinfograph, copy: Path, store: Path, river: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = rows(disinfograph("review", "--store", copy, "--kind", "label").out)
    filled = decide(tmp_path / "filled.csv", asked, Snowland="place:FI")
    take = ("review", "--take", filled, "--by", "Ada Example", "--on", "2026-11-22")
    taken = disinfograph(*take)
    assert (taken.code, taken.err.splitlines()[0]) == (0, "1 new decision in curation; 0 stood there already")
    assert disinfograph(*take).err == "0 new decisions in curation; 1 stood there already\n"
    built = disinfograph("build", river, "--store", copy)
    assert built.code == 0
    assert "1 decision of curators in curation" in built.err
    assert "Snowland" not in disinfograph("review", "--store", copy).out
    where = "ASK { claim:the-river-flows-up dg:discusses place:FI }"
    assert "true" in disinfograph("sparql", where, "--store", copy, "-f", "csv").out
    changed = disinfograph("review", "--diff", store, copy)
    assert (changed.code, changed.out.splitlines()[:2]) == (
        0,
        ["cases: 1 added, 0 changed, 0 withdrawn", "  + case:the-river-flows-up  Claim: The river flows up"],
    )


def test_without_the_folder_decisions_are_not_applied_and_stale_ones_are_told(
    disinfograph: Disinfograph, copy: Path, river: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "decided"
    folder.mkdir()
    (folder / "narratives.csv").write_text(
        "case,narrative,decision,author,date,note\n"
        "the-river-flows-up,biolabs,accept,Ada,2026-11-22,\nno-such-case,biolabs,reject,Ada,2026-11-22,\n",
        "utf-8",
    )
    curated = "ASK { ?a dg:method method:curated ; dcterms:creator 'Ada' ; dg:confidence 1.0 }"
    told = disinfograph("build", river, "--store", copy, "--curation", folder)
    assert told.code == 0
    assert "1 × A decision is about a case that no source tells of" in told.err
    assert "true" in disinfograph("sparql", curated, "--store", copy, "-f", "csv").out
    assert disinfograph("build", river, "--store", copy).code == 0
    assert "false" in disinfograph("sparql", curated, "--store", copy, "-f", "csv").out


def refused(said: Said, told: str) -> bool:
    return said.code == 2 and told in said.err and said.out == ""


def test_a_wrong_use_is_told_in_one_sentence(disinfograph: Disinfograph, store: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.csv"
    assert refused(disinfograph("review", "--store", store, "--kind", "all"), "no kind of question named 'all'")
    assert refused(disinfograph("review", "--store", store, "--below", "7"), "--below 7.0 is no confidence")
    assert refused(disinfograph("review", "--store", store, "--format", "xml"), "no format named 'xml'")
    assert refused(disinfograph("review", "--store", store, "--curation", tmp_path / "no"), "is no folder of decisions")
    assert refused(disinfograph("review", "--take", missing, "--diff", store, store), "two tasks")
    assert refused(disinfograph("review", "--take", missing), "cannot be read")
    assert refused(disinfograph("review", "--store", store, "--by", "Ada"), "they go with --take")
    assert refused(disinfograph("review", "--take", missing, "--on", "today"), "--on 'today' is no day")
    assert refused(disinfograph("review", "--diff", store, store), "names one store twice")


def test_a_store_that_holds_nothing_is_told(disinfograph: Disinfograph, store: Path, tmp_path: Path) -> None:
    for arguments in (("--store", tmp_path / "no.db"), ("--diff", store, tmp_path / "no.db")):
        said = disinfograph("review", *arguments)
        assert (said.code, said.out) == (3, "")
        assert "no.db" in said.err
