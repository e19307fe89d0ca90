"""Tries other people's programs on a served store: Comunica, YASGUI, another triple store's SERVICE, Schemathesis.

Usage: python benchmarks/interop/run.py [STORE]. Without a store the examples are served. Needs node 20 and npm for the
first two, which are left out where there is none; their packages go to a temporary folder.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.request import urlopen

HERE = Path(__file__).parent
say = partial(print, flush=True)
_READY = re.compile(r"serving at (\S+?)/?;")


@contextmanager
def served(store: str | None, folder: Path) -> Iterator[str]:
    """Give the address of a server without a limit of requests."""
    (folder / "settings.toml").write_text("rate = 0\nworkers = 4\nper_client = 4\n")
    command = [sys.executable, "-m", "disinfograph", "serve", "--port", "0", "--settings", "settings.toml"]
    with (folder / "serve.log").open("w+") as log:
        options = ["--store", store] if store else []
        process = subprocess.Popen([*command, *options], cwd=folder, stderr=log)  # noqa: S603 - our own command
        try:
            while not (found := _READY.search((folder / "serve.log").read_text())):
                if process.poll() is not None:
                    sys.exit((folder / "serve.log").read_text())
                time.sleep(0.1)
            yield found[1]
        finally:
            process.terminate()
            process.wait()


def tried(name: str, command: list[str], folder: Path) -> bool:
    """Run a program, and say what came of it."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    last = next((line for line in reversed(done.stdout.splitlines()) if line.startswith(("{", "="))), "")
    say(f"{name:<14} {'works' if done.returncode == 0 else 'FAILS'} {time.monotonic() - began:6.1f} s  {last}")
    if done.returncode:
        say((done.stdout + done.stderr)[-3000:])
    return done.returncode == 0


def node(site: str, folder: Path) -> list[bool]:
    """Try what runs on node."""
    if not shutil.which("npm"):
        say("comunica, yasgui: left out, there is no npm")
        return []
    for name in ("package.json", "comunica.mjs", "yasgui.mjs"):
        shutil.copy(HERE / name, folder)
    if not tried("npm install", ["npm", "install", "--no-audit", "--no-fund", "--silent"], folder):
        return [False]
    return [tried(name, ["node", f"{name}.mjs", f"{site}/sparql"], folder) for name in ("comunica", "yasgui")]


def another_store(site: str, folder: Path) -> bool:
    """Let Oxigraph's own command join a graph of its own with the served one."""
    program = Path(sys.executable).with_name("oxigraph")
    with urlopen(f"{site}/sparql?query=SELECT%20*%20%7B%3Fs%20a%20%3Ft%7D%20LIMIT%201") as said:  # noqa: S310 - our own server
        iri = json.load(said)["results"]["bindings"][0]["s"]["value"]
    (folder / "own.nt").write_text(f'<{iri}> <urn:seen> "yes" .\n')
    query = f"SELECT * {{ ?s <urn:seen> 'yes' SERVICE <{site}/sparql> {{ ?s a ?type }} }}"
    place = ["--location", str(folder / "oxigraph")]
    if not tried("oxigraph load", [str(program), "load", *place, "--file", "own.nt"], folder):
        return False
    return tried("SERVICE", [str(program), "query", *place, "--query", query, "--results-format", "json"], folder)


def main() -> int:
    """Try them all; 1 where one does not work."""
    store = str(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as name, served(store, Path(name)) as site:
        folder = Path(name)
        works = [*node(site, folder), another_store(site, folder)]
        program = Path(sys.executable).with_name("schemathesis")
        if program.exists():
            options = ["--phases", "examples,coverage,fuzzing", "--max-examples", "60", "--no-color"]
            works.append(tried("schemathesis", [str(program), "run", f"{site}/api/openapi.json", *options], folder))
    return 0 if all(works) else 1


if __name__ == "__main__":
    sys.exit(main())
