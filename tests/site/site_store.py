"""The small graph as an open site, with what the tests add to it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from disinfograph.namespaces import BASE
from disinfograph.site.site import Site
from disinfograph.stores.content import canonical
from disinfograph.stores.counts import Counts, counted
from disinfograph.stores.own import Own

SMALL = Path(__file__).resolve().parents[1] / "data" / "small.trig"
OLD = f"<{BASE}case/an-old-name> <http://purl.org/dc/terms/isReplacedBy> <{BASE}case/c05> ."


@cache
def filled(more: str = "") -> ox.Store:
    """Return a store of the small graph, whose default graph is the merge."""
    store = ox.Store()
    store.load(path=str(SMALL))
    store.load(more.encode(), ox.RdfFormat.N_QUADS)
    store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in list(store)])
    return store


def counts(store: ox.Store) -> Counts:
    """Return what is in a store."""
    lines = sorted(canonical(f"{quad} .") for quad in store)
    return counted(lines, lines)


def opened(more: str = "", *, base: str = BASE, served: bool = True) -> Site:
    """Return the site over the small graph and N-Quads more."""
    store = filled(more)
    return Site(Own(store), base, served=served, version="0123456789abcdef", counts=counts(store))


def triples(data: bytes, form: ox.RdfFormat) -> set[str]:
    """Return the triples of a document."""
    return {str(quad.triple) for quad in ox.parse(data, format=form)}
