"""Runs: which files were read, from which sources, with which version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disinfograph.iris import Minter
from disinfograph.mapping.quads import Quad
from disinfograph.mapping.words import A, Triples, day, word
from disinfograph.records import Run
from disinfograph.terms import iri_token, text_token


def runs(done: Iterable[Run], mint: Minter) -> Iterator[Quad]:
    """Yield the description of each run, in `graph/meta`."""
    for run in done:
        for triple in _run(run, mint):
            yield mint.graph("meta"), triple


def _run(run: Run, mint: Minter) -> Triples:
    subject = iri_token(mint.thing("run", run.name))
    yield subject, A, word("prov:Activity")
    yield subject, word("rdfs:label"), text_token(f"Reading of {', '.join(run.sources)}", "en")
    yield subject, word("schema:softwareVersion"), text_token(run.version)
    for source in run.sources:
        yield subject, word("prov:used"), iri_token(mint.thing("source", source))
        graph = iri_token(mint.graph("source", source))
        yield graph, word("prov:wasGeneratedBy"), subject
        yield graph, word("dcterms:source"), iri_token(mint.thing("source", source))
    for file in run.files:
        yield subject, word("dcterms:source"), text_token(file)
    if run.read_on:
        yield subject, word("dcterms:date"), day(run.read_on)
