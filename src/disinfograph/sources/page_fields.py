"""The labelled fields of a case page ("Reported in: Issue 274"): finding them, and reading their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
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
    if text[:1] not in _FIRST_SIGNS and text[:3].casefold() not in _FIRST_LETTERS:
        return field_line(text.lstrip()) if text[:1].isspace() else None
    colon = text.find(":") + 1
    label = _written_label(text[:colon]) if colon else _label(text)
    return label and Line(label[0], text[label[1] :].strip(), text[0] in _FIRST_SIGNS)


def _label(text: str) -> tuple[str, int] | None:
    """Return the name of the field that a text begins with, and where its label ends."""
    match = _FIELD.match(text)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup
    if text[0] in _FIRST_SIGNS or match[0].endswith(":") or _BARE_LABEL.match(match[name]):
        return name, match.end()
    return None


@lru_cache(maxsize=256)
def _written_label(text: str) -> tuple[str, int] | None:
    """Return what `_label` does of a text to its first colon: few are written, again and again."""
    return _label(text)


def holds_field(text: str) -> bool:
    """Tell whether a value runs on into other fields: it holds a bullet or a label with its colon."""
    return "•" in text or _INNER_LABEL.search(text) is not None


@dataclass(slots=True)
class Group:
    """Field lines that stand together, by their names in their order, from line `start` to before line `end`."""

    start: int
    end: int
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def names(self) -> KeysView[str]:
        """Return the names of the fields."""
        return self.lines.keys()

    @property
    def bulleted(self) -> bool:
        """Tell whether a bullet marks the first line."""
        return next(iter(self.lines.values())).bulleted

    def values(self) -> dict[str, str]:
        """Return the text of each field by its name."""
        return {name: line.value for name, line in self.lines.items()}


def groups_of(lines: Sequence[str], stops: Mapping[int, object] | Iterable[int] = ()) -> list[Group]:
    """Return the groups of field lines; `stops` are numbers of lines that are no value of the label before them.

    A second line of the same name begins a new group, and so do two blank lines.
    """
    barred, groups = set(stops), list[Group]()
    fields = {at: found for at, text in enumerate(lines) if text and (found := field_line(text))}
    for at, found in fields.items():
        last = groups[-1] if groups else None
        if last is None or found.name in last.lines or not _near(lines, last.end, at):
            last = Group(at, at)
            groups.append(last)
        line, end = found, at + 1
        while end < len(lines) and lines[end] and end not in fields and end not in barred and _is_continued(line):
            line = Line(line.name, f"{line.value} {lines[end].strip()}".strip(), line.bulleted)
            end += 1
        last.lines[line.name] = line
        last.end = end
    return groups


def _is_continued(line: Line) -> bool:
    return not line.value or line.value.endswith(",")


def _near(lines: Sequence[str], end: int, at: int) -> bool:
    return at == end or (at == end + 1 and not lines[end])


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
