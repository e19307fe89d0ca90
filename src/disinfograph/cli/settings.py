"""What options and the environment say together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from disinfograph.errors import WrongUse
from disinfograph.namespaces import BASE

STORE_VARIABLE = "DISINFOGRAPH_STORE"
DEFAULT_STORE = "disinfograph.db"


def store_place(option: str | None) -> str:
    """Return where the store is: the option, else the environment's DISINFOGRAPH_STORE, else disinfograph.db here."""
    return option or os.environ.get(STORE_VARIABLE) or DEFAULT_STORE


def base_iri(option: str | None) -> str:
    """Return the base of all IRIs; WrongUse unless it is an http(s) IRI that ends in a slash."""
    base = option or BASE
    legal = base.startswith(("http://", "https://")) and base.endswith("/") and not set(base) & set('<>"{}|\\^` ')
    if not legal:
        raise WrongUse(f"--base {base!r} is no base: give an http(s) address that ends in a slash")
    return base


def pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """Return `name=value` options as a dict; WrongUse for one without `=` or given twice."""
    found: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise WrongUse(f"{option} {item!r} is not of the form name=value")
        if name in found:
            raise WrongUse(f"{option} {name} is given twice")
        found[name] = value
    return found


def columns(given: str | None) -> Mapping[str, str]:
    """Return `title=Title,date=Day` as a dict from record field to column."""
    return pairs((part.strip() for part in given.split(",")), "--columns") if given else {}


def query_text(given: str) -> str:
    """Return the text of a query: the argument itself, or with a leading @ the file that it names."""
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text("utf-8")
    except OSError as error:
        raise WrongUse(f"cannot read the query {given[1:]}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"cannot read the query {given[1:]}: it is not UTF-8") from error


def standard_input(folder: Path) -> Path:
    """Return a file in `folder` that holds what stands on standard input."""
    path = folder / "stdin"
    with path.open("wb") as file:
        while block := sys.stdin.buffer.read(1 << 20):
            file.write(block)
    return path
