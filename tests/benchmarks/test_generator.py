from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from disinfograph import Graph
from disinfograph.reading import Reading, read
from disinfograph.records import Record

SPEED = Path(__file__).resolve().parents[2] / "benchmarks" / "speed"
CASES, BUILT = 1500, 60


def generated(folder: Path, *options: str) -> Path:
    subprocess.run([sys.executable, SPEED / "generate.py", folder, *options], check=True)
    return folder


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "cases.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def counts(folder: Path, column: str) -> list[int]:
    return [len([part for part in row[column].split("|") if part]) for row in rows(folder)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("many"), "--cases", str(CASES))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("few"), "--cases", str(BUILT), "--pages", str(BUILT))


@pytest.fixture(scope="module")
def graph(few: Path) -> Graph:
    line = [sys.executable, "-m", "disinfograph", "build", few / "cases.jsonl", "--store", few / "few.db", "--strict"]
    said = subprocess.run(line, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "shapes: 0 violations" in said.stdout + said.stderr
    return Graph.open(few / "few.db")


@pytest.fixture
def skew(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(SPEED)
    return import_module("skew")


def test_a_seed_gives_the_same_files_again(few: Path, tmp_path: Path) -> None:
    again = generated(tmp_path / "again", "--cases", str(BUILT), "--pages", str(BUILT))
    for path in (few / "cases.jsonl", few / "cases.csv", few / "pages" / "0000007.txt"):
        assert path.read_bytes() == (again / path.relative_to(few)).read_bytes()


def test_another_seed_gives_other_cases(few: Path, tmp_path: Path) -> None:
    other = generated(tmp_path, "--cases", str(BUILT), "--seed", "7")
    assert not {row["title"] for row in rows(few)} & {row["title"] for row in rows(other)}


@pytest.mark.parametrize(
    ("column", "law"), [("places", "COUNTRIES"), ("keywords", "KEYWORDS"), ("languages", "LANGUAGES")]
)
def test_a_case_has_as_many_labels_as_asked(many: Path, skew: ModuleType, column: str, law: str) -> None:
    assert statistics.mean(counts(many, column)) == pytest.approx(getattr(skew, law).mean, rel=0.08)


def test_few_cases_have_many_outlets(many: Path, skew: ModuleType) -> None:
    found = counts(many, "outlets")
    # A long tail makes the mean of so few cases uncertain.
    assert statistics.mean(found) == pytest.approx(skew.OUTLETS.mean, rel=0.15)
    assert found.count(1) / len(found) == pytest.approx(skew.OUTLETS.single * (1 - skew.OUTLETS.missing), abs=0.03)
    assert found.count(0) / len(found) == pytest.approx(skew.OUTLETS.missing, abs=0.015)


@pytest.mark.parametrize(("column", "law", "size"), [("keywords", "KEYWORDS", 540), ("outlets", "OUTLETS", 2750)])
def test_the_first_ranks_have_the_share_of_their_law(
    many: Path, skew: ModuleType, column: str, law: str, size: int
) -> None:
    asked = getattr(skew, law)
    weights = [(rank + asked.offset) ** -asked.exponent for rank in range(1, min(size, asked.labels) + 1)]
    drawn = Counter(part for row in rows(many) for part in row[column].split("|") if part)
    share = sum(count for _, count in drawn.most_common(10)) / drawn.total()
    assert share == pytest.approx(sum(weights[:10]) / sum(weights), rel=0.2)


def test_texts_have_the_length_of_real_ones(many: Path) -> None:
    for column, words in {"title": 14, "claim": 90, "response": 200}.items():
        assert statistics.mean(len(row[column].split()) for row in rows(many)) == pytest.approx(words, rel=0.1)


def test_days_run_from_2015_to_2025_in_order(many: Path) -> None:
    days = [row["date"] for row in rows(many)]
    assert days == sorted(days)
    assert (days[0][:4], days[-1][:4]) == ("2015", "2025")


def test_a_case_points_to_earlier_cases_alone(many: Path) -> None:
    seen: set[str] = set()
    for row in rows(many):
        assert set(filter(None, row["links"].split("|"))) <= seen
        seen.add(row["case"])
    assert len(seen) == CASES


def test_the_table_says_what_the_records_say(few: Path) -> None:
    records: list[dict[str, Any]] = [json.loads(line) for line in (few / "cases.jsonl").read_text("utf-8").splitlines()]
    for row, record in zip(rows(few), records, strict=True):
        assert [row[name] for name in ("title", "claim", "response")] == [
            record[name] for name in ("title", "claim", "response")
        ]
        assert row["outlet_names"].split("|") == (record["outlets"] or [""])
        assert row["article_urls"].split("|") == ([article["url"] for article in record["articles"]] or [""])


def test_records_are_as_parse_prints_them(few: Path) -> None:
    reading = Reading()
    records = list(read([few / "cases.jsonl"], reading))
    assert not reading.rejects
    written = [json.loads(line) for line in (few / "cases.jsonl").read_text("utf-8").splitlines()]
    assert [record.to_dict() for record in records] == written


def test_a_page_reads_back_as_its_record(few: Path) -> None:
    pages = {path.name: next(iter(read([path], Reading()))) for path in sorted((few / "pages").glob("*.txt"))}
    fields = "title claim response date languages countries keywords outlets".split()
    for page, line in zip(pages.values(), (few / "cases.jsonl").read_text("utf-8").splitlines(), strict=True):
        record = Record.from_dict(json.loads(line))
        assert {name: getattr(page, name) for name in fields} == {name: getattr(record, name) for name in fields}


def test_the_records_build_without_reject_or_violation(graph: Graph) -> None:
    (row,) = graph.sparql("SELECT (COUNT(?case) AS ?cases) { ?case a dg:Case }")
    assert row["cases"] == BUILT


def test_a_case_has_39_triples_or_more(graph: Graph) -> None:
    (row,) = graph.sparql(
        "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/disinfograph/graph/source/generated> {?s ?p ?o} }"
    )
    assert row["n"] / BUILT >= 39


def test_every_stored_query_gets_what_it_asks_for(graph: Graph) -> None:
    line = [sys.executable, SPEED / "questions.py", graph.store.where]
    asked = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
    for question in asked.values():
        graph.sparql(question["text"])
    assert len(graph.sparql(asked["narratives/by-month"]["text"])) > 0
