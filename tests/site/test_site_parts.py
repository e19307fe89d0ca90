"""The parts of pages: timelines, maps, citations and the table of cases."""

from __future__ import annotations

from site_store import filled, opened

from disinfograph.namespaces import BASE
from disinfograph.site import cite
from disinfograph.site.frame import Thing
from disinfograph.site.page import Place
from disinfograph.site.svg_map import country_map
from disinfograph.site.svg_timeline import timeline
from disinfograph.site.table import above, chosen
from disinfograph.site.tabulating import table
from disinfograph.stores.own import Own


def test_a_timeline_covers_whole_years_and_its_highest_column_is_full() -> None:
    line = timeline({"2019-11": 1, "2021-02": 4})
    assert line.years == (("2019", 1), ("2020", 0), ("2021", 4))
    assert line.width == 360
    assert [(x, height) for x, height, _ in line.bars] == [(101, 25.0), (251, 100.0)]
    assert line.says == "from 2019-11 to 2021-02, most in 2021-02 (4)"


def test_a_timeline_without_a_month_draws_nothing() -> None:
    assert timeline({}).bars == ()
    assert timeline({"2020-01": 1}).says == "2020-01: 1 case"
    assert timeline({"2020-01": 1, "2020-03": 1}).says == "from 2020-01 to 2020-03, never more than one in a month"


def test_a_map_tells_scripts_the_numbers_and_shades_by_them() -> None:
    things = [
        Thing("place/UA.html", "Ukraine", "", 100, 100.0, "UA"),
        Thing("place/GE.html", "Georgia", "", 1, 1.0, "GE"),
    ]
    drawn = country_map(things, "Countries")
    assert drawn.countries == {"UA": ("Ukraine", 100, "place/UA.html"), "GE": ("Georgia", 1, "place/GE.html")}
    said = {shape.says: shape.shade for shape in drawn.shapes if shape.says}
    assert not drawn.shapes or said == {"Ukraine: 100": 5, "Georgia: 1": 1}


def test_a_citation_is_one_entry_whatever_the_title_holds() -> None:
    case = cite.Cited("100% {of} $x_1 & \\y\n~z", "2020-01-02", f"{BASE}case/a", "a-b", "Ada\nTY  - X")
    assert cite.bibtex(case).count("\n") == 7
    assert "100\\% \\{of\\} \\$x\\_1 \\& \\textbackslash{}y \\textasciitilde{}z" in cite.bibtex(case)
    lines = cite.ris(case).split("\n")
    assert [line[:6] for line in lines] == [
        "TY  - ",
        "TI  - ",
        "AU  - ",
        "PY  - ",
        "DA  - ",
        "DB  - ",
        "UR  - ",
        "ER  - ",
    ]
    assert cite.sentence(case).startswith("Ada TY - X. Debunk of the claim “100%")


def test_a_citation_leaves_out_what_is_not_known() -> None:
    case = cite.Cited("x", "", f"{BASE}case/a", "a", "")
    assert "year" not in cite.bibtex(case)
    assert "AU" not in cite.ris(case)
    assert cite.sentence(case) == f"Debunk of the claim “x”. disinfograph. {BASE}case/a"


def test_the_table_counts_as_the_graph_does() -> None:
    store = filled()
    known = table(Place(Own(store), BASE, "index.html"))
    text = (
        "PREFIX dg: <https://w3id.org/disinfograph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT ?thing (COUNT(DISTINCT ?said) AS ?n) WHERE { ?said PATH ?thing } GROUP BY ?thing"
    )
    for column, path in (
        ("narrative", "dg:promotes/skos:broader*"),
        ("place", "dg:discusses"),
        ("outlet", "dg:carriedBy"),
    ):
        rows = {row[0].value.rpartition("/")[2]: int(row[1].value) for row in store.query(text.replace("PATH", path))}
        assert {slug: len(cases) for slug, cases in known.held[column].items()} == rows


def test_choosing_nothing_chooses_all() -> None:
    known = table(Place(Own(filled()), BASE, "index.html"))
    assert chosen(known, {}) == list(known.all()) == chosen(known, {"place": ()})
    assert known.latest(known.all())[0] == max(known.all(), key=lambda case: known.days[case])


def test_a_narrative_that_is_above_itself_ends() -> None:
    assert above("a", {"a": ["b"], "b": ["a", "c"]}) == ["a", "b", "c"]


def test_a_circle_of_narratives_breaks_no_page() -> None:
    broader = "http://www.w3.org/2004/02/skos/core#broader"
    site = opened(f"<{BASE}narrative/west-plots> <{broader}> <{BASE}narrative/staged-protests> .")
    for path in ("narratives.html", "narrative/west-plots.html", "narrative/staged-protests.html"):
        assert site.page(path) is not None
