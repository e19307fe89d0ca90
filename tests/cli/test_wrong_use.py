"""A user's mistake gets one clear sentence on standard error and an exit code, never a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest
from small_world import COMMAND, Disinfograph, Said, in_a_process

HELD = "{held}"
"""Stands for the store that a build made."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder with things that are no cases."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "readme.md").write_text("Dear reader")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "nothing.txt").touch()
    (tmp_path / "table.csv").write_text("Headline,Day\nThe moon is a lamp,2020-01-02\n")
    (tmp_path / "words.ttl").write_text("these are words")
    (tmp_path / "query.rq").write_bytes(b"SELECT \xff")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISINFOGRAPH_STORE", raising=False)
    return tmp_path


WRONG_USE = [
    ("build absent.txt", "absent.txt: there is no such file or folder"),
    ("build empty", "empty: no cases in there"),
    ("build letters", "letters: no cases in there"),
    ("parse letters", "letters: no cases in there"),
    ("build noise.bin", "name its format with --from"),
    ("build nothing.txt", "it is empty"),
    ("build table.csv", "map them with --columns"),
    ("parse table.csv --columns title", "is not of the form field=column"),
    ("parse table.csv --columns ,", "is not of the form field=column"),
    ("parse table.csv --columns title=Absent", "it has no column 'Absent'; its columns are: Headline, Day"),
    ("parse table.csv --columns weather=Day", "no field named 'weather'"),
    ("parse table.csv --columns title=Headline,title=Day", "--columns title is given twice"),
    ("parse table.csv --columns title=Headline --from page-html", "leave --from out"),
    ("parse table.csv --from morse", "no format named 'morse'; there are: "),
    ("parse table.csv --columns title=Headline --format xml", "no format named 'xml'; there are: json, jsonl"),
    ("parse table.csv --columns title=Headline --source=", "--source is empty"),
    ("parse - -", "give - once"),
    ("build table.csv --base example.org", "--base 'example.org' is no base"),
    ("build table.csv --base http://example.org", "ends in a slash"),
    ("build table.csv --columns title=Headline --read-on yesterday", "write it as YYYY-MM-DD"),
    ("build table.csv --columns title=Headline --rejects absent/r.jsonl", "cannot write the reject report"),
    ("build table.csv --columns title=Headline --rejects empty", "cannot write the reject report"),
    (f"query cases/nothing --store {HELD}", "no query named 'cases/nothing'"),
    (f"query cases/card --store {HELD}", "the parameter case is required"),
    (f"query cases/card -p case --store {HELD}", "-p 'case' is not of the form name=value"),
    (f"query cases/card -p colour=red --store {HELD}", "there is no parameter colour; it takes case"),
    (f"query narratives/across-countries -p min_countries=few --store {HELD}", "takes a whole number such as 3"),
    (f"query narratives/across-countries --format xml --store {HELD}", "no format named 'xml'; there are: table"),
    (f"sparql SELECT --store {HELD}", "expected"),
    (f"sparql CLEAR --store {HELD}", "only queries that read are answered"),
    (f"sparql @absent.rq --store {HELD}", "cannot read the query 'absent.rq': No such file"),
    (f"sparql @query.rq --store {HELD}", "it is not UTF-8"),
    (f"sparql ASK{{}} --format ttl --store {HELD}", "no format named 'ttl'"),
    (f"describe place:XX --store {HELD}", "no thing named"),
    (f"describe nothing --store {HELD}", "'nothing'"),
    ("validate absent.ttl", "absent.ttl: No such file"),
    ("validate words.ttl", "words.ttl: is no legal ttl"),
    ("validate table.csv", "has no suffix of an RDF syntax"),
    ("validate --engine magic", "no engine named 'magic'"),
    ("validate --format xml", "no format named 'xml'"),
    (f"export --format xml --store {HELD}", "no format named 'xml'"),
    (f"export --output absent/graph.nq --store {HELD}", "cannot write absent/graph.nq: No such file"),
    (f"export --output empty --store {HELD}", "cannot write empty: "),
    ("queries cases/nothing", "no query named 'cases/nothing'"),
]

UNAVAILABLE = [
    ("stats --store absent", "no data yet"),
    ("query cases/by-month", "store disinfograph.db: no data yet"),
    ("export --store letters", "this is no store: it holds 'readme.md'"),
    ("stats --store table.csv", "store table.csv: "),
    ("build table.csv --columns title=Headline --store letters", "this is no store"),
]


def refused(said: Said, code: int, words: str) -> None:
    assert said.code == code, said.err
    assert said.out == ""
    assert words in said.err
    assert said.err.startswith("disinfograph: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(("line", "words"), WRONG_USE, ids=lambda text: text)
def test_wrong_use_is_2(disinfograph: Disinfograph, here: Path, store: Path, line: str, words: str) -> None:
    refused(disinfograph(*line.replace(HELD, str(store)).split()), 2, words)


@pytest.mark.parametrize(("line", "words"), UNAVAILABLE, ids=lambda text: text)
def test_a_store_that_is_none_is_3(disinfograph: Disinfograph, here: Path, line: str, words: str) -> None:
    refused(disinfograph(*line.split()), 3, words)
    assert not (here / "disinfograph.db").exists()


def test_an_endpoint_that_does_not_answer_is_3(disinfograph: Disinfograph, here: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for line in ("stats", "build table.csv --columns title=Headline"):
        refused(
            disinfograph(*line.split(), "--store", f"http://127.0.0.1:{port}/"), 3, f"store http://127.0.0.1:{port}/: "
        )


@pytest.mark.parametrize("line", ["", "bogus", "build", "build --bogus x", "query x --limit -1", "query x --limit few"])
def test_a_line_that_cannot_be_parsed_is_2(disinfograph: Disinfograph, line: str) -> None:
    said = disinfograph(*line.split())
    assert said.code == 2
    assert "Usage: disinfograph" in said.out + said.err
    assert "Traceback" not in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to the superuser")
def test_a_file_that_may_not_be_read_is_named(disinfograph: Disinfograph, here: Path) -> None:
    (here / "table.csv").chmod(0)
    refused(disinfograph("parse", "table.csv", "--columns", "title=Headline"), 2, "table.csv: Permission denied")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to the superuser")
def test_a_disk_that_may_not_be_written_is_3(disinfograph: Disinfograph, here: Path) -> None:
    (here / "empty").chmod(0o500)
    said = disinfograph("build", "table.csv", "--columns", "title=Headline", "--store", "empty/x.db", "--quiet")
    refused(said, 3, "cannot be written")


def test_a_file_name_that_is_no_text_is_shown_all_the_same(here: Path) -> None:
    said = in_a_process("parse", os.fsdecode(b"caf\xe9\x1b[31m.txt"))
    refused(said, 2, "caf\\udce9[31m.txt: there is no such file")


def test_what_stands_on_standard_input_is_called_so() -> None:
    refused(in_a_process("parse", "-", text=b"\x00\xff\xfe"), 2, "disinfograph: standard input: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to write to")
@pytest.mark.parametrize("line", ["queries", "--help", "queries --format json"])
def test_a_full_disk_is_said_in_one_sentence(here: Path, line: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *line.split()], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"disinfograph: cannot write: No space left on device\n")
