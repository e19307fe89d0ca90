"""The command that brings in somebody else's narrative scheme."""

from __future__ import annotations

from pathlib import Path

from disinfograph.cli.exit_codes import DONE
from disinfograph.cli.output import out
from disinfograph.errors import WrongUse
from disinfograph.resolve.scheme.schemes import read_scheme, to_turtle


def run_import(file: Path, name: str, base: str, output: Path | None) -> int:
    """Write a scheme as SKOS Turtle to a file or to standard output."""
    text = to_turtle(read_scheme(file, name), base).encode()
    if output is None:
        with out() as stream:
            stream.write(text)
        return DONE
    try:
        output.write_bytes(text)
    except OSError as error:
        raise WrongUse(f"cannot write {output}: {error.strerror}") from error
    return DONE
