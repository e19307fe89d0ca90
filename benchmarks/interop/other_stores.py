"""Other triple stores, which join a graph of their own with the endpoint by SERVICE."""

from __future__ import annotations

import json
import re
import sys
import warnings
from pathlib import Path

from questions import SEEN, TYPES, joined
from trial import HERE, Program, World, installed, on_path, run

# The tests of the stores start the same servers.
sys.path.insert(0, str(HERE.parents[1] / "tests" / "stores"))
_GRANTS = 'GRANT SELECT ON DB.DBA.SPARQL_SINV_2 TO "SPARQL"; GRANT EXECUTE ON DB.DBA.SPARQL_SINV_IMP TO "SPARQL";'
DOES = "SERVICE: its own graph joined with the endpoint"


def pyoxigraph(world: World) -> Program:
    """Join within Python."""
    import pyoxigraph as ox

    program = Program("pyoxigraph", DOES, installed("pyoxigraph"))
    store = ox.Store()
    store.load(SEEN.encode(), ox.RdfFormat.N_TRIPLES)
    program.check(
        "a join",
        world.truth(TYPES),
        lambda: sorted(row["type"].value for row in store.query(joined(world.endpoint))),
    )
    return program


def oxigraph(world: World) -> Program:
    """Join in Oxigraph's command, and in its server, which is asked over HTTP."""
    program = Program(
        "Oxigraph", f"{DOES}, by its command and by its server", installed("oxigraph"), "pip install oxigraph"
    )
    binary = on_path("oxigraph")
    if program.missing or not binary:
        return program
    from servers import oxigraph_server, sent

    folder = _folder(world, "oxigraph")
    (folder / "own.nt").write_text(SEEN)
    run([binary, "load", "--location", folder / "command", "--file", folder / "own.nt"], folder)
    query = ["--query", joined(world.endpoint), "--results-format", "json"]
    program.check(
        "a join by `oxigraph query`",
        world.truth(TYPES),
        lambda: _values(run([binary, "query", "--location", folder / "command", *query], folder)),
    )
    run([binary, "load", "--location", folder / "data", "--file", folder / "own.nt"], folder)
    with oxigraph_server(folder) as url:
        program.check(
            "a join by `oxigraph serve`", world.truth(TYPES), lambda: _values(sent(url, query=joined(world.endpoint)))
        )
    return program


def rdflib_service(world: World) -> Program:
    """Join in rdflib's own engine."""
    import rdflib

    program = Program("rdflib as a store", DOES, installed("rdflib"))
    graph = rdflib.Graph().parse(data=SEEN, format="nt")

    def answer() -> list[str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return sorted(str(row[0]) for row in graph.query(joined(world.endpoint)))

    program.check("a join", world.truth(TYPES), answer)
    return program


def virtuoso(world: World) -> Program:
    """Join in Virtuoso, over its own SPARQL endpoint."""
    from servers import has_virtuoso, sent, virtuoso_server

    program = Program("Virtuoso", DOES, install="apt-get install virtuoso-opensource-7-bin")
    if not has_virtuoso():
        return program
    folder = _folder(world, "virtuoso")
    with virtuoso_server(folder) as url:
        # Virtuoso asks others only where its operator lets it.
        port = re.search(r"\[Parameters\]\nServerPort = (\S+)", (folder / "virtuoso.ini").read_text())
        run(["isql-vt", port[1] if port else "", "dba", "dba", f"exec={_GRANTS}"], folder)
        url += "?format=application/sparql-results%2Bjson"
        program.version = _values(sent(url, query="SELECT (bif:sys_stat('st_dbms_ver') AS ?type) {}"))[0]
        sent(url, update=f"INSERT DATA {{ GRAPH <urn:own> {{ {SEEN} }} }}")
        program.check("a join", world.truth(TYPES), lambda: _values(sent(url, query=joined(world.endpoint))))
    return program


def _values(said: str | bytes) -> list[str]:
    return sorted(row["type"]["value"] for row in json.loads(said)["results"]["bindings"])


def _folder(world: World, name: str) -> Path:
    folder = world.folder / name
    folder.mkdir()
    return folder
