from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from disinfograph.errors import UnreadableInput
from disinfograph.records import Article, Record, Reject
from disinfograph.sources.frictionless import READER

SEA = "https://euvsdisinfo.eu/report/the-sea-is-dry/"
POSTS = ("date", "id", "title", "countries", "keywords", "languages", "outlets")


def resource(path: str, *columns: str) -> dict[str, Any]:
    return {"name": Path(path).stem, "path": path, "schema": {"fields": [{"name": column} for column in columns]}}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    resources = [
        resource("posts.csv", *POSTS),
        resource("annotations.csv", "id", "summary", "disproof"),
        resource("publications.csv", "id", "publication", "archive"),
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "cases", "resources": resources}))
    (tmp_path / "posts.csv").write_text(
        f"{','.join(POSTS)}\r\n2021-02-18,{SEA},The sea is dry,Russia+US,Sea+Army,Russian,Left Press\r\n"
    )
    return tmp_path


def records(folder: Path) -> list[Record]:
    return [item for item in READER.read(folder) if isinstance(item, Record)]


def test_a_package_is_recognised_by_its_folder_or_its_descriptor(package: Path) -> None:
    assert READER.recognises(package, b"")
    assert READER.recognises(package / "datapackage.json", b"{}")
    assert not READER.recognises(package / "posts.csv", b"")


def test_a_package_of_something_else_is_not_recognised(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource("a.csv", "city", "height")]}))
    (tmp_path / "a.csv").write_text("city,height\n")
    assert not READER.recognises(tmp_path, b"")
    with pytest.raises(UnreadableInput, match="no table of cases"):
        list(READER.read(tmp_path))


@pytest.mark.parametrize("text", ["{", "[]", '{"resources": 3}', '{"resources": [7, {"path": "posts.csv"}]}'])
def test_a_descriptor_that_describes_nothing_is_not_recognised(package: Path, text: str) -> None:
    (package / "datapackage.json").write_text(text)
    assert not READER.recognises(package, b"")


def test_a_resource_outside_of_the_package_is_not_opened(package: Path) -> None:
    (package.parent / "secret.csv").write_text(",".join(POSTS))
    (package / "datapackage.json").write_text(json.dumps({"resources": [resource("../secret.csv", *POSTS)]}))
    assert not READER.recognises(package, b"")


def test_posts_are_joined_with_their_publications(package: Path) -> None:
    (package / "publications.csv").write_text(
        "id,publication,archive\r\n"
        f"{SEA},https://left.example/1,https://archive.example/1\r\n"
        f"{SEA},https://left.example/1,https://archive.example/1\r\n"
        f"{SEA},https://left.example/2,\r\n"
        f"{SEA},http://N/A,\r\n"
        "https://euvsdisinfo.eu/report/another/,https://left.example/3,\r\n"
    )
    (record,) = records(package)
    assert (record.source, record.file, record.position, record.id) == ("cknabs", "posts.csv", 1, SEA)
    assert record.articles == (
        Article(url="https://left.example/1", archive="https://archive.example/1"),
        Article(url="https://left.example/2"),
    )


def test_an_archived_copy_that_is_the_article_itself_is_none(package: Path) -> None:
    (package / "publications.csv").write_text(
        f"id,publication,archive\n{SEA},https://left.example/1,https://left.example/1\n"
    )
    (record,) = records(package)
    assert record.articles == (Article(url="https://left.example/1", outlet="Left Press", language="Russian"),)


def test_posts_are_joined_with_their_annotations(package: Path) -> None:
    (package / "annotations.csv").write_text(
        "id,summary,disproof,disproof_links\n"
        f'{SEA},The sea is dry.,No evidence given.,"https://sea.example/depth+{SEA.replace("dry", "wet")}"\n'
    )
    (record,) = records(package)
    assert (record.claim, record.response) == ("The sea is dry.", "No evidence given.")
    assert [evidence.url for evidence in record.evidence] == ["https://sea.example/depth"]
    assert [link.url for link in record.cross_links] == [SEA.replace("dry", "wet")]


def test_a_table_under_another_name_is_read_in_place_of_a_missing_one_and_noted(package: Path) -> None:
    (package / "publications_old.csv").write_text(f"id,publication,archive\n{SEA},https://left.example/1,\n")
    (record,) = records(package)
    assert [article.url for article in record.articles] == ["https://left.example/1"]
    assert READER.notes(package) == (
        "datapackage.json names publications.csv, which is not there; publications_old.csv was read in its place",
        "datapackage.json names annotations.csv, which is not there; the cases are read without it",
    )


def test_a_broken_row_of_a_joined_table_is_rejected_with_its_file(package: Path) -> None:
    (package / "publications.csv").write_text(f"id,publication,archive\n{SEA}\n")
    reject, record = READER.read(package)
    assert isinstance(reject, Reject)
    assert isinstance(record, Record)
    assert (reject.file, reject.position) == ("publications.csv", 1)


def test_the_real_package_is_read_whole(shared: Path) -> None:
    found = list(READER.read(shared / "data" / "cknabs"))
    cases = [item for item in found if isinstance(item, Record)]
    assert len(found) == len(cases) == 10_892
    assert {record.file for record in cases} == {"posts.csv"}
    assert all(record.id == record.url for record in cases)
    assert sum(record.title_truncated for record in cases) == 1_887
    assert sum(record.id is not None and record.id.rstrip("/").endswith("-2") for record in cases) > 0


def test_the_real_package_has_no_furniture_in_its_labels(shared: Path) -> None:
    cases = [item for item in READER.read(shared / "data" / "cknabs") if isinstance(item, Record)]
    outlets = Counter(name for record in cases for name in record.outlets)
    languages = Counter(name for record in cases for name in record.languages)
    assert "Show more" not in outlets
    assert not [name for name in outlets if name != " ".join(name.split())]
    assert (languages["Spanish, Castilian"], languages["Castilian"], languages["Spanish"]) == (328, 0, 0)
    urls = [article.url or "" for record in cases for article in record.articles]
    assert not [url for url in urls if url.startswith("http://N/A")]
    assert sum("%D0%" in url for url in urls) > 0
