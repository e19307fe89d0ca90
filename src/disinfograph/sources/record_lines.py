"""Our own records as JSON Lines, one object a line (or one JSON list): what `disinfograph parse` prints."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from disinfograph.errors import UnreadableInput
from disinfograph.iris import web_iri
from disinfograph.records import FIELDS, Article, CrossLink, Evidence, Record, Reject, Unresolved
from disinfograph.sources import texts
from disinfograph.sources.dates import Order, orders_of, parse_date
from disinfograph.sources.json_text import parsed
from disinfograph.sources.reader import Reader, objects_in

_PARTS: Mapping[str, type] = {
    "articles": Article,
    "cross_links": CrossLink,
    "evidence": Evidence,
    "unresolved": Unresolved,
}
_LABELS = frozenset(("languages", "countries", "keywords", "outlets", "narrative_phrases"))
_FIELDS_OF: Mapping[type, frozenset[str]] = {
    kind: frozenset(field.name for field in fields(kind)) for kind in _PARTS.values()
}
_FLAGS = frozenset(("main", "title_truncated", "first"))
_NUMBERS = frozenset(("position", "issue"))
_REQUIRED: Mapping[type, frozenset[str]] = {CrossLink: frozenset(("text",)), Unresolved: frozenset(("field", "label"))}
_DATE = b'"date"'
_DATE_IN_FIGURES = re.compile(rb'"date"\s*:\s*"\s*(\d{1,2}\\?[-/.]\d{1,2}\\?[-/.]\d{2,4})\s*"')


@dataclass(frozen=True, slots=True)
class _Days:
    """Which of the figures of a date is the day in a file, as in `dates.parse_date`."""

    order: Order | None = None
    usual: Order | None = "dmy"


_DAY_FIRST = _Days()
_Part = TypeVar("_Part", CrossLink, Evidence)


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield the record of each line; a line that is no record is a reject that names its line and its fault."""
    try:
        with path.open("rb") as stream:
            days = _days(stream)
            stream.seek(0)
            if stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
                yield from _from_list(path, days)
                return
            stream.seek(0)
            position = 0
            for number, line in enumerate(stream, 1):
                if line.strip(b"\xef\xbb\xbf \t\r\n"):
                    position += 1
                    yield _from_line(path.name, position, number, line, days)
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "cannot be opened") from error


def record_of(data: object, file: str, position: int, days: _Days = _DAY_FIRST) -> Record:
    """Return the record that a JSON object holds; ValueError, with one sentence, where it holds none.

    `file` and `position` are taken where the object does not give its own, `days` for a date in figures. What stands
    in the place of a web address and is none becomes unresolved.
    """
    if not isinstance(data, dict):
        raise ValueError("it is no JSON object")
    if unknown := [name for name in data if name not in FIELDS]:
        raise ValueError(f"it has the unknown field {unknown[0]!r}")
    values: dict[str, Any] = {name: _value(name, value) for name, value in data.items() if value is not None}
    if not values.get("source"):
        raise ValueError("its field 'source' is missing")
    if "date" in values:
        values["date"] = _day(values["date"], days)
    if values.get("title") and values.get("title_truncated", texts.is_cut(values["title"])):
        values.update(title=texts.cut(values["title"]), title_truncated=True)
    given: dict[str, Any] = {"file": file, "position": position, **values}
    return _addressed(Record(**given))


def _days(lines: Iterable[bytes]) -> _Days:
    found = (
        figures[1] for line in lines for at in _places(_DATE, line) if (figures := _DATE_IN_FIGURES.match(line, at))
    )
    orders = orders_of(figures.decode().replace("\\", "") for figures in found)
    return _Days(next(iter(orders))) if len(orders) == 1 else _Days(usual=None if orders else "dmy")


def _places(word: bytes, line: bytes) -> Iterator[int]:
    at = line.find(word)
    while at >= 0:
        yield at
        at = line.find(word, at + len(word))


def _addressed(record: Record) -> Record:
    """Return the record with an address wherever there should be one; what is none is a text, and unresolved."""
    named = [record.url]
    named += [url for article in record.articles for url in (article.url, article.archive)]
    named += [link.url for link in record.cross_links]
    named += [cited.url for cited in record.evidence]
    wrong = dict.fromkeys(url for url in named if url is not None and web_iri(url) is None)
    if not wrong:
        return record
    articles = (replace(part, url=_right(part.url), archive=_right(part.archive)) for part in record.articles)
    strange = (Unresolved("address", url) for url in wrong if url.strip())
    return replace(
        record,
        url=_right(record.url),
        articles=tuple(part for part in articles if replace(part, language=None, first=False) != Article()),
        cross_links=_worded(record.cross_links),
        evidence=_worded(record.evidence),
        unresolved=tuple(dict.fromkeys((*record.unresolved, *strange))),
    )


def _right(url: str | None) -> str | None:
    return url if url and web_iri(url) else None


def _worded(parts: Iterable[_Part]) -> tuple[_Part, ...]:
    """Return the parts without the addresses that are none, each the text of its part where that has no other."""
    worded = (
        part if part.url is None or web_iri(part.url) else replace(part, url=None, text=part.text or part.url)
        for part in parts
    )
    return tuple(part for part in worded if part.text or part.url)


def _from_line(file: str, position: int, number: int, line: bytes, days: _Days) -> Record | Reject:
    try:
        data = parsed(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Reject("records", file, position, f"line {number} is no UTF-8 text", "save the file as UTF-8")
    except ValueError as error:
        advice = "write one JSON object on each line"
        return Reject("records", file, position, f"line {number} is no JSON ({error})", advice)
    return _record(data, file, position, f"line {number}: ", days)


def _from_list(path: Path, days: _Days) -> Iterator[Record | Reject]:
    try:
        members = parsed(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise UnreadableInput(str(path), f"it is no JSON ({error})", "write the records anew") from error
    for position, data in enumerate(members, 1):
        yield _record(data, path.name, position, "", days)


def _record(data: object, file: str, position: int, where: str, days: _Days) -> Record | Reject:
    try:
        record = record_of(data, file, position, days)
    except ValueError as error:
        advice = "write the fields as `disinfograph parse` prints them"
        return _reject(data, file, position, f"{where}{error}", advice)
    if any(name and name.strip() for name in (record.id, record.url, record.title, record.claim)):
        return record
    advice = "give the record an id, a URL, a title or a claim"
    return _reject(data, file, position, f"{where}it names no case", advice)


def _reject(data: object, file: str, position: int, reason: str, advice: str) -> Reject:
    known = data if isinstance(data, dict) else {}
    source, own = known.get("source"), known.get("id")
    name = source if isinstance(source, str) and source else "records"
    return Reject(name, file, position, reason, advice, own if isinstance(own, str) else None, known or None)


def _value(name: str, value: object) -> object:
    if name in _PARTS:
        return tuple([_part(name, place, part) for place, part in enumerate(_listed(name, value))])
    if name in _LABELS:
        labels = _listed(name, value)
        if all(isinstance(label, str) for label in labels):
            return tuple(labels)
        return tuple([_text(f"{name}[{place}]", part) for place, part in enumerate(labels)])
    return _scalar(name, name, value)


def _scalar(name: str, where: str, value: object) -> object:
    if name in _FLAGS:
        return _of(bool, "true or false", where, value)
    if name in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or value < (name == "position"):
            raise ValueError(f"its field {where!r} is no whole number: {_shown(value)}")
        return value
    return _text(where, value)


def _part(name: str, place: int, value: object) -> object:
    kind, where = _PARTS[name], f"{name}[{place}]"
    if not isinstance(value, dict):
        raise ValueError(f"its field {where!r} is no object: {_shown(value)}")
    if unknown := [name for name in value if name not in _FIELDS_OF[kind]]:
        raise ValueError(f"its field {where!r} has the unknown field {unknown[0]!r}")
    if absent := sorted(name for name in _REQUIRED.get(kind, ()) if value.get(name) is None):
        raise ValueError(f"its field {where!r} lacks {absent[0]!r}")
    given = {
        name: part if isinstance(part, str) and name not in _FLAGS else _scalar(name, f"{where}.{name}", part)
        for name, part in value.items()
        if part is not None
    }
    make: Callable[..., object] = kind
    return make(**given)


def _listed(where: str, value: object) -> list[Any]:
    found: list[Any] = _of(list, "a list", where, value)
    return found


def _text(where: str, value: object) -> str:
    found: str = _of(str, "text", where, value)
    return found


def _day(text: str, days: _Days) -> str | None:
    try:
        return parse_date(text, days.order, days.usual)
    except ValueError as error:
        raise ValueError(f"its field 'date' is no day as YYYY-MM-DD: {error}") from None


def _of(kind: type, what: str, where: str, value: object) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"its field {where!r} is not {what}: {_shown(value)}")
    return value


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _recognises(path: Path, head: bytes) -> bool:
    """Recognise a file by an object with a source and no fewer of our fields than others."""
    return any(
        "source" in found and len(ours := set(found) & set(FIELDS)) >= max(2, len(found) - len(ours))
        for found in objects_in(head)
    )


READER = Reader("records", _recognises, read)
