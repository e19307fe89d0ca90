from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from disinfograph.resolve.narrative.case_text import CaseText
from disinfograph.resolve.scheme.mappings import NarrativeMapping
from disinfograph.resolve.scheme.schemes import read_scheme

QUALITY = Path(__file__).resolve().parents[2] / "benchmarks" / "quality"
SKOS = "http://www.w3.org/2004/02/skos/core#"


def drop_modules(names: set[str]) -> None:
    for name in names:
        sys.modules.pop(name, None)


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a test import the scripts, whose names other benchmarks have too."""
    names = {path.stem for path in QUALITY.glob("*.py")} - {"__main__"}
    monkeypatch.syspath_prepend(QUALITY)
    drop_modules(names)
    yield
    drop_modules(names)


@pytest.fixture
def report(scripts: None) -> ModuleType:
    return import_module("report")


@pytest.fixture
def foreign(scripts: None) -> ModuleType:
    return import_module("foreign")


@pytest.fixture
def assigning(scripts: None) -> ModuleType:
    return import_module("assigning")


def measure(report: ModuleType, *rows: Any, name: str = "width") -> Any:
    return report.Measure(name, "Width of roads", "How wide.", "Two roads.", lambda _: iter(rows), ("One ruler.",))


def outcome(report: ModuleType, *rows: Any) -> Any:
    return report.taken(measure(report, *rows), report.Setting(Path("shared"), "tuning"))


def broken(report: ModuleType, error: BaseException) -> Any:
    def rows(setting: Any) -> Iterator[Any]:
        yield report.shown("before", 0.5)
        raise error

    return report.Measure("broken", "Broken", "Nothing.", "None.", rows)


def test_a_page_says_what_is_measured_on_what_with_which_target_and_how_to_do_it_again(report: ModuleType) -> None:
    found = outcome(report, report.least("main road", 0.9, 0.85, "ten metres"), report.least("lane", 0.2, 0.5))
    page = report.page([found], "tuning", "python benchmarks/quality SHARED --half tuning")
    assert "of the tuning half" in page
    assert "python benchmarks/quality SHARED --half tuning\n" in page
    assert "| [Width of roads](#width-of-roads) | 1 of 2 | lane |" in page
    assert "How wide.\n\nData: Two roads.\n" in page
    assert "| main road | ≥ 0.85 | 0.900 | yes | ten metres |" in page
    assert "| lane | ≥ 0.5 | 0.200 | **no** |  |" in page
    assert "- One ruler." in page
    assert "`python benchmarks/quality SHARED --half tuning --only width`" in page


def test_the_same_rows_make_the_same_page(report: ModuleType) -> None:
    pages = {report.page([outcome(report, report.shown("lane", 0.2))], "tuning", "command") for _ in range(2)}
    assert len(pages) == 1


def test_a_figure_just_below_its_target_is_not_rounded_up_to_it(report: ModuleType) -> None:
    assert report.least("lane", 0.8499, 0.85, digits=2) == ("lane", "≥ 0.85", "0.85", False, "")


def test_a_bar_in_a_note_does_not_break_the_table(report: ModuleType) -> None:
    page = report.page([outcome(report, report.shown("lane", 1.0, "a|b"))], "tuning", "command")
    assert "a\\|b |" in page


@pytest.mark.parametrize("error", [ValueError("no /here/shared/data"), SystemExit("3 cases were not read")])
def test_a_measure_that_fails_is_shown_with_the_rows_it_got_to(report: ModuleType, error: BaseException) -> None:
    failed = report.taken(broken(report, error), report.Setting(Path("/here/shared"), "tuning"))
    assert [row.name for row in failed.rows] == ["before"]
    assert f"failed: {type(error).__name__}: " in report.console(failed)
    page = report.page([failed, outcome(report, report.least("lane", 1.0, 0.5))], "tuning", "command")
    assert f"**The measure failed**: {type(error).__name__}: " in page
    assert "| [Broken](#broken) | none set | failed |" in page
    assert "/here" not in page
    assert "| lane | ≥ 0.5 | 1.000 | yes |  |" in page


def test_the_console_and_the_page_show_the_same_figures(report: ModuleType) -> None:
    found = outcome(report, report.least("lane", 0.2, 0.5))
    assert report.console(found).splitlines()[-1].split() == ["lane", "≥", "0.5", "0.200", "no"]


def test_an_interrupt_ends_the_run(report: ModuleType) -> None:
    with pytest.raises(KeyboardInterrupt):
        report.taken(broken(report, KeyboardInterrupt()), report.Setting(Path("shared"), "tuning"))


def test_every_measure_has_a_name_of_its_own_and_says_its_limits(scripts: None) -> None:
    measures = import_module("catalogue").MEASURES
    assert len({one.name for one in measures}) == len(measures)
    assert all(one.what and one.data and one.limits for one in measures)


def test_the_command_refuses_a_folder_without_data(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, QUALITY, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "holds no folder data/" in done.stderr


def test_one_measure_alone_leaves_the_page_of_all_alone(shared: Path, tmp_path: Path) -> None:
    page = QUALITY.parents[1] / "docs" / "quality.md"
    before = page.read_bytes() if page.exists() else None
    line = [sys.executable, str(QUALITY), str(shared), "--only", "agreement"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Agreement of the readers (agreement)\n")
    assert done.stderr == ""
    assert (page.read_bytes() if page.exists() else None) == before
    subprocess.run([*line, "-o", str(tmp_path / "page.md")], capture_output=True, check=True)
    assert "--half tuning --only agreement" in (tmp_path / "page.md").read_text("utf-8")


def mapping(narrative: str, predicate: str, other: str) -> NarrativeMapping:
    return NarrativeMapping(
        f"https://x.test/narrative/{narrative}", SKOS + predicate, f"https://x.test/{other}", "", 1, ""
    )


def test_labels_carry_over_to_what_is_the_same_or_broader_and_to_nothing_else(foreign: ModuleType) -> None:
    judged = [
        mapping("cats", "exactMatch", "felines"),
        mapping("dogs", "broadMatch", "animals"),
        mapping("pets", "closeMatch", "companions"),
        mapping("cats", "relatedMatch", "mice"),
        mapping("dogs", "narrowMatch", "poodles"),
    ]
    above = {"cats": frozenset({"pets"}), "dogs": frozenset(), "pets": frozenset(), "birds": frozenset()}
    labels = {"one": frozenset({"cats"}), "two": frozenset({"dogs"}), "three": frozenset({"birds"})}
    assert foreign.carried(labels, above, judged) == {
        "one": {"felines", "companions"},
        "two": {"animals"},
        "three": frozenset(),
    }


@pytest.fixture
def zoo(foreign: ModuleType, tmp_path: Path) -> Any:
    path = tmp_path / "zoo.json"
    path.write_text(json.dumps({"Animals": {"Birds": ["Sparrows", "Owls"], "Fish": ["Salmon swim"]}}), "utf-8")
    return foreign.Foreign(read_scheme(path, "zoo"))


def test_a_level_of_an_imported_scheme_holds_what_lies_below_each_name(zoo: Any) -> None:
    assert {name: set(below) for name, below in zoo.level(1).items()} == {
        "birds": {"birds", "sparrows", "owls"},
        "fish": {"fish", "salmon-swim"},
    }
    assert set(zoo.level(2)) == {"sparrows", "owls", "salmon-swim"}


def test_a_broader_name_is_as_near_as_the_nearest_below_it(zoo: Any) -> None:
    like = dict.fromkeys(zoo.concepts, 0.0) | {"owls": 0.4, "fish": 0.3}
    assert zoo.ranked(like, zoo.level(1)) == ("birds", "fish")
    assert zoo.ranked(like, zoo.level(2)) == ("owls",)


def test_examples_teach_what_a_label_does_not_say(foreign: ModuleType, zoo: Any) -> None:
    texts = {"one": CaseText("It hoots at midnight", "", ()), "two": CaseText("They swim upstream", "", ())}
    plain = foreign.likeness(zoo, texts, texts)
    taught = foreign.likeness(zoo, texts, texts, [("owls", CaseText("Who hoots at midnight?", "", ()))])
    assert zoo.ranked(plain["one"], zoo.level(2)) == ()
    assert zoo.ranked(taught["one"], zoo.level(2))[0] == "owls"
    assert zoo.ranked(taught["two"], zoo.level(2)) == ("salmon-swim",)


def test_statements_are_halved_within_each_narrative_and_the_odd_one_is_asked(foreign: ModuleType) -> None:
    held = [
        foreign.Fake(f"{narrative} {n}", narrative, ()) for narrative, many in (("a", 4), ("b", 1)) for n in range(many)
    ]
    taught, asked = foreign.halves(held)
    assert [fake.narrative for fake in taught] == ["a", "a"]
    assert [fake.narrative for fake in asked] == ["a", "a", "b"]
    assert (taught, asked) == foreign.halves(held)


def ranked(assigning: ModuleType, *pairs: tuple[str, str]) -> list[Any]:
    return [
        assigning.Ranked(frozenset(right.split()), tuple(given.split()), str(n))
        for n, (right, given) in enumerate(pairs)
    ]


def test_scores_are_those_worked_out_by_hand(assigning: ModuleType) -> None:
    texts = ranked(assigning, ("a", "a b"), ("a b", "c b a"), ("b", ""), ("c", "a b d c"))
    assert assigning.accuracy(texts) == 1 / 4
    assert assigning.micro(texts) == 2 * 1 / (3 + 5)
    assert assigning.macro(texts) == pytest.approx((2 * 1 / (2 + 2) + 0 + 0) / 3)
    assert assigning.recall(texts) == 3 / 5


def test_an_interval_holds_the_score_and_is_drawn_the_same_again(assigning: ModuleType) -> None:
    texts = ranked(assigning, *[("a", "a" if n % 3 else "b") for n in range(60)])
    low, high = assigning.interval(texts, assigning.accuracy)
    assert 0.5 < low < assigning.accuracy(texts) < high < 0.8
    assert (low, high) == assigning.interval(texts, assigning.accuracy)


def test_the_majority_baseline_is_right_as_often_as_the_most_frequent_name(assigning: ModuleType) -> None:
    chance = assigning.baselines(ranked(assigning, *[("a", "")] * 3, ("b", "")), ["a", "b", "c", "d"])
    assert chance["majority"]["first is right"] == 3 / 4
    assert chance["random"]["first is right"] == pytest.approx(1 / 4, abs=0.15)
    assert chance["random by prior"]["recall at 3"] == 1
