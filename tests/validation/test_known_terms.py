"""The check beside the shapes: a term of our namespace that the ontology lacks is found, once, with the nearest."""

from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from disinfograph.namespaces import CLASSES, PREFIXES, TERMS
from disinfograph.validation.engine import check
from disinfograph.validation.findings import Finding
from disinfograph.validation.known_terms import KNOWN_TERMS

DG = PREFIXES["dg"]


def said(subject: str, name: str) -> str:
    return f'<https://e/{subject}> <{DG}{name}> "x" .'


def typed(subject: str, name: str) -> str:
    return f"<https://e/{subject}> <{RDF.type}> <{DG}{name}> ."


def unknown(*lines: str) -> list[Finding]:
    return [finding for finding in check(lines) if finding.shape == str(KNOWN_TERMS)]


def test_a_misspelt_property_is_a_violation_that_names_the_nearest() -> None:
    (one,) = unknown(said("a", "verdikt"))
    assert one.to_dict() == {
        "severity": "Violation",
        "shape": "https://w3id.org/disinfograph/shapes#KnownTermsShape",
        "focus": "<https://e/a>",
        "path": f"<{DG}verdikt>",
        "value": f"<{DG}verdikt>",
        "component": str(SH.ClosedConstraintComponent),
        "message": "dg:verdikt is no property of ours; the nearest is dg:verdict."
        " The ontology has no such term: correct the spelling.",
    }


def test_a_misspelt_class_is_found_by_way_of_the_type() -> None:
    (one,) = unknown(typed("a", "Cas"))
    assert (one.path, one.value) == (f"<{RDF.type}>", f"<{DG}Cas>")
    assert "dg:Cas is no class of ours; the nearest is dg:Case." in one.message


def test_a_class_used_as_a_property_and_a_property_used_as_a_class_are_unknown() -> None:
    found = unknown(said("a", "Issue"), typed("a", "date"))
    assert {one.value for one in found} == {f"<{DG}Issue>", f"<{DG}date>"}


def test_a_property_that_only_resembles_a_class_is_told_so() -> None:
    (one,) = unknown(said("a", "issue"))
    assert "the nearest is the class dg:Issue." in one.message


@pytest.mark.parametrize("name", ["xyzzy", "", "titre/é", "a" * 10_000])
def test_a_term_that_resembles_none_is_found_all_the_same(name: str) -> None:
    (one,) = unknown(said("a", name))
    assert one.value == f"<{DG}{name}>"


def test_a_term_is_found_once_at_the_first_of_its_subjects_in_any_order() -> None:
    lines = [said("c", "titel"), said("a", "titel"), said("b", "titel"), typed("b", "Cas"), typed("a", "Cas")]
    found = unknown(*lines)
    assert [one.focus for one in found] == ["<https://e/a>", "<https://e/a>"]
    assert unknown(*reversed(lines), *lines) == found


def test_every_term_of_the_ontology_is_known() -> None:
    lines = [typed("a", name) if name in CLASSES else said("a", name) for name in TERMS]
    assert unknown(*lines) == []


def test_other_namespaces_and_mere_mentions_of_a_term_are_not_looked_at() -> None:
    mention = f"<https://e/a> <{PREFIXES['rdfs']}seeAlso> <{DG}titel> ."
    assert (
        unknown(mention, f'<https://e/a> <{PREFIXES["schema"]}titel> "x" .', f'<{DG}titel> <https://e/p> "x" .') == []
    )


def test_shapes_without_the_check_do_not_ask_for_it() -> None:
    other = Graph().parse(data=f"@prefix sh: <{SH}> . <https://e/S> sh:targetClass <https://e/T> .", format="turtle")
    assert check([said("a", "titel")], other) == []


def test_a_hint_at_a_term_of_the_other_kind_is_given_only_where_it_is_very_near() -> None:
    (one,) = unknown(said("a", "title"))
    assert "nearest" not in one.message
