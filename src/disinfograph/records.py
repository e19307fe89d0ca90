"""One shape for every case, whatever it was read from.

The JSON form of a record is what `disinfograph parse` prints and what `build` reads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from operator import attrgetter
from typing import Any

Strings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text that carried the claim. `language` is BCP 47; `first` marks the first appearance."""

    url: str | None = None
    archive: str | None = None
    outlet: str | None = None
    language: str | None = None
    first: bool = False
    abstract: str | None = None


@dataclass(frozen=True, slots=True)
class CrossLink:
    """A pointer from the response to another case: the anchor text and, where the page gives it, the URL."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the response cites: a URL, a source named in the prose, or both."""

    text: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A label of the source that names nothing of its field's kind, kept for a curator."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Record:
    """One case as one source gives it.

    `source` is the source's name, `file` the base name of the file, `position` the record's place in it from 1,
    `id` the source's own id where it has one. `main` is false for a related case that a page shows cut off.
    `date` is an ISO 8601 day; `issue` a newsletter number; `languages` BCP 47 tags. `countries`, `keywords` and
    `outlets` are the source's labels, cleaned but not resolved. What is not there is None or empty.
    """

    source: str
    file: str
    position: int
    main: bool = True
    id: str | None = None
    url: str | None = None
    title: str | None = None
    title_truncated: bool = False
    claim: str | None = None
    response: str | None = None
    date: str | None = None
    issue: int | None = None
    languages: Strings = ()
    countries: Strings = ()
    keywords: Strings = ()
    outlets: Strings = ()
    articles: tuple[Article, ...] = ()
    narrative_phrases: Strings = ()
    cross_links: tuple[CrossLink, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reviewer: str | None = None
    verdict: str | None = None
    license: str | None = None
    unresolved: tuple[Unresolved, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: plain dicts and lists, every field present, in the order of the class."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in FIELDS}
        for name, parts in _PARTS.items():
            plain[name] = [{part: getattr(item, part) for part in parts} for item in plain[name]]
        for name in _LISTS:
            plain[name] = list(plain[name])
        return plain

    def texts(self) -> Iterator[str]:
        """Yield every text of the record, in no promised order."""
        for value in self.plain():
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                for item in value:
                    yield from (item,) if isinstance(item, str) else [text for text in item if isinstance(text, str)]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Record:
        """Return the record of a JSON form that `to_dict` made; other forms are the business of `sources`."""
        plain = dict(data)
        for name, kind in _NESTED.items():
            plain[name] = tuple(kind(**item) for item in plain.get(name, ()))
        for name in _LISTS:
            plain[name] = tuple(plain.get(name, ()))
        return cls(**plain)

    def plain(self) -> list[Any]:
        """Return all that the record says, in the order of the class and without its classes: fast to keep and read."""
        values = list(_ALL(self))
        for place, _, parts in _PLACES:
            values[place] = tuple(map(parts, values[place]))
        return values

    @classmethod
    def of_plain(cls, values: list[Any]) -> Record:
        """Return the record that gave plain values, which are used up."""
        for place, kind, _ in _PLACES:
            if values[place]:
                values[place] = tuple([kind(*item) for item in values[place]])
        return cls(*values)

    @property
    def provenance(self) -> str:
        """Return `{file}#{own id}`, or `{file}#{position}` where the source has no id of its own."""
        return f"{self.file}#{self.id or self.position}"


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


_NESTED = {"articles": Article, "cross_links": CrossLink, "evidence": Evidence, "unresolved": Unresolved}
_LISTS = ("languages", "countries", "keywords", "outlets", "narrative_phrases")
_PARTS = {name: tuple(field.name for field in fields(kind)) for name, kind in _NESTED.items()}
FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Record))
_ALL = attrgetter(*FIELDS)
_PLACES = tuple((FIELDS.index(name), kind, attrgetter(*_PARTS[name])) for name, kind in _NESTED.items())


# XML, and so RDF/XML, can hold no control character but tab and line ends; no document can hold half a surrogate pair.
_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def legible(record: Record) -> Record:
    """Return a record of which every text can be written: a torn emoji becomes a question mark, controls go."""
    if _is_legible("".join(record.texts())):
        return record
    return Record.from_dict(_legible(record.to_dict()))


def _is_legible(text: str) -> bool:
    """Return whether a text is without what `_ILLEGIBLE` finds: as bytes ten times as fast."""
    try:
        written = text.encode()
    except UnicodeEncodeError:
        return False
    return len(written.translate(None, _CONTROLS)) == len(written) and not any(
        map(written.__contains__, _NO_CHARACTERS)
    )


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return _ILLEGIBLE.sub(lambda found: "?" if found[0] >= "\ud800" else "", value)
    if isinstance(value, dict):
        return {name: _legible(item) for name, item in value.items()}
    return [_legible(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that was left out: where it stands, what is wrong, what to do, and what could be read of it."""

    source: str
    file: str
    position: int
    reason: str
    advice: str = ""
    id: str | None = None
    record: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, one line of a reject report."""
        return asdict(self)

    def __str__(self) -> str:
        where = f"{self.file}, record {self.position}"
        return f"{where}: {self.reason.rstrip('.')}" + (f"; {self.advice}" if self.advice else "")


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of files: the sources found, each file as `{name} sha256:{digest}`, the version, the day if given."""

    sources: tuple[str, ...]
    files: tuple[str, ...]
    version: str
    read_on: str | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Run:
        """Return the run of a JSON form that `to_dict` made."""
        return cls(tuple(data["sources"]), tuple(data["files"]), data["version"], data["read_on"])

    @property
    def name(self) -> str:
        """Return a name that depends on everything that the run says."""
        parts = (self.version, self.read_on or "", *self.sources, "", *self.files)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {name: _plain(value) for name, value in asdict(self).items()}
