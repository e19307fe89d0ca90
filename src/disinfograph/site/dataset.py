"""The data set as a whole, in the words of DCAT, VoID, schema.org and Croissant: all from the same counts.

Sources: https://www.w3.org/TR/vocab-dcat-3/, https://developers.google.com/search/docs/appearance/structured-data/dataset,
https://docs.mlcommons.org/croissant/docs/croissant-spec.html (1.0).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from disinfograph.namespaces import BASE, ONTOLOGY, PREFIXES, dg
from disinfograph.site.addresses import DATASET, HOME
from disinfograph.site.describing import LICENSE
from disinfograph.site.distribution import Distribution as Distribution
from disinfograph.site.partitions import number, partition_statements, void
from disinfograph.stores.counts import Counts
from disinfograph.terms import Triple, iri_token, text_token, typed_token

TITLE: Final = "disinfograph: debunked disinformation as linked data"
CREATOR: Final = "disinfograph contributors"
KEYWORDS: Final = ("ClaimReview", "disinformation", "fact-checking", "linked data", "narratives", "propaganda", "RDF")
RIGHTS: Final = (
    "The graph's own statements, its ontology and vocabularies are CC BY 4.0. Texts of cases stay under the terms of "
    "their sources."
)
_TOLD: Final = (
    ("Case", "cases"),
    ("Claim", "claims"),
    ("Narrative", "narratives"),
    ("Outlet", "outlets"),
    ("Place", "places"),
)
_CROISSANT: Final = "http://mlcommons.org/croissant/1.0"
_TYPES: Final = {
    "boolean": "sc:Boolean", "date": "sc:Date", "decimal": "sc:Float", "integer": "sc:Integer", "string": "sc:Text",
    "url": "sc:URL",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `kind` is one of boolean, date, decimal, integer, string, url."""

    name: str
    description: str
    kind: str = "string"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the data set, whose rows are in the file `distribution`."""

    name: str
    description: str
    columns: Sequence[Column]
    distribution: Distribution


def summary(counts: Counts) -> str:
    """Return what the data set is, with its numbers, in two sentences."""
    numbers = ", ".join(f"{counts.classes[dg(name)]:,} {word}" for name, word in _TOLD)
    return (
        f"One graph of {counts.triples:,} statements: {numbers}, with the evidence that rebuts each claim and where "
        "each statement comes from. Every claim in it is one that was debunked, and none is stated as a fact."
    )


def dataset_statements(
    counts: Counts, base: str, site: str, distributions: Iterable[Distribution] = (), version: str = ""
) -> Iterator[Triple]:
    """Yield what DCAT and VoID say of the data set; `site` is where its files lie, with a slash at the end."""
    dataset = base + DATASET
    whole = iri_token(dataset)
    yield from partition_statements(counts, dataset, f"{site}{DATASET}.ttl")
    yield whole, _iri("rdf", "type"), _iri("dcat", "Dataset")
    yield whole, _iri("dcterms", "title"), text_token(TITLE, "en")
    yield whole, _iri("dcterms", "description"), text_token(summary(counts), "en")
    yield whole, _iri("dcterms", "creator"), text_token(CREATOR)
    yield whole, _iri("dcterms", "publisher"), text_token(CREATOR)
    yield whole, _iri("dcterms", "license"), iri_token(LICENSE)
    yield whole, _iri("dcterms", "rights"), text_token(RIGHTS, "en")
    yield whole, _iri("dcterms", "conformsTo"), iri_token(ONTOLOGY)
    yield whole, _iri("dcat", "landingPage"), iri_token(site + HOME)
    yield whole, void("uriSpace"), text_token(base)
    yield whole, void("vocabulary"), iri_token(PREFIXES["dg"])
    if version:
        yield whole, _iri("dcat", "version"), text_token(version)
    for word in KEYWORDS:
        yield whole, _iri("dcat", "keyword"), text_token(word, "en")
    for each in distributions:
        yield from _distribution(each, whole, site)


def _distribution(each: Distribution, whole: str, site: str) -> Iterator[Triple]:
    address = site + quote(each.path)
    node = iri_token(f"{site}{DATASET}.ttl#{quote(each.path, safe='')}")
    yield whole, _iri("dcat", "distribution"), node
    yield whole, void("dataDump"), iri_token(address)
    yield node, _iri("rdf", "type"), _iri("dcat", "Distribution")
    yield node, _iri("dcterms", "title"), text_token(each.title, "en")
    yield node, _iri("dcterms", "license"), iri_token(LICENSE)
    yield node, _iri("dcat", "downloadURL"), iri_token(address)
    yield node, _iri("dcat", "mediaType"), iri_token(f"https://www.iana.org/assignments/media-types/{each.media_type}")
    if each.size >= 0:
        yield node, _iri("dcat", "byteSize"), typed_token(str(each.size), f"{PREFIXES['xsd']}nonNegativeInteger")


def service_statements(counts: Counts, base: str, address: str) -> Iterator[Triple]:
    """Yield what the endpoint at an address says of its graphs: SPARQL 1.1 Service Description, section 3."""
    dataset, merge = base + DATASET, f"<{address}#default>"
    whole = iri_token(dataset)
    yield iri_token(address), _sd("defaultDataset"), whole
    yield whole, _iri("rdf", "type"), _sd("Dataset")
    yield whole, _sd("defaultGraph"), merge
    yield merge, _iri("rdf", "type"), _sd("Graph")
    yield merge, void("triples"), number(counts.triples)
    for place, name in enumerate(sorted(name for name in counts.graphs if name)):
        graph, content = f"<{address}#graph-{place}>", f"<{address}#graph-{place}-content>"
        yield whole, _sd("namedGraph"), graph
        yield graph, _iri("rdf", "type"), _sd("NamedGraph")
        yield graph, _sd("name"), iri_token(name)
        yield graph, _sd("graph"), content
        yield content, _iri("rdf", "type"), _sd("Graph")
        yield content, void("triples"), number(counts.graphs[name])


def schema_dataset(
    counts: Counts, base: str = BASE, site: str = "", distributions: Iterable[Distribution] = (), version: str = ""
) -> dict[str, Any]:
    """Return the data set as a `schema:Dataset` in JSON-LD, for the home page; `site` may be "" for relative paths."""
    said: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": base + DATASET,
        "name": TITLE,
        "description": summary(counts),
        "url": base,
        "creator": {"@type": "Organization", "name": CREATOR},
        "license": LICENSE,
        "keywords": list(KEYWORDS),
        "isAccessibleForFree": True,
        "size": f"{counts.triples} triples",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": word, "value": counts.classes[dg(name)]} for name, word in _TOLD
        ],
        "distribution": [_download(each, site) for each in distributions],
    }
    return said | ({"version": version} if version else {})


def _download(each: Distribution, site: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "DataDownload",
        "name": each.title,
        "encodingFormat": each.media_type,
        "contentUrl": site + quote(each.path),
    }
    return said | ({"contentSize": f"{each.size} B"} if each.size >= 0 else {})


def croissant(
    counts: Counts,
    tables: Sequence[Table],
    base: str = BASE,
    site: str = "",
    version: str = "1.0.0",
    others: Iterable[Distribution] = (),
) -> dict[str, Any]:
    """Return the data set as Croissant 1.0: a record set for each table, a field for each column.

    A file needs its SHA-256. `version` is a semantic version, which Croissant asks for; `others` are files besides.
    """
    return {
        "@context": _croissant_context(),
        "@type": "sc:Dataset",
        "conformsTo": _CROISSANT,
        "name": "disinfograph",
        "description": summary(counts),
        "url": base,
        "license": LICENSE,
        "creator": {"@type": "sc:Organization", "name": CREATOR},
        "keywords": list(KEYWORDS),
        "version": version,
        "citeAs": f"{CREATOR}: {TITLE}, {base}",
        "distribution": [_file_object(each, site) for each in (*(table.distribution for table in tables), *others)],
        "recordSet": [_record_set(each) for each in tables],
    }


def _file_object(each: Distribution, site: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "cr:FileObject",
        "@id": each.path,
        "name": each.path,
        "description": each.title,
        "contentUrl": site + quote(each.path),
        "encodingFormat": each.media_type,
        "sha256": each.sha256,
    }
    return said | ({"contentSize": f"{each.size} B"} if each.size >= 0 else {})


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table.name}/{column.name}",
                "name": column.name,
                "description": column.description,
                "dataType": _TYPES[column.kind],
                "source": {"fileObject": {"@id": table.distribution.path}, "extract": {"column": column.name}},
            }
            for column in table.columns
        ],
    }


def _croissant_context() -> dict[str, Any]:
    """Return the context that the specification asks for, word by word."""
    own = (
        "citeAs column conformsTo equivalentProperty extract field fileProperty fileObject fileSet format includes "
        "isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate "
        "separator source subField transform"
    )
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": PREFIXES["dcterms"],
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        **{name: f"cr:{name}" for name in own.split()},
        "conformsTo": "dct:conformsTo",
    }


def _iri(prefix: str, name: str) -> str:
    return iri_token(PREFIXES[prefix] + name)


def _sd(name: str) -> str:
    return iri_token(f"http://www.w3.org/ns/sparql-service-description#{name}")
