"""The index beside a store: made when it is needed, of the graph that is published, and never in the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import search_world

from disinfograph.errors import StoreUnavailable
from disinfograph.namespaces import BASE
from disinfograph.processes import Forked
from disinfograph.search.index import Search
from disinfograph.searching import beside, in_memory, prepared, put, refresh
from disinfograph.stores import memory_store, open_store
from disinfograph.stores.protocol import Store

Publish = Callable[[Store, dict[str, dict[str, Any]]], None]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Return a way to publish cases in a store."""
    quads, ledger = tmp_path / "quads.nq", tmp_path / "ledger.jsonl"
    ledger.write_text("", "utf-8")

    def published(store: Store, cases: dict[str, dict[str, Any]]) -> None:
        quads.write_text("".join(f"{line}\n" for line in search_world.lines(cases)), "utf-8", newline="\n")
        store.publish(quads, ledger)

    return published


@pytest.fixture
def place(tmp_path: Path, publish: Publish) -> Path:
    publish(open_store(tmp_path / "cases.db"), search_world.CASES)
    return tmp_path / "cases.db"


def names(place: Path) -> list[str]:
    return sorted(path.name for path in (place / "search").iterdir())


def test_the_first_search_makes_the_index_and_the_next_one_opens_it(place: Path) -> None:
    assert beside(place).find("bridge").total == 1
    assert names(place) == [open_store(place).version()]
    made = (place / "search" / names(place)[0] / "format").stat().st_mtime_ns
    assert beside(place).find("bridge").total == 1
    assert (place / "search" / names(place)[0] / "format").stat().st_mtime_ns == made


def test_a_build_makes_it_once(place: Path) -> None:
    assert refresh(place)
    assert not refresh(place)


def test_another_graph_gets_another_index_and_the_older_one_goes(place: Path, publish: Publish) -> None:
    old = beside(place)
    publish(open_store(place), {"tower": {"title": "The tower leans"}})
    assert [hit.slug for hit in beside(place).find("").hits] == ["tower"]
    assert names(place) == [open_store(place).version()]
    # Who had it open goes on reading what was there.
    assert old.find("bridge").total == 1


def test_a_damaged_index_is_made_anew(place: Path) -> None:
    refresh(place)
    (place / "search" / names(place)[0] / "cases" / "meta.json").write_text("", "utf-8")
    assert beside(place).find("bridge").total == 1
    assert not refresh(place)


def test_what_a_dead_process_left_goes_and_what_another_writes_stays(place: Path) -> None:
    for name, age in (("search/.new-1", 7200), ("search/.new-2", 0)):
        (place / name).mkdir(parents=True)
        then = (place / name).stat().st_mtime - age
        os.utime(place / name, (then, then))
    refresh(place)
    assert names(place) == [".new-2", open_store(place).version()]


def test_where_the_index_cannot_be_written_there_is_one_in_memory(place: Path) -> None:
    (place / "search").write_text("in the way", "utf-8")
    assert beside(place).find("bridge").total == 1
    assert (place / "search").is_file()


def test_a_folder_without_a_graph_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="build"):
        beside(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_lines_that_cannot_be_unpacked_are_a_store_that_is_unavailable(place: Path) -> None:
    kept = next(place.glob("snapshots/*/quads.nq.gz"))
    kept.write_bytes(kept.read_bytes()[:-20])
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        beside(place)
    assert names(place) == []


def test_any_store_can_have_its_index_in_memory(publish: Publish, place: Path) -> None:
    memory = memory_store()
    publish(memory, search_world.CASES)
    for text in ("bridge", "украина", ""):
        assert in_memory(memory).find(text) == beside(place).find(text)


def test_the_store_itself_is_as_before(place: Path) -> None:
    before = list(open_store(place).quads())
    refresh(place)
    assert list(open_store(place).quads()) == before
    shutil.rmtree(place / "search")
    assert list(open_store(place).quads()) == before


def as_a_build_writes_it(path: Path) -> Path:
    """Write the lines of the cases with the default graph first."""
    lines = sorted(search_world.lines(), key=lambda line: (f" <{BASE}graph/" in line, line))
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    return path


def test_an_index_made_before_its_graph_is_published_is_the_one_that_a_search_would_make(
    place: Path, tmp_path: Path
) -> None:
    quads, version = as_a_build_writes_it(tmp_path / "whole.nq"), open_store(place).version()
    with Forked(lambda: prepared(quads, tmp_path / "index")) as work:
        work.result()
    assert put(place, tmp_path / "index", version)
    assert names(place) == [version]
    assert not (tmp_path / "index").exists()
    memory = Search.in_memory(search_world.lines())
    for text in ("bridge", "украина", "keyword:euromaidan", ""):
        assert beside(place).find(text) == memory.find(text)
    assert not refresh(place)


def test_an_index_of_another_graph_is_not_put_beside_a_store(place: Path, tmp_path: Path) -> None:
    prepared(as_a_build_writes_it(tmp_path / "whole.nq"), tmp_path / "index")
    assert not put(place, tmp_path / "index", "0123456789abcdef")
    assert not (place / "search").exists()
    assert (tmp_path / "index").exists()


def test_an_index_that_is_there_stays_and_older_ones_go(place: Path, publish: Publish, tmp_path: Path) -> None:
    refresh(place)
    publish(open_store(place), {"tower": {"title": "The tower leans"}})
    quads, version = tmp_path / "whole.nq", open_store(place).version()
    made = set()
    for number in range(2):
        prepared(as_a_build_writes_it(quads), tmp_path / f"index-{number}")
        assert put(place, tmp_path / f"index-{number}", version)
        made.add((place / "search" / version / "format").stat().st_mtime_ns)
        assert names(place) == [version]
    assert len(made) == 1


def test_what_a_build_writes_is_read_as_far_as_the_default_graph_goes(tmp_path: Path) -> None:
    quads = as_a_build_writes_it(tmp_path / "whole.nq")
    named = f"<u:s> <u:p> <u:o> <{BASE}graph/x> .\n"
    with quads.open("a", encoding="utf-8") as file:
        file.write(named * (2 * (1 << 20) // len(named)) + "no statement\n")
    prepared(quads, tmp_path / "index")
    found = Search.open(tmp_path / "index")
    assert found is not None
    assert found.find("") == search_world.search().find("")
    with pytest.raises(ValueError, match="unpack"):
        Search.in_memory(quads.read_text("utf-8").splitlines())
