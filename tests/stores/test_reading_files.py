"""RDF files read into memory: the same statements as their lines, whatever the syntax, the graphs and the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from disinfograph.errors import UnreadableInput
from disinfograph.stores.memory import MemoryStore
from disinfograph.stores.serialiser import triples_in

# One statement twice, with relative IRIs where the syntax has them, and blank nodes with and without a label.
TEXTS = {
    "ttl": "<https://e/a> <p> <#b> , 'x'@EN . _:n <https://e/p> [] . <https://e/a> <p> <#b> .",
    "trig": "<https://e/a> <p> <b> . <https://e/g> { <https://e/a> <p> <b> . _:n <https://e/p> 1 }",
    "nt": '<https://e/a> <https://e/p> "007"^^<http://www.w3.org/2001/XMLSchema#integer> .\n' * 2,
    "nq": "<https://e/a> <https://e/p> _:n .\n<https://e/a> <https://e/p> _:n <https://e/g> .\n",
    "jsonld": '{"@id": "a", "https://e/p": [{"@id": "_:n"}, "x"]}',
    "rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e/">'
    '<r:Description r:about="a"><e:p>x</e:p></r:Description></r:RDF>',
}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def without_labels(lines: list[str]) -> list[str]:
    return sorted({" ".join("_:" if part.startswith("_:") else part for part in line.split(" ")) for line in lines})


def by_line(*paths: Path) -> list[str]:
    store = MemoryStore()
    store.take((line for path in paths for line in triples_in(path)), (), "")
    return list(store.quads())


def as_a_whole(*paths: Path) -> list[str]:
    store = MemoryStore()
    store.read(paths)
    return list(store.quads())


@pytest.mark.parametrize("form", TEXTS)
def test_a_file_holds_what_its_lines_say_in_the_default_graph(tmp_path: Path, form: str) -> None:
    path = written(tmp_path, f"graph.{form}", TEXTS[form])
    assert without_labels(as_a_whole(path)) == without_labels(by_line(path)) != []


def test_files_are_merged_and_a_label_means_one_node_in_all_of_them(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{name}.nt", f"_:n <https://e/{name}> _:n .") for name in "ab"]
    for lines in (as_a_whole(*paths), by_line(*paths)):
        assert len({line.split(" ")[0] for line in lines}) == 1
        assert len(lines) == 2
    syntaxes = [written(tmp_path, f"graph.{form}", text) for form, text in TEXTS.items()]
    assert without_labels(as_a_whole(*syntaxes)) == without_labels(by_line(*syntaxes))


def test_statements_are_counted_once(tmp_path: Path) -> None:
    store = MemoryStore()
    for form in ("nt", "nq"):
        store.read([written(tmp_path, f"graph.{form}", TEXTS[form])])
        assert store.size() == 1


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("graph.nt", "<https://e/a> <https://e/p> <https://e/b> .\n<https://e/a> .", "is no legal nt: .*line 2"),
        ("graph.trig", "<https://e/g> {\n<https://e/a> <https://e/p> }", "is no legal trig: .*line 2"),
        ("graph.csv", "a,b", "has no suffix of an RDF syntax"),
    ],
)
def test_a_broken_file_is_told_as_by_its_lines_and_changes_nothing(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    path, store = written(tmp_path, name, text), MemoryStore()
    store.read([written(tmp_path, "good.nt", TEXTS["nt"])])
    with pytest.raises(UnreadableInput, match=reason) as whole:
        store.read([path])
    with pytest.raises(UnreadableInput) as lines:
        list(triples_in(path))
    assert str(whole.value) == str(lines.value)
    assert store.size() == 1


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    for paths in ([tmp_path / "absent.nt"], [tmp_path / "absent.nt", tmp_path / "other.nt"]):
        with pytest.raises(UnreadableInput, match="No such file"):
            MemoryStore().read(paths)
