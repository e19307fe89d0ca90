"""What one writes with the given packages: csv into an rdflib graph, pySHACL over it, Graph.query.

    python benchmarks/speed/rivals/rdflib_pyshacl.py cases.csv build
    python benchmarks/speed/rivals/rdflib_pyshacl.py cases.nt query --questions questions.json

The table has its labels resolved already, so `build` is spared what our build does first: outlets, places, keywords
and narratives are slugs, cross-links name their cases, and no statement has an assertion of its method.
"""

from __future__ import annotations

import argparse
import csv
import importlib.metadata
import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import RDF, RDFS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import measure
from measure import Result

BASE = "https://w3id.org/disinfograph/"
DG, SCHEMA, DCAT = (
    Namespace(BASE + "ontology#"),
    Namespace("http://schema.org/"),
    Namespace("http://www.w3.org/ns/dcat#"),
)
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
Triples = Iterator[tuple[URIRef, URIRef, URIRef | Literal]]


def build(options: argparse.Namespace, result: Result) -> None:
    """Map a table, validate the graph, ask the headline question."""
    graph = Graph()
    with result.phase("authority"):
        for path in measure.VOCABULARIES:
            graph.parse(path, format="turtle")
    with result.phase("map"), options.input.open(encoding="utf-8", newline="") as rows:
        for triple in source():
            graph.add(triple)
        for row in csv.DictReader(rows):
            for triple in triples(row):
                graph.add(triple)
    result.counts["triples"] = len(graph)
    with result.phase("validate"):
        result.counts |= validated(graph)
    if options.questions:
        with result.phase("headline"):
            text = measure.questions(options)["narratives/across-countries"]
            result.counts["rows"] = sum(1 for _ in graph.query(text))
    versions(result)


def query(options: argparse.Namespace, result: Result) -> None:
    """Parse a graph and ask every question; those of named graphs of a Dataset, from the N-Quads beside it."""
    asked = measure.questions(options)
    of_graphs = {name: text for name, text in asked.items() if measure.NAMED_GRAPHS.search(text)}
    graph = Graph()
    with result.phase("load"):
        graph.parse(options.input, format="nt")
    result.counts["triples"] = len(graph)
    ask(graph, {name: text for name, text in asked.items() if name not in of_graphs}, options, result)
    if of_graphs:
        graph = Dataset()
        with result.phase("load named graphs"):
            graph.parse(options.input.with_suffix(".nq"), format="nquads")
        ask(graph, of_graphs, options, result)
    versions(result)


def ask(graph: Graph, asked: dict[str, str], options: argparse.Namespace, result: Result) -> None:
    """Ask a graph some questions."""
    result.ask(asked, lambda text: sum(1 for _ in graph.query(text)), options.limit)


def validate(options: argparse.Namespace, result: Result) -> None:
    """Parse a graph and hold it to the shapes."""
    graph = Graph()
    with result.phase("load"):
        graph.parse(options.input, format="nt")
    with result.phase("validate"):
        result.counts |= validated(graph)
    versions(result)


def validated(graph: Graph) -> dict[str, int]:
    """Return the number of results of pySHACL, by severity too."""
    import pyshacl

    shapes = Graph()
    for path in measure.SHAPES:
        shapes.parse(path, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, allow_warnings=True)
    return measure.severities(str(value) for value in report.objects(None, URIRef(measure.SEVERITY)))


def versions(result: Result) -> None:
    """Note the versions of what did the work."""
    result.versions = {name: importlib.metadata.version(name) for name in ("rdflib", "pyshacl")}


def source() -> Triples:
    """Yield what the shapes want to know of a source."""
    table = URIRef(BASE + "source/generated")
    yield table, RDF.type, DCAT.Dataset
    yield table, DCTERMS.title, Literal("generated", lang="en")
    yield table, DCTERMS.license, LICENCE


def triples(row: dict[str, str]) -> Triples:
    """Yield the triples of a row."""
    case, claim = thing("case", row["case"]), thing("claim", row["case"])
    yield from of_case(row, case, claim)
    yield from of_claim(row, claim)
    yield from of_outlets(row)
    yield from of_articles(row, claim)
    for slug, url in zip(listed(row, "evidence"), listed(row, "evidence_urls"), strict=True):
        cited = thing("evidence", slug)
        yield case, DG.evidence, cited
        yield cited, RDF.type, DG.Evidence
        yield cited, RDF.type, SCHEMA.CreativeWork
        yield cited, SCHEMA.url, URIRef(url)
        yield cited, DG.kind, thing("evidence-kind", "other")


def of_case(row: dict[str, str], case: URIRef, claim: URIRef) -> Triples:
    """Yield what is said of a case."""
    yield case, RDF.type, DG.Case
    yield case, RDF.type, SCHEMA.ClaimReview
    yield case, DCTERMS.source, thing("source", "generated")
    yield case, DG.record, Literal("cases.csv#" + row["case"])
    yield case, RDFS.label, Literal(f"Claim: {row['title']}", lang="en")
    yield case, SCHEMA.name, Literal(row["title"])
    yield case, SCHEMA.url, URIRef(row["url"])
    yield case, SCHEMA.reviewBody, Literal(row["response"])
    yield case, SCHEMA.itemReviewed, claim
    yield case, DG.date, Literal(row["date"], datatype=XSD.date)
    for name, kind, term in (("keywords", "keyword", DG.keyword), ("links", "case", DG.linksTo)):
        yield from ((case, term, thing(kind, slug)) for slug in listed(row, name))
    if row["issue"]:
        issue = thing("issue", row["issue"])
        yield case, DG.reportedIn, issue
        yield issue, RDF.type, DG.Issue
        yield issue, RDF.type, SCHEMA.PublicationIssue
        yield issue, SCHEMA.issueNumber, Literal(int(row["issue"]))
        yield issue, RDFS.label, Literal(f"Issue {row['issue']}", lang="en")


def of_claim(row: dict[str, str], claim: URIRef) -> Triples:
    """Yield what is said of a claim."""
    yield claim, RDF.type, DG.Claim
    yield claim, RDF.type, SCHEMA.Claim
    yield claim, SCHEMA.text, Literal(row["claim"])
    yield claim, SCHEMA.datePublished, Literal(row["date"], datatype=XSD.date)
    lists = (
        ("places", "place", DG.discusses),
        ("languages", "language", DG.circulatedIn),
        ("outlets", "outlet", DG.carriedBy),
        ("narratives", "narrative", DG.promotes),
    )
    for name, kind, term in lists:
        yield from ((claim, term, thing(kind, slug)) for slug in listed(row, name))


def of_outlets(row: dict[str, str]) -> Triples:
    """Yield the names of the outlets of a row."""
    for slug, name in zip(listed(row, "outlets"), listed(row, "outlet_names"), strict=True):
        outlet = thing("outlet", slug)
        yield outlet, RDF.type, DG.Outlet
        yield outlet, RDF.type, SCHEMA.Organization
        yield outlet, SCHEMA.name, Literal(name)
        yield outlet, SKOS.prefLabel, Literal(name, lang="en")


def of_articles(row: dict[str, str], claim: URIRef) -> Triples:
    """Yield the articles of a row; the first is the first appearance."""
    lists = (row[name].split("|") for name in ("articles", "article_urls", "archives", "article_outlets"))
    for place, (slug, url, archive, outlet) in enumerate(zip(*lists, strict=True)):
        if not slug:
            return
        article = thing("article", slug)
        yield claim, SCHEMA.appearance, article
        if place == 0:
            yield claim, SCHEMA.firstAppearance, article
        yield article, RDF.type, DG.Article
        yield article, RDF.type, SCHEMA.NewsArticle
        yield article, SCHEMA.url, URIRef(url)
        yield article, DG.publishedBy, thing("outlet", outlet)
        if archive:
            yield article, SCHEMA.archivedAt, URIRef(archive)


def thing(kind: str, slug: str) -> URIRef:
    """Return the IRI of a thing."""
    return URIRef(f"{BASE}{kind}/{slug}")


def listed(row: dict[str, str], name: str) -> list[str]:
    """Return the members of a list in a cell."""
    return [part for part in row[name].split("|") if part]


if __name__ == "__main__":
    measure.run({"build": build, "query": query, "validate": validate}, __doc__)
