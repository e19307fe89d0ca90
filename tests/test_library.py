"""The graph as a library: rows, data frames, findings and descriptions."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest

from disinfograph import Answer, Graph
from disinfograph.build import build
from disinfograph.errors import BadQuery, NotFound, StoreUnavailable, WrongUse
from disinfograph.records import Record, Run
from disinfograph.stores import open_store
from disinfograph.stores.snapshot import SnapshotStore
from disinfograph.terms import XSD, Iri, Literal, Rows

RECORDS = [
    Record(
        "alpha", "cases.jsonl", 1, title="The bridge was never built", claim="There is no bridge.", date="2021-03-04",
        languages=("ru",), countries=("Ukraine", "Georgia"), outlets=("Sputnik",),
    ),
    Record("alpha", "cases.jsonl", 2, title="The <b>lake</b> was poisoned", date="2021-05-06", countries=("Ukraine",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    place = tmp_path_factory.mktemp("library") / "cases.db"
    build(open_store(place), RECORDS, lambda sources: Run(sources, ("cases.jsonl",), "0", None))
    return Graph.open(place)


def test_a_stored_query_gives_rows_of_python_values(graph: Graph) -> None:
    answer = graph.query("countries/overview")
    first = next(iter(answer))
    assert answer.columns[:2] == ("country", "country_label")
    assert len(answer) == 2
    assert (first["country"], first["country_label"], first["cases"]) == (
        "https://w3id.org/disinfograph/place/UA",
        "Ukraine",
        2,
    )


def test_parameters_are_given_as_keywords_and_by_their_type(graph: Graph) -> None:
    found = graph.query("cases/find", country="place:GE", until=date(2021, 4, 1))
    assert [row["case"].rsplit("/", 1)[-1] for row in found] == ["the-bridge-was-never-built"]
    assert len(graph.query("cases/find", country="place:GE", until="2020-01-01")) == 0
    with pytest.raises(BadQuery, match="day"):
        graph.query("cases/find", until="soon")
    with pytest.raises(NotFound, match="no query named"):
        graph.query("cases/absent")


def test_any_select_query_gives_rows_and_no_other_form_does(graph: Graph) -> None:
    rows = list(graph.sparql("SELECT (2.5 AS ?d) (true AS ?b) ?unbound {}"))
    assert rows == [{"d": pytest.approx(2.5), "b": True, "unbound": None}]
    with pytest.raises(WrongUse, match="SELECT"):
        graph.sparql("ASK {}")
    with pytest.raises(BadQuery):
        graph.sparql("DROP ALL")


def test_a_place_without_a_graph_is_unavailable_at_the_first_question(tmp_path: Path) -> None:
    graph = Graph.open(str(tmp_path / "absent"))
    with pytest.raises(StoreUnavailable):
        graph.query("countries/overview")


def test_a_data_frame_has_types(graph: Graph) -> None:
    pytest.importorskip("pandas")
    frame = graph.query("countries/overview").to_pandas()
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert (kinds["country"], kinds["country_label"], kinds["cases"]) == ("string", "string", "Int64")
    assert kinds["first"].startswith("datetime64")
    assert list(frame["cases"]) == [2, 1]


def test_a_data_frame_keeps_its_columns_and_gaps(graph: Graph) -> None:
    pandas = pytest.importorskip("pandas")
    terms = (Literal("1", XSD + "integer"), Literal("0.5", XSD + "decimal"), Literal("true", XSD + "boolean"))
    mixed = (Literal("x"), Literal("2021-01-01", XSD + "date"), Iri("https://example.org/"))
    frame = Answer(Rows(tuple("abcdef"), ((*terms, *mixed), (None,) * 6))).to_pandas()
    assert [str(kind).split("[")[0] for kind in frame.dtypes] == [
        "Int64", "Float64", "boolean", "string", "datetime64", "string",
    ]  # fmt: skip
    assert frame.isna().iloc[1].all()
    empty = Answer(Rows(("a", "b"), ())).to_pandas()
    assert (list(empty.columns), len(empty)) == (["a", "b"], 0)
    assert isinstance(frame, pandas.DataFrame)


def test_an_answer_shows_itself_in_a_notebook_without_running_its_labels(graph: Graph) -> None:
    shown = graph.sparql("SELECT ?t { ?c <http://schema.org/name> ?t FILTER(CONTAINS(?t, 'lake')) }")._repr_html_()
    assert "The &lt;b&gt;lake&lt;/b&gt; was poisoned" in shown
    assert "<b>" not in shown
    evil = Answer(Rows(("<i>n</i>",), ((Literal("<script>"),),) * 60))._repr_html_()
    assert "<script>" not in evil
    assert "<i>" not in evil
    assert "50 of 60 rows" in evil


def test_the_shapes_are_asked_gravest_first(graph: Graph) -> None:
    severities = [str(finding.severity) for finding in graph.validate()]
    assert severities == sorted(severities, key=["Violation", "Warning", "Info"].index)
    assert "Warning" in severities
    assert "Violation" not in severities


def test_a_description_is_an_rdflib_graph_of_one_thing(graph: Graph) -> None:
    import rdflib

    about = graph.describe("place:UA")
    ukraine = rdflib.URIRef("https://w3id.org/disinfograph/place/UA")
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert rdflib.Literal("Ukraine", "en") in about.objects(ukraine, label)
    with pytest.raises(NotFound):
        graph.describe("place:XX")


def test_the_whole_graph_is_the_merge(graph: Graph) -> None:
    whole = graph.rdflib()
    (total,) = graph.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert len(whole) == total["n"]
    assert whole.qname("https://w3id.org/disinfograph/ontology#Case") == "dg:Case"


def test_importing_the_package_loads_no_library_of_data() -> None:
    script = "import json, sys, disinfograph; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"rdflib", "pyoxigraph", "pyshacl", "pandas"} & set(json.loads(done.stdout))


def test_a_search_gives_cases_with_their_claims_marked(graph: Graph) -> None:
    (row,) = graph.search("bridge", place="GE")
    assert row["case"].endswith("/case/the-bridge-was-never-built")
    assert row["claim"] == "Claim: The bridge was never built"
    assert row["date"] == "2021-03-04"
    assert len(graph.search("bridge", place="Ukraine", since="2022-01-01")) == 0
    assert len(graph.search("bridge OR lake")) == 2
    assert len(graph.search("bridge OR lake", limit=1)) == 1


def test_a_search_is_narrowed_down_by_what_the_graph_knows(graph: Graph) -> None:
    with pytest.raises(NotFound):
        graph.search("bridge", place="Atlantis")
    with pytest.raises(WrongUse, match="'country'"):
        graph.search("bridge", country="Ukraine")


def test_a_graph_in_memory_can_be_searched(graph: Graph) -> None:
    store = graph.store
    assert isinstance(store, SnapshotStore)
    assert len(Graph(store.in_memory()).search("bridge")) == 1


def test_the_network_joins_outlets_and_the_narratives_of_their_cases(graph: Graph) -> None:
    networkx = pytest.importorskip("networkx")
    told = [
        Record(
            "alpha", "cases.jsonl", 1, title="The bridge was never built", date="2021-03-04", outlets=("Sputnik",),
            narrative_phrases=("colour revolutions",), response="A narrative about colour revolutions.",
        )
    ]  # fmt: skip
    assert len(graph.network()) == 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "told.db"
        build(open_store(place), told, lambda sources: Run(sources, ("cases.jsonl",), "0", None))
        found = Graph.open(place).network()
    base = "https://w3id.org/disinfograph/"
    assert isinstance(found, networkx.Graph)
    assert dict(found.nodes(data="kind")) == {
        f"{base}narrative/colour-revolutions": "narrative",
        f"{base}outlet/sputnik": "outlet",
    }
    assert found.nodes[f"{base}outlet/sputnik"]["label"] == "Sputnik"
    assert found.edges[f"{base}outlet/sputnik", f"{base}narrative/colour-revolutions"] == {
        "cases": 1, "first": "2021-03-04", "last": "2021-03-04",
    }  # fmt: skip


def test_without_networkx_the_network_says_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(WrongUse, match="notebooks"):
        graph.network()
