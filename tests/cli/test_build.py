"""A build: the same input gives the same graph, a correction replaces, and what is broken is left out and kept."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_world import ALPHA, BRIDGE, COMMAND, Disinfograph, as_lines

from disinfograph.cli.door import run
from disinfograph.stores import open_store

BROKEN = {"source": "alpha", "title": "The report cites nothing", "evidence": [{"text": None, "url": None}]}
OURS = "https://w3id.org/disinfograph/"
CASE = f"<{OURS}case/the-bridge-was-never-built>"


def quads(store: Path) -> list[str]:
    return list(open_store(store).quads())


def texts(store: Path, query: str) -> list[str]:
    return sorted(str(row[0]) for row in open_store(store).select(f"PREFIX dg: <{OURS}ontology#> {query}"))


def titles(store: Path) -> list[str]:
    return texts(store, "SELECT DISTINCT ?t { ?c a dg:Case ; <http://schema.org/name> ?t }")


@pytest.fixture
def copy(store: Path, tmp_path: Path) -> Path:
    """Return a store with the same content that a test may write to."""
    return Path(shutil.copytree(store, tmp_path / "copy.db"))


def test_a_build_says_what_it_read_and_what_the_store_holds(
    disinfograph: Disinfograph, copy: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "extra.jsonl"
    extra.write_text(as_lines([ALPHA[2]]), "utf-8")
    said = disinfograph("build", extra, "--store", copy)
    assert (said.code, said.out) == (0, "")
    holds, read, shapes, *_ = said.err.splitlines()
    assert re.fullmatch(rf"4 cases from 5 records, [\d,]+ triples in {re.escape(str(copy))}", holds)
    assert read == "read now: 1 record in 1 file"
    assert shapes.startswith("shapes: 0 violations, ")


def test_the_order_of_inputs_changes_no_byte(inputs: Path, store: Path, tmp_path: Path) -> None:
    paths = [str(inputs / "cases.csv"), str(inputs / "alpha.jsonl")]
    assert run(["build", *paths, "--store", str(tmp_path / "other.db"), "--quiet"]) == 0
    exports = [tmp_path / "one.nq", tmp_path / "other.nq"]
    for place, export in zip((store, tmp_path / "other.db"), exports, strict=True):
        assert run(["export", "--format", "nq", "--store", str(place), "--output", str(export)]) == 0
    assert exports[0].read_bytes() == exports[1].read_bytes()


def test_the_same_input_again_changes_nothing(disinfograph: Disinfograph, inputs: Path, copy: Path) -> None:
    before = quads(copy)
    said = disinfograph("build", inputs, "--store", copy)
    assert said.code == 0
    assert "the store held the same already" in said.err
    assert quads(copy) == before


def test_a_case_of_two_sources_is_one_case_and_each_source_says_its_own(store: Path) -> None:
    assert texts(store, f"SELECT ?c {{ ?c a dg:Case ; <http://schema.org/url> <{BRIDGE}> }}") == [CASE.strip("<>")]
    claim = CASE.replace("/case/", "/claim/")
    for source, place in (("alpha", "place/GE"), ("cknabs", "place/MD")):
        graph = f"<{OURS}graph/source/{source}>"
        found = texts(store, f"SELECT ?p {{ GRAPH {graph} {{ {claim} dg:discusses ?p }} }}")
        assert found == sorted([f"{OURS}{place}", f"{OURS}place/UA"])


def test_the_default_graph_is_the_union_of_the_named_graphs_and_says_each_thing_once(store: Path) -> None:
    lines = quads(store)
    found = list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))
    merge = [quad.triple for quad in found if isinstance(quad.graph_name, ox.DefaultGraph)]
    named = {quad.triple for quad in found if not isinstance(quad.graph_name, ox.DefaultGraph)}
    assert set(merge) == named
    assert len(merge) == len(named)
    assert len(found) - len(merge) > len(named), "nothing is said in two graphs here, so this shows nothing"


def test_parts_of_a_claim_are_told_apart(store: Path) -> None:
    parts = texts(store, "SELECT ?part { ?claim dg:claimPart ?part }")
    assert parts == ["The photos are from another country.", "There is no bridge."]


def test_a_corrected_record_replaces_what_its_source_said(copy: Path, tmp_path: Path) -> None:
    corrected = tmp_path / "corrected.jsonl"
    corrected.write_text(as_lines([{**ALPHA[0], "claim": "No bridge crosses the river.", "countries": ["Georgia"]}]))
    assert run(["build", str(corrected), "--store", str(copy), "--quiet"]) == 0
    claim = CASE.replace("/case/", "/claim/")
    assert texts(copy, f"SELECT ?t {{ {claim} <http://schema.org/text> ?t }}") == ["No bridge crosses the river."]
    alpha = f"SELECT ?p {{ GRAPH <{OURS}graph/source/alpha> {{ {claim} dg:discusses ?p }} }}"
    assert texts(copy, alpha) == [f"{OURS}place/GE"]
    assert f"{OURS}place/UA" in texts(copy, f"SELECT ?p {{ {claim} dg:discusses ?p }}")
    assert len(titles(copy)) == 4


def test_replacing_a_source_removes_the_cases_that_it_withdrew(copy: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.jsonl"
    left.write_text(as_lines([ALPHA[2]]), "utf-8")
    assert run(["build", str(left), "--store", str(copy), "--replace-source", "alpha", "--quiet"]) == 0
    expected = ["The bridge was never built", "The mountain moves at night", "The train had no driver"]
    assert titles(copy) == expected
    assert not [line for line in quads(copy) if "Divers poisoned" in line or "There is no bridge" in line]


def test_a_record_that_breaks_a_shape_is_left_out_and_kept_with_its_reason(
    disinfograph: Disinfograph, tmp_path: Path
) -> None:
    records, report = tmp_path / "records.jsonl", tmp_path / "left-out.jsonl"
    records.write_text(as_lines([ALPHA[2], BROKEN]), "utf-8")
    said = disinfograph("build", records, "--store", tmp_path / "x.db", "--rejects", report)
    assert said.code == 1
    assert "1 record was left out" in said.err
    (reject,) = map(json.loads, report.read_text("utf-8").splitlines())
    assert (reject["file"], reject["position"]) == ("records.jsonl", 2)
    assert "Evidence has an address or a name" in reject["reason"]
    assert reject["record"]["title"] == BROKEN["title"]
    assert titles(tmp_path / "x.db") == ["The mountain moves at night"]


def test_a_strict_build_leaves_nothing_out_and_builds_nothing(disinfograph: Disinfograph, tmp_path: Path) -> None:
    records, report, place = tmp_path / "records.jsonl", tmp_path / "left-out.jsonl", tmp_path / "x.db"
    records.write_text(as_lines([ALPHA[2], BROKEN]), "utf-8")
    said = disinfograph("build", records, "--store", place, "--rejects", report, "--strict", "--quiet")
    assert said.code == 1
    assert "nothing was built" in said.err
    assert "Evidence has an address" in report.read_text("utf-8")
    assert not place.exists()


def test_a_strict_build_stops_at_a_record_that_cannot_be_read(disinfograph: Disinfograph, tmp_path: Path) -> None:
    records, report, place = tmp_path / "records.jsonl", tmp_path / "left-out.jsonl", tmp_path / "x.db"
    records.write_text(as_lines([ALPHA[2], {**ALPHA[1], "date": "soon"}]), "utf-8")
    said = disinfograph("build", records, "--store", place, "--rejects", report, "--strict")
    assert said.code == 1
    assert "nothing was built" in said.err
    assert json.loads(report.read_text("utf-8"))["position"] == 2
    assert not place.exists()


def test_a_base_moves_every_iri_but_terms_and_a_source_may_be_named(tmp_path: Path) -> None:
    records, place, base = tmp_path / "records.jsonl", tmp_path / "x.db", "http://localhost:8000/cases/"
    records.write_text(as_lines([ALPHA[0]]), "utf-8")
    words = ["--base", base, "--read-on", "2024-05-01", "--source", "my <own> notes"]
    assert run(["build", str(records), "--store", str(place), "--quiet", *words]) == 0
    lines = quads(place)
    terms = re.compile(f"<{OURS}(?:ontology#|cube[#>])")
    assert not [line for line in lines if f"<{OURS}" in terms.sub("", line)]
    assert any(line.startswith(f"<{base}case/the-bridge-was-never-built> ") for line in lines)
    assert any(f" <{base}graph/source/my-own-notes> ." in line for line in lines)
    assert any('"2024-05-01"' in line and f"<{base}run/" in line for line in lines)


def test_the_graph_holds_no_day_of_reading_unless_it_is_given(store: Path) -> None:
    meta = [line for line in quads(store) if f" <{OURS}graph/meta> ." in line]
    assert any(f"<{OURS}run/" in line for line in meta)
    assert not [line for line in meta if "XMLSchema#date" in line]


def _started(*arguments: object) -> subprocess.Popen[bytes]:
    words = [*COMMAND, *map(str, arguments)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_build_killed_in_the_middle_leaves_the_previous_graph_whole(copy: Path, tmp_path: Path) -> None:
    before, more = quads(copy), tmp_path / "more.jsonl"
    more.write_text(as_lines([{**ALPHA[2], "title": f"Mountain {n} moves"} for n in range(5)]), "utf-8")
    with _started("build", more, "--store", copy) as process:
        while process.poll() is None and not list((copy / "snapshots").glob(".new-*")):
            time.sleep(0.001)
        process.kill()
        assert process.wait() == -signal.SIGKILL, "the build ended before it was killed"
    assert quads(copy) == before
