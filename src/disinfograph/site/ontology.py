"""The pages of the ontology and the cube: each term with an anchor, its definition, and what it is like elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from disinfograph.namespaces import ONTOLOGY, PREFIXES, expand, shorten
from disinfograph.site.addresses import Address
from disinfograph.site.documents import Statements, document, statements
from disinfograph.site.page import Page, Place
from disinfograph.site.templates import rendered
from disinfograph.site.things import text_of

_SECTIONS: Final = (
    ("Classes", "owl:Class"),
    ("Properties that lead to things", "owl:ObjectProperty"),
    ("Properties with values", "owl:DatatypeProperty"),
    ("Dimensions", "qb:DimensionProperty"),
    ("Measures", "qb:MeasureProperty"),
    ("Attributes", "qb:AttributeProperty"),
    ("Structures", "qb:DataStructureDefinition"),
)
_TEXTS: Final = ("skos:definition", "rdfs:comment", "skos:scopeNote")
_LINKS: Final = (
    ("rdfs:subClassOf", "is a kind of"),
    ("rdfs:subPropertyOf", "is narrower than"),
    ("rdfs:domain", "says something of a"),
    ("rdfs:range", "leads to a"),
    ("owl:disjointWith", "is never a"),
    ("owl:inverseOf", "is the inverse of"),
    ("dcterms:isReplacedBy", "is replaced by"),
    ("qb:concept", "has the concept"),
)
_ABOUT: Final = (
    ("dcterms:creator", "By"),
    ("dcterms:issued", "Issued"),
    ("owl:versionInfo", "Version"),
    ("owl:versionIRI", "IRI of this version"),
    ("vann:preferredNamespacePrefix", "Prefix"),
    ("vann:preferredNamespaceUri", "Namespace"),
    ("dcterms:license", "Licence"),
    ("dcterms:bibliographicCitation", "Cite as"),
)
_VOCABULARIES: Final = """
SELECT ?scheme (MIN(?l) AS ?label) (MIN(?d) AS ?says) WHERE {
  ?scheme a <http://www.w3.org/2004/02/skos/core#ConceptScheme> .
  OPTIONAL { ?scheme <http://purl.org/dc/terms/title> ?l FILTER(LANG(?l) IN ("en", "")) }
  OPTIONAL { ?scheme <http://purl.org/dc/terms/description> ?d FILTER(LANG(?d) IN ("en", "")) }
} GROUP BY ?scheme ORDER BY ?scheme"""


@dataclass(frozen=True, slots=True)
class Link:
    """An IRI to follow; `text` is its short form."""

    iri: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term: `anchor` is its name in the document."""

    iri: str
    anchor: str
    short: str
    label: str
    texts: list[str]
    example: str
    links: list[tuple[str, list[Link]]]
    alignments: list[tuple[str, list[Link]]]
    deprecated: bool


def document_page(place: Place) -> Page | None:
    """Return the page of the ontology, of a version of it, of its alignments or of the cube, by the page's path."""
    thing = place.path.removesuffix(".html")
    if document(thing) is None:
        return None
    name = "ontology" if thing.startswith("ontology/") and thing != "ontology/alignments" else thing
    said = statements(name)
    about = f"{ONTOLOGY}{name.removeprefix('ontology')}" if name != "cube" else PREFIXES["cube"].rstrip("#")
    data = {syntax: Address(thing).path(syntax) for syntax in place.known.files.syntaxes}
    page = rendered(
        "ontology.html", path=place.path, base=place.base, served=place.served, data=data,
        site_name=place.known.files.title,
        downloads=bool(place.known.files.distributions),
        heading=_first(said, about, "dcterms:title"), says=_first(said, about, "dcterms:description"),
        notice=_first(said, about, "dcterms:abstract"),
        about=[(word, _values(said, about, term)) for term, word in _ABOUT if _values(said, about, term)],
        sections=[(title, terms) for title, kind in _SECTIONS if (terms := _terms(said, kind))],
        others=_others(said) if name == "ontology/alignments" else [],
        vocabularies=_vocabularies(place) if name == "ontology" else [],
        prefixes=sorted(PREFIXES.items()) if name == "ontology" else [],
    )  # fmt: skip
    return Page(page, data=data)


def _terms(said: Statements, kind: str) -> list[Term]:
    found = [iri for iri, of in said.items() if _expanded(kind) in of.get(_expanded("rdf:type"), ())]
    return [_term(said, iri) for iri in sorted(found)]


def _term(said: Statements, iri: str) -> Term:
    others = statements("ontology/alignments").get(iri, {})
    return Term(
        iri=iri,
        anchor=iri.partition("#")[2],
        short=shorten(iri),
        label=_first(said, iri, "rdfs:label") or _first(said, iri, "dcterms:title"),
        texts=[text for name in _TEXTS for text in _values(said, iri, name)],
        example=_first(said, iri, "skos:example"),
        links=[(word, _links(said[iri][_expanded(name)])) for name, word in _LINKS if _expanded(name) in said[iri]],
        alignments=[(shorten(name), _links(values)) for name, values in sorted(others.items())],
        deprecated=bool(said[iri].get(_expanded("owl:deprecated"))),
    )


def _others(said: Statements) -> list[tuple[Link, list[tuple[str, list[Link]]]]]:
    return [
        (Link(iri, shorten(iri)), [(shorten(name), _links(values)) for name, values in sorted(of.items())])
        for iri, of in sorted(said.items())
        if iri.startswith(PREFIXES["dg"])
    ]


def _links(values: list[str]) -> list[Link]:
    return [Link(value, shorten(value)) for value in values if "://" in value and not value.startswith('"')]


def _values(said: Statements, iri: str, name: str) -> list[str]:
    return [text_of(value) for value in said.get(iri, {}).get(_expanded(name), ())]


def _first(said: Statements, iri: str, name: str) -> str:
    return next(iter(_values(said, iri, name)), "")


def _expanded(name: str) -> str:
    return expand(name)


def _vocabularies(place: Place) -> list[tuple[Link, str]]:
    rows = place.store.select(_VOCABULARIES)
    return [
        (Link(str(scheme), str(label or shorten(str(scheme), place.base))), str(says or ""))
        for scheme, label, says in rows
    ]
