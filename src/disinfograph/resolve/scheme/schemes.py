"""Narrative schemes of others: SKOS, JSON taxonomies and tables, read into plain concepts and written as SKOS.

A foreign scheme stands beside ours and is never merged with it: its concepts get IRIs of their own,
`{base}scheme/{name}/{slug}`, and what relates them to our narratives is a mapping (`mappings` beside this).
`scheme_files` reads the files; what a scheme is to us, and its SKOS, are here.
Source: SKOS reference, https://www.w3.org/TR/skos-reference/ (sections 4 to 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from disinfograph import resources
from disinfograph.errors import WrongUse
from disinfograph.iris import Minter
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.resolve.scheme import scheme_files
from disinfograph.resolve.scheme.scheme_nodes import Node, slugs
from disinfograph.terms import Triple, iri_token, text_token

Texts = tuple[tuple[str, str], ...]
"""Pairs of language tag ('' for none) and text, sorted."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SKOS, _DCTERMS = PREFIXES["skos"], PREFIXES["dcterms"]
_TYPE = PREFIXES["rdf"] + "type"


@dataclass(frozen=True, slots=True)
class ExternalConcept:
    """A concept of a foreign scheme; `broader` and `related` are slugs of the same scheme.

    `notation` is the id that the scheme itself gives, `matches` pairs of a SKOS mapping property and a full IRI:
    the concept's own IRI, where it has one, is among them as an exactMatch.
    """

    slug: str
    labels: Texts
    aliases: Texts = ()
    definitions: Texts = ()
    notation: str | None = None
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExternalScheme:
    """A foreign scheme: its short name, title, concepts by slug, and where it says so its own IRI and licence."""

    name: str
    title: str
    concepts: tuple[ExternalConcept, ...]
    iri: str | None = None
    licence: str | None = None


def read_scheme(path: Path, name: str) -> ExternalScheme:
    """Read a scheme from SKOS (Turtle, N-Triples, RDF/XML, JSON-LD), a JSON taxonomy or a table with a header.

    A concept's slug is made from the id that the scheme gives it, else from its label; where two concepts would share
    one, that of the broader concept goes before it. The same file gives the same slugs. Raises WrongUse for a name that
    is no slug or is taken by a list of ours, and UnreadableInput, with one sentence, for a file that holds no scheme.
    """
    _check(name)
    found = scheme_files.read(path, f"{BASE}scheme/{name}/")
    slug = slugs(found.nodes, str(path))
    concepts = sorted((_concept(node, slug) for node in found.nodes), key=lambda concept: concept.slug)
    return ExternalScheme(name, found.title or name, tuple(concepts), found.iri, found.licence)


def _check(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise WrongUse(f"{name!r} cannot name a scheme: use lower-case letters and digits, joined by hyphens")
    if name in resources.vocabularies():
        raise WrongUse(f"{name!r} names a list of disinfograph itself; choose another name for the scheme")


def _concept(node: Node, slug: Mapping[str, str]) -> ExternalConcept:
    return ExternalConcept(
        slug=slug[node.key],
        labels=tuple(sorted(node.labels)),
        aliases=tuple(sorted(node.aliases)),
        definitions=tuple(sorted(node.definitions)),
        notation=node.notation,
        broader=tuple(sorted(slug[key] for key in node.broader)),
        related=tuple(sorted(slug[key] for key in node.related)),
        matches=tuple(sorted(node.matches)),
    )


def triples(scheme: ExternalScheme, base: str = BASE) -> Iterator[Triple]:
    """Yield a scheme's statements as N-Triples tokens, each subject's together: the scheme first, then by slug."""
    mint = Minter(base)
    scheme_iri = mint.thing("scheme", scheme.name)
    yield from _scheme(scheme, scheme_iri)
    for concept in scheme.concepts:
        yield from _statements(concept, scheme_iri)


def _scheme(scheme: ExternalScheme, iri: str) -> Iterator[Triple]:
    yield _link(iri, _TYPE, _SKOS + "ConceptScheme")
    yield _text(iri, _SKOS + "prefLabel", ("", scheme.title))
    yield _text(iri, _DCTERMS + "title", ("", scheme.title))
    if scheme.iri:
        yield _link(iri, _DCTERMS + "source", scheme.iri)
    if scheme.licence:
        stated = _link if "://" in scheme.licence else _rights
        yield stated(iri, _DCTERMS + "license", scheme.licence)
    for concept in scheme.concepts:
        if not concept.broader:
            yield _link(iri, _SKOS + "hasTopConcept", f"{iri}/{concept.slug}")


def _statements(concept: ExternalConcept, scheme: str) -> Iterator[Triple]:
    iri = f"{scheme}/{concept.slug}"
    yield _link(iri, _TYPE, _SKOS + "Concept")
    yield _link(iri, _SKOS + "inScheme", scheme)
    for name, texts in (("prefLabel", concept.labels), ("altLabel", concept.aliases)):
        yield from (_text(iri, _SKOS + name, text) for text in texts)
    yield from (_text(iri, _SKOS + "definition", text) for text in concept.definitions)
    if concept.notation:
        yield _text(iri, _SKOS + "notation", ("", concept.notation))
    if not concept.broader:
        yield _link(iri, _SKOS + "topConceptOf", scheme)
    for name, others in (("broader", concept.broader), ("related", concept.related)):
        yield from (_link(iri, _SKOS + name, f"{scheme}/{slug}") for slug in others)
    yield from (_link(iri, _SKOS + name, other) for name, other in concept.matches)


def _link(subject: str, predicate: str, other: str) -> Triple:
    return iri_token(subject), iri_token(predicate), iri_token(other)


def _text(subject: str, predicate: str, text: tuple[str, str]) -> Triple:
    language, words = text
    return iri_token(subject), iri_token(predicate), text_token(words, language)


def _rights(subject: str, _: str, words: str) -> Triple:
    return _text(subject, _DCTERMS + "rights", ("", words))


def to_turtle(scheme: ExternalScheme, base: str = BASE) -> str:
    """Return a scheme as SKOS in Turtle, the same text for the same scheme; `base` ends in a slash."""
    blocks = [
        "\n".join(f"@prefix {name}: <{namespace}> ." for name, namespace in (("dcterms", _DCTERMS), ("skos", _SKOS)))
    ]
    for subject, statements in groupby(triples(scheme, base), key=lambda triple: triple[0]):
        blocks.append(_block(subject, list(statements)))
    return "\n\n".join(blocks) + "\n"


def _block(subject: str, statements: Sequence[Triple]) -> str:
    lines = [
        f"{_short(predicate)} " + ", ".join(_short(value) for _, _, value in group)
        for predicate, group in groupby(statements, key=lambda triple: triple[1])
    ]
    return f"{subject} " + " ;\n    ".join(lines) + " ."


def _short(token: str) -> str:
    if token == iri_token(_TYPE):
        return "a"
    for prefix, namespace in (("dcterms", _DCTERMS), ("skos", _SKOS)):
        name = token[len(namespace) + 1 : -1]
        if token.startswith(f"<{namespace}") and name.isalpha():
            return f"{prefix}:{name}"
    return token
