"""What the index holds of a case: words to look for, keys to choose and to count by, and a card to show."""

from __future__ import annotations

from functools import cache
from typing import Final

from tantivy import Index, Schema, SchemaBuilder

from disinfograph.search.words import ENGLISH, PLAIN, analyser

FORMAT: Final = 2
"""The fields below and how words are made; an index of another format is made anew."""

TEXTS: Final[dict[str, float]] = {"title": 3.0, "claim": 2.0, "response": 1.0}
"""The fields of words of a case itself, each beside a field without English endings, and what a word in each counts."""

NAMES: Final[dict[str, float]] = {"narrative": 1.5, "place": 2.0, "outlet": 2.0, "keyword": 1.5}
"""The kinds of things by whose names a case is found, and what a word in each counts."""

KEYS: Final = ("narrative", "place", "outlet", "keyword", "language", "source")
"""What cases are chosen by: slugs, language tags."""

FACETS: Final = ("narrative", "place", "outlet", "keyword", "language", "year")
"""What hits are counted by."""

FIELDS: Final = (*TEXTS, *NAMES, "language", "source")
"""What a person may write before a colon."""

RANK, DAY, CARD, YEAR, LONG = "rank", "day", "card", "year", "long"
THING, THING_WORDS, THING_STEMS = "thing", "words", "stems"


def stem_field(field: str) -> str:
    """Return the name of the field that holds the stems of another."""
    return f"{field}_stems"


def key_field(kind: str) -> str:
    """Return the name of the field that holds the slugs of a kind of thing."""
    return kind if kind == YEAR else f"{kind}_key"


@cache
def schema() -> Schema:
    """Return the fields of the index of cases."""
    builder = SchemaBuilder()
    for field in TEXTS:
        builder.add_text_field(field, tokenizer_name=PLAIN)
        builder.add_text_field(stem_field(field), tokenizer_name=ENGLISH)
    for kind in (*KEYS, YEAR):
        builder.add_text_field(key_field(kind), fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(LONG, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(DAY, indexed=True, fast=True)
    builder.add_integer_field(RANK, fast=True)
    builder.add_bytes_field(CARD, stored=True)
    return builder.build()


@cache
def things_schema() -> Schema:
    """Return the fields of the index of named things."""
    builder = SchemaBuilder()
    builder.add_text_field(THING, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(THING_WORDS, tokenizer_name=PLAIN)
    builder.add_text_field(THING_STEMS, tokenizer_name=ENGLISH)
    builder.add_bytes_field(CARD, stored=True)
    return builder.build()


def with_analysers(index: Index) -> Index:
    """Return an index that knows how its words were made; an index on disk does not remember."""
    for name in (PLAIN, ENGLISH):
        index.register_tokenizer(name, analyser(name))
    return index
