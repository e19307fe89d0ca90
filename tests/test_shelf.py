"""What is put on the shelf is found there again, by its number, also in another process."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from disinfograph.processes import Forked, cores
from disinfograph.shelf import Shelf, folder_of

TEXTS = [b"", b"one", b"x" * 3_000_000, b"", b"\x00\xff", *(str(n).encode() * 40 for n in range(20_000))]


class Owner:
    """Something that has a folder."""


def test_what_is_put_on_the_shelf_is_found_by_its_number() -> None:
    shelf = Shelf()
    numbers = [shelf.put(text) for text in TEXTS]
    assert numbers == list(range(len(TEXTS)))
    assert [shelf[number] for number in numbers] == TEXTS


def test_what_was_just_put_there_is_found_too() -> None:
    shelf = Shelf()
    for text in TEXTS:
        assert shelf[shelf.put(text)] == text


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        Shelf()[0]


@pytest.mark.skipif(cores() == 1, reason="no process is forked here")
def test_another_process_reads_what_was_there() -> None:
    shelf = Shelf()
    for text in TEXTS:
        shelf.put(text)
    with Forked(lambda: [shelf[number] for number in range(0, len(shelf), 7)]) as other:
        assert other.result() == TEXTS[::7]
    assert shelf[len(TEXTS) - 1] == TEXTS[-1]


def test_a_folder_is_gone_with_its_owner() -> None:
    owner = Owner()
    folder = folder_of(owner)
    Path(folder, "file").write_text("kept")
    del owner
    gc.collect()
    assert not folder.exists()
