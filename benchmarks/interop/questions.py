"""The questions that most programs are asked."""

from __future__ import annotations

PREFIXES = """PREFIX dg: <https://w3id.org/disinfograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
THING = "https://w3id.org/disinfograph/narrative/skripal"
AUTHORITY = "https://w3id.org/disinfograph/graph/authority"
# Cyrillic labels too: every syntax has to carry them.
CASES = PREFIXES + "SELECT ?case WHERE { ?case a dg:Case } ORDER BY ?case"
LABELS = (
    PREFIXES + "SELECT ?label WHERE { ?n a dg:Narrative ; skos:prefLabel ?label FILTER(LANG(?label) IN ('en', 'ru')) }"
)
ASK = PREFIXES + "ASK { ?claim a dg:Claim }"
CONSTRUCT = PREFIXES + (
    "CONSTRUCT { ?n skos:prefLabel ?label } "
    "WHERE { ?n a dg:Narrative ; skos:prefLabel ?label FILTER(LANG(?label) IN ('en', 'ru')) }"
)
DESCRIBE = f"DESCRIBE <{THING}>"
DESCRIBED = f"SELECT ?o WHERE {{ <{THING}> ?p ?o }}"
TYPES = f"SELECT ?type WHERE {{ <{THING}> a ?type }}"
GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
CONCEPTS = PREFIXES + "SELECT ?n WHERE { ?n a dg:Narrative }"
KINDS = "SELECT DISTINCT ?type WHERE { ?s a ?type }"
KINDS_THERE = f"SELECT DISTINCT ?type WHERE {{ GRAPH <{AUTHORITY}> {{ ?s a ?type }} }}"
SEEN = f'<{THING}> <urn:seen> "yes" .\n'


def joined(endpoint: str) -> str:
    """Return a query for another store that holds `SEEN`: what it has seen, and what this endpoint says of it."""
    return f"SELECT ?type WHERE {{ ?s <urn:seen> 'yes' SERVICE <{endpoint}> {{ ?s a ?type }} }}"
