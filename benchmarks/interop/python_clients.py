"""Programs of Python: SPARQLWrapper, sparql-dataframe, pandas, rdflib, and Python itself."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from questions import (
    ASK,
    AUTHORITY,
    CASES,
    CONCEPTS,
    CONSTRUCT,
    DESCRIBE,
    DESCRIBED,
    GRAPHS,
    KINDS,
    KINDS_THERE,
    LABELS,
)
from trial import Program, World, installed

POSTED = ("GET", "POST as a form", "POST of the query itself")


def sparqlwrapper(world: World) -> Program:
    """Ask in every form of query, syntax and method that SPARQLWrapper has, and for parts of the dataset."""
    program = Program(
        "SPARQLWrapper",
        "every form of query, in every syntax, by GET and both kinds of POST",
        installed("sparqlwrapper"),
    )
    labels, described = world.truth(LABELS), len(world.truth(DESCRIBED))
    parts = [("default", KINDS, "addDefaultGraph", world.truth(KINDS_THERE))]
    parts.append(("named", GRAPHS, "addNamedGraph", [AUTHORITY]))
    for method in POSTED:
        for form, read in (("json", _json), ("xml", _xml), ("csv", _csv), ("tsv", _tsv)):
            program.check(f"SELECT as {form} by {method}", labels, _read, read, world, LABELS, form, method)
        for form, read in (("json", _truth), ("xml", _truth_in_xml)):
            program.check(f"ASK as {form} by {method}", True, _read, read, world, ASK, form, method)
        for form in ("turtle", "n3", "rdf+xml", "xml", "json-ld", "rdf"):
            objects = partial(_objects, form)
            program.check(f"CONSTRUCT as {form} by {method}", labels, _read, objects, world, CONSTRUCT, form, method)
            count = partial(_count, form)
            program.check(f"DESCRIBE as {form} by {method}", described, _read, count, world, DESCRIBE, form, method)
        for name, query, adds, expected in parts:
            asked = f"{name}-graph-uri by {method}"
            program.check(asked, expected, _read, _json, world, query, "json", method, adds)
    program.check("an update is refused", "403", _refused, world)
    return program


def _read(read: Callable[[Any], object], *asked: Any) -> object:
    return read(_wrapped(*asked))


def _wrapped(world: World, query: str, form: str, method: str, adds: str = "") -> object:
    from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLWrapper

    asked = SPARQLWrapper(world.endpoint, returnFormat=form)
    asked.setQuery(query)
    if method != "GET":
        asked.setMethod(POST)
    if "itself" in method:
        asked.setRequestMethod(POSTDIRECTLY)
    if adds:
        getattr(asked, adds)(AUTHORITY)
    with warnings.catch_warnings():
        # rdflib's readers and SPARQLWrapper's own guesses warn of what will change in them.
        warnings.simplefilter("ignore")
        return asked.queryAndConvert()


def _refused(world: World) -> str:
    from urllib.error import HTTPError

    from SPARQLWrapper import POST, SPARQLWrapper

    asked = SPARQLWrapper(world.endpoint)
    asked.setMethod(POST)
    asked.setQuery("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    try:
        asked.query()
    except HTTPError as error:
        return str(error.code)
    return "taken"


def _json(said: Any) -> list[str]:
    return sorted(next(iter(row.values()))["value"] for row in said["results"]["bindings"])


def _truth(said: Any) -> bool:
    return bool(said["boolean"])


def _xml(said: Any) -> list[str]:
    return sorted(each.firstChild.data for each in said.getElementsByTagName("literal"))


def _truth_in_xml(said: Any) -> bool:
    return said.getElementsByTagName("boolean")[0].firstChild.data == "true"


def _csv(said: bytes) -> list[str]:
    import csv
    import io

    return sorted(row["label"] for row in csv.DictReader(io.StringIO(said.decode(), newline="")))


def _tsv(said: bytes) -> list[str]:
    import pyoxigraph as ox

    return sorted(row["label"].value for row in ox.parse_query_results(said, format=ox.QueryResultsFormat.TSV))


def _objects(form: str, said: Any) -> list[str]:
    import rdflib

    # SPARQLWrapper gives Turtle and N3 as they came, and reads the others.
    graph = rdflib.Graph().parse(data=said, format=form) if isinstance(said, bytes) else said
    return sorted(str(value) for value in graph.objects())


def _count(form: str, said: Any) -> int:
    return len(_objects(form, said))


def sparql_dataframe(world: World) -> Program:
    """Make a data frame of an answer."""
    program = Program(
        "sparql-dataframe",
        "a data frame by GET and by POST",
        installed("sparql-dataframe"),
        "pip install sparql-dataframe",
    )
    if program.missing:
        return program
    import sparql_dataframe as library

    truth = world.truth(CASES)
    program.check("SELECT by GET", truth, lambda: list(library.get(world.endpoint, CASES)["case"]))
    program.check("SELECT by POST", truth, lambda: list(library.get(world.endpoint, CASES, post=True)["case"]))
    return program


def pandas(world: World) -> Program:
    """Read the API as files that lie on the web."""
    program = Program("pandas", "reads stored queries from the API", installed("pandas"), "pip install pandas")
    if program.missing:
        return program
    import pandas as library

    address = f"{world.site}/api/queries/narratives/across-countries?min_countries=5"
    with urlopen(address) as said:  # noqa: S310 - the server under trial
        truth = sorted(row["label"] for row in json.load(said))
    program.check("CSV of the API", truth, lambda: _plain(library.read_csv(f"{address}&format=csv")["label"]))
    program.check("JSON of the API", truth, lambda: _plain(library.read_json(address)["label"]))
    program.check("counts are numbers", "i", lambda: library.read_csv(f"{address}&format=csv")["countries"].dtype.kind)
    return program


def _plain(labels: object) -> list[str]:
    return sorted(map(str, labels))


def urllib(world: World) -> Program:
    """Ask with what Python brings itself."""
    import platform

    program = Program("urllib", "POST of a form, POST of the query, GET", platform.python_version())
    truth = world.truth(CASES)
    form = urlencode({"query": CASES})
    requests: dict[str, Callable[[], Request]] = {
        "GET": lambda: Request(f"{world.endpoint}?{form}"),  # noqa: S310 - the server under trial
        "POST of a form": lambda: Request(world.endpoint, form.encode()),  # noqa: S310
        "POST of the query itself": lambda: Request(  # noqa: S310
            world.endpoint, CASES.encode(), {"Content-Type": "application/sparql-query"}
        ),
    }
    for name, request in requests.items():
        program.check(f"SELECT by {name}", truth, _rows, request)
    return program


def _rows(request: Callable[[], Request]) -> list[str]:
    with urlopen(request()) as said:  # noqa: S310 - the server under trial
        return _json(json.load(said))


def rdflib_store(world: World) -> Program:
    """Use the endpoint as a graph of rdflib, whose patterns become queries."""
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    program = Program(
        "rdflib as a client", "the endpoint as a store of its own: queries and patterns", installed("rdflib")
    )
    for form in ("json", "xml", "csv"):
        for method in ("GET", "POST", "POST_FORM"):
            program.check(f"SELECT as {form} by {method}", world.truth(CASES), _by_rdflib, world, form, method)
    narrative = rdflib.URIRef("https://w3id.org/disinfograph/ontology#Narrative")
    graph = rdflib.Graph(SPARQLStore(world.endpoint, returnFormat="xml"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        program.check(
            "all things of a type, as a pattern",
            world.truth(CONCEPTS),
            lambda: sorted(map(str, graph.subjects(rdflib.RDF.type, narrative))),
        )
        program.check("the size of the graph", True, lambda: len(graph) > 10_000)
    return program


def _by_rdflib(world: World, form: str, method: str) -> list[str]:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(world.endpoint, returnFormat=form, method=method))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return sorted(str(row[0]) for row in graph.query(CASES))
