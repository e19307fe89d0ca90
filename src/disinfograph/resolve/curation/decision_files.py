"""The files of `curation/`: text under version control, sorted, one decision a line.

Labels and phrases are mappings of literals in SSSOM TSV, the other decisions plain CSV.
Source: SSSOM, https://mapping-commons.github.io/sssom/spec-model/#literal-mappings
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.curation.decided import (
    CASE,
    FIELDS,
    LABEL,
    LINK,
    NARRATIVE,
    PHRASE,
    Broken,
    Decided,
    choice,
    made,
    slug,
    thing,
)

_NO_TERM, _EXACT, _MANUAL = "sssom:NoTermFound", "skos:exactMatch", "semapv:ManualMappingCuration"
_SETTING = re.compile(r'#\s?(\w+):\s+["\']?(.*?)["\']?\s*')
_SHOWN = 10
_PREFIXES = {
    **{kind: f"https://w3id.org/disinfograph/{kind}/" for kind in (*FIELDS.values(), "narrative")},
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}
_MAPPED = ("predicate_id", "object_id", "mapping_justification", "author_label", "mapping_date", "comment")
_WHO = ("author", "date", "note")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The layout of one file: its columns, and how a row becomes a decision and back."""

    kind: str
    name: str
    columns: tuple[str, ...]
    to_decided: Callable[[Row, str], Decided]
    to_row: Callable[[Decided], tuple[str, ...]]
    title: str = ""
    things: tuple[str, ...] = ()

    @property
    def is_sssom(self) -> bool:
        """Return whether the file is SSSOM TSV; else it is CSV."""
        return bool(self.title)

    def text(self, decided: Iterable[Decided]) -> str:
        """Return the whole file with the decisions of its kind among some, sorted by what they are about."""
        out = io.StringIO()
        out.writelines(f"{line}\n" for line in self._head())
        writer = csv.writer(out, delimiter="\t" if self.is_sssom else ",", lineterminator="\n")
        writer.writerow(self.columns)
        mine = (one for one in decided if one.kind == self.kind)
        writer.writerows(self.to_row(one) for one in sorted(mine, key=lambda one: (one.key, one.subject)))
        return out.getvalue()

    def _head(self) -> Iterator[str]:
        """Yield the metadata of a mapping set; nothing for CSV."""
        if not self.is_sssom:
            return
        yield "#curie_map:"
        for prefix in sorted({*self.things, "semapv", "skos", "sssom"}):
            yield f'#  {prefix}: "{_PREFIXES[prefix]}"'
        yield f'#mapping_set_id: "https://w3id.org/disinfograph/mapping/curation/{self.name.partition(".")[0]}"'
        yield f'#mapping_set_title: "{self.title}"'
        yield '#license: "https://creativecommons.org/licenses/by/4.0/"'
        yield '#subject_type: "rdfs literal"'

    def read(self, path: Path) -> Iterator[Decided | UnreadableInput]:
        """Yield the decisions of a file, and a sentence for each line that cannot be followed."""
        lines, settings, above = _opened(path)
        reader = csv.reader(lines, delimiter="\t" if self.is_sssom else ",", strict=True)
        columns = next(reader, [])
        if missing := [name for name in self.columns if name not in columns and name not in settings]:
            yield UnreadableInput(str(path), f"lacks the column {missing[0]}", f"give it {', '.join(self.columns)}")
            return
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield self._decided(f"{path}, line {above + reader.line_num}", columns, cells, settings)
        except csv.Error as error:
            where, advice = f"{path}, line {above + reader.line_num}", "close the quotes, or double those inside a cell"
            yield UnreadableInput(where, f"is no row of a table: {error}", advice)

    def _decided(self, where: str, columns: list[str], cells: list[str], settings: Row) -> Decided | UnreadableInput:
        if len(cells) != len(columns):
            advice = "put a cell that holds the separator into double quotes"
            return UnreadableInput(where, f"has {len(cells)} cells instead of {len(columns)}", advice)
        row = {**settings, **{name: cell.strip() for name, cell in zip(columns, cells, strict=True)}}
        try:
            return self.to_decided(row, where)
        except Broken as broken:
            return UnreadableInput(where, broken.reason, broken.advice)


def read(folder: Path) -> list[Decided]:
    """Return the decisions of a folder, in no order; a file that is not there holds none.

    UnreadableInput names every line that cannot be followed, or the folder where it is none.
    """
    if not folder.is_dir():
        raise UnreadableInput(str(folder), "is no folder of decisions", "name one, or leave --curation out")
    found = [one for sheet in SHEETS if (folder / sheet.name).exists() for one in sheet.read(folder / sheet.name)]
    refuse([one for one in found if isinstance(one, UnreadableInput)])
    return [one for one in found if isinstance(one, Decided)]


def write(folder: Path, decided: Iterable[Decided]) -> list[Path]:
    """Write all files of a folder, made where it is missing; return those that are not what they were."""
    decisions, changed = list(decided), []
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        path, text = folder / sheet.name, sheet.text(decisions)
        if not path.exists() or path.read_text("utf-8-sig") != text:
            part = path.with_name(f".{path.name}.part")
            part.write_text(text, "utf-8", newline="\n")
            part.replace(path)
            changed.append(path)
    return changed


def refuse(errors: list[UnreadableInput]) -> None:
    """Raise all errors as one, which says a sentence a line; nothing where there are none."""
    if not errors:
        return
    first, *others = errors
    told = "".join(f"\n{error}" for error in others[: _SHOWN - 1])
    more = f"\n… and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
    raise UnreadableInput(first.file, first.reason, f"{first.advice}{told}{more}")


def _opened(path: Path) -> tuple[list[str], dict[str, str], int]:
    """Return the table's lines, the single values of the metadata above it, and how many lines these take."""
    try:
        # Not splitlines: a cell may hold signs at which Unicode ends a line and a table does not.
        lines = list(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"cannot be read: {error}", "save it as UTF-8") from error
    count = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    settings = (_SETTING.fullmatch(line.strip()) for line in lines[:count])
    return lines[count:], {found[1]: found[2] for found in settings if found}, count


def _mapped(row: Row, kinds: Iterable[str]) -> tuple[bool, str, tuple[str, str, str]]:
    """Return whether a mapping finds a thing, which, and who says so."""
    if row["predicate_id"] != _EXACT:
        raise Broken(f"has the predicate {row['predicate_id']!r}", f"write {_EXACT}")
    if row["mapping_justification"] != _MANUAL:
        raise Broken(f"is justified by {row['mapping_justification']!r}", f"write {_MANUAL}")
    if row.get("predicate_modifier"):
        raise Broken("has a predicate_modifier", f"write {_NO_TERM} as object_id where the words name nothing")
    found = row["object_id"] != _NO_TERM
    meant = thing(row["object_id"], kinds) if found else ""
    return found, meant, (row["author_label"], row["mapping_date"], row["comment"])


def _mapping(one: Decided) -> tuple[str, ...]:
    return (_EXACT, one.thing or _NO_TERM, _MANUAL, one.author, one.date, one.note)


def _label(row: Row, where: str) -> Decided:
    holds, meant, who = _mapped(row, FIELDS.values())
    if (field := row["subject_category"]) not in FIELDS:
        raise Broken(f"has the field {field!r}", f"write {', '.join(FIELDS)} as subject_category")
    return made(LABEL, (field, row["subject_label"]), holds=holds, meant=meant, who=who, where=where)


def _phrase(row: Row, where: str) -> Decided:
    holds, meant, who = _mapped(row, ("narrative",))
    return made(PHRASE, (row["subject_label"],), holds=holds, meant=meant, who=who, where=where)


def _narrative(row: Row, where: str) -> Decided:
    subject = (slug(row["case"], "case"), slug(row["narrative"], "narrative"))
    holds = choice(row["decision"], "accept", "reject")
    return made(NARRATIVE, subject, holds=holds, meant=f"narrative:{subject[1]}", who=_who(row), where=where)


def _link(row: Row, where: str) -> Decided:
    subject, target = (slug(row["case"], "case"), row["anchor"]), row["target"]
    meant = f"case:{slug(target, 'target')}" if target else ""
    if target == subject[0]:
        raise Broken("leads a case to itself", "name another case, or none")
    return made(LINK, subject, holds=bool(target), meant=meant, who=_who(row), where=where)


def _case(row: Row, where: str) -> Decided:
    first, second = sorted((slug(row["case"], "case"), slug(row["other"], "other case")))
    holds = choice(row["decision"], "same", "different")
    if first == second and not holds:
        raise Broken("says that a case differs from itself", "name two cases")
    return made(CASE, (first, second), holds=holds, meant=f"case:{second}", who=_who(row), where=where)


def _who(row: Row) -> tuple[str, str, str]:
    return row["author"], row["date"], row["note"]


SHEETS = (
    Sheet(
        LABEL,
        "labels.sssom.tsv",
        ("subject_label", "subject_category", *_MAPPED),
        _label,
        lambda one: (one.subject[1], one.subject[0], *_mapping(one)),
        "Labels of the sources as curators read them",
        tuple(FIELDS.values()),
    ),
    Sheet(
        PHRASE,
        "phrases.sssom.tsv",
        ("subject_label", *_MAPPED),
        _phrase,
        lambda one: (*one.subject, *_mapping(one)),
        "Phrases of responses and the narratives that they name",
        ("narrative",),
    ),
    Sheet(
        NARRATIVE,
        "narratives.csv",
        ("case", "narrative", "decision", *_WHO),
        _narrative,
        lambda one: (*one.subject, "accept" if one.holds else "reject", one.author, one.date, one.note),
    ),
    Sheet(
        LINK,
        "links.csv",
        ("case", "anchor", "target", *_WHO),
        _link,
        lambda one: (*one.subject, one.slug, one.author, one.date, one.note),
    ),
    Sheet(
        CASE,
        "cases.csv",
        ("case", "other", "decision", *_WHO),
        _case,
        lambda one: (*one.subject, "same" if one.holds else "different", one.author, one.date, one.note),
    ),
)
