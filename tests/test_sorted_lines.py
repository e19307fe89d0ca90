"""Lines in order, each once, however many chunks they came in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from disinfograph.sorted_lines import SortedLines, mix

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


@given(st.sets(LINES.filter(bool)), st.sets(LINES.filter(bool)))
def test_other_lines_are_written_among_those_of_a_file_and_what_is_more_is_counted(
    own: set[str], others: set[str]
) -> None:
    with TemporaryDirectory() as folder:
        path, target = Path(folder) / "own", Path(folder) / "both"
        path.write_bytes(b"".join(b"%b\n" % line for line in sorted(line.encode() for line in own)))
        with target.open("wb") as file:
            more = mix(file, [path], [sorted(line.encode() for line in others)])
        assert target.read_bytes().split(b"\n")[:-1] == sorted(line.encode() for line in own | others)
        assert more == len(others - own)


def test_lines_of_many_pieces_are_copied_or_mixed_alike(tmp_path: Path) -> None:
    own = [b"%09d" % number for number in range(0, 600_000, 2)]
    others = [b"%09d" % number for number in (*range(299_001, 301_001), 599_999)]
    path, target = tmp_path / "own", tmp_path / "both"
    path.write_bytes(b"\n".join(own) + b"\n")
    with target.open("wb") as file:
        more = mix(file, [path], iter([others[:1500], others[1500:]]))
    assert target.read_bytes().split(b"\n")[:-1] == sorted({*own, *others})
    assert more == 1001


@given(st.lists(LINES.filter(bool), max_size=60), st.integers(1, 5), st.integers(1, 4))
def test_spans_are_together_the_whole_and_part_no_first_word(given_lines: list[str], chunk: int, most: int) -> None:
    with TemporaryDirectory() as folder:
        sorted_lines = SortedLines(Path(folder), "x", chunk)
        sorted_lines.add(given_lines)
        parts = [[line for block in sorted_lines.blocks(span) for line in block] for span in sorted_lines.spans(most)]
        assert [line.decode() for part in parts for line in part] == list(sorted_lines.lines())
        words = [{line.partition(b" ")[0] for line in part if b" " in line} for part in parts]
        assert sum(map(len, words)) == len(set().union(*words))


def test_spans_of_many_lines_are_about_as_large(tmp_path: Path) -> None:
    sorted_lines = SortedLines(tmp_path, "x", 500)
    sorted_lines.add(f"{number * 7919 % 5003:05} is a number" for number in range(5003))
    sizes = [sum(map(len, sorted_lines.blocks(span))) for span in sorted_lines.spans(3)]
    assert sum(sizes) == 5003
    assert min(sizes) > 1400
