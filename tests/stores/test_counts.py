"""What is counted when a snapshot is made is what SPARQL counts."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from disinfograph.stores.content import canonical, has_graph
from disinfograph.stores.counts import Counts, counted, counted_in, counts_of
from disinfograph.stores.folder import Folder
from disinfograph.stores.snapshot import SnapshotStore

SMALL = Path(__file__).resolve().parents[1] / "data" / "small.trig"
ODD = (
    '<u:s> <u:p> "a \\" <u:not-a-graph> ." .\n<u:s> <u:p> "x"@en <u:g> .\n<u:s> <u:p> "x"@en .\n'
    "<u:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <u:C> .\n<u:t> <u:p> <u:s> <u:g> .\n<u:t> <u:p> <u:s> .\n"
    '<u:t> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <u:D> .\n<u:s> <u:p> "1"^^<u:dt> <u:g> .\n'
)
QUERIES = {
    "classes": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c",
    "properties": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "used": "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p",
    "objects": "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?d } GROUP BY ?c ?p ?d",
    "values": (
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?d) } "
        "GROUP BY ?c ?p ?d"
    ),
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { { ?s ?p ?o BIND('' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g",
}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    found = ox.Store()
    found.load(path=str(SMALL))
    found.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in list(found)])
    found.load(ODD.encode(), ox.RdfFormat.N_QUADS)
    return found


def lines_of(store: ox.Store) -> list[str]:
    return sorted(canonical(f"{quad} .") for quad in store)


@pytest.mark.parametrize("name", QUERIES)
def test_every_number_is_the_one_that_sparql_counts(store: ox.Store, name: str) -> None:
    lines = lines_of(store)
    asked = {}
    for row in store.query(QUERIES[name]):
        *key, number = (node.value for node in row)
        asked[key[0] if len(key) == 1 else tuple(key)] = int(number)
    assert dict(getattr(counted(lines, lines), name)) == asked


def test_subjects_and_triples_are_those_of_the_default_graph(store: ox.Store) -> None:
    lines = lines_of(store)
    (row,) = store.query("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o }")
    found = counted(lines, lines)
    assert (found.triples, found.subjects) == (int(row["n"].value), int(row["m"].value))


def test_the_order_of_lines_does_not_matter(store: ox.Store) -> None:
    lines = lines_of(store)
    mixed = random.Random(7).sample(lines, len(lines))  # noqa: S311 - no secret
    assert counted(mixed, mixed).to_json() == counted(lines, lines).to_json()


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_file_is_counted_as_its_lines_are(store: ox.Store, tmp_path: Path, end: str) -> None:
    # It is read in pieces, of which there are several here, and one line is longer than each.
    many = [f'<u:{number}> <u:p> "{number}" .' for number in range(10_000)]
    lines = [*lines_of(store), *many, f'<u:s> <u:p> "{"long " * 50_000}"@en .', *lines_of(store)]
    (tmp_path / "quads.nq").write_text("\n".join(lines) + end, "utf-8")
    assert counted_in(tmp_path / "quads.nq") == counted(lines, lines)


def test_a_file_with_the_default_graph_first_is_counted_alike(store: ox.Store, tmp_path: Path) -> None:
    many = [f"<u:{number}> <u:p> <u:{number + 1}>{graph} ." for number in range(5_000) for graph in ("", " <u:g>")]
    texts = [f'<u:{number}> <u:p> "a <u:b> ."@en{graph} .' for number in range(9) for graph in ("", " <u:h>")]
    lines = sorted([*lines_of(store), *many, *texts], key=lambda line: (has_graph(line.encode()), line))
    (tmp_path / "quads.nq").write_text("\n".join(lines) + "\n", "utf-8")
    assert counted_in(tmp_path / "quads.nq", in_order=True) == counted(lines, lines)
    assert counted(lines, lines).graphs["u:g"] > 5_000


def test_a_text_that_looks_like_a_statement_of_a_class_is_none() -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [f'<u:a> <u:p> "of <u:b> {kind} <u:C> ." .', f"<u:a> {kind} {kind} .", f"<u:c> {kind} <u:D> <u:g> ."]
    assert counted(lines, lines).classes == {kind[1:-1]: 1}


def test_counts_are_kept_beside_the_snapshot_and_made_again_where_they_are_missing(tmp_path: Path) -> None:
    quads, ledger = tmp_path / "quads.nq", tmp_path / "ledger.jsonl"
    quads.write_text("".join(f"{line}\n" for line in sorted(ODD.splitlines())), "utf-8")
    ledger.write_text("")
    folder = SnapshotStore(tmp_path / "db")
    folder.publish(quads, ledger)
    snapshot = Folder(tmp_path / "db").current()
    assert snapshot is not None
    kept = snapshot.counts.read_text("utf-8")
    assert Counts.from_json(kept) == folder.counts()
    assert Counts.from_json(kept).triples == 5
    snapshot.counts.unlink()
    assert counts_of(snapshot).to_json() == kept
    snapshot.counts.write_text("{}")
    assert counts_of(snapshot).to_json() == kept
