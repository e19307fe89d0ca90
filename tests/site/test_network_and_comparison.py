"""The network of outlets and narratives, as page and files, and two countries side by side."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from site_reading import Reading
from site_store import opened

from disinfograph.namespaces import BASE
from disinfograph.site.connections import Tie, ties
from disinfograph.site.frame import Frame, Thing
from disinfograph.site.network import _drawing
from disinfograph.site.site import Site
from disinfograph.site.svg_map import country_map

NAME = "<http://schema.org/name>"
PREFERRED = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


def _page(path: str, *, served: bool = True, **query: str) -> Reading:
    page = opened(served=served).page(path, list(query.items()))
    assert page is not None
    return Reading(page.html)


def _files(site: Site) -> dict[str, bytes]:
    return dict(site.made_files())


def _told() -> dict[tuple[str, str], set[str]]:
    """Return the cases of each pair of outlet and narrative, as the graph says it."""
    site = opened()
    rows = site._store.select(
        "SELECT ?outlet ?narrative ?claim WHERE { ?claim <https://w3id.org/disinfograph/ontology#carriedBy> ?outlet ; "
        "<https://w3id.org/disinfograph/ontology#promotes> ?narrative }"
    )
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        outlet, narrative, claim = (str(term).rpartition("/")[2] for term in row)
        found.setdefault((outlet, narrative), set()).add(claim)
    return found


def test_a_tie_counts_the_cases_that_name_the_outlet_for_the_narrative() -> None:
    frame = Frame(opened()._place("network.html"))
    found = {(tie.outlet, tie.narrative): tie.cases for tie in ties(frame.table)}
    assert found == {pair: len(claims) for pair, claims in _told().items()}
    assert len(found) > 5


def test_the_network_page_tells_the_ties_without_a_script() -> None:
    page = _page("network.html")
    rows = [each.text for each in page.all("tr")][1:]
    assert len(rows) == min(40, len(_told()))
    assert len([each for each in page.all("path") if each.attributes.get("class") == "band"]) > 0
    assert "no verdict on the outlet" in " ".join(each.text for each in page.all("p"))


def test_what_a_script_draws_is_what_the_table_tells() -> None:
    given = json.loads("".join(_page("network.html").scripts()[0].parts))
    names = [path for path, *_ in given["nodes"]]
    drawn = {(names[one].partition("/")[2], names[other].partition("/")[2]): n for one, other, n in given["edges"]}
    assert drawn == {pair: len(claims) for pair, claims in _told().items()}


def test_both_files_hold_the_whole_network_and_can_be_read_by_networkx() -> None:
    networkx = pytest.importorskip("networkx")
    files = _files(opened())
    for read, name in ((networkx.read_gexf, "network.gexf"), (networkx.read_graphml, "network.graphml")):
        graph = read(BytesIO(files[name]))
        pairs = {
            (outlet.partition("/")[2], narrative.partition("/")[2]): said["cases"]
            for narrative, outlet, said in (
                (one, other, said) if one.startswith("narrative/") else (other, one, said)
                for one, other, said in graph.edges(data=True)
            )
        }
        assert pairs == {pair: len(claims) for pair, claims in _told().items()}, name
        assert all(said["iri"].startswith(BASE) for _, said in graph.nodes(data=True)), name


def test_the_gexf_has_a_node_for_each_end_and_marks_narratives_as_told() -> None:
    root = ET.fromstring(_files(opened())["network.gexf"])  # noqa: S314 - it was just written
    space = "{http://www.gexf.net/1.2draft}"
    nodes = {each.get("id"): each.get("label") for each in root.iter(f"{space}node")}
    ends = {each.get(end) for each in root.iter(f"{space}edge") for end in ("source", "target")}
    assert ends == set(nodes)
    assert all((label or "").startswith("“") == (key or "").startswith("narrative/") for key, label in nodes.items())


def test_no_character_of_a_name_breaks_a_file() -> None:
    hostile = r'"a\u0001b\u000Bc<d>&\"e\uFFFE"'
    more = f"<{BASE}outlet/ort> {NAME} {hostile} .\n<{BASE}narrative/west-plots> {PREFERRED} {hostile} .\n"
    for name, data in _files(opened(more)).items():
        if name.startswith("network."):
            ET.fromstring(data)  # noqa: S314 - it was just written
            assert b"\x01" not in data


def test_files_are_the_same_each_time() -> None:
    assert _files(opened()) == _files(opened())


def test_names_in_other_languages_are_files_where_no_server_is() -> None:
    files = _files(opened(served=False))
    tags = [tag for tag, _ in json.loads(files["names.json"])]
    assert tags
    for tag in tags:
        assert all("/" in path and name for path, name in json.loads(files[f"names/{tag}.json"]).items())
    assert "names.json" not in _files(opened())


def test_two_countries_share_what_is_told_about_both() -> None:
    page = _page("compare.html", a="UA", b="PL")
    figures = next(each.text for each in page.all("p") if each.attributes.get("class") == "figures")
    given = json.loads("".join(_page("compare.html", served=False).scripts()[-1].parts))
    one, two = ({at for at, _ in given["countries"][slug][3]} for slug in ("UA", "PL"))
    assert figures.startswith(f"{len(one & two)} of {len(one | two)} narratives")
    assert f"{round(len(one & two) / len(one | two), 2)} Jaccard" in figures
    assert len(page.all("q")) >= len(one | two)
    assert len([each for each in page.all("option") if "selected" in each.attributes]) == 2


def test_an_unknown_country_is_named_and_another_shown() -> None:
    page = _page("compare.html", a="<b>", b="UA")
    assert any("no cases about a country <b>" in each.text for each in page.all("p"))
    assert not page.all("b") or all(not each.attributes for each in page.all("b"))


def test_both_timelines_have_one_scale_and_the_same_years() -> None:
    page = _page("compare.html", a="UA", b="PL")
    most = [each.text for each in page.all("span") if each.attributes.get("class") == "most"]
    boxes = [each.attributes["viewbox"] for each in page.all("svg") if "viewbox" in each.attributes][-2:]
    assert len(most) == 2
    assert most[0] == most[1]
    assert boxes[0] == boxes[1]


def test_questions_are_asked_where_a_server_answers_and_answered_where_none_is() -> None:
    served, files = _page("query.html"), _page("query.html", served=False)
    assert len(served.all("textarea")) == 1
    assert any(link.startswith("api/queries/") for link in served.links())
    assert not files.all("textarea")
    assert not any(link.startswith(("api", "sparql")) for link in files.links())
    assert len(files.all("table")) > 10
    assert len([each for each in files.all("pre") if "SELECT" in each.text]) > 40


def test_of_many_cases_no_question_is_answered_that_would_take_long() -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/disinfograph/ontology#Case>"
    many = "".join(f"<{BASE}case/more-{number}> {kind} .\n" for number in range(501))
    page = opened(many, served=False).page("query.html")
    assert page is not None
    read = Reading(page.html)
    assert not read.all("table")
    assert len([each for each in read.all("pre") if "SELECT" in each.text]) > 40


def test_nothing_stands_alone_in_the_drawing() -> None:
    """The strongest ties of an outlet may all be to narratives for which there is no room."""
    made = [Tie(f"o{at:02}", "n00", 60 - at, "", "") for at in range(13)]
    made += [Tie(f"o{12 + at}", f"n{at:02}", 40 - at, "", "") for at in range(1, 20)]
    names = {f"narrative/{tie.narrative}": tie.narrative for tie in made} | {
        f"outlet/{t.outlet}": t.outlet for t in made
    }
    left, right, bands = _drawing(made, {path: Thing("", name, "") for path, name in names.items()})
    assert {end.text for end in left} == {band.says.split("”")[0][1:] for band in bands}
    assert {end.text for end in right} == {band.says.split(", ")[1].split(":")[0] for band in bands}
    assert [end.y for end in left] == sorted({end.y for end in left})


def test_each_shade_of_a_map_is_told_with_its_numbers() -> None:
    drawn = country_map(
        [Thing("", each, "", cases, slug=each) for each, cases in (("UA", 400), ("PL", 3), ("RU", 1))], ""
    )
    assert [(least, most) for _, least, most in drawn.scale()] == [(1, 3), (400, 400)]
