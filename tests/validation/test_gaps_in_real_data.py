"""What a source leaves empty is a warning, once for each case: counted in the table and in the findings."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from rdflib.namespace import SH
from rdflib.term import URIRef

from disinfograph.iris import Minter, case_slug
from disinfograph.mapping.cases import case
from disinfograph.mapping.claims import claim
from disinfograph.reading import Reading, read
from disinfograph.resolve.link.crosslinks import Cases
from disinfograph.resolve.resolver import Resolver
from disinfograph.validation.engine import check
from disinfograph.validation.shapes import SHAPES, shapes
from disinfograph.validation.statements import Statements

COLUMNS = {
    "countries": "ClaimShape-placeMissing",
    "languages": "ClaimShape-languageMissing",
    "outlets": "ClaimShape-outletMissing",
    "keywords": "CaseShape-keywordMissing",
}


def aimed(names: set[str]) -> Statements:
    """Return some property shapes alone, each with the target of its node shape."""
    graph = Statements()
    for name in names:
        shape, owner = URIRef(SHAPES + name), URIRef(SHAPES + name.split("-")[0])
        for predicate, value in shapes().predicate_objects(shape):
            graph.put(shape, predicate, value)
        for target in shapes().objects(owner, SH.targetClass):
            graph.put(shape, SH.targetClass, target)
    return graph


def test_each_empty_field_of_a_table_is_one_warning(shared: Path) -> None:
    table = shared / "data" / "cknabs"
    with (table / "posts.csv").open(encoding="utf-8", newline="") as file:
        empty = Counter(column for row in csv.DictReader(file) for column in COLUMNS if not row[column].strip())
    resolver, mint, lines = Resolver.load(), Minter(), []
    for record in read([table], Reading()):
        resolved = resolver.resolve(record, case_slug(record))
        made = (*case(resolved, Cases(), mint), *claim(resolved, mint))
        lines += [f"{s} {p} {o} ." for s, p, o in made]
    found = Counter(finding.shape_name for finding in check(lines, aimed(set(COLUMNS.values()))))
    assert found == {COLUMNS[column]: count for column, count in empty.items()}
    assert dict(empty) == {"countries": 274, "languages": 250, "outlets": 229, "keywords": 30}
