from __future__ import annotations

import pytest

from disinfograph.sources import prose


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("SEE OTHER EXAMPLES: The lakes are dry.", ["The lakes are dry"]),
        (
            "See other examples claiming that the lakes are dry, and see similar claims that the rain is sold.",
            ["the lakes are dry", "the rain is sold"],
        ),
        ("See similar cases: The others say that rain is sold.", ["The others say that rain is sold"]),
        ("Look, see earlier claims that the lakes are dry.", ["the lakes are dry"]),
    ],
)
def test_each_turn_to_other_cases_gives_its_own(response: str, expected: list[str]) -> None:
    assert expected == [link.text for link in prose.cross_links(response)]


def test_a_sentence_with_many_turns_to_other_cases_is_read_in_time_that_grows_as_it_does() -> None:
    response = "See similar cases: " + "rain is sold, and similar cases: " * 20_000
    assert 0 < len(prose.cross_links(response))
