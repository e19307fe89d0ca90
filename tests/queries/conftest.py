"""The small graph in two engines, and the stored queries asked of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from query_engines import Ask, merged, oxigraph_rows, rdflib_rows

from disinfograph.queries.catalogue import catalogue
from disinfograph.terms import Rows

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="session")
def small() -> ox.Store:
    return merged(DATA / "small.trig")


@pytest.fixture(scope="session")
def good() -> ox.Store:
    return merged(DATA / "good.trig")


@pytest.fixture(scope="session")
def oxigraph(small: ox.Store) -> Ask:
    return lambda query: oxigraph_rows(small, query)


@pytest.fixture(scope="session")
def rdflib_engine() -> Ask:
    with _quiet():
        dataset = rdflib.Dataset()
        dataset.parse(data=(DATA / "small.trig").read_text("utf-8"), format="trig")
        for subject, predicate, value, _ in list(dataset.quads()):
            dataset.default_graph.add((subject, predicate, value))

    def ask(query: str) -> Rows:
        with _quiet():
            return rdflib_rows(dataset, query)

    return ask


@contextmanager
def _quiet() -> Iterator[None]:
    """rdflib 7 calls names of its own that it has deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every test that asks for `name` the name of each stored query in turn."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", list(catalogue()))
