"""The summary of a graph: its counts as an RDF Data Cube, so that questions of number need not go through the claims.

Source: the RDF Data Cube vocabulary, https://www.w3.org/TR/vocab-data-cube/. `ontology/cube.ttl` holds the structure.

A cell has no assertion of its own, as other derived statements have: it holds a count, not a judgement. Anyone can make
it again from the same graph with the stored query that its data set names as source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from disinfograph.iris import Minter, digest
from disinfograph.mapping.cube_cells import Cell, Cells, Key, closed, silences
from disinfograph.mapping.cube_claims import Merge
from disinfograph.mapping.cube_structure import Cuboid, cube, cuboids, definitions, qb, version
from disinfograph.mapping.quads import Quad
from disinfograph.mapping.words import A, Triples, day, integer, word
from disinfograph.terms import XSD, iri_token, text_token, typed_token

METHOD: Final = "summary"
_NUMBERS: Final = ("undated", "narrower", "named", "unlisted")
_KINDS: Final = {"other": "place"}
"""The kind of thing that a dimension names, where it is called otherwise."""


def summary(lines: Iterable[str], mint: Minter) -> Iterator[Quad]:
    """Yield the structure, the data sets and the observations, in `graph/derived/summary`.

    `lines` are the merge as canonical N-Triples without line ends, in the order of code points. All of them are read
    before the first quad comes, so what is yielded may be added to the very lines that are read. Memory grows with the
    number of different cells, not with that of claims.
    """
    merge, cells = Merge(mint), Cells()
    for claim in merge.claims(lines):
        cells.count(claim)
    graph = mint.graph("derived", METHOD)
    for triple in definitions():
        yield graph, triple
    for name, keyed in _by_name(cells, merge).items():
        for triple in _data_set(cuboids()[name], keyed, merge):
            yield graph, triple


def _by_name(cells: Cells, merge: Merge) -> dict[str, dict[Key, Cell]]:
    months = closed(cells.told_months, merge.broader)
    silences(months)
    return {
        "by-narrative": closed(cells.told, merge.broader, alone=True),
        "by-narrative-place": closed(cells.told_places, merge.broader),
        "by-narrative-language": closed(cells.told_languages, merge.broader),
        "by-narrative-month": months,
        "by-place": cells.places,
        "by-country-pair": {key: cell for key, cell in cells.pairs.items() if merge.countries.issuperset(key)},
        "by-outlet": cells.outlets,
        "by-language": cells.languages,
        "by-language-country": {k: cell for k, cell in cells.language_places.items() if k[1] in merge.countries},
        "by-keyword": cells.keywords,
        "by-month": cells.months,
    }


def _data_set(cuboid: Cuboid, cells: dict[Key, Cell], merge: Merge) -> Triples:
    path = merge.mint.thing("summary", cuboid.name)
    subject = iri_token(path)
    yield subject, A, qb("DataSet")
    yield subject, qb("structure"), cube(cuboid.name)
    yield subject, word("schema:version"), text_token(version())
    for predicate, value in cuboid.described:
        yield subject, predicate, value
    for key, cell in cells.items():
        named = zip(cuboid.dimensions, key, strict=True)
        node = iri_token("/".join([path, *(_name(dimension, value, merge.mint) for dimension, value in named)]))
        yield node, qb("dataSet"), subject
        yield from _observation(node, cuboid, key, cell, merge.countries)


def _name(dimension: str, value: str, mint: Minter) -> str:
    """Return how a value is called in the IRI of a cell: a month or a slug, or else a digest."""
    if dimension == "month":
        return value
    start = f"<{mint.thing(_KINDS.get(dimension, dimension), '')}"
    return value[len(start) : -1] if value.startswith(start) else digest(value)


def _observation(node: str, cuboid: Cuboid, key: Key, cell: Cell, countries: set[str]) -> Triples:
    for dimension, value in zip(cuboid.dimensions, key, strict=True):
        yield node, cube(dimension), typed_token(value, XSD + "gYearMonth") if dimension == "month" else value
    for measure in cuboid.measures:
        yield node, cube(measure), integer(_measured(cell, measure, countries))
    for attribute, value in _attributes(cell).items():
        if attribute in cuboid.attributes:
            yield node, cube(attribute), value


def _measured(cell: Cell, measure: str, countries: set[str]) -> int:
    if measure == "cases":
        return cell.cases
    if measure == "countries":
        return len(cell.places & countries)
    return len(cell.outlets if measure == "outlets" else cell.narratives)


def _attributes(cell: Cell) -> dict[str, str]:
    """Return what a cell has beside its measures; what says nothing is left out, which keeps the summary small."""
    days = {"first": cell.first, "last": cell.last if cell.last != cell.first else "", "before": cell.before}
    numbers = {name: getattr(cell, name) for name in _NUMBERS}
    return {name: day(value) for name, value in days.items() if value} | {
        name: integer(value) for name, value in numbers.items() if value
    }
