from __future__ import annotations

from collections import defaultdict

from disinfograph import resources, vocabularies
from disinfograph.iris import fold
from disinfograph.namespaces import PREFIXES, dg
from disinfograph.resolve.outlets import Outlets, hosts, key, names

OUTLETS = vocabularies.load("outlets")
SLUGS = {concept.slug for concept in OUTLETS}


def related(one: str, other: str) -> bool:
    lineage = Outlets.load().lineage
    return one == other or one in lineage(other) or other in lineage(one)


def test_the_file_lists_at_least_120_outlets():
    assert len(OUTLETS) >= 120


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


def test_the_file_says_nothing_of_an_outlet_but_its_names_hosts_brand_and_kind():
    allowed = {PREFIXES["schema"] + "name", PREFIXES["skos"] + "inScheme", dg("host"), dg("parentBrand"), dg("kind")}
    for concept in OUTLETS:
        assert set(concept.properties) <= allowed
        assert concept.definition is None


def test_the_scheme_names_its_licence_and_creator():
    text = resources.vocabulary("outlets").read_text("utf-8")
    assert "creativecommons.org/licenses/by/4.0/" in text
    assert '"disinfograph contributors"' in text
