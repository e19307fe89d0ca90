"""A second run: what it does not make again, and what it repairs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from publish_world import SMALL, URL, content, filled, published
from typer.testing import CliRunner

from disinfograph.cli.commands import app
from disinfograph.publish.folder import Folder
from disinfograph.publish.record import Record, made_from

_MADE = Path(".disinfograph") / "made"


@pytest.fixture
def site(small_site: Path, tmp_path: Path) -> Path:
    """Return a copy of the small site that may be changed, with its times."""
    return shutil.copytree(small_site, tmp_path / "site")


def test_nothing_is_rendered_where_all_is_there_from_the_same(small_world: Path, site: Path) -> None:
    done = published(small_world, site)
    assert not done.made
    assert (done.changed, done.removed, done.files) == (0, 0, len(content(site)))


def test_the_command_says_that_nothing_was_rendered(small_world: Path, small_site: Path, site: Path) -> None:
    done = CliRunner().invoke(app, ["publish", str(site), "--store", str(small_world), "--url", URL])
    assert done.exit_code == 0
    assert "nothing was rendered" in done.output
    assert content(site) == content(small_site)


@pytest.mark.parametrize(
    ("path", "harm"),
    [
        ("case/c01.html", "changed"), ("case/c01.ttl", "gone"), ("index.html", "gone"), ("tables/cases.csv", "cut"),
        ("search/index.json", "changed"), ("network.gexf", "changed"), ("SHA256SUMS", "cut"), ("SHA256SUMS", "gone"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_was_is_repaired(
    small_world: Path, small_site: Path, site: Path, path: str, harm: str
) -> None:
    file = site / path
    size, was = file.stat().st_size, file.stat()
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(b"x" * (size if harm == "changed" else size // 2))
    done = published(small_world, site)
    assert done.files == len(content(small_site))
    assert content(site) == content(small_site)
    kept = site / "case" / "c02.html"
    assert kept.stat().st_mtime_ns == (small_site / "case" / "c02.html").stat().st_mtime_ns
    assert was.st_size == file.stat().st_size


def test_only_the_files_of_a_broken_page_are_made_again(small_world: Path, site: Path) -> None:
    (site / "case" / "c01.html").write_bytes(b"x")
    done = published(small_world, site)
    assert done.made
    assert done.changed == 1


def test_a_link_in_the_place_of_a_file_is_replaced_by_the_file(small_world: Path, small_site: Path, site: Path) -> None:
    page = site / "case" / "c01.html"
    shutil.move(page, site.parent / "elsewhere.html")
    page.symlink_to(site.parent / "elsewhere.html")
    published(small_world, site)
    assert not page.is_symlink()
    assert content(site) == content(small_site)


def test_files_that_were_only_touched_are_not_made_again(small_world: Path, small_site: Path, site: Path) -> None:
    for file in (site / "case").iterdir():
        os.utime(file, ns=(1, 1))
    assert not published(small_world, site).made
    assert content(site) == content(small_site)


@pytest.mark.parametrize(
    "wanted", [{"url": "https://example.org/"}, {"syntaxes": ("nt",)}, {"without": frozenset(("dumps",))}]
)
def test_other_options_give_what_a_fresh_run_with_them_gives(
    small_world: Path, site: Path, tmp_path: Path, wanted: dict[str, object]
) -> None:
    assert published(small_world, site, **wanted).made  # type: ignore[arg-type]
    published(small_world, tmp_path / "fresh", **wanted)  # type: ignore[arg-type]
    assert content(site) == content(tmp_path / "fresh")


def test_a_run_that_died_after_one_that_finished_is_undone(small_world: Path, small_site: Path, site: Path) -> None:
    page = site / "case" / "c01.html"
    page.write_bytes(b"of other data")
    (site / "case" / "new.html").write_bytes(b"of other data")
    (site / ".disinfograph" / "new-1").write_text("case/new.html\n", "utf-8")
    published(small_world, site)
    assert content(site) == content(small_site)


def test_a_broken_record_is_no_record(small_world: Path, small_site: Path, site: Path) -> None:
    whole = (site / _MADE).read_bytes()
    for record in (b"", b"\xff\n", whole[:-70], whole + b"../x\n", b"x" + whole):
        (site / _MADE).write_bytes(record)
        assert Record.read(Folder(site)) == Record() or Record.read(Folder(site)).made_from[0] == "x"
    assert published(small_world, site).made
    assert content(site) == content(small_site)


def test_a_record_does_not_lead_out_of_the_folder(small_world: Path, site: Path) -> None:
    (site.parent / "mine.txt").write_text("mine")
    with (site / _MADE).open("a") as record:
        record.write(f"{'0' * 64} 4 1 ../mine.txt\n")
    published(small_world, site)
    assert (site.parent / "mine.txt").read_text() == "mine"


def test_other_data_is_never_taken_for_the_same(small_world: Path, site: Path, tmp_path: Path) -> None:
    more = "<http://a.example/x> <http://a.example/y> <http://a.example/z> .\n"
    store = filled(tmp_path / "more.db", SMALL, more=more)
    assert published(store, site).made
    published(store, tmp_path / "fresh")
    assert content(site) == content(tmp_path / "fresh")


def test_what_decides_over_the_bytes_is_told_apart() -> None:
    assert made_from("a", ("b",)) == made_from("a", ("b",))
    assert len({made_from("a", "b"), made_from("ab", ""), made_from("a"), made_from("a", ("b",))}) == 4


def test_a_folder_without_a_record_has_none(tmp_path: Path) -> None:
    assert Record.read(Folder(tmp_path)) == Record()
