"""What a page is: finished HTML, and where the same is to be had as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote

from disinfograph.site.addresses import SAFE
from disinfograph.site.known import Known
from disinfograph.terms import Rows, Triple

Query = Sequence[tuple[str, str]]
"""The parameters of an address, decoded, in order."""


class Store(Protocol):
    """What pages ask: any store, and the snapshot that a worker holds."""

    def select(self, query: str) -> Rows:
        """Return the rows of a SELECT query."""

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query."""

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query, as N-Triples tokens."""


Finder = Callable[[str], Sequence[int]]
"""Returns the numbers of the cases that hold some words, best first; cases are numbered in the order of slugs."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `data` holds the path of each of its alternates by the name of its syntax (`formats.GRAPH_TYPES`)."""

    html: str
    status: int = 200
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """What a page is made from: the store, where it is shown, and what was asked of it.

    `path` is the page's own, from the root of the site and without a slash in front: `case/x.html`. `name` is what
    stands between the kind and the suffix. `base` is the base of the graph's IRIs, `version` the version of the data.
    `known` is shared by all pages of a version, `finder` the search index, where there is one.
    """

    store: Store
    base: str
    path: str
    kind: str = ""
    name: str = ""
    query: Query = ()
    served: bool = False
    version: str = ""
    known: Known = field(default_factory=Known)
    finder: Finder | None = None

    @property
    def iri(self) -> str:
        """The IRI of the thing that the page is about."""
        return f"{self.base}{self.kind}/{self.slug}"

    @property
    def slug(self) -> str:
        """The name as it stands in the IRI."""
        return quote(self.name, safe=SAFE)

    def asked(self, parameter: str) -> str:
        """Return the first value of a parameter, "" where there is none."""
        return next((value for name, value in self.query if name == parameter), "")
