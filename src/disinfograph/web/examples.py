"""The stored queries as SHACL executables, with their prefixes: what editors and assistants for SPARQL read.

Form: https://github.com/sib-swiss/sparql-examples, one `sh:SPARQLExecutable` a query, `sh:declare` for prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disinfograph.namespaces import PREFIXES
from disinfograph.queries.catalogue import Query, catalogue
from disinfograph.queries.tokens import code
from disinfograph.terms import XSD, iri_token, text_token, typed_token

DOCUMENT: Final = "/.well-known/sparql-examples"

_FORMS: Final = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct", "DESCRIBE": "Describe"}
_HEAD = re.compile(r"^#\+.*\n?", re.MULTILINE)
# As the other collections of examples have it; our own graph says http.
_SCHEMA: Final = "https://schema.org/"


def example_statements(site: str, prefixes: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of the examples and of the prefix declarations; `site` is where the server is reached."""
    declared = f"<{site}{DOCUMENT}#prefixes>"
    yield declared, _rdf("type"), _term("owl", "Ontology")
    for place, (prefix, namespace) in enumerate(sorted(prefixes.items())):
        node = f"_:prefix{place}"
        yield declared, _sh("declare"), node
        yield node, _sh("prefix"), text_token(prefix)
        yield node, _sh("namespace"), typed_token(namespace, f"{XSD}anyURI")
    for query in catalogue().values():
        yield from _example(query, site, declared)


def _example(query: Query, site: str, prefixes: str) -> Iterator[tuple[str, str, str]]:
    node = f"<{site}{DOCUMENT}#{query.name}>"
    form = next(token.text.upper() for token in code(query.text) if token.is_word(*_FORMS))
    yield node, _rdf("type"), _sh("SPARQLExecutable")
    yield node, _rdf("type"), _sh(f"SPARQL{_FORMS[form]}Executable")
    yield node, _term("rdfs", "comment"), text_token(query.summary, "en")
    yield node, _sh("prefixes"), prefixes
    yield node, _sh(form.lower()), text_token(_HEAD.sub("", query.text).strip())
    for tag in query.tags:
        yield node, iri_token(f"{_SCHEMA}keywords"), text_token(tag)
    yield node, iri_token(f"{_SCHEMA}target"), f"<{site}/sparql>"


def _term(prefix: str, name: str) -> str:
    return iri_token(PREFIXES[prefix] + name)


def _sh(name: str) -> str:
    return _term("sh", name)


def _rdf(name: str) -> str:
    return _term("rdf", name)
