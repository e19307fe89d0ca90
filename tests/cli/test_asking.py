"""The commands that ask a store, as a program and as a person read them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_world import ALPHA, BRIDGE, Disinfograph, as_lines, in_a_process

from disinfograph.cli.asking import contents
from disinfograph.stores.snapshot import SnapshotStore

SHAPES_BREAK = """@prefix dg: <https://w3id.org/disinfograph/ontology#> .
<https://example.org/case> a dg:Case .
"""


def test_a_stored_query_is_answered_as_a_table_with_the_number_of_rows(disinfograph: Disinfograph, store: Path) -> None:
    said = disinfograph("query", "countries/overview", "--store", store)
    head, rule, *rows, count = said.out.splitlines()
    assert (said.code, said.err) == (0, "")
    assert head.split()[:2] == ["country", "country_label"]
    assert set(rule) == {"─", " "}
    assert count == f"{len(rows)} rows"
    assert {row.split()[0] for row in rows} == {"place:UA", "place:GE", "place:MD", "place:PL"}


def test_json_is_a_list_of_objects_keyed_by_column(disinfograph: Disinfograph, store: Path) -> None:
    rows = json.loads(disinfograph("query", "countries/overview", "-f", "json", "--store", store).out)
    ukraine = next(row for row in rows if row["country"].endswith("place/UA"))
    assert (ukraine["country_label"], ukraine["cases"]) == ("Ukraine", 1)


def test_every_form_gives_the_same_rows(disinfograph: Disinfograph, store: Path) -> None:
    def answer(form: str) -> str:
        return disinfograph("query", "countries/overview", "--format", form, "--store", store).out

    objects = json.loads(answer("json"))
    assert [json.loads(line) for line in answer("jsonl").splitlines()] == objects
    assert answer("csv").count("\r\n") == len(objects) + 1
    rows = list(csv.DictReader(io.StringIO(answer("csv"))))
    assert [row["country"] for row in rows] == [row["country"] for row in objects]
    assert answer("tsv").splitlines()[1].startswith(f"<{objects[0]['country']}>\t")


def test_a_parameter_and_a_limit_choose_rows(disinfograph: Disinfograph, store: Path) -> None:
    said = disinfograph("query", "cases/find", "-p", "country=place:UA", "-f", "jsonl", "--store", store)
    assert [json.loads(line)["case"].rsplit("/", 1)[-1] for line in said.out.splitlines()] == [
        "the-bridge-was-never-built"
    ]
    limited = disinfograph("query", "countries/overview", "--limit", 1, "--store", store).out.splitlines()
    assert len(limited) == 4
    assert limited[-1] == "1 of 4 rows"
    none = disinfograph("query", "countries/overview", "--limit", 0, "--format", "json", "--store", store)
    assert json.loads(none.out) == []


def test_the_environment_names_the_store(
    disinfograph: Disinfograph, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISINFOGRAPH_STORE", str(store))
    assert disinfograph("stats").code == 0
    assert disinfograph("stats", "--store", store / "absent").code == 3


def test_any_query_that_reads_is_answered_in_its_own_form(disinfograph: Disinfograph, store: Path) -> None:
    def ask(text: str, *more: str) -> str:
        said = disinfograph("sparql", text, "--store", store, *more)
        assert said.code == 0, said.err
        return said.out

    assert ask("ASK { ?s ?p ?o }").split() == ["answer", "──────", "true", "1", "row"]
    assert json.loads(ask("ASK { ?s ?p 1234567 }", "--format", "json")) == [{"answer": False}]
    assert json.loads(ask(f"SELECT ?c {{ ?c <http://schema.org/url> <{BRIDGE}> }}", "-f", "json"))
    graph = ask("CONSTRUCT { ?s a ?t } { ?s a ?t }", "--format", "nt", "--limit", "3")
    assert len(list(ox.parse(graph, format=ox.RdfFormat.N_TRIPLES))) == 3


def test_a_query_may_stand_in_a_file_or_a_pipe(disinfograph: Disinfograph, store: Path, tmp_path: Path) -> None:
    text = b"# how many\nSELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    (tmp_path / "count.rq").write_bytes(b"\xef\xbb\xbf" + text)
    from_file = disinfograph("sparql", f"@{tmp_path / 'count.rq'}", "--store", store, "-f", "csv")
    from_pipe = in_a_process("sparql", "@-", "--store", store, "-f", "csv", text=text)
    assert from_file == from_pipe
    assert from_file.out.startswith("n\r\n")


def test_describing_a_thing_tells_what_is_said_of_it(disinfograph: Disinfograph, store: Path) -> None:
    forms = ("place:UA", "place/UA", "https://w3id.org/disinfograph/place/UA")
    answers = {disinfograph("describe", form, "--format", "nt", "--store", store).out for form in forms}
    assert len(answers) == 1
    assert '"Ukraine"@en' in answers.pop()
    assert '"@id"' in disinfograph("describe", "place:UA", "--format", "jsonld", "--store", store).out


def test_the_stored_queries_are_listed_and_shown(disinfograph: Disinfograph) -> None:
    listed = disinfograph("queries").out
    assert "narratives/across-countries  " in listed
    names = [row["query"] for row in json.loads(disinfograph("queries", "--format", "json").out)]
    assert names == sorted(names)
    assert f"{len(names)} rows" in listed
    assert disinfograph("queries", "narratives/across-countries").out.startswith("#+")


def test_stats_count_things_and_the_triples_of_each_graph(disinfograph: Disinfograph, store: Path) -> None:
    said = disinfograph("stats", "--store", store, "--format", "json")
    counts = {row["what"].rsplit("/disinfograph/", 1)[-1]: row["count"] for row in json.loads(said.out)}
    assert counts["ontology#Case"] == counts["ontology#Claim"] == 4
    assert {"graph/source/alpha", "graph/source/cknabs", "graph/meta", "graph/authority"} <= set(counts)
    assert counts["merge of all graphs"] <= sum(n for name, n in counts.items() if name.startswith("graph/"))
    assert "graph:source/alpha" in disinfograph("stats", "--store", store).out


def test_stats_of_a_folder_are_kept_from_its_build_and_are_what_an_engine_counts(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = SnapshotStore(store)
    memory = opened.in_memory()
    with monkeypatch.context() as unasked:
        unasked.setattr(SnapshotStore, "_answer", None)
        kept = list(contents(opened))
    assert kept == list(contents(memory))
    assert len(kept) > 10


def test_an_export_to_a_file_is_the_export_to_a_pipe(disinfograph: Disinfograph, store: Path, tmp_path: Path) -> None:
    piped = disinfograph("export", "--store", store).out
    path = tmp_path / "graph.nq"
    path.write_text("old")
    assert disinfograph("export", "--store", store, "-o", path).code == 0
    assert path.read_text("utf-8") == piped
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.nq"]
    assert piped.splitlines() == sorted(piped.splitlines())


def test_a_failing_export_spares_the_file_that_was_there(disinfograph: Disinfograph, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("old")
    assert disinfograph("export", "--store", tmp_path / "absent", "-o", tmp_path / "graph.nq").code == 3
    assert (tmp_path / "graph.nq").read_text() == "old"


@pytest.mark.parametrize("form", ["trig", "ttl", "jsonld", "nt", "rdf"])
def test_every_format_of_export_can_be_read_back(
    disinfograph: Disinfograph, store: Path, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"graph.{form}"
    assert disinfograph("export", "--format", form, "-o", path, "--store", store).code == 0
    kind = ox.RdfFormat.from_extension({"jsonld": "jsonld"}.get(form, form))
    with path.open("rb") as file:
        triples = {quad.triple for quad in ox.parse(file, format=kind)}
    total = json.loads(disinfograph("stats", "--store", store, "-f", "json").out)[-1]["count"]
    assert len(triples) == total


def test_a_violation_in_a_file_is_1_and_is_told_in_every_form(disinfograph: Disinfograph, tmp_path: Path) -> None:
    path = tmp_path / "cases.ttl"
    path.write_text(SHAPES_BREAK)
    human = disinfograph("validate", path)
    assert human.code == 1
    assert human.out.startswith("Violation ")
    assert human.err.startswith("1 triple: ")
    found = json.loads(disinfograph("validate", path, "--format", "json").out)
    assert {finding["focus"] for finding in found} == {"<https://example.org/case>"}
    report = disinfograph("validate", path, "--format", "ttl", "--quiet")
    assert report.err == ""
    assert "sh:conforms false" in report.out


@pytest.mark.parametrize("text", ["# nothing", "<urn:a> <urn:b> <urn:c> ."])
def test_a_file_without_a_thing_of_ours_is_no_pass(disinfograph: Disinfograph, tmp_path: Path, text: str) -> None:
    (tmp_path / "other.ttl").write_text(text)
    said = disinfograph("validate", tmp_path / "other.ttl")
    assert (said.code, said.out) == (2, "")
    assert "other.ttl: holds nothing that the shapes speak of" in said.err


def test_a_file_that_is_not_there_is_told_before_its_suffix(disinfograph: Disinfograph, tmp_path: Path) -> None:
    said = disinfograph("validate", tmp_path / "absent")
    assert said.code == 2
    assert "absent: No such file" in said.err


def test_parse_prints_what_parse_reads(disinfograph: Disinfograph, inputs: Path) -> None:
    first = disinfograph("parse", inputs / "alpha.jsonl")
    again = in_a_process("parse", "-", "--format", "json", text=first.out.encode())
    records = [json.loads(line) for line in first.out.splitlines()]
    assert (first.code, first.err, again.code, again.err) == (0, "", 0, "")
    assert json.loads(again.out) == records
    plain = [str(record["title"]).replace("\x1b", "") for record in ALPHA]
    assert [record["title"] for record in records] == plain


def test_records_that_cannot_be_read_are_named_and_the_others_printed(
    disinfograph: Disinfograph, tmp_path: Path
) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(as_lines([ALPHA[0], {**ALPHA[1], "date": "soon"}, ALPHA[2]]))
    said = disinfograph("parse", path)
    assert said.code == 1
    assert len(said.out.splitlines()) == 2
    assert said.err.startswith("1 record could not be read:\n  records.jsonl, record 2: ")
    assert disinfograph("parse", path, "--quiet").err == ""


def test_an_unknown_table_is_read_by_its_columns(disinfograph: Disinfograph, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text('Day;"Headline, in full";Where\n2020-02-01;The moon is a lamp;Poland\n')
    said = disinfograph(
        "parse", path, "--columns", 'date=Day,"title=Headline, in full"', "--columns", "countries=Where"
    )
    record = json.loads(said.out)
    assert (record["title"], record["date"], record["countries"]) == ("The moon is a lamp", "2020-02-01", ["Poland"])


def test_the_packaged_examples_are_an_input_where_no_such_folder_is(
    disinfograph: Disinfograph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    packaged = disinfograph("parse", "examples/table")
    assert len(packaged.out.splitlines()) == 6
    (tmp_path / "examples").mkdir()
    assert disinfograph("parse", "examples").code == 2


def test_doctor_names_versions_data_and_the_store(disinfograph: Disinfograph, store: Path, tmp_path: Path) -> None:
    said = disinfograph("doctor", "--store", store)
    assert said.code == 0
    names = [line.split()[0] for line in said.out.splitlines()]
    assert {"disinfograph", "python", "pyoxigraph", "pyshacl", "data", "examples", "store"} <= set(names)
    absent = disinfograph("doctor", "--store", tmp_path / "absent")
    assert absent.code == 3
    assert absent.out.splitlines()[-1].split(maxsplit=1)[1].startswith(f"{tmp_path / 'absent'}: no data yet")
