"""Small published sites, and a reader of pages that is stricter than a browser."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from disinfograph.publish.publishing import Options, Published, publish
from disinfograph.stores.content import canonical
from disinfograph.stores.snapshot import SnapshotStore

SMALL = Path(__file__).resolve().parents[1] / "data" / "small.trig"
URL = "https://example.org/graph/"
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_INLINE_HOLDERS = frozenset("p h1 h2 h3 h4 h5 h6 dt".split())
_BLOCKS = frozenset("address article aside details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split())  # fmt: skip  # noqa: E501
_HELD_BY = {
    "li": {"ul", "ol"}, "tr": {"thead", "tbody", "table"}, "td": {"tr"}, "th": {"tr"}, "dt": {"dl", "div"},
    "dd": {"dl", "div"}, "caption": {"table"}, "thead": {"table"}, "tbody": {"table"}, "summary": {"details"},
    "legend": {"fieldset"}, "figcaption": {"figure"}, "option": {"select", "datalist"},
}  # fmt: skip


def filled(folder: Path, *files: Path, more: str = "") -> Path:
    """Return a store of RDF files and N-Quads, whose default graph is the merge."""
    store = ox.Store()
    for file in files:
        store.load(path=str(file))
    store.load(more.encode(), ox.RdfFormat.N_QUADS)
    store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in list(store)])
    lines = sorted(canonical(f"{quad} .") for quad in store)
    quads, ledger = folder.with_suffix(".nq"), folder.with_suffix(".ledger")
    quads.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    ledger.write_text("", "utf-8")
    SnapshotStore(folder).publish(quads, ledger)
    return folder


def published(store: Path, target: Path, url: str = URL, processes: int = 1, without: frozenset[str] = frozenset(),
              syntaxes: tuple[str, ...] = ("ttl", "jsonld")) -> Published:  # fmt: skip
    """Publish a store to a folder."""
    return publish(store, target, Options(url, processes=processes, without=without, syntaxes=syntaxes))


def files(folder: Path) -> dict[str, Path]:
    """Return every file of a site by its path, but those of its state."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {path: file for path, file in sorted(found.items()) if not path.startswith(".disinfograph/")}


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file by its path."""
    return {path: file.read_bytes() for path, file in files(folder).items()}


def pages(folder: Path) -> dict[str, str]:
    """Return every page by its path."""
    return {path: file.read_text("utf-8") for path, file in files(folder).items() if path.endswith(".html")}


@dataclass
class Read(HTMLParser):
    """A page taken apart: ids, links, and what is wrong with it."""

    html: str
    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self.feed(self.html)
        self.close()
        self.faults += [f"<{tag}> is left open" for tag in self._open]
        self.faults += [f"id {name!r} is there {number} times" for name, number in self.ids.items() if number > 1]
        self.faults += [f"{name!r} is pointed to and not there" for name in self.pointers if name not in self.ids]
        if not self.html.startswith("<!doctype html>"):
            self.faults.append("does not begin with its doctype")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check_place(tag)
        if "svg" not in self._open:
            self.tags[tag] += 1
        names = Counter(name for name, _ in attrs)
        self.faults += [f"<{tag}> has {name} twice" for name, number in names.items() if number > 1]
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in ("aria-labelledby", "aria-describedby", "for", "list"):
            self.pointers += given.get(name, "").split()
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        self.faults += [f"<{tag}> has {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "img" and "alt" not in given:
            self.faults.append("<img> without alt")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def _check_place(self, tag: str) -> None:
        around = self._open[-1] if self._open else ""
        if tag in _HELD_BY and around not in _HELD_BY[tag] and "svg" not in self._open:
            self.faults.append(f"<{tag}> inside <{around}>")
        if tag in _BLOCKS and any(each in _INLINE_HOLDERS for each in self._open):
            self.faults.append(f"<{tag}> inside {self._open[-3:]}")
        if tag in {"a", "button", "input", "select"} and ("a" in self._open or "button" in self._open):
            self.faults.append(f"<{tag}> inside a link or button")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()


def targets(read: Read, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and fragment of each link that leads to the site itself."""
    for link in read.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        where = unquote(parts.path)
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), where)) if where else path
        yield ("index.html" if found == "." else found), unquote(parts.fragment)
