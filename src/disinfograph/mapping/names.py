"""Which name to show for a thing that no authority file knows and that sources spell in several ways."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from disinfograph.resolve.outlet.outlets import preferred
from disinfograph.resolve.resolver import Named, Resolved


@dataclass(slots=True)
class Names:
    """How often each unknown thing is spelled how, by kind and slug."""

    spellings: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    _shown: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, case: Resolved) -> None:
        """Count the spellings of a case's unknown places, languages, outlets and keywords."""
        self._shown.clear()
        kinds = {"place": case.places, "language": case.languages, "outlet": case.outlets, "keyword": case.keywords}
        for kind, things in kinds.items():
            for thing in things:
                if not thing.known:
                    self.spellings.setdefault((kind, thing.slug), Counter())[thing.label] += 1

    def of(self, kind: str, thing: Named) -> str:
        """Return the most frequent spelling, then the shortest, then the first in the alphabet."""
        which = kind, thing.slug
        if thing.known or which not in self.spellings:
            return thing.label
        if which not in self._shown:
            self._shown[which] = preferred(self.spellings[which])
        return self._shown[which]
