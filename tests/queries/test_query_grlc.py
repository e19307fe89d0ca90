"""grlc serves the folder unchanged (https://github.com/CLARIAH/grlc); skipped where the extra is not installed."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

import pytest

from disinfograph.queries.catalogue import catalogue

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("grlc.gquery", reason="the extra `grlc` is not installed", exc_type=ImportError)
    from grlc import gquery
    from grlc.fileLoaders import LocalLoader

pytestmark = pytest.mark.filterwarnings("ignore")


def test_grlc_loads_every_file_without_a_warning(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for folder in sorted(path for path in (root / "queries").iterdir() if path.is_dir()):
            loader = LocalLoader(str(folder))
            for file in loader.fetchFiles():
                said = gquery.get_metadata(loader.getTextFor(file), "")
                name = f"{folder.name}/{Path(file['name']).stem}"
                assert "SelectQuery" == said["type"], name
    assert [] == caplog.records


def test_grlc_reads_the_same_summary_parameters_and_defaults(name: str) -> None:
    query = catalogue()[name]
    said = gquery.get_metadata(query.text, "")
    assert query.summary == said["summary"]
    assert list(query.tags) == said["tags"]
    assert list(query.columns) == [str(variable) for variable in said["variables"]]
    expected = {"?" + each.variable: each.required for each in query.parameters}
    assert expected == {each["original"]: each["required"] for each in said["parameters"].values()}
    for each in query.parameters:
        theirs = next(one for one in said["parameters"].values() if one["original"] == "?" + each.variable)
        if each.default is not None and each.name == theirs["name"]:
            assert each.default == str(theirs["default"])


def test_what_grlc_makes_of_the_values_is_a_query(name: str) -> None:
    query = catalogue()[name]
    said = gquery.get_metadata(query.text, "")
    samples = {"iri": "https://a.example/b", "integer": "3", "decimal": "0.5", "date": "2020-01-02", "literal": "a"}
    types = {"?" + each.variable: each.type for each in query.parameters}
    values = {key: samples[types[each["original"]]] for key, each in said["parameters"].items()}
    filled = gquery.rewrite_query(query.text, said["parameters"], values)
    assert "SelectQuery" == gquery.get_metadata(filled, "")["type"]
