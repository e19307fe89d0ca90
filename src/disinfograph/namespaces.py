"""Every prefix once, and our own terms as a closed set."""

from __future__ import annotations

from typing import Final

from disinfograph.errors import NotFound

ONTOLOGY: Final = "https://w3id.org/disinfograph/ontology"
BASE: Final = "https://w3id.org/disinfograph/"

PREFIXES: Final[dict[str, str]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cc": "http://creativecommons.org/ns#",
    "cube": "https://w3id.org/disinfograph/cube#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dg": f"{ONTOLOGY}#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    # http, not https: five of the six peers' graphs and schema.org's own RDF use it.
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CLASSES: Final = frozenset(
    "Case Claim Narrative Place Country Region Bloc FormerState Outlet Article Keyword Issue Evidence CrossLink "
    "Assertion".split()
)
OBJECT_PROPERTIES: Final = frozenset(
    "discusses promotes carriedBy circulatedIn linksTo crossLink toCase evidence keyword reportedIn publishedBy "
    "parentBrand kind method flag mentions similarClaim".split()
)
DATATYPE_PROPERTIES: Final = frozenset(
    "date record titleTruncated narrativePhrase claimPart anchorText unresolvedLabel confidence cue cueKeyword "
    "alpha2 alpha3 host verdict score span".split()
)
TERMS: Final = CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES

# The folders of things below the base: a CURIE such as `case:some-slug` means `{base}case/some-slug`.
KINDS: Final = (
    "article",
    "assertion",
    "case",
    "claim",
    "evidence",
    "evidence-kind",
    "flag",
    "graph",
    "issue",
    "keyword",
    "keyword-kind",
    "language",
    "link",
    "method",
    "narrative",
    "outlet",
    "outlet-kind",
    "place",
    "run",
    "scheme",
    "source",
    "status",
    "summary",
)


def dg(name: str) -> str:
    """Return the IRI of one of our own terms; a name that the ontology lacks is NotFound."""
    if name not in TERMS:
        raise NotFound("term", f"dg:{name}")
    return PREFIXES["dg"] + name


def expand(curie: str) -> str:
    """Return the IRI of `prefix:name` for a prefix of `PREFIXES`; NotFound for any other prefix."""
    prefix, _, name = curie.partition(":")
    if prefix not in PREFIXES:
        raise NotFound("prefix", prefix, sorted(PREFIXES))
    return dg(name) if prefix == "dg" else PREFIXES[prefix] + name


def shorten(iri: str, base: str = BASE) -> str:
    """Return the shortest common form of an IRI: a CURIE of a known prefix or thing, else the IRI itself."""
    if iri.startswith(base):
        kind, _, rest = iri[len(base) :].partition("/")
        if kind in KINDS and rest:
            return f"{kind}:{rest}"
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
