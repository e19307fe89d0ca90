"""SHACL by pyshifty, an engine in Rust: a graph held to the shapes of `shapes/`.

python benchmarks/speed/rivals/shacl_pyshifty.py graph.nt
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import measure
from measure import Result, Unavailable


def validate(options: argparse.Namespace, result: Result) -> None:
    """Read and validate in one call, as it is meant to be called; then count the report."""
    try:
        import shifty
    except ImportError as error:
        raise Unavailable("pip install pyshifty") from error
    with warnings.catch_warnings(), result.phase("validate"):
        warnings.simplefilter("ignore")
        _, report, _ = shifty.validate(options.input, list(measure.SHAPES), graph_mode="data", infer=False)
    result.counts |= measure.severities(str(triple[2]) for triple in report if str(triple[1]) == measure.SEVERITY)
    result.versions["pyshifty"] = shifty.version()


if __name__ == "__main__":
    measure.run({"validate": validate}, __doc__)
