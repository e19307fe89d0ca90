from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.records import CrossLink, Evidence
from disinfograph.sources import prose
from disinfograph.sources.prose_addresses import addresses, kind_of, original_of
from disinfograph.sources.prose_links import with_anchors
from disinfograph.sources.prose_sentences import sentences


def anchors(response: str) -> list[str]:
    return [link.text for link in prose.cross_links(response)]


def names(response: str) -> list[str | None]:
    return [item.text for item in prose.evidence(response)]


def urls(response: str) -> list[str | None]:
    return [item.url for item in prose.evidence(response)]


@pytest.mark.parametrize(
    ("response", "phrases"),
    [
        (
            "Recurring pro-Kremlin disinformation narrative about foreign clouds and about stolen rain.",
            ("foreign clouds", "stolen rain"),
        ),
        (
            "Recurring narratives of Kremlin disinformation about lakes in Utopia and drought.",
            ("lakes in Utopia and drought",),
        ),
        ("Recurring pro-Kremlin narrative falsely casting Utopia as a swamp.", ("Utopia as a swamp",)),
        ("A recurring pro-Kremlin narrative claiming that the sea is dry.", ("the sea is dry",)),
        ("A recurrent disinformation narrative alleging that A is B, and that B is C.", ("A is B", "B is C")),
        ("It is an often repeated disinformation that hail is sold, but no evidence is given.", ("hail is sold",)),
        ("Conspiracy theory about the weather office.", ("the weather office",)),
        ("This is a longstanding pro-Kremlin disinformation narrative about the old bridge.", ("the old bridge",)),
        (
            "Recurring disinformation narrative from pro-Kremlin outlets accusing the town of theft.",
            ("accusing the town of theft",),
        ),
        (
            "It is a common narrative in pro-Kremlin disinformation to present towns as empty.",
            ("towns as empty",),
        ),
        (
            "This message is part of the Kremlin’s policy of weather revisionism and an attempt to hide the drought.",
            ("weather revisionism",),
        ),
        (
            "This message is part of the Kremlin's policy of weather revisionism – it accuses Utopia of stealing rain.",
            ("weather revisionism",),
        ),
        (
            "This message is part of the Kremlin's policy of disinformation about Utopia.",
            ("Utopia",),
        ),
        ("A recurring pro-Kremlin narrative about dry towns, claiming that wells are shut.", ("dry towns",)),
        ("A recurring narrative about wells, which belong to all, and about dry towns.", ("wells", "dry towns")),
        ("A recurring narrative about wells, according to which all are shut.", ("wells",)),
        ("Recurring narrative of an ongoing pro-Kremlin disinformation campaign targeting Utopia.", ("Utopia",)),
        ("There are conspiracy theories about his fall but none has been proven.", ()),
        ("It is consistent with disinformation narratives about Dry Utopia.", ("Dry Utopia",)),
        ("Recurring pro-Kremlin disinformation narrative about rain (see the list). It rains.", ("rain",)),
    ],
)
def test_the_forms_in_which_responses_name_narratives(response: str, phrases: tuple[str, ...]) -> None:
    assert prose.narrative_phrases(response) == phrases


@pytest.mark.parametrize(
    "response",
    [
        "",
        "No evidence given.",
        "Conspiracy theory, no evidence given.",
        "Groundless conspiracy theory.",
        "The disinformation narrative has been applied to many towns.",
        "See similar narratives about rain here.",
        "The town is part of the river basin.",
    ],
)
def test_what_names_no_narrative_gives_no_phrase(response: str) -> None:
    assert prose.narrative_phrases(response) == ()


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (
            "See other examples: the West wants rain; snow held by planes; hail aimed to hurt crops, fog is a weapon.",
            ["the West wants rain", "snow held by planes", "hail aimed to hurt crops", "fog is a weapon"],
        ),
        (
            "Read similar cases claiming that rain is sold, that snow is bought, and that hail is stolen.",
            ["rain is sold", "snow is bought", "hail is stolen"],
        ),
        ("See earlier disinformation cases alleging that Utopia is dry.", ["Utopia is dry"]),
        (
            "Read similar cases about the Utopia – Arcadia pact: The rain is sold to Utopia, The snow is stolen.",
            ["The rain is sold to Utopia", "The snow is stolen"],
        ),
        (
            "See other cases claiming that rain is sold, that Utopia is dry, Snow is bought by Lem or Hail is stolen.",
            ["rain is sold", "Utopia is dry", "Snow is bought by Lem", "Hail is stolen"],
        ),
        (
            "Read similar cases: The rain is sold to Utopia, The snow is stolen by towns The rain is sold to Utopia "
            "The snow is stolen by towns",
            ["The rain is sold to Utopia", "The snow is stolen by towns"],
        ),
        (
            "The database contains other examples, for instance, Utopia was sold by its clouds, or that rain is taken.",
            ["Utopia was sold by its clouds", "rain is taken"],
        ),
        (
            "See other messages such as the Selling of rain is banned, Snow is bought and the Wet Party sold the hail.",
            ["Selling of rain is banned", "Snow is bought", "the Wet Party sold the hail"],
        ),
        (
            'See similar cases such as "The rain is sold to Utopia" and "The snow is bought by Arcadia".',
            ["The rain is sold to Utopia", "The snow is bought by Arcadia"],
        ),
        (
            "See similar cases The rain is sold to Utopia, The snow falls on bare, dry fields and The hail is sold.",
            ["The rain is sold to Utopia", "The snow falls on bare, dry fields", "The hail is sold"],
        ),
        (
            "See related debunks: Lakes are dry, Lakes, rivers and seas are empty, Rain is a weapon of the towns.",
            ["Lakes are dry", "Lakes, rivers and seas are empty", "Rain is a weapon of the towns"],
        ),
        (
            "See similar cases: Utopia thinks that the lakes, rivers and seas belong to it, Snow is sold by the towns.",
            ["Utopia thinks that the lakes, rivers and seas belong to it", "Snow is sold by the towns"],
        ),
        (
            "Read also related cases : Rain never fell before June, it was made , Snow is bought by Lem, Stan, and Kim "
            ", Hail is made of ice .",
            [
                "Rain never fell before June, it was made",
                "Snow is bought by Lem, Stan, and Kim",
                "Hail is made of ice",
            ],
        ),
        (
            "Read similar cases on how Utopia and Arcadia paid for the rain, The Weather Office is a gang of thieves.",
            ["Utopia and Arcadia paid for the rain", "The Weather Office is a gang of thieves"],
        ),
        (
            "Read our story of the rain as well as earlier cases claiming that rain is sold, and that snow is bought.",
            ["rain is sold", "snow is bought"],
        ),
        (
            "See other claims alleging that by selling rain, Utopia atoned; or that by snow, it paid.",
            ["by selling rain, Utopia atoned", "by snow, it paid"],
        ),
        ("This message appeared in the same article as the claim that rain is sold.", ["rain is sold"]),
        (
            '[Note: The claim appeared in the same TV show as the case "Rain is sold, says Utopia".]',
            ["Rain is sold, says Utopia"],
        ),
        (
            "Read similar examples of this - The rain was sold, If it rained in 1939, the town would have been wet "
            "and The snow was never bought.",
            ["The rain was sold", "If it rained in 1939, the town would have been wet", "The snow was never bought"],
        ),
        (
            "See other messages such as The rain is sold; The snow is bought and The hail is stolen.",
            ["The rain is sold", "The snow is bought", "The hail is stolen"],
        ),
        (
            "See other cases: Rain fell in Utopia, Arcadia and Atlantis; Snow is sold.",
            ["Rain fell in Utopia, Arcadia and Atlantis", "Snow is sold"],
        ),
    ],
)
def test_pointers_to_other_cases_are_parted_into_anchor_texts(response: str, expected: list[str]) -> None:
    assert anchors(response) == expected


@pytest.mark.parametrize(
    "response",
    [
        "",
        "See the report of the weather office.",
        "Read more about the Great Flood here.",
        "Further debunking: https://facts.example.org/1",
        "Other countries such as Utopia are dry.",
        "See more examples here, here and here.",
        "See similar cases about the old bridge here and here.",
        "See here for our debunking of the claim that clouds are rented.",
        "See also other disinformation cases on the Mayor of Utopia.",
    ],
)
def test_what_points_to_no_case_gives_no_link(response: str) -> None:
    assert anchors(response) == []


def test_an_address_of_a_case_is_a_cross_link_and_no_evidence() -> None:
    response = "Debunked (https://euvsdisinfo.eu/report/rain-is-sold/). See https://euvsdisinfo.eu/about/."
    assert prose.cross_links(response) == (
        CrossLink("https://euvsdisinfo.eu/report/rain-is-sold/", "https://euvsdisinfo.eu/report/rain-is-sold/"),
    )
    assert urls(response) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(http://a.example/b).", "http://a.example/b"),
        ("http://a.example/b_(c), so", "http://a.example/b_(c)"),
        ("http://a.example/b. // Next", "http://a.example/b"),
        ("http://a.example/b/.We said", "http://a.example/b/"),
        ("https://a.example/?x=1&y=#.WdOcfWc", "https://a.example/?x=1&y=#.WdOcfWc"),
        ("see www.a.example/b, or", "http://www.a.example/b"),
        ("“https://a.example/b”", "https://a.example/b"),
    ],
)
def test_the_punctuation_of_the_sentence_is_no_part_of_an_address(text: str, found: str) -> None:
    assert [url for _, url in addresses(text)] == [found]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://euvsdisinfo.eu/report/x/", "case"),
        ("http://www.euvsdisinfo.eu/ru/report/x", "case"),
        ("https://euvsdisinfo.eu/report/", "site"),
        ("https://euvsdisinfo.eu/x/", "site"),
        ("https://web.archive.org/web/2020/https://a.example/", "archive"),
        ("https://archive.ph/abc", "archive"),
        ("https://cappture.cc/abc", "archive"),
        ("https://a.example/report/x", "page"),
        ("http://[bad", "page"),
    ],
)
def test_cases_archived_copies_and_other_pages_are_told_apart(url: str, kind: str) -> None:
    assert kind_of(url) == kind


def test_an_archived_copy_stands_for_its_original() -> None:
    copy = "https://web.archive.org/web/20110521190059/http://law.example/x.htm"
    assert original_of(copy) == "http://law.example/x.htm"
    assert original_of("https://archive.is/Ab1") is None
    assert urls(f"See {copy} and https://a.example/1 (https://archive.is/Ab1). Also https://perma.cc/Z9.") == [
        "http://law.example/x.htm",
        "https://a.example/1",
    ]


def test_a_copy_of_an_unknown_page_and_an_article_of_the_site_are_no_evidence() -> None:
    response = "Read https://euvsdisinfo.eu/the-dry-town/ ; archived https://archive.is/x and https://a.example/2"
    assert urls(response) == ["https://a.example/2"]
    assert urls("https://web.archive.org/web/2020/https://euvsdisinfo.eu/report/rain-is-sold/") == []


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("Ten were injured (see the previous BBC report).", ["BBC"]),
        ("According to the OSCE, nothing happened.", ["OSCE"]),
        (
            "See reports issued by the Weather Council, the UN High Commissioner for Refugees, and the ILO.",
            ["Weather Council", "UN High Commissioner for Refugees", "ILO"],
        ),
        (
            "A New York Times investigation shows it; so does a report by Amnesty International.",
            ["New York Times", "Amnesty International"],
        ),
        (
            "According to the Organization for Security and Cooperation, no.",
            ["Organization for Security and Cooperation"],
        ),
        ("Further debunking by StopFake http://a.example/1.", ["StopFake", None]),
        ("According to the U.S. State Department, no.", ["U.S. State Department"]),
        ("It was debunked by the U.N. The rain fell.", ["U.N."]),
        ("See the U.K. Weather Office report.", ["U.K. Weather Office"]),
        ("A statement by the St. Anna Institute says no.", ["St. Anna Institute"]),
        ("A report by J. R. Smith says no.", ["J. R. Smith"]),
        ("According to Mr. Putin, yes.", []),
        ("According to local authorities and Polish sources, no. According to the Kremlin, yes.", []),
    ],
)
def test_sources_that_the_prose_names_are_evidence(response: str, expected: list[str | None]) -> None:
    assert sorted(map(str, names(response))) == sorted(map(str, expected))


def test_an_initial_before_a_word_that_opens_sentences_ends_one() -> None:
    text = "They bought Sputnik V. The vaccine met Mr. The Minister and St. Anna of the U.S. Navy in Plan B. It ended."
    assert [sentence for _, sentence in sentences(text)] == [
        "They bought Sputnik V.",
        "The vaccine met Mr. The Minister and St. Anna of the U.S. Navy in Plan B.",
        "It ended.",
    ]


@pytest.mark.parametrize(
    ("stated", "anchor", "text"),
    [
        ("labs leak", "similar cases claiming that labs leak", "labs leak"),
        ("labs leak", "Labs leak.", "Labs leak."),
        ("the rain is sold to Utopia", "rain is sold to Utopia", "the rain is sold to Utopia"),
    ],
)
def test_an_anchor_that_holds_a_pointer_gives_it_its_address(stated: str, anchor: str, text: str) -> None:
    merged = with_anchors([CrossLink(stated)], [CrossLink(anchor, "https://euvsdisinfo.eu/report/x/")])
    assert merged == (CrossLink(text, "https://euvsdisinfo.eu/report/x/"),)


def test_an_anchor_that_holds_a_pointer_only_as_part_of_a_word_is_another_one() -> None:
    anchor = CrossLink("slabs leaked", "https://euvsdisinfo.eu/report/x/")
    assert with_anchors([CrossLink("labs leak")], [anchor]) == (CrossLink("labs leak"), anchor)


def test_the_same_source_is_listed_once() -> None:
    assert prose.evidence("http://a.example/1 and http://a.example/1") == (Evidence(None, "http://a.example/1"),)


def test_sentences_end_where_the_text_was_glued_but_not_in_addresses_or_initials() -> None:
    text = "The end.The U.S. Senate met J. Smith at http://a.example/B.C today. Next // Last\nLine"
    assert [sentence for _, sentence in sentences(text)] == [
        "The end.",
        "The U.S. Senate met J. Smith at http://a.example/B.C today.",
        "Next",
        "Last",
        "Line",
    ]


_PIECES = (
    *(
        " ",
        "\n",
        ".",
        ". ",
        "…",
        "(",
        ")",
        ",",
        ";",
        ":",
        "//",
        "http://",
        "www.",
        "https://a.b/",
        "See other examples: ",
    ),
    *("A ", "that ", "and about ", "recurring ", "pro-Kremlin ", "disinformation ", "narrative about ", "conspiracy "),
    *(
        "According to the ",
        "A and the ",
        "report ",
        "is part of the ",
        "an attempt to ",
        "x is y, ",
        "Disinfo: ",
        "c.D",
        "false messages alleging that ",
        "narrative portrays x and portrays ",
        "campaign against x claiming that ",
        "no evidence of ",
        "media often spread ",
        "suggests that x, a recurring narrative ",
        "common tactic of y to claim ",
    ),
)


# Ten seconds are generous: what grows with the square of the length would need minutes.
@settings(deadline=10_000, max_examples=60)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3), st.sampled_from((20, 2_000, 20_000)))
def test_hostile_repetition_ends(pieces: list[str], times: int) -> None:
    text = "".join(pieces) * times
    prose.narrative_phrases(text)
    prose.cross_links(text)
    prose.evidence(text)


@pytest.mark.parametrize("piece", ["http://a.b/)", "disinformation ", "According to A and the ", "x is y, ", " ", "."])
def test_a_megabyte_of_one_thing_ends(piece: str) -> None:
    text = "See other examples: " + piece * (1_000_000 // len(piece))
    assert len(prose.narrative_phrases(text)) < 10
    assert len(prose.cross_links(text)) <= 60
    assert len(prose.evidence(text)) < 10


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    for phrase in prose.narrative_phrases(text):
        assert phrase == phrase.strip()
    assert all(link.text.strip() for link in prose.cross_links(text))
    assert all(item.text or item.url for item in prose.evidence(text))
