"""Publish a store: every page and all data as files, of which a second run changes only what is no longer the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from disinfograph.errors import StoreUnavailable
from disinfograph.namespaces import BASE
from disinfograph.processes import cores
from disinfograph.publish import dumps, parquet, signs, tables
from disinfograph.publish.columns import ALL, Sheet
from disinfograph.publish.folder import Folder, Writer, Written
from disinfograph.publish.pages import LATE, UNLINKED, Crew, context, paths_of, written
from disinfograph.publish.record import Record, kept, made_from, recorded
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

VOID: Final = ".well-known/void"
"""Where programs look for the description of the data set: https://www.w3.org/TR/void/#well-known."""

_MEDIA: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_FEW: Final = 50_000
"""Statements below which one process is as quick as two."""

Tell = Callable[[str], None]

_NOTHING: Final = Record()
_NO_FILES: Final[Mapping[str, Written]] = {}


@dataclass(frozen=True, slots=True)
class Options:
    """What to publish: `url` is the address of the site with a slash at the end, "" where it is not known yet.

    `title` is the name of the site, "" for that of this program.
    Without a number of `processes` there are as many as the machine has cores, and one for a small graph.
    """

    url: str = ""
    base: str = BASE
    syntaxes: tuple[str, ...] = SYNTAXES
    without: frozenset[str] = frozenset()
    processes: int | None = None
    title: str = ""

    def decisive(self) -> tuple[object, ...]:
        """Return what of the options decides over the bytes of the site."""
        return self.url, self.base, self.syntaxes, sorted(self.without), self.title

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
    """What a run did: its files, how many of them it wrote because they had changed, and how many it removed.

    `made` is False where nothing was rendered, because all was there from the same data, program and options.
    """

    files: int
    size: int
    changed: int
    removed: int
    made: bool = True


def publish(place: Path, target: Path, options: Options, tell: Tell = lambda _: None) -> Published:
    """Publish the store in a folder; WrongUse for a folder with other things in it, StoreUnavailable without data."""
    if "parquet" in options.tables:
        parquet.check_installed()
    current = StoreFolder(place).current()
    if current is None:
        raise StoreUnavailable(str(place), "no data yet: run 'disinfograph build' with this store first")
    folder, version = Folder(target), current.path.name
    with folder.writing():
        source = made_from(version, options.decisive())
        record = Record.read(folder)
        intact = record.intact(folder) if record.made_from == source else {}
        is_whole = bool(intact) and len(intact) == len(record.files)
        if is_whole:
            files = list(intact.values())
        else:
            helpers = (options.processes or (cores() if current.manifest().quads > _FEW else 1)) - 1
            left = record if intact else Record()
            files = _Run(place, version, folder, options, tell, left, intact).files(helpers)
        removed = folder.finish(files, recorded(source, files))
    changed = sum(file.changed for file in files)
    return Published(len(files) + 1, sum(file.size for file in files), changed, removed, made=not is_whole)


class _Run:
    """One run over one version of the store."""

    def __init__(
        self, place: Path, version: str, folder: Folder, options: Options, tell: Tell,
        record: Record = _NOTHING, intact: Mapping[str, Written] = _NO_FILES,
    ) -> None:  # fmt: skip
        """Take the store and where to; `intact` are the files of the record that need not be made again."""
        self._place, self._version, self._folder, self._options = place, version, folder, options
        self._tell, self._record, self._intact = tell, record, intact

    def files(self, helpers: int) -> list[Written]:
        """Write everything that is not intact; return all files."""
        with Crew(self._folder, self._site, self._paths, helpers) as crew:
            store = self._store()
            site = self._site(store)
            pages = paths_of(site)
            known = kept(self._record, self._intact, pages)
            downloads, files = ([], []) if known.others else self._first(store, site)
            self._tell("pages")
            files += [file for page in known.pages.values() for file in page]
            files += crew.share(1, site, [page for page in pages if page not in known.pages])
            files += crew.results()
            if known.others:
                return [*files, *known.others]
            with Writer(self._folder, 1) as writer:
                return files + list(self._late(store, writer, files, downloads))

    def _first(self, store: SnapshotStore, site: Site) -> tuple[list[Distribution], list[Written]]:
        """Write what is no page; return the downloads, and all files."""
        self._tell("dumps and tables")
        with Writer(self._folder, 1) as writer:
            downloads = list(self._downloads(store, writer))
            files = [file for _, file in downloads]
            self._tell("search")
            files += [writer.write(*each) for each in self._small(store, site)]
        return [each for each, _ in downloads], files

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
        files = Files(self._options.syntaxes, UNLINKED, self._options.url, given, self._options.title)
        return Site(store.own(), self._options.base, version=self._version, counts=store.counts(), files=files)

    def _paths(self, site: Site) -> list[str]:
        """Return the paths of the pages to write: the same ones in every process."""
        pages = paths_of(site)
        known = kept(self._record, self._intact, pages).pages
        return [page for page in pages if page not in known]

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
        yield "404.html", signs.missing_page(self._options.url, self._options.title)
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
        yield writer.write(VOID, site.data(f"{DATASET}.ttl") or b"")
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
