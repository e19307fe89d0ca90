"""Which keyword a label names: those of `ontology/vocab/keywords.ttl`, and the ones that it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from disinfograph import vocabularies
from disinfograph.iris import digest, fold
from disinfograph.namespaces import PREFIXES
from disinfograph.vocabularies import Concept

_REPLACED_BY = PREFIXES["dcterms"] + "isReplacedBy"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword by its slug and display label; `known` is false where the authority file lacks it."""

    slug: str
    label: str
    known: bool


def key(label: str) -> str:
    """Return what the spellings of one keyword share: the folded label; '' where it has no letter and no digit."""
    return fold(label) or (digest(label.strip().casefold()) if any(map(str.isalnum, label)) else "")


@dataclass(frozen=True, slots=True)
class Keywords:
    """The authority's keywords by the key of each of their labels."""

    by_key: Mapping[str, Keyword]

    @classmethod
    def load(cls) -> Keywords:
        """Return the keywords of the authority file; it is read once."""
        return _load()

    def resolve(self, label: str) -> Keyword | None:
        """Return the keyword that a label names, or None for a label without letters or digits.

        A label that the authority lacks is kept: its slug is its key, its text the label on one line.
        """
        slug = key(label)
        if not slug:
            return None
        known = self.by_key.get(slug) or self.by_key.get(slug.removeprefix("the-"))
        return known or Keyword(slug, " ".join(label.split()).strip(" ,;"), known=False)


@cache
def _load() -> Keywords:
    concepts = vocabularies.load("keywords")
    keywords = {concept.iri: Keyword(concept.slug, concept.label, known=True) for concept in concepts}
    by_key: dict[str, Keyword] = {}
    for concept in concepts:
        # A renamed keyword keeps its IRI, which may be cited, and its labels mean the one that took its place.
        (meant,) = concept.properties.get(_REPLACED_BY, (concept.iri,))
        by_key |= {key(name): keywords[meant] for name in names(concept)}
    return Keywords(by_key)


def names(concept: Concept) -> tuple[str, ...]:
    """Return the names of an entry of the authority file: its slug, labels and aliases in every language."""
    return (concept.slug, *concept.labels.values(), *(alias for _, alias in concept.aliases))
