"""Articles: the texts in which a claim appeared."""

from __future__ import annotations

from functools import lru_cache

from disinfograph.iris import Minter, digest, web_iri
from disinfograph.mapping.words import A, Triples, any_uri, word
from disinfograph.records import Article
from disinfograph.resolve.resolver import Publishers
from disinfograph.terms import iri_token, text_token


def article_iri(article: Article, mint: Minter) -> str | None:
    """Return the IRI of an article, by its address, else by its copy's; None where neither is known."""
    address = article.url or article.archive
    return mint.thing("article", _digested(address)) if address else None


@lru_cache(maxsize=1 << 10)
def _digested(address: str) -> str:
    # A case asks for each of its articles more than once.
    return digest(web_iri(address) or address)


def address(url: str) -> str:
    """Return a web address as IRI token, or as xsd:anyURI where it is no legal IRI."""
    iri = web_iri(url)
    return iri_token(iri) if iri else any_uri(url)


def article(item: Article, publishers: Publishers, mint: Minter) -> Triples:
    """Yield the description of an article; nothing for one without an address."""
    iri = article_iri(item, mint)
    if iri is None:
        return
    subject = iri_token(iri)
    yield subject, A, word("dg:Article")
    yield subject, A, word("schema:NewsArticle")
    if item.url:
        yield subject, word("schema:url"), address(item.url)
    if item.archive:
        yield subject, word("schema:archivedAt"), address(item.archive)
    if item.language:
        yield subject, word("schema:inLanguage"), text_token(item.language)
    if item.abstract:
        yield subject, word("schema:abstract"), text_token(item.abstract)
    if publishers.note:
        yield subject, word("skos:note"), text_token(publishers.note)
    for outlet in publishers.outlets:
        yield subject, word("dg:publishedBy"), iri_token(mint.thing("outlet", outlet.slug))
