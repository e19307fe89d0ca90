"""The commands and their options; what they do lives in the rooms below."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disinfograph.cli import settings

app = typer.Typer(
    name="disinfograph",
    help="Disinformation cases as linked data: build one graph, hold it to its shapes, ask it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Store = Annotated[
    str | None,
    typer.Option(
        help=f"Folder or SPARQL endpoint URL. [default: ${settings.STORE_VARIABLE}, else {settings.DEFAULT_STORE}]"
    ),
]
Base = Annotated[str | None, typer.Option(help="Base of all IRIs; ends in a slash.")]
Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or - for standard input.")]
From = Annotated[str | None, typer.Option("--from", help="Format of the input, where it is not recognised by content.")]
Columns = Annotated[str | None, typer.Option(help="Columns of an unknown table: title=Title,date=Day,…")]
RowFormat = Annotated[str, typer.Option("--format", "-f", help="table, csv, tsv, json or jsonl.")]
GraphFormat = Annotated[str, typer.Option("--format", "-f", help="nq, trig, ttl, jsonld, nt or rdf.")]
Limit = Annotated[int | None, typer.Option(min=0, help="Show at most so many rows.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No messages, only errors.")]


def _version(wanted: bool) -> None:
    if wanted:
        from disinfograph import __version__

        typer.echo(f"disinfograph {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Disinformation cases as linked data: build one graph, hold it to its shapes, ask it.

    Start with: `disinfograph build examples` and `disinfograph query narratives/across-countries`

    Exit codes: 0 done, 1 findings, 2 wrong use or unreadable input, 3 store unavailable.
    """


@app.command(epilog="Example: `disinfograph build pages/ cases.csv --store my.db --rejects left-out.jsonl`")
def build(
    inputs: Inputs,
    store: Store = None,
    base: Base = None,
    from_: From = None,
    columns: Columns = None,
    rejects: Annotated[
        Path | None, typer.Option(help="File for the records left out. [default: rejects.jsonl here]")
    ] = None,
    replace_source: Annotated[
        list[str] | None, typer.Option(help="First forget all that this source said before. May be repeated.")
    ] = None,
    read_on: Annotated[
        str | None, typer.Option(help="Day of the reading, as YYYY-MM-DD, to be kept in the graph.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Build nothing when a record has to be left out.")] = False,
    quiet: Quiet = False,
) -> int:
    """Read, resolve, map, validate and keep cases; the same input again changes nothing."""
    from disinfograph.cli.building import run_build

    return run_build(
        inputs, settings.store_place(store), settings.base_iri(base), reader=from_, columns=settings.columns(columns),
        rejects=rejects, replace=tuple(replace_source or ()), read_on=read_on, strict=strict, quiet=quiet,
    )  # fmt: skip


@app.command(epilog="Example: `disinfograph parse page.txt --format json`")
def parse(
    inputs: Inputs,
    format_: Annotated[str, typer.Option("--format", "-f", help="jsonl or json.")] = "jsonl",
    from_: From = None,
    columns: Columns = None,
    quiet: Quiet = False,
) -> int:
    """Print the records that the inputs hold, without building anything."""
    from disinfograph.cli.building import run_parse

    return run_parse(inputs, format_, reader=from_, columns=settings.columns(columns), quiet=quiet)


@app.command(epilog="Example: `disinfograph validate my-graph.ttl --format json`")
def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="RDF files; without any, the store.")
    ] = None,
    store: Store = None,
    base: Base = None,
    engine: Annotated[str, typer.Option(help="pyshacl.")] = "pyshacl",
    format_: Annotated[str, typer.Option("--format", "-f", help="human, json or ttl.")] = "human",
    quiet: Quiet = False,
) -> int:
    """Hold a store or RDF files to the shapes; exit code 1 where there is a violation."""
    from disinfograph.cli.asking import run_validate

    return run_validate(files or [], settings.store_place(store), settings.base_iri(base), engine, format_, quiet=quiet)


@app.command(epilog="Example: `disinfograph queries narratives/across-countries`")
def queries(name: Annotated[str | None, typer.Argument(help="A stored query to show.")] = None) -> int:
    """List the stored queries, or show one with its parameters and columns."""
    from disinfograph.cli.asking import run_queries

    return run_queries(name)


@app.command(epilog="Example: `disinfograph query narratives/across-countries -p min_countries=5 --format csv`")
def query(
    name: Annotated[str, typer.Argument(help="A stored query; see `disinfograph queries`.")],
    parameter: Annotated[
        list[str] | None, typer.Option("-p", help="A parameter as name=value. May be repeated.")
    ] = None,
    store: Store = None,
    base: Base = None,
    format_: RowFormat = "table",
    limit: Limit = None,
) -> int:
    """Ask a stored query."""
    from disinfograph.cli.asking import run_query

    values = settings.pairs(parameter or (), "-p")
    return run_query(name, values, settings.store_place(store), settings.base_iri(base), format_, limit)


@app.command(
    epilog='Example: `disinfograph sparql "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"` or `disinfograph sparql @my.rq`'
)
def sparql(
    text: Annotated[str, typer.Argument(metavar="TEXT|@FILE", help="A query, or @ and a file that holds one.")],
    store: Store = None,
    base: Base = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json or jsonl; for graphs ttl, nt, …")
    ] = "",
    limit: Limit = None,
) -> int:
    """Ask any query that only reads; SERVICE is refused, so that nothing leaves this machine."""
    from disinfograph.cli.asking import run_sparql

    return run_sparql(settings.query_text(text), settings.store_place(store), settings.base_iri(base), format_, limit)


@app.command(epilog="Example: `disinfograph describe narrative:colour-revolutions`")
def describe(
    name: Annotated[str, typer.Argument(metavar="IRI|CURIE", help="A thing: an IRI, place:UA, case/some-slug.")],
    store: Store = None,
    base: Base = None,
    format_: GraphFormat = "ttl",
) -> int:
    """Print what the graph says of one thing."""
    from disinfograph.cli.asking import run_describe

    return run_describe(name, settings.store_place(store), settings.base_iri(base), format_)


@app.command()
def stats(store: Store = None, format_: RowFormat = "table") -> int:
    """Count what the store holds."""
    from disinfograph.cli.asking import run_stats

    return run_stats(settings.store_place(store), format_)


@app.command(epilog="Example: `disinfograph export --format ttl -o graph.ttl`")
def export(
    store: Store = None,
    format_: GraphFormat = "nq",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write. [default: standard output]")
    ] = None,
) -> int:
    """Write the whole graph: all named graphs for nq, trig and jsonld, their merge for the others."""
    from disinfograph.cli.asking import run_export

    return run_export(settings.store_place(store), format_, output)


@app.command()
def doctor(store: Store = None) -> int:
    """Check the installation and the store: versions, data files, whether the store answers."""
    from disinfograph.cli.doctoring import run_doctor

    return run_doctor(settings.store_place(store))
