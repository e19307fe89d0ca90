"""The labels of a record read as curators decided: each in the spelling, and the field, of what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from disinfograph.records import Article, Record
from disinfograph.resolve.authorities import spelling
from disinfograph.resolve.curation.decided import FIELDS, LABEL, Decided, Key, key
from disinfograph.resolve.curation.decisions import Decisions, names_something
from disinfograph.resolve.outlet.outlets import Outlets

_FIELD_OF = {kind: field for field, kind in FIELDS.items()}
_Outlet = tuple[str, str | None]
"""The label of an outlet and the address of the article, if any."""


@dataclass(slots=True)
class CuratedLabels:
    """The decisions on labels; each label is looked up once."""

    decisions: Decisions
    outlets: Outlets = field(default_factory=Outlets.load)
    _found: dict[tuple[str, str], Decided | None] = field(default_factory=dict)
    _read: dict[_Outlet, tuple[str, tuple[Decided, ...]]] = field(default_factory=dict)
    _fields: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._fields = frozenset(one.subject[0] for one in self.decisions.of_kind(LABEL))

    def corrected(self, record: Record) -> Record:
        """Return the record with the decided labels replaced; a label that names nothing of ours is taken out."""
        if not self._fields:
            return record
        said: dict[str, list[str]] = {name: [] for name in FIELDS}
        moved: list[Decided] = []
        for name, label in _labels(record):
            if decided := self._about(name, label):
                moved.append(decided)
            else:
                said[name].append(label)
        for label in record.outlets:
            read, applied = self._outlet(label, None)
            said["outlets"] += [read] if read else []
            moved += applied
        articles = tuple(self._article(article, moved) for article in record.articles)
        strange = tuple(item for item in record.unresolved if not self._about(item.field, item.label))
        moved += filter(None, (self._about(item.field, item.label) for item in record.unresolved))
        for decided in moved:
            if decided.thing_kind not in {"", "outlet"}:
                said[_FIELD_OF[decided.thing_kind]].append(spelling(decided.thing) or "")
        if not moved:
            return record
        told = {name: tuple(dict.fromkeys(labels)) for name, labels in said.items()}
        return replace(record, **told, articles=articles, unresolved=strange)  # type: ignore[arg-type]

    def keys(self, record: Record) -> Iterator[Key]:
        """Yield the keys of the labels of a record in the fields in which some label was decided on."""
        named = [*_labels(record), *((item.field, item.label) for item in record.unresolved)]
        yield from (key(LABEL, (name, label)) for name, label in named if name in self._fields)
        for label, url in _outlets(record) if "outlets" in self._fields else ():
            yield key(LABEL, ("outlets", label))
            yield from (key(LABEL, ("outlets", outlet)) for outlet in self._unknown(label, url))

    def _about(self, name: str, label: str) -> Decided | None:
        """Return the decision about a label, if it can be followed."""
        if name not in self._fields:
            return None
        if (name, label) not in self._found:
            one = self.decisions.label(name, label)
            usable = one and names_something(one) and (not one.thing or spelling(one.thing))
            self._found[name, label] = one if usable else None
        return self._found[name, label]

    def _article(self, article: Article, moved: list[Decided]) -> Article:
        if not article.outlet:
            return article
        label, applied = self._outlet(article.outlet, article.url)
        moved += applied
        return replace(article, outlet=label or None) if applied else article

    def _outlet(self, label: str, url: str | None) -> tuple[str, tuple[Decided, ...]]:
        """Return an outlet's label with the names that were decided on replaced, and the decisions on them."""
        if "outlets" not in self._fields:
            return label, ()
        if (label, url) not in self._read:
            self._read[label, url] = self._outlet_read(label, url)
        return self._read[label, url]

    def _outlet_read(self, label: str, url: str | None) -> tuple[str, tuple[Decided, ...]]:
        if whole := self._about("outlets", label):
            return _spelled(whole), (whole,)
        found = {name: self._about("outlets", name) for name in self._unknown(label, url)}
        applied = {name: decided for name, decided in found.items() if decided}
        others = len(self.outlets.resolve_all(label, url)) - len(applied)
        if not others and not any(map(_spelled, applied.values())):
            return "" if applied else label, tuple(applied.values())
        text = label
        for name, decided in applied.items():
            # A label may say more than the name; an address means the one outlet that publishes there.
            is_part = name in text and "://" not in text
            text = text.replace(name, _spelled(decided)) if is_part else _spelled(decided)
        return text.strip(), tuple(applied.values())

    def _unknown(self, label: str, url: str | None) -> Iterator[str]:
        """Yield the names of the outlets of a label that no authority knows, as the graph shows them."""
        return (outlet.name for outlet in self.outlets.resolve_all(label, url) if not outlet.known)


def _labels(record: Record) -> Iterator[tuple[str, str]]:
    return ((name, label) for name in FIELDS if name != "outlets" for label in getattr(record, name))


def _outlets(record: Record) -> Iterator[_Outlet]:
    yield from ((label, None) for label in record.outlets)
    yield from ((article.outlet, article.url) for article in record.articles if article.outlet)


def _spelled(decided: Decided) -> str:
    return (spelling(decided.thing) or "") if decided.thing_kind == "outlet" else ""
