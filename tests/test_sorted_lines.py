"""Lines in order, each once, however many chunks they came in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from disinfograph.sorted_lines import SortedLines

LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))


@given(st.lists(LINES), st.integers(1, 5))
def test_lines_come_back_sorted_and_once(given_lines: list[str], chunk: int) -> None:
    with TemporaryDirectory() as folder:
        sorted_lines = SortedLines(Path(folder), "x", chunk)
        sorted_lines.add(given_lines)
        assert sorted(set(given_lines)) == list(sorted_lines.lines())


def test_lines_can_be_read_again(tmp_path: Path) -> None:
    sorted_lines = SortedLines(tmp_path, "x", 2)
    sorted_lines.add(["b", "a", "c", "b"])
    assert ["a", "b", "c"] == list(sorted_lines.lines()) == list(sorted_lines.lines())


def test_more_chunks_than_files_can_be_open_are_merged_first(tmp_path: Path) -> None:
    sorted_lines = SortedLines(tmp_path, "x", 2)
    numbers = [f"{number * 7919 % 2003:05}" for number in range(2003)]
    sorted_lines.add(numbers)
    assert len(list(tmp_path.iterdir())) > 1000
    assert sorted(numbers) == list(sorted_lines.lines()) == list(sorted_lines.lines())
    assert len(list(tmp_path.iterdir())) <= 256
    sorted_lines.drop()
    assert not list(tmp_path.iterdir())
