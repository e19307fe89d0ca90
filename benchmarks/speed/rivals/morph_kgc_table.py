"""The table as RDF by morph-kgc and a mapping in RML: `table.rml.ttl` says what `rdflib_pyshacl.py` says in Python.

    python benchmarks/speed/rivals/morph_kgc_table.py cases.csv --work FOLDER

morph-kgc wants older versions of pyoxigraph and pandas than we do, so it has an environment of its own:

    python -m venv morph && morph/bin/pip install morph-kgc
    python benchmarks/speed --morph-python morph/bin/python
"""

from __future__ import annotations

import argparse
import importlib.metadata
import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import measure
from measure import Result, Unavailable

MAPPING = Path(__file__).with_name("table.rml.ttl")
CONFIGURATION = """
[CONFIGURATION]
output_file = {output}
logging_level = CRITICAL
[cases]
mappings = {mapping}
"""


def build(options: argparse.Namespace, result: Result) -> None:
    """Map the table; the triples are written as N-Triples, which is the quickest that it offers."""
    try:
        import morph_kgc
    except ImportError as error:
        raise Unavailable("see the head of rivals/morph_kgc_table.py") from error
    logging.disable(logging.CRITICAL)
    mapping, output = options.work / "table.rml.ttl", options.work / "morph.nt"
    mapping.write_text(MAPPING.read_text("utf-8").replace("('cases.csv'", f"('{options.input.absolute()}'"), "utf-8")
    with result.phase("map"):
        triples = morph_kgc.materialize_set(CONFIGURATION.format(mapping=mapping, output=output))
        with output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{triple} .\n" for triple in triples)
    result.counts["triples"] = len(triples)
    result.versions["morph-kgc"] = importlib.metadata.version("morph-kgc")


if __name__ == "__main__":
    measure.run({"build": build}, __doc__)
