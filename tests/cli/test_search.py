"""The command that searches by words."""

from __future__ import annotations

import csv
import io
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_world import Disinfograph, Said


@pytest.fixture(scope="module")
def place(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the store, beside which an index may be made."""
    return Path(shutil.copytree(store, tmp_path_factory.mktemp("searched") / "cases.db"))


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[str]:
    """Yield the address of an empty SPARQL server on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [Path(sys.executable).with_name("oxigraph"), "serve", "--location", tmp_path / "data", "--bind", at]
    with (tmp_path / "server.out").open("wb") as out:
        server = subprocess.Popen(list(map(str, command)), stdout=out, stderr=out)
    try:
        _wait_for(int(at.rpartition(":")[2]))
        yield f"http://{at}/query"
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def objects(said: Said) -> list[dict[str, Any]]:
    assert said.code == 0, said.err
    return list(json.loads(said.out))


def slugs(said: Said) -> list[str]:
    return [row["case"].rsplit("/", 1)[-1] for row in objects(said)]


def test_a_hit_is_a_claim_marked_as_one_with_its_score_day_and_passage(disinfograph: Disinfograph, place: Path) -> None:
    (row,) = objects(disinfograph("search", "bridge photos", "--store", place, "-f", "json"))
    assert list(row) == ["score", "case", "date", "claim", "snippet"]
    assert row["score"] > 0
    assert row["date"] == "2021-03-04"
    assert row["claim"] == "Claim: The bridge was never built"
    assert row["snippet"] == "Claim: There is no bridge. // The photos are from another country."


def test_a_table_marks_the_words_that_were_found(disinfograph: Disinfograph, place: Path) -> None:
    said = disinfograph("search", "divers", "--store", place)
    assert "*Divers* poisoned the lake." in said.out
    assert "\x1b" not in said.out
    assert said.out.endswith("1 row\n")


def test_what_the_response_says_is_told_from_what_is_claimed(disinfograph: Disinfograph, place: Path) -> None:
    (row,) = objects(disinfograph("search", "stands recurring", "--store", place, "-f", "json"))
    assert row["snippet"].startswith("Response: ")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--country", "Ukraine"], ["the-bridge-was-never-built"]),
        (["--country", "place:MD", "--from", "2022-01-01"], ["the-mountain-moves-at-night"]),
        (["--country", "ge", "--until", "2021-12-31"], ["the-bridge-was-never-built"]),
        (["--outlet", "sputnik"], ["the-bridge-was-never-built"]),
        (["--language", "ka"], ["the-train-had-no-driver"]),
        (["--language", "Georgian"], ["the-train-had-no-driver"]),
    ],
)
def test_options_choose_cases(disinfograph: Disinfograph, place: Path, options: list[str], expected: list[str]) -> None:
    assert slugs(disinfograph("search", "", *options, "--store", place, "--format", "json")) == expected


@pytest.mark.parametrize(("option", "name"), [("narrative", "colour-revolutions"), ("country", "place:UA")])
def test_options_choose_the_same_cases_as_the_stored_query(
    disinfograph: Disinfograph, place: Path, option: str, name: str
) -> None:
    searched = disinfograph("search", "", f"--{option}", name, "--store", place, "--format", "json")
    thing = name if ":" in name else f"{option}:{name}"
    asked = disinfograph("query", "cases/find", "-p", f"{option}={thing}", "--store", place, "--format", "json")
    assert sorted(slugs(searched)) == sorted(slugs(asked))


def test_every_form_gives_the_same_rows(disinfograph: Disinfograph, place: Path) -> None:
    def said(form: str) -> str:
        return disinfograph("search", "the", "--store", place, "--format", form).out

    rows = json.loads(said("json"))
    assert len(rows) == 4
    assert [json.loads(line) for line in said("jsonl").splitlines()] == rows
    assert [row["case"] for row in csv.DictReader(io.StringIO(said("csv")))] == [row["case"] for row in rows]
    assert said("tsv").count("\n") == 5


def test_no_hit_is_no_failure(disinfograph: Disinfograph, place: Path) -> None:
    said = disinfograph("search", "unheard-of", "--store", place, "--format", "csv")
    assert (said.code, said.err.strip()) == (0, "no case found")
    assert said.out == "score,case,date,claim,snippet\r\n"


def test_a_limit_says_how_many_there_are(disinfograph: Disinfograph, place: Path) -> None:
    said = disinfograph("search", "the", "--limit", 1, "--store", place, "-f", "json")
    assert len(objects(said)) == 1
    assert said.err.startswith("4 cases found")


@pytest.mark.parametrize("text", ['a"b', "NEAR(", "a:b", "--", "-x", "((((", "title:", "*", "[a TO b]"])
def test_no_text_is_wrong_use(disinfograph: Disinfograph, place: Path, text: str) -> None:
    assert disinfograph("search", "--store", place, "--", text).code == 0


def test_a_name_that_no_case_has_and_a_day_that_is_none_are_wrong_use(disinfograph: Disinfograph, place: Path) -> None:
    said = disinfograph("search", "bridge", "--country", "Atlantis", "--store", place)
    assert (said.code, "Atlantis" in said.err) == (2, True)
    assert disinfograph("search", "bridge", "--from", "soon", "--store", place).code == 2
    assert disinfograph("search", "bridge", "--format", "xml", "--store", place).code == 2


def test_an_endpoint_is_searched_letter_by_letter_with_the_same_options(
    disinfograph: Disinfograph, inputs: Path, endpoint: str
) -> None:
    assert disinfograph("build", inputs, "--store", endpoint, "--quiet").code == 0
    said = disinfograph("search", "RIDGE", "--country", "UA", "--from", "2021-01-01", "--store", endpoint, "-f", "json")
    assert slugs(said) == ["the-bridge-was-never-built"]
    assert "no search index" in said.err
    assert objects(said)[0]["score"] is None
    other = disinfograph("search", "bridge", "--country", "place:PL", "--store", endpoint, "-f", "json")
    assert (objects(other), "no case found" in other.err) == ([], True)


def test_a_store_that_is_not_there_is_unavailable(disinfograph: Disinfograph, tmp_path: Path) -> None:
    assert disinfograph("search", "bridge", "--store", tmp_path / "absent").code == 3
    assert not (tmp_path / "absent").exists()
