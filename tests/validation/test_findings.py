"""Findings in order, counted and grouped."""

from __future__ import annotations

from dataclasses import replace

from disinfograph.validation.findings import Finding, Severity, counts, grouped, ordered

NOTE = Finding(
    severity=Severity.INFO,
    shape="https://w3id.org/disinfograph/shapes#CaseShape-titleCut",
    focus="<https://e/case/a>",
    path="<https://e/p>",
    value="",
    component="http://www.w3.org/ns/shacl#MaxCountConstraintComponent",
    message="The title is cut.",
)
WARNING = replace(NOTE, severity=Severity.WARNING, message="There is no title.")
VIOLATION = replace(NOTE, severity=Severity.VIOLATION, message="There is no claim.")


def test_the_gravest_come_first_and_the_order_does_not_depend_on_the_way_in() -> None:
    findings = [VIOLATION, replace(WARNING, focus="<https://e/case/b>"), WARNING, NOTE, replace(NOTE, value='"x"')]
    expected = ordered(findings)
    assert expected == ordered(reversed(findings))
    assert [f.severity for f in expected] == ["Violation", "Warning", "Warning", "Info", "Info"]


def test_counts_name_every_severity() -> None:
    assert counts([WARNING, WARNING]) == {"Violation": 0, "Warning": 2, "Info": 0}


def test_a_finding_in_json_is_plain_strings() -> None:
    assert NOTE.to_dict() == {
        "severity": "Info",
        "shape": "https://w3id.org/disinfograph/shapes#CaseShape-titleCut",
        "focus": "<https://e/case/a>",
        "path": "<https://e/p>",
        "value": "",
        "component": "http://www.w3.org/ns/shacl#MaxCountConstraintComponent",
        "message": "The title is cut.",
    }
    assert type(NOTE.to_dict()["severity"]) is str


def test_a_group_counts_findings_and_the_things_concerned() -> None:
    twice = [replace(NOTE, value=value, focus=f"<https://e/case/{n}>") for n in range(5) for value in ('"x"', '"y"')]
    (group,) = grouped(twice, examples=2)
    assert (group.shape, group.count, group.things) == ("CaseShape-titleCut", 10, 5)
    assert group.examples == ("<https://e/case/0>", "<https://e/case/1>")
    assert group.values == ('"x"', '"x"')


def test_groups_stand_in_order_of_gravity() -> None:
    assert [group.message for group in grouped([NOTE, WARNING, VIOLATION])] == [
        "There is no claim.",
        "There is no title.",
        "The title is cut.",
    ]
