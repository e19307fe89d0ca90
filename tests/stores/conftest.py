"""What the tests of stores share: files to publish, and servers that run until the last test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from servers import graphs_of, has_virtuoso, oxigraph_server, sent, virtuoso_server

from disinfograph.stores.protocol import Store


@dataclass(frozen=True)
class Content:
    """An N-Quads file and a ledger file."""

    quads: Path
    ledger: Path

    def into(self, store: Store) -> bool:
        return store.publish(self.quads, self.ledger)


@pytest.fixture
def content(tmp_path: Path) -> Callable[..., Content]:
    """Return a maker of files from lines."""
    count = iter(range(1000))

    def make(*lines: str, ledger: tuple[str, ...] = ()) -> Content:
        number = next(count)
        quads, kept = tmp_path / f"{number}.nq", tmp_path / f"{number}.jsonl"
        quads.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
        kept.write_text("".join(f"{line}\n" for line in ledger), "utf-8", newline="\n")
        return Content(quads, kept)

    return make


@pytest.fixture(scope="session")
def oxigraph_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not has_virtuoso():
        pytest.skip("virtuoso-t is not installed")
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture
def empty_oxigraph(oxigraph_url: str) -> str:
    sent(oxigraph_url.replace("/query", "/update"), update="DROP ALL")
    return oxigraph_url


@pytest.fixture
def empty_virtuoso(virtuoso_url: str) -> str:
    for graph in graphs_of(virtuoso_url):
        if not graph.startswith("http://"):
            sent(virtuoso_url, query=f"DROP SILENT GRAPH <{graph}>")
    return virtuoso_url
