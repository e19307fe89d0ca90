"""What is in the graph, by class and property: VoID, https://www.w3.org/TR/void/, with the datatypes of void-ext."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from disinfograph.iris import digest
from disinfograph.namespaces import PREFIXES
from disinfograph.stores.counts import Counts
from disinfograph.terms import XSD, Triple, iri_token, typed_token

VOID_EXT: Final = "http://ldf.fi/void-ext#"


def partition_statements(counts: Counts, dataset: str, document: str) -> Iterator[Triple]:
    """Yield the triples that describe a data set by its classes, their properties, and what those lead to.

    `dataset` is its IRI, `document` that of the document in which the parts get names.
    """
    node = _Names(document)
    whole = iri_token(dataset)
    yield whole, _RDF_TYPE, void("Dataset")
    yield whole, void("triples"), number(counts.triples)
    yield whole, void("distinctSubjects"), number(counts.subjects)
    yield whole, void("classes"), number(len(counts.classes))
    yield whole, void("properties"), number(len(counts.properties))
    for name, n in sorted(counts.classes.items()):
        yield whole, void("classPartition"), node(name)
        yield node(name), void("class"), iri_token(name)
        yield node(name), void("entities"), number(n)
    for (name, used), n in sorted(counts.used.items()):
        yield node(name), void("propertyPartition"), node(name, used)
        yield node(name, used), void("property"), iri_token(used)
        yield node(name, used), void("triples"), number(n)
    yield from _ends(node, counts.objects, void("classPartition"), void("class"))
    yield from _ends(node, counts.values, _ext("datatypePartition"), _ext("datatype"))


class _Names:
    def __init__(self, document: str) -> None:
        self._document = document

    def __call__(self, *what: str) -> str:
        return f"<{self._document}#{digest(*what)}>"


def _ends(node: _Names, counts: Counter[tuple[str, ...]], partition: str, names: str) -> Iterator[Triple]:
    for (name, used, other), n in sorted(counts.items()):
        part = node(name, used, other)
        yield node(name, used), partition, part
        yield part, names, iri_token(other)
        yield part, void("triples"), number(n)


def number(n: int) -> str:
    """Return a number as a token."""
    return typed_token(str(n), f"{XSD}integer")


def void(name: str) -> str:
    """Return a term of VoID as a token."""
    return iri_token(PREFIXES["void"] + name)


def _ext(name: str) -> str:
    return iri_token(VOID_EXT + name)


_RDF_TYPE: Final = iri_token(f"{PREFIXES['rdf']}type")
