"""The same thing gets the same IRI, whatever source it came from."""

from __future__ import annotations

import re

import pyoxigraph
import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.errors import NotFound
from disinfograph.iris import Minter, case_slug, digest, fold, resolve_name, url_slug, web_iri
from disinfograph.records import Record

PAGE = "https://euvsdisinfo.eu/report/"


def record(**fields: object) -> Record:
    return Record(source="test", file="cases.csv", position=7, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Russia’s sanctions don't work", "russias-sanctions-dont-work"),
        ("US, UK and EU: a “plot”", "us-uk-and-eu-a-plot"),
        ("Malmö, Škoda, Erdoğan", "malmo-skoda-erdogan"),
        ("Россия", "rossiya"),
        ("the\ufefflarge\u200bscale", "thelargescale"),
        ("  --  ", ""),
    ],
)
def test_a_slug_is_ascii_words_joined_by_hyphens(text: str, slug: str) -> None:
    assert slug == fold(text)


@given(st.text())
def test_every_slug_is_safe_in_an_iri_and_folds_to_itself(text: str) -> None:
    slug = fold(text)
    assert re.fullmatch(r"[a-z0-9-]*", slug)
    assert slug == fold(slug)


@given(st.text() | st.text("'‘’ʼ`´\"“”„«»,-. AaßŁżЖьъשא漢，＇½"))
def test_a_text_is_spelled_as_a_whole_as_each_of_its_characters_is(text: str) -> None:
    kept = re.sub(r"['‘’ʼ`´\"“”„«»,]", "", text)
    spelled = re.sub(r"['\"]", "", anyascii(kept)) if not kept.isascii() else kept
    assert fold(text) == re.sub(r"[^a-z0-9]+", "-", spelled.lower()).strip("-")


def test_a_report_address_and_its_percent_encoded_form_give_one_slug() -> None:
    assert (
        "poland-s-jan-pieklo" == url_slug(PAGE + "poland-s-jan-piek%c5%82o/") == url_slug(PAGE + "poland-s-jan-piekło")
    )


def test_a_case_without_address_gets_the_slug_of_its_title() -> None:
    addressed = record(url=PAGE + "the-us-lost-the-war/", title="Another title")
    assert case_slug(addressed) == case_slug(record(title="The US lost the war")) == "the-us-lost-the-war"


def test_a_corrected_title_does_not_change_the_iri_of_an_addressed_case() -> None:
    assert case_slug(record(url=PAGE + "a/", title="Old")) == case_slug(record(url=PAGE + "a/", title="New"))


def test_a_case_with_neither_gets_its_source_and_own_id() -> None:
    assert "test-claims-36" == case_slug(record(id="/claims/36"))
    assert "test-cases-csv-7" == case_slug(record())


@pytest.mark.parametrize(
    ("given", "iri"),
    [
        ("https://rt.com/a b", "https://rt.com/a%20b"),
        ("HTTPS://RT.com/News", "https://rt.com/News"),
        ("http://пример.рф/путь", "http://пример.рф/путь"),
        ("https://a.org/100%", "https://a.org/100%25"),
        ("https://a.org/x#one#two", "https://a.org/x#one%23two"),
        ("https://a.org/[x]?q={1}", "https://a.org/%5Bx%5D?q=%7B1%7D"),
        ("http://N/A", None),
        ("ftp://a.org/x", None),
        ("javascript:alert(1)", None),
        ("www.rt.com", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_a_web_address_becomes_a_legal_iri_or_none(given: str, iri: str | None) -> None:
    assert iri == web_iri(given)


@given(st.text(), st.sampled_from(["http://a.org/", "https://rt.com", "http://", "https://x.y:8080/?"]))
def test_every_iri_of_a_web_address_can_be_loaded(text: str, start: str) -> None:
    iri = web_iri(start + text)
    if iri is not None:
        line = f"<{iri}> <http://p.org/p> <{iri}> ."
        assert 1 == len(list(pyoxigraph.parse(line.encode("utf-8", "replace"), format=pyoxigraph.RdfFormat.N_TRIPLES)))


def test_a_digest_depends_on_where_each_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("place:UA", "https://w3id.org/disinfograph/place/UA"),
        ("case/some-slug", "https://w3id.org/disinfograph/case/some-slug"),
        ("dg:Case", "https://w3id.org/disinfograph/ontology#Case"),
        ("schema:name", "http://schema.org/name"),
        ("https://example.org/x", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
    ],
)
def test_people_may_name_things_in_short(name: str, iri: str) -> None:
    assert iri == resolve_name(name)


def test_an_unknown_prefix_is_not_found() -> None:
    with pytest.raises(NotFound, match="no prefix or kind of thing named 'foo'"):
        resolve_name("foo:bar")


def test_a_term_that_the_ontology_lacks_is_not_found() -> None:
    with pytest.raises(NotFound, match="dg:targets"):
        resolve_name("dg:targets")


def test_an_authority_concept_moves_below_another_base_and_our_terms_stay() -> None:
    mint = Minter("https://example.org/kg/")
    assert "https://example.org/kg/place/UA" == mint.rebase("https://w3id.org/disinfograph/place/UA")
    assert "https://w3id.org/disinfograph/ontology#Case" == mint.rebase("https://w3id.org/disinfograph/ontology#Case")
    assert "http://www.wikidata.org/entity/Q212" == mint.rebase("http://www.wikidata.org/entity/Q212")
