"""What every page has around its own part: links from where it stands, names in the reader's language, its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from disinfograph.site.labels import ENGLISH, OWN_NAMES, labels, languages, titles
from disinfograph.site.page import Page, Place
from disinfograph.site.table import Count
from disinfograph.site.tabulating import table
from disinfograph.site.templates import rendered

_RIGHT_TO_LEFT: Final = frozenset(("ar", "fa", "he", "ur"))


class Thing(NamedTuple):
    """A thing to link to: where its page is, what it is called, and in which language, "" for English."""

    address: str
    text: str
    language: str
    cases: int = 0
    share: float = 0.0
    slug: str = ""


class Card(NamedTuple):
    """A case in a list: where its page is, what is claimed, in which language, and the day, "" for none."""

    address: str
    title: str
    language: str
    day: str


class Frame:
    """One page that is being made: `language` is the reader's, `root` the way from the page to the top."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.table = table(place)
        wanted = place.asked("lang") if place.served else ""
        self.languages = languages(place)
        self.language = wanted if wanted in self.languages else ENGLISH
        self.root = "../" * place.path.count("/")
        self.suffix = "" if self.language == ENGLISH else f"?lang={self.language}"

    def address(self, path: str) -> str:
        """Return the address of a page by its path as it stands in an address: `place/UA.html`."""
        return f"{self.root}{path}{self.suffix}"

    def search(self, **wanted: str) -> str:
        """Return the address of a search."""
        given = wanted if self.language == ENGLISH else wanted | {"lang": self.language}
        return f"{self.root}search.html?{urlencode(given)}"

    def things(self, kind: str, counts: Iterable[Count]) -> list[Thing]:
        """Return things of a kind with their numbers of cases, and each number's share of the greatest."""
        counts = list(counts)
        start, most = f"{self.place.base}{kind}/", max((cases for _, cases in counts), default=0) or 1
        names = labels(self.place, [start + slug for slug, _ in counts], self.language)
        return [
            Thing(self.address(f"{kind}/{slug}.html"), *names[start + slug], cases, round(100 * cases / most, 1), slug)
            for slug, cases in counts
        ]

    def named(self, kind: str, slugs: Iterable[str]) -> list[Thing]:
        """Return things of a kind without a number, by name."""
        return sorted(self.things(kind, ((slug, 0) for slug in slugs)), key=lambda thing: (thing.text, thing.slug))

    def page_of(self, iri: str) -> str:
        """Return the address of a thing's page; "" for one that has no name in the graph, and so no page either."""
        start = self.place.base
        labels(self.place, [iri], self.language)
        is_known = iri.startswith(start) and iri in self.place.known.labels[self.language]
        return self.address(f"{iri[len(start) :]}.html") if is_known else ""

    def name(self, iri: str) -> str:
        """Return what one thing is called."""
        return labels(self.place, [iri], self.language)[iri].text

    def cards(self, cases: Sequence[int]) -> list[Card]:
        """Return cases to list, by their numbers in the table."""
        start, slugs = f"{self.place.base}case/", [self.table.slugs[case] for case in cases]
        names = titles(self.place, [start + slug for slug in slugs])
        return [
            Card(self.address(f"case/{slug}.html"), *names[start + slug], self.table.days[case])
            for slug, case in zip(slugs, cases, strict=True)
        ]

    def rendered(self, template: str, heading: str, **values: Any) -> Page:
        """Return the page of a template."""
        place = self.place
        data = place.known.files.data(place.iri, place.base) if place.kind and place.name else {}
        html = rendered(
            template, path=place.path, base=place.base, root=self.root, suffix=self.suffix, served=place.served,
            language=self.language, languages=self._switch(), heading=heading, frame=self, data=data,
            downloads=bool(place.known.files.distributions), site_name=place.known.files.title,
            right_to_left=_RIGHT_TO_LEFT, **values,
        )  # fmt: skip
        return Page(html, data=data)

    def _switch(self) -> list[tuple[str, str, str]]:
        """Return the tag, own name and address of each language of this page; none without a server."""
        if not self.place.served:
            return []
        rest = urlencode([(name, value) for name, value in self.place.query if name != "lang"])
        here = f"{self.place.path.rpartition('/')[2]}?{rest}{'&' if rest else ''}lang="
        return [(tag, OWN_NAMES[tag], here + tag) for tag in self.languages]


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 case`, `1,259 cases`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
