"""The rows that a curator reads and fills in, as CSV for a spreadsheet or as JSON.

The CSV begins with a byte order mark, without which Excel takes UTF-8 for the letters of its own country. A cell that a
spreadsheet would run as a formula is written with an apostrophe before it, which reading takes back.
Source: OWASP, "CSV Injection", on the signs that begin a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from disinfograph.errors import NotFound, UnreadableInput

LABEL, VALUE, NARRATIVE, CANDIDATE, LINK, IDENTITY = "label", "value", "narrative", "candidate", "link", "identity"
KINDS: Final = (LABEL, NARRATIVE, CANDIDATE, LINK, IDENTITY, VALUE)
FORMATS: Final = ("csv", "json")

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SEPARATORS = ",;\t"
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `impact` is how many answers would change, weighted by the doubt; `about` is a CURIE or a field.

    `object` is a CURIE where there is a second thing in question. `decision`, `author`, `date` and `note` are left to
    the curator; `proposed` is what the decision may be.
    """

    kind: str
    impact: float
    about: str
    object: str
    label: str
    context: str
    proposed: str
    decision: str = ""
    author: str = ""
    date: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[float, str, str, str, str]:
        """Return what sorts questions: the most important first, then by what they are about."""
        return (-self.impact, self.kind, self.about, self.object, self.label)


COLUMNS: Final = tuple(field.name for field in fields(Item))
_WANTED: Final = ("kind", "about", "object", "label", "proposed", "decision")


def rendered(items: Sequence[Item], form: str) -> bytes:
    """Return questions as CSV (UTF-8 with a mark, CRLF) or JSON; NotFound for another form."""
    rows = [asdict(item) for item in items]
    return table(COLUMNS, rows, form)


def table(columns: Sequence[str], rows: Iterable[dict[str, object]], form: str) -> bytes:
    """Return rows as CSV that is safe to open in a spreadsheet, or as a JSON list; NotFound for another form."""
    if form == "json":
        return (json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n").encode()
    if form != "csv":
        raise NotFound("format", form, FORMATS)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(_plain(row[name])) for name in columns] for row in rows)
    return (_MARK + out.getvalue()).encode("utf-8", "replace")


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell that `guarded` wrote, whether the spreadsheet kept the apostrophe or not."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _plain(value: object) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def filled_in(path: Path) -> Iterator[tuple[str, Item]]:
    """Yield the rows of a file that hold a decision, each with its place; UnreadableInput for another kind of file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(str(path), "is not UTF-8", "save it as “CSV UTF-8”") from error
    rows = _from_json(path, text) if text.lstrip().startswith("[") else _from_csv(path, text)
    for where, row in rows:
        if row["decision"].strip():
            yield where, _item(row)


def _item(row: dict[str, str]) -> Item:
    texts = {name: row.get(name, "").strip() for name in COLUMNS if name != "impact"}
    return Item(impact=0.0, **texts)


def _from_json(path: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableInput(str(path), f"is no JSON: {error}") from error
    for number, row in enumerate(found, 1):
        if not isinstance(row, dict) or not row.keys() >= {*_WANTED}:
            raise UnreadableInput(f"{path}, item {number}", "is no row of a review", f"give {', '.join(_WANTED)}")
        yield f"{path}, item {number}", {name: str(value) for name, value in row.items()}


def _from_csv(path: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    head = text.partition("\n")[0]
    # A spreadsheet parts cells as its country does, and says so in no other way.
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        if missing := [name for name in _WANTED if name not in columns]:
            raise UnreadableInput(str(path), f"lacks the column {missing[0]}", "give it the columns of a review")
        for cells in reader:
            row = dict.fromkeys(columns, "") | dict(zip(columns, map(unguarded, cells), strict=False))
            yield f"{path}, line {reader.line_num}", row
    except csv.Error as error:
        where, advice = f"{path}, line {reader.line_num}", "close the quotes, or double those inside a cell"
        raise UnreadableInput(where, f"is no row of a table: {error}", advice) from error
