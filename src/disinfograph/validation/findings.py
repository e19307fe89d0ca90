"""What a graph says against its shapes, in plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: a violation is not published, a warning wants a curator, an info is counted."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a validation, as SHACL 1.0 section 3.6.2 has it.

    `shape` and `component` are full IRIs; `shape` is empty for a shape without a name. `focus` and `value` are
    N-Triples tokens and `path` is a property path as SPARQL writes it; `path` and `value` are empty where the result
    has none.
    """

    severity: Severity
    shape: str
    focus: str
    path: str
    value: str
    component: str
    message: str

    @property
    def shape_name(self) -> str:
        """Return the part of the shape's IRI after the hash."""
        return self.shape.rsplit("#", 1)[-1]

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {name: str(getattr(self, name)) for name in _FIELDS}


_FIELDS = tuple(field.name for field in fields(Finding))


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, shape, focus, path and value: the same findings are always in the same order."""
    return sorted(
        findings, key=lambda f: (_RANK[f.severity], f.shape, f.focus, f.path, f.value, f.component, f.message)
    )


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity, every severity named."""
    found = Counter(finding.severity for finding in findings)
    return {str(severity): found[severity] for severity in Severity}


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one shape: what they say, how many there are, on how many things, and the first few of these.

    `values` are what is wrong with these, one of each in their order; empty where there is nothing to show.
    """

    severity: Severity
    shape: str
    message: str
    count: int
    things: int
    examples: tuple[str, ...]
    values: tuple[str, ...] = ()


def grouped(findings: Iterable[Finding], examples: int = 3) -> list[Group]:
    """Return the findings by shape, gravest first, each with up to `examples` focus nodes."""
    by_shape: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in ordered(findings):
        key = (finding.severity, finding.shape_name, finding.message)
        by_shape.setdefault(key, []).append(finding)
    return [_group(*key, found, examples) for key, found in by_shape.items()]


def _group(severity: Severity, shape: str, message: str, found: list[Finding], examples: int) -> Group:
    values: dict[str, str] = {}
    for finding in found:
        values.setdefault(finding.focus, finding.value)
    things = tuple(values)[:examples]
    return Group(severity, shape, message, len(found), len(values), things, tuple(map(values.__getitem__, things)))
