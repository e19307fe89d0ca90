"""Findings as a standard `sh:ValidationReport` and as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disinfograph.iris import digest
from disinfograph.namespaces import PREFIXES, shorten
from disinfograph.terms import iri_token, text_token
from disinfograph.validation.findings import Finding, Severity, grouped, ordered

_SH = PREFIXES["sh"]


def to_turtle(findings: Iterable[Finding]) -> str:
    """Return the findings as Turtle: a `sh:ValidationReport` in the terms of SHACL 1.0 section 3.6."""
    found = ordered(findings)
    conforms = "false" if found else "true"
    head = [f"@prefix sh: <{_SH}> .", "", f"[] a sh:ValidationReport ;", f"    sh:conforms {conforms}"]
    names = [f"_:r{digest(*f.to_dict().values())}" for f in found]
    if names:
        head[-1] += " ;\n    sh:result " + ",\n        ".join(names)
    lines = ["\n".join(head) + " ."]
    lines += ["\n".join(_result(name, finding)) for name, finding in zip(names, found, strict=True)]
    return "\n\n".join(lines) + "\n"


def _result(name: str, finding: Finding) -> Iterator[str]:
    yield f"{name} a sh:ValidationResult ;"
    yield f"    sh:focusNode {finding.focus} ;"
    if finding.path:
        yield f"    sh:resultPath {finding.path} ;"
    if finding.value:
        yield f"    sh:value {finding.value} ;"
    if finding.shape:
        yield f"    sh:sourceShape {iri_token(finding.shape)} ;"
    yield f"    sh:sourceConstraintComponent {iri_token(finding.component)} ;"
    yield f"    sh:resultSeverity {iri_token(_SH + finding.severity)} ;"
    yield f"    sh:resultMessage {text_token(finding.message, 'en')} ."


def to_words(findings: Iterable[Finding], base: str) -> str:
    """Return the findings in words: for each shape how grave, how many, what to do, and where to look first."""
    groups = grouped(findings)
    lines = []
    for group in groups:
        where = ", ".join(shorten(focus.strip("<>"), base) for focus in group.examples)
        more = ", …" if group.count > len(group.examples) else ""
        lines.append(f"{group.severity:<9} {group.count:>7}  {group.message}  [{group.shape}]\n{'':19}{where}{more}")
    return "".join(f"{line}\n" for line in lines)


def summary(tally: dict[str, int]) -> str:
    """Return one sentence that counts findings by severity."""
    parts = (f"{tally[str(s)]:,} {_PLURALS[s][tally[str(s)] != 1]}" for s in Severity)
    return ", ".join(parts)


_PLURALS = {
    Severity.VIOLATION: ("violation", "violations"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}
