"""The whole site over one store: every page and every piece of data by its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from disinfograph.describe import Labels, lines
from disinfograph.errors import NotFound
from disinfograph.namespaces import BASE, KINDS, PREFIXES
from disinfograph.site.about import about_page
from disinfograph.site.addresses import DATASET, DOCUMENTS, PAGE, Address, iri_of, read_address, thing_path
from disinfograph.site.case import case_page
from disinfograph.site.compare import compare_page
from disinfograph.site.dataset import dataset_statements
from disinfograph.site.describing import describe, written
from disinfograph.site.documents import CONTEXT, context, document, documents
from disinfograph.site.downloads import downloads_page
from disinfograph.site.files import Files
from disinfograph.site.home import home
from disinfograph.site.known import Known
from disinfograph.site.listings import (
    cases_page,
    cases_paths,
    issues_page,
    keywords_page,
    outlets_page,
    places_page,
)
from disinfograph.site.made import MADE, NAMES, names
from disinfograph.site.narratives import narrative_page, narratives_page
from disinfograph.site.network import network_page
from disinfograph.site.ontology import document_page
from disinfograph.site.page import Finder, Page, Place, Query, Store
from disinfograph.site.questions import questions_page
from disinfograph.site.searching import search_csv, search_page
from disinfograph.site.subjects import issue_page, keyword_page, language_page, outlet_page, place_page
from disinfograph.site.things import thing_page
from disinfograph.stores.counts import Counts
from disinfograph.terms import iri_token

_REPLACED: Final = iri_token(f"{PREFIXES['dcterms']}isReplacedBy")
_MATCHES: Final = "|".join(
    iri_token(f"{PREFIXES['skos']}{name}Match") for name in ("exact", "close", "broad", "narrow", "related")
)

Maker = Callable[[Place], Page | None]
"""Makes a page; None where there is no such thing."""

PAGES: Final[dict[str, Maker]] = {
    "index.html": home,
    "about.html": about_page,
    "cases.html": cases_page,
    "compare.html": compare_page,
    "downloads.html": downloads_page,
    "issues.html": issues_page,
    "keywords.html": keywords_page,
    "narratives.html": narratives_page,
    "network.html": network_page,
    "outlets.html": outlets_page,
    "places.html": places_page,
    "query.html": questions_page,
    "search.html": search_page,
}
"""Pages that stand for themselves, by their path: `places.html`."""

KIND_PAGES: Final[dict[str, Maker]] = {
    "case": case_page,
    "cases": cases_page,
    "issue": issue_page,
    "keyword": keyword_page,
    "language": language_page,
    "narrative": narrative_page,
    "outlet": outlet_page,
    "place": place_page,
}
"""Pages of the things of a kind, by the kind; the others get the plain page."""


class Site:
    """Pages and data of one version of the graph; `served` where a server answers, not files."""

    def __init__(
        self, store: Store, base: str = BASE, *, served: bool = False, version: str = "", counts: Counts | None = None,
        finder: Finder | None = None, files: Files | None = None,
    ) -> None:  # fmt: skip
        """Take a store; `counts`, what is in it, are what the data set is described by, `finder` the search index.

        `files` is what a published site has, where no server is.
        """
        self._store, self._base, self._served, self._version = store, base, served, version
        self._counts = counts
        self._labels: Labels = {}
        self._known, self._finder = Known(counts, files=files or Files()), finder

    def page(self, path: str, query: Query = ()) -> Page | None:
        """Return the page at a decoded path that ends in `.html`, None where there is none."""
        address = read_address(path)
        if address.syntax != PAGE:
            return None
        place = self._place(path, query)
        if address.thing in DOCUMENTS or address.kind in DOCUMENTS:
            return document_page(place)
        if place.path in PAGES:
            return PAGES[place.path](place)
        if place.kind in KIND_PAGES:
            return KIND_PAGES[place.kind](place)
        return thing_page(place) if place.kind in KINDS else None

    def csv(self, query: Query = ()) -> str:
        """Return all cases that a search finds, as CSV for people: the page `search.html` with the same query."""
        return search_csv(self._place("search.html", query))

    def made(self, path: str) -> bytes | None:
        """Return a file that is neither a page nor linked data, such as `network.gexf`; None where there is none."""
        return MADE[path][1](self._place(path)) if path in MADE else None

    def made_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of every such file, and of those that only published files need."""
        for path in sorted(MADE):
            yield path, MADE[path][1](self._place(path))
        if not self._served:
            yield from sorted(names(self._place(NAMES)).items())

    def warm(self) -> None:
        """Read what many pages need now, so that no reader waits for it."""
        for path in ("index.html", "narratives.html", "places.html", "outlets.html", "keywords.html", "query.html"):
            self.page(path)
        self.page("search.html", [("q", "a")])

    def _place(self, path: str, query: Query = ()) -> Place:
        address = read_address(path)
        return Place(
            self._store, self._base, path.lstrip("/"), address.kind, address.name, query, self._served, self._version,
            self._known, self._finder,
        )  # fmt: skip

    def data(self, path: str) -> bytes | None:
        """Return the data at a path that ends in `.ttl .jsonld .nt .rdf .json`, None where there is none."""
        address = read_address(path)
        if address.syntax in ("", PAGE):
            return None
        if path.lstrip("/") == CONTEXT:
            return context()
        if address.thing == DATASET:
            return self._dataset(address.syntax)
        if (said := document(address.thing)) is not None:
            return written(said, address.syntax, self._base)
        iri = iri_of(address, self._base)
        if iri is None:
            return None
        try:
            return written(describe(self._store, iri, self._base, self._labels), address.syntax, self._base)
        except NotFound:
            return None

    def all_data(self, thing: str) -> dict[str, bytes]:
        """Return the data of a thing in every syntax, described once; {} where there is none."""
        iri = iri_of(Address(thing), self._base)
        if thing == DATASET or document(thing) is not None:
            found = {syntax: self.data(f"{thing}.{syntax}") for syntax in self._known.files.syntaxes}
            return {syntax: data for syntax, data in found.items() if data is not None}
        if iri is None:
            return {}
        try:
            said = describe(self._store, iri, self._base, self._labels)
        except NotFound:
            return {}
        return {syntax: written(said, syntax, self._base) for syntax in self._known.files.syntaxes}

    def _dataset(self, syntax: str) -> bytes | None:
        if self._counts is None:
            return None
        files = self._known.files
        site = files.url or self._base
        said = dataset_statements(self._counts, self._base, site, files.distributions, self._version)
        return written(lines(said), syntax, self._base)

    def knows(self, path: str) -> bool:
        """Say whether there is a thing at a path without a suffix."""
        thing = read_address(path).thing
        if thing == DATASET or document(thing) is not None:
            return True
        iri = iri_of(Address(thing), self._base)
        if iri is None:
            return False
        node = iri_token(iri)
        return self._store.ask(f"ASK {{ {{ {node} ?p ?o }} UNION {{ GRAPH {node} {{ ?s ?p ?o }} }} }}")

    def moved(self, path: str) -> str | None:
        """Return the path, with the same suffix, of the one thing that has replaced another; None for all else."""
        address = read_address(path)
        iri = iri_of(address, self._base)
        if iri is None or "#" in iri:
            return None
        rows = self._store.select(f"SELECT ?now WHERE {{ {iri_token(iri)} {_REPLACED} ?now }} LIMIT 2").rows
        now = thing_path(str(rows[0][0]), self._base) if len(rows) == 1 else None
        return Address(now).path(address.syntax) if now and address.syntax else now

    def things(self) -> Iterator[str]:
        """Yield the path of everything that has data, without a suffix, sorted; the cells of the summary are left out.

        A claim has data, and the page of its case.
        """
        rows = self._store.select("SELECT DISTINCT ?thing WHERE { ?thing a ?type }")
        graphs = self._store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        given_up = self._store.select(f"SELECT ?old WHERE {{ ?old {_REPLACED} ?now }}")
        # Concepts of other schemes may be there only as what ours are like.
        alike = self._store.select(f"SELECT DISTINCT ?other WHERE {{ ?ours {_MATCHES} ?other }}")
        answers = (rows, graphs, given_up, alike)
        found = {thing_path(str(row[0]), self._base) for each in answers for row in each if row[0]}
        return iter(sorted({thing for thing in found if thing} | set(documents()) | {DATASET}))

    def paths(self) -> Iterator[str]:
        """Yield the path of every page, sorted."""
        found = set(PAGES) - (set() if self._known.files.distributions else {"downloads.html"})
        found |= set(cases_paths(self._place("cases.html")))
        for thing in self.things():
            if thing != DATASET and not thing.startswith("claim/"):
                found.add(f"{thing}.html")
        return iter(sorted(found))
