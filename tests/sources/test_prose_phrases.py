from __future__ import annotations

import pytest

from disinfograph.sources import prose


@pytest.mark.parametrize(
    ("response", "phrases"),
    [
        ("Recurring pro-Kremlin narrative denying the existence of rain.", ("the existence of rain",)),
        ("A recurring narrative falsely casting Utopia as a swamp.", ("Utopia as a swamp",)),
        ("Recurring disinformation narrative which portrays Utopia as a swamp.", ("Utopia as a swamp",)),
        ("A recurring pro-Kremlin narrative attempting to distort the flood and rewrite its story.", ("the flood",)),
        ("Pro-Kremlin disinformation aimed at undermining and mocking the Weather Office.", ("the Weather Office",)),
        ("This claim is part of a disinformation campaign to defame Utopia.", ("Utopia",)),
        ("Recurring disinformation narrative to allege that rain is sold.", ("rain is sold",)),
    ],
)
def test_a_deed_names_its_object(response: str, phrases: tuple[str, ...]) -> None:
    assert prose.narrative_phrases(response) == phrases


def test_an_accusation_keeps_its_verb() -> None:
    response = "Recurring narrative distorting the flood, and accusing Utopia of theft."
    assert prose.narrative_phrases(response) == ("the flood", "accusing Utopia of theft")
    assert prose.narrative_phrases("A recurring pro-Kremlin narrative blaming Utopia for the drought.") == (
        "blaming Utopia for the drought",
    )


@pytest.mark.parametrize(
    ("response", "phrases"),
    [
        (
            "A recurring narrative on “stolen rain”, Hydrophobia, and dry towns in Utopia.",
            ("“stolen rain”", "Hydrophobia", "dry towns in Utopia"),
        ),
        ("A recurring narrative about rain and snow.", ("rain and snow",)),
        (
            "A recurring narrative about dams in Utopia, Arcadia and Atlantis.",
            ("dams in Utopia, Arcadia and Atlantis",),
        ),
        ("A recurring narrative about Utopia, Arcadia and Atlantis.", ("Utopia, Arcadia and Atlantis",)),
        (
            "A recurring narrative about an aggressive, hostile and rainy West.",
            ("an aggressive, hostile and rainy West",),
        ),
        (
            "A recurring narrative about Utopia as a dry state, a puppet of the sea and a desert.",
            ("Utopia as a dry state, a puppet of the sea and a desert",),
        ),
        (
            "A recurring narrative challenging the old bridge and presenting Utopia as a swamp.",
            ("the old bridge", "Utopia as a swamp"),
        ),
        ("A recurring narrative denying the flood; questioning the drought.", ("the flood", "the drought")),
    ],
)
def test_a_list_of_narratives_is_parted_and_a_list_of_names_is_not(response: str, phrases: tuple[str, ...]) -> None:
    assert prose.narrative_phrases(response) == phrases


@pytest.mark.parametrize(
    "tail",
    [
        ", which have been debunked many times",
        ", aiming to spoil the harvest",
        ", portraying Utopia as a desert",
        ", deliberately spoiling the harvest",
        " in order to spoil the harvest",
        " in an attempt to hide the drought",
        " with the aim of hiding the drought",
        " ahead of the harvest",
        " – a fable of the old days",
        " (see the list)",
        " https://a.example/1",
        " and is also typical of the season",
        " and brings back the fables of old",
        " in pro-Kremlin media",
        ", but no evidence is given",
    ],
)
def test_what_is_said_besides_is_no_part_of_the_phrase(tail: str) -> None:
    assert prose.narrative_phrases(f"A recurring pro-Kremlin narrative about dry wells{tail}.") == ("dry wells",)


def test_a_name_in_brackets_is_part_of_the_phrase() -> None:
    response = "A recurring narrative about the World Rain Agency (WRA) and its rules."
    assert prose.narrative_phrases(response) == ("the World Rain Agency (WRA) and its rules",)


@pytest.mark.parametrize(
    ("response", "phrases"),
    [
        ("This message is part of the Kremlin's policy of historical revisionism.", ("historical revisionism",)),
        ("It reflects the Kremlin’s policy of rain revisionism and is absurd.", ("rain revisionism",)),
        ("This is part of the ongoing disinformation attack from Russia on Utopia.", ("Utopia",)),
        ("Historical revisionism. It rained.", ("Historical revisionism",)),
        ("This is a case of historical revisionism, as always.", ("historical revisionism",)),
        ("This is in line with the pro-Kremlin narrative about dry wells.", ("dry wells",)),
        ("The claim promotes the narrative of “Dry World” - a fable.", ("“Dry World”",)),
        ("Disinformation about rain is recurring in pro-Kremlin outlets.", ("rain",)),
        (
            "The narrative about dry wells is one of the most common pro-Kremlin narratives about Utopia.",
            ("dry wells",),
        ),
        (
            "It repeats pro-Kremlin narratives, such as that rain is sold and that snow is bought.",
            ("rain is sold", "snow is bought"),
        ),
    ],
)
def test_policies_and_campaigns_are_named_by_what_they_are_about(response: str, phrases: tuple[str, ...]) -> None:
    assert prose.narrative_phrases(response) == phrases


@pytest.mark.parametrize(
    "response",
    [
        "This claim is an attempt to discredit the Weather Office.",
        "This message is part of a broad EU campaign on tourism.",
        "Contrary to fact, the Kremlin claims that rain is sold.",
        "You can see other examples of disinformation narratives about rain here.",
        "The same article contains another disinformation message about snow.",
        "The accusation of Kremlin disinformation on Utopia of stealing rain is old.",
        "The law is meant to counter pro-Kremlin disinformation about rain.",
        "Conspiracy theory contradicting historical facts.",
        "Repeating disinformation that has been debunked before.",
    ],
)
def test_what_is_not_said_of_the_message_gives_no_phrase(response: str) -> None:
    assert prose.narrative_phrases(response) == ()


@pytest.mark.parametrize(
    ("response", "phrases"),
    [
        ("This message includes a traditional narrative about “Dry Utopia”.", ("“Dry Utopia”",)),
        ("This recurring narrative blames Utopia for selling the rain.", ("blames Utopia for selling the rain",)),
        (
            "This disinformation narrative targets the Weather Office and perpetuates a bleak view of rain.",
            ("the Weather Office", "a bleak view of rain"),
        ),
        (
            "Recurring narrative that attempts to portray Utopia as dry and portrays Arcadia as wet.",
            ("Utopia as dry", "Arcadia as wet"),
        ),
        (
            "This message is part of the Russian disinformation campaign against Utopia claiming that rain is sold.",
            ("rain is sold",),
        ),
        (
            "It is a common tactic of pro-Kremlin disinformation in Utopia to claim that wells are shut.",
            ("wells are shut",),
        ),
        (
            "The article suggests that rain is sold, a recurrent pro-Kremlin disinformation narrative about Utopia.",
            ("rain is sold",),
        ),
        (
            "Recurring narrative claiming that clouds are taken by the Kremlin in order to save rain, harming wells.",
            ("clouds are taken by the Kremlin in order to save rain",),
        ),
        (
            "Recurring pro-Kremlin narrative about rain that is part of the Kremlin's policy of flood revisionism.",
            ("rain", "flood revisionism"),
        ),
        ("This claim advances a campaign of historical revisionism aimed at old wells.", ("historical revisionism",)),
    ],
)
def test_what_a_message_does_with_a_narrative_names_it_too(response: str, phrases: tuple[str, ...]) -> None:
    assert prose.narrative_phrases(response) == phrases


@pytest.mark.parametrize(
    "response",
    [
        "No proof of an orchestrated disinformation campaign targeting wells.",
        "The minister issued a statement about false pro-Kremlin narratives attacking Utopia.",
        "Pro-Kremlin media has been actively spreading various disinformation messages about rain.",
        "The assertion is a baseless propaganda claim aimed at discrediting Utopia.",
        "For the Russian propaganda narratives about rain read here.",
    ],
)
def test_a_narrative_that_the_sentence_says_of_something_else_is_no_phrase(response: str) -> None:
    assert prose.narrative_phrases(response) == ()


def test_a_letter_that_grows_when_made_small_moves_nothing() -> None:
    assert prose.narrative_phrases("İ İ İ Recurring narrative about İzmir and rain.") == ("İzmir and rain",)
