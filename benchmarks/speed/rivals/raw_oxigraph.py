"""The limit of the engine that our store is built on: pyoxigraph alone, on the same statements.

    python benchmarks/speed/rivals/raw_oxigraph.py graph.nq load --work FOLDER
    python benchmarks/speed/rivals/raw_oxigraph.py graph.nq query --questions questions.json

`graph.nq` holds the named graphs and, without a name, their merge: what our store holds. `load` is `bulk_load` into a
folder and `optimize`; `query` asks the folder that `load` made and a store in memory.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat, Store

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import measure
from measure import Result


def load(options: argparse.Namespace, result: Result) -> None:
    """Load the file into a folder."""
    folder = _folder(options)
    shutil.rmtree(folder, ignore_errors=True)
    store = Store(str(folder))
    with result.phase("load"):
        store.bulk_load(path=options.input, format=RdfFormat.N_QUADS)
    with result.phase("optimize"):
        store.optimize()
        store.flush()
    result.versions["pyoxigraph"] = pyoxigraph.__version__


def query(options: argparse.Namespace, result: Result) -> None:
    """Ask the folder, and a store in memory; the names of the queries on disk begin with `disk `."""
    asked = measure.questions(options)
    with result.phase("open disk"):
        disk = Store.read_only(str(_folder(options)))
    result.ask(asked, lambda text: sum(1 for _ in disk.query(text)), options.limit, "disk ")
    memory = Store()
    with result.phase("load memory"):
        memory.bulk_load(path=options.input, format=RdfFormat.N_QUADS)
    result.ask(asked, lambda text: sum(1 for _ in memory.query(text)), options.limit)
    result.versions["pyoxigraph"] = pyoxigraph.__version__


def _folder(options: argparse.Namespace) -> Path:
    folder: Path = options.work / "raw.oxigraph"
    return folder


if __name__ == "__main__":
    measure.run({"load": load, "query": query}, __doc__)
