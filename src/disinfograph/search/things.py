"""The names of places, narratives, outlets, keywords and languages, in an index of their own.

A case points to few things, and each has labels in many languages: kept once, they make the index of cases several
times smaller than labels kept with every case would.
"""

from __future__ import annotations

import json
from typing import Final

from tantivy import Document, Index, Occur, Query, Searcher

from disinfograph.search.documents import Labels
from disinfograph.search.schema import CARD, THING, THING_STEMS, THING_WORDS, things_schema, with_analysers
from disinfograph.search.words import fold, loose, words

_HEAP: Final = 30_000_000
_MOST: Final = 10_000
_SIGN: Final = "/"


def fill(index: Index, labels: Labels) -> None:
    """Put all named things into an index."""
    writer = with_analysers(index).writer(_HEAP, 1)
    for kind, things in sorted(labels.items()):
        for slug, given in sorted(things.items()):
            writer.add_document(_document(kind, slug, sorted(given)))
    writer.commit()
    writer.wait_merging_threads()


def _document(kind: str, slug: str, labels: list[str]) -> Document:
    texts = [fold(label) for label in labels]
    # Slugs of keywords are words that people write; "IT" and "BY" of countries are other words.
    texts += [slug] if kind == "keyword" else []
    card = json.dumps(labels, ensure_ascii=False).encode()
    found = {THING: _SIGN.join((kind, slug)), THING_WORDS: texts, THING_STEMS: texts, CARD: card}
    return Document.from_dict(found, things_schema())


class Things:
    """The names of things, to ask."""

    def __init__(self, index: Index) -> None:
        self._searcher: Searcher = with_analysers(index).searcher()

    def slugs(self, query: Query) -> dict[str, list[str]]:
        """Return, by kind, the slugs of the things whose names a query of `things_schema` finds, in order."""
        terms = {"terms": {"field": THING, "size": _MOST}}
        found: dict[str, list[str]] = {}
        for bucket in self._searcher.aggregate(query, {THING: terms})[THING]["buckets"]:
            kind, _, slug = bucket["key"].partition(_SIGN)
            found.setdefault(kind, []).append(slug)
        return {kind: sorted(slugs) for kind, slugs in found.items()}

    def called(self, kind: str, name: str) -> list[str]:
        """Return the slugs of the things that go by a label, whatever its letter case and accents."""
        parts = [(Occur.Must, Query.term_query(things_schema(), THING_WORDS, word)) for word in words(name)]
        slugs = self.slugs(Query.boolean_query(parts)).get(kind, []) if parts else []
        return [slug for slug in slugs if loose(name) in map(loose, self.labels(kind, slug))]

    def labels(self, kind: str, slug: str) -> list[str]:
        """Return the labels of a thing, in order."""
        query = Query.term_query(things_schema(), THING, _SIGN.join((kind, slug)))
        hits = self._searcher.search(query, limit=1, count=False).hits
        return [label for _, at in hits for label in json.loads(self._searcher.doc(at).get_first(CARD) or b"[]")]
