"""What scripts add to pages: maps and timelines that answer, tables in order, queries, comparisons, networks."""

from __future__ import annotations

from typing import Any

from seeing import Seen, seeing

CHART = """PREFIX dg: <https://w3id.org/disinfograph/ontology#>
SELECT ?place (COUNT(?claim) AS ?claims) WHERE { ?claim dg:discusses ?place . ?place a dg:Country }
GROUP BY ?place ORDER BY DESC(?claims) ?place"""
PAIRS = """PREFIX dg: <https://w3id.org/disinfograph/ontology#>
SELECT ?narrative ?place ?label WHERE { ?claim dg:promotes ?narrative ; dg:discusses ?place .
?narrative <http://www.w3.org/2004/02/skos/core#prefLabel> ?label FILTER(LANG(?label) = "en") } LIMIT 20"""


def _button(seen: Seen, name: str) -> Any:
    return seen.tab.get_by_role("button", name=name, exact=True)


def _ask(seen: Seen, query: str) -> None:
    seen.tab.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", query)
    _button(seen, "Ask").click()
    seen.tab.locator(".answer [role=status], .answer [role=alert]").filter(has_not_text="Asking").wait_for()


def test_a_country_on_the_map_tells_its_number_and_leads_to_its_page(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("index.html")
        links = tab.locator(".live-map a")
        stops = [link for link in links.all() if link.get_attribute("tabindex") == "0"]
        assert len(stops) == 1
        stops[0].focus()
        name = stops[0].get_attribute("aria-label")
        assert tab.locator(".live-map .tip").text_content() == name
        tab.keyboard.press("ArrowRight")
        assert tab.evaluate("document.activeElement.getAttribute('aria-label')") != name
        view = tab.locator(".map svg").first.get_attribute("viewBox")
        _button(seen, "Europe").click()
        assert tab.locator(".map svg").first.get_attribute("viewBox") != view
        _button(seen, "World").click()
        assert [float(n) for n in tab.locator(".map svg").first.get_attribute("viewBox").split()] == [
            float(n) for n in view.split()
        ]
        stops[0].press("Enter")
        tab.wait_for_url("**/place/*.html")
        assert seen.faults == []


def test_a_timeline_shows_the_years_that_are_chosen(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("index.html")
        months = tab.locator(".timeline .month")
        before = months.count()
        years = tab.get_by_role("combobox", name="From")
        years.select_option(index=3)
        first = years.input_value()
        assert 0 < months.count() < before
        assert all(month.get_attribute("aria-label")[:4] >= first for month in months.all())
        months.first.focus()
        assert tab.locator(".plot .tip").text_content() == months.first.get_attribute("aria-label")


def test_a_table_is_put_in_order_by_a_column_either_way(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("network.html")
        table = tab.locator("main table").first
        head = table.locator("thead th").nth(1)

        def outlets() -> list[str]:
            return [cell.strip().casefold() for cell in table.locator("tbody td:nth-child(2)").all_text_contents()]

        head.locator("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert outlets() == sorted(outlets())
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == "descending"
        assert outlets() == sorted(outlets(), reverse=True)


def test_a_query_is_answered_as_table_chart_and_map(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("query.html")
        _ask(seen, CHART)
        assert tab.locator(".answer tbody a").first.get_attribute("href").startswith(f"{address}place/")
        _button(seen, "Chart").click()
        tab.locator(".answer figure svg[aria-label*='claims by place']").wait_for()
        _button(seen, "Map").click()
        tab.locator(".answer .live-map a").first.wait_for()
        assert tab.locator(".answer .live-map a").count() > 3
        assert _button(seen, "Network").is_disabled()
        assert seen.faults == []


def test_what_claims_say_is_quoted_in_answers_and_a_bad_query_is_refused_in_words(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("query.html")
        _ask(seen, PAIRS)
        assert tab.locator(".answer tbody td:nth-child(3) q").count() == tab.locator(".answer tbody tr").count() > 0
        assert tab.locator(".answer tbody tr").count() == 20
        _button(seen, "Network").click()
        tab.locator(".answer .canvas canvas, .answer .caution").first.wait_for()
        seen.tab.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT')")
        _button(seen, "Ask").click()
        tab.locator(".answer [role=alert]").wait_for()
        # The console tells of every answer that is not 200.
        assert [fault for fault in seen.faults if "400" not in fault] == []


def test_an_answer_never_becomes_markup(browser: Any, address: str) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    with seeing(browser, address) as seen:
        tab = seen.open("query.html")
        _ask(seen, f'SELECT ("{hostile}" AS ?text) (<javascript:alert(1)> AS ?iri) WHERE {{}}')
        assert tab.locator(".answer tbody td").first.text_content() == hostile
        assert tab.locator(".answer img, .answer a").count() == 0
        assert seen.faults == []


def test_a_query_can_be_taken_along(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        seen.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab = seen.open("query.html")
        told = {"curl": "--data-urlencode 'query=", "Python": "from SPARQLWrapper import", "R": "read.csv"}
        for name, words in told.items():
            _button(seen, f"Copy as {name}").click()
            copied = tab.evaluate("navigator.clipboard.readText()")
            assert words in copied
            assert f"{address}sparql" in copied
        _button(seen, "Copy the link").click()
        assert "#query=PREFIX" in tab.evaluate("navigator.clipboard.readText()")


def test_terms_are_completed_from_the_graph(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("query.html")
        tab.evaluate(
            """() => { const editor = document.querySelector('.CodeMirror').CodeMirror;
            editor.setValue('PREFIX dg: <https://w3id.org/disinfograph/ontology#>\\nSELECT * WHERE { ?a a dg:Ca');
            editor.setCursor(1, 27); editor.focus(); }"""
        )
        tab.keyboard.press("Control+Space")
        # One that fits is put in at once, of several a list is shown.
        tab.locator(".CodeMirror-line, .CodeMirror-hint").filter(has_text="dg:Case").first.wait_for()
        assert seen.faults == []


def test_the_network_can_be_searched_where_there_is_webgl(browser: Any, address: str) -> None:
    with seeing(browser, address) as seen:
        tab = seen.open("network.html")
        _button(seen, "Move and search the network").click()
        tab.locator(".canvas canvas, figure.network p.faint").first.wait_for()
        if tab.locator(".canvas canvas").count():
            tab.get_by_label("Find a node").fill("TASS")
            assert "tied to" in tab.locator(".live-network [role=status]").text_content()
        assert seen.faults == []
