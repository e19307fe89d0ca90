"""The labelled fields of a case page ("Reported in: Issue 274"): finding them, and reading their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from disinfograph.sources import lists

Strings = tuple[str, ...]

_LABELS = {
    "issue": r"reported\s+in",
    "date": r"date(?:\s+of\s+publication)?|publication\s+date|published(?:\s+on)?",
    "languages": r"(?:article|outlet)\s+languages?|languages?(?:\s*/\s*target\s+audience)?|target\s+audience"
    r"|(?:article|outlet)?\s*language\s*\(s\)",
    "countries": r"countr(?:y|ies)(?:\s*(?:and\s*/\s*or|and|or|/)\s*regions?)?"
    r"(?:\s+discussed(?:\s+in\s+the\s+disinformation)?)?",
    "keywords": r"keywords?|tags?",
    "outlets": r"outlets?(?:\s+where\s+the\s+disinformation\s+appeared)?|publication(?:\s*/\s*media)?|media",
    "reported_by": r"reported\s+by",
}
_ANY_LABEL = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items())
_BULLETS = "•·‣◦▪●*–-"
# Without a colon a label counts only where it cannot begin a sentence.
_FIELD = re.compile(rf"(?:[{_BULLETS}]\s{{0,8}})?(?:{_ANY_LABEL})(?:\s?:|(?=$|\s))", re.IGNORECASE)
_FIRST_SIGNS = frozenset(_BULLETS)
_FIRST_LETTERS = frozenset("rep dat pub art out lan tar cou key tag med".split())
_BARE_LABEL = re.compile(r".*\(s\)\s*$|.*in the disinformation\s*$|reported\s+in\s*$", re.IGNORECASE)
_INNER_LABEL = re.compile(rf"(?<![\w-])(?:{_ANY_LABEL})\s?:", re.IGNORECASE)


class Line(NamedTuple):
    """One labelled line: the field's name, the value's text, and whether a bullet marks it."""

    name: str
    value: str
    bulleted: bool


def field_line(text: str) -> Line | None:
    """Return what a line says as a field, or None where it is prose."""
    text = text.strip()
    bulleted = text[:1] in _FIRST_SIGNS
    if not (bulleted or text[:3].casefold() in _FIRST_LETTERS):
        return None
    match = _FIELD.match(text)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup
    if not (bulleted or match[0].endswith(":") or _BARE_LABEL.match(match[name])):
        return None
    return Line(name, text[match.end() :].strip(), bulleted)


def holds_field(text: str) -> bool:
    """Tell whether a value runs on into other fields: it holds a bullet or a label with its colon."""
    return "•" in text or _INNER_LABEL.search(text) is not None


@dataclass(slots=True)
class Group:
    """Field lines that stand together, from line `start` to before line `end`."""

    start: int
    end: int
    lines: list[Line] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """Return the names of the fields."""
        return {line.name for line in self.lines}

    def values(self) -> dict[str, str]:
        """Return the text of each field by its name."""
        return {line.name: line.value for line in self.lines}


def groups_of(lines: Sequence[str], stops: Mapping[int, object] | Iterable[int] = ()) -> list[Group]:
    """Return the groups of field lines; `stops` are numbers of lines that are no value of the label before them.

    A second line of the same name begins a new group, and so do two blank lines.
    """
    barred, groups, last = set(stops), list[Group](), None
    for at, text in enumerate(lines):
        if not text:
            continue
        found = field_line(text)
        if found is None:
            if last and last.end == at and at not in barred and _is_continued(last.lines[-1]):
                line = last.lines[-1]
                last.lines[-1] = Line(line.name, f"{line.value} {text.strip()}".strip(), line.bulleted)
                last.end = at + 1
            continue
        if last is None or found.name in last.names or not _near(lines, last.end, at):
            last = Group(at, at)
            groups.append(last)
        last.lines.append(found)
        last.end = at + 1
    return groups


def _is_continued(line: Line) -> bool:
    return not line.value or line.value.endswith(",")


def _near(lines: Sequence[str], end: int, at: int) -> bool:
    return at - end <= 1 and not any(lines[end:at])


_COUNTRIES_WITH_COMMA = (
    "Korea, Republic of",
    "Korea, Democratic People's Republic of",
    "Congo, Democratic Republic of the",
    "Congo, The Democratic Republic of the",
    "Congo, Republic of the",
    "Macedonia, the former Yugoslav Republic of",
    "Moldova, Republic of",
    "Iran, Islamic Republic of",
    "Palestine, State of",
    "Venezuela, Bolivarian Republic of",
    "Bolivia, Plurinational State of",
    "Tanzania, United Republic of",
    "Micronesia, Federated States of",
    "Taiwan, Province of China",
)
_WHOLE_COUNTRY = re.compile("|".join(map(re.escape, _COUNTRIES_WITH_COMMA)), re.IGNORECASE)
_HELD_COMMA = "\ue000"


def countries(value: str) -> Strings:
    """Return the country labels of a list; an ISO name with a comma of its own ("Korea, Republic of") stays whole."""
    if " of" not in value and "China" not in value:
        return lists.labels(value)
    held = _WHOLE_COUNTRY.sub(lambda match: match[0].replace(",", _HELD_COMMA), value)
    return tuple(label.replace(_HELD_COMMA, ",") for label in lists.labels(held))
