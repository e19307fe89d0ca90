"""The ClaimReview of a case, held to the rules of Google's Fact Check markup, and to ours."""

from __future__ import annotations

import json
from typing import Any

import pyld
import pyshacl
import pytest
import rdflib
from site_store import filled

from disinfograph.describe import described
from disinfograph.namespaces import BASE, dg
from disinfograph.site.claim_review import claim_review
from disinfograph.site.templates import script_json
from disinfograph.stores.own import Own

# https://developers.google.com/search/docs/appearance/structured-data/factcheck: what is required, of which type, and
# that a rating with a number has a scale; no source has numbers, so here none may be there.
RULES = """
@prefix s: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
[] a sh:NodeShape ; sh:targetClass s:ClaimReview ;
  sh:property [ sh:path s:claimReviewed ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
  sh:property [ sh:path s:url ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^https?://" ] ;
  sh:property [ sh:path s:reviewRating ; sh:minCount 1 ; sh:maxCount 1 ; sh:class s:Rating ; sh:node [
    sh:property [ sh:path s:alternateName ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
    sh:property [ sh:path s:ratingValue ; sh:maxCount 0 ] ;
    sh:property [ sh:path s:bestRating ; sh:maxCount 0 ] ] ] ;
  sh:property [ sh:path s:author ; sh:maxCount 1 ; sh:node [ sh:property [ sh:path s:name ; sh:minCount 1 ] ] ] ;
  sh:property [ sh:path s:datePublished ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}" ] ;
  sh:property [ sh:path s:itemReviewed ; sh:minCount 1 ; sh:maxCount 1 ; sh:class s:Claim ; sh:node [
    sh:property [ sh:path s:datePublished ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}" ] ;
    sh:property [ sh:path s:firstAppearance ; sh:maxCount 1 ] ;
    sh:property [ sh:path s:appearance ; sh:node [ sh:property [ sh:path s:url ; sh:minCount 1 ] ] ] ] ] .
"""
CASES = [f"c{n:02}" for n in range(1, 14)]


def review(name: str, more: str = "") -> dict[str, Any]:
    return claim_review(described(Own(filled(more)), f"{BASE}case/{name}"))


def findings(said: dict[str, Any]) -> str:
    plain = {**said, "@context": {"@vocab": "https://schema.org/"}}
    graph = rdflib.Graph().parse(data=pyld.jsonld.to_rdf(plain, {"format": "application/n-quads"}), format="nt")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=RULES, format="turtle"))
    return "" if conforms else str(text)


@pytest.mark.parametrize("name", CASES)
def test_every_case_has_what_readers_of_fact_checks_require(name: str) -> None:
    said = review(name)
    assert said["@type"] == "ClaimReview"
    assert findings(said) == ""


def test_the_rules_find_what_is_missing() -> None:
    said = review("c01")
    for name in ("claimReviewed", "url", "reviewRating", "itemReviewed"):
        assert findings({key: value for key, value in said.items() if key != name})
    assert findings(said | {"reviewRating": {"@type": "Rating", "alternateName": "False", "ratingValue": 1}})


def test_a_case_tells_its_claim_its_appearances_and_who_reviewed_it() -> None:
    said = review("c01")
    assert said["url"] == f"{BASE}case/c01.html"
    assert said["author"] == {"@type": "Organization", "name": "The Reviewers", "url": "https://reviews.example/"}
    assert review("c02")["author"]["name"] == "reviews.example"
    assert said["itemReviewed"] == {
        "@type": "Claim",
        "@id": f"{BASE}claim/c01",
        "datePublished": "2020-01-10",
        "appearance": [{"@type": "CreativeWork", "url": "https://www.alpha.example/1"}],
        "firstAppearance": {"@type": "CreativeWork", "url": "https://www.alpha.example/1"},
    }


def test_the_day_of_a_claim_is_no_day_of_its_review() -> None:
    assert "datePublished" not in review("c01")


def test_the_verdict_of_the_source_is_the_rating_in_its_own_words() -> None:
    verdict = f'<{BASE}case/c01> <https://w3id.org/disinfograph/ontology#verdict> "Mostly false" .'
    assert review("c01", verdict)["reviewRating"] == {"@type": "Rating", "alternateName": "Mostly false"}
    assert review("c02")["reviewRating"] == {"@type": "Rating", "alternateName": "Disinformation"}


def test_a_case_without_a_title_reviews_nothing() -> None:
    bare = f"<{BASE}case/bare> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{dg('Case')}> ."
    assert review("bare", bare) == {}


def test_no_text_ends_the_script_that_it_stands_in() -> None:
    text = "</script><script>alert(1)</script><!-- \u2028 & "
    written = str(script_json({"claimReviewed": text}))
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written) == {"claimReviewed": text}
