"""pySHACL behind `check`: what it finds, that it reads nothing else, and that it is silent."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD
from rdflib.term import URIRef

from disinfograph.errors import UnreadableInput
from disinfograph.namespaces import PREFIXES
from disinfograph.stores.serialiser import triples_in
from disinfograph.validation.engine import check
from disinfograph.validation.findings import Finding, ordered
from disinfograph.validation.known_terms import KNOWN_TERMS
from disinfograph.validation.results import finding
from disinfograph.validation.shapes import shapes
from disinfograph.validation.statements import statements

FIXTURES = sorted((Path(__file__).resolve().parents[1] / "shapes").rglob("*.ttl"))
CASE = f"<https://e/case/a> <{RDF.type}> <{PREFIXES['dg']}Case> ."


def by_the_front_door(lines: list[str], shapes_graph: Graph) -> list[Finding]:
    """Return what pySHACL's own `validate` reports of the shapes as their files give them."""
    data = statements(lines)
    _, report, _ = validate(data, shacl_graph=shapes_graph, inplace=True)
    return ordered(
        {finding(report.predicate_objects(r), report) for r in report.subjects(RDF.type, SH.ValidationResult)}
    )


def test_the_findings_are_those_of_pyshacls_own_report() -> None:
    lines = [line for path in FIXTURES for line in triples_in(path)]
    findings = [f for f in check(lines) if f.shape != str(KNOWN_TERMS)]
    assert len({f.shape for f in findings}) > 90
    assert by_the_front_door(lines, shapes()) == findings


def test_the_same_statements_in_another_order_give_the_same_findings() -> None:
    lines = [line for path in FIXTURES for line in triples_in(path) if "_:" not in line]
    assert check(lines) == check([*reversed(lines), *lines])


def test_a_finding_names_shape_focus_path_value_and_what_to_do() -> None:
    lines = [CASE, f'<https://e/case/a> <{PREFIXES["dg"]}date> "2020-13-45"^^<{XSD.date}> .']
    (one,) = (f for f in check(lines) if f.shape_name == "CaseShape-date")
    assert one.to_dict() == {
        "severity": "Violation",
        "shape": "https://w3id.org/disinfograph/shapes#CaseShape-date",
        "focus": "<https://e/case/a>",
        "path": f"<{PREFIXES['dg']}date>",
        "value": f'"2020-13-45"^^<{XSD.date}>',
        "component": str(SH.DatatypeConstraintComponent),
        "message": "The date of a case is a day that exists, as xsd:date without time zone: correct or omit it.",
    }


def test_a_path_of_several_steps_is_told_as_sparql_writes_it() -> None:
    findings = check([f"<https://e/x> <{RDF.type}> <{PREFIXES['dg']}Claim> ."])
    (one,) = (f for f in findings if f.shape_name == "ClaimShape-case")
    assert one.path == f"^<{PREFIXES['schema']}itemReviewed>"


def test_classes_count_with_the_subclasses_that_the_data_states() -> None:
    lines = [
        f"<https://e/x> <{RDF.type}> <https://e/Debunk> .",
        f"<https://e/Debunk> <{RDFS.subClassOf}> <{PREFIXES['dg']}Case> .",
    ]
    assert {f.focus for f in check(lines)} == {"<https://e/x>"}


def test_nothing_is_found_in_nothing() -> None:
    assert check([]) == []


def test_blank_nodes_are_told_by_the_labels_of_the_data() -> None:
    assert {f.focus for f in check([CASE.replace("<https://e/case/a>", "_:one")])} == {"_:one"}


def test_a_blank_node_where_a_text_belongs_is_a_finding_and_no_crash() -> None:
    outlet = f"_:o <{RDF.type}> <{PREFIXES['dg']}Outlet> ."
    lines = [outlet, *(f"_:o <{PREFIXES[p]}{name}> _:{name} ." for p, name in (("schema", "name"), ("dg", "host")))]
    assert {f.value for f in check(lines) if f.shape_name == "OutletShape-host"} == {"_:host"}


@pytest.fixture
def listener() -> Iterator[HTTPServer]:
    """A real server on loopback that notes every request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.asked.append(self.path)  # type: ignore[attr-defined]
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_import_in_the_data_or_the_shapes_is_not_followed(listener: HTTPServer) -> None:
    address = f"http://127.0.0.1:{listener.server_port}/more.ttl"
    wanted = [f"<https://e/data> <{RDF.type}> <{OWL.Ontology}> .", f"<https://e/data> <{OWL.imports}> <{address}> ."]
    loaded = Graph()
    loaded += shapes()
    loaded.add((URIRef("https://e/shapes"), OWL.imports, URIRef(address)))
    loaded.add((URIRef("https://e/shapes"), SH.shapesGraph, URIRef(address)))
    assert check([CASE, *wanted], loaded) == check([CASE])
    assert listener.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["file", "address"])
def test_a_string_is_never_taken_for_a_path_or_an_address(kind: str, listener: HTTPServer, tmp_path: Path) -> None:
    path = tmp_path / "secret.nt"
    path.write_text(CASE + "\n", "utf-8")
    text = str(path) if kind == "file" else f"http://127.0.0.1:{listener.server_port}/data.nt"
    with pytest.raises(UnreadableInput, match="no statement"):
        check([text])
    with pytest.raises(UnreadableInput, match="no statement"):
        check(text)
    assert listener.asked == []  # type: ignore[attr-defined]


def test_hostile_texts_are_texts() -> None:
    texts = ['x" . <https://e/case/b> a <https://e/T> . #', "${jndi:ldap://e/}", "</script>", "\u202e\u0000", "{?this}"]
    lines = [CASE, *(f"<https://e/case/a> <{PREFIXES['schema']}name> {quoted(text)} ." for text in texts)]
    assert {f.focus for f in check(lines)} == {"<https://e/case/a>"}


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        (RDF.HTML, "<b>x" * 20_000),
        (RDF.XMLLiteral, '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'),
        (XSD.integer, "9" * 100_000),
        (XSD.decimal, "1E999999999"),
        (XSD.duration, "P" + "9" * 50_000 + "Y"),
    ],
)
def test_a_hostile_literal_of_any_type_is_a_finding_that_quotes_it(datatype: URIRef, text: str) -> None:
    literal = f"{quoted(text)}^^<{datatype}>"
    lines = [
        f"<https://e/i> <{RDF.type}> <{PREFIXES['dg']}Issue> .",
        f"<https://e/i> <{PREFIXES['schema']}issueNumber> {literal} .",
    ]
    assert literal in {f.value for f in check(lines) if f.shape_name == "IssueShape-number"}


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_an_ill_typed_literal_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    check([CASE, f'<https://e/case/a> <{PREFIXES["dg"]}date> "soon"^^<{XSD.date}> .'])
    assert capfd.readouterr() == ("", "")


def test_other_messages_of_rdflib_are_heard_again_afterwards() -> None:
    with pytest.raises(UnreadableInput):
        check(["broken"])
    assert not logging.getLogger("rdflib.term").disabled
