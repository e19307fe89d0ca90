"""Comunica, YASGUI, Rasqal and sparql-llm, and the programs that hold the server to a standard."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from questions import ASK, CASES, CONCEPTS, CONSTRUCT, LABELS, PREFIXES, SEEN, TYPES
from trial import HERE, Program, World, installed, on_path, run

NPM = "npm install --prefix benchmarks/interop"
SIB = HERE / ".sparql-llm" / "bin" / "python"
ROOT = HERE.parents[1]
_ROWS = ".yasr_results tbody tr"


def _package(name: str) -> str:
    found = HERE / "node_modules" / name / "package.json"
    return json.loads(found.read_text())["version"] if found.exists() else ""


def comunica(world: World) -> Program:
    """Ask from JavaScript, with a source declared and with one that has to be recognised."""
    program = Program(
        "Comunica",
        "SELECT, ASK, CONSTRUCT; the endpoint recognised by itself; a join with a graph of its own",
        _package("@comunica/query-sparql") if shutil.which("node") else "",
        NPM,
    )
    if program.missing:
        return program
    query = "SELECT ?type { ?s <urn:seen> 'yes' ; a ?type }"
    asked = {"labels": LABELS, "ask": ASK, "construct": CONSTRUCT, "joined": query, "seen": SEEN}
    said = json.loads(run(["node", HERE / "comunica.mjs", world.endpoint, json.dumps(asked)], HERE))
    labels = world.truth(LABELS)
    program.check("SELECT from a declared source", labels, lambda: said["declared"])
    program.check("SELECT from a source that it recognises", labels, lambda: said["recognised"])
    program.check("ASK", True, lambda: said["ask"])
    program.check("CONSTRUCT", labels, lambda: said["construct"])
    program.check("a join with its own graph", world.truth(TYPES), lambda: said["joined"])
    return program


@contextmanager
def _files(folder: Path) -> Iterator[str]:
    """Serve files at another port, so that a page there asks across origins."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def yasgui(world: World) -> Program:
    """Type a query into YASGUI in a browser, press its button, and read the table."""
    program = Program(
        "YASGUI (Zazuko)",
        "in headless Chromium, from another origin: the answer of the button as a table",
        _package("@zazuko/yasgui"),
        f"{NPM}; pip install playwright; apt-get install chromium",
    )
    chromium = shutil.which("chromium")
    if program.missing or not chromium or not installed("playwright"):
        program.version = ""
        return program
    from playwright.sync_api import sync_playwright

    build = run([chromium, "--version"], world.folder).split()[1]
    program.version += f", Chromium {build}"
    with _files(HERE) as files, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{files}/yasgui.html")
        for method in ("GET", "POST"):
            page.evaluate(
                """([endpoint, method]) => { localStorage.clear(); document.getElementById('yasgui').innerHTML = '';
                window.yasgui = new Yasgui(document.getElementById('yasgui'),
                  { requestConfig: { endpoint, method }, persistenceId: null, copyEndpointOnNewTab: false }); }""",
                [world.endpoint, method],
            )
            program.check(f"SELECT by {method}", world.truth(CONCEPTS), partial(_pressed, page, CONCEPTS))
        browser.close()
    return program


def _pressed(page: Any, query: str) -> list[str]:
    page.evaluate("query => { yasgui.getTab().setQuery(query); }", query)
    page.click(".yasqe_queryButton")
    page.wait_for_function("() => yasgui.getTab().yasr.results?.getBindings()?.length", timeout=20_000)
    page.wait_for_selector(_ROWS)
    return sorted(page.evaluate("() => yasgui.getTab().yasr.results.getBindings().map(row => row.n.value)"))


def rasqal(world: World) -> Program:
    """Ask with the command of Rasqal, which is written in C."""
    program = Program("Rasqal", "SELECT by its command `roqet`", install="apt-get install rasqal-utils")
    command = shutil.which("roqet")
    if not command:
        return program
    program.version = run([command, "--version"], world.folder).strip()
    said = partial(run, [command, "-q", "-p", world.endpoint, "-e", CASES, "-r", "csv"], world.folder)
    program.check("SELECT", world.truth(CASES), lambda: sorted(said().split()[1:]))
    return program


def sparql_llm(world: World) -> Program:
    """Read the examples and classes by which assistants write queries, as SIB publishes them."""
    program = Program(
        "sparql-llm (SIB)",
        "reads the examples, prefixes and classes of the endpoint",
        install=f"python -m venv {SIB.parents[1].relative_to(ROOT)} && "
        f"{SIB.parent.relative_to(ROOT)}/pip install sparql-llm==0.0.8",
    )
    if not SIB.exists():
        return program
    command = "from importlib.metadata import version; print(version('sparql-llm'))"
    program.version = run([SIB, "-c", command], world.folder).strip()
    said = json.loads(run([SIB, HERE / "sparql_llm_reads.py", world.endpoint], world.folder))
    from disinfograph.queries.catalogue import catalogue

    program.check("every stored query is an example", len(catalogue()), lambda: len(said["questions"]))
    program.check("each of them is a query", ["SelectQuery"], lambda: said["kinds"])
    named = world.truth(PREFIXES + "SELECT DISTINCT ?t { ?s a ?t FILTER(STRSTARTS(STR(?t), STR(dg:))) }")
    program.check("every class of the ontology in use is described", [], lambda: sorted({*named} - {*said["classes"]}))
    return program


def w3c(world: World) -> Program:
    """Run the W3C's tests of the protocol and the service description, which the project's tests read."""
    program = Program(
        "W3C tests",
        "protocol: 20 of queries, 7 of wrong updates, 7 of updates, refused by design; service description: 3; "
        "none left out: 2",
        "SPARQL 1.1",
        "DISINFOGRAPH_SHARED=FOLDER with the W3C's manifests and data in suites/protocol",
    )
    shared = Path(os.environ.get("DISINFOGRAPH_SHARED", ROOT.parent / "shared"))
    if not (shared / "suites" / "protocol").is_dir():
        program.version = ""
        return program
    asked = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "--no-header"]
    done = subprocess.run(  # noqa: S603 - the tests of this project
        [*asked, "tests/web/test_web_w3c.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found = re.findall(r"::(test_\S+) (PASSED|FAILED|ERROR|SKIPPED)", done.stdout)
    for name, came in found:
        program.check(name.removeprefix("test_").replace("_", " "), "PASSED", str, came)
    program.check("all of them were run", 0, lambda: done.returncode)
    return program


def schemathesis(world: World) -> Program:
    """Make requests from the API's own description, right ones and wrong ones."""
    program = Program(
        "Schemathesis",
        "every operation of the API, with what its description allows and what it does not",
        installed("schemathesis"),
        "pip install schemathesis",
    )
    command = on_path("schemathesis")
    if program.missing or not command:
        return program
    options = f"--phases examples,coverage,fuzzing --max-examples {world.examples} --seed 7 --no-color"
    done = subprocess.run(  # noqa: S603 - the program under trial
        [command, "run", f"{world.site}/api/openapi.json", *options.split()],
        cwd=world.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    counts = re.search(r"Test cases:\s+(.+)", done.stdout) or re.search(r"(\d+ generated.+)", done.stdout)
    operations = re.search(r"Tested: (\d+)", done.stdout)
    if done.returncode:
        print(done.stdout[-6000:])  # noqa: T201 - what failed, as the program words it
    program.does += f": {operations[1] if operations else '?'} operations, {counts[1] if counts else '?'}"
    program.check(f"{operations[1] if operations else 'no'} operations", 0, lambda: done.returncode)
    return program


def mlcroissant(world: World) -> Program:
    """Read the published data set by its Croissant description, over HTTP."""
    program = Program(
        "mlcroissant",
        "validates `croissant.json` of the published site and reads its tables over HTTP",
        installed("mlcroissant"),
        "pip install mlcroissant",
    )
    if program.missing:
        return program
    import warnings

    import mlcroissant as library

    folder = world.folder / "published"
    with _files(folder) as address:
        run(
            [sys.executable, "-m", "disinfograph", "publish", folder, "--store", world.store, "--url", f"{address}/"],
            world.folder,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            described = library.Dataset(jsonld=f"{address}/croissant.json")
            program.check("no error", [], lambda: list(described.metadata.issues.errors))
            # Publishing twice gives the same files, so they state no day of publication, which Croissant recommends.
            warned = [each for each in described.metadata.issues.warnings if "datePublished" not in each]
            program.check("no warning but that no day of publication is stated", [], list, warned)
            program.check(
                "the cases of its table",
                world.truth(CASES),
                lambda: sorted(row["cases/case"].decode() for row in described.records("cases")),
            )
    return program
