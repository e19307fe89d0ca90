"""The commands that ask a store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from disinfograph import answer
from disinfograph.cli.exit_codes import DONE
from disinfograph.cli.messages import say
from disinfograph.cli.output import out, show_rows
from disinfograph.errors import NotFound, WrongUse
from disinfograph.formats import GRAPH_TYPES, ROW_WRITERS
from disinfograph.namespaces import PREFIXES
from disinfograph.stores import fits_in_memory, open_store
from disinfograph.stores.protocol import Store
from disinfograph.terms import XSD, Iri, Literal, Row, Rows, Triple

ROW_FORMATS = ("table", *ROW_WRITERS)
GRAPH_FORMATS = tuple(GRAPH_TYPES)


def run_query(name: str, values: Mapping[str, str], store: str, base: str, form: str, limit: int | None) -> int:
    """Print the answer to a stored query."""
    _known(form, ROW_FORMATS)
    show_rows(answer.stored(open_store(store, base=base), name, values, base), form, base, limit)
    return DONE


def run_sparql(text: str, store: str, base: str, form: str | None, limit: int | None) -> int:
    """Print the answer to a query that only reads: rows, yes or no, or a graph."""
    _known(form or "table", (*ROW_FORMATS, *GRAPH_FORMATS))
    result = answer.free(open_store(store, base=base), text, base=base)
    if isinstance(result, bool):
        result = Rows(("answer",), ((Literal(str(result).lower(), XSD + "boolean"),),))
    if isinstance(result, Rows):
        _known(form or "table", ROW_FORMATS)
        show_rows(result, form or "table", base, limit)
    else:
        _show_graph(result[:limit], form or "ttl")
    return DONE


def _show_graph(triples: list[Triple], form: str) -> None:
    from disinfograph.describe import write

    _known(form, GRAPH_FORMATS)
    with out() as stream:
        write(sorted({f"{s} {p} {o} ." for s, p, o in triples}), form, stream)


def run_queries(name: str | None, form: str) -> int:
    """Print the list of stored queries, or one of them whole."""
    from disinfograph.queries.catalogue import catalogue, find

    if name:
        sys.stdout.write(find(name).text)
        return DONE
    _known(form, ROW_FORMATS)
    found = sorted(catalogue().values(), key=lambda query: query.name)
    rows = tuple((Literal(q.name), Literal(q.summary), Literal(", ".join(p.name for p in q.parameters))) for q in found)
    show_rows(Rows(("query", "question", "parameters"), rows), form)
    return DONE


def run_describe(name: str, store: str, base: str, form: str) -> int:
    """Print what the graph says of a thing."""
    from disinfograph.describe import describe, write

    _known(form, GRAPH_FORMATS)
    lines = describe(open_store(store, base=base), name, base)
    with out() as stream:
        write(lines, form, stream, base)
    return DONE


_TERMS = PREFIXES["dg"]
_CLASSES = f"""
SELECT ?type (COUNT(?thing) AS ?count) WHERE {{
  ?thing a ?type . FILTER(STRSTARTS(STR(?type), "{_TERMS}"))
}} GROUP BY ?type ORDER BY DESC(?count) ?type
"""
_GRAPHS = "SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
_MERGE = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
_ALL = Literal("merge of all graphs")


def run_stats(store: str, base: str, form: str) -> int:
    """Print how many things of each class the store holds, and how many triples in each graph."""
    _known(form, ROW_FORMATS)
    opened = open_store(store, base=base)
    rows = Rows(("what", "count"), tuple(contents(opened)))
    where = (
        "a copy in memory" if fits_in_memory(opened) else "the store itself, which is too large for memory or remote"
    )
    say(f"many or heavy questions at a time are put to {where}")
    show_rows(rows, form, base)
    return DONE


def contents(store: Store) -> Iterator[Row]:
    """Yield classes, graphs and their merge with what is in each: as counted when it was published, else by asking."""
    from disinfograph.stores.snapshot import SnapshotStore

    if isinstance(store, SnapshotStore):
        counts = store.counts()
        classes = [(iri, count) for iri, count in counts.classes.items() if iri.startswith(_TERMS)]
        graphs = sorted((iri, count) for iri, count in counts.graphs.items() if iri)
        told = [*sorted(classes, key=lambda each: (-each[1], each[0])), *graphs]
        yield from ((Iri(iri), _number(count)) for iri, count in told)
        yield _ALL, _number(counts.triples)
    else:
        yield from store.select(_CLASSES)
        yield from store.select(_GRAPHS)
        yield _ALL, store.select(_MERGE).rows[0][0]


def _number(count: int) -> Literal:
    return Literal(str(count), XSD + "integer")


def run_export(store: str, form: str, output: Path | None) -> int:
    """Write the whole graph to a file or to standard output."""
    from disinfograph.export import export

    _known(form, GRAPH_FORMATS)
    opened = open_store(store)
    # A store that does not answer shows before the file is touched.
    opened.version()
    with out() if output is None else _file(output) as stream:
        export(opened, form, stream)
    return DONE


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of `path` at the end: an interruption spares what was there before."""
    # A device such as /dev/null cannot be replaced.
    part = path if path.exists() and not path.is_file() else path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            yield file
        if part != path:
            part.replace(path)
    except OSError as error:
        raise WrongUse(f"cannot write {path}: {error.strerror}") from error
    finally:
        if part != path:
            part.unlink(missing_ok=True)


def _known(form: str, known: tuple[str, ...]) -> None:
    if form not in known:
        raise NotFound("format", form, known)
