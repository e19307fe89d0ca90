from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.records import CrossLink, Record
from disinfograph.resolve.link.crosslinks import Cases, Target

TITLES = {
    "clouds": "Foreign clouds steal the rain of Utopia to ruin its harvest",
    "snow": "The snow of Arcadia is dyed by planes from the south",
    "hail": "Hail is a weapon of the Weather Office against farmers",
    "fog": "The fog over the capital was made by a secret laboratory",
    "lakes": "The lakes of Atlantis will be sold to foreign banks in 2030",
    "bridge": "The old bridge was closed out of hatred for pilgrims",
    "wind": "The Second World War was started by merchants of wind",
}


def entered(titles: dict[str, str] = TITLES, **changes: object) -> Cases:
    cases = Cases()
    for position, (slug, title) in enumerate(titles.items(), 1):
        cases.add(slug, Record("cknabs", "posts.csv", position, title=title, **changes))
    return cases


def found(text: str, cases: Cases | None = None, own: str = "own", narratives: Narratives | None = None) -> str | None:
    target = (cases or entered()).find(CrossLink(text), own, narratives)
    return target.slug if target else None


Narratives = Callable[[str], frozenset[str]]


def of(**narratives: str) -> Narratives:
    return lambda slug: frozenset(narratives.get(slug.replace("-", "_"), "").split())


def test_a_report_address_leads_to_its_case_and_never_to_the_own_one() -> None:
    link = CrossLink("here", "https://euvsdisinfo.eu/report/clouds/")
    assert entered().find(link, "own") == Target("clouds", "link-url", 1.0)
    assert entered().find(link, "clouds") is None


def test_an_unknown_address_leaves_the_words_to_decide() -> None:
    assert entered().find(CrossLink(TITLES["snow"], "https://euvsdisinfo.eu/report/x/"), "own") == Target(
        "snow", "link-title", 0.95
    )


def test_a_title_that_one_case_has_leads_to_it_whatever_its_letters() -> None:
    assert entered().find(CrossLink(TITLES["snow"].upper()), "own") == Target("snow", "link-title", 0.95)


def test_a_cut_title_leads_to_the_one_case_that_starts_so() -> None:
    assert entered().find(CrossLink("Foreign clouds steal the rain…"), "own") == Target("clouds", "link-title", 0.85)
    assert found("Hail is a weapon…") is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("that foreign clouds steal the rain of Utopia", "clouds"),
        ("that foreign clouds stole the rain of Utopia to ruin the harvest", "clouds"),
        ("snow of Arcadia was dyed by planes from the south", "snow"),
        ("hail is a weapon against farmers of the Weather Office", "hail"),
        ("WWII was started by merchants of wind", "wind"),
        ("a secret laboratory made the fog over the capital", "fog"),
        ("the rain of Utopia", None),
        ("The lakes of Atlantis will be sold to foreign banks in 2020", None),
        ("the volcano of Lemuria erupts", None),
    ],
)
def test_a_reworded_title_leads_to_the_case_that_is_much_like_it(text: str, slug: str | None) -> None:
    assert found(text) == slug


def test_a_reworded_title_is_told_by_method_and_confidence() -> None:
    target = entered().find(CrossLink("that foreign clouds steal the rain of Utopia"), "own")
    assert target is not None
    assert target.method == "link-fuzzy-title"
    assert 0.75 <= target.confidence <= 0.98


def test_a_case_that_is_itself_the_likest_is_not_passed_over_for_the_next() -> None:
    assert found("that foreign clouds steal the rain of Utopia", own="clouds") is None


TWINS = {
    **TITLES,
    "clouds-2": "Foreign clouds steal the rain of Arcadia to ruin its harvest",
    "snow-2": TITLES["snow"],
}


def test_between_two_cases_that_fit_equally_nothing_is_guessed() -> None:
    cases = entered(TWINS)
    assert found("foreign clouds steal the rain to ruin the harvest", cases) is None
    assert found(TITLES["snow"], cases) is None
    assert found("that snow of Arcadia was dyed by planes", cases) is None


def test_a_word_that_tells_two_like_titles_apart_decides() -> None:
    assert found("that foreign clouds steal the rain of Arcadia to ruin the harvest", entered(TWINS)) == "clouds-2"


def labelled(**keywords: str) -> Cases:
    cases = Cases()
    for position, (slug, label) in enumerate(keywords.items(), 1):
        title = TWINS.get(slug.replace("_", "-"))
        cases.add(slug.replace("_", "-"), Record("s", "f", position, title=title, keywords=(label,)))
    return cases


def test_of_two_cases_with_one_title_the_one_about_the_same_as_the_linking_case_is_meant() -> None:
    cases = labelled(own="Weather", snow="Weather", snow_2="Sports")
    narratives = of(own="stolen-weather", snow="stolen-weather", snow_2="doping")
    target = cases.find(CrossLink(TITLES["snow"]), "own", narratives)
    assert target is not None
    assert (target.slug, target.method) == ("snow", "link-narrative")


def test_what_speaks_for_both_cases_decides_nothing() -> None:
    cases = labelled(own="Weather", snow="Weather", snow_2="Weather")
    narratives = of(own="stolen-weather", snow="stolen-weather", snow_2="stolen-weather")
    assert cases.find(CrossLink(TITLES["snow"]), "own", narratives) is None


def test_without_a_shared_narrative_no_link_is_resolved_by_narrative() -> None:
    cases = labelled(own="Weather", snow="Weather", snow_2="Sports")
    assert cases.find(CrossLink(TITLES["snow"]), "own", of()) is None


def test_the_narrative_that_the_anchor_names_speaks_too() -> None:
    cases = labelled(own="Weather", snow="Weather", snow_2="Sports")
    cases.named = lambda text: frozenset({"stolen-weather"})
    narratives = of(snow="stolen-weather", snow_2="doping")
    target = cases.find(CrossLink(TITLES["snow"]), "own", narratives)
    assert target is not None
    assert target.slug == "snow"


def test_a_case_whose_title_the_source_cut_is_found_by_the_whole_one() -> None:
    cases = entered(TITLES | {"own": "Rain"})
    cases.add("tide", Record("s", "f", 9, title="The tide was ordered by the harbour master…", title_truncated=True))
    assert found("that the tide was ordered by the harbour master of Lemuria", cases) == "tide"


def test_a_case_is_known_by_the_words_of_its_address_too() -> None:
    cases = entered()
    slug = "the-moon-is-rented-to-a-foreign-power"
    cases.add(slug, Record("s", "f", 9, title="Utopia leased its night sky"))
    assert found("the moon was rented to a foreign power", cases) == slug


def test_a_case_that_comes_later_can_be_found_too() -> None:
    cases = entered()
    assert found("that the tide was ordered by the harbour master", cases) is None
    cases.add("tide", Record("s", "f", 9, title="The tide was ordered by the harbour master"))
    assert found("that the tide was ordered by the harbour master", cases) == "tide"


def test_the_order_in_which_cases_come_changes_nothing() -> None:
    texts = ["that foreign clouds stole the rain", "fog made by a secret laboratory over the capital", "hail, a weapon"]
    back = entered(dict(reversed(TWINS.items())))
    assert [found(text, back) for text in texts] == [found(text, entered(TWINS)) for text in texts]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_anchor_is_survived(text: str) -> None:
    target = entered().find(CrossLink(text), "own", of(own="a"))
    assert target is None or (target.slug in TITLES and 0 < target.confidence <= 1)


def test_no_cases_give_no_target() -> None:
    assert found("that rain is sold", Cases()) is None


def test_cases_whose_words_were_forgotten_are_still_found_by_address() -> None:
    cases = entered()
    assert found(TITLES["snow"], cases) == "snow"
    cases.forget_words()
    assert found(TITLES["snow"], cases) is None
    assert cases.find(CrossLink("here", "https://euvsdisinfo.eu/report/clouds/"), "own") is not None


def test_of_several_cases_with_one_title_a_cut_anchor_fits_all_and_means_none() -> None:
    cases = entered(
        {"rain": "The rain of Utopia was stolen by clouds", "rain-2": "The rain of Utopia was stolen by clouds"}
    )
    assert found("The rain of Utopia was stolen by…", cases) is None
    assert found("The rain of Utopia was stolen by clouds", cases) is None
