"""A small world of records that leave questions open, and what the review asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from disinfograph.build import Options, build
from disinfograph.mapping.words import decimal, word
from disinfograph.namespaces import BASE
from disinfograph.records import Article, CrossLink, Record, Run, Unresolved
from disinfograph.resolve.curation.decided import Decided, made
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.review import asking
from disinfograph.review.items import KINDS, Item
from disinfograph.stores import Store, memory_store
from disinfograph.terms import text_token

CASES = (
    "case:the-bridge",
    "case:the-lake",
    "case:the-lake-was-poisoned",
    "case:the-lake-was-poisoned-by-foreign-divers",
    "case:the-sea",
    "case:an-echo",
)
WHO = ("Ada Example", "2026-11-22")
BRIDGE = Record(
    source="alpha",
    file="a.jsonl",
    position=1,
    url="https://example.org/report/the-bridge/",
    title="The bridge was never built by anyone in the whole country",
    response="A colour revolution was told of.",
    date="2021-03-04",
    countries=("Ukraine", "Georgia", "Snowland"),
    keywords=("=SUM of bridges",),
    outlets=("Polar Bear Radio",),
    articles=(Article("https://polar.example/1", outlet="Polar Bear Radio"),),
    narrative_phrases=("colour revolutions",),
    cross_links=(CrossLink("The lake was poisoned by foreign divers"), CrossLink("Nobody ever heard of that claim")),
    unresolved=(Unresolved("languages", "Snowish"), Unresolved("date", "a Tuesday")),
)
LAKE = Record(
    source="alpha",
    file="a.jsonl",
    position=2,
    url="https://example.org/report/the-lake/",
    title="The lake was poisoned by foreign divers",
    response="It was not.",
    date="2021-05-06",
    countries=("Poland", "SNOWLAND"),
    narrative_phrases=("lakes that foreigners poison by night",),
)
NEAR = replace(
    LAKE,
    position=3,
    url="https://example.org/report/the-sea/",
    title="A sea dried up over night, fishermen say",
    narrative_phrases=("lakes which foreigners poison at night",),
    cross_links=(CrossLink("The bridge was never built by anyone at all in the whole country"),),
)
# Two reports with one title, and a page that may be either.
TWIN = replace(
    LAKE, source="beta", file="b.csv", url="https://example.org/report/the-lake-was-poisoned/", narrative_phrases=()
)
PAGE = replace(
    TWIN, source="page", file="p.txt", url=None, title="The lake was poisoned by foreign divers!", response=None
)
ECHO = replace(
    NEAR,
    position=4,
    url="https://example.org/report/an-echo/",
    title="Somebody heard an echo in the empty valley",
    date="2021-07-08",
    narrative_phrases=(),
    cross_links=(CrossLink("The lakes were poisoned by foreign divers, they say"),),
)
WORLD = [BRIDGE, LAKE, NEAR, TWIN, PAGE, ECHO]


def store_of(records: Iterable[Record], decided: Iterable[Decided] = ()) -> Store:
    store = memory_store()
    build(store, records, lambda sources: Run(sources, (), "1"), Options(decisions=Decisions.of(decided)))
    return store


def told(case: str, narrative: str, method: str, confidence: float, words: str) -> list[str]:
    """Return the quads of a derived narrative, so that the questions do not depend on how methods are tuned."""
    subject, object_ = f"<{BASE}claim/{case}>", f"<{BASE}narrative/{narrative}>"
    node = f"<{BASE}assertion/of-{case}>"
    triples = [
        (subject, word("dg:promotes"), object_),
        (node, word("rdf:subject"), subject),
        (node, word("rdf:predicate"), word("dg:promotes")),
        (node, word("rdf:object"), object_),
        (node, word("dg:method"), f"<{BASE}method/{method}>"),
        (node, word("dg:confidence"), decimal(confidence)),
        (node, word("rdfs:comment"), text_token(words, "en")),
    ]
    return [f"{' '.join(triple)} ." for triple in triples]


def telling(store: Store, *quads: str) -> Store:
    """Return a copy of a store that says more."""
    copy = memory_store()
    copy.take([*store.quads(), *quads], store.ledger(), "copy")
    return copy


def asked(store: Store, *kinds: str, decided: Iterable[Decided] = (), below: float = 1.1) -> list[Item]:
    return asking.questions(store, Decisions.of(decided), kinds or KINDS, below)


def decide(kind: str, *subject: str, meant: str = "", holds: bool | None = None) -> Decided:
    sure = bool(meant) if holds is None else holds
    return made(kind, subject, holds=sure, meant=meant, who=(*WHO, ""), where="here")


def by_label(found: Iterable[Item]) -> dict[str, Item]:
    return {item.label: item for item in found}
