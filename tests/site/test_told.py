"""Texts of answers that claims say are quoted, on the pages of stored queries too."""

from __future__ import annotations

import pytest

from disinfograph.namespaces import BASE
from disinfograph.queries.catalogue import catalogue
from disinfograph.site.templates import rendered
from disinfograph.site.told import told_in

_TEXT = {"type": "literal", "value": "The moon is a spy", "xml:lang": "en"}
_COUNT = {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}


def _iri(path: str) -> dict[str, str]:
    return {"type": "uri", "value": BASE + path}


@pytest.mark.parametrize(
    ("row", "name", "is_told"),
    [
        ({"narrative": _iri("narrative/x"), "label": _TEXT}, "label", True),
        ({"case": _iri("case/x"), "title": {"type": "literal", "value": "A title"}}, "title", True),
        ({"case": _iri("case/x"), "label": {"type": "literal", "value": "Claim: A title"}}, "label", False),
        ({"narrative": _iri("narrative/x"), "cases": _COUNT}, "cases", False),
        ({"place": _iri("place/UA"), "label": _TEXT}, "label", False),
        ({"narrative": _iri("narrative/x"), "place": _iri("place/UA"), "place_label": _TEXT}, "place_label", False),
        (
            {"narrative": _iri("narrative/x"), "narrative_label": _TEXT, "place": _iri("place/UA")},
            "narrative_label",
            True,
        ),
        ({"narrative": _iri("narrative/x"), "label": _TEXT}, "narrative", False),
    ],
)
def test_a_text_beside_a_case_claim_or_narrative_is_told(
    row: dict[str, dict[str, str]], name: str, is_told: bool
) -> None:
    assert told_in(row, name, BASE) is is_told


def test_the_page_of_a_query_quotes_what_claims_say() -> None:
    class Reply:
        total, truncated = 2, False

    rows = [
        {"narrative": _iri("narrative/x"), "label": _TEXT, "cases": _COUNT},
        {"narrative": _iri("case/x"), "label": {"type": "literal", "value": "Claim: <b>bold</b>"}, "cases": _COUNT},
    ]
    page = rendered(
        "query.html", query=next(iter(catalogue().values())), values={}, reply=Reply(), page=1,
        found={"head": {"vars": ["narrative", "label", "cases"]}, "results": {"bindings": rows}},
        address=lambda page: "?x",
    )  # fmt: skip
    assert '<q lang="en">The moon is a spy</q>' in page
    assert '<span class="mark">Claim:</span> &lt;b&gt;bold&lt;/b&gt;' in page
    assert "<bdi>3</bdi>" in page
