"""The commands that ask a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from disinfograph import answer
from disinfograph.cli.door import DONE, FINDINGS
from disinfograph.cli.output import progress, say, show_rows
from disinfograph.errors import NotFound, WrongUse
from disinfograph.formats import GRAPH_TYPES, ROW_WRITERS
from disinfograph.stores import open_store
from disinfograph.terms import XSD, Literal, Rows, Triple

_ROW_FORMATS = ("table", *sorted(ROW_WRITERS))


def run_query(name: str, values: Mapping[str, str], store: str, base: str, form: str, limit: int | None) -> int:
    """Print the answer to a stored query."""
    _known(form, _ROW_FORMATS)
    rows = answer.stored(open_store(store, base=base), name, values, base)
    show_rows(answer.limited(rows, limit), form, base)
    return DONE


def run_sparql(text: str, store: str, base: str, form: str, limit: int | None) -> int:
    """Print the answer to a query that only reads: rows, yes or no, or a graph."""
    _known(form or "table", (*_ROW_FORMATS, *sorted(GRAPH_TYPES)))
    result = answer.free(open_store(store, base=base), text)
    if isinstance(result, bool):
        result = Rows(("answer",), ((Literal(str(result).lower(), XSD + "boolean"),),))
    if isinstance(result, Rows):
        _known(form or "table", _ROW_FORMATS)
        show_rows(answer.limited(result, limit), form or "table", base)
    else:
        _show_graph(result[:limit], form or "ttl")
    return DONE


def _show_graph(triples: list[Triple], form: str) -> None:
    from disinfograph.describe import write

    _known(form, tuple(sorted(GRAPH_TYPES)))
    write(sorted({f"{s} {p} {o} ." for s, p, o in triples}), form, sys.stdout.buffer)


def run_queries(name: str | None) -> int:
    """Print the list of stored queries, or one of them whole."""
    from disinfograph.queries.catalogue import catalogue, find

    if name:
        sys.stdout.write(find(name).text)
        return DONE
    found = sorted(catalogue().values(), key=lambda query: query.name)
    rows = tuple((Literal(q.name), Literal(q.summary), Literal(", ".join(p.name for p in q.parameters))) for q in found)
    show_rows(Rows(("query", "question", "parameters"), rows), "table")
    return DONE


def run_validate(files: list[Path], store: str, base: str, engine: str, form: str, *, quiet: bool) -> int:
    """Print what the shapes find in files or in a store; FINDINGS where there is a violation."""
    from disinfograph.stores.serialiser import triples_in
    from disinfograph.terms import merge_of
    from disinfograph.validation.engine import check
    from disinfograph.validation.findings import counts
    from disinfograph.validation.report import summary, to_turtle, to_words

    _known(form, ("human", "json", "ttl"))
    if engine != "pyshacl":
        raise NotFound("engine", engine, ["pyshacl"])
    with progress(quiet=quiet) as tell:
        tell("validating")
        lines = (
            (line for file in files for line in triples_in(file))
            if files
            else merge_of(open_store(store, base=base).quads())
        )
        findings = check(lines)
    tally = counts(findings)
    if form == "json":
        sys.stdout.write(json.dumps([f.to_dict() for f in findings], ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(to_turtle(findings) if form == "ttl" else to_words(findings, base))
    say(summary(tally), quiet=quiet)
    return FINDINGS if tally["Violation"] else DONE


def run_describe(name: str, store: str, base: str, form: str) -> int:
    """Print what the graph says of a thing."""
    from disinfograph.describe import describe, write

    _known(form, tuple(sorted(GRAPH_TYPES)))
    write(describe(open_store(store, base=base), name, base), form, sys.stdout.buffer)
    return DONE


_COUNTS = """
SELECT ?type (COUNT(?thing) AS ?count) WHERE {
  ?thing a ?type . FILTER(STRSTARTS(STR(?type), "https://w3id.org/disinfograph/ontology#"))
} GROUP BY ?type ORDER BY DESC(?count) ?type
"""
_GRAPHS = "SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
_MERGE = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"


def run_stats(store: str, form: str) -> int:
    """Print how many things of each class the store holds, and how many triples in each graph."""
    _known(form, _ROW_FORMATS)
    opened = open_store(store)
    total = opened.select(_MERGE).rows[0][0]
    rows = [*opened.select(_COUNTS).rows, *opened.select(_GRAPHS).rows, (Literal("merge of all graphs"), total)]
    show_rows(Rows(("what", "count"), tuple(rows)), form)
    return DONE


def run_export(store: str, form: str, output: Path | None) -> int:
    """Write the whole graph to a file or to standard output."""
    from disinfograph.export import export

    _known(form, tuple(sorted(GRAPH_TYPES)))
    opened = open_store(store)
    opened.version()
    if output is None:
        export(opened, form, sys.stdout.buffer)
        return DONE
    try:
        with output.open("wb") as file:
            export(opened, form, file)
    except OSError as error:
        raise WrongUse(f"cannot write {output}: {error.strerror}") from error
    return DONE


def _known(form: str, known: tuple[str, ...]) -> None:
    if form not in known:
        raise NotFound("format", form, known)
