"""EUvsDisinfo case pages saved or copied as plain text, in the layouts seen since 2019.

A page is one main case with its labelled fields, then related cases, cut off and without fields. Two blank lines part
a claim from its response, one parts paragraphs; headings ("SUMMARY", "RESPONSE") do so where a layout has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from disinfograph.errors import UnreadableInput
from disinfograph.records import Record, Reject
from disinfograph.sources.page_layout import drafts_of
from disinfograph.sources.page_lines import decode, lines_of
from disinfograph.sources.page_record import nothing_found, record_of
from disinfograph.sources.reader import Reader

_MARKS = re.compile(
    r"^[ \t]*(?:disinfo:[ \t]*\S|home - disinfo cases"
    r"|(?:summary of disinformation|disinformation case details)[ \t]*$|(?:[•·*-][ \t]*)?reported in:?[ \t]*issue)",
    re.IGNORECASE | re.MULTILINE,
)


def read(path: Path) -> Iterator[Record | Reject]:
    """Yield the main case of a page, then its related cases; a page without a case yields one reject."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(path.name, f"cannot be read ({error.strerror})") from error
    yield from read_text(decode(data), path.name)


def read_text(text: str, file: str) -> Iterator[Record | Reject]:
    """Yield the records of a page's text; `file` is the base name that they carry."""
    drafts = drafts_of(lines_of(text))
    if not drafts:
        yield nothing_found(file)
    for position, draft in enumerate(drafts, start=1):
        yield record_of(draft, file, position)


def _recognises(path: Path, head: bytes) -> bool:
    text = "\n".join(lines_of(decode(head))).lstrip()
    return not text.startswith(("<", "{", "[")) and "\0" not in text and _MARKS.search(text) is not None


READER = Reader("page-text", _recognises, read)
