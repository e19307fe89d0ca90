"""A frictionless data package of EUvsDisinfo cases: posts, joined with their publications and annotations.

What a package's tables are is told by their columns. A table that the package names and the folder lacks is replaced
by a file of the folder with the same columns, where there is one; `notes` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from disinfograph.errors import UnreadableInput
from disinfograph.records import Article, CrossLink, Evidence, Record, Reject
from disinfograph.sources import lists, texts
from disinfograph.sources.json_text import parsed
from disinfograph.sources.reader import Reader
from disinfograph.sources.table_layouts import Layout, layout_of
from disinfograph.sources.table_records import Sheet, paired, records, sheet_of, with_prose
from disinfograph.sources.table_rows import Table, folded, table_of

DESCRIPTOR = "datapackage.json"
_PUBLICATIONS = ("id", "publication", "archive")
_ANNOTATIONS = ("id", "summary", "disproof")
_OWN_SITE = "euvsdisinfo.eu/report/"


@dataclass(frozen=True, slots=True)
class _Package:
    """The tables of a package that were found, and what is to be said of those that were not."""

    posts: Table
    layout: Layout
    publications: Table | None
    annotations: Table | None
    notes: tuple[str, ...]


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield the rejects of the joined tables, then a record for each post; `path` is the folder or its descriptor."""
    package = _package(path)
    articles: dict[str, dict[Article, None]] = {}
    annotations: dict[str, Mapping[str, str]] = {}
    yield from _collect(package, articles, annotations)
    for found in records(sheet_of(package.posts, package.layout)):
        if isinstance(found, Reject):
            yield found
        else:
            key = found.url or ""
            yield _joined(found, tuple(articles.get(key, ())), annotations.get(key, {}))


def notes(path: Path) -> tuple[str, ...]:
    """Return which tables of the package are missing, and what was read in their place."""
    return _package(path).notes


def is_package(path: Path) -> bool:
    """Tell whether a folder, or a descriptor in it, is a package with a table of cases."""
    try:
        _package(path)
    except UnreadableInput:
        return False
    return True


def _collect(
    package: _Package, articles: dict[str, dict[Article, None]], annotations: dict[str, Mapping[str, str]]
) -> Iterator[Reject]:
    for table in filter(None, (package.publications, package.annotations)):
        names = tuple(map(folded, table.header))
        for row in table.rows():
            if row.fault:
                yield Sheet(table, package.layout).faulty(row)
                continue
            cells = dict(zip(names, row.cells, strict=True))
            key = lists.address(cells["id"]) or ""
            if table is package.annotations:
                annotations[key] = cells
            elif article := _article(cells):
                articles.setdefault(key, {})[article] = None


def _article(cells: Mapping[str, str]) -> Article | None:
    """Return the article of a row; None where it gives no address, such as `http://N/A`."""
    url, archive = lists.address(cells["publication"]), lists.address(cells["archive"])
    if archive == url:
        archive = None
    return Article(url=url, archive=archive) if url or archive else None


def _joined(record: Record, articles: tuple[Article, ...], annotation: Mapping[str, str]) -> Record:
    record = paired(replace(record, articles=articles)) if articles else record
    if not annotation:
        return record
    links = lists.addresses(annotation.get("disproof_links"))
    return with_prose(
        replace(
            record,
            claim=texts.paragraphs(annotation["summary"]),
            response=texts.paragraphs(annotation["disproof"]),
            cross_links=tuple(CrossLink(text="", url=link) for link in links if _OWN_SITE in link),
            evidence=tuple(Evidence(url=link) for link in links if _OWN_SITE not in link),
        )
    )


def _package(path: Path) -> _Package:
    folder = path if path.is_dir() else path.parent
    resources = _resources(folder / DESCRIPTOR)
    named = [(_columns(resource), _local(folder, resource)) for resource in resources]
    posts = next((file for columns, file in named if layout_of(columns) and file.is_file()), None)
    if posts is None:
        raise UnreadableInput(str(folder), "its data package has no table of cases", "name a posts.csv in it")
    table = table_of(posts)
    layout = layout_of(table.header)
    if layout is None:
        raise UnreadableInput(str(posts), "its columns are not those that the data package gives")
    others = {file.name for _, file in named}
    said: list[str] = []
    tables = [_partner(folder, named, columns, others, said) for columns in (_PUBLICATIONS, _ANNOTATIONS)]
    return _Package(table, layout, tables[0], tables[1], tuple(said))


def _partner(
    folder: Path,
    named: Sequence[tuple[Sequence[str], Path]],
    columns: Sequence[str],
    others: set[str],
    said: list[str],
) -> Table | None:
    """Return the table that holds the columns: the one that the package names, else one like it in the folder."""
    file = next((file for present, file in named if _has(present, columns)), None)
    if file is None or file.is_file():
        return table_of(file) if file else None
    for other in sorted(folder.glob("*.csv")):
        if other.name not in others and _has((table := table_of(other)).header, columns):
            said.append(f"{DESCRIPTOR} names {file.name}, which is not there; {other.name} was read in its place")
            return table
    said.append(f"{DESCRIPTOR} names {file.name}, which is not there; the cases are read without it")
    return None


def _has(present: Sequence[str], columns: Sequence[str]) -> bool:
    return set(columns) <= {folded(name) for name in present}


def _resources(descriptor: Path) -> list[Mapping[str, Any]]:
    try:
        package = parsed(descriptor.read_bytes())
    except OSError as error:
        raise UnreadableInput(str(descriptor), error.strerror or "cannot be opened") from error
    except ValueError as error:
        raise UnreadableInput(str(descriptor), f"it is no JSON ({error})", "mend the data package") from error
    resources = package.get("resources") if isinstance(package, dict) else None
    return [resource for resource in resources if isinstance(resource, dict)] if isinstance(resources, list) else []


def _local(folder: Path, resource: Mapping[str, Any]) -> Path:
    """Return the file of a resource: never one outside of the package's folder."""
    file = folder / str(resource.get("path"))
    return file if file.resolve().is_relative_to(folder.resolve()) else folder / file.name


def _columns(resource: Mapping[str, Any]) -> tuple[str, ...]:
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    named = fields if isinstance(fields, list) else []
    return tuple(str(field["name"]) for field in named if isinstance(field, dict) and "name" in field)


def _recognises(path: Path, head: bytes) -> bool:
    described = (path / DESCRIPTOR).is_file() if path.is_dir() else path.name == DESCRIPTOR
    return described and is_package(path)


READER = Reader("frictionless", _recognises, read, notes)
