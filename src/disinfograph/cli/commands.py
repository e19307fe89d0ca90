"""The commands and their options; what they do lives in the rooms below."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disinfograph.cli import completion, settings

app = typer.Typer(
    name="disinfograph",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_STORE_DEFAULT = f"${settings.STORE_VARIABLE}, else {settings.DEFAULT_STORE}"
Store = Annotated[
    str | None, typer.Option(metavar="PLACE", help=f"Folder or SPARQL endpoint URL. [default: {_STORE_DEFAULT}]")
]
Base = Annotated[str | None, typer.Option(metavar="IRI", help="Base of all IRIs; ends in a slash.")]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, - for standard input, or the word examples for the cases that come with the package.",
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="FORMAT", help="Format, where content does not show it.", autocompletion=completion.readers
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD=COLUMN,...", help="Columns of an unknown table: title=Headline,date=Day"),
]
Source = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who says all this, where it is not the source known by the format.")
]
RowFormat = Annotated[
    str,
    typer.Option("--format", "-f", help="table, csv, tsv, json or jsonl.", autocompletion=completion.row_formats),
]
GraphFormat = Annotated[
    str,
    typer.Option("--format", "-f", help="nq, trig, ttl, jsonld, nt or rdf.", autocompletion=completion.graph_formats),
]
Limit = Annotated[int | None, typer.Option(min=0, help="Show at most so many rows.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No messages, only errors.")]


def _examples(*commands: str) -> str:
    return "\n\n".join(("Examples:" if len(commands) > 1 else "Example:", *(f"`{command}`" for command in commands)))


def _version(wanted: bool) -> None:
    if wanted:
        from disinfograph import __version__

        typer.echo(f"disinfograph {__version__}")
        raise typer.Exit


@app.callback(
    epilog=_examples(
        "disinfograph build examples",
        "disinfograph query narratives/across-countries",
        "disinfograph describe place:UA",
    )
)
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Disinformation cases as linked data: build one graph, hold it to its shapes, ask it.

    Exit codes: 0 done, 1 findings, 2 wrong use or unreadable input, 3 store unavailable.
    """


@app.command(
    epilog=_examples(
        "disinfograph build pages/ cases.csv --store my.db --rejects left-out.jsonl",
        "disinfograph build news.csv --columns title=Headline,date=Day,countries=Where",
        "disinfograph build - --from page-html < page.html",
    )
)
def build(
    inputs: Inputs,
    store: Store = None,
    base: Base = None,
    from_: From = None,
    columns: Columns = None,
    source: Source = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="File for the records left out. [default: rejects.jsonl, where there are any]"
        ),
    ] = None,
    replace_source: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="First forget all that this source said before. May be repeated."),
    ] = None,
    read_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="Day of the reading, as YYYY-MM-DD, to be kept in the graph.")
    ] = None,
    findings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File for all findings: .json, .ttl (SHACL report), else words.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Build nothing when a record has to be left out.")] = False,
    quiet: Quiet = False,
) -> int:
    """Read, resolve, map, validate and keep cases; the same input again changes nothing."""
    from disinfograph.build import Options
    from disinfograph.cli import building

    given = building.Inputs(tuple(inputs), from_, settings.columns(columns or ()), source)
    options = Options(settings.base_iri(base) if base else None, tuple(replace_source or ()), strict)
    report = building.Report(rejects, quiet, findings)
    return building.run_build(given, settings.store_place(store), options, read_on, report)


@app.command(epilog=_examples("disinfograph parse page.txt", "disinfograph parse pages/ > records.jsonl"))
def parse(
    inputs: Inputs,
    format_: Annotated[str, typer.Option("--format", "-f", help="jsonl or json.")] = "jsonl",
    from_: From = None,
    columns: Columns = None,
    source: Source = None,
    quiet: Quiet = False,
) -> int:
    """Print the records that the inputs hold, without building anything."""
    from disinfograph.cli import building

    given = building.Inputs(tuple(inputs), from_, settings.columns(columns or ()), source)
    return building.run_parse(given, format_, quiet=quiet)


@app.command(epilog=_examples("disinfograph validate", "disinfograph validate my-graph.ttl --format json"))
def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="RDF files; without any, the store.")
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


@app.command(epilog=_examples("disinfograph queries", "disinfograph queries narratives/across-countries"))
def queries(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A stored query to show.", autocompletion=completion.query_names),
    ] = None,
    format_: RowFormat = "table",
) -> int:
    """List the stored queries, or show one with its parameters and columns."""
    from disinfograph.cli.asking import run_queries

    return run_queries(name, format_)


@app.command(
    epilog=_examples(
        "disinfograph query narratives/across-countries -p min_countries=5 --format csv",
        "disinfograph query cases/find -p country=place:UA -p from=2022-01-01",
    )
)
def query(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A stored query; see `disinfograph queries`.", autocompletion=completion.query_names
        ),
    ],
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A parameter. May be repeated.")
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
    epilog=_examples(
        'disinfograph sparql "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"', "disinfograph sparql @my.rq --format csv"
    )
)
def sparql(
    text: Annotated[str, typer.Argument(metavar="TEXT|@FILE", help="A query, or @ and a file that holds one.")],
    store: Store = None,
    base: Base = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, csv, tsv, json or jsonl; for graphs ttl, jsonld, nt, … [default: table, for graphs ttl]",
        ),
    ] = None,
    limit: Limit = None,
) -> int:
    """Ask any query that only reads; SERVICE is refused, so that nothing leaves this machine."""
    from disinfograph.cli.asking import run_sparql

    return run_sparql(settings.query_text(text), settings.store_place(store), settings.base_iri(base), format_, limit)


@app.command(
    epilog=_examples("disinfograph describe narrative:colour-revolutions", "disinfograph describe place/UA -f jsonld")
)
def describe(
    name: Annotated[str, typer.Argument(metavar="IRI|CURIE", help="A thing: an IRI, place:UA, case/some-slug.")],
    store: Store = None,
    base: Base = None,
    format_: GraphFormat = "ttl",
) -> int:
    """Print what the graph says of one thing."""
    from disinfograph.cli.asking import run_describe

    return run_describe(name, settings.store_place(store), settings.base_iri(base), format_)


@app.command(epilog=_examples("disinfograph stats --format json"))
def stats(store: Store = None, base: Base = None, format_: RowFormat = "table") -> int:
    """Count what the store holds."""
    from disinfograph.cli.asking import run_stats

    return run_stats(settings.store_place(store), settings.base_iri(base), format_)


@app.command(epilog=_examples("disinfograph export > graph.nq", "disinfograph export --format ttl -o graph.ttl"))
def export(
    store: Store = None,
    format_: GraphFormat = "nq",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. [default: standard output]")
    ] = None,
) -> int:
    """Write the whole graph: all named graphs for nq, trig and jsonld, their merge for the others."""
    from disinfograph.cli.asking import run_export

    return run_export(settings.store_place(store), format_, output)


@app.command(
    "import-scheme", epilog=_examples("disinfograph import-scheme taxonomy.json --name semeval -o semeval.ttl")
)
def import_scheme(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="SKOS, a JSON taxonomy or a table of concepts.")],
    name: Annotated[str, typer.Option(help="Name of the scheme: part of the IRIs of its concepts.")],
    base: Base = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. [default: standard output]")
    ] = None,
) -> int:
    """Write somebody else's narrative scheme as SKOS beside ours, so that `ontology/mappings/` can point to it."""
    from disinfograph.cli.schemes import run_import

    return run_import(file, name, settings.base_iri(base), output)


@app.command(epilog=_examples("disinfograph doctor"))
def doctor(store: Store = None) -> int:
    """Check the installation and the store: versions, data files, whether the store answers."""
    from disinfograph.cli.doctoring import run_doctor

    return run_doctor(settings.store_place(store))
