"""Every stored query has an expected answer, which both engines give, in a total order, with every claim marked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from query_engines import Ask, oxigraph_rows, sort_keys

from disinfograph.iris import resolve_name
from disinfograph.namespaces import PREFIXES, shorten
from disinfograph.queries.catalogue import catalogue
from disinfograph.queries.parameters import bind
from disinfograph.terms import XSD, Iri, Literal, Rows, Term

FOLDER = Path(__file__).parent
NUMBERS = {XSD + each for each in ("integer", "decimal", "double")}

# These name a problem: on data without one they have nothing to say.
PROBLEMS = """cases/same-article links/missing links/no-shared-narrative narratives/single-source outlets/same-host
quality/disagreements quality/doubtful-narratives quality/first-appearance-apart quality/phrase-without-narrative
quality/unarchived-articles quality/unresolved-labels""".split()


def values_of(name: str) -> dict[str, str]:
    path = FOLDER / f"{name}.params.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def asked(name: str, values: Mapping[str, str] | None = None) -> str:
    return bind(catalogue()[name], values_of(name) if values is None else values, resolve_name)


def table(rows: Rows) -> str:
    """Return an answer as CSV, with IRIs in short form and numbers in their shortest."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.variables)
    writer.writerows([_cell(term) for term in row] for row in rows)
    return out.getvalue()


def _cell(term: Term | None) -> str:
    match term:
        case Iri(value):
            return shorten(value)
        case Literal(value, datatype) if datatype in NUMBERS:
            return f"{Decimal(value).normalize():f}"
    return "" if term is None else str(term)


def test_the_answer_is_the_expected_one(name: str, oxigraph: Ask, request: pytest.FixtureRequest) -> None:
    path = FOLDER / f"{name}.csv"
    answer = table(oxigraph(asked(name)))
    if request.config.getoption("--approve"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(answer, "utf-8", newline="\n")
    assert path.is_file(), f"no expected answer: run `pytest {FOLDER.name} --approve`, and read what it wrote"
    assert path.read_text("utf-8") == answer
    assert answer.count("\n") > 1, "the small graph gives this query nothing to find"


def test_another_engine_gives_the_same_answer(name: str, rdflib_engine: Ask) -> None:
    assert (FOLDER / f"{name}.csv").read_text("utf-8") == table(rdflib_engine(asked(name)))


def test_the_file_runs_as_it_stands(name: str, small: ox.Store) -> None:
    oxigraph_rows(small, catalogue()[name].text)


def test_no_two_rows_are_equal_in_what_they_are_ordered_by(name: str, oxigraph: Ask) -> None:
    rows = oxigraph(asked(name))
    keys = [tuple(row[rows.variables.index(key)] for key in sort_keys(catalogue()[name])) for row in rows]
    assert len(set(keys)) == len(keys)


def test_no_claim_is_shown_without_being_marked(name: str, small: ox.Store, oxigraph: Ask) -> None:
    texts = {
        quad.object.value
        for term in (f"{PREFIXES['schema']}text", f"{PREFIXES['dg']}claimPart", f"{PREFIXES['dg']}anchorText")
        for quad in small.quads_for_pattern(None, ox.NamedNode(term), None)
    }
    cases = small.query(f"SELECT ?name {{ ?case a <{PREFIXES['dg']}Case> ; <{PREFIXES['schema']}name> ?name }}")
    texts |= {row[0].value for row in cases}  # type: ignore[union-attr, index]
    shown = [cell for row in oxigraph(asked(name)) for cell in row if isinstance(cell, Literal)]
    for cell in shown:
        if any(text in cell.value for text in texts):
            assert cell.value.startswith("Claim: "), cell.value


def test_every_answer_and_every_parameter_file_belongs_to_a_query() -> None:
    stems = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.*") if path.suffix in (".csv", ".json")}
    expected = {f"{name}.csv" for name in catalogue()}
    expected |= {
        f"{each.name}.params.json" for each in catalogue().values() if any(p.required for p in each.parameters)
    }
    assert expected <= stems
    assert {stem.removesuffix(".csv").removesuffix(".params.json") for stem in stems} == set(catalogue())


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_query_for_problems_finds_none_in_good_data(problem: str, good: ox.Store) -> None:
    assert () == oxigraph_rows(good, asked(problem)).rows


def test_the_good_data_has_what_those_queries_look_at(good: ox.Store) -> None:
    for name in ("narratives/across-countries", "links/most-linked", "evidence/hosts", "narratives/first-carriers"):
        values = {"min_countries": "1"} if "across" in name else {}
        assert len(oxigraph_rows(good, asked(name, values))) > 0


@pytest.mark.parametrize(
    ("name_and_values", "expected"),
    [
        (("narratives/across-countries", {"min_countries": "4"}), ["narrative:west-plots"]),
        (("narratives/across-countries", {"min_countries": "6"}), []),
        (("narratives/came-back", {"months": "27"}), ["narrative:staged-protests"]),
        (("narratives/new-in-country", {"country": "UA", "from": "2021-01-01"}), ["narrative:stolen-harvest"]),
        (("narratives/new-in-country", {"country": "UA", "until": "2020-12-31"}), ["narrative:staged-protests"]),
        (("narratives/first-carriers", {"narrative": "staged-protests"}), ["narrative:staged-protests"]),
        (("countries/discussed-together", {"min": "2"}), []),
        (("outlets/overview", {"min": "4"}), ["outlet:alpha-tv"]),
        (("outlets/similar", {"outlet": "alpha-tv", "min": "3"}), ["outlet:beta-news"]),
        (("outlets/within-days", {"outlet": "alpha-tv", "days": "2"}), ["outlet:delta-post"]),
        (("evidence/hosts", {"min": "4"}), ["grain.example"]),
        (("evidence/by-narrative", {"narrative": "stolen-harvest"}), ["narrative:stolen-harvest"]),
        (("languages/by-country", {"country": "MD"}), ["place:MD"]),
        (("keywords/overview", {"min": "5"}), []),
        (("links/most-linked", {"min": "3"}), []),
        (("cases/find", {"country": "GE"}), ["2020-01-15"]),
        (
            ("cases/find", {"country": "UA", "outlet": "alpha-tv", "keyword": "laboratory"}),
            ["2022-03-05", "2020-01-10"],
        ),
        (("cases/find", {"language": "en", "narrative": "west-plots"}), ["2022-03-06", "2020-01-15"]),
        (("cases/find", {"keyword": "harvest", "until": "2020-12-31"}), ["2020-02-20", "2020-02-20"]),
        (("cases/find", {"from": "2022-05-06"}), ["2022-05-06"]),
        (("cases/search", {"text": "HOSPITAL"}), ["2020-01-10"]),
        (("cases/search", {"text": "no such words"}), []),
        (("quality/doubtful-narratives", {"below": "0.4"}), []),
        (("cases/similar", {"min": "0.7"}), ["0.71"]),
        (("cases/similar", {"min": "0.5", "case": "c04"}), ["0.64"]),
    ],
)
def test_a_parameter_narrows_the_answer(
    name_and_values: tuple[str, dict[str, str]], expected: list[str], oxigraph: Ask
) -> None:
    assert expected == [_cell(row[0]) for row in oxigraph(asked(*name_and_values))]


def test_the_number_of_a_day_counts_days() -> None:
    days = [date(1901, 1, 1) + timedelta(days=each) for each in range(72_600)]
    numbers = [
        367 * day.year - 7 * (day.year + (day.month + 9) // 12) // 4 + 275 * day.month // 9 + day.day for day in days
    ]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
