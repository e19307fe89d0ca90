"""The tables of the data set: what each column holds, and where in the graph it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ID: Final = "?one a {}"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it holds, its kind (`site.dataset.Column`), and the path from the thing to its values.

    Of several values the English one is taken, or else the first; with `many` all of them, with a space between.
    """

    name: str
    description: str
    path: str = ""
    kind: str = "string"
    many: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a row for each thing of a class, whose IRI is the first column."""

    name: str
    description: str
    of: str
    fields: tuple[Field, ...]


_LABEL = "skos:prefLabel"
SHEETS: Final = (
    Sheet(
        "cases", "The cases: each a claim that was debunked, with where and when.", "dg:Case",
        (
            Field("case", "IRI of the case", kind="url"),
            Field("claim", "IRI of the claim that it reviews (table claims)", "schema:itemReviewed", "url"),
            Field("claim_title", "what is claimed, in one line: disinformation, not a fact", "schema:name"),
            Field("date", "day of the claim", "dg:date", "date"),
            Field("page", "address of the case at its source", "schema:url"),
            Field("verdict", "verdict, in the words of the source; empty where it gives none", "dg:verdict"),
            Field("issue", "IRI of the issue of the newsletter", "dg:reportedIn", "url"),
            Field("sources", "IRIs of the data sets that have it, with a space between", "dcterms:source", many=True),
            Field("keywords", "IRIs of its keywords, with a space between", "dg:keyword", many=True),
        ),
    ),
    Sheet(
        "claims", "The claims of the cases: disinformation, not facts.", "dg:Claim",
        (
            Field("claim", "IRI of the claim", kind="url"),
            Field("case", "IRI of the case that reviews it (table cases)", "^schema:itemReviewed", "url"),
            Field("claim_text", "what is claimed: disinformation, not a fact", "schema:text"),
            Field("date", "day on which it was published", "schema:datePublished", "date"),
            Field("places", "IRIs of the places that it is about, with a space between", "dg:discusses", many=True),
            Field("outlets", "IRIs of the outlets that carried it, with a space between; no verdict on them",
                  "dg:carriedBy", many=True),
            Field("languages", "IRIs of the languages in which it circulated, with a space between",
                  "dg:circulatedIn", many=True),
        ),
    ),
    Sheet(
        "narratives", "The narratives that claims tell; a label is what claims say, not what is true.", "dg:Narrative",
        (
            Field("narrative", "IRI of the narrative", kind="url"),
            Field("label", "its name in English: what claims say", _LABEL),
            Field("definition", "which claims tell it", "skos:definition"),
            Field("broader", "IRIs of the narratives above it, with a space between", "skos:broader", many=True),
        ),
    ),
    Sheet(
        "places", "The places that claims can be about.", "dg:Place",
        (
            Field("place", "IRI of the place", kind="url"),
            Field("label", "its name in English", _LABEL),
            Field("alpha2", "code in ISO 3166-1, two letters", "dg:alpha2"),
            Field("alpha3", "code in ISO 3166-1, three letters", "dg:alpha3"),
            Field("part_of", "IRIs of the places that it is part of, with a space between",
                  "schema:containedInPlace", many=True),
            Field("wikidata", "IRIs of the same place elsewhere, with a space between", "skos:exactMatch", many=True),
        ),
    ),
    Sheet(
        "outlets", "The outlets that cases name; to be named is no verdict on an outlet.", "dg:Outlet",
        (
            Field("outlet", "IRI of the outlet", kind="url"),
            Field("label", "its name", _LABEL),
            Field("kind", "IRI of its kind", "dg:kind", "url"),
            Field("parent", "IRI of the outlet of which it is an edition or a channel", "dg:parentBrand", "url"),
            Field("hosts", "its hosts on the web, with a space between", "dg:host", many=True),
            Field("unresolved", "the label of a source that no list knows; empty for known outlets",
                  "dg:unresolvedLabel"),
        ),
    ),
    Sheet(
        "articles", "The articles in which claims appeared.", "dg:Article",
        (
            Field("article", "IRI of the article", kind="url"),
            Field("url", "its address: it leads to disinformation", "schema:url"),
            Field("archived", "address of an archived copy", "schema:archivedAt"),
            Field("outlet", "IRI of the outlet", "dg:publishedBy", "url"),
            Field("language", "its language", "schema:inLanguage"),
            Field("claims", "IRIs of the claims that appeared in it, with a space between", "^schema:appearance",
                  many=True),
        ),
    ),
    Sheet(
        "keywords", "The keywords of cases.", "dg:Keyword",
        (
            Field("keyword", "IRI of the keyword", kind="url"),
            Field("label", "its name", _LABEL),
            Field("kind", "IRI of its kind", "dg:kind", "url"),
            Field("broader", "IRIs of the keywords above it, with a space between", "skos:broader", many=True),
        ),
    ),
)  # fmt: skip
"""The tables of things."""

PROMOTES: Final = Sheet(
    "promotes", "Which claim tells which narrative: a row for each method that says so.", "",
    (
        Field("claim", "IRI of the claim", kind="url"),
        Field("narrative", "IRI of the narrative", kind="url"),
        Field("basis", "stated: the response names it; derived: a method inferred it; curated: a person decided"),
        Field("method", "name of the method; empty where a source says it without one"),
        Field("confidence", "confidence of the method, from 0 to 1", kind="decimal"),
    ),
)  # fmt: skip
LINKS: Final = Sheet(
    "links", "Which case points to which: a row for each method that says so.", "",
    (
        Field("case", "IRI of the case whose response points", kind="url"),
        Field("other", "IRI of the case that it points to", kind="url"),
        Field("method", "name of the method that found the other case; empty where a source says it without one"),
        Field("confidence", "confidence of the method, from 0 to 1", kind="decimal"),
    ),
)  # fmt: skip
ALL: Final = tuple(sorted((*SHEETS, PROMOTES, LINKS), key=lambda sheet: sheet.name))
