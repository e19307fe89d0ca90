"""The stored queries as plain SPARQL, with parameters that the graph at hand can answer.

    python benchmarks/speed/questions.py STORE [--few] > questions.json

So every engine gets the same text. A required parameter takes what occurs most in the graph: the narrative with most
claims, the two most discussed countries, the outlet of most claims, the case that most cases point to. `--few` takes
the headline question and of each subject the first that asks the merge alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from measure import NAMED_GRAPHS

from disinfograph import Graph
from disinfograph.iris import resolve_name
from disinfograph.queries.catalogue import catalogue
from disinfograph.queries.parameters import bind

MOST = "SELECT ?thing {{ {pattern} }} GROUP BY ?thing ORDER BY DESC(COUNT(*)) ?thing LIMIT 2"
PATTERNS = {
    "narrative": "?claim dg:promotes ?thing",
    "country": "?claim dg:discusses ?thing . ?thing a dg:Country",
    "outlet": "?claim dg:carriedBy ?thing",
    "case": "{ ?other dg:linksTo ?thing } UNION { ?thing a dg:Case }",
    "keyword": "?case dg:keyword ?thing",
    "language": "?claim dg:circulatedIn ?thing",
}
TEXT = "ballot papers"
HEADLINE = "narratives/across-countries"


def questions(graph: Graph) -> dict[str, dict[str, object]]:
    """Return, by name of the stored query, its required parameters and its text with them."""
    most = {kind: [str(r["thing"]) for r in graph.sparql(MOST.format(pattern=p))] for kind, p in PATTERNS.items()}
    known = {"text": TEXT, "other": most["country"][1], **{kind: found[0] for kind, found in most.items() if found}}
    asked: dict[str, dict[str, object]] = {}
    for name, query in catalogue().items():
        given = {parameter.name: known[parameter.name] for parameter in query.parameters if parameter.required}
        asked[name] = {"parameters": given, "text": bind(query, given, lambda text: resolve_name(text, graph.base))}
    return asked


def few(asked: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Return the headline question and the first of each subject that asks the merge alone: rdflib has to read every
    statement once more for one of named graphs.
    """
    merge = [name for name, question in asked.items() if not NAMED_GRAPHS.search(str(question["text"]))]
    first = {name.partition("/")[0]: name for name in reversed(merge)}
    return {name: question for name, question in asked.items() if name in {HEADLINE, *first.values()}}


def main() -> None:
    """Print the questions."""
    parser = argparse.ArgumentParser(description="Print the stored queries as plain SPARQL.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--few", action="store_true", help="the headline question and the first of each subject")
    options = parser.parse_args()
    asked = questions(Graph.open(options.store))
    json.dump(few(asked) if options.few else asked, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
