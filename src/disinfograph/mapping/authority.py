"""The curated lists as quads: `ontology/vocab/` and `ontology/mappings/`, below the base that the build was given.

Read with rdflib because these files are small, ours, and written in Turtle for people.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import BNode, Literal, URIRef

from disinfograph import resources, vocabularies
from disinfograph.iris import Minter
from disinfograph.mapping.quads import Quad
from disinfograph.mapping.words import A, word
from disinfograph.resolve import mappings
from disinfograph.terms import iri_token, text_token, typed_token

_META = ("sources",)


def authority(mint: Minter) -> Iterator[Quad]:
    """Yield the statements of every curated list, in `graph/authority`; those on sources lie in `graph/meta`."""
    for name in resources.vocabularies():
        if name not in _META:
            yield from _statements(name, mint.graph("authority"), mint)
    for statement in mappings.triples():
        subject, predicate, value = (iri_token(mint.rebase(iri)) for iri in statement)
        yield mint.graph("authority"), (subject, predicate, value)


def sources(used: frozenset[str], mint: Minter) -> Iterator[Quad]:
    """Yield what is known of the sources whose records are in the graph, in `graph/meta`.

    A source that the list does not know is a dataset with its name for a title, and nothing else.
    """
    known = list(_statements("sources", mint.graph("meta"), mint))
    described = {triple[0] for _, triple in known}
    wanted = {iri_token(mint.thing("source", name)): name for name in sorted(used)}
    yield from ((graph, triple) for graph, triple in known if triple[0] in wanted)
    for subject, name in wanted.items():
        if subject not in described:
            yield mint.graph("meta"), (subject, A, word("dcat:Dataset"))
            yield mint.graph("meta"), (subject, word("dcterms:title"), text_token(name, "en"))


def _statements(name: str, graph: str, mint: Minter) -> Iterator[Quad]:
    for subject, predicate, value in vocabularies.statements(name):
        yield graph, (_token(subject, mint), _token(predicate, mint), _token(value, mint))


def _token(node: object, mint: Minter) -> str:
    match node:
        case URIRef():
            return iri_token(mint.rebase(str(node)))
        case Literal():
            if node.language:
                return text_token(str(node), node.language)
            return typed_token(str(node), str(node.datatype)) if node.datatype else text_token(str(node))
        case BNode():
            raise ValueError("a vocabulary file may hold no blank node: its name would change from build to build")
    raise TypeError(f"no RDF term: {node!r}")
