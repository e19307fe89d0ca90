"""A file of N-Triples whose IRIs are looked at beside the loader: held and refused as by the engine's own parser."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.errors import UnreadableInput
from disinfograph.stores import plain
from disinfograph.stores.memory import MemoryStore

PLAIN = (
    '<https://e.org/a?b=c&d=%C3%A4#e> <http://e.org:80/p> "x" .\n',
    '_:b1 <https://e.org/p> "a \\"quoted\\"\\n<word> \\\\"@en .\n',
    '<https://e.org> <https://e.org/p> "7"^^<https://e.org/#number> .\n',
    "<https://e.org/> <https://e.org/p> _:b1 .\n",
)
LEGAL = (
    *PLAIN,
    '<https://e.org/ä> <urn:p> "x"@sr-Cyrl-RS .\n',
    '<https://e.org/a>\t<https://e.org/p>"x"@EN.\r\n',
    '<https://e.org/a> <https://e.org/p> "x" @en . # <no iri> "\n',
    "\n",
    "# <no iri>\n",
    '<https://me@e.org/a> <https://[::1]/p> "\\u00e4" .\n',
)
ILLEGAL = (
    '<a> <https://e.org/p> "x" .\n',
    '<https://e.org/%4> <https://e.org/p> "x" .\n',
    '<https://e.org/%> <https://e.org/p> "x" .\n',
    '<https://e.org:a/> <https://e.org/p> "x" .\n',
    '<https://e.org/[> <https://e.org/p> "x" .\n',
    '<https://e.org/#a#b> <https://e.org/p> "x" .\n',
    '<https://e.org/a> <https://e.org/p> "x"^^<number> .\n',
    '<https://e.org/a> <https://e.org/p> "x"@abcdefghijk .\n',
    '<https://e.org/a> <https://e.org/p> "x\ny" .\n',
    '<https://e.org/a> <https://e.org/p> "x .\n<https://e.org/a> y" .\n',
    '<https://e.org/a> <https://e.org/p> "\\ud83d\\ude00" .\n',
    '<https://e.org/a> <https://e.org/p> "\\x" .\n',
    '<https://e.org/a> <https://e.org/p> "x"\n',
    "<https://e.org/a> <https://e.org/p> .\n",
    '"x" <https://e.org/p> "x" .\n',
)


def read(path: Path) -> list[str] | str:
    """Return the statements of a file, or what is wrong with it."""
    store = MemoryStore()
    try:
        store.read([path])
    except UnreadableInput as error:
        return str(error)
    return said(store)


def parsed(path: Path, base: str) -> list[str] | str:
    """Return the same by the engine's own parser."""
    store = ox.Store()
    try:
        with path.open("rb") as file:
            store.bulk_load(file, ox.RdfFormat.N_TRIPLES, base_iri=base)
    except SyntaxError as error:
        return f"{path}: is no legal nt: {error}"
    memory = MemoryStore()
    memory.take((f"{quad} ." for quad in store), (), "")
    return said(memory)


def said(store: MemoryStore) -> list[str]:
    """Return the statements of a store, in which a blank node has another label each time."""
    return sorted(re.sub(r"_:[0-9a-f]{8,}", "_:", line) for line in store.quads())


@pytest.mark.parametrize("line", LEGAL)
def test_a_legal_line_is_held(tmp_path: Path, line: str) -> None:
    path = tmp_path / "graph.nt"
    path.write_text(PLAIN[0] + line, "utf-8", newline="")
    assert plain.load_plain(ox.Store(), path)
    assert read(path) == parsed(path, "urn:file:graph.nt") != []


@pytest.mark.parametrize("line", ILLEGAL)
@pytest.mark.parametrize("after", ["", PLAIN[1]])
def test_an_illegal_line_is_refused_in_the_words_of_the_engine(tmp_path: Path, line: str, after: str) -> None:
    path = tmp_path / "graph.nt"
    path.write_text(PLAIN[0] + line + after, "utf-8", newline="")
    assert not plain.load_plain(ox.Store(), path)
    assert str(read(path)) == parsed(path, "urn:file:graph.nt")
    assert "is no legal nt" in str(read(path))


def test_what_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    path.write_bytes(b'<https://e.org/a> <https://e.org/p> "\xff" .\n')
    assert "UTF-8" in str(read(path))


def test_only_lines_that_are_not_plain_are_parsed_twice() -> None:
    text = "".join((*PLAIN, LEGAL[4], *PLAIN, "<https://e.org/a>")).encode()
    assert list(plain._not_plain(text)) == [LEGAL[4].encode(), b"<https://e.org/a>"]


def test_a_line_is_looked_at_whole_however_large_the_blocks(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    for last, legal in ((LEGAL[4], True), (ILLEGAL[0], False)):
        path.write_text("".join((*PLAIN, last)), "utf-8", newline="")
        assert {plain.load_plain(ox.Store(), path, size) for size in (1, 50, 100, 1 << 20)} == {legal}


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "graph.nt"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as thread:
        written = thread.submit(pipe.write_text, "".join(PLAIN), "utf-8")
        store = MemoryStore()
        store.read([pipe])
        written.result()
    assert store.size() == len(PLAIN)


PARTS = st.sampled_from(
    ["<", ">", '"', "\\", "@", "^^", "_:", " ", ".", "\n", "%", "#", ":", "/", "ä", "http://e.org/"]
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(LEGAL), min_size=1, max_size=3), st.data())
def test_a_damaged_file_is_held_and_refused_as_by_the_engine(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: st.DataObject
) -> None:
    text = "".join(lines)
    place, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 3))
    text = text[:place] + data.draw(st.one_of(st.just(""), PARTS)) + text[place + length :]
    path = tmp_path_factory.getbasetemp() / "damaged.nt"
    path.write_text(text, "utf-8", newline="")
    assert read(path) == parsed(path, "urn:file:damaged.nt")
