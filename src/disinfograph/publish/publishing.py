"""Publish a store: every page and all data as files, of which a second run changes only what is no longer the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from disinfograph.errors import StoreUnavailable
from disinfograph.namespaces import BASE
from disinfograph.processes import cores
from disinfograph.publish import dumps, parquet, signs, tables
from disinfograph.publish.columns import ALL, Sheet
from disinfograph.publish.folder import Folder, Writer, Written
from disinfograph.publish.pages import LATE, UNLINKED, Crew, context, paths_of, written
from disinfograph.publish.searching import search_files
from disinfograph.site import assets
from disinfograph.site.addresses import DATASET, PAGE
from disinfograph.site.dataset import Distribution
from disinfograph.site.files import Files
from disinfograph.site.known import Known
from disinfograph.site.page import Place
from disinfograph.site.site import Site
from disinfograph.stores.folder import Folder as StoreFolder
from disinfograph.stores.snapshot import SnapshotStore

SYNTAXES: Final = ("ttl", "jsonld")
"""The syntaxes of the data of things, unless others are wanted."""

PARTS: Final = ("dumps", "parquet", "tables")
"""What can be left out."""

_MEDIA: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_FEW: Final = 50_000
"""Statements below which one process is as quick as two."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What to publish: `url` is the address of the site with a slash at the end, "" where it is not known yet."""

    url: str = ""
    base: str = BASE
    syntaxes: tuple[str, ...] = SYNTAXES
    without: frozenset[str] = frozenset()
    processes: int = field(default_factory=cores)

    @property
    def dumps(self) -> tuple[str, ...]:
        """The syntaxes of the dumps."""
        return () if "dumps" in self.without else tuple(dumps.DUMPS)

    @property
    def tables(self) -> tuple[str, ...]:
        """The formats of the tables."""
        if "tables" in self.without:
            return ()
        return ("csv",) if "parquet" in self.without else ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: its files, how many of them it wrote because they had changed, and how many it removed."""

    files: int
    size: int
    changed: int
    removed: int


def publish(place: Path, target: Path, options: Options, tell: Tell = lambda _: None) -> Published:
    """Publish the store in a folder; WrongUse for a folder with other things in it, StoreUnavailable without data."""
    if "parquet" in options.tables:
        parquet.check_installed()
    current = StoreFolder(place).current()
    if current is None:
        raise StoreUnavailable(str(place), "no data yet: run 'disinfograph build' with this store first")
    folder = Folder(target)
    with folder.writing():
        helpers = options.processes - 1 if current.manifest().quads > _FEW else 0
        files = _Run(place, current.path.name, folder, options, tell).files(helpers)
        removed = folder.finish(files)
    return Published(
        len(files) + 1, sum(file.size for file in files), sum(file.changed for file in files), removed
    )  # fmt: skip


class _Run:
    """One run over one version of the store."""

    def __init__(self, place: Path, version: str, folder: Folder, options: Options, tell: Tell) -> None:
        self._place, self._version, self._folder, self._options = place, version, folder, options
        self._tell = tell

    def files(self, helpers: int) -> list[Written]:
        """Write everything; return all files."""
        with Crew(self._folder, self._site, self._paths, helpers) as crew:
            store = self._store()
            site = self._site(store)
            self._tell("dumps and tables")
            with Writer(self._folder, 1) as writer:
                downloads = list(self._downloads(store, writer))
                files = [file for _, file in downloads]
                self._tell("search")
                files += [writer.write(*each) for each in self._small(store, site)]
            self._tell("pages")
            files += crew.share(1, site, self._paths(site))
            files += crew.results()
            with Writer(self._folder, 1) as writer:
                return files + list(self._late(store, writer, files, [each for each, _ in downloads]))

    def _store(self) -> SnapshotStore:
        store = SnapshotStore(self._place)
        store.size()
        if store.version() != self._version:
            raise StoreUnavailable(str(self._place), "a build has replaced it meanwhile: publish again")
        return store

    def _site(self, store: SnapshotStore | None = None, distributions: Iterable[Distribution] | None = None) -> Site:
        store = store or self._store()
        # What the downloads weigh is known only at the end, and only few pages tell it.
        given = tuple(self._planned() if distributions is None else distributions)
        files = Files(self._options.syntaxes, UNLINKED, self._options.url, given)
        return Site(store.own(), self._options.base, version=self._version, counts=store.counts(), files=files)

    def _paths(self, site: Site) -> list[str]:
        return paths_of(site)

    def _planned(self) -> Iterator[Distribution]:
        for syntax in self._options.dumps:
            yield Distribution(dumps.dump_path(syntax), dumps.GZIP, dumps.DUMPS[syntax][1])
        for form in self._options.tables:
            for sheet in ALL:
                yield Distribution(f"tables/{sheet.name}.{form}", _MEDIA[form], sheet.description)

    def _downloads(self, store: SnapshotStore, writer: Writer) -> Iterator[tuple[Distribution, Written]]:
        """Write dumps and tables; yield each with its file, in the order of `_planned`."""
        planned = {each.path: each for each in self._planned()}
        for file in (*self._dumped(store, writer), *self._tables(store, writer)):
            each = planned[file.path]
            yield Distribution(file.path, each.media_type, each.title, file.size, file.sha256), file

    def _dumped(self, store: SnapshotStore, writer: Writer) -> Iterator[Written]:
        if not self._options.dumps:
            return
        with self._scratch("quads") as quads, self._scratch("dump") as made:
            dumps.ordered(store.published(), quads)
            for syntax in self._options.dumps:
                dumps.pack(quads, syntax, made)
                yield writer.take(made, dumps.dump_path(syntax))

    def _tables(self, store: SnapshotStore, writer: Writer) -> Iterator[Written]:
        forms = {"csv": tables.written_csv, "parquet": parquet.written_parquet}
        rows = {sheet.name: tables.rows(store.own(), sheet) for sheet in ALL} if self._options.tables else {}
        for form in self._options.tables:
            for sheet in ALL:
                yield writer.write(f"tables/{sheet.name}.{form}", forms[form](sheet, rows[sheet.name]))
        self._rows = {name: len(found) for name, found in rows.items()}

    @contextmanager
    def _scratch(self, name: str) -> Iterator[Path]:
        path = self._folder.scratch(name)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def _small(self, store: SnapshotStore, site: Site) -> Iterator[tuple[str, bytes]]:
        place = Place(store.own(), self._options.base, "search.html", known=Known(store.counts()))
        yield from search_files(place)
        yield from site.made_files()
        for path in sorted(assets.FOLDER.rglob("*")):
            if path.is_file():
                yield f"assets/{path.relative_to(assets.FOLDER).as_posix()}", path.read_bytes()
        if self._options.tables:
            yield "tables/README.md", tables.readme(self._rows, self._options.tables).encode()
        yield "404.html", signs.missing_page(self._options.url)
        yield "robots.txt", signs.robots(self._options.url)
        yield ".nojekyll", b""

    def _late(
        self, store: SnapshotStore, writer: Writer, files: Sequence[Written], downloads: Sequence[Distribution]
    ) -> Iterator[Written]:
        """Write what tells of the downloads, or of all pages; yield the files."""
        site, counts, url = self._site(store, downloads), store.counts(), self._options.url
        pages = {file.path for file in files if file.path.endswith(f".{PAGE}")} - {"404.html"}
        for path in (*LATE, f"{DATASET}.{PAGE}"):
            for file in written(site, path, writer):
                pages |= {path} & {file.path}
                yield file
        yield context(site, writer)
        base = self._options.base
        yield writer.write("CITATION.cff", signs.citation(counts, base, url, self._version))
        if self._options.tables:
            yield writer.write("croissant.json", signs.described_tables(counts, base, url, *_sorted_out(downloads)))
        if url:
            for path, data in signs.sitemaps(url, pages):
                yield writer.write(path, data)


def _sorted_out(downloads: Sequence[Distribution]) -> tuple[list[tuple[Sheet, Distribution]], list[Distribution]]:
    """Return the tables that describe their columns, and the other files."""
    by_path = {each.path: each for each in downloads}
    described = [(sheet, by_path.pop(f"tables/{sheet.name}.csv")) for sheet in ALL]
    return described, list(by_path.values())
