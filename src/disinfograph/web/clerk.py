"""What a worker does with what it is asked: a query for the store, a path for the site."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from disinfograph.errors import DisinfographError
from disinfograph.queries.words import narrowed
from disinfograph.site.addresses import PAGE, SEARCH_CSV, read_address
from disinfograph.stores.counts import counts_kept
from disinfograph.stores.worker_frames import (
    ANSWERED,
    FAULT,
    LARGE,
    MEMORY,
    MOVED,
    UNKNOWN,
    Asked,
    Question,
    Reply,
    Visit,
)
from disinfograph.stores.worker_replies import Desk

if TYPE_CHECKING:
    from disinfograph.site.page import Finder
    from disinfograph.site.site import Site


class Clerk:
    """Answers over one snapshot."""

    def __init__(self, desk: Desk, base: str, *, pages: bool = False) -> None:
        """Take an open snapshot; `pages` where pages are what it will be asked for."""
        self._desk, self._base = desk, base
        self._pieces: list[Callable[[], object]] = [self._opened_site, self._warm] if pages else []
        self.version = desk.version
        self._site: Site | None = None

    @classmethod
    def open(cls, folder: Path, base: str, *, pages: bool = False) -> Clerk:
        """Open the current snapshot of a folder; StoreUnavailable where there is none."""
        return cls(Desk.open(folder), base, pages=pages)

    def reply(self, asked: Asked) -> Reply:
        """Return the answer to a question, or why there is none."""
        if isinstance(asked, Question):
            return self._desk.reply(self._narrowed(asked) if asked.sought else asked)
        try:
            return replace(self._visited(asked), version=self.version)
        except DisinfographError as fault:
            return Reply(FAULT, str(fault), version=self.version)
        except MemoryError:
            return Reply(MEMORY, version=self.version)
        except Exception as fault:  # a fault of this program: the worker is as good as before
            return Reply(FAULT, f"a page could not be made ({type(fault).__name__})", version=self.version)

    def idle(self) -> bool:
        """Make ready for pages while nobody asks, in two pieces: all that is loaded, and what many pages look up."""
        if self._pieces:
            with suppress(Exception):  # who asks for a page is told
                self._pieces.pop(0)()
        return bool(self._pieces)

    def _warm(self) -> None:
        self._opened_site().warm()

    def _narrowed(self, question: Question) -> Question:
        """Return a question for a text, about the cases that may hold it where there is an index."""
        with suppress(Exception):  # the question needs no index
            from disinfograph.answer import cases_holding

            found = cases_holding(self._desk.snapshot.path, question.sought)
            return replace(question, text=narrowed(question.text, found))
        return question

    def _visited(self, visit: Visit) -> Reply:
        site = self._opened_site()
        if moved := site.moved(visit.path):
            return Reply(MOVED, moved)
        if visit.path == SEARCH_CSV:
            return Reply(ANSWERED, body=site.csv(visit.query).encode())
        if (made := site.made(visit.path)) is not None:
            return Reply(ANSWERED, body=made)
        syntax = read_address(visit.path).syntax
        if syntax == PAGE:
            page = site.page(visit.path, visit.query)
            found = None if page is None else Reply(ANSWERED, code=page.status, body=page.html.encode())
        elif syntax:
            data = site.data(visit.path)
            found = None if data is None else Reply(ANSWERED, body=data)
        else:
            found = Reply(ANSWERED) if site.knows(visit.path) else None
        if found is None:
            return Reply(UNKNOWN, visit.path)
        if len(found.body) > visit.size:
            return Reply(LARGE, f"The answer has {len(found.body):,} bytes, more than the {visit.size:,} allowed")
        return found

    def _opened_site(self) -> Site:
        # Not loaded at the start: a worker is ready for queries sooner without it.
        if self._site is None:
            from disinfograph.site.site import Site

            counts = counts_kept(self._desk.snapshot)
            self._site = Site(
                self._desk.own(), self._base, served=True, version=self.version, counts=counts, finder=self._finder()
            )
        return self._site

    def _finder(self) -> Finder | None:
        """Return the search index beside the store, as pages ask it; None where there is none, or it cannot be read."""
        from disinfograph.search.index import Search

        snapshot = self._desk.snapshot.path
        index = Search.open(snapshot.parent.parent / "search" / snapshot.name)
        return None if index is None else index.numbers
