from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from disinfograph.errors import NotFound, UnreadableInput
from disinfograph.records import Record, Reject
from disinfograph.sources.registry import READERS, Input, Unrecognised, inputs, reader, recognise

POSTS = "date,id,title,countries,keywords,languages,outlets\n2021-01-01,,The sea is dry,US,Sea,Russian,A\n"


def named(path: Path) -> str | None:
    found = recognise(path)
    return found.name if found else None


def below(*paths: Path) -> list[tuple[str, str | None]]:
    return [(item.path.name, item.reader.name if isinstance(item, Input) else None) for item in inputs(paths)]


def make_package(folder: Path) -> Path:
    folder.mkdir()
    fields = [{"name": name} for name in POSTS.splitlines()[0].split(",")]
    descriptor = {"resources": [{"path": "posts.csv", "schema": {"fields": fields}}]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    (folder / "posts.csv").write_text(POSTS)
    return folder


def test_formats_are_tried_in_a_known_order() -> None:
    names = ["records", "api-dump", "frictionless", "site-dump", "table", "page-html", "page-text"]
    assert [known.name for known in READERS] == names


def test_a_format_is_found_by_its_name() -> None:
    assert reader("table").name == "table"


def test_an_unknown_format_is_refused_with_those_known() -> None:
    with pytest.raises(NotFound, match="no format named 'csv'; there are: records, api-dump"):
        reader("csv")


def test_a_folder_that_is_a_data_set_is_one_input(tmp_path: Path) -> None:
    make_package(tmp_path / "b")
    (tmp_path / "a.csv").write_text(POSTS)
    (tmp_path / "c.jsonl").write_text(json.dumps({"source": "x", "file": "y", "position": 1, "title": "z"}))
    assert below(tmp_path) == [("a.csv", "table"), ("b", "frictionless"), ("c.jsonl", "records")]


def test_a_file_of_a_data_set_that_is_given_by_name_is_read_alone(tmp_path: Path) -> None:
    folder = make_package(tmp_path / "b")
    assert below(folder / "posts.csv", folder / "datapackage.json") == [
        ("posts.csv", "table"),
        ("datapackage.json", "frictionless"),
    ]


def test_folders_are_walked_by_name_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("z.csv", "deep/er/b.csv", "deep/a.csv", ".hidden.csv", ".git/c.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(POSTS)
    assert below(tmp_path) == [("a.csv", "table"), ("b.csv", "table"), ("z.csv", "table")]


def test_a_link_that_leads_back_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(POSTS)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert below(tmp_path) == [("a.csv", "table")]


def test_paths_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_text(POSTS)
    assert [name for name, _ in below(tmp_path / "b.csv", tmp_path / "a.csv")] == ["b.csv", "a.csv"]


def test_a_path_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"gone\.csv: there is no such file or folder"):
        list(inputs([tmp_path / "gone.csv"]))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("empty.txt", "", "it is empty"),
        ("notes.md", "Some words about the sea.", "fits none of the formats"),
        ("data.json", '{"sea": "dry"}', "fits none of the formats"),
        ("other.csv", "Headline,Day\n", "Headline, Day; map them with --columns"),
        ("picture.png", "\x89PNG\0\0", "fits none of the formats"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(text, "latin-1")
    (found,) = inputs([path])
    assert isinstance(found, Unrecognised)
    assert words in found.why
    assert found.named
    (found,) = inputs([tmp_path])
    assert isinstance(found, Unrecognised)
    assert not found.named


def test_a_folder_in_which_there_is_nothing_gives_nothing(tmp_path: Path) -> None:
    assert below(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("cknabs", "frictionless"),
        ("cknabs/posts.csv", "table"),
        ("api-2020", "api-dump"),
        ("fulltext/cases_2015_2017.csv", "table"),
        ("fulltext/cases_site_dump.json", "site-dump"),
        ("seed/000_80f84f61bdcc0cec.txt", "page-text"),
        ("cknabs/README.md", None),
        ("cknabs/publications_early.csv", None),
        ("claimskg/topics_elections.csv", None),
        ("disarm/DISARM.json", None),
        ("narratives/voxukraine_eng.json", None),
        ("claimreview/google_factcheck_api_ar_unique_claim_reviews.json", None),
        ("pages/gold.json", None),
        ("reference/country-codes.csv", None),
    ],
)
def test_the_real_inputs_are_recognised(shared: Path, path: str, name: str | None) -> None:
    assert named(shared / "data" / path) == name


def test_every_real_page_is_recognised_as_a_page(shared: Path) -> None:
    pages = sorted((shared / "data" / "pages" / "docs").glob("*.txt"))
    assert Counter(map(named, pages)) == {"page-text": 100}


def test_real_files_under_another_name_are_recognised_by_their_content(shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / "data" / "fulltext" / "cases_2015_2017.csv", tmp_path / "a")
    shutil.copy(shared / "data" / "fulltext" / "cases_site_dump.json", tmp_path / "b")
    assert [named(tmp_path / "a"), named(tmp_path / "b")] == ["table", "site-dump"]


@pytest.mark.parametrize("path", ["fulltext/cases_2015_2017.csv", "fulltext/cases_site_dump.json"])
def test_real_records_survive_being_written_and_read(shared: Path, tmp_path: Path, path: str) -> None:
    source = shared / "data" / path
    found = recognise(source)
    assert found is not None
    cases = [item for item in found.read(source) if isinstance(item, Record)]
    lines = tmp_path / "cases.jsonl"
    lines.write_text("".join(json.dumps(case.to_dict(), ensure_ascii=False) + "\n" for case in cases), "utf-8")
    again = recognise(lines)
    assert again is not None
    assert again.name == "records"
    assert list(again.read(lines)) == cases


@pytest.mark.parametrize("known", READERS, ids=lambda known: known.name)
def test_no_reader_breaks_on_bytes_of_any_kind(tmp_path: Path, known: object) -> None:
    for number, text in enumerate((b"", b"\0", b"{", b"[", b"\xff\xfe", b'"', b",,,\n", b"<", b"[[[[", b'[{"a":')):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(text)
        assert known.recognises(path, text) in (True, False)  # type: ignore[attr-defined]
        try:
            assert all(isinstance(item, Record | Reject) for item in known.read(path))  # type: ignore[attr-defined]
        except UnreadableInput as error:
            assert path.name in str(error) or "datapackage.json" in str(error) or "claims.json" in str(error)  # noqa: PT017
