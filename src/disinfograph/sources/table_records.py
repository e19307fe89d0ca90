"""Rows of a case table to records, by the table's layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from disinfograph.records import Article, Evidence, Record, Reject, Unresolved
from disinfograph.sources import lists, prose_evidence, prose_links, prose_narratives, texts
from disinfograph.sources.dates import Order, orders_of, parse_date
from disinfograph.sources.page_fields import countries
from disinfograph.sources.table_layouts import Layout
from disinfograph.sources.table_rows import Row, Table, folded

Cells = Mapping[str, str]

_ADVICE = {
    "cells": "quote a cell that holds the delimiter, a quote or a line break",
    "text": "save the table as UTF-8",
    "date": "write the date as YYYY-MM-DD",
    "empty": "give the row an id, a URL, a title or a claim",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its layout: which columns hold which fields, and the order of its dates in figures.

    `order` is what its own rows show, `usual` the order that full dates have otherwise: None where its rows disagree.
    """

    table: Table
    layout: Layout
    places: tuple[tuple[int, str], ...] = ()
    order: Order | None = None
    usual: Order | None = "dmy"

    @property
    def file(self) -> str:
        """Return the base name that its records carry."""
        return self.table.path.name

    def cells(self, row: Row) -> Cells:
        """Return the row's cells by the fields that the layout gives their columns."""
        return {field: row.cells[place] for place, field in self.places}

    def date(self, cells: Cells) -> str | None:
        """Return the day of a row; ValueError where its date names none."""
        return parse_date(cells.get("date"), self.order, self.usual)

    def reject(self, row: Row, reason: str, advice: str) -> Reject:
        """Return the reject of a row, with the cells that could be read."""
        readable = {name: cell.encode("utf-8", "replace").decode("utf-8") for name, cell in self._pairs(row)}
        return Reject(self.layout.source, self.file, row.position, reason, advice, None, readable or None)

    def faulty(self, row: Row) -> Reject:
        """Return the reject of a row that is broken as such."""
        advice = _ADVICE["text"] if "UTF-8" in row.fault else _ADVICE["cells"]
        return self.reject(row, row.fault, advice)

    def undated(self, row: Row, error: ValueError) -> Reject:
        """Return the reject of a row whose date names no day."""
        return self.reject(row, f"line {row.line}: {error}", _ADVICE["date"])

    def _pairs(self, row: Row) -> Iterator[tuple[str, str]]:
        return zip(self.table.header, row.cells, strict=False) if row.cells else iter(())


def sheet_of(table: Table, layout: Layout) -> Sheet:
    """Return the table read by the layout; the column of dates is read once to find their order."""
    names = [folded(name) for name in table.header]
    held = ((folded(column), field) for field, column in layout.columns.items())
    places = tuple((names.index(column), field) for column, field in held if column in names)
    column = next((table.header[place] for place, field in places if field == "date"), None)
    orders = orders_of(table.column(column)) if column else frozenset()
    order = next(iter(orders)) if len(orders) == 1 else None
    return Sheet(table, layout, places, order, None if len(orders) > 1 else "dmy")


def records(sheet: Sheet) -> Iterator[Record | Reject]:
    """Yield a record for each row; exact repeats of a row are one record, where it first stands."""
    seen = set[int]()
    for row in sheet.table.rows():
        if row.fault:
            yield sheet.faulty(row)
        elif (mark := hash(row.cells)) not in seen:
            seen.add(mark)
            yield _record(sheet, row)


def _record(sheet: Sheet, row: Row) -> Record | Reject:
    cells = sheet.cells(row)
    try:
        date = sheet.date(cells)
    except ValueError as error:
        return sheet.undated(row, error)
    record = draft(sheet.layout, sheet.file, row.position, cells, date)
    if not (record.id or record.title or record.claim):
        return sheet.reject(row, f"line {row.line} names no case", _ADVICE["empty"])
    return record


def draft(layout: Layout, file: str, position: int, cells: Mapping[str, Any], date: str | None) -> Record:
    """Return the record of a case whose fields are cells; `cells` maps names of `table_layouts.FIELDS` to texts."""
    title, truncated = texts.title(cells.get("title"))
    text = texts.unglued if layout.glued else texts.paragraphs
    url = lists.address(cells.get("url"))
    issue = lists.number(cells.get("issue"))
    unread = texts.clean(cells.get("issue")) if issue is None else None
    record = Record(
        source=layout.source,
        file=file,
        position=position,
        id=texts.clean(cells.get("id")) or url,
        url=url,
        title=title,
        title_truncated=truncated,
        claim=text(cells.get("claim")),
        response=text(cells.get("response")),
        date=date,
        issue=issue,
        articles=tuple(Article(url=address) for address in lists.addresses(cells.get("articles"))),
        evidence=tuple(Evidence(url=address) for address in lists.addresses(cells.get("evidence"))),
        languages=lists.languages(cells.get("languages"), layout.separators),
        countries=_countries(cells.get("countries"), layout.separators),
        keywords=lists.labels(cells.get("keywords"), layout.separators),
        outlets=lists.outlets(cells.get("outlets"), layout.separators),
        reviewer=texts.clean(cells.get("reviewer")),
        verdict=texts.clean(cells.get("verdict")),
        license=texts.clean(cells.get("license")),
        unresolved=(Unresolved("issue", unread),) if unread else (),
    )
    return with_prose(paired(record))


def paired(record: Record) -> Record:
    """Return the record with its outlet and language said of its article, where it has just one of each."""
    if len(record.articles) != 1:
        return record
    (article,) = record.articles
    outlet = record.outlets[0] if len(record.outlets) == 1 else None
    language = record.languages[0] if len(record.languages) == 1 else None
    article = replace(article, outlet=article.outlet or outlet, language=article.language or language)
    return replace(record, articles=(article,))


def with_prose(record: Record) -> Record:
    """Return the record with the narrative phrases, cross-links and evidence that its response names."""
    if not record.response:
        return record
    return replace(
        record,
        narrative_phrases=prose_narratives.narrative_phrases(record.response),
        cross_links=prose_links.with_anchors(prose_links.cross_links(record.response), record.cross_links),
        evidence=prose_evidence.with_anchors(prose_evidence.evidence(record.response), record.evidence),
    )


def _countries(cell: object, separators: str) -> tuple[str, ...]:
    if isinstance(cell, str) and separators == lists.COMMON:
        return countries(cell)
    return lists.labels(cell, separators)
