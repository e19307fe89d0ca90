"""The options that commands share, and those of which a command has many."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disinfograph.cli import completion, settings

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
Curation = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="What curators decided. [default: curation here, if it is there]"),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(metavar="KIND", help="label, narrative, candidate, link, identity or value. May be repeated."),
]
ReviewFormat = Annotated[
    str | None,
    typer.Option("--format", "-f", help="csv or json; with --diff also human. [default: csv, with --diff human]"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No messages, only errors.")]
Rejects = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="File for the records left out. [default: rejects.jsonl, where there are any]"),
]
ReplaceSource = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="First forget all that this source said before. May be repeated."),
]
ReadOn = Annotated[
    str | None, typer.Option(metavar="DAY", help="Day of the reading, as YYYY-MM-DD, to be kept in the graph.")
]
FindingsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="File for all findings: .json, .ttl (SHACL report), else words.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Build nothing when a record has to be left out.")]
Without = Annotated[
    list[str] | None,
    typer.Option(
        metavar="METHOD", help="Derive nothing by this method; see `describe scheme:methods`. May be repeated."
    ),
]
