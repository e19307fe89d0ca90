from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disinfograph.errors import StoreUnavailable, UnreadableInput
from disinfograph.stores import open_store

HERE = Path(__file__).parent
OLD = ("<http://example.org/a> <http://example.org/p> <http://example.org/b> .",)
NEW = tuple(f'<http://example.org/a> <http://example.org/p> "{n}" .' for n in range(5))
NEWER = ('<http://example.org/c> <http://example.org/p> "c" .',)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def test_a_folder_is_made_by_publishing_and_not_by_asking(folder, content):
    store = open_store(folder)
    with pytest.raises(StoreUnavailable, match="disinfograph build"):
        store.ask("ASK {}")
    assert not folder.exists()
    assert content(*OLD).into(store)
    assert store.ask("ASK { ?s ?p ?o }")


def test_parents_of_the_folder_are_made_too(tmp_path, content):
    assert content(*OLD).into(open_store(tmp_path / "in" / "here" / "a.db"))


def test_the_same_content_again_touches_no_file(folder, content):
    files = content(*OLD, ledger=("x",))
    files.into(open_store(folder))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert files.into(open_store(folder)) is False
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_asking_writes_nothing(folder, content):
    content(*OLD).into(open_store(folder))
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    store = open_store(folder)
    store.select("SELECT * { ?s ?p ?o }")
    list(store.quads())
    list(store.ledger())
    store.close()
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_the_previous_snapshot_stays_and_older_ones_go(folder, content):
    store, versions = open_store(folder), []
    for lines in (OLD, NEW, NEWER):
        content(*lines).into(store)
        versions.append(store.version())
    assert {path.name for path in (folder / "snapshots").iterdir()} == set(versions[1:])


def test_leftovers_of_a_broken_build_are_removed(folder, content):
    store = open_store(folder)
    content(*OLD).into(store)
    leftover = folder / "snapshots" / ".new-1" / "oxigraph"
    leftover.mkdir(parents=True)
    content(*NEW).into(store)
    assert not leftover.parent.exists()


def test_a_snapshot_says_what_it_holds(folder, content):
    store = open_store(folder)
    content(*NEW, f"{OLD[0][:-1]}<http://example.org/g> .").into(store)
    manifest = json.loads((folder / "snapshots" / store.version() / "snapshot.json").read_text())
    assert manifest == {"format": 1, "digest": store.version(), "quads": 6, "triples": 5}


def test_a_reader_keeps_its_snapshot_while_others_publish(folder, content):
    writer, reader = open_store(folder), open_store(folder)
    content(*OLD).into(writer)
    assert len(reader.select("SELECT ?o { ?s ?p ?o }")) == 1
    for lines in (NEW, NEWER, (*OLD, *NEW), (*OLD, *NEWER)):
        content(*lines).into(writer)
    assert len(reader.select("SELECT ?o { ?s ?p ?o }")) == 1
    assert list(reader.quads()) == list(OLD)
    assert reader.version() == writer.version()
    reader.close()
    assert len(reader.select("SELECT ?o { ?s ?p ?o }")) == 2
    content(*NEW).into(writer)
    assert len(list((folder / "snapshots").iterdir())) == 2


@pytest.mark.parametrize("name", ["letter.txt", ".git", "CURRENT"])
def test_a_folder_that_holds_something_else_is_left_alone(folder, content, name):
    folder.mkdir()
    (folder / name).write_text("mine")
    store = open_store(folder)
    for deed in (lambda: content(*OLD).into(store), lambda: store.ask("ASK {}"), lambda: list(store.ledger())):
        with pytest.raises(StoreUnavailable, match="no store"):
            deed()
    assert [path.name for path in folder.iterdir()] == [name]


def test_a_foreign_file_named_current_is_left_alone(folder, content):
    folder.mkdir()
    (folder / "current").write_text("../../elsewhere\n")
    with pytest.raises(StoreUnavailable, match="names no snapshot"):
        content(*OLD).into(open_store(folder))
    assert [path.name for path in folder.iterdir()] == ["current"]


def test_a_folder_among_the_snapshots_that_is_none_stays(folder, content):
    store = open_store(folder)
    content(*OLD).into(store)
    mine = folder / "snapshots" / "0123456789abcdef"
    mine.mkdir()
    (folder / "snapshots" / "notes").mkdir()
    content(*NEW).into(store)
    assert mine.is_dir()
    assert (folder / "snapshots" / "notes").is_dir()


def test_a_file_where_the_folder_should_be_is_a_store_unavailable(folder, content):
    folder.write_text("a file")
    for deed in (lambda: content(*OLD).into(open_store(folder)), lambda: open_store(folder).ask("ASK {}")):
        with pytest.raises(StoreUnavailable):
            deed()
    assert folder.read_text() == "a file"


def test_two_builds_do_not_step_on_each_other(folder, content):
    store = open_store(folder)
    content(*OLD).into(store)
    with (folder / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreUnavailable, match="another build"):
            content(*NEW).into(store)
        assert len(store.select("SELECT ?o { ?s ?p ?o }")) == 1
    assert content(*NEW).into(store)


def test_a_file_that_is_not_n_quads_leaves_nothing_behind(folder, content):
    with pytest.raises(UnreadableInput):
        content("nonsense").into(open_store(folder))
    assert not folder.exists()
    store = open_store(folder)
    content(*OLD).into(store)
    with pytest.raises(UnreadableInput):
        content("nonsense").into(store)
    assert [path.name for path in (folder / "snapshots").iterdir()] == [store.version()]


@pytest.mark.parametrize("damage", ["snapshot.json", "oxigraph", "."])
def test_a_damaged_snapshot_is_a_store_unavailable(folder, content, damage):
    store = open_store(folder)
    content(*OLD).into(store)
    path = folder / "snapshots" / store.version() / damage
    shutil.rmtree(path) if path.is_dir() else path.write_text("{")
    with pytest.raises(StoreUnavailable):
        open_store(folder).ask("ASK {}")
    assert content(*NEW).into(store)
    assert len(store.select("SELECT ?o { ?s ?p ?o }")) == 5


def test_a_snapshot_of_another_format_is_not_read(folder, content):
    store = open_store(folder)
    content(*OLD).into(store)
    manifest = folder / "snapshots" / store.version() / "snapshot.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(StoreUnavailable, match="format"):
        open_store(folder).ask("ASK {}")


def test_killed_at_any_step_the_folder_holds_the_old_or_the_new_as_a_whole(folder, content):
    content(*NEWER).into(open_store(folder))
    content(*OLD, ledger=("old",)).into(open_store(folder))
    old = open_store(folder).version()
    files = content(*NEW, ledger=("new",))
    command = [sys.executable, str(HERE / "kill_at_every_step.py"), str(folder), str(files.quads), str(files.ledger)]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    steps = [line.split("\t") for line in run.stdout.splitlines()]
    new = steps[-1][4].split()[0]
    assert steps[-1][1] == "True"
    assert len(steps) > 12
    assert {step[2] for step in steps} == {f"{old} 1 old", f"{new} 5 new"}
    assert {step[4] for step in steps} == {f"{new} 5 new"}
    assert {step[5] for step in steps} == {"2"}


def test_killed_at_any_moment_of_loading_the_folder_holds_the_old_content(folder, content):
    content(*OLD).into(open_store(folder))
    files = content(*(f'<http://example.org/{n}> <http://example.org/p> "{n} again" .' for n in range(60_000)))
    publish = f"from disinfograph.stores import open_store as o; import pathlib as p; o({str(folder)!r}).publish("
    command = [sys.executable, "-c", f"{publish}p.Path({str(files.quads)!r}), p.Path({str(files.ledger)!r}))"]
    chance = random.Random(7)  # noqa: S311
    for _ in range(5):
        with subprocess.Popen(command) as process:
            wait_until(lambda: any((folder / "snapshots").glob(".new-*/oxigraph")), process)
            time.sleep(chance.uniform(0, 0.2))
            os.kill(process.pid, signal.SIGKILL)
        assert list(open_store(folder).quads()) in (list(OLD), sorted(files.quads.read_text().splitlines()))
        shutil.rmtree(folder)
        content(*OLD).into(open_store(folder))


def wait_until(happened, process) -> None:
    deadline = time.monotonic() + 60
    while not happened() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
