"""The curated lists as quads: `ontology/vocab/` and `ontology/mappings/`, below the base that the build was given."""

from __future__ import annotations

from collections.abc import Iterator

from disinfograph import resources, vocabularies
from disinfograph.iris import Minter
from disinfograph.mapping.quads import Quad
from disinfograph.mapping.words import A, word
from disinfograph.resolve.scheme import mappings
from disinfograph.terms import Blank, Iri, Term, iri_token, text_token, token

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


def _token(term: Term, mint: Minter) -> str:
    match term:
        case Iri(iri):
            return iri_token(mint.rebase(iri))
        case Blank():
            raise ValueError("a vocabulary file may hold no blank node: its name would change from build to build")
    return token(term)
