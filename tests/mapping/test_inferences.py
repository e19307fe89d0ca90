"""What all records say together, in the graph: places named, claims alike, what stands beside an outlet, decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from disinfograph.mapping.quads import Mapping
from disinfograph.mapping.words import word
from disinfograph.namespaces import BASE
from disinfograph.records import Article, Record
from disinfograph.resolve.curation.decided import Decided
from disinfograph.resolve.curation.decisions import Decisions

TITLE = "Kazakhstan hides a secret laboratory that breeds dangerous germs near the border"
HERE = Record("a", "a.csv", 1, title=TITLE, claim="Officers in Poland know it.", url="https://example.org/report/one/")
ALIKE = Record("b", "b.csv", 1, title=f"{TITLE} of Russia", url="https://example.org/report/two/")
LABELS = ("dg:mentions", "dg:span", "dg:similarClaim", "dg:score", "dg:promotes", "dg:linksTo")


def quads(records: Iterable[Record], without: Iterable[str] = (), decisions: Decisions | None = None) -> set[str]:
    mapping, all_records = Mapping.below(BASE, without, decisions), list(records)
    mapping.learn(all_records)
    return {f"{graph.removeprefix(BASE)} {' '.join(triple)}" for graph, triple in mapping.everything(all_records)}


def of(said: set[str], curie: str) -> list[str]:
    return sorted(line for line in said if f" {word(curie)} " in line)


def spans(said: set[str], place: str) -> set[str]:
    """Return the spans of the assertion that a claim mentions a place."""
    nodes = {line.split()[1] for line in said if line.endswith(f"{word('rdf:object')} <{BASE}place/{place}>")}
    return {line.split(" ", 3)[3].strip('"') for line in of(said, "dg:span") if line.split()[1] in nodes}


def test_a_place_named_in_title_or_text_is_mentioned_where_it_stands() -> None:
    said = quads([HERE])
    assert f"graph/derived/place-mention <{BASE}claim/one> {word('dg:mentions')} <{BASE}place/KZ>" in said
    assert not of(said, "dg:discusses")
    for place, part, text in (("KZ", "title", TITLE), ("PL", "claim", HERE.claim or "")):
        (span,) = spans(said, place)
        found = re.fullmatch(rf"{part}#char=(\d+),(\d+)", span)
        assert found, span
        assert text[int(found[1]) : int(found[2])] == {"KZ": "Kazakhstan", "PL": "Poland"}[place]


def test_of_two_titles_of_a_case_the_whole_one_is_read_for_places() -> None:
    cut = Record("b", "b.csv", 1, title="Poland and …", title_truncated=True, url=HERE.url)
    assert spans(quads([cut, HERE]), "PL") == {f"claim#char={(HERE.claim or '').index('Poland')},18"}


def test_claims_that_say_nearly_the_same_are_similar_with_a_score_and_never_the_same() -> None:
    said = quads([HERE, ALIKE])
    (statement,) = [line for line in of(said, "dg:similarClaim") if line.split()[1] == f"<{BASE}claim/one>"]
    assert statement.endswith(f"<{BASE}claim/two>")
    scores = {float(line.split('"')[1]) for line in of(said, "dg:score")}
    assert scores
    assert all(0.6 <= score < 1 for score in scores)
    assert not any("sameAs" in line for line in said)


def test_what_a_label_says_beside_the_outlet_is_noted_on_the_article_or_else_on_the_claim() -> None:
    label = "Sputnik (03:41)"
    article = Record(
        "a", "a.csv", 1, title="Snow", outlets=(label,), articles=(Article("https://x.example/1", None, label),)
    )
    bare = Record("a", "a.csv", 2, title="Ice", outlets=(label,))
    (on_article,), (on_claim,) = (of(quads([record]), "skos:note") for record in (article, bare))
    assert "/article/" in on_article
    assert f"<{BASE}claim/ice>" in on_claim
    assert "03:41" in on_article
    assert of(quads([bare]), "dg:carriedBy") == [
        f"graph/source/a <{BASE}claim/ice> {word('dg:carriedBy')} <{BASE}outlet/sputnik>"
    ]


@pytest.mark.parametrize(("method", "curie"), [("place-mention", "dg:mentions"), ("near-duplicate", "dg:similarClaim")])
def test_a_method_that_is_switched_off_says_nothing_and_the_others_speak_on(method: str, curie: str) -> None:
    said, full = quads([HERE, ALIKE], [method]), quads([HERE, ALIKE])
    assert of(full, curie)
    assert not of(said, curie)
    assert said == {line for line in full if not line.startswith(f"graph/derived/{method} ")}


def test_a_decision_stands_in_the_graph_with_who_and_when_in_the_place_of_what_methods_found() -> None:
    told = Record("a", "a.csv", 1, title="The US organises a colour revolution", url="https://example.org/report/one/")
    assert of(quads([told]), "dg:promotes")
    decided = [
        Decided("narrative", ("one", name), holds, f"narrative:{name}", "Ada", "2026-01-05")
        for name, holds in (("colour-revolutions", False), ("biolabs", True))
    ]
    said = quads([told], decisions=Decisions.of(decided))
    assert of(said, "dg:promotes") == [
        f"graph/derived/curated <{BASE}claim/one> {word('dg:promotes')} <{BASE}narrative/biolabs>"
    ]
    curated = [line for line in said if line.startswith("graph/derived/curated ")]
    assert any(line.endswith('"Ada"') and word("dcterms:creator") in line for line in curated)
    assert any('"2026-01-05"' in line and word("dcterms:date") in line for line in curated)


def test_a_label_that_a_curator_resolved_is_resolved_and_the_graph_tells_whence() -> None:
    record = Record("a", "a.csv", 1, title="Snow", countries=("Zamunda",))
    decided = Decided("label", ("countries", "Zamunda"), True, "place:UA", "Ada", "2026-01-05", "an old name")
    said = quads([record], decisions=Decisions.of([decided]))
    assert f"graph/source/a <{BASE}claim/snow> {word('dg:discusses')} <{BASE}place/UA>" in said
    assert f'graph/derived/curated <{BASE}place/UA> {word("skos:hiddenLabel")} "Zamunda"' in said
    assert not of(said, "dg:unresolvedLabel")
