"""The parts of a build: the same graph on any number of cores, in memory and on disk, in one block or in many."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from disinfograph.build import build
from disinfograph.building.graph import Graph
from disinfograph.building.judged import found
from disinfograph.errors import UnreadableInput
from disinfograph.processes import Forked, cores
from disinfograph.records import Article, Record, Run
from disinfograph.stores import memory_store
from disinfograph.stores.loading import load_file
from disinfograph.terms import merge_of

TRICKY = [
    '<s:a> <p:a> "x" <g:one> .',
    '<s:a> <p:a> "x" <g:two> .',
    '<s:a> <p:a> "x"@en <g:one> .',
    '<s:a> <p:a> "x <g:one> ." <g:one> .',
    '<s:a> <p:a> "x\\" <g:one> ." <g:two> .',
    '<s:a> <p:a> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <g:one> .',
    "<s:a> <p:a> <s:ab> <g:one> .",
    "<s:a> <p:a> <s:a> <g:one> .",
    "<s:ab> <p:a> <s:a> <g:two> .",
]
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
MERGE = sorted({line[: line.rindex(" <")] + " ." for line in TRICKY})


def records(count: int) -> list[Record]:
    things = ("Mountain", "River", "Minister", "Laboratory", "Harvest", "Bridge", "Parliament")
    return [
        Record(
            source="made",
            file="made.csv",
            position=n,
            id=str(n),
            title=f"{things[n % 7]} {n // 3} of {things[n % 5]} moves to Georgia",
            date=f"2020-01-{n % 28 + 1:02}",
            countries=("Georgia", f"Land {n % 9}"),
            articles=(Article(f"https://example.org/{n}", outlet=f"Paper {n % 11}"),),
        )
        for n in range(1, count + 1)
    ]


def built(some: list[Record]) -> list[str]:
    store = memory_store()
    build(store, some, lambda sources: Run(sources, (), "1"))
    return list(store.quads())


@contextmanager
def on_one_core() -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert cores() == 1
        yield
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="a process cannot be kept on one core here")
def test_one_core_gives_the_same_graph_as_several() -> None:
    some = records(450)
    with on_one_core():
        alone = built(some)
    assert alone == built(some)
    assert any("near-duplicate" in line for line in alone)


def test_a_build_holds_none_of_the_records_that_it_reads() -> None:
    held: list[int] = []

    def read() -> Iterator[Record]:
        for number in range(300):
            yield Record("made", "made.csv", number, id=str(number), title=f"Snow number {number}")
            # To look at every object takes a while.
            if number % 50 == 0:
                held.append(sum(isinstance(thing, Record) for thing in gc.get_objects()))

    outcome = build(memory_store(), read(), lambda sources: Run(sources, (), "1"))
    assert outcome.cases == 300
    assert max(held) < min(held) + 20


def test_the_merge_holds_each_triple_once_in_order(tmp_path: Path) -> None:
    graph = Graph(tmp_path, "some")
    graph.lines.add_encoded(line.encode() for line in reversed(TRICKY))
    graph.write()
    assert list(graph.merge_lines()) == MERGE
    assert (graph.triples, graph.quads) == (len(MERGE), len(TRICKY))
    assert graph.whole().read_text("utf-8").splitlines() == [*MERGE, *sorted(TRICKY)]


def test_statements_that_are_added_later_stand_where_they_belong(tmp_path: Path) -> None:
    graph = Graph(tmp_path, "some")
    graph.lines.add_encoded(line.encode() for line in TRICKY[::2])
    graph.write()
    graph.more.add(TRICKY[1::2])
    assert graph.whole().read_text("utf-8").splitlines() == [*MERGE, *sorted(TRICKY)]
    assert (graph.triples, graph.quads) == (len(MERGE), len(TRICKY))
    assert [path.name for path in tmp_path.iterdir()] == ["some.whole"]


def test_a_large_graph_is_held_to_the_shapes_on_disk_with_the_same_findings(tmp_path: Path) -> None:
    graph = Graph(tmp_path, "some")
    quads = built(records(3))
    graph.lines.add(set(quads).difference(merge_of(quads)))
    graph.lines.add([f"<s:x> {TYPE} <https://w3id.org/disinfograph/ontology#Case> <g:one> ."])
    graph.write()
    graph.whole()
    in_memory = found(graph)
    assert in_memory
    assert found(graph, fits=1) == in_memory
    assert [path.name for path in tmp_path.iterdir()] == ["some.whole"]
    graph.drop()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("in_order", [True, False])
def test_a_file_is_loaded_whole_in_blocks_of_any_size(tmp_path: Path, *, in_order: bool) -> None:
    lines = [f'<s:{n}> <p:a> "{n} <x>" .' for n in range(100, 400)]
    lines += [f'<s:{n}> <p:a> "{n} <x>" <g:{n % 3}> .' for n in range(100, 400)]
    if not in_order:
        lines.sort(key=lambda line: line[4::-1] + line)
    path = tmp_path / "some.nq"
    path.write_text("\n".join(lines), "utf-8")
    for size in (1, 50, 1_000, 12_345, 1_000_000):
        store = ox.Store()
        load_file(store, path, size)
        assert len(store) == len(lines)


def test_a_file_that_is_no_n_quads_in_its_last_block_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.nq"
    path.write_text("".join(f'<s:{n}> <p:a> "{n}" .\n' for n in range(1000)) + "<s:a> <p:a> here .\n", "utf-8")
    with pytest.raises(UnreadableInput, match="not N-Quads"):
        load_file(ox.Store(), path, 1_000)


def test_what_another_process_returns_or_raises_comes_back() -> None:
    seen = ["here"]
    assert Forked(lambda: [*seen, "there"]).result() == ["here", "there"]
    with pytest.raises(ZeroDivisionError):
        Forked(lambda: 1 // 0).result()


def test_a_process_that_is_killed_is_an_error() -> None:
    with pytest.raises(ChildProcessError):
        Forked(lambda: os.kill(os.getpid(), signal.SIGKILL)).result()
