"""What shapes have targets in: a graph outside of it conforms, whatever it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import URIRef

from disinfograph.namespaces import PREFIXES
from disinfograph.terms import iri_token
from disinfograph.validation.shapes import shapes

_OURS = "<" + PREFIXES["dg"]
_KINDS = {iri_token(str(RDF.type)), iri_token(str(RDFS.subClassOf))}


class Looked:
    """N-Triples lines that pass through and tell whether the package's shapes speak of any of them.

    They do where a line uses a term of our namespace, known or not, or a class or property that a shape aims at.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self.is_of_shapes = lines, False

    def __iter__(self) -> Iterator[str]:
        classes, properties = _targets(SH.targetClass), _targets(SH.targetSubjectsOf) | _targets(SH.targetObjectsOf)
        for line in self._lines:
            if not self.is_of_shapes:
                _, predicate, value = line.split(" ", 2)
                kind = value.removesuffix(" .") if predicate in _KINDS else ""
                used = predicate in properties or kind in classes
                self.is_of_shapes = used or predicate.startswith(_OURS) or kind.startswith(_OURS)
            yield line


def _targets(word: URIRef) -> set[str]:
    return {iri_token(str(target)) for target in shapes().objects(None, word)}
