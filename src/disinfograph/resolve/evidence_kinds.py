"""What kind of source a piece of evidence is, by its host or by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from disinfograph import vocabularies
from disinfograph.records import Evidence

OTHER = "other"


@dataclass(frozen=True, slots=True)
class EvidenceKinds:
    """Hosts and names that tell the kind, from the labels of `ontology/vocab/evidence-kinds.ttl`.

    A label that begins with a dot or holds one is a host or the end of one (`.gov`, `osce.org`); every other label is
    a name that is looked for as whole words.
    """

    hosts: dict[str, str]
    names: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def load(cls) -> EvidenceKinds:
        """Return the kinds as the vocabulary file has them."""
        hosts, names = {}, []
        for concept in vocabularies.load("evidence-kinds"):
            for _, label in concept.aliases:
                if "." in label:
                    hosts[label.lower().lstrip(".")] = concept.slug
                else:
                    flags = re.IGNORECASE if not label.isupper() else re.NOFLAG
                    names.append((re.compile(rf"\b{re.escape(label)}\b", flags), concept.slug))
        longest_first = sorted(names, key=lambda pair: (-len(pair[0].pattern), pair[0].pattern))
        return cls(hosts, tuple(longest_first))

    def kind(self, item: Evidence) -> str:
        """Return the slug of the kind; `other` where neither the host nor the name tells."""
        if item.url and (host := _host(item.url)):
            labels = host.split(".")
            for start in range(len(labels)):
                if slug := self.hosts.get(".".join(labels[start:])):
                    return slug
            return OTHER
        for pattern, slug in self.names:
            if item.text and pattern.search(item.text):
                return slug
        return OTHER


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
