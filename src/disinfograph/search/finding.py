"""What is asked of an index and what it answers: filters, hits in a total order, and counts over all hits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final

from tantivy import DocAddress, FieldType, Occur, Order, Query, Searcher

from disinfograph.errors import WrongUse
from disinfograph.search.query import Sought
from disinfograph.search.schema import CARD, DAY, FACETS, RANK, key_field, schema
from disinfograph.search.snippets import Snippet, snippet

_DIGITS: Final = 4
_SPARE = 32
_MOST_COUNTED = 10_000
_SHOWN_TEXTS = ("claim", "response", "title")


Found = list[tuple[float, DocAddress]]
"""Scores and places of documents."""

Counts = tuple[tuple[str, int], ...]
"""Keys and numbers of cases."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must have: one of the slugs of each kind that is given, and a day from `since` to `until`.

    Narratives count with those below them. Languages are BCP 47 tags; days are ISO 8601, and leave out cases without a
    date.
    """

    narrative: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    keyword: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def wanted(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each kind of which something is wanted, with the slugs."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, tuple) and value:
                yield one.name, value

    def __bool__(self) -> bool:
        return any(True for _ in self.wanted()) or bool(self.since or self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found: `label` is its claim, marked as one; `date` its first day or ""; `score` has 4 digits."""

    slug: str
    iri: str
    score: float
    date: str
    label: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Hits:
    """How many cases were found, some of them, best first, and how many of all have what.

    `facets` holds for each of `schema.FACETS` that was wanted its keys and numbers of cases, most frequent first.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: dict[str, Counts] = field(default_factory=dict)


def chosen(query: Query, filters: Filters) -> Query:
    """Return a query narrowed down by filters, which change no score; WrongUse for a day that is none."""
    parts = [Query.term_set_query(schema(), key_field(kind), list(slugs)) for kind, slugs in filters.wanted()]
    if filters.since or filters.until:
        first, last = _day(filters.since), _day(filters.until)
        parts.append(Query.range_query(schema(), DAY, FieldType.Integer, first, last))
    if not parts:
        return query
    narrow = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in parts]
    return Query.boolean_query([(Occur.Must, query), *narrow])


def day_number(text: str) -> int | None:
    """Return a day as a whole number that orders as days do, such as 20210304; None for what is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.year * 10_000 + day.month * 100 + day.day


def _day(text: str | None) -> int | None:
    number = day_number(text) if text else None
    if text and number is None:
        raise WrongUse(f"{text!r} is no day: write it as 2022-02-24")
    return number


def ranked(searcher: Searcher, query: Query, limit: int, offset: int) -> tuple[int, Found]:
    """Return the number of all hits, and those of a page: best first, then in the order of slugs.

    The engine breaks ties by where a document happens to lie, so hits are taken until a worse one shows that all of
    equal score are there.
    """
    wanted = offset + limit
    size = wanted + _SPARE
    while True:
        # The stubs of tantivy know nothing of `count`.
        answer: Any = searcher.search(query, limit=size)
        scores = [round(score, _DIGITS) for score, _ in answer.hits]
        if len(scores) < size or not wanted or scores[-1] < scores[wanted - 1]:
            break
        size *= 4
    addresses = [address for _, address in answer.hits]
    ranks = searcher.fast_field_values(RANK, addresses)
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], ranks[place] or 0))
    return answer.count, [(scores[place], addresses[place]) for place in order[offset:wanted]]


def all_in_order(searcher: Searcher, query: Query, limit: int, offset: int) -> tuple[int, Found]:
    """Return as `ranked` does where all scores are equal."""
    answer: Any = searcher.search(query, limit=max(1, limit), offset=offset, order_by_field=RANK, order=Order.Asc)
    return answer.count, [(0.0, address) for _, address in answer.hits[:limit]]


def hit(searcher: Searcher, score: float, address: DocAddress, sought: Sought) -> Hit:
    """Return a found document as it is shown."""
    card: dict[str, Any] = json.loads(searcher.doc(address).get_first(CARD) or b"{}")
    texts = ((name, text) for name in _SHOWN_TEXTS for text in card.get(name, ()))
    return Hit(card["slug"], card["iri"], score, card["date"], card["label"], snippet(texts, sought))


def counted(searcher: Searcher, query: Query, kinds: tuple[str, ...] = FACETS) -> dict[str, Counts]:
    """Return for each kind how many hits have each of its keys, most frequent first; at most 10,000 keys a kind."""
    wanted = {kind: {"terms": {"field": key_field(kind), "size": _MOST_COUNTED}} for kind in kinds}
    answer = searcher.aggregate(query, wanted) if wanted else {}
    found = {}
    for kind in kinds:
        pairs = ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[kind]["buckets"])
        found[kind] = tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
    return found
