"""Tables with a row for each article, grouped to the case that each belongs to.

The articles that carried a claim are the case's; those that a debunk cites are its evidence. The text of the articles
is not kept: only what a record holds is, until the table has been read, for the rows of a case need not stand together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from disinfograph.records import Article, Evidence, Record, Reject
from disinfograph.sources import lists, texts
from disinfograph.sources.table_records import Cells, Sheet, draft

_CARRIED = frozenset(("disinformation",))
_CITED = frozenset(("support", "trustworthy"))


@dataclass(slots=True)
class _Group:
    """What the rows of one case say together; keys of dicts keep their order."""

    position: int
    cells: dict[str, str]
    date: str | None
    languages: dict[str, None] = field(default_factory=dict)
    outlets: dict[str, None] = field(default_factory=dict)
    keywords: dict[str, None] = field(default_factory=dict)
    articles: dict[Article, None] = field(default_factory=dict)
    evidence: dict[Evidence, None] = field(default_factory=dict)


def grouped(sheet: Sheet) -> Iterator[Record | Reject]:
    """Yield the rejects as they are met, then a record for each case, at the place of its first row."""
    groups: dict[str, _Group] = {}
    for row in sheet.table.rows():
        if row.fault:
            yield sheet.faulty(row)
            continue
        cells = sheet.cells(row)
        if problem := _problem(cells):
            yield sheet.reject(row, f"line {row.line} {problem[0]}", problem[1])
            continue
        try:
            date = sheet.date(cells)
        except ValueError as error:
            yield sheet.undated(row, error)
        else:
            _add(groups, row.position, cells, date)
    yield from (_record(sheet, group) for group in groups.values())


def _problem(cells: Cells) -> tuple[str, str] | None:
    if not texts.clean(cells.get("id")):
        return "names no debunk", "give the article the id of the case that it belongs to"
    kind = (texts.clean(cells.get("class")) or "").casefold()
    if kind not in _CARRIED | _CITED:
        return f"has the class {kind!r}", f"a class is one of: {', '.join(sorted(_CARRIED | _CITED))}"
    return None


def _add(groups: dict[str, _Group], position: int, cells: Cells, date: str | None) -> None:
    own = {name: cells.get(name, "") for name in ("id", "title")}
    group = groups.setdefault(own["id"].strip(), _Group(position, own, date))
    group.date = group.date or date
    group.keywords.update(dict.fromkeys(lists.labels(cells.get("keywords"))))
    url = lists.address(cells.get("articles"))
    outlet = texts.clean(cells.get("outlets")) or texts.clean(cells.get("domain"))
    if (texts.clean(cells.get("class")) or "").casefold() in _CITED:
        if url:
            group.evidence[Evidence(texts.clean(cells.get("text")) or outlet, url)] = None
        return
    language = texts.clean(cells.get("languages"))
    group.languages.update({language: None} if language else {})
    group.outlets.update({outlet: None} if outlet else {})
    if url:
        group.articles[Article(url=url, outlet=outlet, language=language)] = None


def _record(sheet: Sheet, group: _Group) -> Record:
    record = draft(sheet.layout, sheet.file, group.position, group.cells, group.date)
    return Record(
        source=record.source,
        file=record.file,
        position=record.position,
        id=record.id,
        url=lists.address(record.id),
        title=record.title,
        title_truncated=record.title_truncated,
        date=record.date,
        languages=tuple(group.languages),
        keywords=tuple(group.keywords),
        outlets=tuple(group.outlets),
        articles=tuple(group.articles),
        evidence=tuple(group.evidence),
    )
