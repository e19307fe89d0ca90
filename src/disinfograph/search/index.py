"""The index of one graph's cases, in a folder or in memory.

FOLDER/format    the number of the layout
FOLDER/cases/    tantivy's index of the cases, never written to again
FOLDER/things/   tantivy's index of the names of places, narratives, outlets, keywords and languages
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tantivy import Document, Index, Query

from disinfograph.errors import NotFound
from disinfograph.search import things
from disinfograph.search.documents import Case, Labels, Statements
from disinfograph.search.finding import Filters, Hits, all_in_order, chosen, counted, day_number, hit, ranked
from disinfograph.search.letters import can_hold, has_long_word
from disinfograph.search.query import compiled
from disinfograph.search.schema import (
    CARD,
    DAY,
    FACETS,
    FORMAT,
    KEYS,
    LONG,
    RANK,
    TEXTS,
    YEAR,
    key_field,
    schema,
    stem_field,
    things_schema,
    with_analysers,
)
from disinfograph.search.words import fold, loose
from disinfograph.sorted_lines import Block

# Bytes; a segment is written when it is full.
_HEAP: Final = 64_000_000
_MOST_KNOWN: Final = 10_000
_SOME: Final = 10_000


class Search:
    """An index to ask. Nothing changes it: of another graph there is another index."""

    def __init__(self, cases: Index, names: Index) -> None:
        self._searcher = with_analysers(cases).searcher()
        self._things = things.Things(names)

    @classmethod
    def open(cls, folder: Path) -> Search | None:
        """Return the index in a folder; None where there is none, or one that this version cannot read."""
        try:
            if (folder / "format").read_text("ascii") != f"{FORMAT}\n":
                return None
            return cls(Index.open(str(folder / "cases")), Index.open(str(folder / "things")))
        except (OSError, ValueError):
            return None

    @classmethod
    def write(cls, folder: Path, lines: Iterable[str]) -> None:
        """Make an index in an empty folder from canonical N-Quads lines, in any order, without line ends."""
        cls.write_encoded(folder, _encoded(lines))

    @classmethod
    def write_encoded(cls, folder: Path, blocks: Iterable[Block]) -> None:
        """Make an index in an empty folder from the same lines in blocks, in UTF-8."""
        (folder / "cases").mkdir()
        (folder / "things").mkdir()
        labels = _fill(Index(schema(), str(folder / "cases"), reuse=False), blocks, folder)
        things.fill(Index(things_schema(), str(folder / "things"), reuse=False), labels)
        (folder / "format").write_text(f"{FORMAT}\n", "ascii")

    @classmethod
    def in_memory(cls, lines: Iterable[str]) -> Search:
        """Return an index that is gone with its process, made as `write` makes one."""
        cases, names = Index(schema()), Index(things_schema())
        things.fill(names, _fill(cases, _encoded(lines)))
        cases.reload()
        names.reload()
        return cls(cases, names)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def find(
        self,
        text: str,
        *,
        limit: int = 10,
        offset: int = 0,
        filters: Filters | None = None,
        last_is_beginning: bool = False,
        facets: tuple[str, ...] = FACETS,
    ) -> Hits:
        """Return the cases that hold the words of a text; any text will do, and an empty one finds every case.

        `limit` and `offset` choose a page; hits come by score, then by slug. Filters hold slugs (see `key`). WrongUse
        for a day that is none.
        """
        words, sought = compiled(text, self._of_things, last_is_beginning=last_is_beginning)
        query = chosen(words, filters or Filters())
        order = ranked if text.strip() else all_in_order
        total, page = order(self._searcher, query, max(0, limit), max(0, offset))
        hits = tuple(hit(self._searcher, score, address, sought) for score, address in page)
        return Hits(total, hits, counted(self._searcher, query, facets))

    def numbers(self, text: str) -> list[int]:
        """Return the numbers, in the order of slugs, of all cases that hold the words of a text, best first."""
        query, _ = compiled(text, self._of_things)
        answer: Any = self._searcher.search(query, limit=max(1, len(self)))
        found = self._searcher.fast_field_values(RANK, [address for _, address in answer.hits])
        scored = zip([round(score, 4) for score, _ in answer.hits], found, strict=True)
        return [int(number or 0) for _, number in sorted(scored, key=lambda pair: (-pair[0], pair[1] or 0))]

    def holding(self, text: str, most: int) -> list[str] | None:
        """Return the IRIs of some cases, in order, among which are all that hold a text letter by letter.

        What letters are the same is for SPARQL's LCASE to say. None where there are more than `most`, or where the
        index cannot tell.
        """
        query = can_hold(text)
        if query is None:
            return None
        answer: Any = self._searcher.search(query, limit=most + 1)
        if len(answer.hits) > most:
            return None
        cards = (json.loads(self._searcher.doc(address).get_first(CARD) or b"{}") for _, address in answer.hits)
        return sorted(str(card["iri"]) for card in cards)

    def _of_things(self, names: Query) -> dict[str, Query]:
        """Return by kind the query for cases with a thing of such a name."""
        return {kind: self._of(kind, slugs) for kind, slugs in sorted(self._things.slugs(names).items())}

    def _of(self, kind: str, slugs: list[str]) -> Query:
        """Return the query for cases with one of some things: it weighs as a word in as many cases does in BM25."""
        query = Query.term_set_query(schema(), key_field(kind), slugs)
        # A case with two of the things counts twice, which does not matter for a weight.
        count = min(len(self), sum(self._searcher.doc_freq(key_field(kind), slug) for slug in slugs))
        return Query.const_score_query(query, math.log(1 + (len(self) - count + 0.5) / (count + 0.5)))

    def key(self, kind: str, name: str) -> str:
        """Return the slug of what a person means by a slug, CURIE, IRI or label; NotFound where there is no such thing.

        Where several things go by a label it is the one with most cases.
        """
        wanted = name.strip("<> ").rsplit("/", 1)[-1].removeprefix(f"{kind}:")
        known = dict(self._searcher.terms_with_prefix(key_field(kind), "", None, _MOST_KNOWN))
        if wanted in known or self.labels(kind, wanted):
            return wanted
        meant = [slug for slug in sorted(known) if loose(slug) == loose(wanted)]
        meant = meant or self._things.called(kind, name) or self._things.called(kind, wanted)
        if not meant:
            raise NotFound(f"{kind} in the graph", name, sorted(known))
        return max(meant, key=lambda slug: known.get(slug, 0))

    def labels(self, kind: str, slug: str) -> list[str]:
        """Return the labels of a thing in all languages, in order."""
        return self._things.labels(kind, slug)


def _encoded(lines: Iterable[str]) -> Iterator[Block]:
    taken = iter(lines)
    while some := list(islice(taken, _SOME)):
        yield list(map(str.encode, some))


def _fill(index: Index, blocks: Iterable[Block], where: Path | None = None) -> Labels:
    """Put all cases of some statements into an index; return the labels of things.

    What is sorted for it lies in a folder `where` the index is made: whoever ends this process before its time, and
    removes what was begun, removes that too.
    """
    with_analysers(index)
    with tempfile.TemporaryDirectory(prefix="disinfograph-", dir=where) as folder:
        statements = Statements(Path(folder))
        statements.take(blocks)
        # One thread, so that the same graph gives the same segments.
        writer = index.writer(_HEAP, 1)
        for rank, case in enumerate(statements.cases()):
            writer.add_document(Document.from_dict(_fields(case, rank, statements), schema()))
        writer.commit()
        writer.wait_merging_threads()
    return statements.labels


def _fields(case: Case, rank: int, statements: Statements) -> dict[str, Any]:
    """Return what the index holds of a case, by field."""
    date = min(case.of("date"), default="")
    found: dict[str, Any] = {RANK: rank, CARD: _card(case, date)}
    for name in TEXTS:
        found[name] = found[stem_field(name)] = [fold(text) for text in case.of(name)]
    found |= {key_field(kind): case.of(kind) for kind in KEYS}
    if has_long_word(text for name in TEXTS for text in found[name]):
        found[LONG] = "yes"
    found[key_field("narrative")] = statements.with_broader(case.of("narrative"))
    number = day_number(date)
    return found if number is None else found | {DAY: number, YEAR: date[:4]}


def _card(case: Case, date: str) -> bytes:
    shown = {"slug": case.slug, "iri": case.iri, "label": min(case.of("label"), default=""), "date": date}
    return json.dumps(shown | {name: case.of(name) for name in TEXTS}, ensure_ascii=False).encode()
