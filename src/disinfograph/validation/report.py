"""Findings as a standard `sh:ValidationReport` and as words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from disinfograph.iris import digest
from disinfograph.namespaces import PREFIXES, shorten
from disinfograph.terms import iri_token, text_token
from disinfograph.validation.findings import Finding, Group, Severity, grouped, ordered
from disinfograph.validation.paths import path_turtle

_SH = PREFIXES["sh"]
_LONGEST = 60


def to_turtle(findings: Iterable[Finding]) -> str:
    """Return the findings as Turtle: a `sh:ValidationReport` in the terms of SHACL 1.0 section 3.6."""
    found = ordered(findings)
    names = [f"_:r{digest(*map(str, finding.to_dict().values()))}" for finding in found]
    head = [f"    sh:conforms {'false' if found else 'true'}"]
    if names:
        head.append("    sh:result " + ",\n        ".join(names))
    parts = [f"@prefix sh: <{_SH}> .", "[] a sh:ValidationReport ;\n" + " ;\n".join(head) + " ."]
    parts += [" ;\n".join(_result(name, finding)) + " ." for name, finding in zip(names, found, strict=True)]
    return "\n\n".join(parts) + "\n"


def _result(name: str, finding: Finding) -> Iterator[str]:
    yield f"{name} a sh:ValidationResult"
    yield f"    sh:focusNode {finding.focus}"
    if finding.path:
        yield f"    sh:resultPath {path_turtle(finding.path)}"
    if finding.value:
        yield f"    sh:value {finding.value}"
    if finding.shape:
        yield f"    sh:sourceShape {iri_token(finding.shape)}"
    if finding.component:
        yield f"    sh:sourceConstraintComponent {iri_token(finding.component)}"
    yield f"    sh:resultSeverity {iri_token(_SH + finding.severity)}"
    yield f"    sh:resultMessage {text_token(finding.message, 'en')}"


def to_words(findings: Iterable[Finding], base: str) -> str:
    """Return the findings in words: for each shape how grave, how many, what to do, and where to look first."""
    return "".join(f"{_words(group, base)}\n" for group in grouped(findings))


def _words(group: Group, base: str) -> str:
    pairs = zip(group.examples, group.values, strict=True)
    where = ", ".join(_shown(focus, base) + _said(value, focus, base) for focus, value in pairs)
    more = f", … ({group.things:,} in all)" if group.things > len(group.examples) else ""
    return f"{group.severity:<9} {group.count:>7,}  {group.message}  [{group.shape}]\n{'':19}{where}{more}"


def _shown(focus: str, base: str) -> str:
    """Return a token for people: an IRI in short, a literal with its type in short."""
    text, mark, datatype = focus.rpartition("^^<")
    if mark and focus.endswith(">"):
        return f"{text}^^{shorten(datatype[:-1], base)}"
    return shorten(focus[1:-1], base) if focus.startswith("<") else focus


def _said(value: str, focus: str, base: str) -> str:
    """Return the value that is wrong, in brackets and cut; a shape that speaks of the node itself has no other."""
    if value in ("", focus):
        return ""
    shown = _shown(value, base)
    return f" ({shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + '…'})"


def summary(tally: dict[str, int]) -> str:
    """Return one sentence that counts findings by severity."""
    parts = (f"{tally[str(s)]:,} {_PLURALS[s][tally[str(s)] != 1]}" for s in Severity)
    return ", ".join(parts)


_PLURALS = {
    Severity.VIOLATION: ("violation", "violations"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}


def rendered(findings: Sequence[Finding], form: str, base: str) -> str:
    """Return the findings as `json`, as `ttl` or, under any other name, in words."""
    if form == "json":
        return json.dumps([finding.to_dict() for finding in findings], ensure_ascii=False, indent=2) + "\n"
    return to_turtle(findings) if form == "ttl" else to_words(findings, base)
