"""Give a graph away: the whole of a store in one of the RDF formats."""

from __future__ import annotations

from typing import BinaryIO

from disinfograph.errors import NotFound
from disinfograph.formats import DATASET_FORMATS, GRAPH_TYPES
from disinfograph.namespaces import PREFIXES
from disinfograph.stores.protocol import Store
from disinfograph.stores.serialiser import serialise
from disinfograph.terms import merge_of


def export(store: Store, name: str, out: BinaryIO) -> None:
    """Write a store's statements: all graphs for nq, trig and jsonld, the merge for ttl, nt and rdf.

    N-Quads and N-Triples come out sorted, so that the same graph gives the same bytes. NotFound for another format.
    """
    if name not in GRAPH_TYPES:
        raise NotFound("format", name, sorted(GRAPH_TYPES))
    lines = store.quads() if name in DATASET_FORMATS else merge_of(store.quads())
    if name in {"nq", "nt"}:
        out.writelines(f"{line}\n".encode() for line in lines)
    else:
        serialise(lines, name, PREFIXES, out)
