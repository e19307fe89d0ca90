"""What a graph says of one thing, and what points to it."""

from __future__ import annotations

from typing import BinaryIO

from disinfograph.errors import NotFound
from disinfograph.formats import GRAPH_TYPES
from disinfograph.iris import Minter, resolve_name
from disinfograph.namespaces import BASE, KINDS, PREFIXES
from disinfograph.stores.protocol import Store
from disinfograph.stores.serialiser import serialise
from disinfograph.terms import iri_token, text_token

# Its own statements, the assertions about it, the labels of what it points to and the statements that point to it,
# but for the counts of the summary.
_ABOUT = """
CONSTRUCT { ?thing ?p ?o . ?a ?ap ?ao . ?o <http://www.w3.org/2000/01/rdf-schema#label> ?l ;
            <http://www.w3.org/2004/02/skos/core#prefLabel> ?pl ; <http://schema.org/name> ?n .
            ?s ?in ?thing . }
WHERE {
  { VALUES ?thing { THING } ?thing ?p ?o
    OPTIONAL { ?o <http://www.w3.org/2000/01/rdf-schema#label> ?l }
    OPTIONAL { ?o <http://www.w3.org/2004/02/skos/core#prefLabel> ?pl }
    OPTIONAL { ?o <http://schema.org/name> ?n } }
  UNION { VALUES ?thing { THING } ?a <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?thing ; ?ap ?ao }
  UNION { SELECT ?s ?in ?thing { VALUES ?thing { THING } ?s ?in ?thing
    FILTER(!STRSTARTS(STR(?s), SUMMARY)) } ORDER BY ?s ?in LIMIT 1000 }
}
"""


def describe(store: Store, name: str, base: str = BASE) -> list[str]:
    """Return what the graph says of a thing, as sorted N-Triples lines without line ends.

    `name` is an IRI, a CURIE such as `place:UA`, or `kind/name`.
    NotFound when no statement is about it. Of what points to it, the first 1,000 statements are given.
    """
    iri = resolve_name(name, base)
    if any(character in iri for character in '<>"{}|\\^` \n\r\t'):
        raise NotFound("thing", iri)
    cells = text_token(Minter(base).thing("summary", ""))
    triples = store.construct(_ABOUT.replace("THING", iri_token(iri)).replace("SUMMARY", cells))
    if not triples:
        raise NotFound("thing", iri)
    return sorted({f"{s} {p} {o} ." for s, p, o in triples})


def write(lines: list[str], name: str, out: BinaryIO, base: str = BASE) -> None:
    """Write a description in a named RDF format, with the prefixes that it needs; NotFound for another."""
    if name not in GRAPH_TYPES:
        raise NotFound("format", name, sorted(GRAPH_TYPES))
    if name in {"nt", "nq"}:
        out.writelines(f"{line}\n".encode() for line in lines)
    else:
        serialise(lines, name, _prefixes(lines, base), out)


def _prefixes(lines: list[str], base: str) -> dict[str, str]:
    known = PREFIXES | {kind: Minter(base).thing(kind, "") for kind in KINDS}
    text = "\n".join(lines)
    return {prefix: namespace for prefix, namespace in sorted(known.items()) if f"<{namespace}" in text}
