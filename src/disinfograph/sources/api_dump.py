"""A saved answer of the old EUvsDisinfo JSON-LD API: a folder of claims.json and all_*.csv tables.

A claim's texts, title and report URL were in a collection that the dumps lack; what they hold is joined here. Media
objects (videos) were a collection of their own too: a claim's references to what the folder lacks are left out, and
`notes` counts them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disinfograph.errors import UnreadableInput
from disinfograph.records import Article, Record, Reject
from disinfograph.sources import lists, texts
from disinfograph.sources.dates import parse_date
from disinfograph.sources.json_text import parsed
from disinfograph.sources.reader import Reader
from disinfograph.sources.table_rows import table_of

SOURCE = "euvsdisinfo-api"
CLAIMS = "claims.json"
TABLES = ("countries", "keywords", "languages", "news_articles", "organisations")

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Dump:
    """The tables of a dump: the cells of each thing by its id, such as `/countries/4`."""

    things: Mapping[str, Cells]

    def name(self, reference: object) -> str | None:
        """Return the name of the thing that a reference names; None where the dump lacks it."""
        cells = self.things.get(reference) if isinstance(reference, str) else None
        return texts.clean(cells.get("name")) if cells else None

    def names(self, references: object) -> tuple[str, ...]:
        """Return the names of the things that a list of references names."""
        return lists.distinct(self.name(reference) for reference in _list(references))

    def article(self, reference: object, first: bool) -> Article | None:
        """Return the article that a reference names; None where the dump lacks it."""
        cells = self.things.get(reference) if isinstance(reference, str) else None
        url, archive = (lists.address(cells.get(name)) for name in ("url", "webArchiveUrl")) if cells else (None, None)
        if cells is None or not (url or archive):
            return None
        outlets = self.outlets(cells)
        return Article(
            url=url,
            archive=archive if archive != url else None,
            outlet=outlets[0] if len(outlets) == 1 else None,
            language=self.name(cells.get("inLanguage")),
            first=first,
            abstract=texts.paragraphs(cells.get("abstract")),
        )

    def outlets(self, article: Cells) -> tuple[str, ...]:
        """Return the outlets of an article; one organisation may stand for several (`a.cz // b.cz`)."""
        return lists.outlets(self.name(article.get("author")))


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield a record for each claim; exact repeats, which paging left, are one record. `path` is the folder."""
    folder = _folder(path)
    dump = _Dump(_things(folder))
    seen = set[str]()
    for position, claim in enumerate(_claims(folder), 1):
        if (mark := json.dumps(claim, sort_keys=True)) not in seen:
            seen.add(mark)
            yield _record(dump, claim, position)


def notes(path: Path) -> tuple[str, ...]:
    """Return how many references of the claims name things that the folder lacks, by kind."""
    folder = _folder(path)
    known = _things(folder)
    missing = Counter(
        reference.split("/")[1]
        for claim in _claims(folder)
        if isinstance(claim, dict)
        for reference in dict.fromkeys([*map(str, _list(claim.get("appearances"))), str(claim.get("firstAppearance"))])
        if reference.startswith("/") and reference not in known
    )
    absent = [f"all_{name}.csv" for name in TABLES if not (folder / f"all_{name}.csv").is_file()]
    said = [f"{CLAIMS}: {count} references to {kind} that the dump lacks" for kind, count in sorted(missing.items())]
    return (*said, *(f"{name} is not there; what it names is left out" for name in absent))


def _record(dump: _Dump, claim: object, position: int) -> Record | Reject:
    if not isinstance(claim, dict) or not isinstance(claim.get("@id"), str):
        return Reject(SOURCE, CLAIMS, position, "it is no claim with an @id", "give it the id that the API gave it")
    own = claim["@id"]
    try:
        date = parse_date(texts.clean(claim.get("datePublished")))
    except ValueError as error:
        return Reject(SOURCE, CLAIMS, position, str(error), "write datePublished as YYYY-MM-DD", own, claim)
    articles = _articles(dump, claim)
    references = dict.fromkeys(filter(None, [*_list(claim.get("appearances")), claim.get("firstAppearance")]))
    cells = [dump.things[reference] for reference in references if reference in dump.things]
    return Record(
        source=SOURCE,
        file=CLAIMS,
        position=position,
        id=own,
        date=date,
        issue=lists.number(claim.get("isPartOf")),
        languages=lists.distinct(article.language for article in articles),
        countries=dump.names(claim.get("contentLocations")),
        keywords=dump.names(claim.get("keywords")),
        outlets=lists.distinct(name for article in cells for name in dump.outlets(article)),
        articles=articles,
    )


def _articles(dump: _Dump, claim: Mapping[str, Any]) -> tuple[Article, ...]:
    """Return the articles among a claim's appearances, and its first appearance, which may stand outside of them."""
    first = claim.get("firstAppearance")
    references = dict.fromkeys([*_list(claim.get("appearances")), *([first] if isinstance(first, str) else [])])
    found = (dump.article(reference, reference == first) for reference in references)
    return tuple(article for article in found if article)


def _list(value: object) -> list[Any]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _claims(folder: Path) -> list[object]:
    file = folder / CLAIMS
    try:
        claims = parsed(file.read_bytes())
    except OSError as error:
        raise UnreadableInput(str(file), error.strerror or "cannot be opened") from error
    except ValueError as error:
        raise UnreadableInput(str(file), f"it is no JSON ({error})", "save the API's answer whole") from error
    members = claims.get("hydra:member") if isinstance(claims, dict) else claims
    if not isinstance(members, list):
        raise UnreadableInput(str(file), "it holds no list of claims", "save the API's answer whole")
    return members


def _things(folder: Path) -> dict[str, Cells]:
    things: dict[str, Cells] = {}
    for name in TABLES:
        file = folder / f"all_{name}.csv"
        if not file.is_file():
            continue
        table = table_of(file)
        for row in table.rows():
            cells = dict(zip(table.header, row.cells, strict=False))
            if not row.fault and "@id" in cells:
                things[cells["@id"]] = cells
    return things


def _recognises(path: Path, head: bytes) -> bool:
    folder = _folder(path)
    here = path.is_dir() or path.name == CLAIMS
    return here and (folder / CLAIMS).is_file() and any((folder / f"all_{name}.csv").is_file() for name in TABLES)


READER = Reader("api-dump", _recognises, read, notes)
