"""Findings as a standard `sh:ValidationReport`, read and written, and as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Literal, Node, URIRef

from disinfograph import terms
from disinfograph.iris import digest
from disinfograph.namespaces import PREFIXES, shorten
from disinfograph.terms import iri_token, text_token
from disinfograph.validation.findings import Finding, Group, Severity, grouped, ordered
from disinfograph.validation.paths import path_text, path_turtle

_SH = PREFIXES["sh"]


def findings_in(report: Graph) -> list[Finding]:
    """Return the results of a validation report as findings, each once and in order."""
    return ordered({_finding(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)})


def _finding(report: Graph, node: Node) -> Finding:
    said = {str(predicate).removeprefix(_SH): value for predicate, value in report.predicate_objects(node)}
    path, shape = said.get("resultPath"), said.get("sourceShape")
    return Finding(
        severity=Severity(str(said["resultSeverity"]).removeprefix(_SH)),
        shape=str(shape) if isinstance(shape, URIRef) else "",
        focus=_token(said["focusNode"]),
        path="" if path is None else path_text(report, path),
        value=_token(said["value"]) if "value" in said else "",
        component=str(said["sourceConstraintComponent"]),
        message=str(said.get("resultMessage", "")),
    )


def _token(node: Node) -> str:
    if isinstance(node, BNode):
        return terms.token(terms.Blank(str(node)))
    if isinstance(node, Literal):
        datatype = str(node.datatype) if node.datatype else terms.XSD_STRING
        return terms.token(terms.Literal(str(node), datatype, node.language or ""))
    return terms.token(terms.Iri(str(node)))


def to_turtle(findings: Iterable[Finding]) -> str:
    """Return the findings as Turtle: a `sh:ValidationReport` in the terms of SHACL 1.0 section 3.6.

    `findings_in` reads the same findings back, but for the labels of blank nodes.
    """
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
    yield f"    sh:sourceConstraintComponent {iri_token(finding.component)}"
    yield f"    sh:resultSeverity {iri_token(_SH + finding.severity)}"
    yield f"    sh:resultMessage {text_token(finding.message, 'en')}"


def to_words(findings: Iterable[Finding], base: str) -> str:
    """Return the findings in words: for each shape how grave, how many, what to do, and where to look first."""
    return "".join(f"{_words(group, base)}\n" for group in grouped(findings))


def _words(group: Group, base: str) -> str:
    where = ", ".join(_shown(focus, base) for focus in group.examples)
    more = f", … ({group.things:,} in all)" if group.things > len(group.examples) else ""
    return f"{group.severity:<9} {group.count:>7,}  {group.message}  [{group.shape}]\n{'':19}{where}{more}"


def _shown(focus: str, base: str) -> str:
    return shorten(focus[1:-1], base) if focus.startswith("<") else focus


def summary(tally: dict[str, int]) -> str:
    """Return one sentence that counts findings by severity."""
    parts = (f"{tally[str(s)]:,} {_PLURALS[s][tally[str(s)] != 1]}" for s in Severity)
    return ", ".join(parts)


_PLURALS = {
    Severity.VIOLATION: ("violation", "violations"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}
