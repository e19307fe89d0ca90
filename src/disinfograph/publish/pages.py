"""Pages and data of things as files, by several processes that take them in portions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING, Final

from disinfograph.errors import WrongUse
from disinfograph.processes import Forked
from disinfograph.publish.folder import Folder, Writer, Written, can_be_written
from disinfograph.site.addresses import read_address
from disinfograph.site.documents import CONTEXT
from disinfograph.site.site import Site

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

UNLINKED: Final = frozenset(("article", "assertion", "evidence", "link"))
"""Kinds whose things have no files of their own: the files of the case that they belong to describe them."""

LATE: Final = ("downloads.html", "index.html")
"""Pages that name the downloads, and so are made when these are there."""

_PORTION: Final = 64

Open = Callable[[], Site]
"""Opens the site in a process of its own."""


def paths_of(site: Site) -> list[str]:
    """Return the path of every page that gets a file, sorted, but the late ones."""
    found = set(site.paths()) - set(LATE)
    return sorted(path for path in found if read_address(path).kind not in UNLINKED and can_be_written(path))


def written(site: Site, path: str, writer: Writer) -> Iterator[Written]:
    """Write the page at a path, and the data of its thing; yield the files."""
    page = site.page(path)
    if page is not None:
        yield writer.write(path, page.html.encode())
    thing = read_address(path).thing
    for syntax, data in site.all_data(thing).items():
        yield writer.write(f"{thing}.{syntax}", data)


def context(site: Site, writer: Writer) -> Written:
    """Write the JSON-LD context of our terms."""
    return writer.write(CONTEXT, site.data(CONTEXT) or b"")


class Crew:
    """Processes that write the pages: each takes the next portion until none is left.

    They are forked before any store is open, because a store must not be carried over into another process.
    """

    def __init__(self, folder: Folder, opened: Open, list_paths: Callable[[Site], list[str]], helpers: int) -> None:
        self._folder, self._opened, self._list_paths = folder, opened, list_paths
        self._next: Synchronized[int] = get_context("fork").Value("i", 0)
        self._parent = os.getpid()
        self._others = [Forked(_Share(self, number)) for number in range(2, 2 + helpers)]

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for other in self._others:
            other.__exit__(kind, error, trace)

    def share(self, number: int, site: Site | None = None, paths: Sequence[str] | None = None) -> list[Written]:
        """Write portions until none is left; return the files."""
        site = site or self._opened()
        paths = self._list_paths(site) if paths is None else paths
        found: list[Written] = []
        with Writer(self._folder, number) as writer:
            while (start := self._portion()) < len(paths) and self._is_wanted():
                for path in paths[start : start + _PORTION]:
                    found += written(site, path, writer)
        return found

    def results(self) -> list[Written]:
        """Wait for the other processes; return the files that they wrote. WrongUse where one was killed."""
        try:
            return [file for other in self._others for file in other.result()]
        except ChildProcessError as fault:
            raise WrongUse("a process that wrote pages was killed; give it more memory, and publish again") from fault

    def _portion(self) -> int:
        with self._next.get_lock():
            start = self._next.value
            self._next.value = start + _PORTION
        return start

    def _is_wanted(self) -> bool:
        """Say whether the process that began this still lives."""
        return os.getpid() == self._parent or os.getppid() == self._parent


class _Share:
    def __init__(self, crew: Crew, number: int) -> None:
        self._crew, self._number = crew, number

    def __call__(self) -> list[Written]:
        return self._crew.share(self._number)
