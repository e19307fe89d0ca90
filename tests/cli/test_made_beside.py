"""What a build of many cases makes in processes of their own is what it makes of few in its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import ALPHA, Disinfograph, as_lines

from disinfograph.cli import building
from disinfograph.searching import beside, is_ready
from disinfograph.stores import filling, open_store

BROKEN = {"source": "alpha", "title": "The report cites nothing", "evidence": [{"text": None, "url": None}]}


@pytest.fixture
def any_size_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_MANY", 0)
    monkeypatch.setattr(filling, "_MANY", 0)


@pytest.mark.usefixtures("any_size_is_large")
def test_a_large_build_makes_the_same_store_and_index_in_several_processes(
    disinfograph: Disinfograph, inputs: Path, store: Path, tmp_path: Path
) -> None:
    place = tmp_path / "large.db"
    assert disinfograph("build", inputs, "--store", place).code == 0
    assert is_ready(place)
    assert list(open_store(place).quads()) == list(open_store(store).quads())
    (large,), (small,) = (list((where / "snapshots").iterdir()) for where in (place, store))
    assert large.name == small.name
    assert (large / "counts.json").read_text("utf-8") == (small / "counts.json").read_text("utf-8")
    assert [hit.iri for hit in beside(place).find("bridge").hits] == [
        hit.iri for hit in beside(store).find("bridge").hits
    ]


@pytest.mark.usefixtures("any_size_is_large")
def test_a_large_build_again_keeps_the_index_that_is_there(
    disinfograph: Disinfograph, inputs: Path, tmp_path: Path
) -> None:
    place = tmp_path / "large.db"
    disinfograph("build", inputs, "--store", place)
    made = [(path.name, path.stat().st_mtime_ns) for path in (place / "search").rglob("*")]
    said = disinfograph("build", inputs, "--store", place)
    assert "held the same already" in said.err
    assert [(path.name, path.stat().st_mtime_ns) for path in (place / "search").rglob("*")] == made


@pytest.mark.usefixtures("any_size_is_large")
def test_a_record_left_out_of_a_large_build_is_not_found(disinfograph: Disinfograph, tmp_path: Path) -> None:
    records, place = tmp_path / "records.jsonl", tmp_path / "large.db"
    records.write_text(as_lines([ALPHA[2], BROKEN]), "utf-8")
    assert disinfograph("build", records, "--store", place, "--rejects", tmp_path / "left-out.jsonl").code == 1
    assert is_ready(place)
    assert beside(place).find("report cites nothing").total == 0
    assert beside(place).find("").total == 1
