"""The network as files for Gephi, Cytoscape and networkx: GEXF 1.2 and GraphML 1.0.

GEXF 1.2, not 1.3, is what networkx and older programs read. Formats: https://gexf.net/schema.html,
http://graphml.graphdrawing.org/specification.html.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from disinfograph.site.connections import ties
from disinfograph.site.frame import Frame
from disinfograph.site.page import Place
from disinfograph.terms import iri_token

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even as a reference."""

_SAYS: Final = (
    "Outlets and narratives of debunked claims. The name of a narrative is what the claims say, not what is true. "
    "A tie means that cases name an outlet for claims of a narrative; that is no verdict on the outlet."
)
_NODE: Final = (("kind", "string"), ("iri", "string"), ("cases", "integer"))
_EDGE: Final = (("cases", "integer"), ("first", "string"), ("last", "string"))


class Node(NamedTuple):
    """An outlet or a narrative; `key` is its path, and `label` marks a narrative as what claims say."""

    key: str
    label: str
    values: tuple[str, str, str]


class Edge(NamedTuple):
    """A tie between two nodes."""

    source: str
    target: str
    values: tuple[str, str, str]


def gexf(place: Place) -> bytes:
    """Return the network as GEXF."""
    root = ET.Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "disinfograph"
    ET.SubElement(meta, "description").text = _SAYS
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    nodes, edges = _network(place)
    for name, columns in (("node", _NODE), ("edge", _EDGE)):
        heads = ET.SubElement(graph, "attributes", {"class": name})
        for number, (title, kind) in enumerate(columns):
            ET.SubElement(heads, "attribute", {"id": str(number), "title": title, "type": kind})
    inner = ET.SubElement(graph, "nodes")
    for node in nodes:
        _gexf_values(ET.SubElement(inner, "node", {"id": node.key, "label": node.label}), node.values)
    inner = ET.SubElement(graph, "edges")
    for number, edge in enumerate(edges):
        ends = {"id": str(number), "source": edge.source, "target": edge.target, "weight": edge.values[0]}
        _gexf_values(ET.SubElement(inner, "edge", ends), edge.values)
    return _written(root)


def _gexf_values(element: ET.Element, values: Iterable[str]) -> None:
    inner = ET.SubElement(element, "attvalues")
    for number, value in enumerate(values):
        if value:
            ET.SubElement(inner, "attvalue", {"for": str(number), "value": value})


def graphml(place: Place) -> bytes:
    """Return the network as GraphML."""
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    columns = {"node": (("label", "string"), *_NODE), "edge": (("weight", "integer"), *_EDGE)}
    for kind, of_kind in columns.items():
        for name, type_ in of_kind:
            given = {"attr.name": name, "attr.type": "int" if type_ == "integer" else type_}
            ET.SubElement(root, "key", {"id": f"{kind}-{name}", "for": kind, **given})
    graph = ET.SubElement(root, "graph", {"id": "network", "edgedefault": "undirected"})
    ET.SubElement(graph, "desc").text = _SAYS
    nodes, edges = _network(place)
    for node in nodes:
        element = ET.SubElement(graph, "node", {"id": node.key})
        _graphml_values(element, "node", columns["node"], (node.label, *node.values))
    for edge in edges:
        element = ET.SubElement(graph, "edge", {"source": edge.source, "target": edge.target})
        _graphml_values(element, "edge", columns["edge"], (edge.values[0], *edge.values))
    return _written(root)


def _graphml_values(element: ET.Element, kind: str, columns: Iterable[tuple[str, str]], values: Iterable[str]) -> None:
    for (name, _), value in zip(columns, values, strict=True):
        if value:
            ET.SubElement(element, "data", {"key": f"{kind}-{name}"}).text = value


def _network(place: Place) -> tuple[list[Node], list[Edge]]:
    frame = Frame(place)
    found = sorted(ties(frame.table), key=lambda tie: (tie.narrative, tie.outlet))
    nodes = [
        *_nodes(frame, "narrative", {tie.narrative for tie in found}),
        *_nodes(frame, "outlet", {tie.outlet for tie in found}),
    ]
    return nodes, [
        Edge(f"outlet/{tie.outlet}", f"narrative/{tie.narrative}", (str(tie.cases), tie.first, tie.last))
        for tie in found
    ]


def _nodes(frame: Frame, kind: str, slugs: Iterable[str]) -> Iterator[Node]:
    held = frame.table.told if kind == "narrative" else frame.table.held[kind]
    for thing in frame.things(kind, [(slug, len(held[slug])) for slug in sorted(slugs)]):
        text = _ILLEGAL.sub("", thing.text)
        iri = iri_token(f"{frame.place.base}{kind}/{thing.slug}")[1:-1]
        label = f"“{text}”" if kind == "narrative" else text
        yield Node(f"{kind}/{thing.slug}", label, (kind, _ILLEGAL.sub("", iri), str(thing.cases)))


def _written(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"
