"""The commands and their options; what they do lives in the rooms below."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disinfograph.cli import as_typed, completion, settings
from disinfograph.cli.options import (
    Base,
    Columns,
    Curation,
    FindingsFile,
    From,
    GraphFormat,
    Inputs,
    Kinds,
    Limit,
    Quiet,
    ReadOn,
    Rejects,
    ReplaceSource,
    ReviewFormat,
    RowFormat,
    Source,
    Store,
    Strict,
    Without,
)
from disinfograph.web import settings as serving

app = typer.Typer(
    name="disinfograph",
    cls=as_typed.Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _examples(*lines: str) -> str:
    """Return examples for the end of a help text; `\\b` keeps their lines apart."""
    return "\n".join(["Examples:", "", "\b", *lines])


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
    rejects: Rejects = None,
    replace_source: ReplaceSource = None,
    read_on: ReadOn = None,
    findings: FindingsFile = None,
    strict: Strict = False,
    curation: Curation = None,
    without: Without = None,
    quiet: Quiet = False,
) -> int:
    """Read, resolve, map, validate and keep cases; the same input again changes nothing."""
    from disinfograph.build import Options
    from disinfograph.cli import building, reviewing

    given = building.Inputs(tuple(inputs), from_, settings.columns(columns or ()), source)
    decided = reviewing.decisions(curation, quiet=quiet)
    iris, sources = settings.base_iri(base) if base else None, tuple(replace_source or ())
    options = Options(iris, sources, strict, building.methods(without or ()), decided)
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
    engine: Annotated[str, typer.Option(help="fast or pyshacl.")] = "fast",
    format_: Annotated[str, typer.Option("--format", "-f", help="human, json or ttl.")] = "human",
    quiet: Quiet = False,
) -> int:
    """Hold a store or RDF files to the shapes; exit code 1 where there is a violation."""
    from disinfograph.cli.validating import run_validate

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


@app.command(
    epilog=_examples(
        "disinfograph search 'biolabs \"near the border\"'",
        "disinfograph search crimea --country Ukraine --from 2020-01-01 --format csv",
    )
)
def search(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help='Words; "a phrase", OR, -without, begin*, title:word narrow it down.')
    ],
    store: Store = None,
    base: Base = None,
    narrative: Annotated[str | None, typer.Option(metavar="NAME", help="Narrative: slug, CURIE or label.")] = None,
    country: Annotated[str | None, typer.Option(metavar="NAME", help="Place discussed: UA, place:UA, Ukraine.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Outlet: slug, CURIE or label.")] = None,
    language: Annotated[str | None, typer.Option(metavar="NAME", help="Language: tag or label.")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day, as YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day, as YYYY-MM-DD.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="Show at most so many cases.")] = 20,
    format_: RowFormat = "table",
) -> int:
    """Find cases by the words of their titles, claims, responses and of the names of what they are about."""
    from disinfograph.cli.searching import Wanted, run_search

    wanted = Wanted(narrative, country, outlet, language, since, until)
    return run_search(text, wanted, settings.store_place(store), settings.base_iri(base), format_, limit)


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


@app.command(
    epilog=_examples(
        "disinfograph review -o questions.csv",
        'disinfograph review --take questions.csv --by "Ada Example" --on 2026-11-22',
        "disinfograph review --diff before.db after.db",
    )
)
def review(
    store: Store = None,
    curation: Curation = None,
    kind: Kinds = None,
    below: Annotated[float, typer.Option(help="Ask about narratives and links of less confidence than this.")] = 0.7,
    limit: Limit = None,
    take: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take the decisions of a filled-in review into the folder.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decided, where a row does not say.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day, as YYYY-MM-DD, where a row has none.")] = None,
    diff: Annotated[
        tuple[str, str] | None, typer.Option(metavar="OLD NEW", help="Tell what changed from one store to another.")
    ] = None,
    format_: ReviewFormat = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. [default: standard output]")
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Write what needs a person as a table, take the answers, or tell what they changed.

    Questions come with those first that change most answers. Fill in the column decision: accept, reject, none, same,
    different, or a name such as place:UA.
    """
    from disinfograph.cli import reviewing

    reviewing.one_task(take, diff, by, on)
    if diff:
        return reviewing.run_diff(*diff, format_ or "human", output, quiet=quiet)
    if take:
        return reviewing.run_take(take, curation, by, on, quiet=quiet)
    place, kinds = settings.store_place(store), tuple(kind or ())
    return reviewing.run_review(
        place, curation, format_ or "csv", output, kinds=kinds, below=below, limit=limit, quiet=quiet
    )


@app.command(
    epilog=_examples("disinfograph serve", "disinfograph serve --store my.db --port 8080 --settings serve.toml")
    + f"\n\nSettings and their defaults:\n\n```toml\n{serving.explained()}```"
)
def serve(
    store: Store = None,
    base: Base = None,
    host: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Address to listen at. [default: 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one. [default: 8000]")
    ] = None,
    settings_file: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="Settings in TOML, as below.")
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Serve a store over HTTP: SPARQL at /sparql, the stored queries at /api; without a store, the examples."""
    from disinfograph.cli.serving import run_serve

    return run_serve(store, settings.base_iri(base), settings_file, quiet=quiet, host=host, port=port)


@app.command(
    epilog=_examples("disinfograph publish site", "disinfograph publish site --url https://example.org/graph/")
)
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An empty or new folder, or one published before.")],
    store: Store = None,
    base: Base = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Address that the site will have: for sitemap and data set.")
    ] = None,
    syntax: Annotated[
        list[str] | None,
        typer.Option(metavar="SYNTAX", help="Of the data of things: ttl, jsonld, nt, rdf. [default: ttl, jsonld]"),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="PART", help="Leave out dumps, parquet or tables. May be repeated.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Name of the site, in place of disinfograph.")
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Write all pages and data as files for any web host; a second run changes only what is not the same any more."""
    from disinfograph.cli.publishing import run_publish

    place, iris = settings.store_place(store), settings.base_iri(base)
    return run_publish(folder, place, iris, url, syntax or [], without or [], title, quiet=quiet)


@app.command(epilog=_examples("disinfograph doctor"))
def doctor(store: Store = None) -> int:
    """Check the installation and the store: versions, data files, whether the store answers."""
    from disinfograph.cli.doctoring import run_doctor

    return run_doctor(settings.store_place(store))


for _command in app.registered_commands:
    # Otherwise the list of commands shows the first few words of each.
    _command.short_help = (_command.callback.__doc__ or "").partition("\n")[0] if _command.callback else None
