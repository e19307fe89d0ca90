"""The `#+` lines are read as grlc reads them, and never make a query unreadable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from disinfograph.queries.head import read_head


def test_a_full_head_is_read() -> None:
    head = read_head(
        "#+ summary: What?\n#+ description: >-\n#+   One row\n#+   per thing.\n#+ tags: [a, b]\n#+ pagination: 50\n"
        "#+ defaults: [{min: 3}, {from: 2020-01-02}]\n#+ enumerate:\n#+   - kind: [x, y]\n#+   - bare\n#+ method: GET\n"
        "#+ endpoint: http://a/\n#+ columns:\n#+   a: the a\n#+   b: the b\n#+ kinds: {country: place}\nSELECT * {}"
    )
    assert ("What?", "One row per thing.", ("a", "b"), 50) == (
        head.summary,
        head.description,
        head.tags,
        head.pagination,
    )
    assert {"min": "3", "from": "2020-01-02"} == head.defaults
    assert {"kind": ("x", "y")} == head.choices
    assert ["a", "b"] == list(head.columns)
    assert {"country": "place"} == head.kinds
    assert {"method": "GET", "endpoint": "http://a/"} == head.other
    assert () == head.warnings


def test_an_unknown_key_is_kept_and_warned_of() -> None:
    head = read_head("#+ sumary: x\nSELECT * {}")
    assert {"sumary": "x"} == head.other
    assert ("the head has an unknown key 'sumary'",) == head.warnings


def test_a_query_without_head_has_an_empty_one() -> None:
    assert ("", ()) == (read_head("SELECT * {}").summary, read_head("SELECT * {}").warnings)


def test_a_head_that_is_no_yaml_warns() -> None:
    assert "no YAML" in read_head("#+ tags: [a\nASK {}").warnings[0]
    assert "no list" in read_head("#+ just words\nASK {}").warnings[0]


@given(st.lists(st.text(max_size=60).map(lambda line: "#+ " + line.replace("\n", " ")), max_size=5))
def test_no_head_raises(lines: list[str]) -> None:
    read_head("\n".join(lines) + "\nASK {}")
