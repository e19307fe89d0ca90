"""SPARQL as pages ask it: short texts with prefixes written out once, and terms put in as tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from disinfograph.errors import WrongUse
from disinfograph.namespaces import PREFIXES
from disinfograph.site.page import Place
from disinfograph.terms import Literal, Rows, Term, iri_token

_NAME = re.compile(rf"\b({'|'.join(PREFIXES)}):([A-Za-z][A-Za-z0-9]*)")
_NO_IRI: Final = frozenset('<>"{}|\\^` \n\r\t')


def sparql(text: str) -> str:
    """Return a query text of ours with its prefixed names as IRIs: a head of prefixes costs time."""
    return _NAME.sub(lambda name: f"<{PREFIXES[name[1]]}{name[2]}>", " ".join(text.split()))


def is_iri(iri: str) -> bool:
    """Say whether an IRI that came from an address can stand in a query."""
    return not _NO_IRI.intersection(iri) and iri.isprintable()


def asked(place: Place, text: str, **terms: str | Iterable[str]) -> Rows:
    """Return the rows of a text of `sparql` with `$name` replaced by an IRI, or by several for a VALUES.

    WrongUse for what is no IRI.
    """
    for name, given in terms.items():
        iris = [given] if isinstance(given, str) else list(given)
        if not all(map(is_iri, iris)):
            raise WrongUse("an address holds characters that no IRI may have")
        text = text.replace(f"${name}", " ".join(map(iri_token, iris)))
    return place.store.select(text)


def strings(rows: Rows) -> Iterator[tuple[str, ...]]:
    """Yield each row as texts, "" where nothing is bound."""
    for row in rows:
        yield tuple("" if term is None else term.value for term in row)


def language_of(term: Term | None) -> str:
    """Return the language of a literal, "" for anything else."""
    return term.language if isinstance(term, Literal) else ""
