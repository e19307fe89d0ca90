from __future__ import annotations

from collections import defaultdict

from rdflib import URIRef
from vocabulary_graph import vocabulary_graph

from disinfograph import resources, vocabularies
from disinfograph.iris import fold
from disinfograph.namespaces import PREFIXES, dg
from disinfograph.resolve.outlet.outlets import Outlets, hosts, key, names

OUTLETS = vocabularies.load("outlets")
SLUGS = {concept.slug for concept in OUTLETS}
SCHEMA = PREFIXES["schema"]
LANGUAGE, COUNTRY = PREFIXES["dcterms"] + "language", SCHEMA + "location"


def related(one: str, other: str) -> bool:
    lineage = Outlets.load().lineage
    return one == other or one in lineage(other) or other in lineage(one)


def test_the_file_lists_at_least_1000_outlets():
    assert len(OUTLETS) >= 1000


def test_an_outlet_is_an_organisation_with_one_name_and_a_slug_made_from_it():
    for concept in OUTLETS:
        assert {dg("Outlet"), PREFIXES["schema"] + "Organization"} <= concept.types
        assert (concept.labels["en"],) == concept.properties[PREFIXES["schema"] + "name"]
        assert concept.slug == fold(concept.labels["en"])


def test_no_name_means_two_outlets():
    bearers = defaultdict(set)
    for concept in OUTLETS:
        for name in names(concept):
            bearers[key(name)].add(concept.slug)
    assert [slugs for slugs in bearers.values() if len(slugs) > 1] == []


def test_no_outlet_lists_one_name_twice_in_a_language():
    for concept in OUTLETS:
        spellings = [key(name) for language, name in concept.aliases if language == "en"]
        spellings.append(key(concept.labels["en"]))
        assert len(set(spellings)) == len(spellings), concept.slug


def test_a_host_belongs_to_one_outlet_or_to_a_brand_and_one_of_its_editions():
    holders = defaultdict(list)
    for concept in OUTLETS:
        for host in hosts(concept):
            holders[host].append(concept.slug)
    for host, slugs in holders.items():
        assert len(slugs) <= 2, host
        assert related(slugs[0], slugs[-1]), host


def test_hosts_are_bare_lower_case_names_without_www():
    for concept in OUTLETS:
        for host in hosts(concept):
            assert host == host.lower().removeprefix("www."), host
            assert "." in host, host
            assert not set("/: ") & set(host), host


def test_parents_exist_and_no_outlet_is_its_own_ancestor():
    for concept in OUTLETS:
        parents = concept.properties.get(dg("parentBrand"), ())
        assert len(parents) <= 1
        assert {parent.rsplit("/", 1)[-1] for parent in parents} <= SLUGS
        assert concept.slug not in Outlets.load().lineage(concept.slug)


def test_an_outlet_has_at_most_one_kind_and_it_is_a_listed_one():
    kinds = {concept.iri for concept in vocabularies.load("outlet-kinds")}
    for concept in OUTLETS:
        own = concept.properties.get(dg("kind"), ())
        assert len(own) <= 1
        assert set(own) <= kinds


def kinds_of(concept):
    return concept.properties.get(dg("kind"), ())


def test_the_files_say_nothing_of_an_outlet_but_its_names_hosts_brand_kind_languages_and_country():
    own = {dg("host"), dg("parentBrand"), dg("kind")}
    allowed = own | {SCHEMA + "name", PREFIXES["skos"] + "inScheme", LANGUAGE, COUNTRY}
    for concept in OUTLETS:
        assert set(concept.properties) <= allowed
        assert concept.definition is None


def test_languages_and_countries_are_listed_ones():
    languages = {concept.iri for concept in vocabularies.load("languages")}
    countries = {concept.iri for concept in vocabularies.load("places") if dg("Country") in concept.types}
    for concept in OUTLETS:
        assert set(concept.properties.get(LANGUAGE, ())) <= languages, concept.slug
        assert set(concept.properties.get(COUNTRY, ())) <= countries, concept.slug
        assert len(concept.properties.get(COUNTRY, ())) <= 1, concept.slug


def test_a_statement_about_an_outlet_is_about_a_listed_one():
    statements = vocabulary_graph("outlets")
    for name in (LANGUAGE, COUNTRY):
        about = {str(subject).rsplit("/", 1)[-1] for subject in statements.subjects(URIRef(name))}
        assert about <= SLUGS
        assert len(about) > 80


def test_a_programme_has_a_channel_and_no_channel_is_a_programme():
    channels = Outlets.load().channels
    programmes = {concept.slug for concept in OUTLETS if any("programme" in kind for kind in kinds_of(concept))}
    assert set(channels) == programmes
    assert not {channel.slug for channel in channels.values()} & programmes


def test_ministries_embassies_and_officials_have_a_kind():
    kinds = {concept.slug: kinds_of(concept) for concept in OUTLETS}
    for slug in ("president-of-russia", "russian-embassy", "ministry-of-foreign-affairs-of-the-russian-federation"):
        assert [kind.rsplit("/", 1)[-1] for kind in kinds[slug]] == ["institution"]
    assert [kind.rsplit("/", 1)[-1] for kind in kinds["mariya-zakharova"]] == ["official"]


def test_the_editions_of_sputnik_and_rt_stand_under_one_brand_each():
    for brand in ("sputnik", "rt"):
        editions = [slug for slug in SLUGS if slug.startswith(f"{brand}-")]
        assert len(editions) >= 15
        assert all(brand in Outlets.load().lineage(slug) for slug in editions)


def test_the_scheme_names_its_licence_and_creator():
    text = resources.vocabulary("outlets").read_text("utf-8")
    assert "creativecommons.org/licenses/by/4.0/" in text
    assert '"disinfograph contributors"' in text
