"""The data of a published site: RDF of every thing, dumps, tables, and what they are described by."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from publish_world import URL, content, files, published

from disinfograph.export import export
from disinfograph.namespaces import BASE
from disinfograph.publish.columns import ALL
from disinfograph.stores import open_store

_SYNTAXES = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}


def _triples(data: bytes, syntax: str) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(data, format=_SYNTAXES[syntax])}


def _things(folder: Path) -> dict[str, Path]:
    start = ("ontology", "cube", "dataset")
    return {path: file for path, file in files(folder).items() if path.endswith(".ttl") and not path.startswith(start)}


def _is_said_of_a_document(triple: str) -> bool:
    return triple.partition(">")[0].endswith(".ttl")


def test_what_the_things_say_is_in_the_dump(examples_site: Path) -> None:
    with gzip.open(examples_site / "dumps" / "disinfograph.ttl.gz") as dump:
        whole = {str(quad.triple) for quad in ox.parse(dump, format=ox.RdfFormat.TURTLE)}
    said: set[str] = set()
    for path, file in _things(examples_site).items():
        if path.startswith("graph/"):
            continue
        said |= _triples(file.read_bytes(), "ttl")
    assert {triple for triple in said - whole if not _is_said_of_a_document(triple)} == set()
    # What is not said of any thing is counts and reasons that are told with what they are about.
    assert len(said & whole) > len(whole) / 2


def test_all_syntaxes_of_a_thing_say_the_same(small_world: Path, tmp_path: Path) -> None:
    published(small_world, tmp_path / "site", syntaxes=("ttl", "jsonld", "nt", "rdf"))
    things = _things(tmp_path / "site")
    assert len(things) > 20
    for path, file in things.items():
        turtle = _triples(file.read_bytes(), "ttl")
        for syntax in ("nt", "rdf"):
            assert _triples(file.with_suffix(f".{syntax}").read_bytes(), syntax) == turtle, path
        graph = ox.parse(file.with_suffix(".jsonld").read_bytes(), format=ox.RdfFormat.JSON_LD)
        assert {str(quad.triple) for quad in graph} == turtle, path


def test_the_dumps_are_what_export_writes(examples_store: Path, examples_site: Path) -> None:
    for syntax in ("nq", "ttl", "jsonld"):
        out = io.BytesIO()
        export(open_store(examples_store), syntax, out)
        packed = (examples_site / "dumps" / f"disinfograph.{syntax}.gz").read_bytes()
        assert gzip.decompress(packed) == out.getvalue(), syntax
        assert packed[4:8] == bytes(4), "a clock"


def test_the_articles_of_a_case_are_in_its_data(small_site: Path) -> None:
    said = (small_site / "case" / "c01.ttl").read_text("utf-8")
    assert "article:" in said
    assert not (small_site / "article").exists()


def test_where_things_without_files_are_described_is_told(small_site: Path) -> None:
    there = files(small_site)
    parts = [json.loads(file.read_bytes()) for path, file in there.items() if path.startswith("search/where-")]
    where = {thing: target for part in parts for thing, target in part.items()}
    assert {thing.partition("/")[0] for thing in where} >= {"article", "evidence"}
    assert all(f"{target}.html" in there for target in where.values())


def _rows(file: Path) -> list[list[str]]:
    text = file.read_bytes().decode()
    assert "\r\n" in text
    return list(csv.reader(io.StringIO(text, newline="")))


def test_parquet_holds_the_rows_of_csv(examples_site: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for sheet in ALL:
        names, *rows = _rows(examples_site / "tables" / f"{sheet.name}.csv")
        table = parquet.read_table(examples_site / "tables" / f"{sheet.name}.parquet")
        assert table.column_names == names == [field.name for field in sheet.fields]
        columns = [column.to_pylist() for column in table.columns]
        for number, row in enumerate(rows):
            held = [column[number] for column in columns]
            read = [
                float(cell) if field.kind == "decimal" and cell else cell
                for cell, field in zip(row, sheet.fields, strict=True)
            ]
            assert ["" if cell is None else cell if isinstance(cell, float) else str(cell) for cell in held] == read
        assert table.num_rows == len(rows) > 0, sheet.name
        assert rows == sorted(rows)


def test_tables_point_to_each_other(examples_site: Path) -> None:
    tables = {sheet.name: _rows(examples_site / "tables" / f"{sheet.name}.csv")[1:] for sheet in ALL}
    ids = {name: {row[0] for row in rows} for name, rows in tables.items()}
    assert {row[1] for row in tables["cases"]} == ids["claims"]
    assert {row[1] for row in tables["claims"]} == ids["cases"]
    assert {row[0] for row in tables["promotes"]} <= ids["claims"]
    assert {row[1] for row in tables["promotes"]} <= ids["narratives"]
    assert {place for row in tables["claims"] for place in row[4].split()} <= ids["places"]
    assert {outlet for row in tables["claims"] for outlet in row[5].split()} <= ids["outlets"]
    assert {row[2] for row in tables["promotes"]} == {"stated", "derived"}
    assert all(0 < float(row[4]) <= 1 for row in tables["promotes"] if row[4])


def test_every_column_is_explained(examples_site: Path) -> None:
    told = (examples_site / "tables" / "README.md").read_text("utf-8")
    for sheet in ALL:
        assert f"## {sheet.name}" in told
        assert all(f"| `{field.name}` | {field.kind} | {field.description} |" in told for field in sheet.fields)


def test_croissant_names_the_real_files(examples_site: Path) -> None:
    said = json.loads((examples_site / "croissant.json").read_bytes())
    sums = dict(reversed(line.split("  ", 1)) for line in (examples_site / "SHA256SUMS").read_text().splitlines())
    for each in said["distribution"]:
        path = each["contentUrl"].removeprefix(URL)
        assert each["sha256"] == sums[path], path
        assert each["contentSize"] == f"{(examples_site / path).stat().st_size} B"
    assert {each["name"] for each in said["recordSet"]} == {sheet.name for sheet in ALL}


# rdflib's reader of JSON-LD, which the validator uses, warns of itself.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_validator_of_croissant_accepts_it_and_reads_rows(small_world: Path, tmp_path: Path) -> None:
    croissant = pytest.importorskip("mlcroissant")
    published(small_world, tmp_path / "site", url="")
    described = croissant.Dataset(jsonld=str(tmp_path / "site" / "croissant.json"))
    assert not described.metadata.issues.errors
    records = list(described.records("cases"))
    assert len(records) == len(_rows(tmp_path / "site" / "tables" / "cases.csv")) - 1
    assert records[0]["cases/case"] == f"{BASE}case/c01".encode()


def test_the_data_set_names_its_downloads(examples_site: Path) -> None:
    home = (examples_site / "index.html").read_text("utf-8")
    turtle = (examples_site / "dataset.ttl").read_text("utf-8")
    downloads = (examples_site / "downloads.html").read_text("utf-8")
    for path in ("dumps/disinfograph.nq.gz", "tables/cases.csv", "tables/cases.parquet"):
        assert f'"contentUrl":"{URL}{path}"' in home
        assert f"<{URL}{path}>" in turtle
        assert f'href="{path}"' in downloads


def test_the_citation_can_be_read(small_site: Path) -> None:
    said = yaml.safe_load((small_site / "CITATION.cff").read_text("utf-8"))
    assert said["cff-version"] == "1.2.0"
    assert said["authors"] == [{"name": "disinfograph contributors"}]
    assert said["url"] == URL


def test_parts_can_be_left_out(small_world: Path, tmp_path: Path) -> None:
    published(small_world, tmp_path / "bare", without=frozenset(("dumps", "tables")))
    there = content(tmp_path / "bare")
    assert not [path for path in there if path.startswith(("dumps/", "tables/"))]
    assert b"Downloads" not in there["index.html"]
    assert "downloads.html" not in there
    published(small_world, tmp_path / "csv", without=frozenset(("parquet",)))
    assert {path.suffix for path in (tmp_path / "csv" / "tables").iterdir()} == {".csv", ".md"}
