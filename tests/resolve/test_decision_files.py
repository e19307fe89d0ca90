"""What curators decide is written and read strictly."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from decision_world import EVERY_KIND, SSSOM, different, one, same
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.curation.decided import LABEL, LINK, PHRASE, Broken, made
from disinfograph.resolve.curation.decision_files import SHEETS, write
from disinfograph.resolve.curation.decisions import Decisions

# Files


def test_what_is_written_is_read_back_and_written_again_unchanged(tmp_path: Path) -> None:
    assert len(write(tmp_path, EVERY_KIND)) == len(SHEETS)
    read = Decisions.read(tmp_path)
    assert set(read) == set(EVERY_KIND)
    assert write(tmp_path, reversed(list(read))) == []


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.split())


@given(label=texts, note=texts, phrase=texts)
def test_labels_and_notes_of_any_letters_survive(
    label: str, note: str, phrase: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("decided")
    wanted = {
        made(LABEL, ("countries", label), holds=False, meant="", who=("Ada", "2026-11-22", note), where=""),
        made(PHRASE, (phrase,), holds=False, meant="", who=("Ada", "2026-11-22", note), where=""),
        made(LINK, ("a", phrase), holds=False, meant="", who=("Ada", "2026-11-22", note), where=""),
    }
    write(folder, wanted)
    assert set(Decisions.read(folder)) == wanted


def test_the_files_of_the_project_are_as_the_program_writes_them(root: Path, tmp_path: Path) -> None:
    write(tmp_path, Decisions.read(root / "curation"))
    for sheet in SHEETS:
        assert (tmp_path / sheet.name).read_text("utf-8") == (root / "curation" / sheet.name).read_text("utf-8")


@pytest.mark.skipif(not SSSOM, reason="the sssom program is not installed")
def test_the_mapping_files_are_valid_sssom(tmp_path: Path) -> None:
    write(tmp_path, EVERY_KIND)
    for sheet in SHEETS:
        if sheet.is_sssom:
            done = subprocess.run(
                [str(SSSOM), "validate", str(tmp_path / sheet.name)], capture_output=True, check=False
            )
            assert done.returncode == 0
            assert b"not well-formed" not in done.stdout + done.stderr


def test_a_value_that_all_mappings_share_may_stand_in_the_metadata(tmp_path: Path) -> None:
    (tmp_path / "phrases.sssom.tsv").write_text(
        '# mapping_date: "2026-01-02"\n#author_label: Ada\n# comment: ""\n#license: none\n'
        "subject_label\tpredicate_id\tobject_id\tmapping_justification\n"
        "snow\tskos:exactMatch\tnarrative:climate-hoax\tsemapv:ManualMappingCuration\n",
        "utf-8",
    )
    found = Decisions.read(tmp_path).phrase("SNOW")
    assert found
    assert (found.author, found.date, found.slug) == ("Ada", "2026-01-02", "climate-hoax")


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        (
            "narratives.csv",
            "snow,biolabs,maybe,Ada,2026-11-22,",
            "line 2: has the decision 'maybe'; write accept",
        ),
        ("narratives.csv", "snow,biolabs,accept,,2026-11-22,", "does not say who decided"),
        ("narratives.csv", "snow,biolabs,accept,Ada,22.11.2026,", "write it as YYYY-MM-DD"),
        ("narratives.csv", "snow,biolabs,accept,Ada,2026-02-30,", "which is no day"),
        ("narratives.csv", "Snow White,biolabs,accept,Ada,2026-11-22,", "which is no slug"),
        ("narratives.csv", "snow,biolabs,accept", "has 3 cells instead of 6"),
        ("narratives.csv", 'snow,"biolabs', "close the quotes"),
        ("links.csv", "snow,Snow again,snow,Ada,2026-11-22,", "leads a case to itself"),
        ("links.csv", "snow,,ice,Ada,2026-11-22,", "does not say what it is about"),
        ("cases.csv", "snow,snow,different,Ada,2026-11-22,", "differs from itself"),
    ],
)
def test_a_bad_line_is_named_with_what_to_do(name: str, row: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, [])
    path = tmp_path / name
    path.write_text(f"{path.read_text('utf-8')}{row}\n", "utf-8")
    with pytest.raises(UnreadableInput) as raised:
        Decisions.read(tmp_path)
    assert told in str(raised.value)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("x\tcountries\tskos:broadMatch\tplace:UA\tsemapv:ManualMappingCuration", "write skos:exactMatch"),
        ("x\tcountries\tskos:exactMatch\tplace:UA\tsemapv:LexicalMatching", "write semapv:ManualMappingCuration"),
        ("x\tcountries\tskos:exactMatch\twd:Q212\tsemapv:ManualMappingCuration", "which is no thing of ours"),
        ("x\tissue\tskos:exactMatch\tplace:UA\tsemapv:ManualMappingCuration", "has the field 'issue'"),
    ],
)
def test_a_mapping_that_is_none_of_ours_is_refused(cells: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, [])
    path = tmp_path / "labels.sssom.tsv"
    path.write_text(f"{path.read_text('utf-8')}{cells}\tAda\t2026-11-22\t\n", "utf-8")
    with pytest.raises(UnreadableInput, match=told):
        Decisions.read(tmp_path)


def test_all_bad_lines_are_told_at_once(tmp_path: Path) -> None:
    bad = "".join(f"snow,biolabs-{n},perhaps,Ada,2026-11-22,\n" for n in range(12))
    (tmp_path / "narratives.csv").write_text(f"case,narrative,decision,author,date,note\n{bad}", "utf-8")
    with pytest.raises(UnreadableInput) as raised:
        Decisions.read(tmp_path)
    assert len(str(raised.value).splitlines()) == 11
    assert str(raised.value).endswith("and 2 more")


def test_a_missing_column_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case,other\nsnow,ice\n", "utf-8")
    with pytest.raises(UnreadableInput, match="lacks the column decision"):
        Decisions.read(tmp_path)
    with pytest.raises(UnreadableInput, match="is no folder of decisions"):
        Decisions.read(tmp_path / "nowhere")


def test_an_empty_folder_decides_nothing(tmp_path: Path) -> None:
    assert not Decisions.read(tmp_path)


def test_contradictions_are_refused_with_both_lines(tmp_path: Path) -> None:
    rows = "snow,biolabs,accept,Ada,2026-11-22,\nsnow,biolabs,reject,Bea,2026-11-23,\n"
    (tmp_path / "narratives.csv").write_text(f"case,narrative,decision,author,date,note\n{rows}", "utf-8")
    with pytest.raises(UnreadableInput, match=r"line 3: decides otherwise than .*line 2.*accept \(Ada, 2026-11-22\)"):
        Decisions.read(tmp_path)


def test_spellings_of_one_label_are_one_subject() -> None:
    with pytest.raises(UnreadableInput, match="decides otherwise"):
        Decisions.of([one(LABEL, "countries", "Snow-Land"), one(LABEL, "countries", "snow land", meant="place:UA")])


def test_an_abbreviation_is_decided_on_in_its_own_capitals_only() -> None:
    decisions = Decisions.of([one(LABEL, "countries", "us")])
    assert decisions.label("countries", "us")
    assert decisions.label("countries", "US") is None


def test_cases_that_are_one_by_way_of_a_third_cannot_differ() -> None:
    with pytest.raises(UnreadableInput, match="a and c differ, which other lines say are one case"):
        Decisions.of([same("a", "b"), different("a", "c"), same("c", "b")])


@pytest.mark.parametrize("day", ["", "2026-1-2", "20261122", "2026-W47-7", "tomorrow"])
def test_a_day_is_written_in_one_way(day: str) -> None:
    with pytest.raises(Broken):
        made(PHRASE, ("snow",), holds=False, meant="", who=("Ada", day, ""), where="")
