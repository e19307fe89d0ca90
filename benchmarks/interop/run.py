"""Tries other people's programs, unchanged, on a served store, and ends with a table of what came.

Usage: python benchmarks/interop/run.py [--store STORE] [--only NAME ...]. Without a store the examples are built and
served. Nothing is downloaded: a program that is not installed is passed over, with the command that installs it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import other_programs
import other_stores
import python_clients
import questions
from trial import HERE, Program, World, say, table

_READY = re.compile(r"serving at (\S+?)/?;")
TRIALS: dict[str, Callable[[World], Program]] = {
    "sparqlwrapper": python_clients.sparqlwrapper,
    "sparql-dataframe": python_clients.sparql_dataframe,
    "pandas": python_clients.pandas,
    "urllib": python_clients.urllib,
    "rdflib": python_clients.rdflib_store,
    "rdflib-service": other_stores.rdflib_service,
    "pyoxigraph": other_stores.pyoxigraph,
    "oxigraph": other_stores.oxigraph,
    "virtuoso": other_stores.virtuoso,
    "rasqal": other_programs.rasqal,
    "comunica": other_programs.comunica,
    "yasgui": other_programs.yasgui,
    "sparql-llm": other_programs.sparql_llm,
    "w3c": other_programs.w3c,
    "schemathesis": other_programs.schemathesis,
    "mlcroissant": other_programs.mlcroissant,
}


def built(folder: Path) -> Path:
    """Build the examples into a store, and return where it is."""
    store = folder / "examples.db"
    command = [sys.executable, "-m", "disinfograph", "build", str(HERE.parents[1] / "examples"), "--source", "examples"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--store", str(store), "--quiet"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        sys.exit(done.stderr)
    return store


@contextmanager
def served(store: Path, folder: Path) -> Iterator[str]:
    """Give the address of a server without a limit of requests."""
    (folder / "settings.toml").write_text("rate = 0\nworkers = 4\nper_client = 4\n")
    command = [sys.executable, "-m", "disinfograph", "serve", "--port", "0", "--settings", "settings.toml"]
    with (folder / "serve.log").open("w+") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--store", str(store)], cwd=folder, stderr=log
        )
        try:
            while not (found := _READY.search((folder / "serve.log").read_text())):
                if process.poll() is not None:
                    sys.exit((folder / "serve.log").read_text())
                time.sleep(0.1)
            yield found[1]
        finally:
            process.terminate()
            process.wait()
            own_fault(folder / "serve.log")


def own_fault(log: Path) -> None:
    """Print what the server says of itself where it broke; such answers fail their program's check too."""
    lines = log.read_text().splitlines()
    if any(" 500 " in line for line in lines):
        say("\nthe server broke:\n" + "\n".join(lines[-80:]))


def tried(name: str, world: World) -> Program:
    """Try one program; one that cannot be run at all has failed."""
    say(f"\n== {name}")
    try:
        program = TRIALS[name](world)
    except Exception as error:  # another program may break in any way, and the others are still tried
        program, broke = Program(name, "", "?"), f"{type(error).__name__}: {error}"
        program.check("to be run at all", "done", lambda: broke)
    if program.missing:
        say(f"{program.name} is not installed and is passed over; to install it: {program.install}")
    return program


def main() -> int:
    """Try them all; 1 where a check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="the store that is served; else the examples")
    parser.add_argument("--only", action="append", choices=TRIALS, help="try this one; may be repeated")
    parser.add_argument("--examples", type=int, default=20, help="requests that Schemathesis invents for an operation")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = chosen.store.resolve() if chosen.store else built(folder)
        say("\n".join(f"{name}: {text}" for name, text in sorted(vars(questions).items()) if name.isupper()))
        with served(store, folder) as site:
            world = World(site, store, folder, chosen.examples)
            programs = [tried(each, world) for each in chosen.only or TRIALS]
    say(f"\ndisinfograph {version('disinfograph')}\n\n{table(programs)}")
    return 1 if any(program.failed for program in programs) else 0


if __name__ == "__main__":
    sys.exit(main())
