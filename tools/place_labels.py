"""Print `ontology/vocab/places.labels.ttl`: what CLDR calls the places of `places.ttl` in other languages.

    python tools/place_labels.py > ontology/vocab/places.labels.ttl

Needs babel, which carries CLDR. A place that CLDR lacks (Crimea, the West, the Soviet Union) gets its labels by hand,
in `places.names.ttl`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import babel
from babel import Locale

from disinfograph import vocabularies

LANGUAGES = tuple("ar az be cs de es fa fr hu hy it ka kk pl pt ro ru sr tr uk zh".split())
# CLDR's codes of the regions and blocs that the list has too. Not 019 and 018: "Amerika" means the United States and
# "Südliches Afrika" is near to South Africa in too many languages.
REGIONS = {
    "africa": "002",
    "asia": "142",
    "caribbean": "029",
    "central-africa": "017",
    "central-america": "013",
    "central-asia": "143",
    "east-africa": "014",
    "east-asia": "030",
    "eastern-europe": "151",
    "europe": "150",
    "european-union": "EU",
    "eurozone": "EZ",
    "latin-america": "419",
    "north-africa": "015",
    "north-america": "003",
    "northern-europe": "154",
    "oceania": "009",
    "south-america": "005",
    "south-asia": "034",
    "south-east-asia": "035",
    "southern-europe": "039",
    "sub-saharan-africa": "202",
    "west-africa": "011",
    "western-europe": "155",
}
HEADER = """\
# Labels of countries, regions and blocs in languages other than English, as the Common Locale Data Repository has them
# (https://cldr.unicode.org/), read through babel by tools/place_labels.py.
# A label is CLDR's wording; which places there are, and where a place lies, places.ttl says.
# CLDR's licence stands at the end.

@prefix place: <https://w3id.org/disinfograph/place/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
LICENCE = Path(babel.__file__).parent / "locale-data" / "LICENSE.unicode"


def labels(slug: str) -> Iterator[tuple[str, str]]:
    """Yield language and label of a place; nothing for a place that CLDR lacks."""
    for language in LANGUAGES:
        label = Locale.parse(language).territories.get(REGIONS.get(slug, slug))
        if label:
            yield language, label


def lines() -> Iterator[str]:
    """Yield the file."""
    yield HEADER
    for concept in vocabularies.load("places"):
        texts = [f'"{label}"@{language}' for language, label in labels(concept.slug)]
        if texts:
            yield f"place:{concept.slug} skos:prefLabel " + ", ".join(texts) + " .\n"
    yield "\n"
    yield from (f"# {line}".rstrip() + "\n" for line in LICENCE.read_text("utf-8").splitlines())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.writelines(lines())
