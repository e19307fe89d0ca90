"""The public sets of cases, where they lie beside the checkout: no case is lost, and gaps are counted exactly."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from disinfograph.answer import stored
from disinfograph.build import Outcome, build
from disinfograph.reading import Reading, read
from disinfograph.records import Record, Run
from disinfograph.stores import memory_store
from disinfograph.stores.memory import MemoryStore

Built = tuple[MemoryStore, Outcome]


@pytest.fixture(scope="module")
def cknabs(shared: Path) -> Built:
    store, reading = memory_store(), Reading()
    records = read([shared / "data" / "cknabs"], reading)
    outcome = build(store, records, lambda sources: Run(sources, tuple(sorted(reading.files)), "test"))
    assert reading.rejects == []
    return store, outcome


def count(store: MemoryStore, pattern: str) -> int:
    rows = store.select(f"PREFIX dg: <https://w3id.org/disinfograph/ontology#> SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    return int(str(rows.rows[0][0]))


def test_every_case_of_the_table_is_in_the_graph(cknabs: Built) -> None:
    store, outcome = cknabs
    assert (10_892, 0) == (outcome.cases, len(outcome.rejects))
    assert 10_892 == count(store, "?case a dg:Case") == count(store, "?claim a dg:Claim")


def test_the_findings_count_exactly_the_empty_fields_of_the_table(cknabs: Built, shared: Path) -> None:
    with (shared / "data" / "cknabs" / "posts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    empty = {name: sum(not row[name].strip() for row in rows) for name in rows[0]}
    found = Counter(finding.shape_name for finding in cknabs[1].findings)
    named = {
        "countries": "ClaimShape-placeMissing", "languages": "ClaimShape-languageMissing",
        "outlets": "ClaimShape-outletMissing", "keywords": "CaseShape-keywordMissing",
        "title": "CaseShape-titleMissing", "date": "CaseShape-dateMissing",
    }  # fmt: skip
    assert {name: empty[name] for name in named} == {name: found[shape] for name, shape in named.items()}


def test_the_headline_has_an_answer_where_the_source_has_no_prose(cknabs: Built) -> None:
    rows = stored(cknabs[0], "narratives/across-countries", {"min_countries": "10"})
    assert len(rows) > 20
    assert ("narrative", "label", "countries", "cases", "outlets", "first", "last") == rows.variables


def test_the_default_graph_is_the_union_of_the_named_graphs_each_triple_once(cknabs: Built) -> None:
    named = count(cknabs[0], "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    assert named == count(cknabs[0], "?s ?p ?o") == cknabs[1].triples


def records_of(shared: Path, name: str) -> list[Record]:
    reading = Reading()
    records = list(read([shared / "data" / name], reading))
    assert reading.rejects == []
    return records


def test_a_record_that_paging_repeated_is_one_case(shared: Path) -> None:
    records = records_of(shared, "api-2020")
    assert 7_014 == len(records) == len({record.id for record in records})


def test_the_seed_page_holds_one_main_case_and_three_without_a_field(shared: Path) -> None:
    main, *related = records_of(shared, "seed")
    assert (274, "2022-03-02", ("ru",)) == (main.issue, main.date, main.languages)
    assert ("Kazakhstan", "Belarus", "Ukraine") == main.countries
    assert (4, 4, True) == (len(main.keywords), len(main.cross_links), len(main.narrative_phrases) >= 1)
    for record in related:
        assert not record.main
        assert not any((record.date, record.issue, record.languages, record.countries, record.keywords, record.outlets))
    assert 3 == len(related)


def test_the_other_sets_are_read_whole(shared: Path) -> None:
    sources = Counter(record.source for record in records_of(shared, "fulltext"))
    assert {"euvsdisinfo-site-dump": 200, "euvsdisinfo-2015-2017": 1_120} == dict(sources)
