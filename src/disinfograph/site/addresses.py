"""Where things are shown: the paths of pages and data, and the IRIs that they are about.

A thing `{base}kind/name` has the page `kind/name.html` and the data `kind/name.ttl` and so on. Paths are told from the
root of the site, without a slash in front, so that the same pages work below any address.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from disinfograph.formats import GRAPH_TYPES
from disinfograph.namespaces import BASE, KINDS, ONTOLOGY, PREFIXES

PAGE: Final = "html"
SUFFIXES: Final[dict[str, str]] = {
    "html": PAGE, "ttl": "ttl", "jsonld": "jsonld", "nt": "nt", "rdf": "rdf", "json": "jsonld",
}  # fmt: skip
"""What a path may end in, and the syntax that each means."""

DATA: Final = ("ttl", "jsonld", "nt", "rdf")
"""The syntaxes of data, in the order of our liking; each is its own suffix."""

MEDIA_TYPES: Final[dict[str, str]] = {PAGE: "text/html", **{name: GRAPH_TYPES[name] for name in DATA}}

HOME: Final = "index.html"
SEARCH_CSV: Final = "search.csv"
"""Where a server gives the cases that a search finds as a table; its parameters are those of the search page."""

DATASET: Final = "dataset"
"""The stem of the paths at which the dataset is described."""

DOCUMENTS: Final[dict[str, str]] = {
    "ontology": ONTOLOGY,
    "ontology/alignments": f"{ONTOLOGY}/alignments",
    "cube": PREFIXES["cube"].rstrip("#"),
    DATASET: BASE + DATASET,
}
"""What is no thing of a kind, by its path; versions of the ontology lie below it."""

_VERSION = re.compile(r"ontology/[0-9]+\.[0-9]+\.[0-9]+")
SAFE: Final = "/-._~!$&'()*+,;=:@"
"""What stands unquoted in the IRI of a thing."""


@dataclass(frozen=True, slots=True)
class Address:
    """A path taken apart: the thing's, and the syntax that its suffix names, "" where it has none."""

    thing: str
    syntax: str = ""

    @property
    def kind(self) -> str:
        """The folder of the thing, "" for what lies in no folder."""
        return self.thing.partition("/")[0] if "/" in self.thing else ""

    @property
    def name(self) -> str:
        """What follows the kind."""
        return self.thing.partition("/")[2]

    def path(self, syntax: str) -> str:
        """Return the path of the same thing in a syntax, as it stands in an address."""
        return f"{quote(self.thing, safe=SAFE)}.{syntax}"


def read_address(path: str) -> Address:
    """Return a decoded path taken apart; a slash in front does not matter."""
    thing, dot, suffix = path.lstrip("/").rpartition(".")
    if dot and "/" not in suffix and suffix in SUFFIXES and thing and not thing.endswith("/"):
        return Address(thing, SUFFIXES[suffix])
    return Address(path.lstrip("/"))


def iri_of(address: Address, base: str = BASE) -> str | None:
    """Return the IRI that an address is about, None where there can be no such thing."""
    if address.thing in DOCUMENTS:
        return _rebased(DOCUMENTS[address.thing], base)
    if _VERSION.fullmatch(address.thing):
        return ONTOLOGY + address.thing.removeprefix("ontology")
    if address.kind not in KINDS or not address.name or "//" in address.thing:
        return None
    return base + quote(address.thing, safe=SAFE)


def thing_path(iri: str, base: str = BASE) -> str | None:
    """Return the path of a thing of the graph, without a suffix and decoded; None for an IRI that is not ours."""
    whole = iri.partition("#")[0]
    for path, document in DOCUMENTS.items():
        if whole == _rebased(document, base):
            return path
    if _VERSION.fullmatch(f"ontology{whole.removeprefix(ONTOLOGY)}"):
        return f"ontology{whole.removeprefix(ONTOLOGY)}"
    if not iri.startswith(base):
        return None
    address = Address(unquote(whole[len(base) :]))
    return address.thing if iri_of(address, base) else None


def page_path(iri: str, base: str = BASE) -> str | None:
    """Return the path of the page that shows a thing, with its anchor; None for an IRI that is not ours."""
    thing = thing_path(iri, base)
    if thing is None:
        return None
    if thing.startswith("claim/"):
        return Address(f"case/{thing.removeprefix('claim/')}").path(PAGE) + "#claim"
    if thing == DATASET:
        return HOME
    _, mark, anchor = iri.partition("#")
    return Address(thing).path(PAGE) + mark + anchor


def data_paths(iri: str, base: str = BASE) -> dict[str, str]:
    """Return the path of each syntax of a thing's data; none for an IRI that is not ours."""
    thing = thing_path(iri, base)
    return {} if thing is None else {syntax: Address(thing).path(syntax) for syntax in DATA}


def relative(target: str, path: str) -> str:
    """Return a path of the site as seen from the page at another: `../place/UA.html`; what follows `#` or `?` stays."""
    end = min((place for mark in "#?" if (place := target.find(mark)) >= 0), default=len(target))
    where, rest = target[:end], target[end:]
    found = posixpath.relpath(f"/{where}", posixpath.dirname(f"/{path}"))
    if where.endswith("/") or not where:
        found += "/"
    # A colon in the first part would make a scheme of it.
    return ("./" if ":" in found.partition("/")[0] else "") + found + rest


def _rebased(iri: str, base: str) -> str:
    return iri if base == BASE or iri.startswith(ONTOLOGY) else base + iri.removeprefix(BASE)
