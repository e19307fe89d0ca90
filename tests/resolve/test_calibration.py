from __future__ import annotations

from pathlib import Path

import pytest

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.narrative.attribution import ASSERTED, METHODS
from disinfograph.resolve.narrative.calibration import Calibration, Step

WEIGHTS = "# from\nsign,weight\nbase,-1.0\ntitle,2.0\nclaim,0.5\n"
STEPS = "# from\nmethod,raw_from,raw_to,confidence,right,judged\nm,0.5,1.0,0.9,9,10\nm,0.2,0.5,0.3,3,10\n"


@pytest.fixture
def calibration(tmp_path: Path) -> Calibration:
    (tmp_path / "weights.csv").write_text(WEIGHTS)
    (tmp_path / "steps.csv").write_text(STEPS)
    return Calibration.read(tmp_path / "weights.csv", tmp_path / "steps.csv")


def test_signs_add_up_as_logarithms_of_odds(calibration: Calibration) -> None:
    assert calibration.raw({"title": 1, "claim": 2}) == pytest.approx(0.881, abs=1e-3)
    assert calibration.raw({}) == pytest.approx(0.269, abs=1e-3)


def test_a_sign_without_a_weight_weighs_nothing(calibration: Calibration) -> None:
    assert calibration.raw({"unheard of": 3}) == calibration.raw({})


def test_a_weight_has_the_confidence_of_the_step_that_it_reaches(calibration: Calibration) -> None:
    assert [calibration.confidence("m", raw) for raw in (0.2, 0.49, 0.5, 1.0)] == [0.3, 0.3, 0.9, 0.9]


def test_below_the_first_step_and_for_a_method_without_steps_the_weight_itself_counts(calibration: Calibration) -> None:
    assert (calibration.confidence("m", 0.1), calibration.confidence("n", 0.4)) == (0.1, 0.4)


def test_below_the_least_weight_for_a_confidence_no_method_has_it(calibration: Calibration) -> None:
    assert (calibration.least(0.9), calibration.least(0.3)) == (0.5, 0.2)
    for wanted in (0.25, 0.45, 0.9):
        least, raws = calibration.least(wanted), [number / 1000 for number in range(1001)]
        sure = [raw for raw in raws for method in "mn" if round(calibration.confidence(method, raw), 2) >= wanted]
        assert min(sure) >= least


def test_steps_are_read_in_their_order(calibration: Calibration) -> None:
    assert calibration.steps["m"] == [Step(0.2, 0.3), Step(0.5, 0.9)]


def test_a_number_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "weights.csv").write_text(WEIGHTS.replace("2.0", "two"))
    (tmp_path / "steps.csv").write_text(STEPS)
    with pytest.raises(UnreadableInput, match=r"'two' is no weight"):
        Calibration.read(tmp_path / "weights.csv", tmp_path / "steps.csv")


def test_the_calibration_of_the_package_covers_every_method_and_never_falls() -> None:
    calibration = Calibration.load()
    assert calibration.steps.keys() >= METHODS
    for method in METHODS:
        sure = [step.confidence for step in calibration.steps[method]]
        assert sure == sorted(sure)
        assert 0 <= sure[0] < ASSERTED < sure[-1] <= 1


def test_words_of_a_title_weigh_more_than_those_of_a_claim_or_a_phrase() -> None:
    weights = Calibration.load().weights
    assert min(weights["title-supported"], weights["title"]) > weights["title-mixed"]
    assert weights["title-mixed"] > max(weights["claim"], weights["phrase"], weights["keyword"]) > 0
