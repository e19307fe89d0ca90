"""What a graph says of one thing itself, by property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from disinfograph.namespaces import shorten
from disinfograph.site.asking import asked, is_iri, sparql
from disinfograph.site.page import Place
from disinfograph.terms import Iri, Literal, Term

_SAID = sparql("SELECT ?property ?value WHERE { $thing ?property ?value }")


_short = cache(shorten)
"""There are few properties."""


class Said:
    """The values of a thing's properties; properties go by CURIE, such as `skos:definition`."""

    def __init__(self) -> None:
        self._values: defaultdict[str, list[Term]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._values)

    def take(self, name: str, value: Term) -> None:
        """Add a value of a property, given by its IRI."""
        self._values[_short(name)].append(value)

    def iris(self, name: str) -> list[str]:
        """Return the things that a property names, in order."""
        return sorted(value.value for value in self._values[name] if isinstance(value, Iri))

    def slugs(self, name: str, start: str) -> list[str]:
        """Return what follows a beginning in the IRIs that a property names, for those that have it."""
        return [iri[len(start) :] for iri in self.iris(name) if iri.startswith(start)]

    def literals(self, name: str) -> list[Literal]:
        """Return the literals of a property, in order."""
        return sorted(value for value in self._values[name] if isinstance(value, Literal))

    def texts(self, name: str) -> list[str]:
        """Return the texts of a property that are in English or in no language, in order."""
        return [value.value for value in self.literals(name) if value.language in ("", "en")]

    def text(self, name: str, language: str = "en") -> str:
        """Return one text of a property: in a language, or else in English, in no language, or in any; "" for none."""
        ranks = {language: 0, "en": 1, "": 2}
        return min(self.literals(name), key=lambda each: ranks.get(each.language, 3), default=Literal("")).value

    def types(self) -> Iterator[str]:
        """Yield the classes of the thing as CURIEs, in order."""
        return (shorten(iri) for iri in self.iris("rdf:type"))


def said(place: Place) -> Said:
    """Return what is said of the thing that a page is about; nothing for one that the graph does not know."""
    found = Said()
    if is_iri(place.iri):
        for name, value in asked(place, _SAID, thing=place.iri):
            if name is not None and value is not None:
                found.take(str(name), value)
    return found
