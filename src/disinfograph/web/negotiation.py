"""Which syntax a client wants: by the parameter `format`, else by its Accept header."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.http import parse_accept_header

from disinfograph.formats import GRAPH_TYPES
from disinfograph.web.refusals import Refused

Offers = Mapping[str, Sequence[str]]
"""Syntaxes in the order of our liking, each with its media types: the first is its own, the others mean it too."""

ROWS: Final[Offers] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: Final[Offers] = {
    "ttl": (GRAPH_TYPES["ttl"], "application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
    "nt": (GRAPH_TYPES["nt"], "text/plain"),
    "jsonld": (GRAPH_TYPES["jsonld"], "application/json"),
    "rdf": (GRAPH_TYPES["rdf"], "application/xml", "text/xml"),
    "trig": (GRAPH_TYPES["trig"], "application/x-trig"),
    "nq": (GRAPH_TYPES["nq"], "text/x-nquads"),
}
_OTHER_NAMES: Final = {
    "turtle": "ttl",
    "n3": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdf+xml": "rdf",
    "rdf-xml": "rdf",
    "xml": "rdf",
    "json": "jsonld",
    "nquads": "nq",
    "n-quads": "nq",
}


def named(name: str, offers: Offers) -> str | None:
    """Return the syntax that a name or a media type stands for, None where none of the offers does."""
    word = name.strip().lower()
    if word in offers:
        return word
    if _OTHER_NAMES.get(word) in offers:
        return _OTHER_NAMES[word]
    return next((each for each, types in offers.items() if word in types), None)


def accepted(header: str, offers: Offers) -> str:
    """Return the offer that an Accept header likes best; Refused with 406, and what there is, where it likes none."""
    if not header.strip():
        return next(iter(offers))
    # Parameters such as JSON-LD's profile only say more of a type that is offered anyway.
    wanted = MIMEAccept([(kind.partition(";")[0].strip(), q) for kind, q in parse_accept_header(header, MIMEAccept)])
    # Own types before their synonyms: `text/*` means the former.
    types = [(kinds[0], name) for name, kinds in offers.items()]
    types += [(kind, name) for name, kinds in offers.items() for kind in kinds[1:]]
    best = wanted.best_match([kind for kind, _ in types])
    if best is None:
        own = ", ".join(kinds[0] for kinds in offers.values())
        raise Refused(406, f"The answer comes as {own}; the Accept header asks for none of them.")
    return next(name for kind, name in types if kind == best)


def liked(header: str, offers: Iterable[Offers]) -> tuple[str, ...]:
    """Return which of each of several offers an Accept header likes best, "" where it likes none."""
    return tuple(_liked(header, each) for each in offers)


def _liked(header: str, offers: Offers) -> str:
    try:
        return accepted(header, offers)
    except Refused:
        return ""


@lru_cache(256)
def takes_gzip(header: bytes) -> bool:
    """Say whether an Accept-Encoding header takes gzip; without one it is not sent, for plain programmes."""
    return bool(header) and parse_accept_header(header.decode("latin-1"), Accept)["gzip"] > 0


def content_type(name: str, offers: Offers) -> str:
    """Return the Content-Type of a syntax; text formats name their character set."""
    own = offers[name][0]
    return f"{own}; charset=utf-8" if own.startswith("text/") else own
