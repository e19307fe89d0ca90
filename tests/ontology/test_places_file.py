from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import SKOS
from vocabulary_graph import vocabulary_graph

from disinfograph import resources, vocabularies
from disinfograph.namespaces import PREFIXES, dg
from disinfograph.resolve.place.places import Places, codes, key, names, place_names
from disinfograph.vocabularies import Concept

KINDS = {dg(name) for name in ("Country", "Region", "Bloc", "FormerState")}
WITHIN = PREFIXES["schema"] + "containedInPlace"
SAME = PREFIXES["skos"] + "exactMatch"


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return vocabularies.load("places")


def countries(concepts: tuple[Concept, ...]) -> list[Concept]:
    return [concept for concept in concepts if dg("Country") in concept.types]


def test_there_are_the_countries_of_iso_3166_1_and_kosovo(concepts: tuple[Concept, ...]) -> None:
    slugs = {concept.slug for concept in countries(concepts)}
    assert len(slugs) == 249 + 1
    assert {"XK", "UA", "GB", "PS", "TW", "AQ"} <= slugs


def test_a_place_is_of_one_kind(concepts: tuple[Concept, ...]) -> None:
    for concept in concepts:
        assert dg("Place") in concept.types, concept.iri
        assert len(concept.types & KINDS) == 1, concept.iri


def test_a_country_has_both_codes_and_its_iri_is_the_shorter(concepts: tuple[Concept, ...]) -> None:
    for concept in countries(concepts):
        alpha2, alpha3 = codes(concept)
        assert alpha2 == concept.slug
        assert re.fullmatch("[A-Z]{3}", alpha3), concept.iri


def test_only_countries_have_codes(concepts: tuple[Concept, ...]) -> None:
    owners = [concept for concept in concepts if codes(concept)]
    assert owners == countries(concepts)


def test_no_name_or_code_means_two_places(concepts: tuple[Concept, ...]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        for label in (*names(concept), *codes(concept)):
            owners[key(label)].add(concept.slug)
    assert {label: slugs for label, slugs in owners.items() if len(slugs) > 1} == {}


def test_a_place_has_one_english_label_and_a_sentence_about_it(concepts: tuple[Concept, ...]) -> None:
    for concept in concepts:
        assert "en" in concept.labels, concept.iri
        assert (concept.definition or "").endswith("."), concept.iri


def test_a_place_without_a_code_is_named_by_its_label(concepts: tuple[Concept, ...]) -> None:
    for concept in concepts:
        if not codes(concept):
            assert concept.slug == key(concept.label)


def test_a_place_lies_in_a_place_of_the_list_and_never_in_itself(concepts: tuple[Concept, ...]) -> None:
    within = {concept.iri: concept.properties.get(WITHIN, ()) for concept in concepts}
    assert {outer for outers in within.values() for outer in outers} <= set(within)
    for iri in within:
        seen, above = {iri}, within[iri]
        while above:
            assert above[0] not in seen
            seen.add(above[0])
            above = within[above[0]]


def test_the_top_places_are_those_that_lie_in_no_other(concepts: tuple[Concept, ...]) -> None:
    for concept in concepts:
        is_top = PREFIXES["skos"] + "topConceptOf" in concept.properties
        assert is_top == (WITHIN not in concept.properties), concept.iri


def test_wikidata_items_are_well_formed_and_mean_one_place_each(concepts: tuple[Concept, ...]) -> None:
    items = [item for concept in concepts for item in concept.properties.get(SAME, ())]
    assert all(re.fullmatch(re.escape(PREFIXES["wd"]) + r"Q[1-9]\d*", item) for item in items)
    assert len(items) == len(set(items))


@pytest.mark.parametrize(
    ("slug", "item"),
    [
        ("UA", "Q212"),
        ("RU", "Q159"),
        ("US", "Q30"),
        ("GB", "Q145"),
        ("DE", "Q183"),
        ("FR", "Q142"),
        ("PL", "Q36"),
        ("GE", "Q230"),
        ("NL", "Q55"),
        ("NA", "Q1030"),
        ("EH", "Q6250"),
        ("XK", "Q1246"),
        ("soviet-union", "Q15180"),
        ("european-union", "Q458"),
        ("crimea", "Q7835"),
    ],
)
def test_the_wikidata_item_is_the_right_one(concepts: tuple[Concept, ...], slug: str, item: str) -> None:
    concept = next(concept for concept in concepts if concept.slug == slug)
    assert concept.properties[SAME] == (PREFIXES["wd"] + item,)


@pytest.mark.parametrize(
    ("slug", "country"),
    [("crimea", "UA"), ("donbas", "UA"), ("abkhazia", "GE"), ("south-ossetia", "GE"), ("transnistria", "MD")],
)
def test_an_occupied_or_breakaway_region_lies_in_its_country(
    concepts: tuple[Concept, ...], slug: str, country: str
) -> None:
    concept = next(concept for concept in concepts if concept.slug == slug)
    assert [iri.rsplit("/", 1)[-1] for iri in concept.properties[WITHIN]] == [country]


LANGUAGES = {"ru", "uk", "de", "fr", "es", "pl", "cs", "ro", "ar", "ka"}


def test_a_country_has_a_label_in_ten_languages_and_english(concepts: tuple[Concept, ...]) -> None:
    for concept in countries(concepts):
        assert LANGUAGES | {"en"} <= set(concept.labels), concept.iri


def test_a_place_has_one_label_in_a_language() -> None:
    labels = [(place, label.language) for place, label in vocabulary_graph("places").subject_objects(SKOS.prefLabel)]
    assert len(labels) == len(set(labels))


def test_the_labels_of_other_languages_are_those_of_cldr(root: Path) -> None:
    made = subprocess.run([sys.executable, root / "tools" / "place_labels.py"], capture_output=True, check=True)
    assert made.stdout.decode("utf-8") == resources.vocabulary("places").with_name("places.labels.ttl").read_text(
        "utf-8"
    )


def test_the_labels_of_cldr_come_with_its_licence() -> None:
    text = resources.vocabulary("places").with_name("places.labels.ttl").read_text("utf-8")
    assert "Unicode, Inc." in text
    assert "SPDX-License-Identifier: Unicode-3.0" in text


def test_every_name_that_counts_leads_to_its_place() -> None:
    places = Places.load()
    for name in place_names():
        assert places.resolve(name.text) == name.place, name


def test_names_in_other_languages_that_mean_two_places_are_only_the_two_congos_and_islands_cut_in_two() -> None:
    known = {(name.text, name.place.slug) for name in place_names()}
    said = {
        (label.value, str(place).rsplit("/", 1)[-1])
        for place, label in vocabulary_graph("places").subject_objects(SKOS.prefLabel)
    }
    lost = {slug for label, slug in said - known if slug != "places"}
    assert lost <= {"CD", "CG", "MF", "SX", "VG", "VI"}
