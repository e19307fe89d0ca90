"""The layouts of case tables that are known, as data: which column holds which field of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disinfograph.errors import UnreadableInput, WrongUse
from disinfograph.sources.lists import COMMON
from disinfograph.sources.table_rows import folded

FIELDS = (
    *("id", "url", "title", "claim", "response", "date", "issue", "languages", "countries", "keywords", "outlets"),
    *("articles", "evidence", "reviewer", "verdict", "license"),
)
_IDENTIFYING = ("id", "url", "title", "claim")


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of case tables.

    `columns` gives the column that holds each field; the layout is recognised by those `required` (all unless said).
    `separators` are what parts a list's cell. `glued` says that the scraper lost breaks between paragraphs,
    `by_article` that a row is an article and not a case. A column that is not named here is not read.
    """

    name: str
    source: str
    columns: Mapping[str, str]
    required: tuple[str, ...] = ()
    separators: str = COMMON
    glued: bool = False
    by_article: bool = False

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the columns by which the layout is recognised."""
        return self.required or tuple(self.columns.values())

    def fits(self, header: Iterable[str]) -> bool:
        """Tell whether a header names the columns that the layout requires."""
        present = {folded(name) for name in header}
        return all(folded(name) in present for name in self.needed)


LAYOUTS = (
    Layout(
        name="cknabs posts",
        source="cknabs",
        columns={
            "date": "date",
            "url": "id",
            "title": "title",
            "countries": "countries",
            "keywords": "keywords",
            "languages": "languages",
            "outlets": "outlets",
        },
        separators="+",
    ),
    Layout(
        name="EUvsDisinfo 2015-2017",
        source="euvsdisinfo-2015-2017",
        columns={
            "issue": "issue",
            "date": "date",
            "outlets": "outlet",
            "languages": "language",
            "countries": "origin",
            "keywords": "keywords",
            "articles": "source",
            "title": "title",
            "claim": "summary",
            "response": "disproof",
        },
    ),
    Layout(
        name="Mendeley",
        source="mendeley",
        columns={
            "date": "Date",
            "url": "Links",
            "title": "Title",
            "outlets": "Outlets",
            "countries": "Country",
            "claim": "Disinformation",
            "response": "Information",
        },
    ),
    Layout(
        name="Sheffield articles",
        source="sheffield",
        columns={
            "id": "debunk_id",
            "title": "debunk_title",
            "date": "debunk_date",
            "keywords": "keywords",
            "languages": "article_language",
            "outlets": "article_publisher",
            "domain": "article_domain",
            "text": "article_title",
            "articles": "article_url",
            "class": "class",
        },
        required=("debunk_id", "article_url", "class"),
        by_article=True,
    ),
    Layout(
        name="EUvsDisinfo 2024",
        source="euvsdisinfo-2024",
        columns={
            "title": "Title",
            "outlets": "Outlet",
            "date": "Date of publication",
            "languages": "Article language(s)",
            "countries": "Countries / regions discussed",
            "claim": "Summary",
            "response": "Response",
        },
        required=("Title", "Date of publication", "Summary", "Response"),
        glued=True,
    ),
    Layout(
        name="EUvsDisinfo site dump",
        source="euvsdisinfo-site-dump",
        columns={
            "url": "url",
            "title": "title",
            "claim": "summary",
            "response": "response",
            "outlets": "outlet",
            "date": "date_of_publication",
            "countries": "countries",
            "keywords": "tags",
        },
        glued=True,
    ),
)


def layout_of(header: Iterable[str]) -> Layout | None:
    """Return the known layout that a header fits, the one that names most columns; None if none does."""
    names = tuple(header)
    fitting = [layout for layout in LAYOUTS if layout.fits(names)]
    return max(fitting, key=lambda layout: len(layout.needed), default=None)


def mapped(columns: Mapping[str, str], header: Iterable[str], file: str) -> Layout:
    """Return the layout that a user gives as `{field: column}`; WrongUse or UnreadableInput where it cannot be."""
    names = {folded(name): name for name in header}
    if unknown := [name for name in columns if name not in FIELDS]:
        raise WrongUse(f"no field named {unknown[0]!r} can be mapped; there are: {', '.join(FIELDS)}")
    if not any(name in columns for name in _IDENTIFYING):
        raise WrongUse(f"a table needs a column for one of {', '.join(_IDENTIFYING)}, such as title=Title")
    if absent := [name for name in columns.values() if folded(name) not in names]:
        raise UnreadableInput(file, f"it has no column {absent[0]!r}", f"its columns are: {', '.join(names.values())}")
    return Layout("table", "table", dict(columns))


def refusal(header: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with a table of no known layout, and what to do."""
    known = "; ".join(f"{layout.name}: {', '.join(layout.needed)}" for layout in LAYOUTS)
    reason = f"its columns fit no known case table: {', '.join(header)}"
    return reason, f"map them with --columns (title=Title,date=Date,…); known tables have the columns ({known})"
