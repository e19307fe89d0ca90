"""Cases scraped from the site to JSON: a list of objects, or one object a line, with a title and a response.

The scraper lost the breaks between paragraphs, and cut the page at the word "response" in any case of letters: so a
claim or title that holds the word broke off there, and what followed stands before the response. Where the heading
"RESPONSE" is still in the text the two are put right; where the page's menu is there instead, the response is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from disinfograph.errors import UnreadableInput
from disinfograph.records import Record, Reject
from disinfograph.sources import lists
from disinfograph.sources.dates import Order, orders_of, parse_date
from disinfograph.sources.json_text import parsed
from disinfograph.sources.reader import Reader, objects_in
from disinfograph.sources.table_layouts import Layout
from disinfograph.sources.table_records import draft

LAYOUT = Layout("EUvsDisinfo site dump (JSON)", "euvsdisinfo-site-dump", columns={}, glued=True)
_FIELDS = {
    "id": "id",
    "url": "url",
    "title": "title",
    "summary": "claim",
    "response": "response",
    "disproof": "response",
    "outlet": "outlets",
    "outlets": "outlets",
    "countries": "countries",
    "country": "countries",
    "languages": "languages",
    "tags": "keywords",
    "keywords": "keywords",
    "issue": "issue",
    "sources": "articles",
}
_HEADING = re.compile(r"\s*(?<![A-Za-z])RESPONSE(?![A-Za-z])\s*")
_MENU = "Skip to main content"


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield a record for each case of the dump; exact repeats are one record."""
    cases = list(_cases(path))
    orders = orders_of(_date(case) for _, case in cases if isinstance(case, dict))
    order = next(iter(orders)) if len(orders) == 1 else None
    seen = set[str]()
    for position, case in cases:
        if isinstance(case, Reject):
            yield case
        elif (mark := json.dumps(case, sort_keys=True)) not in seen:
            seen.add(mark)
            yield _record(path.name, position, case, order, None if len(orders) > 1 else "dmy")


def _record(
    file: str, position: int, case: Mapping[str, Any], order: Order | None, usual: Order | None
) -> Record | Reject:
    cells = {_FIELDS[name]: value for name, value in case.items() if name in _FIELDS and value}
    try:
        date = parse_date(_date(case), order, usual)
    except ValueError as error:
        return _reject(file, position, str(error), "write the date as YYYY-MM-DD", case)
    record = draft(LAYOUT, file, position, _repaired(cells), date)
    if not (record.title or record.url or record.claim):
        return _reject(file, position, "it names no case", "give the case a title, a URL or a summary", case)
    return record


def _repaired(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells with the claim and the response as they stood on the page."""
    response, claim = str(cells.get("response") or ""), str(cells.get("claim") or "")
    before, heading, after = _parted(response)
    if heading:
        return {**cells, "claim": f"{claim} response {before}".strip(), "response": after}
    kept = None if _MENU in response else response
    outlets = cells.get("outlets")
    addresses = lists.addresses(outlets) if isinstance(outlets, str) else ()
    articles = cells.get("articles") or " ".join(addresses)
    return {**cells, "response": kept, "articles": " ".join(articles) if isinstance(articles, list) else articles}


def _parted(response: str) -> tuple[str, str, str]:
    found = _HEADING.search(response)
    if not found or "\n" not in found[0]:
        return "", "", response
    return response[: found.start()], found[0], response[found.end() :]


def _date(case: Mapping[str, Any]) -> str | None:
    value = case.get("date_of_publication") or case.get("date")
    return value if isinstance(value, str) else None


def _cases(path: Path) -> Iterator[tuple[int, dict[str, Any] | Reject]]:
    text = _text(path)
    if not text.lstrip().startswith("["):
        yield from _from_lines(path.name, text)
        return
    try:
        members = parsed(text)
    except ValueError as error:
        raise UnreadableInput(str(path), f"it is no JSON ({error})", "save the dump whole") from error
    for position, case in enumerate(members, 1):
        yield position, case if isinstance(case, dict) else _reject(path.name, position, *_NO_OBJECT, None)


def _from_lines(file: str, text: str) -> Iterator[tuple[int, dict[str, Any] | Reject]]:
    lines = [line for line in text.split("\n") if line.strip()]
    for position, line in enumerate(lines, 1):
        try:
            case = parsed(line)
        except ValueError as error:
            yield position, _reject(file, position, f"the line is no JSON ({error})", "mend the line", None)
        else:
            yield position, case if isinstance(case, dict) else _reject(file, position, *_NO_OBJECT, None)


_NO_OBJECT = ("it is no JSON object", "write a case as an object with a title")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "cannot be opened") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(str(path), f"it is no UTF-8 text ({error})", "save it as UTF-8") from error


def _reject(file: str, position: int, reason: str, advice: str, case: Mapping[str, Any] | None) -> Reject:
    own = lists.address(case.get("url")) if case else None
    return Reject(LAYOUT.source, file, position, reason, advice, own, dict(case) if case else None)


def _recognises(path: Path, head: bytes) -> bool:
    return any(_is_case(keys) for keys in objects_in(head))


def _is_case(keys: Collection[str]) -> bool:
    told = "title" in keys and ("response" in keys or "disproof" in keys) and ("url" in keys or "summary" in keys)
    return told and not ("source" in keys and "position" in keys)


READER = Reader("site-dump", _recognises, read)
