"""What options, arguments and the environment say together."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from disinfograph import resources
from disinfograph.errors import WrongUse
from disinfograph.namespaces import BASE

STORE_VARIABLE = "DISINFOGRAPH_STORE"
DEFAULT_STORE = "disinfograph.db"
STANDARD_INPUT = "-"
EXAMPLES = "examples"


def store_place(option: str | None) -> str:
    """Return where the store is: the option, else the environment's DISINFOGRAPH_STORE, else disinfograph.db here."""
    return option or os.environ.get(STORE_VARIABLE) or DEFAULT_STORE


def base_iri(option: str | None) -> str:
    """Return the base of all IRIs; WrongUse unless it is an http(s) IRI that ends in a slash."""
    base = BASE if option is None else option
    scheme, _, rest = base.partition("://")
    legal = scheme in {"http", "https"} and rest[:1] not in {"", "/"} and base.endswith("/")
    if not legal or set(base) & set('<>"{}|\\^`?#') or not base.isprintable() or " " in base:
        raise WrongUse(f"--base {base!r} is no base: give an http(s) address that ends in a slash")
    return base


def pairs(given: Iterable[str], option: str, form: str = "name=value") -> dict[str, str]:
    """Return options of the form `name=value` as a dict; WrongUse for one without `=` or given twice."""
    found: dict[str, str] = {}
    for item in given:
        name, equals, value = (part.strip() for part in item.partition("="))
        if not (equals and name):
            raise WrongUse(f"{option} {item!r} is not of the form {form}")
        if name in found:
            raise WrongUse(f"{option} {name} is given twice")
        found[name] = value
    return found


def columns(given: Iterable[str]) -> Mapping[str, str]:
    """Return `title=Headline,date=Day` as a dict from record field to column; quotes keep a comma in a name."""
    items = [part for text in given for part in next(csv.reader([text], skipinitialspace=True), [""])]
    return pairs(items, "--columns", "field=column")


def query_text(given: str) -> str:
    """Return the text of a query: the argument itself, or with a leading @ the file that it names (@- is a pipe)."""
    if not given.startswith("@"):
        return given
    name = given[1:]
    try:
        return (sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise WrongUse(f"cannot read the query {name!r}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"cannot read the query {name!r}: it is not UTF-8") from error


def input_paths(given: Iterable[str], folder: Path) -> list[Path]:
    """Return the inputs as paths: `-` as a file in `folder`, `examples` as the package's own where there is none here.

    WrongUse when standard input is to be read twice.
    """
    names = list(given)
    if names.count(STANDARD_INPUT) > 1:
        raise WrongUse("standard input can be read once: give - once")
    return [_standard_input(folder) if name == STANDARD_INPUT else _path(name) for name in names]


def _path(name: str) -> Path:
    path = Path(name)
    if path.parts[:1] == (EXAMPLES,) and not Path(EXAMPLES).exists():
        packaged = resources.root() / path
        return packaged if packaged.exists() else path
    return path


def _standard_input(folder: Path) -> Path:
    """Return a file in `folder` that holds what stands on standard input."""
    path = folder / "stdin"
    with path.open("wb") as file:
        while block := sys.stdin.buffer.read(1 << 20):
            file.write(block)
    return path
