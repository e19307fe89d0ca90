"""What a record says about places, languages, outlets and keywords that no authority file knows, and of issues.

A thing that an authority file knows is described there once; a record only points to it.
"""

from __future__ import annotations

from disinfograph.iris import Minter
from disinfograph.mapping.names import Names
from disinfograph.mapping.words import A, Triples, integer, word
from disinfograph.resolve.resolver import Named
from disinfograph.terms import iri_token, text_token

_TYPES = {
    "place": ("dg:Place", "skos:Concept"),
    "language": ("skos:Concept",),
    "outlet": ("dg:Outlet", "schema:Organization"),
    "keyword": ("dg:Keyword", "skos:Concept"),
}


def thing(kind: str, named: Named, names: Names, mint: Minter) -> Triples:
    """Yield the description of an unknown thing: its types, name, label as spelled here, and the curator's flag."""
    if named.known:
        return
    subject = iri_token(mint.thing(kind, named.slug))
    for curie in _TYPES[kind]:
        yield subject, A, word(curie)
    name = names.of(kind, named)
    if kind == "outlet":
        yield subject, word("schema:name"), text_token(name)
    yield subject, word("skos:prefLabel"), text_token(name, "en")
    yield subject, word("dg:unresolvedLabel"), text_token(named.label)
    yield subject, word("dg:flag"), iri_token(mint.thing("flag", "unresolved"))


def language(tag: str, mint: Minter) -> Triples:
    """Yield the description of a language by its BCP 47 tag, which the list of languages may lack (`en-GB`)."""
    subject = iri_token(mint.thing("language", tag))
    yield subject, A, word("skos:Concept")
    yield subject, word("skos:notation"), text_token(tag)


def issue(number: int, mint: Minter) -> Triples:
    """Yield the description of a newsletter issue."""
    subject = iri_token(mint.thing("issue", str(number)))
    yield subject, A, word("dg:Issue")
    yield subject, A, word("schema:PublicationIssue")
    yield subject, word("schema:issueNumber"), integer(number)
    yield subject, word("rdfs:label"), text_token(f"Issue {number}", "en")
