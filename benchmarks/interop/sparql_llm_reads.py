"""Reads the examples and classes of an endpoint with SIB's sparql-llm, as its assistants do; prints them as JSON.

Usage: python sparql_llm_reads.py ENDPOINT, with the Python of an environment that has sparql-llm.
"""

import json
import sys

from sparql_llm import SparqlExamplesLoader, SparqlVoidShapesLoader

examples = SparqlExamplesLoader(sys.argv[1]).load()
shapes = SparqlVoidShapesLoader(sys.argv[1]).load()
print(  # noqa: T201 - the answer
    json.dumps(
        {
            "questions": sorted(each.page_content for each in examples),
            "kinds": sorted({each.metadata["query_type"] for each in examples}),
            "classes": sorted(each.metadata["iri"] for each in shapes),
        }
    )
)
