"""The report: Turtle that reads back to the same findings, and words that say what to do."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.namespace import RDF, SH, XSD
from test_findings import NOTE, VIOLATION, WARNING

from disinfograph.namespaces import BASE
from disinfograph.terms import Iri, Literal, token
from disinfograph.validation.findings import Finding, Severity, counts, ordered
from disinfograph.validation.report import summary, to_turtle, to_words
from disinfograph.validation.results import finding

IRIS = st.sampled_from(["https://e/a", "https://e/b#c", "https://e/é"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)
NODES = st.one_of(
    IRIS.map(Iri),
    TEXTS.map(Literal),
    st.builds(Literal, TEXTS, st.just(str(RDF.langString)), st.sampled_from(["en", "pt-br"])),
    st.builds(Literal, st.just("2020-13-45"), st.just(str(XSD.date))),
).map(token)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(Severity),
    IRIS,
    NODES,
    st.sampled_from(["", "<https://e/p>", "^<https://e/p>", "(<https://e/p>|<https://e/q>)"]),
    st.one_of(st.just(""), NODES),
    st.just(str(SH.MinCountConstraintComponent)),
    TEXTS,
)


RESULT_WORDS = set(
    "focusNode resultPath value sourceShape sourceConstraintComponent resultSeverity resultMessage".split()
)


def read(turtle: str) -> list[Finding]:
    report = Graph().parse(data=turtle, format="turtle")
    results = report.objects(report.value(predicate=RDF.type, object=SH.ValidationReport), SH.result)
    return ordered(finding(report.predicate_objects(result), report) for result in results)


@pytest.mark.filterwarnings("ignore")
@given(st.lists(FINDINGS, max_size=5, unique=True))
def test_a_report_in_turtle_reads_back_to_the_same_findings(findings: list[Finding]) -> None:
    assert ordered(findings) == read(to_turtle(findings))


def test_a_report_without_findings_conforms() -> None:
    report = Graph().parse(data=to_turtle([]), format="turtle")
    assert [str(value) for value in report.objects(None, SH.conforms)] == ["true"]


@pytest.mark.parametrize("one", [VIOLATION, WARNING, NOTE])
def test_any_finding_makes_the_report_not_conform(one: Finding) -> None:
    report = Graph().parse(data=to_turtle([one]), format="turtle")
    assert [str(value) for value in report.objects(None, SH.conforms)] == ["false"]


def test_a_report_is_legal_by_the_shapes_of_shacl() -> None:
    report = Graph().parse(
        data=to_turtle([VIOLATION, replace(NOTE, path="^<https://e/p>", value='"x"')]), format="turtle"
    )
    for result in report.subjects(RDF.type, SH.ValidationResult):
        for once in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(report.objects(result, once))) == 1
        words = {str(word).removeprefix(str(SH)) for word in report.predicates(result)} - {str(RDF.type)}
        assert words <= RESULT_WORDS


def test_words_say_how_grave_how_many_what_and_where() -> None:
    findings = [replace(WARNING, focus=f"<{BASE}case/{n:04}>") for n in range(1500)]
    assert to_words(findings, BASE) == (
        "Warning     1,500  There is no title.  [CaseShape-titleCut]\n"
        "                   case:0000, case:0001, case:0002, … (1,500 in all)\n"
    )


def test_a_thing_below_another_base_is_shown_in_short_too() -> None:
    (_, where) = to_words([replace(NOTE, focus="<https://mine.example/case/a>")], "https://mine.example/").splitlines()
    assert where.strip() == "case:a"


def test_the_value_that_is_wrong_stands_behind_its_thing() -> None:
    date = replace(VIOLATION, value=f'"02/03/2022"^^<{XSD.date}>')
    place = replace(VIOLATION, focus="<https://e/case/b>", value=f"<{BASE}place/ZZ>")
    assert 'https://e/case/a ("02/03/2022"^^xsd:date), https://e/case/b (place:ZZ)\n' in to_words([date, place], BASE)


def test_a_long_value_is_cut_and_a_thing_that_is_its_own_value_is_shown_once() -> None:
    long = replace(VIOLATION, value='"' + "x" * 500 + '"')
    itself = replace(VIOLATION, focus="<https://e/case/b>", value="<https://e/case/b>")
    assert f'https://e/case/a ("{"x" * 58}…), https://e/case/b\n' in to_words([long, itself], BASE)


def test_a_literal_or_blank_focus_is_shown_as_it_is() -> None:
    words = to_words([replace(NOTE, focus='"xx"'), replace(NOTE, focus="_:b0")], BASE)
    assert '"xx", _:b0' in words


def test_no_findings_are_no_words() -> None:
    assert to_words([], BASE) == ""


def test_the_summary_is_one_sentence_in_good_grammar() -> None:
    assert summary(counts([VIOLATION, NOTE, replace(NOTE, value='"x"')])) == "1 violation, 0 warnings, 2 notes"


def test_findings_in_json_read_back_to_the_same() -> None:
    told = json.loads(json.dumps([f.to_dict() for f in (VIOLATION, NOTE)]))
    assert [Finding(**{**f, "severity": Severity(f["severity"])}) for f in told] == [VIOLATION, NOTE]
