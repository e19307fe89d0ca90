from __future__ import annotations

import pytest

from disinfograph.sources import prose
from disinfograph.sources.prose_addresses import addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See HTTPS://Example.org/A and http://example.org/b.", [(4, "HTTPS://Example.org/A"), (30, "http://example.org/b")]),
        ("Www.example.org, https://example.org/c", [(0, "http://Www.example.org"), (17, "https://example.org/c")]),
        ("https://example.org/?to=www.example.net and on", [(0, "https://example.org/?to=www.example.net")]),
        ("ftp://example.org/a, then a://b", []),
        ("mail@www.example.org", []),
    ],
)  # fmt: skip
def test_addresses_are_given_with_their_places_however_they_are_written(text: str, expected: list[object]) -> None:
    assert expected == list(addresses(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("[see https://example.org/a].)", "https://example.org/a"),
        ("https://example.org/{a}}.", "https://example.org/{a}"),
    ],
)
def test_a_bracket_belongs_to_an_address_that_opens_it(text: str, found: str) -> None:
    assert [found] == [url for _, url in addresses(text)]


@pytest.mark.parametrize(
    ("response", "name"),
    [
        ("It was debunked  by the Lake Office.", "Lake Office"),
        ("It was disproven\nby the Lake Office.", "Lake Office"),
        ("The Lake Office noted that it rained.", "Lake Office"),
        ("The Lake Office confirmed\nthat it rained.", "Lake Office"),
    ],
)
def test_who_did_it_is_found_whatever_blanks_stand_between(response: str, name: str) -> None:
    assert [name] == [item.text for item in prose.evidence(response)]
