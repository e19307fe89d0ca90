"""What a graph says of one thing, and what points to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO, Final, Protocol

from disinfograph.errors import NotFound
from disinfograph.formats import GRAPH_TYPES
from disinfograph.iris import Minter, resolve_name
from disinfograph.namespaces import BASE, KINDS, PREFIXES, dg
from disinfograph.stores.serialiser import serialise
from disinfograph.terms import Rows, Triple, iri_token, token

_MOST_POINTING: Final = 250
"""Statements by one property that point to a thing and are given; of the others only the number is."""

_MOST_READ: Final = 2_000
"""Statements by one property that are looked at, in the store's own order; the first of these are given."""

_AT_ONCE: Final = 100
_MOST_KNOWN: Final = 20_000
"""Things whose labels are kept from one description to the next."""

# Reifications are given with what they are about, and the cells of the summary are counts of what is given.
_UNTOLD: Final = (f"{PREFIXES['rdf']}object", f"{PREFIXES['rdf']}subject", PREFIXES["cube"], PREFIXES["qb"])
_LABELS: Final = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['schema']}name")


Labels = dict[str, list[Triple]]
"""The statements that name a thing, by its token; and all of those about a source."""


class Asked(Protocol):
    """What is needed of a store."""

    def select(self, query: str) -> Rows:
        """Return the rows of a SELECT query."""

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a graph says of a thing, as N-Triples tokens.

    `own` are its statements; `parts` those of what belongs to it alone: a case's claim, articles, evidence and
    cross-links; `reasons` the assertions of derived statements among both; `sources` the data sets that they come from;
    `labels` the names of all things pointed to. `pointing` are statements of others about it, of which `counts` tells
    the whole number by property.
    """

    iri: str
    own: list[Triple]
    parts: list[Triple]
    reasons: list[Triple]
    sources: list[Triple]
    labels: list[Triple]
    pointing: list[Triple]
    counts: dict[str, int] = field(default_factory=dict)

    def triples(self) -> Iterator[Triple]:
        """Yield all of it; a triple may come twice."""
        for told in (self.own, self.parts, self.reasons, self.sources, self.labels, self.pointing):
            yield from told


def describe(store: Asked, name: str, base: str = BASE) -> list[str]:
    """Return what the graph says of a thing, as sorted N-Triples lines without line ends.

    `name` is an IRI, a CURIE such as `place:UA`, or `kind/name`.
    NotFound when no statement is about it. Of what points to it by one property, at most 250 statements are given.
    """
    return lines(described(store, resolve_name(name, base)).triples())


def lines(triples: Iterable[Triple]) -> list[str]:
    """Return triples as sorted N-Triples lines without line ends, each once."""
    return sorted({f"{s} {p} {o} ." for s, p, o in triples})


def described(store: Asked, iri: str, known: Labels | None = None) -> Description:
    """Return what the graph says of an IRI; NotFound when no statement is about it.

    `known` keeps labels from one description to the next of the same graph.
    """
    if any(character in iri for character in '<>"{}|\\^` \n\r\t'):
        raise NotFound("thing", iri)
    thing = iri_token(iri)
    own = store.construct(f"CONSTRUCT {{ {thing} ?p ?o }} WHERE {{ {thing} ?p ?o }}")
    counts = _pointing_counts(store, thing)
    pointing = [each for name in counts for each in _pointing(store, name, thing)]
    if not own and not pointing:
        raise NotFound("thing", iri)
    parts = store.construct(_PARTS.replace("THING", thing)) if _holds(own, _CASE) else []
    reasons = store.construct(_REASONS.replace("THING", thing)) if _holds(own, _DERIVED) else []
    kept = {} if known is None else known
    sources = _of_subjects(store, kept, sorted({o for _, p, o in own if p == _SOURCE}))
    told = [*own, *parts, *reasons]
    things = {o for _, p, o in told if o.startswith("<") and p != _TYPE} - {s for s, _, _ in told}
    labels = _labels(store, kept, sorted(things))
    return Description(iri, own, parts, reasons, sources, labels, pointing, counts)


def _iri(prefix: str, name: str) -> str:
    return iri_token(PREFIXES[prefix] + name)


_TYPE: Final = _iri("rdf", "type")
_SOURCE: Final = _iri("dcterms", "source")
_CASE: Final = {iri_token(dg("Case"))}
# Only of these does anything say by which method a statement was made.
_DERIVED: Final = {iri_token(dg(name)) for name in ("Case", "Claim", "Article", "Evidence", "CrossLink", "Narrative")}
_REVIEWED, _SHOWN = _iri("schema", "itemReviewed"), _iri("schema", "appearance")
_PARTS: Final = f"""
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ THING {_REVIEWED} ?s }} UNION {{ THING {_iri("dg", "evidence")} ?s }}
  UNION {{ THING {_iri("dg", "crossLink")} ?s }}
  UNION {{ THING {_REVIEWED} ?claim . ?claim {_SHOWN} ?s }}
  ?s ?p ?o
}}"""
_REASONS: Final = f"""
CONSTRUCT {{ ?a ?p ?o }} WHERE {{
  {{ ?a {_iri("rdf", "subject")} THING }} UNION {{ THING {_REVIEWED} ?claim . ?a {_iri("rdf", "subject")} ?claim }}
  ?a ?p ?o
}}"""


def _holds(own: list[Triple], types: set[str]) -> bool:
    return any(p == _TYPE and o in types for _, p, o in own)


def _pointing_counts(store: Asked, thing: str) -> dict[str, int]:
    rows = store.select(f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ ?s ?p {thing} }} GROUP BY ?p")
    found = {str(name): int(str(count)) for name, count in rows if not str(name).startswith(_UNTOLD)}
    return dict(sorted(found.items()))


def _pointing(store: Asked, name: str, thing: str) -> list[Triple]:
    # Sorted here: Oxigraph looks up both texts at each comparison, and takes ten times as long.
    rows = store.select(f"SELECT ?s WHERE {{ ?s {iri_token(name)} {thing} }} LIMIT {_MOST_READ}")
    first = sorted(token(row[0]) for row in rows if row[0])[:_MOST_POINTING]
    return [(subject, iri_token(name), thing) for subject in first]


def _of_subjects(store: Asked, known: Labels, subjects: list[str]) -> list[Triple]:
    found = []
    for one in (each for each in subjects if each.startswith("<")):
        # No token of a thing begins so. Nearly all cases have the same few sources.
        key = f"all of {one}"
        said = known.get(key)
        if said is None:
            said = store.construct(f"CONSTRUCT {{ {one} ?p ?o }} WHERE {{ {one} ?p ?o }}")
            if len(known) < _MOST_KNOWN:
                known[key] = said
        found += said
    return found


def _labels(store: Asked, known: Labels, things: list[str]) -> list[Triple]:
    wanted = [thing for thing in things if thing not in known]
    each = " UNION ".join(f"{{ ?o <{name}> ?l BIND(<{name}> AS ?p) }}" for name in _LABELS)
    found: Labels = {thing: [] for thing in wanted}
    # Oxigraph takes quadratic time over VALUES.
    for start in range(0, len(wanted), _AT_ONCE):
        some = " ".join(wanted[start : start + _AT_ONCE])
        for triple in store.construct(f"CONSTRUCT {{ ?o ?p ?l }} WHERE {{ VALUES ?o {{ {some} }} {each} }}"):
            found[triple[0]].append(triple)
    if len(known) < _MOST_KNOWN:
        known |= found
    return [triple for thing in things for triple in (found[thing] if thing in found else known[thing])]


def write(lines: list[str], name: str, out: BinaryIO, base: str = BASE) -> None:
    """Write a description in a named RDF format, with the prefixes that it needs; NotFound for another."""
    if name not in GRAPH_TYPES:
        raise NotFound("format", name, sorted(GRAPH_TYPES))
    if name in {"nt", "nq"}:
        out.writelines(f"{line}\n".encode() for line in lines)
    else:
        serialise(lines, name, _prefixes(lines, base), out)


@cache
def _namespaces(base: str) -> list[tuple[str, str]]:
    return sorted((PREFIXES | {kind: Minter(base).thing(kind, "") for kind in KINDS}).items())


def _prefixes(lines: list[str], base: str) -> dict[str, str]:
    known = _namespaces(base)
    text = "\n".join(lines)
    return {prefix: namespace for prefix, namespace in known if f"<{namespace}" in text}
