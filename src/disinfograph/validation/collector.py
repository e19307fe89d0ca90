"""pySHACL's validator without its report.

Its public `validate` makes of every result a passage of one growing text, which costs more than to validate, and a
graph, which would only be read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyshacl.graph_abstraction import RdfLibDataGraph
from pyshacl.validator import Validator
from rdflib.term import Node

from disinfograph.validation.statements import Statements

Result = list[tuple[Node, Node]]


class _Data(RdfLibDataGraph):
    def quads(self, quad: Any) -> Any:  # type: ignore[override]
        """Yield the graph's own statements: pySHACL looks among them for the blank nodes that it puts into words.

        Without this it looks into an empty store and stops with a LookupError.
        """
        return ((*triple, self.impl) for triple in self.impl.triples(quad[:3]))


class _Collector(Validator):
    @classmethod
    def create_validation_report(cls, sg: Any, conforms: bool, results: Any) -> tuple[Any, str]:
        """Return the results as they are in place of a graph, and no text."""
        return results, ""


def results(data: Statements, shapes: Statements) -> Iterator[Result]:
    """Yield, for each result, its predicates and values in the terms of SHACL.

    pySHACL is given graph objects only (a string could be taken for a path or an address), and neither follows
    owl:imports nor runs JavaScript, so that data from outside can make it read nothing else.
    """
    options = {"advanced": False, "use_js": False, "inplace": True}
    collector = _Collector(_Data(data.store, data), shacl_graph=shapes, options=options)
    _, found, _ = collector.run()  # type: ignore[no-untyped-call]
    for _, result, triples in found:
        yield list(_said(result, triples))


def _said(result: Node, triples: Iterable[tuple[Node, Node, Any]]) -> Iterator[tuple[Node, Node]]:
    """Yield predicates and values of a result, not of the results that it has for details.

    A value that a graph describes comes as a pair of that graph and the value.
    """
    for subject, predicate, value in triples:
        if subject == result:
            yield predicate, value[1] if isinstance(value, tuple) else value
