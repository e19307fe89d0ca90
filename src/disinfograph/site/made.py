"""Files of the site that are neither pages nor linked data, by their paths."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from disinfograph.site.asking import asked, language_of, sparql
from disinfograph.site.labels import ENGLISH, OWN_NAMES, languages
from disinfograph.site.network_files import gexf, graphml
from disinfograph.site.page import Place

NAMES: Final = "names.json"
"""Which languages the names of things are to be had in: the file `names/{tag}.json` holds them for one."""

_NAMED: Final = ("Narrative", "Place", "Keyword", "Outlet", "Language")
_LABELS = sparql("SELECT ?thing ?label WHERE { ?thing a $kind ; skos:prefLabel ?label }")

MADE: Final[dict[str, tuple[str, Callable[[Place], bytes]]]] = {
    "network.gexf": ("application/xml", gexf),
    "network.graphml": ("application/xml", graphml),
}
"""The media type of each file, and what makes it. Gephi goes by the suffix."""


def names(place: Place) -> dict[str, bytes]:
    """Return the files of names in other languages, by path; where a server answers, pages come in any language."""
    tags = [tag for tag in languages(place) if tag != ENGLISH]
    found: dict[str, dict[str, str]] = {tag: {} for tag in tags}
    for kind in _NAMED:
        for thing, label in asked(place, _LABELS, kind=sparql(f"dg:{kind}")[1:-1]):
            tag, path = language_of(label), str(thing).removeprefix(place.base)
            if tag in found and path != str(thing):
                found[tag][path] = min(str(label), found[tag].get(path, str(label)))
    files = {f"names/{tag}.json": _json(dict(sorted(of.items()))) for tag, of in found.items()}
    return files | {NAMES: _json([[tag, OWN_NAMES[tag]] for tag in tags])}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
