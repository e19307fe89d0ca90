"""What pages need to look up only once for a version of the graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from disinfograph.site.files import Files
from disinfograph.site.table import Table

if TYPE_CHECKING:
    from disinfograph.stores.counts import Counts


class Label(NamedTuple):
    """A name as it is shown, and its language as a BCP 47 tag, "" where it is English or of no language."""

    text: str
    language: str = ""


@dataclass(slots=True)
class Known:
    """What is known: counts, the table of cases, labels by language and IRI, and titles of cases by IRI.

    `texts` are those of cases by number, for searches without an index; `files` is what is published.
    """

    counts: Counts | None = None
    table: Table | None = None
    languages: tuple[str, ...] | None = None
    texts: list[str] | None = None
    files: Files = field(default_factory=Files)
    labels: dict[str, dict[str, Label]] = field(default_factory=dict)
    titles: dict[str, Label] = field(default_factory=dict)
