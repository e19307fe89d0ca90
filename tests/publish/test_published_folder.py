"""The folder: which one may be published to, what a second run changes, and what a killed one leaves."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from publish_world import SMALL, content, files, filled, published

from disinfograph.errors import StoreUnavailable, WrongUse
from disinfograph.namespaces import BASE
from disinfograph.publish.folder import Folder, Writer, can_be_written
from disinfograph.publish.pages import Crew
from disinfograph.site.site import Site

_MORE = f"""<{BASE}place/XX> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/disinfograph/ontology#Place> .
<{BASE}place/XX> <http://www.w3.org/2004/02/skos/core#prefLabel> "Nowhere"@en .
"""  # noqa: E501


def _times(folder: Path) -> dict[str, int]:
    return {path: file.stat().st_mtime_ns for path, file in files(folder).items()}


def test_two_runs_of_one_store_write_the_same_bytes(small_world: Path, small_site: Path, tmp_path: Path) -> None:
    published(small_world, tmp_path / "again")
    assert content(tmp_path / "again") == content(small_site)


def test_two_processes_write_the_same_bytes_as_one(small_world: Path, small_site: Path, tmp_path: Path) -> None:
    published(small_world, tmp_path / "two", processes=2)
    assert content(tmp_path / "two") == content(small_site)


def test_a_second_run_touches_nothing(small_world: Path, tmp_path: Path) -> None:
    first = published(small_world, tmp_path / "site")
    before = _times(tmp_path / "site")
    second = published(small_world, tmp_path / "site")
    assert _times(tmp_path / "site") == before
    assert (first.files, first.changed, first.removed) == (len(before), len(before) - 1, 0)
    assert (second.files, second.changed, second.removed) == (len(before), 0, 0)


def test_a_run_writes_what_changed_and_removes_what_is_gone(small_world: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    published(filled(tmp_path / "more.db", SMALL, more=_MORE), site)
    assert "Nowhere" in (site / "place" / "XX.html").read_text("utf-8")
    before = _times(site)
    done = published(small_world, site)
    assert done.removed == 3
    assert not (site / "place" / "XX.html").exists()
    published(small_world, tmp_path / "fresh")
    assert content(site) == content(tmp_path / "fresh")
    kept = [path for path, when in _times(site).items() if before.get(path) == when]
    assert "assets/site.css" in kept


def test_a_folder_that_becomes_empty_goes_too(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site")
    with folder.writing():
        with Writer(folder, 1) as writer:
            written = [writer.write("a/b/c.html", b"1"), writer.write("a/d.html", b"2")]
        folder.finish(written)
    with folder.writing():
        assert folder.finish(written[1:]) == 1
    assert not (tmp_path / "site" / "a" / "b").exists()
    assert (tmp_path / "site" / "a" / "d.html").read_bytes() == b"2"


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(small_world: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(WrongUse, match=r"letters\.txt"):
        published(small_world, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_file_is_no_folder(small_world: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(WrongUse, match="is a file"):
        published(small_world, tmp_path / "site")


def test_the_repository_and_the_name_of_a_host_may_be_there(small_world: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "CNAME").write_text("example.org\n")
    published(small_world, tmp_path)
    assert (tmp_path / "CNAME").read_text() == "example.org\n"
    assert "CNAME" not in (tmp_path / "SHA256SUMS").read_text("utf-8")


def test_files_of_others_in_a_published_folder_stay(small_world: Path, tmp_path: Path) -> None:
    published(small_world, tmp_path / "site")
    (tmp_path / "site" / "case" / "mine.txt").write_text("mine")
    published(small_world, tmp_path / "site")
    assert (tmp_path / "site" / "case" / "mine.txt").read_text() == "mine"


def test_a_file_of_others_is_never_written_over(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site")
    with folder.writing(), Writer(folder, 1) as writer:
        (tmp_path / "site" / "index.html").write_text("mine")
        with pytest.raises(WrongUse, match="was not published by this program"):
            writer.write("index.html", b"ours")
    assert (tmp_path / "site" / "index.html").read_text() == "mine"


def test_forged_checksums_do_not_lead_out_of_the_folder(small_world: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    published(small_world, tmp_path / "site")
    sums = tmp_path / "site" / "SHA256SUMS"
    sums.write_text(sums.read_text("utf-8") + f"{'0' * 64}  ../mine.txt\n", "utf-8")
    published(small_world, tmp_path / "site")
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "path", ["../x", "a/../x", "/x", "a//x", "a/.", "x\n", "a\\b", "c:x", ".disinfograph/x", "x" * 300, "end."]
)
def test_a_name_that_is_no_safe_file_gets_none(path: str) -> None:
    assert not can_be_written(path)


def test_one_run_at_a_time(small_world: Path, tmp_path: Path) -> None:
    with Folder(tmp_path / "site").writing(), pytest.raises(WrongUse, match="another run"):
        published(small_world, tmp_path / "site")


def test_the_checksums_are_those_of_every_file(small_site: Path) -> None:
    lines = (small_site / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    there = content(small_site)
    del there["SHA256SUMS"]
    assert listed == {path: hashlib.sha256(data).hexdigest() for path, data in there.items()}
    assert lines == sorted(lines, key=lambda line: line.split("  ", 1)[1])


def test_a_store_without_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="no data yet"):
        published(tmp_path / "nothing.db", tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_killed_run_leaves_a_folder_that_the_next_one_completes(
    small_world: Path, small_site: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    code = (
        "import sys; from pathlib import Path; from disinfograph.publish.publishing import Options, publish; "
        "publish(Path(sys.argv[1]), Path(sys.argv[2]), Options(sys.argv[3], processes=1))"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(small_world), str(site), "https://example.org/graph/"])
    while run.poll() is None and not (site / "case").exists():
        time.sleep(0.001)
    os.kill(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    wanted = content(small_site)
    left = content(site)
    assert left.keys() < wanted.keys()
    assert all(data == wanted[path] for path, data in left.items() if path != "index.html")
    published(small_world, site)
    assert content(site) == wanted
    assert sorted(path.name for path in (site / ".disinfograph").iterdir()) == ["lock", "made"]


def test_a_process_that_was_killed_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site")
    with (
        folder.writing(),
        Crew(folder, lambda: os._exit(9), lambda site: [], helpers=1) as crew,
        pytest.raises(WrongUse, match="was killed"),
    ):
        crew.results()


def test_an_interrupted_run_ends_its_processes(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site")

    def never() -> Site:
        (tmp_path / "began").write_text(str(os.getpid()))
        time.sleep(600)
        raise AssertionError

    def interrupted() -> None:
        with folder.writing(), Crew(folder, never, lambda site: [], helpers=1):
            while not (tmp_path / "began").exists() or not (tmp_path / "began").read_text():
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "began").read_text()), 0)
