"""The physical floor: reading the bytes of a graph, counting its lines, cutting it into terms.

python benchmarks/speed/rivals/floor.py graph.nq
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import measure
from measure import Result

_BLOCK = 1 << 20


def floor(options: argparse.Namespace, result: Result) -> None:
    """Take each step alone, over the whole file."""
    with result.phase("bytes"), options.input.open("rb", buffering=0) as file:
        result.counts["bytes"] = sum(len(block) for block in iter(lambda: file.read(_BLOCK), b""))
    with result.phase("lines"), options.input.open("rb") as file:
        result.counts["lines"] = sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    with result.phase("terms"):
        result.counts["statements"] = sum(1 for _ in pyoxigraph.parse(path=options.input, format=RdfFormat.N_QUADS))
    result.versions["pyoxigraph"] = pyoxigraph.__version__


if __name__ == "__main__":
    measure.run({"floor": floor}, __doc__)
