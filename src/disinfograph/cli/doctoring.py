"""The command that looks whether everything is in place."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from disinfograph import __version__, resources
from disinfograph.cli.exit_codes import DONE, UNAVAILABLE
from disinfograph.cli.messages import printable
from disinfograph.errors import StoreUnavailable
from disinfograph.queries.catalogue import catalogue
from disinfograph.stores import open_store
from disinfograph.validation.shapes import shape_files

_LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "SPARQLWrapper", "selectolax", "scikit-learn", "tantivy", "typer")
_EXTRAS = {"pandas": "pandas", "fastapi": "web"}


def run_doctor(store: str) -> int:
    """Print versions, where the data files are, and whether the store answers; UNAVAILABLE where it does not."""
    _line("disinfograph", __version__)
    _line("python", f"{platform.python_version()} on {platform.system()}")
    for name in _LIBRARIES:
        _line(name, _version(name, "missing: install disinfograph again"))
    for name, extra in _EXTRAS.items():
        _line(name, _version(name, f"not installed (the extra disinfograph[{extra}])"))
    _line("data files", f"{resources.root()}: {len(resources.vocabularies())} vocabularies, "
          f"{len(shape_files())} shape files, {len(catalogue())} stored queries")  # fmt: skip
    _line("examples", str(resources.root() / "examples"))
    try:
        opened = open_store(store)
        count = opened.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]
        _line("store", f"{opened.where}: {int(str(count)):,} triples, version {opened.version()}")
    except StoreUnavailable as error:
        _line("store", f"{error.where}: {error.reason}")
        return UNAVAILABLE
    return DONE


def _version(name: str, otherwise: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return otherwise


def _line(name: str, text: str) -> None:
    sys.stdout.write(f"{name:<14} {printable(text)}\n")
