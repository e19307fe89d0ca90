"""The command `publish`: what it says, and how it fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from disinfograph.cli.door import run


@pytest.fixture
def store(small_world: Path) -> Path:
    return small_world


def test_it_says_how_many_files_there_are_and_what_changed(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["publish", str(tmp_path / "site"), "--store", str(store), "--without", "parquet"]
    assert run([*given, "--url", "https://example.org/graph"]) == 0
    said = capsys.readouterr().err
    assert "files, " in said
    assert ", 0 removed" not in said.splitlines()[0]
    assert "https://example.org/graph/sitemap.xml" in (tmp_path / "site" / "robots.txt").read_text("utf-8")
    assert run([*given, "--url", "https://example.org/graph/"]) == 0
    assert "nothing was rendered" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--url", "ftp://example.org"], 2, "is no address of a site"),
        (["--url", "https://example.org/?q"], 2, "is no address of a site"),
        (["--syntax", "xml"], 2, "no syntax of data named 'xml'"),
        (["--without", "pages"], 2, "no part named 'pages'"),
        (["--store", "nothing-here.db"], 3, "no data yet"),
    ],
)
def test_wrong_use_is_one_sentence(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, words: str
) -> None:
    assert run(["publish", str(tmp_path / "site"), "--store", str(store), *options]) == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_a_folder_of_others_is_refused(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    assert run(["publish", str(tmp_path), "--store", str(store), "--without", "parquet"]) == 2
    assert "letters.txt" in capsys.readouterr().err


def test_without_pyarrow_it_tells_what_to_install(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert run(["publish", str(tmp_path / "site"), "--store", str(store)]) == 2
    said = capsys.readouterr().err
    assert "pip install 'disinfograph[tables]'" in said
    assert "--without parquet" in said
    assert not (tmp_path / "site").exists()
